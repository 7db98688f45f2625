//! Owns e-mail addresses and handles, the things with an `@` in them, also where the `@` is spelt out.
//! It must not know whose address it is.

use super::source::{Source, listed};
use super::url::{host_end, is_host_byte, known_ending};
use super::{Detection, Detector};
use crate::span::Span;

/// What people call a mailbox. Only these make an address of `info @ example.com`; `see us @ example.com` is none.
const MAILBOXES: &[&str] = &[
    "info",
    "contact",
    "support",
    "hello",
    "help",
    "sales",
    "admin",
    "office",
    "feedback",
    "care",
    "customercare",
    "customerservice",
    "customersupport",
    "service",
    "services",
    "reservations",
    "reservation",
    "bookings",
    "booking",
    "enquiries",
    "inquiries",
    "manager",
    "management",
    "reception",
    "frontdesk",
    "mail",
    "email",
    "gm",
    "complaints",
    "reviews",
    "team",
    "events",
    "billing",
    "orders",
    "returns",
    "social",
    "media",
    "owner",
    "stay",
    "hi",
];

/// Words after which an address comes.
const ADDRESS_WORDS: &[&str] = &["email", "mail", "emailing", "mailing", "at", "to", "on", "via", "through"];

/// Words after those that are no mailbox: `email us @example.com`.
const NO_MAILBOXES: &[&str] =
    &["us", "me", "them", "him", "her", "here", "now", "online", "the", "our", "instagram", "facebook", "twitter", "x"];

/// `name@example.com` or `info @ example.com`, at the `@`.
pub(super) fn at_sign(source: &Source<'_>, at: usize) -> Option<Span> {
    let start = local_start(source, at);
    if start < at && is_host_byte(source.byte(at + 1)) {
        let end = mail_host_end(source, at + 1)?;
        return Some(Span::new(start, end));
    }
    let word_end = source.skip_spaces_back(at);
    let host = source.skip_spaces(at + 1);
    let start = local_start(source, word_end);
    let local = source.slice(start, word_end);
    let mailbox = listed(MAILBOXES, local) || local.bytes().any(|byte| byte.is_ascii_digit() || b"._".contains(&byte));
    // `email mobile @example.com`: one space too many, and words that expect an address.
    let expected = host == at + 1
        && !listed(NO_MAILBOXES, local)
        && source.words_before(start).next().is_some_and(|(_, word)| listed(ADDRESS_WORDS, word));
    if local.is_empty() || !(mailbox || expected) || at - word_end > 1 || host - at > 2 {
        return None;
    }
    Some(Span::new(start, host_end(source, host)?))
}

/// `info (at) example.com`, `info[at]example[dot]com`, at the bracket.
pub(super) fn bracketed_at(source: &Source<'_>, bracket: usize) -> Option<Span> {
    let close = match source.byte(bracket) {
        b'(' => b')',
        b'[' => b']',
        b'{' => b'}',
        b'<' => b'>',
        _ => return None,
    };
    let inside = source.skip_spaces(bracket + 1);
    let end = match source.byte(inside) {
        b'@' => inside + 1,
        _ if source.has_word(inside, "at") => inside + 2,
        _ => return None,
    };
    let end = source.skip_spaces(end);
    if source.byte(end) != close {
        return None;
    }
    let word_end = source.skip_spaces_back(bracket);
    let start = local_start(source, word_end);
    if start == word_end {
        return None;
    }
    let host = source.skip_spaces(end + 1);
    Some(Span::new(start, spelt_host_end(source, host)?))
}

