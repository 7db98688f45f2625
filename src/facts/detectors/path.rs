//! Owns ways through the menus of an app: `Profile > Help`. It must not know which app.

use super::source::{Source, listed};
use crate::span::Span;

/// Words that lead to a path and are no part of it, even at the start of a sentence.
const LEADS: &[&str] = &[
    "tap",
    "click",
    "press",
    "select",
    "open",
    "go",
    "to",
    "choose",
    "visit",
    "navigate",
    "navigating",
    "via",
    "through",
    "from",
    "in",
    "into",
    "under",
    "on",
    "at",
    "the",
    "your",
    "our",
    "a",
    "an",
    "and",
    "or",
    "then",
    "is",
    "please",
    "see",
    "check",
    "long",
    "of",
    "by",
    "using",
    "use",
    "head",
    "over",
    "follow",
    "steps",
    "top",
    "with",
    "me",
    "us",
    "step",
    "within",
    "inside",
    "side",
    "dropdown",
];

/// The most menus of one path.
const LONGEST: usize = 12;

/// A whole path, at its first arrow.
pub(super) fn around(source: &Source<'_>, at: usize) -> Option<Span> {
    let (arrow_start, _) = arrow(source, at)?;
    let (start, first) = segment_before(source, arrow_start)?;
    let mut capitals = usize::from(starts_upper(first));
    let mut segments = 1;
    let mut here = arrow_start;
    let mut end = None;
    while segments < LONGEST
        && let Some((_, arrow_end)) = arrow(source, here)
    {
        let Some(segment) = segment_after(source, arrow_end) else { break };
        segments += 1;
        let upper = starts_upper(source.slice(segment.start, segment.end));
        capitals += usize::from(upper);
        end = Some(if upper { segment.capitals_end } else { segment.first_word_end });
        match next_arrow(source, segment.end) {
            Some(next) => {
                end = Some(segment.end);
                here = next;
            }
            None => break,
        }
    }
    let end = end?;
    // Lower-case menus only where two arrows leave no doubt.
    let capital_pair = segments == 2 && capitals == 2;
    let chain = segments > 2 && (capitals >= 1 || segments > 3) && capitals * 2 + 1 >= segments;
    let lower_chain =
        segments > 2 && capitals == 0 && !source.slice(start, end).bytes().any(|byte| byte.is_ascii_digit());
    if capital_pair || chain || lower_chain { Some(Span::new(start, end)) } else { None }
}

/// The bytes of the arrow that stands at `at` (possibly with a `-` before it) and its end.
fn arrow(source: &Source<'_>, at: usize) -> Option<(usize, usize)> {
    let dash = |byte: u8| matches!(byte, b'-' | b'=');
    let (start, head) = match source.byte(at) {
        b'>' => (source.skip_back(at, dash), at),
        byte if dash(byte) => (at, source.skip(at, dash)),
        _ => (at, at),
    };
    match source.char_at(head)? {
        '>' => {
            let end = if source.byte(head + 1) == b'>' { head + 2 } else { head + 1 };
            if source.byte(end) == b'>' || source.byte_before(head) == b'>' || head - start > 3 {
                None
            } else {
                Some((start, end))
            }
        }
        arrow @ ('→' | '›' | '»' | '➔' | '➜' | '➝' | '➞' | '▸' | '▶' | '⇒' | '⟶' | '➤') => {
            Some((start, head + arrow.len_utf8()))
        }
        _ => None,
    }
}

fn next_arrow(source: &Source<'_>, from: usize) -> Option<usize> {
    let here = source.skip_spaces(from);
    arrow(source, here).filter(|(start, _)| *start == here).map(|(start, _)| start)
}

/// The last menu before an arrow, without the words that lead to it.
fn segment_before<'a>(source: &Source<'a>, arrow_start: usize) -> Option<(usize, &'a str)> {
    let end = source.skip_spaces_back(arrow_start);
    // A closing bracket of a remark: `Icon (top right) > …`.
    let mut start = None;
    let mut here = end;
    for _ in 0..4 {
        let word_start = word_start(source, here);
        let word = source.slice(word_start, here);
        if word.is_empty() || (listed(LEADS, word) && !(starts_upper(word) && here == end)) {
            break;
        }
        start = Some(word_start);
        let before = source.skip_spaces_back(word_start);
        // Whatever punctuation stands there ends the menu's name.
        if before == word_start {
            break;
        }
        here = before;
    }
    let mut start = start?;
    if matches!(source.byte_before(start), b'<' | b'/') || source.until(start).trim_end().ends_with('«') {
        return None;
    }
    let segment = source.slice(start, end);
    // From the first capital on, if there is one: `the bottom right Menu`.
    let first_capital = segment.split(' ').scan(start, |at, word| {
        let word_start = *at;
        *at += word.len() + 1;
        Some((word_start, word))
    });
    for (word_start, word) in first_capital {
        if starts_upper(word) {
            start = word_start;
            break;
        }
    }
    Some((start, source.slice(start, end)))
}

fn word_start(source: &Source<'_>, end: usize) -> usize {
    let mut start = end;
    while let Some(character) = source.char_before(start) {
        if !is_menu_character(character) {
            break;
        }
        start -= character.len_utf8();
    }
    // A dash at the start belongs to a list.
    source.skip(start, |byte| byte == b'-').min(end)
}

fn is_menu_character(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '&' | '\'' | '’' | '-' | '/' | '+')
}

fn starts_upper(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

/// A menu after an arrow.
struct Segment {
    start: usize,
    /// The end of the first word.
    first_word_end: usize,
    /// The end of the words that belong together by their capitals: `Help & Support` of `Help & Support section`.
    capitals_end: usize,
    /// The end of all words up to punctuation or the next arrow, at most six.
    end: usize,
}

fn segment_after(source: &Source<'_>, from: usize) -> Option<Segment> {
    let start = source.skip_spaces(from);
    let mut segment: Option<Segment> = None;
    let mut here = start;
    let mut in_capitals = true;
    for _ in 0..6 {
        let word_end = menu_word_end(source, here);
        let word = source.slice(here, word_end);
        if word.is_empty() {
            break;
        }
        let joins = matches!(word, "&" | "and" | "of" | "to" | "my" | "the" | "for" | "your");
        in_capitals &= starts_upper(word) || joins || starts_digit(word);
        let segment =
            segment.get_or_insert(Segment { start, first_word_end: word_end, capitals_end: word_end, end: word_end });
        segment.end = word_end;
        if in_capitals && !joins {
            segment.capitals_end = word_end;
        }
        let next = source.skip_spaces(word_end);
        if next == word_end {
            break;
        }
        here = next;
    }
    segment
}

fn starts_digit(word: &str) -> bool {
    word.bytes().next().is_some_and(|byte| byte.is_ascii_digit())
}

fn menu_word_end(source: &Source<'_>, from: usize) -> usize {
    let mut end = from;
    for character in source.from(from).chars() {
        if !is_menu_character(character) {
            break;
        }
        // The dash of the next arrow.
        if character == '-' && matches!(source.byte(end + 1), b'>' | b'-') {
            break;
        }
        end += character.len_utf8();
    }
    source.skip_back(end, |byte| byte == b'-').max(from)
}
