//! Owns reading `[timeliness]`: how long reviews may wait, by their stars. It must not know what is late.

use crate::config::UNKNOWN_STARS;
use crate::pack::raw::Spanned;
use crate::patience::Stars;
use crate::toml_table::{Reader, Table, Value, integer, parse_range, span_of};

/// The longest wait that can be meant, in hours: ten years.
pub(crate) const LONGEST_WAIT: u32 = 10 * 366 * 24;

/// `within-hours = { "1..=2" = 24, "3" = 72, unknown = 168 }`.
pub(super) fn read_within_hours(reader: &mut Reader<'_>, root: &mut Table<'_>) -> Vec<(Stars, u32)> {
    let Some(mut table) = reader.subtable(root, "timeliness", "[timeliness]") else { return Vec::new() };
    reader.require(&table, "within-hours");
    let hours = reader.subtable(&mut table, "within-hours", "`within-hours`");
    reader.finish(table);
    let Some(hours) = hours else { return Vec::new() };
    if hours.entries().is_empty() {
        reader.missing(&hours, "how many hours for which stars", "`within-hours` sets nothing".to_owned());
    }
    let mut read: Vec<(Stars, u32)> = Vec::new();
    for (key, value) in hours.entries() {
        let stars = stars(reader, key);
        let count = count(reader, key, value);
        let Some(stars) = stars else { continue };
        if let Some(twice) = read.iter().find_map(|(known, _)| shared(*known, stars)) {
            let message = format!("`within-hours` says twice how long reviews with {} may wait", twice.in_words());
            reader.report(reader.mistake("overlap", key.span, message).label("named before"));
        }
        read.extend(count.map(|count| (stars, count)));
    }
    read
}

fn stars(reader: &mut Reader<'_>, key: &Spanned<String>) -> Option<Stars> {
    if key.value == UNKNOWN_STARS {
        return Some(Stars::Unknown);
    }
    let Some(range) = parse_range(&key.value) else {
        let mistake = reader.mistake("bad-range", key.span, format!("“{}” are no stars", key.value));
        let help = "write \"1..=2\", \"3\" or \"<=2\", or unknown for reviews without stars";
        reader.report(mistake.label("not a range of stars").help(help));
        return None;
    };
    let is_outside = |end: Option<usize>| end.is_some_and(|end| !(1..=5).contains(&end));
    match range.within(1, 5).filter(|_| !is_outside(range.low) && !is_outside(range.high)) {
        Some((low, high)) => Some(Stars::Known(u8::try_from(low).ok()?, u8::try_from(high).ok()?)),
        None => {
            let mistake = reader.mistake("bad-rating", key.span, "a rating goes from 1 to 5");
            reader.report(mistake.label("no review has these stars"));
            None
        }
    }
}

fn count(reader: &mut Reader<'_>, key: &Spanned<String>, value: &Value<'_>) -> Option<u32> {
    let Some(number) = integer(value) else {
        reader.wrong_type(value, &format!("`{}`", key.value), "a whole number of hours");
        return None;
    };
    let count = u32::try_from(number).ok().filter(|count| (1..=LONGEST_WAIT).contains(count));
    if count.is_none() {
        let mistake = reader.mistake("bad-number", span_of(value), format!("nobody waits {number} hours"));
        reader.report(mistake.label(format!("must be 1 to {LONGEST_WAIT}")));
    }
    count
}

/// The stars that are in both.
fn shared(left: Stars, right: Stars) -> Option<Stars> {
    match (left, right) {
        (Stars::Unknown, Stars::Unknown) => Some(Stars::Unknown),
        (Stars::Known(from, to), Stars::Known(low, high)) => {
            let (low, high) = (from.max(low), to.min(high));
            (low <= high).then_some(Stars::Known(low, high))
        }
        _ => None,
    }
}
