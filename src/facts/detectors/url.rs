//! Owns web addresses and the parts of host names. It must not know what an address is for.

use super::source::{Source, listed};
use crate::span::Span;

/// Top-level domains that are unlikely to be the first word of a sentence whose space was forgotten.
const STRONG_ENDINGS: &[&str] = &[
    "com",
    "net",
    "org",
    "edu",
    "gov",
    "mil",
    "int",
    "co",
    "io",
    "uk",
    "au",
    "nz",
    "ie",
    "ca",
    "eu",
    "biz",
    "tv",
    "ly",
    "gl",
    "gd",
    "gg",
    "ai",
    "fm",
    "xyz",
    "app",
    "dev",
    "info",
    "mobi",
    "asia",
    "online",
    "shop",
    "jp",
    "cn",
    "hk",
    "tw",
    "kr",
    "sg",
    "ph",
    "ae",
    "za",
    "br",
    "mx",
    "ch",
    "fr",
    "nl",
    "dk",
    "fi",
    "pl",
    "pt",
    "gr",
    "tr",
    "cz",
    "ro",
    "hu",
    "ru",
    "ua",
    "il",
    "qa",
    "kw",
    "lk",
    "pk",
    "bd",
    "vn",
    "th",
    "example",
    "travel",
    "hotel",
    "hotels",
    "restaurant",
    "dental",
    "clinic",
    "cafe",
    "tech",
    "cloud",
    "agency",
    "solutions",
];

/// Top-level domains that are words or common syllables: believed only where something else speaks for an address.
const WEAK_ENDINGS: &[&str] = &[
    "in", "it", "me", "is", "be", "at", "no", "us", "so", "am", "my", "to", "de", "es", "se", "la", "do", "as", "team",
    "help", "care", "pro", "store", "page", "link", "support", "email", "money", "bank", "health", "club", "zone",
    "one", "site", "website", "blog", "chat", "name", "services", "works", "world", "life", "live", "house", "pub",
    "bar", "golf", "fit", "tel", "test", "invalid", "local",
];

/// Under these, a country may follow; anything else after them is the next sentence.
const COUNTRY_FOLLOWS: &[&str] = &["com", "net", "org", "edu", "gov", "co", "ac"];

/// Words before a doubtful address that say that it is one.
const ADDRESS_WORDS: &[&str] = &["visit", "website", "site", "web", "link", "url", "www", "webpage", "homepage"];

/// Brands that are spoken of by the name of their site.
const BRANDS: &[&str] = &[
    "booking.com",
    "hotels.com",
    "amazon.com",
    "amazon.co.uk",
    "trip.com",
    "expedia.com",
    "agoda.com",
    "airbnb.com",
    "tripadvisor.com",
    "vrbo.com",
    "cars.com",
    "apartments.com",
    "match.com",
    "monster.com",
    "wish.com",
    "google.com",
    "justeat.com",
    "lastminute.com",
    "opodo.com",
    "kayak.com",
];

pub(super) fn known_ending(label: &str) -> bool {
    listed(STRONG_ENDINGS, label) || listed(WEAK_ENDINGS, label)
}

/// `https://…`, at its colon.
pub(super) fn with_scheme(source: &Source<'_>, colon: usize) -> Option<Span> {
    if source.byte(colon + 1) != b'/' || source.byte(colon + 2) != b'/' {
        return None;
    }
    let start = source.skip_back(colon, |byte| byte.is_ascii_alphabetic());
    if !["http", "https", "ftp"].contains(&source.slice(start, colon).to_ascii_lowercase().as_str()) {
        return None;
    }
    let body = colon + 3;
    let end = address_end(source, body);
    if end > body { Some(Span::new(start, end)) } else { None }
}

