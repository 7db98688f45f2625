//! Owns the places of the protocol: line and unit of a line, counted as client and server have agreed, and the bytes of
//! the text that they stand for. It must not know what stands there.

use serde::{Deserialize, Serialize};

use crate::report::position::{ceil, floor};
use crate::span::Span;

/// The distance, in bytes, between two places whose count of units is remembered.
const BLOCK: usize = 1024;

/// What a unit of a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Encoding {
    /// A byte.
    Utf8,
    /// What the protocol says unless something else was agreed: half of an emoji is one, any letter is one.
    #[default]
    Utf16,
    /// A Unicode scalar value.
    Utf32,
}

impl Encoding {
    /// The one to use of those that a client offers: bytes cost nothing.
    pub(super) fn choose<'n>(offered: impl Iterator<Item = &'n str> + Clone) -> Self {
        let offers = |name| offered.clone().any(|offer| offer == name);
        match (offers("utf-8"), offers("utf-16"), offers("utf-32")) {
            (true, _, _) => Self::Utf8,
            (false, false, true) => Self::Utf32,
            _ => Self::Utf16,
        }
    }

    /// Its name in the protocol.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16 => "utf-16",
            Self::Utf32 => "utf-32",
        }
    }

    /// The units that the characters take which start in `bytes`.
    fn units(self, bytes: &[u8]) -> usize {
        match self {
            Self::Utf8 => bytes.len(),
            Self::Utf16 => bytes.iter().map(|byte| usize::from(byte & 0xC0 != 0x80) + usize::from(*byte >= 0xF0)).sum(),
            Self::Utf32 => bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count(),
        }
    }
}

/// A place in a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub(super) struct Position {
    /// The line, from 0.
    pub(super) line: u32,
    /// The unit of the line, from 0.
    pub(super) character: u32,
}

/// A stretch of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct Range {
    /// Where it starts.
    pub(super) start: Position,
    /// Where it ends: before this.
    pub(super) end: Position,
}

/// The lines of a text and their units, counted once.
#[derive(Debug, Clone, Default)]
pub(super) struct Lines {
    encoding: Encoding,
    starts: Vec<usize>,
    /// The number of units before byte `n * BLOCK`. Of a character that stands in two blocks the first one has them all.
    units: Vec<usize>,
}

impl Lines {
    /// The lines as the protocol has them: a lone carriage return ends one, too.
    pub(super) fn new(text: &str, encoding: Encoding) -> Self {
        Self::ending(text, encoding, true)
    }

    /// The lines and characters as all other outputs count them, which know no end of a line but `\n`.
    pub(super) fn of_characters(text: &str) -> Self {
        Self::ending(text, Encoding::Utf32, false)
    }

    fn ending(text: &str, encoding: Encoding, at_returns: bool) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        let ends = bytes.iter().enumerate().filter(|(at, byte)| match byte {
            b'\n' => true,
            b'\r' => at_returns && bytes.get(at + 1) != Some(&b'\n'),
            _ => false,
        });
        starts.extend(ends.map(|(at, _)| at + 1));
        let mut units = Vec::with_capacity(bytes.len() / BLOCK + 1);
        let mut count = 0;
        for block in bytes.chunks(BLOCK) {
            units.push(count);
            count += encoding.units(block);
        }
        Self { encoding, starts, units }
    }

    /// The number of units before byte `at`, which starts a character.
    fn units_before(&self, text: &str, at: usize) -> usize {
        let block = (at / BLOCK).min(self.units.len().saturating_sub(1));
        let known = self.units.get(block).copied().unwrap_or(0);
        known + text.as_bytes().get(block * BLOCK..at).map_or(0, |bytes| self.encoding.units(bytes))
    }

    /// The place of byte `at` of `text`, which the lines are those of. Inside a character it is that of the character;
    /// past the end it is the end.
    pub(super) fn position(&self, text: &str, at: usize) -> Position {
        let at = floor(text, at);
        let line = self.starts.partition_point(|start| *start <= at).saturating_sub(1);
        let start = self.starts.get(line).copied().unwrap_or(0);
        let character = self.units_before(text, at) - self.units_before(text, start);
        Position { line: small(line), character: small(character) }
    }

    /// The byte of `text` that a place stands for. What is beyond a line is its end, what is beyond the text is the end
    /// of the text, and the middle of a character is its start.
    pub(super) fn byte(&self, text: &str, position: Position) -> usize {
        let line = usize::try_from(position.line).unwrap_or(usize::MAX);
        let Some(start) = self.starts.get(line).copied() else { return text.len() };
        let next = self.starts.get(line.saturating_add(1)).copied().unwrap_or(text.len());
        let whole = text.get(start..next).unwrap_or_default();
        let end = start + whole.trim_end_matches(['\r', '\n']).len();
        let wanted = self.units_before(text, start) + usize::try_from(position.character).unwrap_or(usize::MAX / 2);
        let block = self.units.partition_point(|units| *units <= wanted).saturating_sub(1);
        let mut at = ceil(text, (block * BLOCK).max(start)).min(end);
        let mut units = self.units_before(text, at);
        for character in text.get(at..end).unwrap_or_default().chars() {
            let mut buffer = [0; 4];
            units += self.encoding.units(character.encode_utf8(&mut buffer).as_bytes());
            if units > wanted {
                break;
            }
            at += character.len_utf8();
        }
        at
    }

    /// The places of a span of bytes.
    pub(super) fn range(&self, text: &str, span: Span) -> Range {
        Range { start: self.position(text, span.start), end: self.position(text, span.end) }
    }

    /// The bytes of a range, whichever of its ends comes first.
    pub(super) fn span(&self, text: &str, range: Range) -> Span {
        let (start, end) = (self.byte(text, range.start), self.byte(text, range.end));
        Span::new(start.min(end), start.max(end))
    }

    /// The byte at a line and a column that count from 1.
    pub(super) fn byte_from_one(&self, text: &str, line: usize, column: usize) -> usize {
        self.byte(text, Position { line: small(line.saturating_sub(1)), character: small(column.saturating_sub(1)) })
    }
}

fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ALL: [Encoding; 3] = [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32];

    fn at(line: u32, character: u32) -> Position {
        Position { line, character }
    }

    #[test]
    fn units_are_what_was_agreed() {
        let text = "a\nü🙂x";
        let byte = text.len() - 1;
        for (encoding, character) in ALL.into_iter().zip([6, 3, 2]) {
            let lines = Lines::new(text, encoding);
            assert_eq!(lines.position(text, byte), at(1, character), "{encoding:?}");
            assert_eq!(lines.byte(text, at(1, character)), byte, "{encoding:?}");
        }
    }

    #[test]
    fn the_middle_of_a_character_is_its_start() {
        let text = "🙂🙂";
        assert_eq!(Lines::new(text, Encoding::Utf16).byte(text, at(0, 3)), 4);
        assert_eq!(Lines::new(text, Encoding::Utf8).byte(text, at(0, 6)), 4);
        assert_eq!(Lines::new(text, Encoding::Utf16).position(text, 6), at(0, 2));
    }

    #[test]
    fn what_is_beyond_is_the_end() {
        let text = "ab\r\ncd\re";
        let lines = Lines::new(text, Encoding::Utf16);
        assert_eq!(lines.byte(text, at(0, 99)), 2, "before the line break");
        assert_eq!(lines.byte(text, at(1, u32::MAX)), 6);
        assert_eq!(lines.byte(text, at(2, 0)), 7, "a lone carriage return ends a line");
        assert_eq!(lines.byte(text, at(u32::MAX, 0)), text.len());
        assert_eq!(lines.position(text, 99), at(2, 1));
    }

    #[test]
    fn a_range_the_wrong_way_round_is_turned() {
        let lines = Lines::new("abc", Encoding::Utf16);
        let range = Range { start: at(0, 3), end: at(0, 1) };
        assert_eq!(lines.span("abc", range), Span::new(1, 3));
    }

    #[test]
    fn the_best_of_what_is_offered_is_taken() {
        let choose = |offered: &[&'static str]| Encoding::choose(offered.iter().copied());
        assert_eq!(choose(&["utf-16", "utf-8"]), Encoding::Utf8);
        assert_eq!(choose(&["utf-32"]), Encoding::Utf32);
        assert_eq!(choose(&["utf-32", "utf-16"]), Encoding::Utf16);
        assert_eq!(choose(&["utf-7"]), Encoding::Utf16);
        assert_eq!(choose(&[]), Encoding::Utf16);
    }

    #[test]
    fn characters_of_other_outputs_find_their_byte() {
        let text = "ü1\r\rü2\n\nü3x";
        let lines = Lines::of_characters(text);
        assert_eq!(lines.byte_from_one(text, 3, 2), text.len() - 2);
        assert_eq!(lines.byte_from_one(text, 1, 5), "ü1\r\r".len());
        assert_eq!(lines.byte_from_one(text, 2, 5), "ü1\r\rü2\n".len());
        assert_eq!(lines.byte_from_one(text, 9, 1), text.len());
    }

    proptest! {
        #[test]
        fn every_byte_finds_its_way_back(text in "[a-zé日🙂\r\n]{0,1500}") {
            for encoding in ALL {
                let lines = Lines::new(&text, encoding);
                for (byte, character) in text.char_indices() {
                    // Between the two bytes of one line break there is no place.
                    if character == '\n' && text[..byte].ends_with('\r') {
                        continue;
                    }
                    prop_assert_eq!(lines.byte(&text, lines.position(&text, byte)), byte);
                }
                prop_assert_eq!(lines.byte(&text, lines.position(&text, text.len())), text.len());
            }
        }

        #[test]
        fn no_place_makes_the_lines_panic(text in "[a🙂\n]{0,40}", line: u32, character: u32) {
            for encoding in ALL {
                let byte = Lines::new(&text, encoding).byte(&text, at(line % 50, character % 100));
                prop_assert!(text.is_char_boundary(byte));
                Lines::new(&text, encoding).byte(&text, at(line, character));
            }
        }
    }
}