/// `info at example dot com`: rare, and known by its ` dot `.
pub(super) fn detect_spelt_out(source: &Source<'_>, out: &mut Vec<Detection>) {
    for (dot, _) in source.text.match_indices(" dot ") {
        let host = source.skip_back(dot, is_host_byte);
        let at_end = source.skip_spaces_back(host);
        let Some(at) = at_end.checked_sub(2) else { continue };
        if !source.has_word(at, "at") || source.joined_to_word_before(at) || host == dot || at_end == host {
            continue;
        }
        let word_end = source.skip_spaces_back(at);
        let start = local_start(source, word_end);
        if start == word_end || word_end == at {
            continue;
        }
        if let Some(end) = spelt_host_end(source, host) {
            out.push(Detection { kind: Detector::Email, span: Span::new(start, end) });
        }
    }
}

/// `@name` of 3 to 30 characters, at the `@`.
pub(super) fn handle(source: &Source<'_>, at: usize) -> Option<Span> {
    if source.joined_to_word_before(at) || matches!(source.byte_before(at), b'@' | b'/' | b'.') {
        return None;
    }
    let name = at + 1;
    let end = source.skip(name, |byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'.');
    let end = source.skip_back(end, |byte| byte == b'.').max(name);
    let length = end - name;
    let starts_well = source.byte(name).is_ascii_alphabetic() || source.byte(name) == b'_';
    if !(3..=30).contains(&length) || !starts_well || source.word_at(end) || source.byte(end) == b'@' {
        return None;
    }
    Some(Span::new(at, end))
}

/// The start of a mailbox name that ends at `end`; `end` itself where there is none.
fn local_start(source: &Source<'_>, end: usize) -> usize {
    if !source.byte_before(end).is_ascii_alphanumeric() && source.byte_before(end) != b'_' {
        return end;
    }
    let start = source.skip_back(end, |byte| byte.is_ascii_alphanumeric() || b"._%+-".contains(&byte));
    source.skip(start, |byte| b".%+-".contains(&byte)).min(end)
}

/// The end of the host of an address: a known ending if there is one, else whatever looks like a host.
fn mail_host_end(source: &Source<'_>, start: usize) -> Option<usize> {
    if let Some(end) = host_end(source, start) {
        return Some(end);
    }
    let end = source.skip(start, |byte| is_host_byte(byte) || byte == b'.');
    let end = source.skip_back(end, |byte| !byte.is_ascii_alphanumeric()).max(start);
    let host = source.slice(start, end);
    let (name, ending) = host.rsplit_once('.')?;
    let plausible = ending.len() >= 2 && ending.bytes().all(|byte| byte.is_ascii_lowercase());
    if plausible && !name.is_empty() && !name.contains("..") { Some(end) } else { None }
}

/// The end of a host whose dots may be spelt `[dot]`, `(dot)` or ` dot `.
fn spelt_host_end(source: &Source<'_>, start: usize) -> Option<usize> {
    let mut end = None;
    let mut label_start = start;
    loop {
        let label_end = source.skip(label_start, is_host_byte);
        if label_end == label_start {
            return end;
        }
        if label_start > start && known_ending(source.slice(label_start, label_end)) {
            end = Some(label_end);
        }
        match spelt_dot(source, label_end) {
            Some(next) => label_start = next,
            None => return end,
        }
    }
}

/// Where the label after a dot starts.
fn spelt_dot(source: &Source<'_>, at: usize) -> Option<usize> {
    if source.byte(at) == b'.' {
        return is_host_byte(source.byte(at + 1)).then_some(at + 1);
    }
    let mut here = source.skip_spaces(at);
    let close = match source.byte(here) {
        b'(' => b')',
        b'[' => b']',
        b'{' => b'}',
        _ => 0,
    };
    if close != 0 {
        here = source.skip_spaces(here + 1);
    } else if here == at {
        return None;
    }
    if source.byte(here) == b'.' && close != 0 {
        here += 1;
    } else if source.has_word(here, "dot") {
        here += 3;
    } else {
        return None;
    }
    here = source.skip_spaces(here);
    if close != 0 {
        if source.byte(here) != close {
            return None;
        }
        here = source.skip_spaces(here + 1);
    }
    Some(here)
}
