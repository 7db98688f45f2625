//! Owns telephone numbers: which groups of digits are one by their shape, and which only beside a word such as `call`.
//! It must not know whose number it is.

use super::source::{Source, listed};
use crate::span::Span;

/// Words that make a telephone number of doubtful digits after them.
const PHONE_WORDS: &[&str] = &[
    "call",
    "calls",
    "called",
    "calling",
    "phone",
    "phones",
    "telephone",
    "tel",
    "ph",
    "ring",
    "rang",
    "text",
    "sms",
    "dial",
    "mobile",
    "cell",
    "cellphone",
    "whatsapp",
    "viber",
    "telegram",
    "signal",
    "helpline",
    "hotline",
    "line",
    "landline",
    "reach",
    "contact",
    "fax",
    "tollfree",
    "toll",
    "care",
    "ivr",
    "helpdesk",
    "desk",
    "reception",
    "direct",
    "office",
    "missed",
];

/// Words that make something else of them.
const OTHER_WORDS: &[&str] = &[
    "order",
    "booking",
    "reference",
    "ref",
    "invoice",
    "account",
    "ticket",
    "case",
    "id",
    "confirmation",
    "transaction",
    "txn",
    "utr",
    "rrn",
    "policy",
    "card",
    "serial",
    "tracking",
    "reservation",
    "room",
    "licence",
    "license",
    "version",
    "model",
    "code",
    "pin",
    "abn",
    "vat",
    "registration",
    "permit",
    "customer",
    "member",
    "membership",
    "claim",
    "build",
    "rs",
    "inr",
    "usd",
    "gbp",
    "eur",
    "amount",
    "ein",
    "isbn",
    "upc",
    "sku",
];

/// A stretch of digits and what stands before it.
#[derive(Debug, Clone, Copy)]
struct Group {
    start: usize,
    end: usize,
    /// The separator before it: 0 for a space, else `-`, `.` or `/`.
    separator: u8,
}

impl Group {
    const fn len(self) -> usize {
        self.end - self.start
    }
}

/// A telephone number, at its first digit, `+` or `(`.
pub(super) fn number(source: &Source<'_>, at: usize) -> Option<Span> {
    let plus = source.byte(at) == b'+';
    let parenthesis = source.byte(at) == b'(';
    if (plus || parenthesis) && !source.byte(at + 1).is_ascii_digit() && !(plus && source.byte(at + 1) == b' ') {
        return None;
    }
    if source.joined_to_word_before(at) {
        return None;
    }
    let before = source.char_before(at);
    if !plus && before.is_some_and(|before| matches!(before, '$' | '£' | '€' | '₹' | '+' | '<')) {
        return None;
    }
    // `4.020 …` and `1,020 …` go on from a number.
    if before.is_some_and(|before| matches!(before, '.' | ',' | '-' | '/'))
        && at >= 2
        && source.byte(at - 2).is_ascii_digit()
    {
        return None;
    }
    if let Some(span) = vanity(source, at) {
        return Some(span);
    }
    let groups = groups(source, at);
    // `(555-010-0199)`: the bracket is the sentence's.
    if parenthesis && groups.first().is_some_and(|group| source.byte(group.end) != b')') {
        return None;
    }
    let cue = std::cell::OnceCell::new();
    let near = || *cue.get_or_init(|| nearest_word(source, at));
    // The longest stretch of groups that makes a number; the rest is something else (`… 0018 24 hours a day`).
    for count in (1..=groups.len()).rev() {
        let Some(candidate) = groups.get(..count) else { continue };
        let Some(last) = candidate.last() else { continue };
        let tail = source.byte(last.end);
        let glued = source.word_at(last.end) && !extension_follows(source, last.end);
        let decimal = matches!(tail, b'.' | b',') && source.byte(last.end + 1).is_ascii_digit();
        if glued || tail == b'%' || decimal {
            continue;
        }
        let shape = shape(source, candidate, plus, parenthesis);
        let accepted = match shape {
            Shape::Phone => plus || near() != Some(false) || (parenthesis && candidate.len() > 2),
            Shape::Doubtful => near() == Some(true) || alone_on_line(source, at, last.end, candidate),
            Shape::Other => false,
        };
        if accepted {
            return Some(Span::new(at, extension_end(source, last.end)));
        }
    }
    None
}

