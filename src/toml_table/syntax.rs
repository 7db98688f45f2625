//! Owns parsing past broken lines: a statement that is no TOML is reported once and left out, so that everything
//! after it is read as it was meant. It must not know what the tables mean.

use toml::de::{DeTable, Error};

use super::place::{first_place, line_of, scope_of};
use crate::mistake::{Mistake, TomlFile};
use crate::span::Span;

/// More broken statements than this, and the file is hardly meant to be TOML.
const MOST: usize = 40;
const TWICE: &str = "duplicate key";

/// What of a file is TOML, and what is not.
pub(super) struct Sifted {
    /// The text with spaces in place of the broken statements; parses without mistakes but for names written twice.
    pub(super) text: String,
    /// The bytes of the broken statements, and of names written twice.
    pub(super) broken: Vec<Span>,
    /// One mistake for each of them.
    pub(super) mistakes: Vec<Mistake>,
}

/// Finds the broken statements of a file.
pub(super) fn sift(file: &TomlFile) -> Sifted {
    let mut sifted = Sifted { text: file.text.clone(), broken: Vec::new(), mistakes: Vec::new() };
    loop {
        let (_, errors) = DeTable::parse_recoverable(&sifted.text);
        let Some(error) = first_broken(&errors) else {
            report_twice(file, &errors, &mut sifted.broken, &mut sifted.mistakes);
            return sifted;
        };
        let (statement, mistake) = locate(file, &sifted.text, error);
        let hopeless = statement.of(&sifted.text).trim().is_empty() || sifted.mistakes.len() >= MOST;
        sifted.mistakes.push(mistake);
        if hopeless {
            let rest = Span::new(statement.start, sifted.text.len());
            let message = "nothing from here on could be read, since too much is not TOML";
            let place = line_of(&file.text, Span::new(rest.start, rest.start));
            sifted.mistakes.push(Mistake::error("toml-syntax", &file.path, place, message));
            sifted.broken.push(rest);
            sifted.text.truncate(rest.start);
            continue;
        }
        sifted.text = blanked(&sifted.text, statement);
        sifted.broken.push(statement);
    }
}

/// The first error in the text that is about more than a name written twice. The parser's own order is another.
fn first_broken(errors: &[Error]) -> Option<&Error> {
    let place = |error: &&Error| error.span().map_or((usize::MAX, 0), |span| (span.start, span.end));
    errors.iter().filter(|error| error.message() != TWICE).min_by_key(place)
}

/// The text with spaces in place of everything in `span` but line breaks, so that places stay the same.
fn blanked(text: &str, span: Span) -> String {
    let (before, after) = (text.get(..span.start).unwrap_or(""), text.get(span.end..).unwrap_or(""));
    let mut result = String::with_capacity(text.len());
    result.push_str(before);
    for character in span.of(text).chars() {
        match character {
            '\n' | '\r' => result.push(character),
            _ => result.extend(std::iter::repeat_n(' ', character.len_utf8())),
        }
    }
    result.push_str(after);
    result
}

/// The statement that an error comes from, and the mistake to report.
fn locate(file: &TomlFile, text: &str, error: &Error) -> (Span, Mistake) {
    let place = error.span().map_or(Span::new(text.len(), text.len()), Span::from);
    let line = line_of(text, place);
    let before = text.get(..line.start).unwrap_or("");
    let begins = is_statement(line.of(text));
    // A list or a text that was not closed above shows itself only where the next statement begins.
    let (_, above) = DeTable::parse_recoverable(before);
    let (statement, place, message) = match first_broken(&above) {
        Some(cause) if begins => {
            let start = statement_before(text, line.start);
            (Span::new(start, line.start), line_of(text, Span::new(start, start)), cause.message().to_owned())
        }
        Some(_) => {
            let start = statement_before(text, line.start);
            (Span::new(start, statement_after(text, start, line.end)), place, error.message().to_owned())
        }
        None => (Span::new(line.start, statement_after(text, line.start, line.end)), place, error.message().to_owned()),
    };
    let (message, help) = in_plain_words(&message);
    let mistake = Mistake::error("toml-syntax", &file.path, visible(text, place), message).label("not TOML");
    (statement, if help.is_empty() { mistake } else { mistake.help(help) })
}

