//! Owns the conversions between bytes, characters, lines and columns: every number that any output prints as a place
//! comes from here. It must not know what the places mean.

use serde::Serialize;

use crate::draft::Draft;
use crate::finding::Finding;
use crate::span::Span;

/// The distance, in bytes, between two places whose character count is remembered.
const BLOCK: usize = 1024;

/// A place that a person can go to in an editor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Position {
    /// The line of the file, from 1.
    pub line: usize,
    /// The character (Unicode scalar value) of the line, from 1.
    pub column: usize,
}

/// The place of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Bytes of the file.
    pub source: Span,
    /// Bytes of the decoded reply, whole characters; none where it stands around the reply.
    pub reply: Option<Span>,
}

/// A text whose lines and characters are counted once, so that many places in it are cheap to name, however long its
/// lines are.
#[derive(Debug, Clone)]
pub struct TextIndex<'t> {
    text: &'t str,
    first_line: usize,
    line_starts: Vec<usize>,
    /// The number of characters before byte `n * BLOCK`.
    characters: Vec<usize>,
}

impl<'t> TextIndex<'t> {
    /// Counts the lines and characters of `text`, whose first line has the number `first_line` (0 is taken as 1).
    pub fn new(text: &'t str, first_line: usize) -> Self {
        let mut line_starts = vec![0];
        line_starts.extend(text.match_indices('\n').map(|(at, _)| at + 1));
        let mut characters = Vec::with_capacity(text.len() / BLOCK + 1);
        let mut count = 0;
        for block in text.as_bytes().chunks(BLOCK) {
            characters.push(count);
            count += character_starts(block);
        }
        Self { text, first_line: first_line.max(1), line_starts, characters }
    }

    /// The text.
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// The number of characters that start before byte `at`.
    pub fn characters_before(&self, at: usize) -> usize {
        let at = at.min(self.text.len());
        let block = (at / BLOCK).min(self.characters.len().saturating_sub(1));
        let known = self.characters.get(block).copied().unwrap_or(0);
        known + self.text.as_bytes().get(block * BLOCK..at).map_or(0, character_starts)
    }

    /// The line and column of byte `at`. Past the end it is the place after the last character.
    pub fn position(&self, at: usize) -> Position {
        let at = floor(self.text, at);
        let index = self.line_starts.partition_point(|start| *start <= at).saturating_sub(1);
        let start = self.line_starts.get(index).copied().unwrap_or(0);
        Position {
            line: self.first_line + index,
            column: self.characters_before(at) - self.characters_before(start) + 1,
        }
    }
}

/// A draft whose file and reply are counted once.
#[derive(Debug, Clone)]
pub struct DraftIndex<'d> {
    draft: &'d Draft,
    source: TextIndex<'d>,
    reply: TextIndex<'d>,
}

impl<'d> DraftIndex<'d> {
    /// Counts the lines and characters of `draft`.
    pub fn new(draft: &'d Draft) -> Self {
        Self {
            draft,
            source: TextIndex::new(&draft.source.text, draft.source.first_line),
            reply: TextIndex::new(&draft.reply.text, 1),
        }
    }

    /// The draft.
    pub fn draft(&self) -> &'d Draft {
        self.draft
    }

    /// Where a finding stands.
    pub fn standing(&self, finding: &Finding) -> Standing {
        if let Some(source) = finding.source {
            return Standing { source, reply: None };
        }
        let reply = snap(self.reply.text, finding.span);
        Standing { source: self.draft.source_span(reply), reply: Some(reply) }
    }

    /// The line and column, in the file, of byte `at` of the file.
    pub fn position(&self, at: usize) -> Position {
        self.position_in_source(self.draft.source.map.to_text(at))
    }

    /// The line and column, in the file, of byte `at` of the draft's decoded lines.
    pub fn position_in_source(&self, at: usize) -> Position {
        let mut position = self.source.position(at);
        if position.line == self.source.first_line {
            position.column += self.draft.source.columns_before;
        }
        position
    }

    /// The byte of its line, from 1, at which a place of the file stands, were the file UTF-8. Before the first line that
    /// the draft knows, a character is taken as one byte.
    pub fn byte_column(&self, place: Position) -> usize {
        let line = place.line.saturating_sub(self.source.first_line);
        let before = if line == 0 { self.draft.source.columns_before } else { 0 };
        let start = self.source.line_starts.get(line).copied().unwrap_or(self.source.text.len());
        let characters = place.column.saturating_sub(1 + before);
        let text = self.source.text.get(start..).unwrap_or_default();
        before + text.char_indices().nth(characters).map_or(text.len(), |(byte, _)| byte) + 1
    }

    /// The line and column, in the file, of byte `at` of the decoded reply.
    pub fn position_in_reply(&self, at: usize) -> Position {
        self.position(self.draft.source_span(Span::new(at, at)).start)
    }

    /// `span`, bytes of the decoded reply, counted in characters.
    pub fn characters(&self, span: Span) -> Span {
        let span = snap(self.reply.text, span);
        Span::new(self.reply.characters_before(span.start), self.reply.characters_before(span.end))
    }
}

