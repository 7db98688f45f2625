//! Owns the text of one YAML scalar piece by piece: what each stretch of the file stands for, through indentation, folded
//! lines, quotes and escapes. It must not know where the scalar stands.

use saphyr_parser::ScalarStyle;

use crate::draft::{Notation, Scalar};
use crate::span::Span;

/// A stretch of text, and the bytes of the scalar that it stands for.
type Piece = (String, Span);

/// The pieces of a scalar as written, in order. What the parser makes of the end of a block (line breaks that are kept
/// or not) may be shorter.
pub(super) fn pieces(raw: &str, style: ScalarStyle) -> Vec<Piece> {
    match style {
        ScalarStyle::Literal => block(raw, false),
        ScalarStyle::Folded => block(raw, true),
        ScalarStyle::DoubleQuoted => flow(raw, Some('"')),
        ScalarStyle::SingleQuoted => flow(raw, Some('\'')),
        ScalarStyle::Plain => flow(raw, None),
    }
}

/// One line of a block: its bytes without indentation and line break, and the bytes of the line break.
struct Line {
    words: Span,
    end: Span,
}

/// How the scalar at `span` of `text` is written.
pub(super) fn notation(text: &str, span: Span, style: ScalarStyle) -> Notation {
    let raw = span.of(text);
    let style = match style {
        ScalarStyle::Plain => Scalar::Plain,
        ScalarStyle::SingleQuoted => Scalar::SingleQuoted,
        ScalarStyle::DoubleQuoted => Scalar::DoubleQuoted,
        ScalarStyle::Literal => return Notation::Yaml(Scalar::Literal, indent(raw, &raw_lines(raw))),
        ScalarStyle::Folded => return Notation::Yaml(Scalar::Folded, indent(raw, &raw_lines(raw))),
    };
    let leading = |line: &str| line.len() - line.trim_start_matches([' ', '-']).len();
    // A scalar that goes on over lines says itself how far in they stand.
    let further = raw.lines().skip(1).find(|line| !line.trim().is_empty());
    let first = text.get(..span.start).map_or("", |before| before.rsplit('\n').next().unwrap_or(""));
    Notation::Yaml(style, further.map_or_else(|| leading(first) + 2, leading))
}

/// The lines after the header of a block: their bytes, and those of their breaks.
fn raw_lines(raw: &str) -> Vec<(Span, Span)> {
    let header = raw.find('\n').map_or(raw.len(), |end| end + 1);
    let mut lines = Vec::new();
    let mut at = header;
    for line in raw.get(header..).unwrap_or("").split_inclusive('\n') {
        let words = line.trim_end_matches('\n').trim_end_matches('\r');
        lines.push((Span::new(at, at + words.len()), Span::new(at + words.len(), at + line.len())));
        at += line.len();
    }
    lines
}

fn indent_of(raw: &str, span: &Span) -> usize {
    span.of(raw).len() - span.of(raw).trim_start_matches(' ').len()
}

/// How far in the lines of a block stand.
fn indent(raw: &str, lines: &[(Span, Span)]) -> usize {
    let explicit = raw.lines().next().and_then(|line| {
        let line = line.split('#').next().unwrap_or("");
        line.chars().find_map(|character| character.to_digit(10))
    });
    let mut own = lines
        .iter()
        .filter(|(words, _)| !words.of(raw).trim_start_matches(' ').is_empty())
        .map(|(words, _)| indent_of(raw, words));
    // A number in the header counts from the indentation of the key, which is not known here: what is written counts.
    if explicit.is_some() { own.min() } else { own.next() }.unwrap_or(0)
}

