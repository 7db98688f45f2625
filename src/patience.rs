//! Owns how long a review may wait for its answer, and how long it did. It must not know what is said of late answers.

use crate::dates::{self, DAY};
use crate::draft::Context;

/// Seconds of an hour.
const HOUR: i64 = 60 * 60;

/// How long a review may wait, by its stars. Unhappy customers expect an answer within two days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Patience {
    /// Hours; the first for stars that are not known, then by stars.
    hours: [u32; 6],
}

impl Default for Patience {
    fn default() -> Self {
        Self { hours: [168, 48, 48, 72, 168, 168] }
    }
}

/// How long some reviews may wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Limit {
    /// Which.
    pub stars: Stars,
    /// Hours.
    pub hours: u32,
}

/// Stars of reviews that may wait equally long.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stars {
    /// From the first to the second.
    Known(u8, u8),
    /// Nobody knows how many.
    Unknown,
}

impl Patience {
    /// How long a review with so many stars may wait.
    pub fn of(&self, rating: Option<u8>) -> Limit {
        let hours = |stars: u8| self.hours.get(usize::from(stars)).copied();
        let Some(rating) = rating.filter(|rating| (1..=5).contains(rating)) else {
            return Limit { stars: Stars::Unknown, hours: hours(0).unwrap_or_default() };
        };
        let own = hours(rating);
        let low = (1..=rating).rev().take_while(|stars| hours(*stars) == own).last().unwrap_or(rating);
        let high = (rating..=5).take_while(|stars| hours(*stars) == own).last().unwrap_or(rating);
        Limit { stars: Stars::Known(low, high), hours: own.unwrap_or_default() }
    }

    /// Sets how long reviews with stars from `low` to `high` may wait.
    pub fn set(&mut self, stars: Stars, hours: u32) {
        let (low, high) = match stars {
            Stars::Known(low, high) => (low.max(1), high),
            Stars::Unknown => (0, 0),
        };
        for slot in self.hours.iter_mut().take(usize::from(high) + 1).skip(usize::from(low)) {
            *slot = hours;
        }
    }

    /// Every limit once: the lowest stars first, those that are not known last.
    pub fn limits(&self) -> Vec<Limit> {
        let mut limits: Vec<Limit> = (1..=5).map(|stars| self.of(Some(stars))).collect();
        limits.dedup();
        limits.push(self.of(None));
        limits
    }

    /// Whether the reply came later than it should have; not where nobody knows when.
    pub fn is_late(&self, context: &Context) -> bool {
        waited(context).is_some_and(|waited| waited > self.of(context.rating).seconds())
    }
}

impl Limit {
    /// The same in seconds.
    pub fn seconds(&self) -> i64 {
        i64::from(self.hours) * HOUR
    }

    /// `48 hours`, `7 days`.
    pub fn in_words(&self) -> String {
        match self.hours {
            1 => "1 hour".to_owned(),
            hours if hours >= 168 && hours % 24 == 0 => format!("{} days", hours / 24),
            hours => format!("{hours} hours"),
        }
    }
}

impl Stars {
    /// `1 and 2 stars`.
    pub fn in_words(self) -> String {
        match self {
            Self::Known(1, 1) => "1 star".to_owned(),
            Self::Known(low, high) if low == high => format!("{low} stars"),
            Self::Known(low, high) if low + 1 == high => format!("{low} and {high} stars"),
            Self::Known(low, high) => format!("{low} to {high} stars"),
            Self::Unknown => "stars that are not known".to_owned(),
        }
    }

    /// Whether the customer may well be happy.
    pub fn may_be_praise(self) -> bool {
        match self {
            Self::Known(low, _) => low > 3,
            Self::Unknown => true,
        }
    }
}

/// The seconds between a review and its reply, if both dates are known. A reply from before its review belongs to an
/// older version of it: how long that waited, nobody knows.
pub fn waited(context: &Context) -> Option<i64> {
    let date = |text: &Option<String>| text.as_deref().and_then(dates::parse);
    let (reviewed, replied) = (date(&context.reviewed_at)?, date(&context.replied_at)?);
    Some(replied - reviewed).filter(|waited| *waited >= 0)
}

/// The whole days of it.
pub fn waited_days(context: &Context) -> Option<i64> {
    waited(context).map(|waited| waited / DAY)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_that_may_wait_equally_long_are_one_limit() {
        let mut patience = Patience::default();
        let told = |patience: &Patience| -> Vec<String> {
            let limits = patience.limits();
            limits.iter().map(|limit| format!("{}: {}", limit.stars.in_words(), limit.in_words())).collect()
        };
        assert_eq!(
            told(&patience),
            [
                "1 and 2 stars: 48 hours",
                "3 stars: 72 hours",
                "4 and 5 stars: 7 days",
                "stars that are not known: 7 days"
            ]
        );
        patience.set(Stars::Known(1, 3), 1);
        patience.set(Stars::Known(5, 5), 336);
        patience.set(Stars::Unknown, 25);
        let expected =
            ["1 to 3 stars: 1 hour", "4 stars: 7 days", "5 stars: 14 days", "stars that are not known: 25 hours"];
        assert_eq!(told(&patience), expected);
    }

    #[test]
    fn a_reply_from_before_its_review_is_neither_late_nor_early() {
        let between = |reviewed: &str, replied: &str| Context {
            rating: Some(1),
            reviewed_at: Some(reviewed.to_owned()),
            replied_at: Some(replied.to_owned()),
            ..Context::default()
        };
        let patience = Patience::default();
        let (late, soon) = (between("2026-03-01", "2026-03-04"), between("2026-03-01", "2026-03-03"));
        assert_eq!((patience.is_late(&late), patience.is_late(&soon)), (true, false));
        let before = between("2026-03-04", "2026-03-01");
        assert_eq!((waited_days(&late), waited_days(&before), patience.is_late(&before)), (Some(3), None, false));
    }
}
