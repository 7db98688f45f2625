//! Owns the numbers of one group of reviews: how many were answered, how fast, and how well.

use std::collections::BTreeMap;

use crate::finding::Verdict;
use crate::stats::summary::GroupOut;

/// What a group needs to know of a row.
pub(super) struct Seen<'a> {
    /// None if there is no reply.
    pub(super) verdict: Option<Verdict>,
    /// Seconds between review and reply, if both dates are known.
    pub(super) waited: Option<i64>,
    pub(super) is_late: bool,
    pub(super) rules: &'a [String],
}

/// The numbers of a group.
#[derive(Debug, Default)]
pub(super) struct Group {
    reviews: usize,
    answered: usize,
    /// Minutes; four bytes for each reply with dates.
    waits: Vec<u32>,
    late: usize,
    post: usize,
    revise: usize,
    block: usize,
    rules: BTreeMap<String, usize>,
}

impl Group {
    pub(super) fn add(&mut self, seen: &Seen<'_>) {
        self.reviews += 1;
        match seen.verdict {
            Some(Verdict::Post) => self.post += 1,
            Some(Verdict::Revise) => self.revise += 1,
            Some(Verdict::Block) => self.block += 1,
            None => return,
        }
        self.answered += 1;
        self.waits.extend(seen.waited.and_then(|waited| u32::try_from(waited / 60).ok()));
        self.late += usize::from(seen.is_late);
        let mut rules: Vec<&String> = seen.rules.iter().collect();
        rules.sort();
        rules.dedup();
        for rule in rules {
            *self.rules.entry(rule.clone()).or_default() += 1;
        }
    }

    pub(super) fn out(mut self, name: &str) -> GroupOut {
        self.waits.sort_unstable();
        let median = self.waits.get(self.waits.len() / 2).map(|minutes| f64::from(*minutes) / 60.0);
        let mut rules: Vec<(String, usize)> = self.rules.into_iter().collect();
        rules.sort_by(|left, right| right.1.cmp(&left.1).then(left.0.cmp(&right.0)));
        GroupOut {
            name: name.to_owned(),
            reviews: self.reviews,
            answered: self.answered,
            response_rate: share(self.answered, self.reviews),
            waits_known: self.waits.len(),
            median_hours: median,
            late: self.late,
            post: self.post,
            revise: self.revise,
            block: self.block,
            rules,
        }
    }
}

/// A share; 0 of nothing.
pub(super) fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}
