//! Owns reading a text by bytes without ever leaving it. It must not know what is looked for.

use crate::span::Span;

/// How far back words are looked at, in bytes.
const NEAR: usize = 80;

/// A text and its bytes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Source<'a> {
    /// The text.
    pub(super) text: &'a str,
    bytes: &'a [u8],
}

impl<'a> Source<'a> {
    pub(super) const fn new(text: &'a str) -> Self {
        Self { text, bytes: text.as_bytes() }
    }

    /// The byte at `at`; 0 outside the text.
    pub(super) fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(0)
    }

    /// The byte before `at`; 0 at the start.
    pub(super) fn byte_before(&self, at: usize) -> u8 {
        at.checked_sub(1).map_or(0, |before| self.byte(before))
    }

    /// The character at `at`, none at the end or inside a character.
    pub(super) fn char_at(&self, at: usize) -> Option<char> {
        self.from(at).chars().next()
    }

    /// The character that ends at `at`.
    pub(super) fn char_before(&self, at: usize) -> Option<char> {
        self.until(at).chars().next_back()
    }

    /// The text from `at`; empty where `at` is no boundary.
    pub(super) fn from(&self, at: usize) -> &'a str {
        self.text.get(at..).unwrap_or("")
    }

    /// The text up to `at`; empty where `at` is no boundary.
    pub(super) fn until(&self, at: usize) -> &'a str {
        self.text.get(..at).unwrap_or("")
    }

    pub(super) fn slice(&self, start: usize, end: usize) -> &'a str {
        Span::new(start, end).of(self.text)
    }

    /// The end of the stretch of bytes from `at` that satisfy `test`.
    pub(super) fn skip(&self, at: usize, test: impl Fn(u8) -> bool) -> usize {
        let mut end = at;
        while end < self.bytes.len() && test(self.byte(end)) {
            end += 1;
        }
        end
    }

    /// The start of the stretch of bytes that satisfy `test` and end at `at`.
    pub(super) fn skip_back(&self, at: usize, test: impl Fn(u8) -> bool) -> usize {
        let mut start = at;
        while start > 0 && test(self.byte_before(start)) {
            start -= 1;
        }
        start
    }

    /// Whether a letter, a digit or an underscore stands right before `at`.
    pub(super) fn joined_to_word_before(&self, at: usize) -> bool {
        self.char_before(at).is_some_and(|before| before.is_alphanumeric() || before == '_')
    }

    /// Whether a letter, a digit or an underscore stands at `at`.
    pub(super) fn word_at(&self, at: usize) -> bool {
        self.char_at(at).is_some_and(|character| character.is_alphanumeric() || character == '_')
    }

    /// The end of the letters and digits from `at`, with single dots and commas between digits.
    pub(super) fn word_end(&self, at: usize) -> usize {
        let mut end = at;
        for (offset, character) in self.from(at).char_indices() {
            let here = at + offset;
            let joins = matches!(character, '.' | ',')
                && self.byte_before(here).is_ascii_digit()
                && self.byte(here + 1).is_ascii_digit();
            if !character.is_alphanumeric() && character != '_' && !joins {
                break;
            }
            end = here + character.len_utf8();
        }
        end
    }

    /// Whether `word` (lower-case ASCII) stands at `at`, in any case, and no letter or digit goes on.
    pub(super) fn has_word(&self, at: usize, word: &str) -> bool {
        self.has(at, word) && !self.word_at(at + word.len())
    }

    /// Whether `letters` (lower-case ASCII) stand at `at`, in any case.
    pub(super) fn has(&self, at: usize, letters: &str) -> bool {
        self.bytes.get(at..at + letters.len()).is_some_and(|bytes| bytes.eq_ignore_ascii_case(letters.as_bytes()))
    }

    /// The end of the spaces (also the unbreakable one) from `at`; line breaks are none.
    pub(super) fn skip_spaces(&self, at: usize) -> usize {
        let mut end = at;
        while let Some(character @ (' ' | '\t' | '\u{a0}' | '\u{202f}')) = self.char_at(end) {
            end += character.len_utf8();
        }
        end
    }

    /// The start of the spaces that end at `at`; line breaks are none.
    pub(super) fn skip_spaces_back(&self, at: usize) -> usize {
        let mut start = at;
        while let Some(character @ (' ' | '\t' | '\u{a0}' | '\u{202f}')) = self.char_before(start) {
            start -= character.len_utf8();
        }
        start
    }

    /// The words near before `at` on its line, last first, each in ASCII letters or digits, with their starts. Anything
    /// may stand between them except the end of a line.
    pub(super) fn words_before(&self, at: usize) -> impl Iterator<Item = (usize, &'a str)> + '_ {
        let first = at.saturating_sub(NEAR);
        let mut end = at;
        std::iter::from_fn(move || {
            while end > first && !self.byte_before(end).is_ascii_alphanumeric() {
                if self.byte_before(end) == b'\n' {
                    return None;
                }
                end -= 1;
            }
            let mut start = end;
            while start > first && self.byte_before(start).is_ascii_alphanumeric() {
                start -= 1;
            }
            let word = self.slice(start, end);
            end = start;
            if word.is_empty() { None } else { Some((start, word)) }
        })
    }

    /// Whether `start..end` is all that stands on its line.
    pub(super) fn alone_on_line(&self, start: usize, end: usize) -> bool {
        let before = self.byte_before(self.skip_spaces_back(start));
        let after = self.byte(self.skip_spaces(end));
        matches!(before, 0 | b'\n') && matches!(after, 0 | b'\n' | b'\r')
    }

    /// Whether `letters` stand at `at`.
    pub(super) fn starts_with(&self, at: usize, letters: &str) -> bool {
        self.bytes.get(at..).is_some_and(|bytes| bytes.starts_with(letters.as_bytes()))
    }
}

/// Whether `list` has the lower-case ASCII form of `word`.
pub(super) fn listed(list: &[&str], word: &str) -> bool {
    list.iter().any(|listed| listed.eq_ignore_ascii_case(word))
}
