//! Owns the finished statistics: a public contract of the `json` format, versioned. It must not know how they look.

use serde::Serialize;

use crate::stats::Stats;

/// The version of the format. It grows when a field changes its meaning or goes.
const VERSION: u32 = 1;

/// How many copied replies are named.
const COPIES: usize = 20;

/// Everything.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StatsOut {
    /// Of the format.
    pub version: u32,
    /// All reviews.
    pub all: GroupOut,
    /// By stars, the lowest first; `unknown` last.
    pub by_rating: Vec<GroupOut>,
    /// By platform.
    pub by_platform: Vec<GroupOut>,
    /// By the month of the review.
    pub by_month: Vec<GroupOut>,
    /// By who wrote the reply.
    pub by_author: Vec<GroupOut>,
    /// By branch or place.
    pub by_location: Vec<GroupOut>,
    /// What reviews speak of, the best chance of improvement first.
    pub topics: Vec<TopicOut>,
    /// Replies that stand more than once, the most frequent first.
    pub copies: Vec<Copy>,
    /// Replies that stand more than once, all of them.
    pub copied: usize,
    /// Replies that announce a change.
    pub changes: Changes,
}

/// A group of reviews.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GroupOut {
    /// What they have in common.
    pub name: String,
    /// How many there are.
    pub reviews: usize,
    /// How many have a reply.
    pub answered: usize,
    /// The share of those, 0 to 1.
    pub response_rate: f64,
    /// Of how many replies it is known how long they took.
    pub waits_known: usize,
    /// How long half of them took at most, in hours.
    pub median_hours: Option<f64>,
    /// How many of them came later than customers expect.
    pub late: usize,
    /// Replies that are ready to post.
    pub post: usize,
    /// Replies to revise.
    pub revise: usize,
    /// Replies that must not be posted.
    pub block: usize,
    /// In how many replies each rule fired, the most frequent first.
    pub rules: Vec<(String, usize)>,
}

/// A topic of reviews.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TopicOut {
    /// Its name.
    pub name: String,
    /// How many reviews speak of it.
    pub mentions: usize,
    /// Their stars.
    pub average: Option<f64>,
    /// How many of them have 1, 2, 3, 4 and 5 stars.
    pub by_stars: [usize; 5],
    /// How many of them have 1 or 2 stars.
    pub negative: usize,
    /// What it does to the average of all: (average of the topic − average of all) × share of the reviews.
    pub impact: f64,
    /// What mending it could bring: (average of all − average of its negative reviews) × their share of all.
    pub chance: f64,
    /// Negative reviews whose reply does not speak of it.
    pub passed_over: usize,
    /// Negative reviews without a reply.
    pub unanswered: usize,
}

/// A reply that stands more than once, names and numbers aside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Copy {
    /// How often.
    pub count: usize,
    /// Its first words.
    pub excerpt: String,
    /// The file that it stands in first …
    pub path: String,
    /// … and the record.
    pub record: Option<u64>,
}

/// Replies that announce a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Changes {
    /// That was made.
    pub done: usize,
    /// That will be made.
    pub planned: usize,
    /// By what the reply speaks of, the most frequent first.
    pub topics: Vec<(String, usize)>,
}

impl Stats {
    /// The finished numbers.
    pub fn out(self) -> StatsOut {
        let mut copies: Vec<Copy> = self
            .copies
            .into_values()
            .filter(|copied| copied.count > 1)
            .map(|copied| Copy {
                count: copied.count,
                excerpt: copied.excerpt,
                path: copied.path.to_string(),
                record: copied.record,
            })
            .collect();
        copies.sort_by(|left, right| {
            let place = |copy: &Copy| (copy.path.clone(), copy.record);
            right.count.cmp(&left.count).then_with(|| place(left).cmp(&place(right)))
        });
        let copied = copies.iter().map(|copy| copy.count).sum();
        copies.truncate(COPIES);
        let mut changed: Vec<(String, usize)> = self.changed.into_iter().collect();
        changed.sort_by(|left, right| right.1.cmp(&left.1).then(left.0.cmp(&right.0)));
        let groups = |groups: std::collections::BTreeMap<String, super::Group>| -> Vec<GroupOut> {
            groups.into_iter().map(|(name, group)| group.out(&name)).collect()
        };
        StatsOut {
            version: VERSION,
            all: self.all.out("all"),
            by_rating: groups(self.by_rating),
            by_platform: groups(self.by_platform),
            by_month: groups(self.by_month),
            by_author: groups(self.by_author),
            by_location: groups(self.by_location),
            topics: self.topics.out(),
            copies,
            copied,
            changes: Changes { done: self.done, planned: self.planned, topics: changed },
        }
    }
}
