//! Owns what was to be filled in before posting: `{{name}}`, `[Your Name]`, `XXX`, `____`.
//! It must not know whether a placeholder is declared.

use super::source::{Source, listed};
use crate::html_tags;
use crate::span::Span;

/// The longest placeholder, in bytes.
const LONGEST: usize = 120;

/// Words that make a slot of what stands in square brackets.
const SLOT_WORDS: &[&str] = &[
    "name",
    "names",
    "firstname",
    "lastname",
    "surname",
    "number",
    "date",
    "time",
    "day",
    "month",
    "insert",
    "your",
    "company",
    "business",
    "customer",
    "customers",
    "guest",
    "client",
    "patient",
    "phone",
    "telephone",
    "email",
    "mail",
    "link",
    "url",
    "website",
    "manager",
    "title",
    "address",
    "city",
    "location",
    "signature",
    "position",
    "role",
    "hotel",
    "restaurant",
    "property",
    "product",
    "service",
    "reviewer",
    "user",
    "contact",
    "details",
    "brand",
    "store",
    "team",
    "department",
    "amount",
    "reason",
    "issue",
    "specific",
    "placeholder",
    "xx",
    "xxx",
    "tbc",
    "tbd",
    "todo",
    "fill",
    "enter",
    "add",
    "staff",
    "employee",
    "member",
    "dish",
    "item",
    "order",
    "booking",
    "reference",
];

/// Words that say that what stands in square brackets is a remark.
const REMARK_WORDS: &[&str] = &[
    "sic",
    "edit",
    "edited",
    "update",
    "updated",
    "removed",
    "redacted",
    "deleted",
    "withheld",
    "protected",
    "hidden",
    "translated",
    "translation",
    "original",
    "response",
    "reply",
    "note",
    "spoiler",
    "resolved",
    "solved",
    "closed",
    "image",
    "photo",
    "video",
    "laughs",
    "laughing",
    "emphasis",
    "verified",
    "ad",
    "sponsored",
    "x",
    "ok",
    "yes",
    "no",
    "i",
    "a",
    "the",
    "they",
    "he",
    "she",
    "it",
    "we",
    "this",
    "that",
    "you",
    "ps",
    "advertisement",
    "censored",
];

/// What stands in `{}`, `[]`, `<>`, at the opening bracket.
pub(super) fn bracketed(source: &Source<'_>, at: usize) -> Option<Span> {
    match source.byte(at) {
        b'{' => braces(source, at),
        b'[' => square(source, at),
        b'<' => angle(source, at),
        _ => None,
    }
}

/// The end of `close` after `from`, on the same line and not too far.
fn closed(source: &Source<'_>, from: usize, close: &str) -> Option<usize> {
    (from..from + LONGEST).take_while(|at| source.byte(*at) != b'\n').find(|at| source.starts_with(*at, close))
}

fn braces(source: &Source<'_>, at: usize) -> Option<Span> {
    for (open, close) in [("{{", "}}"), ("{%", "%}"), ("{#", "#}")] {
        if source.from(at).starts_with(open) {
            let inside_end = closed(source, at + 2, close)?;
            let inside = source.slice(at + 2, inside_end).trim();
            let mut end = inside_end + 2;
            // `{{{name}}}`
            while close == "}}" && source.byte(end) == b'}' {
                end += 1;
            }
            return if inside.is_empty() { None } else { Some(Span::new(at, end)) };
        }
    }
    let inside_end = closed(source, at + 1, "}")?;
    let inside = source.slice(at + 1, inside_end);
    let name = inside.trim();
    let plain = |character: char| character.is_alphanumeric() || " _.-|:,'’\"/()".contains(character);
    let names = !name.is_empty() && name.len() <= 100 && name.chars().all(plain);
    let starts = name.chars().next().is_some_and(char::is_alphanumeric);
    if names && starts { Some(Span::new(at, inside_end + 1)) } else { None }
}

