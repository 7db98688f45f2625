//! Owns bytes to text: byte order marks, UTF-8, UTF-16, lines of a stream, and which bytes cannot be read.
//! It must not know what the text means.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Read, Result};

use crate::draft::{Passage, SourceText};
use crate::span::{OffsetMap, Span};

/// How many bytes of a stream are looked at before it is read, at most.
const HEAD: usize = 8 * 1024;

/// How many bytes are read at a time.
pub(super) const BUFFER: usize = 64 * 1024;

/// How the bytes of a file stand for characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    Utf8,
    Utf16Le,
    Utf16Be,
    /// None of its own: the text was decoded before, and a map tells where.
    Mapped,
}

impl Encoding {
    /// The encoding that a byte order mark announces (UTF-8 where there is none), and the length of the mark.
    pub(super) fn sniff(head: &[u8]) -> (Self, usize) {
        match head {
            [0xEF, 0xBB, 0xBF, ..] => (Self::Utf8, 3),
            [0xFF, 0xFE, ..] => (Self::Utf16Le, 2),
            [0xFE, 0xFF, ..] => (Self::Utf16Be, 2),
            _ => (Self::Utf8, 0),
        }
    }

    fn unit(self, pair: [u8; 2]) -> u16 {
        if self == Self::Utf16Be { u16::from_be_bytes(pair) } else { u16::from_le_bytes(pair) }
    }
}

/// How the bytes of a whole file stand for characters, for whoever writes some of them anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileEncoding(Encoding);

impl FileEncoding {
    /// That of a file which starts like this.
    pub fn of(head: &[u8]) -> Self {
        Self(Encoding::sniff(head).0)
    }

    /// Whether a character is more than its bytes in UTF-8.
    pub fn is_wide(self) -> bool {
        matches!(self.0, Encoding::Utf16Le | Encoding::Utf16Be)
    }

    /// The bytes of a text.
    pub fn encode(self, text: &str) -> Vec<u8> {
        match self.0 {
            Encoding::Utf16Le => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            Encoding::Utf16Be => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            Encoding::Utf8 | Encoding::Mapped => text.as_bytes().to_vec(),
        }
    }

    /// The text of some bytes; none if they are not its own.
    pub fn decode(self, bytes: &[u8]) -> Option<String> {
        match self.0 {
            Encoding::Utf8 | Encoding::Mapped => String::from_utf8(bytes.to_vec()).ok(),
            Encoding::Utf16Le | Encoding::Utf16Be => {
                let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| self.0.unit([pair[0], pair[1]])).collect();
                String::from_utf16(&units).ok().filter(|_| bytes.chunks_exact(2).remainder().is_empty())
            }
        }
    }
}

/// The first bytes that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct BadBytes {
    pub(super) line: usize,
    pub(super) column: usize,
    pub(super) message: String,
}

/// A decoded stretch of a file that starts at the start of a line.
#[derive(Debug, Clone)]
pub(super) struct Decoded {
    pub(super) text: String,
    /// The number of the line it starts with, from 1.
    pub(super) first_line: usize,
    /// What could not be read; the text then holds U+FFFD there, and positions after it are not exact.
    pub(super) bad: Option<BadBytes>,
    encoding: Encoding,
    start: usize,
    /// Not for UTF-8: there the text stands in the file as it is.
    wide: OffsetMap,
    source_end: usize,
}

impl Decoded {
    /// Nothing yet, from byte `start` of the file, which begins line `first_line`.
    pub(super) fn new(encoding: Encoding, start: usize, first_line: usize) -> Self {
        let (text, wide) = (String::new(), OffsetMap::new());
        Self { text, first_line, bad: None, encoding, start, wide, source_end: start }
    }

    /// A whole file.
    pub(super) fn file(bytes: &[u8]) -> Self {
        let (encoding, mark) = Encoding::sniff(bytes);
        let mut decoded = Self::new(encoding, mark, 1);
        decoded.extend(bytes.get(mark..).unwrap_or(&[]));
        decoded
    }

