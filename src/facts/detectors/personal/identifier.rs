//! Owns the numbers that businesses give to what a customer does: orders, bookings, tickets, accounts, rooms. A number
//! counts only beside its word. It must not know whether a customer is meant to quote it.

use crate::facts::detectors::source::{Source, listed};
use crate::facts::detectors::{Detection, Detector};
use crate::span::Span;

/// Words whose number leads to a person even without a mark: `order HR-48213`, `booking 88123`.
const PLAIN: &[&str] = &[
    "order",
    "booking",
    "reservation",
    "invoice",
    "ticket",
    "token",
    "account",
    "policy",
    "confirmation",
    "reference",
    "claim",
    "transaction",
    "itinerary",
];

/// Words that need a mark: `case no. 4411`, `ref: 9120`.
const MARKED: &[&str] = &[
    "case",
    "tracking",
    "complaint",
    "request",
    "incident",
    "receipt",
    "membership",
    "member",
    "application",
    "docket",
    "consignment",
    "customer",
    "patient",
    "ref",
    "sr",
    "folio",
    "serial",
    "loyalty",
];

/// What says that a number follows.
const MARKS: &[&str] = &["id", "ids", "no", "nr", "number", "num", "code", "ref", "reference"];

/// Appends every identifier, from its word to the end of the number.
pub(super) fn find(source: &Source<'_>, detections: &[Detection], found: &mut Vec<Span>) {
    let mut at = 0;
    while at < source.text.len() {
        if !source.byte(at).is_ascii_alphabetic() {
            at += 1;
            continue;
        }
        let end = source.skip(at, |byte| byte.is_ascii_alphabetic());
        let word = source.slice(at, end);
        let joined = source.joined_to_word_before(at) || source.word_at(end);
        let number =
            if joined || !(2..=12).contains(&word.len()) { None } else { after(source, detections, word, end) };
        match number {
            Some(number_end) => {
                found.push(Span::new(at, number_end));
                at = number_end;
            }
            None => at = end,
        }
    }
}

/// The end of the number after the word that ends at `end`, if it is one that has such numbers.
fn after(source: &Source<'_>, detections: &[Detection], word: &str, end: usize) -> Option<usize> {
    if word.eq_ignore_ascii_case("room") {
        return room(source, end);
    }
    if word.eq_ignore_ascii_case("card") || word.eq_ignore_ascii_case("account") {
        let masked = masked(source, end);
        if masked.is_some() {
            return masked;
        }
    }
    let plain = listed(PLAIN, word);
    if !plain && !listed(MARKED, word) {
        return None;
    }
    let (start, marked) = skip_marks(source, end);
    let number_end = source.skip(start, |byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'/'));
    let number_end = source.skip_back(number_end, |byte| matches!(byte, b'-' | b'/')).max(start);
    // `114401in your mail`: the blank is missing, and the word is none of the number's.
    let glued = source.skip_back(number_end, |byte| byte.is_ascii_lowercase());
    let number_end = if glued > start && source.byte_before(glued).is_ascii_digit() { glued } else { number_end };
    let number = source.slice(start, number_end);
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    let letters = number.bytes().filter(u8::is_ascii_alphabetic).count();
    // Words with a digit in them (`covid19`, `24h`) are no numbers of an order; its letters are capitals, or few.
    let shouted = !number.bytes().any(|byte| byte.is_ascii_lowercase()) || (letters <= 3 && digits >= 4);
    if start == end || digits < 3 || letters > 6 || !shouted {
        return None;
    }
    if !marked && (!plain || (letters == 0 && digits < 5) || is_something_else(source, detections, start, number_end)) {
        return None;
    }
    Some(number_end)
}

/// Where the number starts, and whether something says that it is one.
fn skip_marks(source: &Source<'_>, from: usize) -> (usize, bool) {
    let mut here = from;
    let mut marked = false;
    for _ in 0..4 {
        let gap = source.skip(here, |byte| matches!(byte, b' ' | b'.' | b'(' | b'#' | b':' | b'=' | b'-'));
        let gap = source
            .from(gap)
            .strip_prefix(['–', '—'])
            .map_or(gap, |rest| source.skip_spaces(source.text.len() - rest.len()));
        marked |= source.slice(here, gap).contains(['#', ':', '=']);
        here = gap;
        let end = source.skip(here, |byte| byte.is_ascii_alphabetic());
        let word = source.slice(here, end);
        let mark = listed(MARKS, word);
        if source.word_at(end) || !(mark || (marked && listed(&["is", "was"], word))) {
            break;
        }
        marked = true;
        here = end;
    }
    (here, marked)
}

/// Whether the number is a price, a date, a telephone number, or counts something: `in order 50000 guests …`.
fn is_something_else(source: &Source<'_>, detections: &[Detection], start: usize, end: usize) -> bool {
    let span = Span::new(start, end);
    // Sorted, and no two overlap.
    let first = detections.partition_point(|detection| detection.span.end <= span.start);
    let typed =
        detections.iter().skip(first).take_while(|detection| detection.span.start < span.end).any(|detection| {
            detection.span.overlaps(span)
                && matches!(
                    detection.kind,
                    Detector::Money
                        | Detector::Date
                        | Detector::Time
                        | Detector::Phone
                        | Detector::Url
                        | Detector::Email
                )
        });
    let decimal = matches!(source.byte(end), b'.' | b',') && source.byte(end + 1).is_ascii_digit();
    typed || decimal || source.byte(end) == b'%'
}

/// `room 214`, `room no. 7`. One or two digits alone count rooms.
fn room(source: &Source<'_>, end: usize) -> Option<usize> {
    let (start, marked) = skip_marks(source, end);
    let number_end = source.skip(start, |byte| byte.is_ascii_digit());
    let digits = number_end - start;
    let letter = usize::from(digits > 0 && source.byte(number_end).is_ascii_alphabetic());
    let fits = if marked { (1..=4).contains(&digits) } else { (3..=4).contains(&digits) };
    let goes_on = matches!(source.byte(number_end), b'.' | b',' | b':') && source.byte(number_end + 1).is_ascii_digit();
    let ends = !source.word_at(number_end + letter) && !goes_on;
    (start > end && fits && ends).then_some(number_end + letter)
}

/// `card ending in 4471`, `account ends ••••4471`.
fn masked(source: &Source<'_>, end: usize) -> Option<usize> {
    let mut here = source.skip_spaces(end);
    if source.has_word(here, "number") {
        here = source.skip_spaces(here + "number".len());
    }
    let verb = ["ending", "ends", "ended", "finishing"].into_iter().find(|verb| source.has_word(here, verb))?;
    here = source.skip_spaces(here + verb.len());
    for word in ["in", "with", "on"] {
        if source.has_word(here, word) {
            here = source.skip_spaces(here + word.len());
            break;
        }
    }
    while let Some(sign) = source.char_at(here).filter(|sign| matches!(sign, ':' | ' ' | 'x' | 'X' | '*' | '#' | '•'))
    {
        here += sign.len_utf8();
    }
    let number_end = source.skip(here, |byte| byte.is_ascii_digit());
    (matches!(number_end - here, 3 | 4) && !source.word_at(number_end)).then_some(number_end)
}
