//! Owns finding replies that are the same, or nearly so. It must not know the texts: fingerprints are all there is.

use std::collections::HashMap;

use crate::across::minhash::{BANDS, Signature};
use crate::across::words::Words;
use crate::across::{Found, Place, keep};

/// Two replies are nearly the same if they share this much of their stretches of three words.
const SIMILAR: f64 = 0.8;
/// Fewer words than this are the same in many replies.
const LEAST_EXACT: usize = 5;
/// The same for nearly.
const LEAST_NEAR: usize = 12;

/// Whether a reply says enough to be a copy of another.
pub(super) fn counts(words: &Words) -> bool {
    !words.may_repeat && words.count >= LEAST_EXACT
}

/// Every different reply once: about 180 bytes each.
#[derive(Debug, Default)]
pub(super) struct Duplicates {
    by_exact: HashMap<u64, u32>,
    texts: Vec<Text>,
    /// Members after the first, of texts that have some.
    more: HashMap<u32, More>,
    seen: usize,
}

#[derive(Debug)]
struct Text {
    first: Place,
    signature: Signature,
    is_long: bool,
}

#[derive(Debug)]
struct More {
    count: usize,
    places: Vec<Place>,
    excerpt: Box<str>,
}

impl Duplicates {
    pub(super) fn see(&mut self, place: &Place, words: &Words) {
        if !counts(words) {
            return;
        }
        self.seen += 1;
        if let Some(text) = self.by_exact.get(&words.exact) {
            let more = self.more.entry(*text).or_insert_with(|| More {
                count: 0,
                places: Vec::new(),
                excerpt: words.excerpt.clone(),
            });
            more.count += 1;
            keep(&mut more.places, place);
            return;
        }
        let Ok(number) = u32::try_from(self.texts.len()) else { return };
        self.by_exact.insert(words.exact, number);
        let is_long = words.count >= LEAST_NEAR;
        self.texts.push(Text { first: place.clone(), signature: words.signature.clone(), is_long });
    }

    pub(super) fn found(self) -> Vec<Found> {
        let near = self.near();
        let mut clusters: HashMap<u32, Vec<u32>> = HashMap::new();
        for number in 0..near.0.len() as u32 {
            clusters.entry(near.root(number)).or_default().push(number);
        }
        let mut found: Vec<(u32, Found)> = Vec::new();
        for texts in clusters.into_values() {
            let size =
                texts.len() + texts.iter().filter_map(|text| self.more.get(text)).map(|more| more.count).sum::<usize>();
            if size < 2 {
                continue;
            }
            let mut members: Vec<&Place> = Vec::new();
            for text in &texts {
                members.extend(self.texts.get(*text as usize).map(|text| &text.first));
                members.extend(self.more.get(text).into_iter().flat_map(|more| &more.places));
            }
            members.sort_by_key(|place| (place.path.clone(), place.record, place.line));
            members.truncate(super::NAMED);
            let label = if texts.len() == 1 {
                "word for word, names and numbers aside".to_owned()
            } else {
                format!("{} versions that share four fifths of their wording or more", texts.len())
            };
            let excerpt = texts.iter().find_map(|text| self.more.get(text)).map(|more| more.excerpt.to_string());
            let members = members.into_iter().cloned().collect();
            let first = texts.first().copied().unwrap_or_default();
            found.push((first, Found { size, of: self.seen, members, excerpt, label, ..Found::default() }));
        }
        found.sort_by_key(|(first, _)| *first);
        found.into_iter().map(|(_, found)| found).collect()
    }

    /// Joins texts that are nearly the same: those that share a band are compared with the first that has it, and with
    /// the one before. One band at a time is sorted: 16 bytes a text.
    fn near(&self) -> Joined {
        let mut joined = Joined((0..self.texts.len() as u32).collect());
        let mut order: Vec<(u64, u32)> = Vec::new();
        for band in 0..BANDS {
            order.clear();
            let long = (0_u32..).zip(&self.texts).filter(|(_, text)| text.is_long);
            order.extend(long.map(|(number, text)| (text.signature.band(band), number)));
            order.sort_unstable();
            for group in order.chunk_by(|left, right| left.0 == right.0) {
                let Some((_, first)) = group.first() else { continue };
                for pair in group.windows(2) {
                    let [(_, before), (_, number)] = pair else { continue };
                    for other in [first, before] {
                        if self.is_near(*other, *number) {
                            joined.join(*other, *number);
                        }
                    }
                }
            }
        }
        joined
    }

    fn is_near(&self, one: u32, other: u32) -> bool {
        let signature = |number: u32| self.texts.get(number as usize).map(|text| &text.signature);
        signature(one).zip(signature(other)).is_some_and(|(one, other)| one.similarity(other) >= SIMILAR)
    }
}

/// Sets of numbers: each points to a lower one of its set, or to itself.
struct Joined(Vec<u32>);

impl Joined {
    fn root(&self, mut number: u32) -> u32 {
        while let Some(lower) = self.0.get(number as usize).filter(|lower| **lower != number) {
            number = *lower;
        }
        number
    }

    fn join(&mut self, one: u32, other: u32) {
        let (one, other) = (self.root(one), self.root(other));
        let (low, high) = (one.min(other), one.max(other));
        if let Some(place) = self.0.get_mut(high as usize) {
            *place = low;
        }
    }
}