    /// A text inside another format (JSON in a cell), as if it were decoded from the file.
    pub(super) fn nested(passage: Passage) -> Self {
        let Passage { text, map } = passage;
        let whole = map.to_source(Span::new(0, text.len()));
        let (start, source_end) = (whole.start, whole.end);
        Self { text, first_line: 1, bad: None, encoding: Encoding::Mapped, start, wide: map, source_end }
    }

    /// Appends the bytes that follow in the file.
    pub(super) fn extend(&mut self, bytes: &[u8]) {
        let before = self.text.len();
        match self.encoding {
            Encoding::Utf8 => self.extend_utf8(bytes),
            Encoding::Utf16Le | Encoding::Utf16Be => self.extend_utf16(bytes),
            Encoding::Mapped => {}
        }
        if let Some(at) = self.text.get(before..).and_then(|added| added.find('\0')) {
            let offset = self.source_span(Span::new(before + at, before + at)).start;
            self.note_bad(before + at, format!("a NUL at byte {offset}: this looks like a binary file"));
        }
    }

    fn extend_utf8(&mut self, bytes: &[u8]) {
        for chunk in bytes.utf8_chunks() {
            self.text.push_str(chunk.valid());
            self.source_end += chunk.valid().len();
            if !chunk.invalid().is_empty() {
                let message = format!("invalid UTF-8 at byte {}", self.source_end);
                self.note_bad(self.text.len(), message);
                self.text.push('\u{FFFD}');
                self.source_end += chunk.invalid().len();
            }
        }
    }

    fn extend_utf16(&mut self, bytes: &[u8]) {
        let pairs = bytes.chunks_exact(2);
        let odd = pairs.remainder().len();
        let units = pairs.map(|pair| self.encoding.unit([pair[0], pair[1]]));
        for decoded in char::decode_utf16(units) {
            // Half a surrogate pair is one unit, as U+FFFD is: both take two bytes of the file.
            let char = decoded.unwrap_or('\u{FFFD}');
            let end = self.source_end + 2 * char.len_utf16();
            self.wide.push(char.len_utf8(), Span::new(self.source_end, end));
            self.text.push(char);
            self.source_end = end;
        }
        if odd > 0 {
            let message = format!("half a UTF-16 character at byte {}", self.source_end);
            self.note_bad(self.text.len(), message);
            self.source_end += odd;
        }
    }

    fn note_bad(&mut self, at: usize, message: String) {
        if self.bad.is_none() {
            let (line, column) = self.place(at);
            self.bad = Some(BadBytes { line, column, message });
        }
    }

    /// The line and column, both from 1, of byte `at` of the text.
    pub(super) fn place(&self, at: usize) -> (usize, usize) {
        let before = self.text.get(..at).unwrap_or(&self.text);
        place_after((self.first_line, 1), before)
    }

    /// The bytes of the file that `span` of the text stands for.
    pub(super) fn source_span(&self, span: Span) -> Span {
        match self.encoding {
            Encoding::Utf8 => Span::new(self.start + span.start, self.start + span.end),
            _ => self.wide.to_source(span),
        }
    }

    /// Appends `span` of the text to `passage`, as it is.
    pub(super) fn append(&self, passage: &mut Passage, span: Span) {
        let text = span.of(&self.text);
        passage.text.push_str(text);
        if self.encoding == Encoding::Utf8 {
            passage.map.push(text.len(), self.source_span(Span::new(span.start, span.start + text.len())));
            return;
        }
        for (at, char) in text.char_indices() {
            let start = span.start + at;
            passage.map.push(char.len_utf8(), self.source_span(Span::new(start, start + char.len_utf8())));
        }
    }

    /// Appends `replacement`, which stands for `span` of the text as a whole.
    pub(super) fn append_as(&self, passage: &mut Passage, replacement: &str, span: Span) {
        passage.text.push_str(replacement);
        passage.map.push(replacement.len(), self.source_span(span));
    }

