//! Owns positions: byte ranges, and the map from a decoded text back to the bytes of the file it came from.
//! It must not know what the text means.

use serde::{Deserialize, Serialize};

/// A half-open range of bytes. Which text it belongs to is said where it is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The range `start..end`.
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// Whether nothing lies in it.
    pub const fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// The number of bytes.
    pub const fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Whether the two share at least one byte.
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies wholly inside.
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The smallest range that holds both.
    pub fn union(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The words in `text`; empty where the range does not fall on characters.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or("")
    }
}

impl From<std::ops::Range<usize>> for Span {
    fn from(range: std::ops::Range<usize>) -> Self {
        Self { start: range.start, end: range.end }
    }
}

/// One stretch of decoded text and the stretch of the file that it stands for. Where both are equally long they are
/// equal byte for byte; where not (an escape, a doubled quote), the piece maps as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Piece {
    text: Span,
    source: Span,
}

/// Maps bytes of a decoded text to bytes of the file. Stretches of the file between two pieces (markup, a removed
/// quote) belong to no byte of the text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OffsetMap {
    pieces: Vec<Piece>,
}

impl OffsetMap {
    /// An empty map, to be filled by [`OffsetMap::push`].
    pub const fn new() -> Self {
        Self { pieces: Vec::new() }
    }

    /// The map of a text that stands in the file as it is, from byte `source_start`.
    pub fn verbatim(source_start: usize, length: usize) -> Self {
        let mut map = Self::new();
        map.push(length, Span::new(source_start, source_start + length));
        map
    }

    /// Appends `text_length` bytes of decoded text that stand for `source`. Neighbours that go on verbatim are merged.
    pub fn push(&mut self, text_length: usize, source: Span) {
        let start = self.pieces.last().map_or(0, |piece| piece.text.end);
        if text_length == 0 {
            return;
        }
        if let Some(last) = self.pieces.last_mut() {
            let verbatim = last.text.len() == last.source.len() && text_length == source.len();
            if verbatim && last.source.end == source.start {
                last.text.end += text_length;
                last.source.end = source.end;
                return;
            }
        }
        self.pieces.push(Piece { text: Span::new(start, start + text_length), source });
    }

    /// The bytes of the file that `span` of the decoded text stands for. An empty span maps to an empty span. A span
    /// outside the text is clamped.
    pub fn to_source(&self, span: Span) -> Span {
        let start = self.locate_start(span.start);
        if span.is_empty() {
            return Span::new(start, start);
        }
        Span::new(start, self.locate_end(span.end).max(start))
    }

    /// Appends the places of `span` of the text that `other` maps, for a text that is cut out of it.
    pub fn push_part(&mut self, other: &Self, span: Span) {
        let from = other.pieces.partition_point(|piece| piece.text.end <= span.start);
        for piece in other.pieces.iter().skip(from).take_while(|piece| piece.text.start < span.end) {
            let text = Span::new(piece.text.start.max(span.start), piece.text.end.min(span.end));
            let source = if piece.text.len() == piece.source.len() {
                let start = piece.source.start + (text.start - piece.text.start);
                Span::new(start, start + text.len())
            } else {
                piece.source
            };
            self.push(text.len(), source);
        }
    }

    /// The byte of the decoded text that byte `at` of the file stands for: the way back of [`OffsetMap::to_source`]. A
    /// byte that belongs to no part of the text leads to the part after it; one past the end to the end of the text.
    pub fn to_text(&self, at: usize) -> usize {
        let index = self.pieces.partition_point(|piece| piece.source.end <= at);
        match self.pieces.get(index) {
            Some(piece) if piece.text.len() == piece.source.len() => {
                piece.text.start + at.saturating_sub(piece.source.start)
            }
            Some(piece) => piece.text.start,
            None => self.pieces.last().map_or(0, |piece| piece.text.end),
        }
    }

