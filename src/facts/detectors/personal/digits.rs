//! Owns what numbers of several kinds have in common: groups of digits, and check digits. It must not know what a number
//! stands for.

use crate::facts::detectors::source::Source;

/// A number written in groups: its digits, the length of each group and where it ends.
#[derive(Debug, Default)]
pub(super) struct Grouped {
    /// The values of the digits.
    pub(super) digits: Vec<u8>,
    /// For each group: how many digits it has, and the byte after it.
    pub(super) groups: Vec<(usize, usize)>,
}

impl Grouped {
    /// Reads groups of digits from `at`, with one space or hyphen between them, up to `most` digits.
    pub(super) fn read(source: &Source<'_>, at: usize, most: usize) -> Self {
        let mut number = Self::default();
        let mut here = at;
        loop {
            let end = source.skip(here, |byte| byte.is_ascii_digit());
            if end == here || number.digits.len() + (end - here) > most {
                return number;
            }
            number.digits.extend(source.slice(here, end).bytes().map(|byte| byte - b'0'));
            number.groups.push((end - here, end));
            if !matches!(source.byte(end), b' ' | b'-') {
                return number;
            }
            here = end + 1;
        }
    }

    /// The lengths of the first `count` groups, as one comparable list.
    pub(super) fn shape(&self, count: usize) -> Vec<usize> {
        self.groups.iter().take(count).map(|(length, _)| *length).collect()
    }
}

/// Whether a number may start at `at`: nothing is joined to it, and it does not go on from another one.
pub(super) fn starts_number(source: &Source<'_>, at: usize) -> bool {
    if !source.byte(at).is_ascii_digit() || source.joined_to_word_before(at) {
        return false;
    }
    let before = source.byte_before(at);
    let digit_before = at >= 2 && source.byte(at - 2).is_ascii_digit();
    before != b'+' && !(digit_before && matches!(before, b'-' | b' ' | b'.' | b',' | b'/' | b':'))
}

/// Whether nothing goes on at `end`: no letter, no digit, no further group.
pub(super) fn ends_number(source: &Source<'_>, end: usize) -> bool {
    let more = source.byte(end + 1).is_ascii_digit() && matches!(source.byte(end), b'-' | b' ' | b'.' | b',' | b'/');
    !source.word_at(end) && !more
}

/// The check of payment cards, IMEIs and many ids: every second digit from the right counts double.
pub(super) fn luhn(digits: &[u8]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(index, digit)| {
            let value = u32::from(*digit) * if index % 2 == 1 { 2 } else { 1 };
            if value > 9 { value - 9 } else { value }
        })
        .sum();
    sum.is_multiple_of(10)
}

/// The rest of a long number divided by `by`.
pub(super) fn remainder(digits: &[u8], by: u32) -> u32 {
    digits.iter().fold(0, |rest, digit| (rest * 10 + u32::from(*digit)) % by)
}

/// The check of Verhoeff, which the Indian Aadhaar uses.
pub(super) fn verhoeff(digits: &[u8]) -> bool {
    const SHIFT: [u8; 10] = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];
    let mut check = 0;
    for (index, digit) in digits.iter().rev().enumerate() {
        let shifted = (0..index % 8).fold(*digit, |value, _| SHIFT.get(usize::from(value)).copied().unwrap_or(0));
        check = dihedral(check, shifted);
    }
    check == 0
}

/// The product of two elements of the dihedral group of order ten: 0 to 4 turn, 5 to 9 turn over.
const fn dihedral(left: u8, right: u8) -> u8 {
    match (left < 5, right < 5) {
        (true, true) => (left + right) % 5,
        (true, false) => 5 + (left + right - 5) % 5,
        (false, true) => 5 + (left + 5 - right) % 5,
        (false, false) => (left + 5 - right) % 5,
    }
}
