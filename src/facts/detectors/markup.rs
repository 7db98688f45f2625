//! Owns what is left of markup where a plain text is read: tags, entities, Markdown, lists, letters that were decoded
//! wrongly. Each is looked for only where a cue asks for it. It must not know which platform shows what.

use super::source::Source;
use crate::html_tags::is_pasted;
use crate::span::Span;

/// Names of entities, without `&` and `;`.
const ENTITIES: &[&str] = &[
    "amp", "nbsp", "quot", "lt", "gt", "apos", "mdash", "ndash", "hellip", "rsquo", "lsquo", "rdquo", "ldquo", "euro",
    "pound", "copy", "reg", "trade", "eacute", "egrave", "uuml", "ouml", "auml", "middot", "bull",
];

/// The longest stretch, in bytes, that a pair of marks encloses.
const REACH: usize = 120;

/// The places in `text` that the detector of that name finds, in order; none if there is no such detector.
pub fn find(name: &str, text: &str) -> Vec<Span> {
    let source = Source::new(text);
    match name {
        "markup" => markup(&source),
        "list" => list(&source),
        "broken-text" => broken(&source),
        _ => Vec::new(),
    }
}

fn markup(source: &Source<'_>) -> Vec<Span> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < source.text.len() {
        let end = match source.byte(at) {
            b'<' => tag_end(source, at),
            b'&' => entity_end(source, at),
            b'*' | b'_' | b'`' | b'~' => emphasis_end(source, at),
            b'[' => link_end(source, at),
            b'#' => heading_end(source, at),
            _ => None,
        };
        match end {
            Some(end) => {
                found.push(Span::new(at, end));
                at = end;
            }
            None => at += 1,
        }
    }
    found
}

/// The rest of the line from `at`, as far as a pair of marks reaches.
fn near<'a>(source: &Source<'a>, at: usize) -> &'a str {
    let rest = source.from(at);
    let end = (0..=REACH.min(rest.len())).rev().find(|end| rest.is_char_boundary(*end)).unwrap_or(0);
    let rest = rest.get(..end).unwrap_or("");
    rest.split_once('\n').map_or(rest, |(line, _)| line)
}

/// The end of `<br>`, `</p>`, `<a href="…">`.
fn tag_end(source: &Source<'_>, at: usize) -> Option<usize> {
    let name_start = at + 1 + usize::from(source.byte(at + 1) == b'/');
    let name_end = source.skip(name_start, |byte| byte.is_ascii_alphanumeric());
    if !is_pasted(source.slice(name_start, name_end)) {
        return None;
    }
    if !matches!(source.byte(name_end), b'>' | b'/' | b' ') {
        return None;
    }
    let length = near(source, name_end).find(['>', '<'])?;
    (source.byte(name_end + length) == b'>').then_some(name_end + length + 1)
}

/// The end of `&amp;`, `&#39;`.
fn entity_end(source: &Source<'_>, at: usize) -> Option<usize> {
    let number = source.byte(at + 1) == b'#';
    let start = at + 1 + usize::from(number);
    let end = source.skip(start, |byte| byte.is_ascii_alphanumeric());
    let name = source.slice(start, end);
    let known = if number {
        let digits = name.strip_prefix(['x', 'X']).unwrap_or(name);
        (1..=6).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
    } else {
        ENTITIES.contains(&name)
    };
    (known && source.byte(end) == b';').then_some(end + 1)
}

/// The end of `**words**`, `__words__`, `*word*`, `` `word` ``, `~~words~~`. The marks hug letters inside and stand
/// free outside: `5* … 4*`, `sh*t`, `snake_case` and `____` are none.
fn emphasis_end(source: &Source<'_>, at: usize) -> Option<usize> {
    let mark = source.byte(at);
    let after_marks = source.skip(at, |byte| byte == mark);
    let count = after_marks - at;
    let needed = if mark == b'~' { 2..=2 } else { 1..=3 };
    let free = !source.joined_to_word_before(at) && source.char_before(at) != Some('*');
    if !needed.contains(&count) || !free || !source.word_at(after_marks) {
        return None;
    }
    let marks = source.slice(at, after_marks);
    let length = near(source, after_marks).find(marks)?;
    let close = after_marks + length;
    let end = close + count;
    let hugs = source.char_before(close).is_some_and(|before| !before.is_whitespace());
    let single_word = mark != b'_' || count > 1 || !source.slice(after_marks, close).contains(char::is_whitespace);
    (hugs && single_word && !source.word_at(end) && source.byte(end) != mark).then_some(end)
}

/// The end of `[words](https://…)`.
fn link_end(source: &Source<'_>, at: usize) -> Option<usize> {
    let middle = near(source, at).find("](").filter(|length| *length > 1)?;
    let start = at + middle + 2;
    let target = near(source, start);
    let address = ["http", "www.", "mailto:", "/"].iter().any(|start| target.starts_with(start));
    let length = target.find(')')?;
    address.then_some(start + length + 1)
}

/// The end of `## Words` at the start of a line.
fn heading_end(source: &Source<'_>, at: usize) -> Option<usize> {
    let end = source.skip(at, |byte| byte == b'#');
    let starts_line = matches!(source.byte_before(at), 0 | b'\n');
    let text = source.skip_spaces(end);
    (starts_line && end - at <= 6 && text > end && source.word_at(text)).then_some(end)
}

