//! Owns finding answers that came late or not at all. It must not know the texts.

use crate::across::{Found, Place, keep};
use crate::dates::{self, DAY};
use crate::draft::Draft;

/// How long a review may wait, by its stars: seconds. Unhappy customers expect an answer within two days.
const PATIENCE: [(&str, i64, &str); 4] = [
    ("1 and 2 stars", 2 * DAY, "48 hours"),
    ("3 stars", 3 * DAY, "72 hours"),
    ("4 and 5 stars", 7 * DAY, "7 days"),
    ("stars that are not known", 7 * DAY, "7 days"),
];

/// When a review was written and answered.
#[derive(Debug, Clone, Copy)]
pub(super) struct Dates {
    reviewed: Option<i64>,
    replied: Option<i64>,
    rating: Option<u8>,
}

impl Dates {
    pub(super) fn of(draft: &Draft) -> Self {
        let context = &draft.context;
        let date = |text: &Option<String>| text.as_deref().and_then(dates::parse);
        Self { reviewed: date(&context.reviewed_at), replied: date(&context.replied_at), rating: context.rating }
    }
}

/// How long a review with so many stars may wait, in seconds.
pub fn patience(rating: Option<u8>) -> i64 {
    PATIENCE.get(bucket(rating)).map_or(DAY, |(_, seconds, _)| *seconds)
}

/// The reviews of a run by how long they waited.
#[derive(Debug)]
pub(super) struct Answers {
    /// Where the clock counts: for reviews without an answer.
    now: Option<i64>,
    buckets: [Bucket; 4],
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
        Self { now: None, buckets: Default::default() }
    }

    /// For reviews that wait, at `now`.
    pub(super) fn unanswered(now: i64) -> Self {
        Self { now: Some(now), buckets: Default::default() }
    }

    pub(super) fn see(&mut self, place: &Place, dates: &Dates) {
        // A reply from before its review belongs to an older version of it: how long that waited, nobody knows.
        let waited = self.now.or(dates.replied).zip(dates.reviewed).map(|(end, start)| end - start);
        let Some(waited) = waited.filter(|waited| *waited >= 0) else { return };
        let Some(bucket) = self.buckets.get_mut(bucket(dates.rating)) else { return };
        bucket.known += 1;
        if waited > patience(dates.rating) {
            bucket.late += 1;
            bucket.longest = bucket.longest.max(waited);
            keep(&mut bucket.places, place);
        }
    }

    pub(super) fn found(self) -> Vec<Found> {
        let waits = self.now.is_some();
        let late = PATIENCE.iter().zip(self.buckets).enumerate().filter(|(_, (_, bucket))| bucket.late > 0);
        late.map(|(number, ((stars, _, limit), bucket))| Found {
            // Praise can go without an answer.
            is_minor: waits && number >= 2,
            size: bucket.late,
            of: bucket.known,
            members: bucket.places,
            label: format!("longer than {limit}; the longest wait was {} days", bucket.longest / DAY),
            found: (*stars).to_owned(),
            ..Found::default()
        })
        .collect()
    }
}

fn bucket(rating: Option<u8>) -> usize {
    match rating {
        Some(..=2) => 0,
        Some(3) => 1,
        Some(_) => 2,
        None => 3,
    }
}