/// Whether a line begins a statement: a header, or a key and an equals sign.
fn is_statement(line: &str) -> bool {
    let line = line.trim();
    if let Some(header) = line.strip_prefix('[') {
        let rest = header.trim_start_matches('[').rsplit_once(']').map_or("", |(_, rest)| rest.trim());
        // `["a"],` goes on a list. An unclosed header is taken for one only if it looks like nothing else.
        return header.contains(']') && (rest.is_empty() || rest.starts_with('#')) || is_key(header.trim_end());
    }
    line.split_once('=').is_some_and(|(key, _)| is_key(key.trim_end()))
}

fn is_header(line: &str) -> bool {
    line.trim_start().starts_with('[') && is_statement(line)
}

fn is_key(key: &str) -> bool {
    let part = |part: &str| {
        let part = part.trim();
        let inside = part.trim_matches(['"', '\'']);
        !inside.is_empty()
            && inside.chars().all(|character| character.is_alphanumeric() || "-_.*/ ".contains(character))
    };
    part(key) && !key.contains(' ') || key.starts_with(['"', '\'']) && key.ends_with(['"', '\'']) && part(key)
}

/// The start of the statement that the text before `end` ends in.
fn statement_before(text: &str, end: usize) -> usize {
    let mut start = 0;
    let mut found = 0;
    for line in text.get(..end).unwrap_or("").split_inclusive('\n') {
        if is_statement(line) {
            found = start;
        }
        start += line.len();
    }
    found
}

/// The end of the statement that begins at `start` and is broken in a line that ends at `end`. A broken header takes
/// its whole section with it, since nobody knows where the keys below it belong.
fn statement_after(text: &str, start: usize, end: usize) -> usize {
    let header = is_header(line_of(text, Span::new(start, start)).of(text));
    let mut at = end;
    for line in text.get(end..).unwrap_or("").split_inclusive('\n') {
        if at > end && (is_header(line) || (!header && is_statement(line))) {
            break;
        }
        at += line.len();
    }
    at
}

/// A place that a caret can be seen at: at least one character, if the line has any.
fn visible(text: &str, place: Span) -> Span {
    if !place.is_empty() {
        let line = line_of(text, Span::new(place.start, place.start));
        return Span::new(place.start, place.end.min(line.end).max(place.start));
    }
    let next = text.get(place.start..).and_then(|after| after.chars().next()).filter(|next| !next.is_control());
    let last = text.get(..place.start).and_then(|before| before.chars().next_back()).filter(|last| !last.is_control());
    match (next, last) {
        (Some(next), _) => Span::new(place.start, place.start + next.len_utf8()),
        (None, Some(last)) => Span::new(place.start - last.len_utf8(), place.start),
        (None, None) => place,
    }
}

/// The parser's message and a help, for people who have never heard of literal strings.
fn in_plain_words(message: &str) -> (&str, &str) {
    let known = [
        ("invalid basic string", "this text in quotes is not closed, or holds a character that it must not hold", ""),
        ("invalid literal string", "this text in quotes is not closed, or holds a character that it must not hold", ""),
        (
            "missing escaped value",
            "a backslash and a letter that mean nothing together",
            "in a pattern, write 'single quotes', which keep backslashes",
        ),
        ("string values must be quoted", "a text needs quotes", ""),
        ("unclosed array", "this list is not closed", "close it with `]`"),
        ("missing comma between array elements", "a comma is missing in this list", ""),
        ("unclosed inline table", "this table is not closed", "close it with `}`"),
        ("unclosed table", "this header is not closed", "close it with `]`"),
        ("recursion limit", "too many brackets inside brackets", ""),
    ];
    known
        .iter()
        .find(|(start, ..)| message.starts_with(start))
        .map_or((message, ""), |(_, plain, help)| (*plain, *help))
}

/// Reports the names that are written twice; what stands below a second header is not reported again.
fn report_twice(file: &TomlFile, errors: &[Error], broken: &mut Vec<Span>, mistakes: &mut Vec<Mistake>) {
    for place in errors.iter().filter_map(|error| error.span()).map(Span::from) {
        if broken.iter().any(|scope| scope.contains(place)) {
            continue;
        }
        broken.push(scope_of(&file.text, place));
        let name = place.of(&file.text).trim_matches(['"', '\'']);
        let mistake = Mistake::error("duplicate-key", &file.path, place, format!("`{name}` is written twice"))
            .label("written again here")
            .help("keep one of the two, or give one of them another name");
        mistakes.push(match first_place(&file.text, place) {
            Some(first) => mistake.related(first, "written first here"),
            None => mistake,
        });
    }
}
