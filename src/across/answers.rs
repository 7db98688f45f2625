//! Owns finding answers that came late or not at all. It must not know the texts.

use std::collections::BTreeMap;

use crate::across::{Found, Place, keep};
use crate::dates::{self, DAY};
use crate::draft::Draft;
use crate::patience::{self, Limit, Patience};

/// When a review was written and answered, and how long it may wait.
#[derive(Debug, Clone, Copy)]
pub(super) struct Dates {
    reviewed: Option<i64>,
    /// From review to reply.
    waited: Option<i64>,
    limit: Limit,
}

impl Dates {
    pub(super) fn of(draft: &Draft, patience: &Patience) -> Self {
        let context = &draft.context;
        let reviewed = context.reviewed_at.as_deref().and_then(dates::parse);
        Self { reviewed, waited: patience::waited(context), limit: patience.of(context.rating) }
    }
}

/// The reviews of a run by how long they waited.
#[derive(Debug)]
pub(super) struct Answers {
    /// Where the clock counts: for reviews without an answer.
    now: Option<i64>,
    buckets: BTreeMap<Limit, Bucket>,
}

#[derive(Debug, Default)]
struct Bucket {
    /// Of which it is known how long they waited.
    known: usize,
    late: usize,
    places: Vec<Place>,
    longest: i64,
}

impl Answers {
    /// For answers that came late.
    pub(super) fn late() -> Self {
        Self { now: None, buckets: BTreeMap::new() }
    }

    /// For reviews that wait, at `now`.
    pub(super) fn unanswered(now: i64) -> Self {
        Self { now: Some(now), buckets: BTreeMap::new() }
    }

    pub(super) fn see(&mut self, place: &Place, dates: &Dates) {
        let waited = match self.now {
            Some(now) => dates.reviewed.map(|reviewed| now - reviewed).filter(|waited| *waited >= 0),
            None => dates.waited,
        };
        let Some(waited) = waited else { return };
        let bucket = self.buckets.entry(dates.limit).or_default();
        bucket.known += 1;
        if waited > dates.limit.seconds() {
            bucket.late += 1;
            bucket.longest = bucket.longest.max(waited);
            keep(&mut bucket.places, place);
        }
    }

    pub(super) fn found(self) -> Vec<Found> {
        let waits = self.now.is_some();
        let late = self.buckets.into_iter().filter(|(_, bucket)| bucket.late > 0);
        late.map(|(limit, bucket)| Found {
            // Praise can go without an answer.
            is_minor: waits && limit.stars.may_be_praise(),
            size: bucket.late,
            of: bucket.known,
            members: bucket.places,
            label: format!("longer than {}; the longest wait was {}", limit.in_words(), longest(bucket.longest)),
            found: limit.stars.in_words(),
            ..Found::default()
        })
        .collect()
    }
}

/// `9 days`; hours where that says more.
fn longest(seconds: i64) -> String {
    match seconds / DAY {
        0 | 1 => format!("{} hours", seconds / (60 * 60)),
        days => format!("{days} days"),
    }
}