/// `www.example.com`, `example.com/help`, at a dot of the host.
pub(super) fn bare(source: &Source<'_>, dot: usize) -> Option<Span> {
    if !source.byte_before(dot).is_ascii_alphanumeric() || !source.byte(dot + 1).is_ascii_alphanumeric() {
        return None;
    }
    let start = source.skip_back(dot, is_host_byte);
    let start = source.skip(start, |byte| byte == b'-');
    let before = source.char_before(start);
    if before.is_some_and(|before| before.is_alphanumeric() || matches!(before, '@' | '.' | '_' | '/' | '\\')) {
        return None;
    }
    let first_host_end = host_end(source, start)?;
    let host = source.slice(start, first_host_end);
    let has_path = matches!(source.byte(first_host_end), b'/')
        && (source.byte(first_host_end + 1).is_ascii_alphanumeric() || !source.word_at(first_host_end + 1))
        || source.byte(first_host_end) == b'?' && source.byte(first_host_end + 1).is_ascii_alphanumeric();
    let labels: Vec<&str> = host.split('.').collect();
    let has_www = labels.first().is_some_and(|label| label.eq_ignore_ascii_case("www"));
    if !has_www && !host.bytes().any(|byte| byte.is_ascii_alphabetic()) {
        return None;
    }
    // `5.app`: a numbered list without its space.
    if labels.len() == 2 && !labels.first().is_some_and(|label| label.bytes().any(|byte| byte.is_ascii_alphabetic())) {
        return None;
    }
    let ending = labels.last().copied().unwrap_or("");
    let shouted = !host.bytes().any(|byte| byte.is_ascii_lowercase());
    if !shouted && ending.bytes().any(|byte| byte.is_ascii_uppercase()) && !has_www {
        return None;
    }
    let announced = source.words_before(start).next().is_some_and(|(_, word)| listed(ADDRESS_WORDS, word));
    // `example.co.in`, `help.example.in`: nobody forgets the space twice around a word of some length.
    let long = labels.len() >= 3
        && labels.iter().rev().nth(1).is_some_and(|label| label.len() >= 4 || listed(COUNTRY_FOLLOWS, label));
    let trusted = has_www || has_path || announced || long;
    if !trusted && (listed(WEAK_ENDINGS, ending) || is_brand(host, &labels)) {
        return None;
    }
    // `e.g.com`: an abbreviation, not a host.
    if !trusted && labels.iter().all(|label| label.len() <= 2) {
        return None;
    }
    if !has_www && is_brand(host, &labels) && !has_path && !announced {
        return None;
    }
    let end = if has_path { address_end(source, first_host_end).max(first_host_end) } else { first_host_end };
    Some(Span::new(start, end))
}

/// `Booking.com`, `Amazon.co.uk`: a name with a capital, or a known one.
fn is_brand(host: &str, labels: &[&str]) -> bool {
    let name = labels.first().copied().unwrap_or("");
    let capitalised = name.bytes().next().is_some_and(|byte| byte.is_ascii_uppercase())
        && name.bytes().any(|byte| byte.is_ascii_lowercase());
    (capitalised && labels.len() <= 3) || listed(BRANDS, host)
}

/// The end of a host name that starts at `start`: the last label that can end one. None where no label can.
pub(super) fn host_end(source: &Source<'_>, start: usize) -> Option<usize> {
    let mut end = None;
    let mut label_start = start;
    let mut labels = 0_usize;
    let mut country_may_follow = false;
    let mut lower = false;
    loop {
        let label_end = source.skip(label_start, is_host_byte);
        let label_end = source.skip_back(label_end, |byte| byte == b'-').max(label_start);
        let label = source.slice(label_start, label_end);
        if label.is_empty() || label.len() > 63 {
            break;
        }
        labels += 1;
        if country_may_follow && label.len() != 2 {
            break;
        }
        // A capital after a whole host in lower case starts the next sentence: `example.com.Please`.
        if end.is_some() && lower && label.bytes().next().is_some_and(|byte| byte.is_ascii_uppercase()) {
            break;
        }
        // `café.com.é`: the label goes on outside ASCII.
        if source.word_at(label_end) {
            break;
        }
        lower |= label.bytes().any(|byte| byte.is_ascii_lowercase());
        country_may_follow = labels >= 2 && listed(COUNTRY_FOLLOWS, label);
        if labels >= 2 && known_ending(label) {
            end = Some(label_end);
        }
        if source.byte(label_end) != b'.' || !source.byte(label_end + 1).is_ascii_alphanumeric() {
            break;
        }
        label_start = label_end + 1;
    }
    end
}

pub(super) const fn is_host_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'-'
}

/// The end of an address whose host or path goes on from `from`: up to a space or a quotation mark, without the
/// punctuation of the sentence around it.
fn address_end(source: &Source<'_>, from: usize) -> usize {
    let mut end = from;
    for (offset, character) in source.from(from).char_indices() {
        let ends = character.is_whitespace()
            || character.is_control()
            || matches!(character, '<' | '>' | '"' | '\'' | '{' | '}' | '|' | '\\' | '^' | '`')
            || (!character.is_ascii() && !character.is_alphanumeric());
        if ends {
            break;
        }
        end = from + offset + character.len_utf8();
    }
    let count = |wanted: char| source.slice(from, end).matches(wanted).count();
    let (mut round, mut square) = (count(')').saturating_sub(count('(')), count(']').saturating_sub(count('[')));
    while end > from {
        match source.byte_before(end) {
            b'.' | b',' | b';' | b':' | b'!' | b'?' | b'*' | b'_' | b'~' | b'-' | b'(' | b'[' => {}
            b')' if round > 0 => round -= 1,
            b']' if square > 0 => square -= 1,
            _ => break,
        }
        end -= 1;
    }
    end
}
