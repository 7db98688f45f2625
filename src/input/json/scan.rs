//! Owns finding where the values of a stream of JSON end, without holding more than one of them. It must not know what
//! they mean: whether a value is JSON throughout is found out by whoever reads it.

use std::io::{BufRead, Result};

/// A stream of UTF-8, with the place that has been reached.
pub(super) struct Scanner<'a> {
    input: Box<dyn BufRead + 'a>,
    /// The byte of the file.
    pub(super) offset: usize,
    /// Line and column, from 1.
    pub(super) place: (usize, usize),
    /// The blanks since the last line break, if nothing else stands there.
    indent: Option<Vec<u8>>,
}

/// How a value ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// As values do.
    Whole,
    /// The stream ended first.
    Cut,
    /// It is longer than anyone would write.
    TooLong,
}

impl<'a> Scanner<'a> {
    /// From byte `offset` of the file, in its first line.
    pub(super) fn new(input: Box<dyn BufRead + 'a>, offset: usize) -> Self {
        Self { input, offset, place: (1, 1), indent: Some(Vec::new()) }
    }

    /// What has not been read.
    pub(super) fn into_rest(self) -> Box<dyn BufRead + 'a> {
        self.input
    }

    /// The next byte that is no blank, which stays where it is; the blanks go into `into`.
    pub(super) fn peek(&mut self, mut into: Option<&mut Vec<u8>>) -> Result<Option<u8>> {
        loop {
            let buffer = self.input.fill_buf()?;
            if buffer.is_empty() {
                return Ok(None);
            }
            let is_blank = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r');
            let blanks = buffer.iter().take_while(|byte| is_blank(byte)).count();
            let next = buffer.get(blanks).copied();
            let taken = buffer.get(..blanks).unwrap_or_default().to_vec();
            if let Some(into) = into.as_deref_mut() {
                into.extend_from_slice(&taken);
            }
            self.consume(&taken);
            if next.is_some() {
                return Ok(next);
            }
        }
    }

    /// Takes one byte, which was looked at.
    pub(super) fn take(&mut self, byte: u8, into: Option<&mut Vec<u8>>) {
        into.into_iter().for_each(|into| into.push(byte));
        self.consume(&[byte]);
    }

    /// The blanks before the next value, if nothing else stands before it in its line.
    pub(super) fn indent(&self) -> Option<&[u8]> {
        self.indent.as_deref()
    }

    /// Takes the value that starts here into `into`, or passes over it; of one that is longer than `longest` what has
    /// been read so far.
    pub(super) fn value(&mut self, mut into: Option<&mut Vec<u8>>, longest: usize) -> Result<End> {
        let mut state = State::default();
        let mut length = 0;
        loop {
            let buffer = self.input.fill_buf()?;
            if buffer.is_empty() {
                return Ok(if state.is_bare { End::Whole } else { End::Cut });
            }
            let (taken, is_whole) = state.feed(buffer);
            let taken = buffer.get(..taken).unwrap_or_default().to_vec();
            length += taken.len();
            if let Some(into) = into.as_deref_mut() {
                into.extend_from_slice(&taken);
            }
            self.consume(&taken);
            if is_whole {
                return Ok(End::Whole);
            }
            if length > longest {
                return Ok(End::TooLong);
            }
        }
    }

    fn consume(&mut self, bytes: &[u8]) {
        self.input.consume(bytes.len());
        self.offset += bytes.len();
        let is_indent = |bytes: &[u8]| bytes.iter().all(|byte| matches!(byte, b' ' | b'\t'));
        match bytes.iter().rposition(|byte| *byte == b'\n') {
            Some(at) => {
                let line = bytes.get(at + 1..).unwrap_or_default();
                self.indent = is_indent(line).then(|| line.to_vec());
                self.place.0 += bytes.iter().filter(|byte| **byte == b'\n').count();
                self.place.1 = 1 + characters(line);
            }
            None => {
                if is_indent(bytes) {
                    self.indent.iter_mut().for_each(|indent| indent.extend_from_slice(bytes));
                } else {
                    self.indent = None;
                }
                self.place.1 += characters(bytes);
            }
        }
    }
}

