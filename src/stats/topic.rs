//! Owns the numbers of topics: what reviews speak of, what it costs in stars, and what replies pass over.

use std::collections::BTreeMap;

use crate::stats::group::share;
use crate::stats::marks::Marks;
use crate::stats::summary::TopicOut;

/// A review with so many stars or fewer is negative.
const NEGATIVE: u8 = 2;

/// The numbers of all topics.
#[derive(Debug, Default)]
pub(super) struct Topics {
    /// Reviews with stars.
    rated: usize,
    stars: usize,
    topics: BTreeMap<String, Topic>,
}

#[derive(Debug, Default)]
struct Topic {
    mentions: usize,
    rated: usize,
    stars: usize,
    negative: usize,
    negative_stars: usize,
    /// Negative reviews that were answered, and the answer speaks of something else.
    passed_over: usize,
    /// Negative reviews that nobody answered.
    unanswered: usize,
    by_stars: [usize; 5],
}

impl Topics {
    pub(super) fn add(&mut self, rating: Option<u8>, is_answered: bool, marks: &Marks) {
        let stars = rating.map_or(0, usize::from);
        self.rated += usize::from(rating.is_some());
        self.stars += stars;
        let is_negative = rating.is_some_and(|rating| rating <= NEGATIVE);
        for name in &marks.review_topics {
            let topic = self.topics.entry(name.clone()).or_default();
            topic.mentions += 1;
            topic.rated += usize::from(rating.is_some());
            topic.stars += stars;
            if let Some(count) = stars.checked_sub(1).and_then(|at| topic.by_stars.get_mut(at)) {
                *count += 1;
            }
            if is_negative {
                topic.negative += 1;
                topic.negative_stars += stars;
                topic.unanswered += usize::from(!is_answered);
                topic.passed_over += usize::from(is_answered && !marks.reply_topics.contains(name));
            }
        }
    }

    /// Those with the best chance of improvement first.
    pub(super) fn out(self) -> Vec<TopicOut> {
        let average = share(self.stars, self.rated);
        let rated = self.rated;
        let mut topics: Vec<TopicOut> = self
            .topics
            .into_iter()
            .map(|(name, topic)| {
                let (own, negative) = (share(topic.stars, topic.rated), share(topic.negative_stars, topic.negative));
                let weight = |count| share(count, rated);
                TopicOut {
                    name,
                    mentions: topic.mentions,
                    average: (topic.rated > 0).then_some(own),
                    by_stars: topic.by_stars,
                    negative: topic.negative,
                    impact: if topic.rated > 0 { (own - average) * weight(topic.rated) } else { 0.0 },
                    chance: if topic.negative > 0 { (average - negative) * weight(topic.negative) } else { 0.0 },
                    passed_over: topic.passed_over,
                    unanswered: topic.unanswered,
                }
            })
            .collect();
        topics.sort_by(|left, right| {
            right
                .chance
                .total_cmp(&left.chance)
                .then(right.mentions.cmp(&left.mentions))
                .then(left.name.cmp(&right.name))
        });
        topics
    }
}
