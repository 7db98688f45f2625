//! Owns what digits mean when they are no telephone number: money, dates, times, plain numbers.
//! Numbers that are spelt out are words, not numbers. It must not know what an amount is for.

use super::Detector;
use super::source::{Source, listed};
use crate::span::Span;

const CURRENCY_WORDS: &[&str] = &[
    "euro", "euros", "dollar", "dollars", "pound", "pounds", "quid", "buck", "bucks", "cent", "cents", "pence",
    "rupee", "rupees", "yen", "yuan", "dirham", "dirhams", "rand", "lira", "franc", "francs", "peso", "pesos", "baht",
    "ringgit",
];

const CURRENCY_CODES: &[&str] = &[
    "USD", "EUR", "GBP", "AUD", "CAD", "NZD", "INR", "AED", "SGD", "CHF", "JPY", "CNY", "HKD", "ZAR", "TRY", "SEK",
    "NOK", "DKK", "PLN", "MYR", "THB", "PHP", "SAR", "QAR", "BRL", "MXN",
];

/// Before a number: `Rs. 500`.
const CURRENCY_MARKS: &[&str] = &["Rs", "RM", "AED", "Dhs", "Php", "Tk", "Kr"];

const MONTHS: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sep",
    "sept",
    "oct",
    "nov",
    "dec",
];

/// Months that are also words: only a capital makes them months.
const WORDY_MONTHS: &[&str] = &["march", "may", "mar", "jan", "sep", "dec", "august"];

/// The end of the digits from `at` with single dots and commas between digits: `1,200`, `4.2`, `3.1.1`.
fn group_end(source: &Source<'_>, at: usize) -> usize {
    let mut end = source.skip(at, |byte| byte.is_ascii_digit());
    while matches!(source.byte(end), b'.' | b',') && source.byte(end + 1).is_ascii_digit() {
        end = source.skip(end + 1, |byte| byte.is_ascii_digit());
    }
    end
}

fn value(source: &Source<'_>, start: usize, end: usize) -> u32 {
    source.slice(start, end).parse().unwrap_or(u32::MAX)
}

/// Money, a time or a plain number, at its first digit.
pub(super) fn number(source: &Source<'_>, at: usize) -> Option<(Detector, Span)> {
    let end = group_end(source, at);
    if let Some(start) = currency_before(source, at) {
        return Some((Detector::Money, Span::new(start, magnitude_end(source, end))));
    }
    if let Some(end) = currency_after(source, end) {
        return Some((Detector::Money, Span::new(at, end)));
    }
    if let Some(end) = time_end(source, at, end) {
        return Some((Detector::Time, Span::new(at, end)));
    }
    let end = number_end(source, end)?;
    Some((Detector::Number, Span::new(at, end)))
}

/// `£12`, `$5.99`, at the sign.
pub(super) fn money(source: &Source<'_>, at: usize) -> Option<Span> {
    let sign = source.char_at(at).filter(|character| is_sign(*character))?;
    let amount = source.skip_spaces(at + sign.len_utf8());
    if !source.byte(amount).is_ascii_digit() || amount > at + sign.len_utf8() + 1 {
        return None;
    }
    let start = source.skip_back(at, |byte| byte.is_ascii_uppercase());
    // `A$`, `US$`, `CA$`.
    let start = if at - start <= 3 && !source.joined_to_word_before(start) { start } else { at };
    let end = magnitude_end(source, group_end(source, amount));
    Some(Span::new(start, end))
}

const fn is_sign(character: char) -> bool {
    matches!(character, '$' | '£' | '€' | '¥' | '₹' | '₺' | '₽' | '₩' | '₪' | '₫' | '₱' | '฿' | '₦')
}

/// `5k`, `2m`, `Rs 422/-`, `$4.99/month` without the month.
fn magnitude_end(source: &Source<'_>, end: usize) -> usize {
    if source.from(end).starts_with("/-") {
        return end + 2;
    }
    for suffix in ["k", "m", "bn", "million", "l", "cr"] {
        if source.has_word(end, suffix) {
            return end + suffix.len();
        }
    }
    let word = source.skip_spaces(end);
    for suffix in ["million", "billion", "lakh", "lakhs", "crore", "crores"] {
        if source.has_word(word, suffix) {
            return word + suffix.len();
        }
    }
    end
}

/// The start of `Rs.`, `INR`, `USD` right before a number.
fn currency_before(source: &Source<'_>, at: usize) -> Option<usize> {
    let end = source.skip_spaces_back(at);
    if at - end > 1 {
        return None;
    }
    let end = source.skip_back(end, |byte| byte == b'.');
    let start = source.skip_back(end, |byte| byte.is_ascii_alphabetic());
    let word = source.slice(start, end);
    let known = CURRENCY_MARKS.contains(&word) || CURRENCY_CODES.contains(&word) || word == "rs";
    if known && !source.joined_to_word_before(start) { Some(start) } else { None }
}