/// The smallest range of whole characters of `text` that holds `span`, as far as it lies in the text. An empty span
/// stays empty.
pub fn snap(text: &str, span: Span) -> Span {
    let start = floor(text, span.start);
    if span.is_empty() {
        return Span::new(start, start);
    }
    Span::new(start, ceil(text, span.end).max(start))
}

/// The start of the character that byte `at` lies in.
pub(crate) fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The first start of a character at or after byte `at`.
pub(crate) fn ceil(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

/// The number of bytes that start a character of UTF-8.
fn character_starts(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::{Passage, SourceText};
    use crate::span::OffsetMap;
    use proptest::prelude::*;

    #[test]
    fn lines_and_columns_count_from_one_and_columns_count_characters() {
        let index = TextIndex::new("Grüße\n\n日本 ok\r\nend", 1);
        assert_eq!(index.position(0), Position { line: 1, column: 1 });
        assert_eq!(index.position(4), Position { line: 1, column: 4 });
        assert_eq!(index.position(8), Position { line: 2, column: 1 });
        assert_eq!(index.position("Grüße\n\n日本 ".len()), Position { line: 3, column: 4 });
        assert_eq!(index.position(999), Position { line: 4, column: 4 });
    }

    #[test]
    fn the_lines_of_a_record_keep_their_number_in_the_file() {
        let mut draft = Draft { reply: Passage::verbatim("Thanks", 103), ..Draft::default() };
        draft.source = SourceText {
            text: "7,\n\"Thanks\"".to_owned(),
            map: OffsetMap::verbatim(99, 11),
            first_line: 12,
            columns_before: 0,
        };
        let index = DraftIndex::new(&draft);
        assert_eq!(index.position(103), Position { line: 13, column: 2 });
        assert_eq!(index.position_in_reply(6), Position { line: 13, column: 8 });
    }

    #[test]
    fn bytes_of_a_line_count_what_characters_take() {
        let text = "ab\nGrüße\n";
        let mut draft = Draft { reply: Passage::verbatim(text, 0), ..Draft::default() };
        let map = OffsetMap::verbatim(0, text.len());
        draft.source = SourceText { text: text.to_owned(), map, first_line: 1, columns_before: 0 };
        let index = DraftIndex::new(&draft);
        assert_eq!(index.byte_column(Position { line: 2, column: 1 }), 1);
        assert_eq!(index.byte_column(Position { line: 2, column: 6 }), 8);
        assert_eq!(index.byte_column(Position { line: 1, column: 3 }), 3);
    }

    #[test]
    fn a_record_that_shares_its_line_keeps_its_column_in_the_file() {
        let mut draft = Draft { reply: Passage::verbatim("Thanks", 41), ..Draft::default() };
        let map = OffsetMap::verbatim(40, 10);
        draft.source = SourceText { text: "\"Thanks\"\n}".to_owned(), map, first_line: 1, columns_before: 30 };
        let index = DraftIndex::new(&draft);
        assert_eq!(index.position(41), Position { line: 1, column: 32 });
        assert_eq!(index.position(49), Position { line: 2, column: 1 });
    }

    proptest! {
        #[test]
        fn the_blocks_never_change_a_count(text in "[a-zé日🙂\n]{0,900}", at in 0usize..4000) {
            let index = TextIndex::new(&text, 1);
            let at = floor(&text, at);
            let before = &text[..at];
            prop_assert_eq!(index.characters_before(at), before.chars().count());
            let line = before.matches('\n').count() + 1;
            let column = before.rsplit('\n').next().unwrap().chars().count() + 1;
            prop_assert_eq!(index.position(at), Position { line, column });
        }
    }
}