/// `|` and `>`
fn block(raw: &str, is_folded: bool) -> Vec<Piece> {
    let lines = raw_lines(raw);
    let indent = indent(raw, &lines);
    let lines: Vec<Line> = lines
        .into_iter()
        .map(|(words, end)| {
            let own = indent.min(indent_of(raw, &words));
            Line { words: Span::new(words.start + own, words.end), end }
        })
        .collect();
    let mut pieces = Vec::new();
    let push = |pieces: &mut Vec<Piece>, span: Span| {
        if !span.is_empty() {
            pieces.push((span.of(raw).to_owned(), span));
        }
    };
    if !is_folded {
        for line in &lines {
            push(&mut pieces, line.words);
            // A file may end without a line break.
            if !line.end.is_empty() {
                pieces.push(("\n".to_owned(), line.end));
            }
        }
        return pieces;
    }
    let is_empty = |line: &Line| line.words.is_empty();
    let is_indented = |line: &Line| line.words.of(raw).starts_with([' ', '\t']);
    let mut index = 0;
    while let Some(line) = lines.get(index) {
        push(&mut pieces, line.words);
        // The line breaks up to the next line with words are one fold.
        let mut next = index + 1;
        while lines.get(next).is_some_and(is_empty) {
            next += 1;
        }
        let breaks = lines.get(index..next).unwrap_or_default();
        match lines.get(next) {
            Some(after) if !is_empty(line) && !is_indented(line) && !is_indented(after) => {
                if breaks.len() == 1 {
                    let span = Span::new(line.end.start, after.words.start);
                    pieces.push((" ".to_owned(), span));
                } else {
                    // The first break only ends the line.
                    for blank in breaks.iter().skip(1) {
                        pieces.push(("\n".to_owned(), blank.end));
                    }
                }
            }
            _ => {
                for line in breaks.iter().filter(|line| !line.end.is_empty()) {
                    pieces.push(("\n".to_owned(), line.end));
                }
            }
        }
        index = next;
    }
    pieces
}

/// Plain and quoted text: lines are folded, quotes and escapes undone.
fn flow(raw: &str, quote: Option<char>) -> Vec<Piece> {
    let (mut at, end) = match quote {
        Some(quote) if raw.starts_with(quote) => (1, raw.len() - usize::from(raw.len() > 1 && raw.ends_with(quote))),
        _ => (0, raw.len()),
    };
    let mut pieces: Vec<Piece> = Vec::new();
    while at < end {
        let rest = raw.get(at..end).unwrap_or("");
        let Some(first) = rest.chars().next() else { break };
        // A break, with the blanks around it.
        let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        if rest.get(blanks..).is_some_and(|after| after.starts_with(['\n', '\r'])) {
            let length = rest.len() - rest.trim_start_matches([' ', '\t', '\n', '\r']).len();
            let breaks = rest.get(..length).map_or(0, |gap| gap.matches('\n').count());
            let folded = if breaks < 2 { " ".to_owned() } else { "\n".repeat(breaks - 1) };
            pieces.push((folded, Span::new(at, at + length)));
            at += length;
        } else if quote == Some('\'') && rest.starts_with("''") {
            pieces.push(("'".to_owned(), Span::new(at, at + 2)));
            at += 2;
        } else if quote == Some('"') && first == '\\' {
            let (meant, length) = escape(rest);
            pieces.push((meant, Span::new(at, at + length)));
            at += length;
        } else {
            let length = if blanks > 0 { blanks } else { first.len_utf8() };
            let span = Span::new(at, at + length);
            match pieces.last_mut() {
                // Words stay together.
                Some((text, place)) if place.end == at && place.len() == text.len() && place.of(raw) == text => {
                    text.push_str(span.of(raw));
                    place.end = span.end;
                }
                _ => pieces.push((span.of(raw).to_owned(), span)),
            }
            at += length;
        }
    }
    pieces
}

/// What the escape at the start of `rest` means, and how long it is.
fn escape(rest: &str) -> (String, usize) {
    let kind = rest.chars().nth(1).unwrap_or('\\');
    let hexadecimal = |digits: usize| {
        let code = rest.get(2..2 + digits).and_then(|digits| u32::from_str_radix(digits, 16).ok());
        (code.and_then(char::from_u32).map_or_else(String::new, String::from), (2 + digits).min(rest.len()))
    };
    let meant = match kind {
        'n' => '\n',
        't' | '\t' => '\t',
        'r' => '\r',
        '0' => '\0',
        'a' => '\u{7}',
        'b' => '\u{8}',
        'v' => '\u{B}',
        'f' => '\u{C}',
        'e' => '\u{1B}',
        'N' => '\u{85}',
        '_' => '\u{A0}',
        'L' => '\u{2028}',
        'P' => '\u{2029}',
        'x' => return hexadecimal(2),
        'u' => return hexadecimal(4),
        'U' => return hexadecimal(8),
        // The line goes on after its break.
        '\n' | '\r' => {
            let after = rest.get(1..).unwrap_or("");
            let line = after.find('\n').map_or(after.len(), |end| end + 1);
            let blanks = after.get(line..).map_or(0, |next| next.len() - next.trim_start_matches([' ', '\t']).len());
            return (String::new(), 1 + line + blanks);
        }
        other => other,
    };
    (meant.to_string(), (1 + kind.len_utf8()).min(rest.len()))
}
