//! Owns the ids that states give to people: those with a check digit or with a shape that nothing else has, and others
//! right after their name. It must not know about numbers that businesses give.

use super::digits::{Grouped, ends_number, luhn, remainder, starts_number, verhoeff};
use crate::facts::detectors::source::{Source, listed};
use crate::span::Span;

/// Appends every id.
pub(super) fn find(source: &Source<'_>, found: &mut Vec<Span>) {
    let mut at = 0;
    while at < source.text.len() {
        let end = if starts_number(source, at) {
            digits_end(source, at)
        } else if source.byte(at).is_ascii_alphabetic() && !source.joined_to_word_before(at) {
            letters_end(source, at).or_else(|| named_end(source, at))
        } else {
            None
        };
        match end {
            Some(end) => {
                found.push(Span::new(at, end));
                at = end;
            }
            None => at += 1,
        }
    }
}

/// The end of an id that starts with a digit.
fn digits_end(source: &Source<'_>, at: usize) -> Option<usize> {
    let number = Grouped::read(source, at, 15);
    let end = number.groups.last().map(|(_, end)| *end)?;
    let digits = number.digits.as_slice();
    let value = |from: usize, to: usize| {
        digits.get(from..to).unwrap_or_default().iter().fold(0_u32, |value, digit| value * 10 + u32::from(*digit))
    };
    let known = match number.shape(number.groups.len()).as_slice() {
        // United States: area, group and serial are never all zeros.
        [3, 2, 4] => {
            source.byte(at + 3) == b'-'
                && !matches!(value(0, 3), 0 | 666 | 900..)
                && value(3, 5) != 0
                && value(5, 9) != 0
        }
        // India: Aadhaar.
        [4, 4, 4] => matches!(digits.first(), Some(2..)) && verhoeff(digits),
        // Sweden.
        [6, 4] => {
            source.byte(at + 6) == b'-'
                && (1..=12).contains(&value(2, 4))
                && (1..=31).contains(&value(4, 6))
                && luhn(digits)
        }
        // France, written in its groups or at a stretch.
        [1, 2, 2, 2, 3, 3, 2] | [15] => {
            matches!(digits.first(), Some(1 | 2))
                && matches!(value(3, 5), 1..=12 | 20..=42 | 50..=99)
                && digits.get(..13).is_some_and(|body| 97 - remainder(body, 97) == value(13, 15))
        }
        _ => false,
    };
    if known && ends_number(source, end) {
        return Some(end);
    }
    spanish_end(source, at, at).or_else(|| brazilian_end(source, at))
}

/// Spain: eight digits and the letter that they give, `12345678Z`. `from` is where the digits start.
fn spanish_end(source: &Source<'_>, at: usize, from: usize) -> Option<usize> {
    let end = source.skip(from, |byte| byte.is_ascii_digit());
    let letter = if source.byte(end) == b'-' { end + 1 } else { end };
    let first = match source.byte(at) {
        b'Y' => 1,
        b'Z' => 2,
        _ => 0,
    };
    let number: u32 = source.slice(from, end).parse().ok()?;
    let expected = if from > at { end - from == 7 } else { end - from == 8 };
    let wanted = b"TRWAGMYFPDXBNJZSQVHLCKE".get(((first * 10_000_000 + number) % 23) as usize)?;
    (expected && source.byte(letter) == *wanted && !source.word_at(letter + 1)).then_some(letter + 1)
}

/// Brazil: `123.456.789-09`.
fn brazilian_end(source: &Source<'_>, at: usize) -> Option<usize> {
    let end = at + 14;
    let written = source.text.get(at..end)?.as_bytes();
    let mut digits = Vec::with_capacity(11);
    for (index, byte) in written.iter().enumerate() {
        match (index, byte) {
            (3 | 7, b'.') | (11, b'-') => {}
            (3 | 7 | 11, _) => return None,
            (_, digit) if digit.is_ascii_digit() => digits.push(digit - b'0'),
            _ => return None,
        }
    }
    let check = |count: usize| {
        let sum: usize =
            digits.iter().take(count).enumerate().map(|(index, digit)| usize::from(*digit) * (count + 1 - index)).sum();
        let rest = sum * 10 % 11;
        if rest == 10 { 0 } else { rest }
    };
    let last = |index: usize| digits.get(index).map(|digit| usize::from(*digit));
    (last(9) == Some(check(9)) && last(10) == Some(check(10)) && ends_number(source, end)).then_some(end)
}