    /// `span` of the text as it stands in the file.
    pub(super) fn passage(&self, span: Span) -> Passage {
        let mut passage = Passage::default();
        self.append(&mut passage, span);
        passage
    }

    /// The whole, for display.
    pub(super) fn into_source(self) -> SourceText {
        let map = match self.encoding {
            Encoding::Utf8 => OffsetMap::verbatim(self.start, self.text.len()),
            _ => self.wide,
        };
        SourceText { text: self.text, map, first_line: self.first_line, ..SourceText::default() }
    }
}

/// Names many places of a text in order, in one pass. A place before the last one starts it again.
#[derive(Debug, Clone)]
pub(super) struct Cursor {
    at: usize,
    place: (usize, usize),
}

impl Cursor {
    /// At the start of a text, which begins line `first_line`.
    pub(super) fn new(first_line: usize) -> Self {
        Self { at: 0, place: (first_line, 1) }
    }

    /// The line and column of byte `at` of the text.
    pub(super) fn place(&mut self, decoded: &Decoded, at: usize) -> (usize, usize) {
        if at < self.at {
            *self = Self::new(decoded.first_line);
        }
        self.place = place_after(self.place, decoded.text.get(self.at..at).unwrap_or(""));
        self.at = at;
        self.place
    }
}

/// The line and column of the place that follows `text`, which starts at line and column `from`.
pub(super) fn place_after(from: (usize, usize), text: &str) -> (usize, usize) {
    let lines = text.bytes().filter(|byte| *byte == b'\n').count();
    match text.rsplit_once('\n') {
        Some((_, last)) => (from.0 + lines, last.chars().count() + 1),
        None => (from.0, from.1 + text.chars().count()),
    }
}

