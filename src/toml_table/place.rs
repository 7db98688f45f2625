//! Owns places in the text of a TOML file: lines, the reach of a header, the inside of a quoted string.
//! It must not know what the tables mean.

use crate::span::Span;

/// The lines that `span` touches, without the last line break.
pub(super) fn line_of(text: &str, span: Span) -> Span {
    let start = text.get(..span.start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    let end = text.get(span.end..).and_then(|after| after.find('\n')).map_or(text.len(), |at| span.end + at);
    Span::new(start, end.max(span.end))
}

/// The lines from `span` on that belong to the same header, if `span` lies in a header; else its own lines.
pub(super) fn scope_of(text: &str, span: Span) -> Span {
    let line = line_of(text, span);
    if !line.of(text).trim_start().starts_with('[') {
        return line;
    }
    let mut end = line.end;
    for next in text.get(line.end..).unwrap_or("").split_inclusive('\n').skip(1) {
        if next.trim_start().starts_with('[') {
            break;
        }
        end += next.len();
    }
    Span::new(line.start, (end + 1).min(text.len()))
}

/// Where the name at `again` was written before: the same start of a line, up to the same name.
pub(super) fn first_place(text: &str, again: Span) -> Option<Span> {
    let line = line_of(text, again);
    let wanted = text.get(line.start..again.end)?.trim_start();
    let mut start = 0;
    let mut found = None;
    for candidate in text.split_inclusive('\n') {
        if start >= line.start {
            break;
        }
        let trimmed = candidate.trim_start();
        let ends_here = |rest: &str| !rest.starts_with(|next: char| next.is_alphanumeric() || "-_.\"'".contains(next));
        if trimmed.strip_prefix(wanted).is_some_and(ends_here) {
            let end = start + (candidate.len() - trimmed.len()) + wanted.len();
            found = Some(Span::new(end - again.len(), end));
        }
        start += candidate.len();
    }
    found
}

/// The bytes in a TOML file of a part of a decoded string value. `value_span` is the whole value with its quotes;
/// `offset` and `length` are bytes of the decoded string. What lies outside the value is clamped to its end.
pub fn inner_span(file_text: &str, value_span: Span, offset: usize, length: usize) -> Span {
    let raw = value_span.of(file_text);
    let (opening, basic) = match raw {
        _ if raw.starts_with("\"\"\"") && raw.len() >= 6 => (3, true),
        _ if raw.starts_with("'''") && raw.len() >= 6 => (3, false),
        _ if raw.starts_with('"') && raw.len() >= 2 => (1, true),
        _ if raw.starts_with('\'') && raw.len() >= 2 => (1, false),
        _ => (0, false),
    };
    let mut inside = raw.get(opening..raw.len() - opening).unwrap_or("");
    let mut at = value_span.start + opening;
    if opening == 3 {
        // A line break right after the opening quotes is not part of the string.
        let content = inside.strip_prefix("\r\n").or_else(|| inside.strip_prefix('\n')).unwrap_or(inside);
        at += inside.len() - content.len();
        inside = content;
    }
    let mut decoded = 0;
    let mut start = None;
    let mut end = at;
    while !inside.is_empty() {
        let (source, text) = if basic { step(inside) } else { verbatim(inside) };
        // A continued line stands for nothing, so that it belongs neither to what is before nor to what is after.
        if text > 0 {
            if start.is_none() && decoded + text > offset {
                start = Some(at);
            }
            if decoded < offset + length {
                end = at + source;
            } else if start.is_some() {
                break;
            }
        }
        decoded += text;
        at += source;
        inside = inside.get(source..).unwrap_or("");
    }
    let start = start.unwrap_or(at);
    Span::new(start, if length == 0 { start } else { end.max(start) })
}

fn verbatim(inside: &str) -> (usize, usize) {
    let length = inside.chars().next().map_or(1, char::len_utf8);
    (length, length)
}

/// The bytes of the next character or escape of a basic string, and the bytes that it decodes to.
fn step(inside: &str) -> (usize, usize) {
    let Some(escaped) = inside.strip_prefix('\\') else { return verbatim(inside) };
    let digits = match escaped.chars().next() {
        Some('x') => 2,
        Some('u') => 4,
        Some('U') => 8,
        Some(character) if character.is_whitespace() => {
            let rest = escaped.trim_start_matches([' ', '\t', '\r', '\n']);
            return (inside.len() - rest.len(), 0);
        }
        Some(character) => return (1 + character.len_utf8(), 1),
        None => return (1, 1),
    };
    let code = escaped.get(1..=digits).and_then(|hex| u32::from_str_radix(hex, 16).ok()).and_then(char::from_u32);
    code.map_or((2, 1), |character| (2 + digits, character.len_utf8()))
}