/// The end of an id that starts with a letter and has a shape of its own.
fn letters_end(source: &Source<'_>, at: usize) -> Option<usize> {
    let byte = source.byte(at);
    if !byte.is_ascii_uppercase() {
        return None;
    }
    if matches!(byte, b'X' | b'Y' | b'Z') && source.byte(at + 1).is_ascii_digit() {
        return spanish_end(source, at, at + 1);
    }
    let end = source.skip(at, |byte| byte.is_ascii_alphanumeric());
    let word = source.slice(at, end).as_bytes();
    let shaped = |shape: &[u8]| {
        word.len() == shape.len()
            && word.iter().zip(shape).all(|(byte, kind)| match kind {
                b'A' => byte.is_ascii_uppercase(),
                _ => byte.is_ascii_digit(),
            })
    };
    // India: the fourth letter of a person's PAN is a P. Italy: the codice fiscale.
    let indian = shaped(b"AAAAA0000A") && word.get(3) == Some(&b'P');
    if (indian || (shaped(b"AAAAAA00A00A000A") && italian_check(word))) && !source.word_at(end) {
        return Some(end);
    }
    british_end(source, at)
}

/// Italy: the last letter is a sum over the others, those at odd places by a table.
fn italian_check(word: &[u8]) -> bool {
    const ODD: [u32; 26] =
        [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];
    let Some((last, body)) = word.split_last() else { return false };
    let sum: u32 = body
        .iter()
        .enumerate()
        .map(|(index, byte)| {
            let value = usize::from(if byte.is_ascii_digit() { byte - b'0' } else { byte.wrapping_sub(b'A') });
            if index % 2 == 0 { ODD.get(value).copied().unwrap_or(0) } else { u32::try_from(value).unwrap_or(0) }
        })
        .sum();
    u32::from(last.wrapping_sub(b'A')) == sum % 26
}

/// United Kingdom: `QQ 12 34 56 C`, with or without its spaces.
fn british_end(source: &Source<'_>, at: usize) -> Option<usize> {
    let mut written = Vec::with_capacity(9);
    let mut here = at;
    while written.len() < 9 {
        match source.byte(here) {
            byte if byte.is_ascii_uppercase() || byte.is_ascii_digit() => written.push(byte),
            b' ' if !written.is_empty() && written.len() % 2 == 0 => {}
            _ => return None,
        }
        here += 1;
    }
    let [first, second, digits @ .., last] = written.as_slice() else { return None };
    let prefix = !b"DFIQUV".contains(first)
        && !b"DFIOQUV".contains(second)
        && first.is_ascii_uppercase()
        && second.is_ascii_uppercase()
        && ![b"BG", b"GB", b"NK", b"KN", b"TN", b"NT", b"ZZ"].contains(&&[*first, *second]);
    let fits = prefix && digits.iter().all(u8::is_ascii_digit) && matches!(last, b'A'..=b'D');
    (fits && !source.word_at(here)).then_some(here)
}

/// Names of documents: the last word, and what must stand before it.
const DOCUMENTS: &[(&str, &[&str])] = &[
    ("passport", &[]),
    ("ssn", &[]),
    ("nino", &[]),
    ("aadhaar", &[]),
    ("aadhar", &[]),
    ("security", &["social"]),
    ("insurance", &["national"]),
    ("licence", &["driving", "drivers", "driver", "s"]),
    ("license", &["driving", "drivers", "driver", "s"]),
    ("plate", &["number", "licence", "license", "registration"]),
];

/// `passport number X1234567`: an id right after the name of its document, which stands at `at`.
fn named_end(source: &Source<'_>, at: usize) -> Option<usize> {
    let word_end = source.skip(at, |byte| byte.is_ascii_alphabetic());
    let word = source.slice(at, word_end);
    let (_, before) = DOCUMENTS.iter().find(|(name, _)| name.eq_ignore_ascii_case(word))?;
    let previous = source.words_before(at).next().map_or("", |(_, word)| word);
    if !before.is_empty() && !listed(before, previous) {
        return None;
    }
    let mut here = word_end;
    for _ in 0..3 {
        here = source.skip(here, |byte| matches!(byte, b' ' | b'.' | b':' | b'#' | b'('));
        let marker_end = source.skip(here, |byte| byte.is_ascii_alphabetic());
        if !listed(&["number", "no", "nr", "id", "card", "is", "was", "ending", "in"], source.slice(here, marker_end)) {
            break;
        }
        here = marker_end;
    }
    let end = source.skip(here, |byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let id = source.slice(here, end);
    let digits = id.bytes().filter(u8::is_ascii_digit).count();
    let written_as_id = !id.bytes().any(|byte| byte.is_ascii_lowercase());
    (here > word_end && written_as_id && digits >= 2 && id.len() >= 5).then_some(end)
}
