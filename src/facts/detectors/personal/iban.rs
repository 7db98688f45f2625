//! Owns international bank account numbers: a country, its length, and the check by 97. It must not know about cards.

use crate::facts::detectors::source::Source;
use crate::span::Span;

/// Countries and how many letters and digits their numbers have.
const LENGTHS: &[(&str, usize)] = &[
    ("AD", 24),
    ("AE", 23),
    ("AT", 20),
    ("BE", 16),
    ("BG", 22),
    ("BR", 29),
    ("CH", 21),
    ("CY", 28),
    ("CZ", 24),
    ("DE", 22),
    ("DK", 18),
    ("EE", 20),
    ("EG", 29),
    ("ES", 24),
    ("FI", 18),
    ("FR", 27),
    ("GB", 22),
    ("GE", 22),
    ("GI", 23),
    ("GR", 27),
    ("HR", 21),
    ("HU", 28),
    ("IE", 22),
    ("IL", 23),
    ("IS", 26),
    ("IT", 27),
    ("JO", 30),
    ("KW", 30),
    ("KZ", 20),
    ("LB", 28),
    ("LI", 21),
    ("LT", 20),
    ("LU", 20),
    ("LV", 21),
    ("MC", 27),
    ("MD", 24),
    ("ME", 22),
    ("MK", 19),
    ("MT", 31),
    ("NL", 18),
    ("NO", 15),
    ("PK", 24),
    ("PL", 28),
    ("PT", 25),
    ("QA", 29),
    ("RO", 24),
    ("RS", 22),
    ("SA", 24),
    ("SE", 24),
    ("SI", 19),
    ("SK", 24),
    ("SM", 27),
    ("TN", 24),
    ("TR", 26),
    ("UA", 29),
];

/// Appends every account number.
pub(super) fn find(source: &Source<'_>, found: &mut Vec<Span>) {
    let mut at = 0;
    while at < source.text.len() {
        match account_end(source, at) {
            Some(end) => {
                found.push(Span::new(at, end));
                at = end;
            }
            None => at += 1,
        }
    }
}

/// The end of the account number at `at`.
fn account_end(source: &Source<'_>, at: usize) -> Option<usize> {
    // Two letters and two digits first: nearly every place is out by then.
    let letters = source.byte(at).is_ascii_alphabetic() && source.byte(at + 1).is_ascii_alphabetic();
    let check = source.byte(at + 2).is_ascii_digit() && source.byte(at + 3).is_ascii_digit();
    if !letters || !check || source.joined_to_word_before(at) {
        return None;
    }
    let country = source.slice(at, at + 2).to_ascii_uppercase();
    let (_, length) = LENGTHS.iter().find(|(known, _)| *known == country)?;
    let mut written = Vec::with_capacity(*length);
    let mut here = at;
    while written.len() < *length {
        match source.byte(here) {
            byte if byte.is_ascii_alphanumeric() => written.push(byte.to_ascii_uppercase()),
            b' ' if source.byte(here + 1).is_ascii_alphanumeric() => {}
            _ => return None,
        }
        here += 1;
    }
    let (head, tail) = written.split_at_checked(4)?;
    let rest = tail.iter().chain(head).fold(0_u32, |rest, byte| {
        let value = if byte.is_ascii_digit() { u32::from(byte - b'0') } else { u32::from(byte - b'A') + 10 };
        (rest * if value > 9 { 100 } else { 10 } + value) % 97
    });
    (rest == 1 && !source.word_at(here)).then_some(here)
}
