//! Owns tables of numbers that can be read where they lie in the binary: the built-in packs are most of a megabyte, and
//! a run touches little of it. It must not know what the numbers mean.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Numbers of 32 bits, little-endian.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table(Cow<'static, [u8]>);

impl Table {
    /// The number at `index`.
    pub fn get(&self, index: usize) -> Option<u32> {
        let bytes = self.0.get(index.checked_mul(4)?..)?.first_chunk::<4>()?;
        Some(u32::from_le_bytes(*bytes))
    }

    /// How many numbers.
    pub fn len(&self) -> usize {
        self.0.len() / 4
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The numbers from `start` to `end`, as far as there are.
    pub fn range(&self, start: usize, end: usize) -> impl Iterator<Item = u32> + '_ {
        let bytes = self.0.get(start.saturating_mul(4)..end.saturating_mul(4)).unwrap_or_default();
        bytes.as_chunks::<4>().0.iter().map(|chunk| u32::from_le_bytes(*chunk))
    }
}

/// Letters, kept the same way.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Letters(Table);

impl Letters {
    /// The letters of `words`, one after the other.
    pub fn new(words: &str) -> Self {
        Self(Table(Cow::Owned(words.as_bytes().to_vec())))
    }

    /// `length` bytes from `start`.
    pub fn get(&self, start: usize, length: usize) -> Option<&[u8]> {
        self.0.0.get(start..start.checked_add(length)?)
    }
}

impl FromIterator<u32> for Table {
    fn from_iter<I: IntoIterator<Item = u32>>(numbers: I) -> Self {
        Self(Cow::Owned(numbers.into_iter().flat_map(u32::to_le_bytes).collect()))
    }
}

impl Serialize for Table {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.0)
    }
}

/// Only from bytes that live as long as the program: that is what saves the copy.
impl<'de: 'static> Deserialize<'de> for Table {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Bytes;
        impl<'de: 'static> Visitor<'de> for Bytes {
            type Value = Table;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("bytes that stay where they are")
            }

            fn visit_borrowed_bytes<E: Error>(self, bytes: &'de [u8]) -> Result<Table, E> {
                Ok(Table(Cow::Borrowed(bytes)))
            }
        }
        deserializer.deserialize_bytes(Bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back_and_past_the_end_is_nothing() {
        let table: Table = [7, u32::MAX, 0].into_iter().collect();
        assert_eq!((table.get(0), table.get(1), table.get(2), table.get(3)), (Some(7), Some(u32::MAX), Some(0), None));
        assert_eq!(table.range(1, 3).collect::<Vec<_>>(), [u32::MAX, 0]);
        assert_eq!(table.range(2, 9).count(), 0);
    }
}
