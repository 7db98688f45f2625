//! Owns postal addresses: a house number and a street, in English, French and German order. It must not know whether it
//! is the shop's own.

use super::digits::starts_number;
use crate::facts::detectors::source::Source;
use crate::span::Span;

/// Last words of English street names. Written with a capital, or they are other words.
const STREETS: &[&str] = &[
    "Street",
    "St",
    "Road",
    "Rd",
    "Avenue",
    "Ave",
    "Av",
    "Lane",
    "Ln",
    "Drive",
    "Dr",
    "Court",
    "Ct",
    "Close",
    "Crescent",
    "Cres",
    "Terrace",
    "Way",
    "Place",
    "Pl",
    "Boulevard",
    "Blvd",
    "Square",
    "Sq",
    "Row",
    "Gardens",
    "Gdns",
    "Grove",
    "Parade",
    "Walk",
    "Mews",
    "Highway",
    "Hwy",
    "Parkway",
    "Pkwy",
    "Quay",
    "Wharf",
    "Circle",
    "Trail",
];

/// First words of French street names.
const RUES: &[&str] = &["rue", "avenue", "boulevard", "place", "chemin", "impasse", "quai", "allée", "via", "calle"];

/// How many words the name of an English street has at most, without its last one.
const MOST_WORDS: usize = 4;

/// Appends every address, from the house number to the street or the other way round.
pub(super) fn find(source: &Source<'_>, found: &mut Vec<Span>) {
    let mut at = 0;
    while at < source.text.len() {
        if !starts_number(source, at) {
            at += 1;
            continue;
        }
        let digits_end = source.skip(at, |byte| byte.is_ascii_digit());
        // `221b`
        let number_end = digits_end + usize::from(source.byte(digits_end).is_ascii_alphabetic());
        let span = if digits_end - at > 5 || source.word_at(number_end) || is_amount(source, at, number_end) {
            None
        } else {
            street_end(source, number_end)
                .map(|end| Span::new(at, end))
                .or_else(|| street_before(source, at).map(|start| Span::new(start, number_end)))
        };
        at = span.map_or(digits_end, |span| span.end).max(at + 1);
        found.extend(span);
    }
}

/// Whether the number is money, a share or part of a longer one.
fn is_amount(source: &Source<'_>, start: usize, end: usize) -> bool {
    source.char_before(start).is_some_and(|before| matches!(before, '$' | '£' | '€' | '#' | '.' | ',' | ':' | '-'))
        || matches!(source.byte(end), b'%' | b':' | b'.' | b'/')
}

/// The end of ` Maple Street` or `, rue du Port` after a house number.
fn street_end(source: &Source<'_>, number_end: usize) -> Option<usize> {
    let comma = if source.byte(number_end) == b',' { number_end + 1 } else { number_end };
    let mut here = source.skip_spaces(comma);
    if here == comma {
        return None;
    }
    let first_end = word_end(source, here);
    if RUES.iter().any(|rue| source.slice(here, first_end).to_lowercase() == *rue) {
        return french_end(source, first_end);
    }
    if comma != number_end {
        return None;
    }
    for index in 0..=MOST_WORDS {
        let end = word_end(source, here);
        let word = source.slice(here, end);
        if index > 0 && STREETS.contains(&word) {
            return Some(end);
        }
        // `5th Ave`, `W 5th Ave`, `of the Green` are not told apart from prose: each word of a name has a capital.
        let ordinal = word.len() > 2
            && word.ends_with(|letter: char| letter.is_ascii_lowercase())
            && word.starts_with(|letter: char| letter.is_ascii_digit());
        if !ordinal && !word.starts_with(char::is_uppercase) {
            return None;
        }
        let dot = usize::from(word.len() <= 2 && source.byte(end) == b'.');
        here = source.skip_spaces(end + dot);
        if here == end + dot {
            return None;
        }
    }
    None
}

/// The end of ` du Port` after `rue`: up to its first word with a capital.
fn french_end(source: &Source<'_>, from: usize) -> Option<usize> {
    let mut here = from;
    for _ in 0..4 {
        let start = source.skip_spaces(here);
        here = word_end(source, start);
        if start == here {
            return None;
        }
        if source.slice(start, here).contains(char::is_uppercase) {
            return Some(here);
        }
    }
    None
}

/// The start of `Hauptstraße ` or `Bahnhofstr. ` before a house number.
fn street_before(source: &Source<'_>, at: usize) -> Option<usize> {
    let end = source.skip_spaces_back(at);
    if end == at {
        return None;
    }
    let name = source.until(end);
    let start = name.char_indices().rev().take_while(|(_, letter)| letter.is_alphabetic() || *letter == '.').last()?.0;
    let word = source.slice(start, end);
    let lower = word.to_lowercase();
    let street = ["straße", "strasse", "str.", "gasse", "allee"]
        .iter()
        .any(|ending| lower.strip_suffix(ending).is_some_and(|name| name.len() > 2));
    (street && word.starts_with(char::is_uppercase)).then_some(start)
}

/// The end of the word at `at`: letters, digits, apostrophes and hyphens.
fn word_end(source: &Source<'_>, at: usize) -> usize {
    source
        .from(at)
        .find(|letter: char| !letter.is_alphanumeric() && !matches!(letter, '\'' | '’' | '-'))
        .map_or(source.text.len().max(at), |length| at + length)
}
