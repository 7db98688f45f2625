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
}

impl Patterns {
    /// Room for every pattern of a set.
    pub fn new(rules: &RuleSet) -> Self {
        Self { compiled: rules.patterns.iter().map(|_| OnceLock::new()).collect() }
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
            if !pattern.needs.iter().all(|need| held.any_of(need)) {
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

/// What a text holds: its folded characters, and which bytes and pairs of bytes are in them. Most lists of needs are ruled
/// out by a pair that is nowhere, without searching.
struct Held {
    folded: String,
    bytes: [bool; 256],
    pairs: [u64; Self::WORDS],
}

impl Held {
    const WORDS: usize = 128;

    fn new(text: &str, folding: Folding) -> Self {
        let folded = folding.fold(text);
        let mut bytes = [false; 256];
        for byte in folded.bytes() {
            bytes[usize::from(byte)] = true;
        }
        let mut pairs = [0; Self::WORDS];
        for (first, then) in folded.bytes().zip(folded.bytes().skip(1)) {
            let (word, bit) = Self::place(first, then);
            if let Some(word) = pairs.get_mut(word) {
                *word |= bit;
            }
        }
        Self { folded, bytes, pairs }
    }

    /// Where a pair has its bit. ASCII pairs that differ in their lower six bits share none.
    fn place(first: u8, then: u8) -> (usize, u64) {
        (usize::from(first & 127), 1 << (then & 63))
    }

    fn any_of(&self, need: &Need) -> bool {
        need.alternatives().any(|text| self.has(text))
    }

    fn has(&self, needed: &str) -> bool {
        if let [only] = needed.as_bytes() {
            return self.bytes[usize::from(*only)];
        }
        let bytes = needed.bytes();
        let pairs = bytes.clone().zip(bytes.skip(1)).all(|(first, then)| {
            let (word, bit) = Self::place(first, then);
            self.pairs.get(word).is_some_and(|word| word & bit != 0)
        });
        pairs && self.folded.contains(needed)
    }
}
