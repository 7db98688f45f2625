//! Owns finding openings that too many replies share. It must not know the texts.

use std::collections::HashMap;

use crate::across::words::Words;
use crate::across::{Found, Place, keep};

/// So few replies have no habit.
const LEAST: usize = 10;
/// More than one in so many replies may not open alike.
const ONE_IN: usize = 4;

/// Every opening once: about 64 bytes each.
#[derive(Debug, Default)]
pub(super) struct Openings {
    all: usize,
    openings: HashMap<u64, Opening>,
}

#[derive(Debug)]
struct Opening {
    count: usize,
    first: Place,
    more: Option<Box<(Vec<Place>, Box<str>)>>,
}

impl Openings {
    pub(super) fn see(&mut self, place: &Place, words: &Words) {
        let Some(hash) = words.opening.filter(|_| !words.may_repeat) else { return };
        self.all += 1;
        let opening =
            self.openings.entry(hash).or_insert_with(|| Opening { count: 0, first: place.clone(), more: None });
        opening.count += 1;
        if opening.count > 1 {
            let more = opening.more.get_or_insert_with(|| Box::new((Vec::new(), words.first_words.clone())));
            keep(&mut more.0, place);
        }
    }

    pub(super) fn found(self) -> Vec<Found> {
        let all = self.all;
        let too_many = |opening: &Opening| all >= LEAST && opening.count * ONE_IN > all;
        let found = self.openings.into_values().filter(too_many).filter_map(|opening| {
            let (mut members, words) = *opening.more?;
            members.insert(0, opening.first);
            members.truncate(super::NAMED);
            let excerpt = Some(format!("{words} …"));
            Some(Found { size: opening.count, of: all, members, excerpt, ..Found::default() })
        });
        let mut found: Vec<Found> = found.collect();
        found.sort_by(|left, right| left.excerpt.cmp(&right.excerpt));
        found
    }
}