/// The groups of digits from `at`, at most six, as far as separators allow.
fn groups(source: &Source<'_>, at: usize) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut here = at;
    let mut digits = 0;
    while groups.len() < 6 {
        let Some((start, separator)) = separator(source, here, groups.is_empty()) else { break };
        let end = source.skip(start, |byte| byte.is_ascii_digit());
        digits += end - start;
        if end == start || digits > 15 {
            break;
        }
        groups.push(Group { start, end, separator });
        here = end;
    }
    groups
}

/// Where the next group starts and what separates it. Before the first one, `+` and `(` may stand.
fn separator(source: &Source<'_>, from: usize, first: bool) -> Option<(usize, u8)> {
    let (mut here, mut kind, mut spaces) = (from, 0, 0);
    loop {
        match source.byte(here) {
            b'0'..=b'9' => {
                let apart = here > from || first;
                return apart.then_some((here, kind));
            }
            b'+' if first && here == from => here += 1,
            b'(' | b')' => here += 1,
            b' ' if spaces < 2 => {
                spaces += 1;
                here += 1;
            }
            byte @ (b'-' | b'.' | b'/') if kind == 0 && !first => {
                kind = byte;
                here += 1;
            }
            _ => match source.char_at(here) {
                Some(hyphen @ ('\u{2010}' | '\u{2011}' | '–')) if kind == 0 && !first => {
                    kind = b'-';
                    here += hyphen.len_utf8();
                }
                Some(space @ ('\u{a0}' | '\u{202f}' | '\u{2009}')) if spaces < 2 => {
                    spaces += 1;
                    here += space.len_utf8();
                }
                _ => return None,
            },
        }
        if here - from > 6 {
            return None;
        }
    }
}

enum Shape {
    /// A telephone number, whatever stands around it.
    Phone,
    /// One, if a word says so.
    Doubtful,
    /// None.
    Other,
}

fn shape(source: &Source<'_>, groups: &[Group], plus: bool, parenthesis: bool) -> Shape {
    let lengths: Vec<usize> = groups.iter().map(|group| group.len()).collect();
    let digits: usize = lengths.iter().sum();
    let text = |group: Option<&Group>| group.map_or("", |group| source.slice(group.start, group.end));
    let first = text(groups.first());
    let starts_with_zero = first.starts_with('0');
    let dots = groups.iter().skip(1).filter(|group| group.separator == b'.').count();
    let slashes = groups.iter().filter(|group| group.separator == b'/').count();
    let last = lengths.last().copied().unwrap_or(0);
    let last_but_one = lengths.iter().rev().nth(1).copied().unwrap_or(0);
    let complete = last >= 3 || (last == 2 && last_but_one == 2);
    if !complete || (slashes > 0 && !(starts_with_zero && lengths.len() == 2)) {
        return Shape::Other;
    }
    let years = |group: &Group| group.len() == 4 && matches!(source.slice(group.start, group.start + 2), "19" | "20");
    if !plus && groups.iter().all(years) {
        return Shape::Other;
    }
    let north_american = matches!(lengths.as_slice(), [3, 3, 4] | [1, 3, 3, 4]) && (lengths.len() == 3 || first == "1");
    // Dots also make versions and addresses of machines.
    let french = starts_with_zero && lengths.len() == 5 && dots == 4;
    if dots > 0 && !plus && !north_american && !french {
        return Shape::Other;
    }
    if plus {
        return if (8..=15).contains(&digits) { Shape::Phone } else { Shape::Other };
    }
    if north_american {
        return Shape::Phone;
    }
    if parenthesis {
        let area = lengths.first().copied().unwrap_or(0);
        let closed = groups.first().is_some_and(|group| source.byte(group.end) == b')');
        let fits = closed && (2..=5).contains(&area) && (8..=12).contains(&digits) && lengths.len() > 1;
        return if fits { Shape::Phone } else { Shape::Other };
    }
    if starts_with_zero {
        let international = first.starts_with("00") && (10..=15).contains(&digits);
        return match (9..=11).contains(&digits) || international || digits == 12 && lengths.len() > 1 {
            true if lengths.len() > 1 || !international => Shape::Phone,
            true => Shape::Doubtful,
            false => Shape::Other,
        };
    }
    let free = matches!(first, "1800" | "1300" | "1860" | "800" | "1900");
    let indian = lengths == [5, 5] && first.starts_with(['6', '7', '8', '9']);
    let numbered_free =
        first.len() == 1 && first == "1" && matches!(text(groups.get(1)), "800" | "888" | "877" | "866");
    let solid_free = lengths.len() == 1
        && (10..=11).contains(&digits)
        && ["1800", "1300"].iter().any(|free| first.starts_with(free));
    if (free && lengths.len() > 1 && (7..=11).contains(&digits))
        || solid_free
        || indian
        || (numbered_free && digits == 11)
    {
        return Shape::Phone;
    }
    let short = lengths == [2, 2, 2] && first == "13";
    let pairs_only = lengths.iter().all(|length| *length == 2) && first != "13";
    let pairs_fit = !lengths.iter().all(|length| *length == 2) || (pairs_only && lengths.len() >= 4);
    if short || ((7..=12).contains(&digits) && pairs_fit) { Shape::Doubtful } else { Shape::Other }
}

