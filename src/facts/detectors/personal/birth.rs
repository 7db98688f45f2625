//! Owns dates of birth: a date near a word for it. It must not know how dates are written.

use crate::facts::detectors::source::{Source, listed};
use crate::facts::detectors::{Detection, Detector};
use crate::span::Span;

/// How many words may stand between the word and the date.
const WITHIN: usize = 4;

const PERSONS: &[&str] = &["you", "your", "he", "she", "his", "her", "they", "son", "daughter", "husband", "wife"];

/// What is born and is no customer.
const NOT_PERSONS: &[&str] = &[
    "our",
    "we",
    "us",
    "bakery",
    "business",
    "company",
    "shop",
    "restaurant",
    "brand",
    "app",
    "idea",
    "recipe",
    "hotel",
    "cafe",
    "team",
    "place",
];

/// Appends every date of birth, from the word for it to the end of the date.
pub(super) fn find(source: &Source<'_>, detections: &[Detection], found: &mut Vec<Span>) {
    for date in detections.iter().filter(|detection| detection.kind == Detector::Date) {
        // The last word first.
        let before: Vec<(usize, &str)> = source.words_before(date.span.start).take(WITHIN + 4).collect();
        let with_year = has_year(date.span.of(source.text));
        if let Some(start) = (0..WITHIN).find_map(|index| word_start(&before, index, with_year)) {
            found.push(Span::new(start, date.span.end));
        }
    }
}

/// The start of the word for a birth that ends with the word at `index` of `before`.
fn word_start(before: &[(usize, &str)], index: usize, with_year: bool) -> Option<usize> {
    let is = |offset: usize, wanted: &str| {
        before.get(index + offset).is_some_and(|(_, word)| word.eq_ignore_ascii_case(wanted))
    };
    let start = |offset: usize| before.get(index + offset).map(|(start, _)| *start);
    if is(0, "dob") || is(0, "birthdate") {
        return start(0);
    }
    if is(0, "date") && is(1, "birth") {
        return start(1);
    }
    if (is(0, "birth") && is(1, "of") && is(2, "date")) || (is(0, "b") && is(1, "o") && is(2, "d")) {
        return start(2);
    }
    // The day alone is a party; with the year it is a date of birth. A bakery is born, too.
    let earlier = before.iter().skip(index + 1).take(3);
    let person = earlier.clone().any(|(_, word)| listed(PERSONS, word));
    let thing = earlier.clone().any(|(_, word)| listed(NOT_PERSONS, word));
    ((is(0, "born") || is(0, "birthday")) && with_year && (person || !thing)).then(|| start(0))?
}

/// Whether a date holds a year: four digits, or three groups.
fn has_year(date: &str) -> bool {
    let groups: Vec<&str> =
        date.split(|letter: char| !letter.is_ascii_digit()).filter(|group| !group.is_empty()).collect();
    groups.len() == 3 || groups.iter().any(|group| group.len() == 4)
}
