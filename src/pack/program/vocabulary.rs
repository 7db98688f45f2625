//! Owns the way from words to symbols. It must not know what symbols are used for.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::super::table::{Letters, Table};
use super::{Symbol, number};

/// From words to symbols, by a hash table whose layout is decided when packs are compiled.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Vocabulary {
    letters: Letters,
    /// Open addressing, sized a power of two; two numbers each: start in `letters` shifted by eight, with the length in
    /// the low bits (0: empty), and the symbol.
    slots: Table,
}

impl Vocabulary {
    pub(super) fn new(words: &BTreeMap<String, Symbol>) -> Self {
        let size = (words.len() * 2).next_power_of_two().max(8);
        let mut letters = String::new();
        let mut slots = vec![(0_u32, 0_u32); size];
        for (word, symbol) in words {
            let Ok(length) = u8::try_from(word.len()) else { continue };
            let start = number(letters.len());
            letters.push_str(word);
            let mut slot = hash(word) & (size - 1);
            while slots[slot].0 & 0xff != 0 {
                slot = (slot + 1) & (size - 1);
            }
            slots[slot] = (start << 8 | u32::from(length), *symbol);
        }
        Self {
            letters: Letters::new(&letters),
            slots: slots.into_iter().flat_map(|(place, symbol)| [place, symbol]).collect(),
        }
    }

    /// The symbol of a folded word.
    pub fn get(&self, word: &str) -> Option<Symbol> {
        let mask = (self.slots.len() / 2).checked_sub(1)?;
        let mut slot = hash(word) & mask;
        loop {
            let place = self.slots.get(slot * 2)?;
            let (start, length) = ((place >> 8) as usize, (place & 0xff) as usize);
            if length == 0 {
                return None;
            }
            if length == word.len() && self.letters.get(start, length) == Some(word.as_bytes()) {
                return self.slots.get(slot * 2 + 1);
            }
            slot = (slot + 1) & mask;
        }
    }
}

/// Beginnings of words that phrases name, as `disappoint*`, with their symbols.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Prefixes {
    /// Sorted: each stands after the beginnings of itself.
    sorted: Vec<Prefix>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Prefix {
    letters: String,
    symbol: Symbol,
    /// The longest other prefix that this one begins with.
    shorter: Option<u32>,
}

impl Prefixes {
    pub(super) fn new(prefixes: impl IntoIterator<Item = (String, Symbol)>) -> Self {
        let ordered: BTreeMap<String, Symbol> = prefixes.into_iter().collect();
        let mut sorted: Vec<Prefix> = Vec::with_capacity(ordered.len());
        for (letters, symbol) in ordered {
            let before = sorted.len().checked_sub(1).map(number);
            let shorter = chain(&sorted, before)
                .find(|(_, earlier)| letters.starts_with(&earlier.letters))
                .map(|(place, _)| place);
            sorted.push(Prefix { letters, symbol, shorter });
        }
        Self { sorted }
    }

    /// The symbols of all prefixes that a folded word begins with, the longest first.
    pub fn of<'p>(&'p self, word: &'p str) -> impl Iterator<Item = Symbol> + 'p {
        // Whatever stands between a beginning of the word and the word starts with that beginning too.
        let before = self.sorted.partition_point(|prefix| prefix.letters.as_str() <= word);
        chain(&self.sorted, before.checked_sub(1).map(number))
            .filter(|(_, prefix)| word.starts_with(&prefix.letters))
            .map(|(_, prefix)| prefix.symbol)
    }
}

/// The prefix at a place and all that it begins with.
fn chain(sorted: &[Prefix], first: Option<u32>) -> impl Iterator<Item = (u32, &Prefix)> {
    let at = |place: u32| sorted.get(place as usize).map(|prefix| (place, prefix));
    std::iter::successors(first.and_then(at), move |(_, prefix)| prefix.shorter.and_then(at))
}

/// FNV-1a: stable across machines and versions, since the built-in table is made at build time.
fn hash(word: &str) -> usize {
    let mut state = 0xcbf2_9ce4_8422_2325_u64;
    for byte in word.bytes() {
        state = (state ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    usize::try_from((state >> 8) & 0xffff_ffff).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_has_all_prefixes_that_it_begins_with_and_no_other() {
        let prefixes = ["re", "ref", "refu", "refund", "reg", "s", "sor"];
        let numbered = Prefixes::new(prefixes.iter().zip(0..).map(|(prefix, symbol)| ((*prefix).to_owned(), symbol)));
        let of = |word: &str| numbered.of(word).map(|symbol| prefixes[symbol as usize]).collect::<Vec<_>>();
        assert_eq!(of("refunded"), ["refund", "refu", "ref", "re"]);
        assert_eq!(of("refuse"), ["refu", "ref", "re"]);
        assert_eq!(of("refer"), ["ref", "re"]);
        assert_eq!(of("rest"), ["re"], "what stands before it in the list is longer than what it begins with");
        assert_eq!(of("sorry"), ["sor", "s"]);
        assert!(of("r").is_empty() && of("").is_empty() && of("éclair").is_empty() && of("apt").is_empty());
    }
}