/// How many characters start in there.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count()
}

/// Where in a value one is.
#[derive(Debug, Default)]
struct State {
    depth: usize,
    in_string: bool,
    is_escaped: bool,
    /// Whether it is a number or a word, which has no end of its own.
    is_bare: bool,
}

impl State {
    /// How many bytes belong to the value, and whether it ends with them.
    fn feed(&mut self, bytes: &[u8]) -> (usize, bool) {
        let mut at = 0;
        while let Some(byte) = bytes.get(at) {
            if self.in_string {
                if std::mem::take(&mut self.is_escaped) {
                    at += 1;
                    continue;
                }
                let rest = bytes.get(at..).unwrap_or_default();
                at += rest.iter().position(|byte| matches!(byte, b'"' | b'\\')).unwrap_or(rest.len());
                match bytes.get(at) {
                    Some(b'"') => self.in_string = false,
                    Some(_) => self.is_escaped = true,
                    None => return (at, false),
                }
                at += 1;
                if !self.in_string && self.depth == 0 {
                    return (at, true);
                }
                continue;
            }
            match byte {
                b'"' if self.is_bare => return (at, true),
                b'"' => self.in_string = true,
                b'{' | b'[' if !self.is_bare => self.depth += 1,
                b'}' | b']' if self.depth > 0 => {
                    self.depth -= 1;
                    if self.depth == 0 {
                        return (at + 1, true);
                    }
                }
                b'}' | b']' | b'{' | b'[' | b',' | b' ' | b'\t' | b'\n' | b'\r' | b':' if self.depth == 0 => {
                    return (at, true);
                }
                _ if self.depth == 0 => self.is_bare = true,
                _ => {}
            }
            at += 1;
        }
        (at, false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::BufReader;

    /// What is taken as the first value of a text, however few bytes come at a time.
    fn first(text: &str) -> (String, End) {
        let taken = |capacity: usize| {
            let input = BufReader::with_capacity(capacity, text.as_bytes());
            let mut scanner = Scanner::new(Box::new(input), 0);
            scanner.peek(None).unwrap();
            let mut value = Vec::new();
            let end = scanner.value(Some(&mut value), 1000).unwrap();
            (String::from_utf8(value).unwrap(), end)
        };
        assert_eq!(taken(1), taken(64), "{text}");
        taken(7)
    }

    #[test]
    fn a_value_ends_where_its_brackets_and_quotes_do() {
        for (text, value) in [
            (" {\"a\": [1, {}], \"b\": \"}\\\"]\"} , 2", "{\"a\": [1, {}], \"b\": \"}\\\"]\"}"),
            ("[[[]]]]", "[[[]]]"),
            ("\"a\\\\\" \"b\"", "\"a\\\\\""),
            ("12.5e3,", "12.5e3"),
            ("null]", "null"),
            ("true", "true"),
        ] {
            assert_eq!(first(text), (value.to_owned(), End::Whole), "{text}");
        }
        for text in ["{\"a\": 1", "[\"", "\"a\\\""] {
            assert_eq!(first(text), (text.to_owned(), End::Cut));
        }
    }

    #[test]
    fn the_place_counts_characters_and_the_indent_is_known_where_a_value_stands_alone() {
        let text = "[\n  \"é\", 7]";
        let mut scanner = Scanner::new(Box::new(text.as_bytes()), 3);
        scanner.take(b'[', None);
        assert_eq!(scanner.indent(), None);
        scanner.peek(None).unwrap();
        assert_eq!((scanner.place, scanner.offset, scanner.indent()), ((2, 3), 7, Some(b"  ".as_slice())));
        scanner.value(None, 9).unwrap();
        scanner.take(b',', None);
        scanner.peek(None).unwrap();
        assert_eq!((scanner.place, scanner.indent()), ((2, 8), None));
    }
}