/// The end of `€`, `euros`, `USD`, `p` right after a number.
fn currency_after(source: &Source<'_>, end: usize) -> Option<usize> {
    let word = source.skip_spaces(end);
    if let Some(sign) = source.char_at(word).filter(|character| is_sign(*character)) {
        let after = word + sign.len_utf8();
        // `10 $5 vouchers`: the sign belongs to the next number.
        return if source.byte(after).is_ascii_digit() { None } else { Some(after) };
    }
    let word_end = source.skip(word, |byte| byte.is_ascii_alphabetic());
    let letters = source.slice(word, word_end);
    let known = listed(CURRENCY_WORDS, letters) || CURRENCY_CODES.contains(&letters) || letters == "Rs";
    if known && !source.word_at(word_end) { Some(word_end) } else { None }
}

/// The end of `5pm`, `5 p.m.`, `10:30`, `10.30am`, `5 o'clock`.
fn time_end(source: &Source<'_>, at: usize, group: usize) -> Option<usize> {
    let hour_end = source.skip(at, |byte| byte.is_ascii_digit());
    let hour = value(source, at, hour_end);
    if hour > 24 || hour_end - at > 2 {
        return None;
    }
    let mut end = hour_end;
    let mut has_minutes = false;
    if matches!(source.byte(hour_end), b':' | b'.') {
        let minutes_end = source.skip(hour_end + 1, |byte| byte.is_ascii_digit());
        if minutes_end - hour_end == 3 && value(source, hour_end + 1, minutes_end) < 60 {
            has_minutes = source.byte(hour_end) == b':';
            end = minutes_end;
            let seconds_end = source.skip(end + 1, |byte| byte.is_ascii_digit());
            if has_minutes && source.byte(end) == b':' && seconds_end - end == 3 {
                end = seconds_end;
            }
        }
    }
    if let Some(end) = half_day_end(source, end)
        && (1..=12).contains(&hour)
    {
        return Some(end);
    }
    let clock = source.skip_spaces(end);
    for word in ["o'clock", "o’clock", "oclock"] {
        if source.from(clock).get(..word.len()).is_some_and(|text| text.eq_ignore_ascii_case(word)) {
            return Some(clock + word.len());
        }
    }
    if has_minutes && group <= end && !source.word_at(end) {
        return Some(if source.has_word(end, "hrs") { end + 3 } else { end });
    }
    None
}

/// The end of `am`, `p.m.`, after at most one space. The last dot stays out where it also ends the sentence.
fn half_day_end(source: &Source<'_>, from: usize) -> Option<usize> {
    let at = source.skip_spaces(from);
    if !matches!(source.byte(at), b'a' | b'A' | b'p' | b'P') {
        return None;
    }
    let dotted = source.byte(at + 1) == b'.';
    let m = at + 1 + usize::from(dotted);
    if !matches!(source.byte(m), b'm' | b'M') || source.word_at(m + 1) {
        return None;
    }
    let end = m + 1;
    if !dotted || source.byte(end) != b'.' {
        return Some(end);
    }
    let next = source.from(end + 1).trim_start().chars().next();
    let sentence_ends = next.is_none_or(char::is_uppercase);
    Some(if sentence_ends { end } else { end + 1 })
}

/// What may be glued to a number: `50%`, `5th`, `30mins`, `2x`. None for a code such as `4G`.
fn number_end(source: &Source<'_>, end: usize) -> Option<usize> {
    if source.byte(end) == b'%' {
        return Some(end + 1);
    }
    let percent = source.skip_spaces(end);
    if source.byte(percent) == b'%' && percent == end + 1 && !source.word_at(percent + 1) {
        return Some(percent + 1);
    }
    if !source.word_at(end) {
        return Some(end);
    }
    let letters_end = source.skip(end, |byte| byte.is_ascii_alphabetic());
    if source.word_at(letters_end) {
        return None;
    }
    let letters = source.slice(end, letters_end);
    // `4G` is no four grams.
    let lower = if letters.len() > 1 { letters.to_ascii_lowercase() } else { letters.to_owned() };
    match lower.as_str() {
        "st" | "nd" | "rd" | "th" | "k" | "x" | "s" => Some(letters_end),
        "min" | "mins" | "minute" | "minutes" | "h" | "hr" | "hrs" | "hour" | "hours" | "day" | "days" | "week"
        | "weeks" | "month" | "months" | "yr" | "yrs" | "year" | "years" | "sec" | "secs" | "seconds" | "km"
        | "kms" | "mile" | "miles" | "m" | "cm" | "mm" | "ft" | "kg" | "g" | "mg" | "ml" | "l" | "oz" | "lb"
        | "lbs" | "mb" | "gb" | "star" | "stars" | "pm" | "am" | "people" | "times" | "pcs" | "pax" | "c" | "f" => {
            Some(end)
        }
        _ => None,
    }
}

/// `12/05/2024`, `2024-05-12`, `5 May`, `May 5th, 2024`, `May 2024`, at its first digit.
pub(super) fn date(source: &Source<'_>, at: usize) -> Option<Span> {
    if matches!(source.byte_before(at), b'.' | b',' | b'/' | b'$') {
        return None;
    }
    numeric_date(source, at).or_else(|| month_before(source, at)).or_else(|| month_after(source, at))
}