/// Whether the nearest telling word before the digits speaks for (`true`) or against a telephone number.
fn nearest_word(source: &Source<'_>, at: usize) -> Option<bool> {
    source.words_before(at).take(8).find_map(|(_, word)| {
        if listed(PHONE_WORDS, word) {
            Some(true)
        } else if listed(OTHER_WORDS, word) {
            Some(false)
        } else {
            None
        }
    })
}

/// Ten to twelve digits that make a line of their own, as under a signature.
fn alone_on_line(source: &Source<'_>, start: usize, end: usize, groups: &[Group]) -> bool {
    let digits: usize = groups.iter().map(|group| group.len()).sum();
    (10..=12).contains(&digits) && start > 0 && source.alone_on_line(start, end)
}

fn extension_follows(source: &Source<'_>, at: usize) -> bool {
    source.byte(at) == b'x' && source.byte(at + 1).is_ascii_digit()
}

/// The end of `ext. 12`, `x12`; `end` itself where there is none.
fn extension_end(source: &Source<'_>, end: usize) -> usize {
    let comma = if source.byte(end) == b',' { end + 1 } else { end };
    let word = source.skip_spaces(comma);
    for name in ["extension", "ext", "extn", "x"] {
        if source.has(word, name) {
            let after = source.skip(word + name.len(), |byte| byte == b'.');
            let digits = source.skip_spaces(after);
            let digits_end = source.skip(digits, |byte| byte.is_ascii_digit());
            if (1..=6).contains(&(digits_end - digits)) && !source.word_at(digits_end) {
                return digits_end;
            }
        }
    }
    end
}

/// `1-800-FLOWERS`, `0800 EXAMPLE`.
fn vanity(source: &Source<'_>, at: usize) -> Option<Span> {
    let prefix = ["1-800", "1 800", "1-888", "1-877", "1-866", "1800", "1300", "0800", "800", "888"]
        .into_iter()
        .find(|prefix| source.from(at).starts_with(prefix))?;
    let start = at + prefix.len();
    if !matches!(source.byte(start), b'-' | b' ') {
        return None;
    }
    let end = source.skip(start + 1, |byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'-');
    let end = source.skip_back(end, |byte| byte == b'-').max(start + 1);
    let name = source.slice(start + 1, end);
    let letters = name.bytes().filter(u8::is_ascii_uppercase).count();
    let length = name.bytes().filter(u8::is_ascii_alphanumeric).count();
    let fits = letters >= 3 && (6..=10).contains(&length) && !source.word_at(end);
    if fits { Some(Span::new(at, end)) } else { None }
}
