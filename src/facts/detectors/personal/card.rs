//! Owns the numbers of payment cards: 13 to 19 digits that start as a card does, are grouped as on a card and pass its
//! check. It must not know about bank accounts.

use super::digits::{Grouped, luhn, starts_number};
use crate::facts::detectors::source::Source;
use crate::span::Span;

/// Appends every card number.
pub(super) fn find(source: &Source<'_>, found: &mut Vec<Span>) {
    let mut at = 0;
    while at < source.text.len() {
        if !starts_number(source, at) {
            at += 1;
            continue;
        }
        let number = Grouped::read(source, at, 19);
        let end = (1..=number.groups.len()).rev().find_map(|count| card_end(source, &number, count));
        match end {
            Some(end) => {
                found.push(Span::new(at, end));
                at = end;
            }
            None => at = source.skip(at, |byte| byte.is_ascii_digit()).max(at + 1),
        }
    }
}

/// The end of the first `count` groups, if they are a card number.
fn card_end(source: &Source<'_>, number: &Grouped, count: usize) -> Option<usize> {
    let (_, end) = *number.groups.get(count.checked_sub(1)?)?;
    let shape = number.shape(count);
    let digits = number.digits.get(..shape.iter().sum())?;
    let grouped = matches!(shape.as_slice(), [13..=19] | [4, 4, 4, 1..=4] | [4, 4, 4, 4, 1..=3] | [4, 6, 4 | 5]);
    (grouped && !source.word_at(end) && is_issued(digits) && luhn(digits)).then_some(end)
}

/// Whether some network issues cards of this start and length.
fn is_issued(digits: &[u8]) -> bool {
    let start = |count: usize| digits.iter().take(count).fold(0_u32, |start, digit| start * 10 + u32::from(*digit));
    match digits.len() {
        13 => start(1) == 4,
        14 => matches!(start(2), 30 | 36 | 38 | 39),
        15 => matches!(start(2), 34 | 37),
        16 => {
            start(1) == 4
                || (51..=55).contains(&start(2))
                || (2221..=2720).contains(&start(4))
                || matches!(start(2), 35 | 36 | 50 | 56..=58 | 60 | 62..=65 | 81)
        }
        17..=19 => start(1) == 4 || matches!(start(2), 50 | 56..=58 | 60 | 62..=65),
        _ => false,
    }
}