fn numeric_date(source: &Source<'_>, at: usize) -> Option<Span> {
    let first_end = source.skip(at, |byte| byte.is_ascii_digit());
    let separator = source.byte(first_end);
    if !matches!(separator, b'/' | b'-' | b'.') {
        return None;
    }
    let second_end = source.skip(first_end + 1, |byte| byte.is_ascii_digit());
    if source.byte(second_end) != separator {
        return None;
    }
    let third_end = source.skip(second_end + 1, |byte| byte.is_ascii_digit());
    let lengths = (first_end - at, second_end - first_end - 1, third_end - second_end - 1);
    let goes_on = source.byte(third_end) == separator && source.byte(third_end + 1).is_ascii_digit();
    if source.word_at(third_end) || goes_on {
        return None;
    }
    let first = value(source, at, first_end);
    let second = value(source, first_end + 1, second_end);
    let third = value(source, second_end + 1, third_end);
    let day_and_month = |one: u32, two: u32| {
        (1..=31).contains(&one) && (1..=12).contains(&two) || (1..=12).contains(&one) && (1..=31).contains(&two)
    };
    let plausible = match lengths {
        (1..=2, 1..=2, 4) => day_and_month(first, second) && (1900..=2100).contains(&third),
        // `12.5.24` may as well be a version.
        (1..=2, 1..=2, 2) => {
            separator == b'/' && day_and_month(first, second)
                || lengths.0 == 2 && separator == b'-' && day_and_month(first, second)
        }
        (4, 1..=2, 1..=2) => (1900..=2100).contains(&first) && (1..=12).contains(&second) && (1..=31).contains(&third),
        _ => false,
    };
    if plausible { Some(Span::new(at, third_end)) } else { None }
}

fn is_month(word: &str) -> bool {
    listed(MONTHS, word)
        && (word.bytes().next().is_some_and(|byte| byte.is_ascii_uppercase()) || !listed(WORDY_MONTHS, word))
}

const fn is_day(day: u32) -> bool {
    matches!(day, 1..=31)
}

fn is_year(source: &Source<'_>, start: usize, end: usize) -> bool {
    end - start == 4 && (1900..=2100).contains(&value(source, start, end))
}

/// The end of `5` or `5th`.
fn day_end(source: &Source<'_>, at: usize) -> Option<usize> {
    let digits_end = source.skip(at, |byte| byte.is_ascii_digit());
    if digits_end == at || digits_end - at > 2 || !is_day(value(source, at, digits_end)) {
        return None;
    }
    let suffix = ["st", "nd", "rd", "th"].into_iter().find(|suffix| source.has_word(digits_end, suffix));
    let end = digits_end + suffix.map_or(0, str::len);
    let goes_on = matches!(source.byte(end), b'.' | b':' | b'/' | b'%') && source.byte(end + 1).is_ascii_digit();
    if source.word_at(end) || goes_on || source.byte(end) == b'%' { None } else { Some(end) }
}

/// The end of a year after a date: `, 2024`, ` 2024`, `-2024`; `from` itself where there is none.
fn year_end(source: &Source<'_>, from: usize) -> usize {
    let comma = if matches!(source.byte(from), b',' | b'-' | b'/') { from + 1 } else { from };
    let start = source.skip_spaces(comma);
    let end = source.skip(start, |byte| byte.is_ascii_digit());
    if start > from && is_year(source, start, end) && !source.word_at(end) { end } else { from }
}

/// `May 5th, 2024` or `May 2024`, at the first digit.
fn month_before(source: &Source<'_>, at: usize) -> Option<Span> {
    let word_end = source.skip_spaces_back(at);
    let word_end = source.skip_back(word_end, |byte| byte == b'.' || byte == b',');
    let word_end = if word_end == at && source.byte_before(at) == b'-' { at - 1 } else { word_end };
    let start = source.skip_back(word_end, |byte| byte.is_ascii_alphabetic());
    if word_end == at || source.joined_to_word_before(start) || !is_month(source.slice(start, word_end)) {
        return None;
    }
    let digits_end = source.skip(at, |byte| byte.is_ascii_digit());
    if is_year(source, at, digits_end) && !source.word_at(digits_end) {
        return Some(Span::new(start, digits_end));
    }
    if source.slice(word_end, at).contains(',') {
        return None;
    }
    let end = day_end(source, at)?;
    Some(Span::new(start, year_end(source, end)))
}

/// `5th of May 2024`, at the first digit.
fn month_after(source: &Source<'_>, at: usize) -> Option<Span> {
    let day_end = day_end(source, at)?;
    let separator = source.byte(day_end);
    let mut word = source.skip_spaces(day_end);
    if matches!(separator, b'-' | b'/' | b'.') {
        word = source.skip_spaces(day_end + 1);
    }
    if word == day_end {
        return None;
    }
    if source.has_word(word, "of") {
        word = source.skip_spaces(word + 2);
    }
    let word_end = source.skip(word, |byte| byte.is_ascii_alphabetic());
    if !is_month(source.slice(word, word_end)) || source.word_at(word_end) {
        return None;
    }
    Some(Span::new(at, year_end(source, word_end)))
}
