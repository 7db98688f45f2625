//! Owns shouted words: runs of words in capitals that are no abbreviations, brands or initials.
//! It must not know how many are too many.

use super::Detector;
use super::source::{Source, listed};
use crate::span::Span;

/// Abbreviations and names that are written in capitals. They neither start nor end a run, but do not break one.
const ABBREVIATIONS: &[&str] = &[
    "OK", "UK", "USA", "US", "EU", "UAE", "NYC", "LA", "DC", "FAQ", "FAQS", "BBQ", "VIP", "HVAC", "TV", "TVS", "ID",
    "IDS", "PIN", "SMS", "MMS", "PDF", "GPS", "CEO", "CFO", "COO", "CTO", "CRM", "ATM", "AM", "PM", "DM", "DMS", "PR",
    "HR", "NHS", "GDPR", "HIPAA", "COVID", "IKEA", "WIFI", "USB", "IOS", "API", "APP", "URL", "HTML", "HTTP", "HTTPS",
    "WWW", "DVD", "CD", "PC", "PCS", "CCTV", "VAT", "GST", "IRS", "FBI", "BBC", "CNN", "NBC", "ITV", "MTV", "KFC",
    "BMW", "VW", "GMC", "NASA", "NATO", "FIFA", "UEFA", "NBA", "NFL", "NHL", "MLB", "UFC", "WWE", "USPS", "UPS", "DHL",
    "DPD", "FEDEX", "EVRI", "AAA", "BBB", "FDA", "CDC", "OSHA", "ADA", "EPA", "DOT", "DMV", "VIN", "SUV", "SUVS",
    "ABS", "AC", "DC", "LED", "LCD", "HD", "UHD", "QR", "NFC", "SIM", "RAM", "CPU", "GPU", "SSD", "OTP", "KYC", "UPI",
    "PAN", "IFSC", "NEFT", "IMPS", "RTGS", "EMI", "IVR", "ISP", "VPN", "DNS", "SSL", "SEO", "SEM", "ROI", "KPI", "B2B",
    "SAAS", "ERP", "POS", "EPOS", "ETA", "ASAP", "FYI", "TBC", "TBA", "RSVP", "DIY", "AKA", "PS", "NB", "IE", "EG",
    "RE", "CC", "BCC", "FAO", "ATTN", "PO", "MD", "DDS", "DMD", "RN", "NP", "PA", "GP", "GPS", "ER", "ICU", "MRI",
    "CT", "ENT", "OB", "GYN", "OBGYN", "IVF", "DNA", "HIV", "ADHD", "PTSD", "CBD", "PPE", "RVS", "RV", "BNB", "BYOB",
    "IPA", "AGM", "GM", "SVP", "VP", "HQ", "NGO", "LLC", "LTD", "INC", "PLC", "PTY", "LLP", "GMBH", "BV", "NV", "SA",
    "AED", "USD", "EUR", "GBP", "AUD", "CAD", "INR", "NZD", "SGD", "MOT", "DVLA", "DVSA", "AA", "RAC", "HGV", "LPG",
    "EV", "EVS", "ABN", "ACN", "EIN", "SSN", "LGBT", "LGBTQ", "LGBTQIA", "BAME", "AI", "IT", "UI", "UX", "OS", "II",
    "III", "IV", "VI", "VII", "VIII", "IX", "XI", "XII", "XL", "XXL", "XS", "NSW", "QLD", "VIC", "NZ", "JR", "SR",
    "MR", "MRS", "MS", "DR", "ST", "RD", "AVE", "BLVD", "HWY", "NE", "NW", "SE", "SW", "BST", "GMT", "EST", "PST",
    "CST", "UTC", "CET", "IST", "AEST", "STEM", "PHD", "BA", "BSC", "MBA", "CV", "GCSE", "SAT", "TSA", "JFK", "LAX",
    "LHR",
];

