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

/// FNV-1a: stable across machines and versions, since the built-in table is made at build time.
fn hash(word: &str) -> usize {
    let mut state = 0xcbf2_9ce4_8422_2325_u64;
    for byte in word.bytes() {
        state = (state ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    usize::try_from((state >> 8) & 0xffff_ffff).unwrap_or(0)
}
