//! Owns the regular expressions of a rule set: each is compiled once, the first time that a text holds what it needs,
//! since compiling them all would be most of the start-up. It must not know what they look for.

use std::sync::OnceLock;

use regex::Regex;

use crate::pack::needs::{Folding, Need};
use crate::pack::ruleset::RuleSet;
use crate::span::Span;

/// The compiled expressions, by their number in [`RuleSet::patterns`].
#[derive(Debug, Default)]
pub struct Patterns {
    compiled: Vec<OnceLock<Option<Regex>>>,
    /// By pattern and need: how its alternatives begin. Lists of needs are long, and most begin alike.
    beginnings: Vec<OnceLock<Vec<Beginnings>>>,
}

impl Patterns {
    /// Room for every pattern of a set.
    pub fn new(rules: &RuleSet) -> Self {
        Self {
            compiled: rules.patterns.iter().map(|_| OnceLock::new()).collect(),
            beginnings: rules.patterns.iter().map(|_| OnceLock::new()).collect(),
        }
    }

    /// Every match: the number of the pattern and its bytes.
    pub fn find(&self, rules: &RuleSet, text: &str) -> Vec<(usize, Span)> {
        let mut found = Vec::new();
        if rules.patterns.is_empty() {
            return found;
        }
        let held = [Held::new(text, Folding::Cased), Held::new(text, Folding::Caseless)];
        for (number, pattern) in rules.patterns.iter().enumerate() {
            let held = match pattern.folding {
                Folding::Cased => &held[0],
                Folding::Caseless => &held[1],
            };
            let Some(beginnings) = self.beginnings.get(number) else { continue };
            let beginnings = beginnings.get_or_init(|| pattern.needs.iter().map(Beginnings::of).collect());
            if !beginnings.iter().zip(&pattern.needs).all(|(begins, need)| begins.are_in(held) && held.any_of(need)) {
                continue;
            }
            // Expressions were checked when the pack was compiled.
            let compiled = self
                .compiled
                .get(number)
                .and_then(|slot| slot.get_or_init(|| Regex::new(&pattern.expression).ok()).as_ref());
            if let Some(regex) = compiled {
                found.extend(regex.find_iter(text).map(|hit| (number, Span::from(hit.range()))));
            }
        }
        found
    }
}

/// So few alternatives need no list of how they begin.
const FEW: usize = 8;

/// Where the first three bytes of the alternatives of a need have their bits; none if one is shorter, or the need so
/// short that it is searched for as soon.
#[derive(Debug)]
struct Beginnings(Option<Vec<(usize, u64)>>);

impl Beginnings {
    fn of(need: &Need) -> Self {
        if need.alternatives().nth(FEW).is_none() {
            return Self(None);
        }
        let places = need.alternatives().map(|text| text.as_bytes().get(..3).map(Held::place));
        let mut places: Option<Vec<_>> = places.collect();
        // Alternatives come sorted.
        places.iter_mut().for_each(Vec::dedup);
        Self(places)
    }

    fn are_in(&self, held: &Held) -> bool {
        self.0.as_ref().is_none_or(|places| places.iter().any(|place| held.has_bit(*place)))
    }
}

/// What a text holds: its folded characters, and which bytes and triples of bytes are in them. Most lists of needs are
/// ruled out by a triple that is nowhere, without searching.
struct Held {
    folded: String,
    bytes: [bool; 256],
    triples: Vec<u64>,
}

impl Held {
    /// Bits for triples: many more than a reply has.
    const BITS: u32 = 1 << 14;

    fn new(text: &str, folding: Folding) -> Self {
        let folded = folding.fold(text);
        let mut bytes = [false; 256];
        for byte in folded.bytes() {
            bytes[usize::from(byte)] = true;
        }
        let mut triples = vec![0; Self::BITS as usize / 64];
        for triple in folded.as_bytes().windows(3) {
            let (word, bit) = Self::place(triple);
            if let Some(word) = triples.get_mut(word) {
                *word |= bit;
            }
        }
        Self { folded, bytes, triples }
    }

    /// Where a triple has its bit, which others may share.
    fn place(triple: &[u8]) -> (usize, u64) {
        let letters = triple.iter().fold(0_u32, |all, byte| all << 8 | u32::from(*byte));
        let hash = letters.wrapping_mul(0x9e37_79b1) >> (32 - Self::BITS.trailing_zeros());
        ((hash / 64) as usize, 1 << (hash % 64))
    }

    fn any_of(&self, need: &Need) -> bool {
        need.alternatives().any(|text| self.has(text))
    }

    fn has(&self, needed: &str) -> bool {
        let bytes = needed.as_bytes();
        if let [only] = bytes {
            return self.bytes[usize::from(*only)];
        }
        bytes.iter().all(|byte| self.bytes[usize::from(*byte)])
            && bytes.windows(3).all(|triple| self.has_bit(Self::place(triple)))
            && self.folded.contains(needed)
    }

    fn has_bit(&self, (word, bit): (usize, u64)) -> bool {
        self.triples.get(word).is_some_and(|word| word & bit != 0)
    }
}