/// Words that people shout. A lone short word in capitals counts only if it is one of these: anything else is as likely
/// a brand or an abbreviation that nobody listed.
const SHOUTED: &[&str] = &[
    "ABOUT", "AFTER", "AGAIN", "ALL", "ALWAYS", "AND", "ANY", "ANYONE", "ARE", "ASK", "ASKED", "AVOID", "AWFUL", "BAD",
    "BEEN", "BEFORE", "BEST", "BETTER", "BOTH", "BUT", "CALL", "CAN", "CANNOT", "CANT", "CLEAN", "CLEAR", "COME",
    "COULD", "DAY", "DEAR", "DID", "DIDNT", "DOES", "DOESNT", "DONE", "DONT", "DOWN", "EACH", "ENJOY", "EVEN", "EVER",
    "EVERY", "FACT", "FACTS", "FAKE", "FALSE", "FAULT", "FINAL", "FIRST", "FIVE", "FOOD", "FOR", "FREE", "FROM",
    "FULL", "GET", "GIVE", "GO", "GONE", "GOOD", "GOT", "GREAT", "GUEST", "HAD", "HAPPY", "HAS", "HATE", "HAVE",
    "HELL", "HELP", "HER", "HERE", "HIS", "HOPE", "HOW", "HUGE", "ISNT", "JUST", "KEEP", "KNOW", "LAST", "LATE",
    "LEFT", "LESS", "LIAR", "LIE", "LIED", "LIES", "LONG", "LOVE", "LOVED", "LOW", "LYING", "MADE", "MAKE", "MANY",
    "MEAN", "MONEY", "MORE", "MOST", "MUCH", "MUST", "NEED", "NEVER", "NEW", "NEXT", "NICE", "NOBODY", "NONE", "NOPE",
    "NOT", "NOW", "OFF", "ONCE", "ONE", "ONLY", "OTHER", "OUR", "OUT", "OVER", "OWN", "PAID", "PAY", "POOR", "PRICE",
    "PROOF", "READ", "REAL", "RIGHT", "RUDE", "SAID", "SALE", "SAME", "SAY", "SCAM", "SHE", "SHOULD", "SLOW", "SOME",
    "SORRY", "STAR", "STARS", "STILL", "STOP", "SUCH", "SUCKS", "SUPER", "SURE", "TAKE", "TEAM", "TELL", "THANK",
    "THANKS", "THAT", "THE", "THEIR", "THEM", "THEN", "THERE", "THESE", "THEY", "THING", "THIS", "THOSE", "TIME",
    "TODAY", "TOLD", "TOO", "TRUE", "TRUTH", "TRY", "TWICE", "TWO", "UNTIL", "USE", "USED", "VERY", "WAIT", "WANT",
    "WAS", "WASNT", "WELL", "WENT", "WERE", "WHAT", "WHEN", "WHERE", "WHO", "WHY", "WILL", "WISH", "WITH", "WONT",
    "WORK", "WORST", "WOULD", "WOW", "WRONG", "YEAR", "YES", "YET", "YOU", "YOUR", "YOURS",
];

/// Words of two letters that belong to a run but make none, since they are initials as often.
const SHORT: &[&str] = &[
    "AM", "AN", "AS", "AT", "BE", "BY", "DO", "GO", "HE", "HI", "IF", "IN", "IS", "IT", "ME", "MY", "NO", "OF", "OH",
    "ON", "OR", "SO", "TO", "UP", "US", "WE",
];

/// Words after which a name in capitals is just a name as the platform shows it.
const SALUTATIONS: &[&str] = &["hi", "hello", "hey", "dear", "hiya", "mr", "mrs", "ms", "dr", "miss"];

/// Words of a slot that was to be filled in: `INSERT NAME`, `YOUR NAME HERE`.
const SLOTS: &[&str] = &[
    "INSERT",
    "ADD",
    "YOUR",
    "NAME",
    "HERE",
    "CUSTOMER",
    "GUEST",
    "CLIENT",
    "PATIENT",
    "BUSINESS",
    "COMPANY",
    "HOTEL",
    "PHONE",
    "NUMBER",
    "EMAIL",
    "ADDRESS",
    "DATE",
    "MANAGER",
    "TITLE",
    "FIRST",
    "LAST",
    "REVIEWER",
    "RESTAURANT",
    "STORE",
    "LOCATION",
    "LINK",
    "THE",
    "OF",
    "STAFF",
];

#[derive(Clone, Copy, PartialEq)]
enum Weight {
    /// Makes a run.
    Strong,
    /// Counts beside a strong one: a word of two letters, or one that may be a name or an abbreviation.
    Weak,
    /// Only joins: a known abbreviation, or `I`.
    Joining,
}

struct Word {
    span: Span,
    weight: Weight,
}

/// The run of words in capitals that starts at `at`: what it is (nothing, for abbreviations alone), the bytes of what
/// was found, and where the words in capitals end. None where no word in capitals starts here.
pub(super) fn run(source: &Source<'_>, at: usize) -> Option<(Option<Detector>, Span, usize)> {
    if !source.byte(at + 1).is_ascii_uppercase() && !opens_with_single_letter(source, at) {
        return None;
    }
    let mut words: Vec<Word> = Vec::new();
    let mut here = at;
    let mut sentence_start = true;
    while let Some(end) = capital_word_end(source, here) {
        let word = source.slice(here, end);
        words.push(Word { span: Span::new(here, end), weight: weight(source, here, word, sentence_start) });
        let Some(next) = next_word(source, end) else { break };
        sentence_start = false;
        here = next;
    }
    let end = words.last()?.span.end;
    let span = Span::new(at, end);
    if is_slot(source.slice(at, end)) {
        return Some((Some(Detector::Placeholder), span, end));
    }
    let salutation = named_before(source, at);
    let first = words.iter().position(|word| word.weight == Weight::Strong);
    let last = words.iter().rposition(|word| word.weight == Weight::Strong);
    let (Some(mut first), Some(mut last)) = (first, last) else { return Some((None, span, end)) };
    if salutation && words.len() <= 3 {
        return Some((None, span, end));
    }
    while let Some(before) = first.checked_sub(1).filter(|before| weight_at(&words, *before) == Weight::Weak) {
        first = before;
    }
    while weight_at(&words, last + 1) == Weight::Weak {
        last += 1;
    }
    let start = words.get(first).map_or(at, |word| word.span.start);
    let stop = words.get(last).map_or(end, |word| word.span.end);
    Some((Some(Detector::Caps), Span::new(start, stop), end))
}