/// The first bytes of a stream: what there is, without waiting for more than a byte order mark.
pub(super) fn head(stream: &mut dyn Read) -> Result<Vec<u8>> {
    const MARK: usize = 3;
    let (mut head, mut length) = (vec![0; HEAD], 0);
    while length < MARK {
        match stream.read(head.get_mut(length..).unwrap_or_default()) {
            Ok(0) => break,
            Ok(read) => length += read,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    head.truncate(length);
    Ok(head)
}

/// The bytes of one line, with its line break.
#[derive(Debug)]
pub(super) struct RawLine {
    pub(super) bytes: Vec<u8>,
    /// The first byte in the file.
    pub(super) start: usize,
    /// From 1.
    pub(super) number: usize,
}

/// The lines of a stream, one at a time.
pub(super) struct Lines<'a> {
    input: Box<dyn BufRead + 'a>,
    pub(super) encoding: Encoding,
    /// Whether the first bytes are those of a program or a picture rather than of a text with a stray NUL.
    pub(super) binary: bool,
    start: usize,
    number: usize,
    returned: VecDeque<RawLine>,
}

impl<'a> Lines<'a> {
    /// Looks at the first bytes, and skips the byte order mark.
    pub(super) fn new(stream: &'a mut dyn Read) -> Result<Self> {
        let head = head(stream)?;
        let (encoding, mark) = Encoding::sniff(&head);
        let zeros = head.iter().filter(|byte| **byte == 0).count();
        let binary = encoding == Encoding::Utf8 && zeros * 20 > head.len();
        let mut head = std::io::Cursor::new(head);
        head.set_position(mark as u64);
        let input = Box::new(head.chain(BufReader::with_capacity(BUFFER, stream)));
        Ok(Self { input, encoding, binary, start: mark, number: 1, returned: VecDeque::new() })
    }

    /// The next line; none at the end.
    pub(super) fn next(&mut self) -> Result<Option<RawLine>> {
        if let Some(line) = self.returned.pop_front() {
            return Ok(Some(line));
        }
        let mut bytes = Vec::new();
        self.read_line(&mut bytes)?;
        if bytes.is_empty() {
            return Ok(None);
        }
        let line = RawLine { start: self.start, number: self.number, bytes };
        self.start += line.bytes.len();
        self.number += 1;
        Ok(Some(line))
    }

    /// Puts lines back, to be read again.
    pub(super) fn put_back(&mut self, lines: Vec<RawLine>) {
        for line in lines.into_iter().rev() {
            self.returned.push_front(line);
        }
    }

    fn read_line(&mut self, bytes: &mut Vec<u8>) -> Result<()> {
        if self.encoding == Encoding::Utf8 {
            self.input.read_until(b'\n', bytes)?;
            return Ok(());
        }
        // 0x0A is a line break only as the low byte of a unit whose high byte is 0.
        while self.input.read_until(b'\n', bytes)? > 0 && bytes.last() == Some(&b'\n') {
            if bytes.len() % 2 == 1 {
                let mut high = [0];
                if self.input.read(&mut high)? == 0 {
                    return Ok(());
                }
                bytes.push(high[0]);
            }
            if let [.., first, second] = bytes.as_slice()
                && self.encoding.unit([*first, *second]) == 0x0A
            {
                return Ok(());
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16le(text: &str) -> Vec<u8> {
        let units = text.encode_utf16().flat_map(u16::to_le_bytes);
        [0xFF, 0xFE].into_iter().chain(units).collect()
    }

    #[test]
    fn a_utf8_mark_is_skipped_and_positions_stay_those_of_the_file() {
        let decoded = Decoded::file(b"\xEF\xBB\xBFhello");
        assert_eq!(decoded.text, "hello");
        assert_eq!(decoded.source_span(Span::new(1, 3)), Span::new(4, 6));
    }

    #[test]
    fn utf16_is_decoded_with_the_bytes_of_each_character() {
        let bytes = utf16le("aé€😀b");
        let decoded = Decoded::file(&bytes);
        assert_eq!(decoded.text, "aé€😀b");
        for (at, char) in decoded.text.char_indices() {
            let span = decoded.source_span(Span::new(at, at + char.len_utf8()));
            let again = Decoded::file(&[&[0xFF, 0xFE], &bytes[span.start..span.end]].concat());
            assert_eq!(again.text, char.to_string());
        }
    }

    #[test]
    fn invalid_utf8_is_named_by_byte_line_and_column() {
        let bad = Decoded::file(b"ok\n\xC3\xA9 \xFF!").bad.expect("bad");
        assert_eq!((bad.line, bad.column), (2, 3));
        assert_eq!(bad.message, "invalid UTF-8 at byte 6");
    }

    #[test]
    fn a_nul_looks_like_a_binary_file() {
        let bad = Decoded::file(b"MZ\0\x01").bad.expect("bad");
        assert!(bad.message.contains("binary"), "{}", bad.message);
        assert_eq!((bad.line, bad.column), (1, 3));
    }

    #[test]
    fn half_a_utf16_unit_is_bad_and_half_a_pair_is_repaired() {
        assert!(Decoded::file(b"\xFF\xFEa\0b").bad.is_some());
        let decoded = Decoded::file(b"\xFF\xFE\x00\xD8a\0");
        assert_eq!(decoded.text, "\u{FFFD}a");
        assert_eq!(decoded.bad, None);
        assert_eq!(decoded.source_span(Span::new(3, 4)), Span::new(4, 6));
    }

    #[test]
    fn lines_of_utf16_break_at_line_feeds_only() {
        // U+0A0A and U+010A hold the byte of a line feed without being one.
        let bytes = utf16le("a\u{0A0A}\u{010A}b\nc");
        let mut stream = bytes.as_slice();
        let mut lines = Lines::new(&mut stream).expect("no error");
        let mut texts = Vec::new();
        while let Some(line) = lines.next().expect("no error") {
            let mut decoded = Decoded::new(lines.encoding, line.start, line.number);
            decoded.extend(&line.bytes);
            texts.push((decoded.text, line.start, line.number));
        }
        assert_eq!(texts, [("a\u{0A0A}\u{010A}b\n".to_owned(), 2, 1), ("c".to_owned(), 12, 2)]);
    }
}
