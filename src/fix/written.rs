//! Owns how an edit of a reply is written in its file: in the quotes of a cell, in the escapes of a string, in the lines
//! of a scalar, in the encoding of the file. It must not know what the edit is for.

use super::Edit;
use crate::draft::{Draft, Notation, Scalar};
use crate::input::FileEncoding;
use crate::span::Span;

/// A stretch of a file and the bytes to put there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileEdit {
    /// Bytes of the file.
    pub span: Span,
    /// What to put there.
    pub bytes: Vec<u8>,
}

/// What edits of the reply of `draft`, in order, are in its file, which holds `file`. None where one of them cannot be
/// made in its place: where markup stands in between, or a character that stands for several.
pub fn in_file(draft: &Draft, edits: &[Edit], file: &[u8]) -> Option<Vec<FileEdit>> {
    let encoding = FileEncoding::of(file);
    let texts: Option<Vec<(Span, String)>> =
        edits.iter().map(|edit| Some((place(draft, edit, file)?, written(draft, edit, file)?))).collect();
    let texts = texts?;
    let encoded = |texts: &[(Span, String)]| -> Vec<FileEdit> {
        let edit = |(span, text): &(Span, String)| FileEdit { span: *span, bytes: encoding.encode(text) };
        texts.iter().map(edit).collect()
    };
    if let Some(Notation::Bare { cell, delimiter }) = draft.notations.last() {
        let needs_quotes = |text: &str| text.contains(['"', '\n', '\r', char::from(*delimiter)]);
        if texts.iter().any(|(_, text)| needs_quotes(text)) {
            // The whole cell gets its quotes.
            let raw = file.get(cell.start..cell.end)?;
            let shifted = encoded(&texts).into_iter().map(|edit| {
                let span = Span::new(edit.span.start.checked_sub(cell.start)?, edit.span.end.checked_sub(cell.start)?);
                Some(FileEdit { span, ..edit })
            });
            let shifted: Vec<FileEdit> = shifted.collect::<Option<_>>()?;
            let text = encoding.decode(&apply(raw, &shifted))?;
            let quoted = format!("\"{}\"", text.replace('"', "\"\""));
            return Some(vec![FileEdit { span: *cell, bytes: encoding.encode(&quoted) }]);
        }
    }
    Some(encoded(&texts))
}

/// The bytes after edits that are in order.
pub(super) fn apply(bytes: &[u8], edits: &[FileEdit]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut done = 0;
    for edit in edits {
        out.extend_from_slice(bytes.get(done..edit.span.start).unwrap_or_default());
        out.extend_from_slice(&edit.bytes);
        done = edit.span.end;
    }
    out.extend_from_slice(bytes.get(done..).unwrap_or_default());
    out
}

/// The bytes of the file that an edit replaces.
fn place(draft: &Draft, edit: &Edit, file: &[u8]) -> Option<Span> {
    let map = &draft.reply.map;
    if edit.span.is_empty() {
        // What starts with a break belongs to the line before.
        let at = map.point(edit.span.start, edit.replace.starts_with(['\n', '\r', ' ', ',', '.']))?;
        return Some(Span::new(at, at));
    }
    let (span, gaps) = map.stretch(edit.span)?;
    // Indentation may go, markup may not.
    let is_blank = |gap: &Span| {
        gap.start < gap.end
            && file.get(gap.start..gap.end).is_some_and(|bytes| bytes.iter().all(|byte| b" \t\r\n\0".contains(byte)))
    };
    gaps.iter().all(is_blank).then_some(span)
}

/// The words of an edit as they stand in the file, before they are encoded.
fn written(draft: &Draft, edit: &Edit, file: &[u8]) -> Option<String> {
    let mut text = edit.replace.clone();
    for notation in &draft.notations {
        text = match notation {
            Notation::Markdown => markdown(&text).replace('\n', line_break(file)),
            Notation::Html => html(&text),
            Notation::Json => json(&text)?,
            Notation::Quoted => text.replace('"', "\"\""),
            // Quotes, if it needs any, are those of the whole cell.
            Notation::Bare { .. } => text,
            Notation::Yaml(style, indent) => yaml(&text, *style, *indent, line_break(file))?,
        };
    }
    Some(text)
}

/// The line break that the file uses, where its reader tells them as `\n`.
fn line_break(file: &[u8]) -> &'static str {
    let has_returns = file.iter().zip(file.iter().skip(1)).any(|pair| pair == (&b'\r', &b'\n'))
        || file.windows(3).any(|units| matches!(units, [b'\r', 0, b'\n']));
    if has_returns { "\r\n" } else { "\n" }
}

/// With a backslash before what would be markup.
fn markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before = '\n';
    let mut letters = text.chars().peekable();
    while let Some(next) = letters.next() {
        let after = letters.peek().copied().unwrap_or(' ');
        let inside = before.is_alphanumeric() && after.is_alphanumeric();
        let starts_line = before == '\n' && !text.is_empty() && !out.is_empty();
        let marks = match next {
            '\\' | '*' | '`' | '[' | ']' | '<' => true,
            '_' => !inside,
            '&' => after == '#' || after.is_alphabetic(),
            '#' | '+' | '-' | '>' => starts_line && (after == ' ' || next == '>' || after == next),
            _ => false,
        };
        if marks {
            out.push('\\');
        }
        out.push(next);
        before = next;
    }
    out
}

fn html(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    text.replace("\r\n", "\n").replace('\n', "<br>")
}

/// Between the quotes.
fn json(text: &str) -> Option<String> {
    let quoted = serde_json::to_string(text).ok()?;
    Some(quoted.strip_prefix('"')?.strip_suffix('"')?.to_owned())
}

fn yaml(text: &str, style: Scalar, indent: usize, line_break: &str) -> Option<String> {
    let text = text.replace("\r\n", "\n");
    let blanks = " ".repeat(indent);
    // A single break would be read as a blank: each further one stands for itself.
    let folded = |text: &str| {
        let mut out = String::new();
        let mut rest = text;
        while let Some(at) = rest.find('\n') {
            out.push_str(rest.get(..at)?);
            let breaks = rest.get(at..)?.chars().take_while(|next| *next == '\n').count();
            out.push_str(&line_break.repeat(breaks + 1));
            out.push_str(&blanks);
            rest = rest.get(at + breaks..)?;
        }
        out.push_str(rest);
        Some(out)
    };
    match style {
        Scalar::DoubleQuoted => json(&text),
        Scalar::SingleQuoted => folded(&text.replace('\'', "''")),
        Scalar::Plain | Scalar::Folded => folded(&text),
        Scalar::Literal => {
            let last = text.matches('\n').count();
            let line = |(number, line): (usize, &str)| {
                let is_indented = number > 0 && (!line.is_empty() || number == last);
                if is_indented { format!("{blanks}{line}") } else { line.to_owned() }
            };
            Some(text.split('\n').enumerate().map(line).collect::<Vec<_>>().join(line_break))
        }
    }
}