    /// The bytes of the file in which `span` of the text stands alone, and the stretches in between that belong to no byte
    /// of it. None where it starts or ends inside something that stands for several characters as a whole.
    pub fn stretch(&self, span: Span) -> Option<(Span, Vec<Span>)> {
        let from = self.pieces.partition_point(|piece| piece.text.end <= span.start);
        let within: Vec<&Piece> =
            self.pieces.iter().skip(from).take_while(|piece| piece.text.start < span.end).collect();
        let cut = |piece: &Piece, at: usize| {
            piece.text.len() != piece.source.len() && piece.text.start < at && at < piece.text.end
        };
        if within.iter().any(|piece| cut(piece, span.start) || cut(piece, span.end)) {
            return None;
        }
        let between = within.windows(2).map(|pair| Span::new(pair[0].source.end, pair[1].source.start));
        Some((self.to_source(span), between.filter(|gap| gap.start != gap.end).collect()))
    }

    /// The byte of the file that follows what stands before byte `at` of the text: the end of the part before, where
    /// [`OffsetMap::to_source`] gives the start of the part after. None inside something that is mapped as a whole.
    pub fn point(&self, at: usize, before: bool) -> Option<usize> {
        let cut =
            |piece: &Piece| piece.text.len() != piece.source.len() && piece.text.start < at && at < piece.text.end;
        if self.pieces.iter().any(cut) {
            return None;
        }
        Some(if before && at > 0 { self.locate_end(at) } else { self.locate_start(at) })
    }

    fn locate_start(&self, at: usize) -> usize {
        let index = self.pieces.partition_point(|piece| piece.text.end <= at);
        match self.pieces.get(index) {
            Some(piece) if piece.text.len() == piece.source.len() => {
                piece.source.start + at.saturating_sub(piece.text.start)
            }
            Some(piece) => piece.source.start,
            None => self.pieces.last().map_or(0, |piece| piece.source.end),
        }
    }

    fn locate_end(&self, at: usize) -> usize {
        let index = self.pieces.partition_point(|piece| piece.text.end < at);
        match self.pieces.get(index) {
            Some(piece) if piece.text.len() == piece.source.len() => {
                piece.source.start + at.saturating_sub(piece.text.start)
            }
            Some(piece) => piece.source.end,
            None => self.pieces.last().map_or(0, |piece| piece.source.end),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_escape_maps_as_a_whole() {
        // file: say \"hi\" now   decoded: say "hi" now
        let mut map = OffsetMap::new();
        map.push(4, Span::new(0, 4));
        map.push(1, Span::new(4, 6));
        map.push(2, Span::new(6, 8));
        map.push(1, Span::new(8, 10));
        map.push(4, Span::new(10, 14));
        assert_eq!(map.to_source(Span::new(4, 8)), Span::new(4, 10));
        assert_eq!(map.to_source(Span::new(5, 7)), Span::new(6, 8));
        assert_eq!(map.to_source(Span::new(9, 12)), Span::new(11, 14));
    }

    #[test]
    fn a_part_keeps_its_places() {
        // file: a ""b"" c   decoded: a "b" c
        let mut map = OffsetMap::new();
        map.push(2, Span::new(10, 12));
        map.push(1, Span::new(12, 14));
        map.push(1, Span::new(14, 15));
        map.push(1, Span::new(15, 17));
        map.push(2, Span::new(17, 19));
        let mut part = OffsetMap::new();
        part.push_part(&map, Span::new(1, 4));
        assert_eq!(part.to_source(Span::new(0, 1)), Span::new(11, 12));
        assert_eq!(part.to_source(Span::new(1, 2)), Span::new(12, 14));
        assert_eq!(part.to_source(Span::new(0, 3)), Span::new(11, 15));
    }

    #[test]
    fn a_byte_of_the_file_finds_its_way_back_to_the_text() {
        // file: a ""b"" c   decoded: a "b" c
        let mut map = OffsetMap::new();
        map.push(2, Span::new(10, 12));
        map.push(1, Span::new(12, 14));
        map.push(1, Span::new(14, 15));
        map.push(1, Span::new(15, 17));
        map.push(2, Span::new(17, 19));
        for at in 0..7 {
            assert_eq!(map.to_text(map.to_source(Span::new(at, at + 1)).start), at);
        }
        assert_eq!(map.to_text(0), 0, "before the text");
        assert_eq!(map.to_text(99), 7, "past the text");
    }

    #[test]
    fn a_span_past_the_end_is_clamped() {
        let map = OffsetMap::verbatim(10, 5);
        assert_eq!(map.to_source(Span::new(3, 99)), Span::new(13, 15));
        assert_eq!(map.to_source(Span::new(99, 99)), Span::new(15, 15));
    }
}