/// Whether a salutation stands right before `at`, with at most one name in between: `Dear Maria LOPEZ`.
fn named_before(source: &Source<'_>, at: usize) -> bool {
    let mut end = at;
    for (start, word) in source.words_before(at).take(2) {
        let joined = source.slice(start + word.len(), end).bytes().all(|byte| matches!(byte, b' ' | b'.'));
        if !joined {
            return false;
        }
        if listed(SALUTATIONS, word) {
            return true;
        }
        if !word.bytes().next().is_some_and(|byte| byte.is_ascii_uppercase()) {
            return false;
        }
        end = start;
    }
    false
}

fn weight_at(words: &[Word], index: usize) -> Weight {
    words.get(index).map_or(Weight::Joining, |word| word.weight)
}

/// `I HAVE`, `A LIE`: a single letter counts only with a word in capitals after it.
fn opens_with_single_letter(source: &Source<'_>, at: usize) -> bool {
    matches!(source.byte(at), b'I' | b'A')
        && source.byte(at + 1) == b' '
        && source.byte(at + 2).is_ascii_uppercase()
        && source.byte(at + 3).is_ascii_uppercase()
}

/// The end of a word made of capitals (and apostrophes between them): at least two, or `I` or `A`.
fn capital_word_end(source: &Source<'_>, at: usize) -> Option<usize> {
    let mut end = at;
    let mut letters = 0;
    for (offset, character) in source.from(at).char_indices() {
        let here = at + offset;
        let after = here + character.len_utf8();
        if character.is_uppercase() {
            letters += 1;
        } else if !(matches!(character, '\'' | '’')
            && letters > 0
            && source.char_at(after).is_some_and(|next| next.is_uppercase() || next == 's'))
        {
            // `GUESTs`, `iPHONE5`: not a word in capitals. `UK's` is.
            let possessive = source.slice(at, here).ends_with(['\'', '’']) && character == 's';
            if (character.is_alphanumeric() || character == '_') && !possessive {
                return None;
            }
            break;
        }
        end = after;
    }
    while end > at && source.char_before(end).is_some_and(|last| matches!(last, '\'' | '’')) {
        end -= source.char_before(end).map_or(1, char::len_utf8);
    }
    let alone = letters == 1 && matches!(source.slice(at, end), "I" | "A");
    if letters >= 2 || alone { Some(end) } else { None }
}

/// Where the next word starts, if nothing but space, commas, dashes or emphasis lies between.
fn next_word(source: &Source<'_>, end: usize) -> Option<usize> {
    let mut next = end;
    while let Some(character @ (' ' | ',' | '-' | '!' | '?' | '/' | '&' | '*' | '"' | '\u{a0}')) = source.char_at(next)
    {
        next += character.len_utf8();
    }
    let near = next > end && next - end <= 5;
    if near && source.char_at(next).is_some_and(char::is_uppercase) { Some(next) } else { None }
}

fn weight(source: &Source<'_>, at: usize, word: &str, first: bool) -> Weight {
    let bare: String = word.chars().filter(|character| character.is_alphabetic()).collect();
    let letters = bare.chars().count();
    if listed(SHOUTED, &bare) {
        return Weight::Strong;
    }
    if letters <= 2 {
        let number = matches!(source.byte(at + word.len()), b'.' | b':' | b'#');
        // `NO refunds` shouts; `REF NO. 5` does not.
        return match bare.as_str() {
            "NO" if first
                && !number
                && !source.from(at + word.len()).trim_start().starts_with(|next: char| next.is_numeric()) =>
            {
                Weight::Strong
            }
            "SO" | "DO" if first => Weight::Strong,
            _ if listed(SHORT, &bare) => Weight::Weak,
            _ => Weight::Joining,
        };
    }
    if listed(ABBREVIATIONS, &bare) {
        return Weight::Joining;
    }
    let vowels = bare.chars().filter(|letter| matches!(letter, 'A' | 'E' | 'I' | 'O' | 'U' | 'Y')).count();
    if letters >= 6 && vowels >= 2 { Weight::Strong } else { Weight::Weak }
}

fn is_slot(run: &str) -> bool {
    let words: Vec<&str> = run.split(' ').collect();
    let all = words.len() >= 2 && words.iter().all(|word| SLOTS.contains(word));
    all && (words.first() == Some(&"INSERT") || words.contains(&"NAME"))
        || words.first() == Some(&"INSERT") && words.last() == Some(&"HERE")
}
