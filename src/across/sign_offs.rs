//! Owns finding sign-offs that differ from reply to reply. It must not know the texts.

use std::collections::BTreeMap;

use crate::across::words::Words;
use crate::across::{Found, Place};

/// So few replies have no habit.
const LEAST: usize = 8;
/// So many ways to sign off are too many …
const WAYS: usize = 3;
/// … unless more than one in so many replies ends in the most frequent one.
const ONE_IN: usize = 2;
/// No house has more ways than this; what comes after them is counted together.
const MOST: usize = 1000;

/// Every way to sign off, with how often it is used and where first.
#[derive(Debug, Default)]
pub(super) struct SignOffs {
    all: usize,
    ways: BTreeMap<Box<str>, (usize, Place)>,
}

impl SignOffs {
    pub(super) fn see(&mut self, place: &Place, words: &Words) {
        let Some(way) = &words.sign_off else { return };
        self.all += 1;
        if let Some((count, _)) = self.ways.get_mut(way) {
            *count += 1;
        } else if self.ways.len() < MOST {
            self.ways.insert(way.clone(), (1, place.clone()));
        }
    }

    pub(super) fn found(self) -> Vec<Found> {
        let mut ways: Vec<(Box<str>, (usize, Place))> = self.ways.into_iter().collect();
        ways.sort_by_key(|(_, (count, _))| std::cmp::Reverse(*count));
        let most = ways.first().map_or(0, |(_, (count, _))| *count);
        if self.all < LEAST || ways.len() < WAYS || most * ONE_IN > self.all {
            return Vec::new();
        }
        let named: Vec<String> = ways.iter().take(5).map(|(way, (count, _))| format!("“{way}” {count}")).collect();
        let rest = if ways.len() > 5 { format!(" and {} more", ways.len() - 5) } else { String::new() };
        let members = ways.iter().take(super::NAMED).map(|(_, (_, place))| place.clone()).collect();
        let label = format!("{}{rest}", named.join(", "));
        vec![Found { size: self.all, of: self.all, members, label, found: ways.len().to_string(), ..Found::default() }]
    }
}