fn angle(source: &Source<'_>, at: usize) -> Option<Span> {
    if source.byte(at + 1) == b'<' {
        let inside_end = closed(source, at + 2, ">>")?;
        let inside = source.slice(at + 2, inside_end).trim();
        return if is_name(inside) { Some(Span::new(at, inside_end + 2)) } else { None };
    }
    let inside_end = closed(source, at + 1, ">")?;
    let inside = source.slice(at + 1, inside_end);
    let tag = inside.split(' ').next().unwrap_or("");
    let html = html_tags::is_pasted(tag) && (inside == tag || inside.contains('='));
    if is_name(inside) && !html { Some(Span::new(at, inside_end + 1)) } else { None }
}

/// Letters, digits, `_`, `-`, `.`, `'` and spaces, at most five words, from a letter to a letter or digit.
fn is_name(inside: &str) -> bool {
    let plain = |character: char| character.is_alphanumeric() || " _-.'’".contains(character);
    let first = inside.chars().next().is_some_and(char::is_alphabetic);
    let last = inside.chars().next_back().is_some_and(char::is_alphanumeric);
    first && last && inside.len() <= 60 && inside.split(' ').count() <= 5 && inside.chars().all(plain)
}

fn square(source: &Source<'_>, at: usize) -> Option<Span> {
    let double = source.byte(at + 1) == b'[';
    let open = at + 1 + usize::from(double);
    let inside_end = closed(source, open, "]")?;
    let end = inside_end + 1 + usize::from(double && source.byte(inside_end + 1) == b']');
    let inside = source.slice(open, inside_end).trim();
    // A link or an image of Markdown.
    if source.byte(end) == b'(' || source.byte_before(at) == b'!' {
        return None;
    }
    let shape = |character: char| character.is_alphanumeric() || " _-–—.'’\"“”/,;&:#|?!+*()".contains(character);
    if inside.is_empty() || !inside.chars().all(shape) || !inside.chars().any(char::is_alphabetic) {
        return None;
    }
    let words: Vec<&str> = inside
        .split(|character: char| !character.is_alphanumeric() && character != '\'')
        .filter(|word| !word.is_empty())
        .collect();
    let remark = words.first().is_some_and(|word| listed(REMARK_WORDS, word))
        || words
            .iter()
            .any(|word| listed(&["redacted", "removed", "deleted", "protected", "withheld", "hidden"], word));
    if remark || words.is_empty() {
        return None;
    }
    let slot = words.len() <= 20 && words.iter().any(|word| listed(SLOT_WORDS, word));
    let joined = inside.contains('_') && words.len() <= 6 && !inside.contains(' ');
    let titled = words.len() <= 4 && words.iter().all(|word| titled(word)) && words.iter().any(|word| word.len() > 1);
    if double || slot || joined || titled { Some(Span::new(at, end)) } else { None }
}

/// `Name`, `NAME`, or a small word between such.
fn titled(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase) || ["of", "the", "and", "or", "for"].contains(&word)
}

/// `${name}`, `$first_name`, `#{name}`, `%name%`, `%s`, `____`, `«First_Name»`, at the mark.
pub(super) fn marked(source: &Source<'_>, at: usize) -> Option<Span> {
    match source.byte(at) {
        b'$' | b'#' if source.byte(at + 1) == b'{' => braces(source, at + 1).map(|span| Span::new(at, span.end)),
        b'$' => {
            let end = source.skip(at + 1, |byte| byte.is_ascii_alphanumeric() || byte == b'_');
            let name = source.slice(at + 1, end);
            let variable = name.contains('_') && name.starts_with(|first: char| first.is_ascii_alphabetic());
            variable.then(|| Span::new(at, end))
        }
        b'%' => percent(source, at),
        b'_' => blank(source, at),
        _ => {
            if source.char_at(at) != Some('«') {
                return None;
            }
            let start = at + '«'.len_utf8();
            let inside_end = closed(source, start, "»")?;
            let inside = source.slice(start, inside_end);
            let field = is_name(inside) && !inside.contains(' ') && (inside.contains('_') || camel(inside));
            field.then(|| Span::new(at, inside_end + '»'.len_utf8()))
        }
    }
}

