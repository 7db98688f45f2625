//! Owns JSON strings: undoing their escapes, with the place of each character.

use std::borrow::Cow;

use crate::draft::Passage;
use crate::input::encoding::Decoded;
use crate::span::Span;

/// The text of a string, given with its quotes.
pub(in crate::input) fn text(raw: &str) -> Cow<'_, str> {
    let inner = inner(raw);
    if !inner.contains('\\') {
        return Cow::Borrowed(inner);
    }
    let mut text = String::with_capacity(inner.len());
    pieces(inner, |piece| match piece {
        Piece::Plain(span) => text.push_str(span.of(inner)),
        Piece::Escape(char, _) => text.push(char),
    });
    Cow::Owned(text)
}

/// The text of the string at `span` of the decoded file (its quotes included); an escape maps as a whole.
pub(in crate::input) fn passage(decoded: &Decoded, span: Span) -> Passage {
    let inner = inner(span.of(&decoded.text));
    let start = span.start + 1;
    let place = |span: Span| Span::new(start + span.start, start + span.end);
    let mut passage = Passage::default();
    let mut buffer = [0; 4];
    pieces(inner, |piece| match piece {
        Piece::Plain(span) => decoded.append(&mut passage, place(span)),
        Piece::Escape(char, span) => decoded.append_as(&mut passage, char.encode_utf8(&mut buffer), place(span)),
    });
    passage
}

fn inner(raw: &str) -> &str {
    raw.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(raw)
}

/// A stretch without escapes, or an escape and what it stands for.
enum Piece {
    Plain(Span),
    Escape(char, Span),
}

fn pieces(inner: &str, mut each: impl FnMut(Piece)) {
    let mut at = 0;
    while let Some(rest) = inner.get(at..).filter(|rest| !rest.is_empty()) {
        let plain = rest.find('\\').unwrap_or(rest.len());
        if plain > 0 {
            each(Piece::Plain(Span::new(at, at + plain)));
            at += plain;
            continue;
        }
        let (char, length) = escape(rest);
        each(Piece::Escape(char, Span::new(at, at + length)));
        at += length;
    }
}

/// What the escape at the start of `rest` stands for, and its length. Half a surrogate pair stands for U+FFFD.
fn escape(rest: &str) -> (char, usize) {
    let kind = rest.chars().nth(1).unwrap_or('\\');
    let length = (1 + kind.len_utf8()).min(rest.len());
    let char = match kind {
        'b' => '\u{8}',
        'f' => '\u{C}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'u' => return unicode(rest),
        other => other,
    };
    (char, length)
}

fn unicode(rest: &str) -> (char, usize) {
    let unit = |at: usize| rest.get(at..at + 4).and_then(|digits| u16::from_str_radix(digits, 16).ok());
    let Some(first) = unit(2) else {
        return ('\u{FFFD}', 2);
    };
    if let Some(char) = char::from_u32(u32::from(first)) {
        return (char, 6);
    }
    let second = if rest.get(6..8) == Some("\\u") { unit(8) } else { None };
    let pair = [first, second.unwrap_or(0)];
    match char::decode_utf16(pair).next() {
        Some(Ok(char)) => (char, 12),
        _ => ('\u{FFFD}', 6),
    }
}