/// The first item of each list of two or more: `- …`, `• …`, `1. …`. One item alone is a dash or a signature.
fn list(source: &Source<'_>) -> Vec<Span> {
    let mut found = Vec::new();
    let mut first: Option<Span> = None;
    let mut count = 0;
    let mut start = 0;
    for line in source.text.split_inclusive('\n').chain([""]) {
        let written = line.trim_end();
        let indent = written.len() - written.trim_start().len();
        let item = is_item(written.trim_start());
        if item {
            first = first.or(Some(Span::new(start + indent, start + written.len())));
            count += 1;
        } else if !written.is_empty() || line.is_empty() {
            found.extend(first.take().filter(|_| count > 1));
            count = 0;
        }
        start += line.len();
    }
    found
}

fn is_item(line: &str) -> bool {
    let digits = line.len() - line.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
    let rest = match (digits, line.chars().next()) {
        (1 | 2, _) => line.get(digits..).and_then(|rest| rest.strip_prefix(['.', ')'])),
        (_, Some('-' | '*' | '•' | '–' | '·' | '▪' | '●' | '◦' | '‣' | '✓' | '✔' | '➤')) => {
            line.get(line.chars().next().map_or(0, char::len_utf8)..)
        }
        _ => None,
    };
    let Some(rest) = rest else { return false };
    let text = rest.trim_start();
    text.len() < rest.len() && text.starts_with(char::is_alphanumeric)
}

/// Letters of UTF-8 that were read as Latin-1, the mark for what could not be read, and blanks of no width.
fn broken(source: &Source<'_>) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    if source.text.is_ascii() {
        return found;
    }
    let mut letters = source.text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let next = letters.peek().map(|(_, next)| *next);
        let end = match (letter, next) {
            // `â€™`, `â€œ`: all of them start so.
            ('â', Some('€')) => at + letter.len_utf8() + '€'.len_utf8(),
            // `Ã©`, `Ã¼`: the second byte of a letter, which no word of any language follows `Ã` with.
            ('Ã', Some(next @ '\u{80}'..='\u{bf}')) => at + letter.len_utf8() + next.len_utf8(),
            ('Â', Some(next @ ('£' | '\u{a0}' | '°' | '«' | '»' | '®' | '©' | '´' | '·'))) => {
                at + letter.len_utf8() + next.len_utf8()
            }
            ('\u{fffd}', _) => at + letter.len_utf8(),
            // At the end of a line nobody sees it; inside a word it breaks search and speech.
            ('\u{200b}' | '\u{2060}' | '\u{feff}', Some(next))
                if next.is_alphabetic() && source.joined_to_word_before(at) =>
            {
                at + letter.len_utf8()
            }
            _ => continue,
        };
        if found.last().is_none_or(|last| last.end <= at) {
            found.push(Span::new(at, end));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn holds(name: &str, rows: &[(&str, &str)]) {
        for (text, expected) in rows {
            let expected: Vec<&str> = expected.split(" | ").filter(|part| !part.is_empty()).collect();
            let found: Vec<&str> = find(name, text).into_iter().map(|span| span.of(text)).collect();
            assert_eq!(found, expected, "{name} in {text:?}");
        }
    }

    #[test]
    fn tags_entities_and_markdown_are_found_and_look_alikes_are_not() {
        holds(
            "markup",
            &[
                ("**Sorry** about this! <br> We&#39;ll fix it.", "**Sorry** | <br> | &#39;"),
                ("<p>Thank you</p> &amp; bye", "<p> | </p> | &amp;"),
                ("see <a href=\"https://example.com\">here</a>", "<a href=\"https://example.com\"> | </a>"),
                ("[our page](https://example.com/help)", "[our page](https://example.com/help)"),
                ("## What we did", "##"),
                ("tap `Settings` or *Help* or __now__", "`Settings` | *Help* | __now__"),
                ("~~never~~", "~~never~~"),
                ("I <3 this, and 5* to 4*, sh*t *conditions apply", ""),
                ("a snake_case and _____ line", ""),
                ("Q&A; R&D; you & me", ""),
                ("<name>, <care@example.com>", ""),
                ("[sic] (as written) [a](b)", ""),
                ("#1 in town, C# and # 4", ""),
                ("2 * 3 * 4 = 24", ""),
                ("** unfinished", ""),
            ],
        );
    }

    #[test]
    fn two_items_make_a_list_and_one_is_a_signature() {
        holds(
            "list",
            &[
                ("We did:\n- new beds\n- new locks\nThanks", "- new beds"),
                ("• one\n• two", "• one"),
                ("1. Open\n2. Tap\n\nand\n\n1) Close\n2) Go", "1. Open | 1) Close"),
                ("Thank you.\n\n- Anna", ""),
                ("Kind regards\n- Anna\nManager", ""),
                ("5 stars\n10 out of 10", ""),
                ("-5 degrees\n-6 degrees", ""),
                ("", ""),
            ],
        );
    }

    #[test]
    fn letters_that_were_decoded_wrongly_are_found() {
        holds(
            "broken-text",
            &[
                ("weâ€™ll be glad", "â€"),
                ("a cafÃ© and Â£5", "Ã© | Â£"),
                ("no\u{200b}thing \u{200b}", "\u{200b}"),
                ("don\u{fffd}t", "\u{fffd}"),
                ("un château, SÃO PAULO, £5, it’s", ""),
                ("👨\u{200d}👩\u{200d}👧", ""),
            ],
        );
    }
}