fn camel(name: &str) -> bool {
    name.chars().zip(name.chars().skip(1)).any(|(one, next)| one.is_lowercase() && next.is_uppercase())
}

fn percent(source: &Source<'_>, at: usize) -> Option<Span> {
    if source.joined_to_word_before(at) || source.byte_before(at) == b'%' {
        return None;
    }
    // `%%name%%`
    let open = if source.byte(at + 1) == b'%' { at + 2 } else { at + 1 };
    let end = source.skip(open, |byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b' ' | b'-' | b'.'));
    let inside = source.slice(open, end);
    let name = is_name(inside) && inside.len() >= 2 && inside.split(' ').count() <= 3;
    if name && source.byte(end) == b'%' && !source.word_at(end + 1) {
        let end = end + 1 + usize::from(open == at + 2 && source.byte(end + 1) == b'%');
        return Some(Span::new(at, end));
    }
    // `%s`, `%1$s`, `%@`
    let digits = source.skip(at + 1, |byte| byte.is_ascii_digit());
    let kind = if digits > at + 1 && source.byte(digits) == b'$' { digits + 1 } else { at + 1 };
    let printf = matches!(source.byte(kind), b's' | b'd' | b'@') && !source.word_at(kind + 1);
    printf.then(|| Span::new(at, kind + 1))
}

/// `____`, unless it is a rule across the page.
fn blank(source: &Source<'_>, at: usize) -> Option<Span> {
    if source.byte_before(at) == b'_' {
        return None;
    }
    let end = source.skip(at, |byte| byte == b'_');
    let rule = source.alone_on_line(at, end);
    let glued = source.joined_to_word_before(at) || source.word_at(end);
    if end - at < 3 || rule || glued { None } else { Some(Span::new(at, end)) }
}

/// `XXX`, `xxx-xxx-xxxx`, `XX/XX/XXXX`, `$XX`, at its first letter. Kisses (`xx` after a name) are none.
pub(super) fn crosses(source: &Source<'_>, at: usize) -> Option<Span> {
    let first = source.byte(at);
    if !matches!(first, b'x' | b'X') || source.joined_to_word_before(at) {
        return None;
    }
    let cross = |byte: u8| byte == first;
    let mut end = source.skip(at, cross);
    let mut groups = 1;
    let longest = end - at;
    while matches!(source.byte(end), b'-' | b'/' | b'.' | b' ') {
        let next = source.skip(end + 1, cross);
        if next - end < 3 || (source.byte(end) == b' ' && groups == 1 && longest < 3) {
            break;
        }
        end = next;
        groups += 1;
    }
    if source.word_at(end) || longest < 2 {
        return None;
    }
    let symbol =
        |character: Option<char>| character.is_some_and(|character| matches!(character, '$' | '£' | '€' | '#' | '%'));
    let amount = symbol(source.char_before(at)) || symbol(source.char_at(end));
    let hyphenated = groups > 1 && source.slice(at, end).contains(['-', '/', '.']);
    let last_of_all = source.from(end).trim_start().is_empty();
    let upper = first == b'X' && longest >= 3 && !last_of_all;
    let kisses = !hyphenated && groups > 1 && first == b'x';
    if (amount || hyphenated || upper || (groups > 2 && !last_of_all)) && !kisses {
        let start = if symbol(source.char_before(at)) && !matches!(source.byte_before(at), b'%') {
            at - source.char_before(at).map_or(0, char::len_utf8)
        } else {
            at
        };
        let end = if source.byte(end) == b'%' { end + 1 } else { end };
        return Some(Span::new(start, end));
    }
    None
}
