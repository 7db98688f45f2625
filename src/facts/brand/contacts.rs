//! Owns the list of approved contacts: what in a reply is not on it. It must not know about rules.

use super::{Advice, BrandSettings, Voice};
use crate::draft::Draft;
use crate::facts::detectors::{Detection, Detector};
use crate::facts::{Match, tokens_in};
use crate::finding::Fix;
use crate::text::Text;

/// Contacts that are not approved. A kind of contact for which nothing is configured is not looked at; without any
/// configured contact nothing is.
pub(super) fn unapproved(
    settings: &BrandSettings,
    source: &str,
    text: &Text,
    detections: &[Detection],
    draft: &Draft,
) -> Vec<Match> {
    let any =
        [&settings.emails, &settings.phones, &settings.urls, &settings.handles].iter().any(|list| !list.is_empty());
    detections
        .iter()
        .filter(|_| any)
        .filter_map(|found| {
            let (approved, list) = approval(settings, source, found, draft)?;
            if approved {
                return None;
            }
            let help = list.first().map(|first| format!("use an approved contact, such as {first}"));
            let fix = only(list).map(|only| Fix { span: found.span, replace: only.to_owned(), safe: false });
            let advice = Advice { found: found.span.of(source).to_owned(), help, fix, ..Advice::default() };
            Some(Match {
                tokens: tokens_in(text, found.span),
                span: found.span,
                program: None,
                advice: Some(Box::new(advice)),
            })
        })
        .collect()
}

/// Contacts that are on the list: those of the business.
pub(super) fn approved(
    settings: &BrandSettings,
    source: &str,
    text: &Text,
    detections: &[Detection],
    draft: &Draft,
) -> Vec<Match> {
    detections
        .iter()
        .filter(|found| approval(settings, source, found, draft).is_some_and(|(approved, _)| approved))
        .map(|found| Match { tokens: tokens_in(text, found.span), span: found.span, program: None, advice: None })
        .collect()
}

/// Whether a contact is on the list. The customer's own handle is not.
pub(super) fn is_approved(settings: &BrandSettings, source: &str, found: &Detection, draft: &Draft) -> bool {
    let is_theirs = found.kind == Detector::Handle && !handle(settings, found.span.of(source));
    !is_theirs && approval(settings, source, found, draft).is_some_and(|(approved, _)| approved)
}

/// The only contact of a list, if there is one to write to.
fn only(list: &[String]) -> Option<&str> {
    let mut addresses = list.iter().filter(|entry| !entry.starts_with('@') || !entry.contains('.'));
    addresses.next().filter(|_| addresses.next().is_none()).map(String::as_str)
}

/// A sentence with the approved contacts: the first address and the first number, or else the first page.
pub(super) fn sentence(settings: &BrandSettings) -> Option<String> {
    let us = if settings.voice == Some(Voice::I) { "me" } else { "us" };
    let email = settings.emails.iter().find(|email| !email.starts_with('@')).map(|email| format!("write to {email}"));
    let phone = settings.phones.first().map(|phone| format!("call {us} on {phone}"));
    let page = || settings.urls.first().map(|url| format!("contact {us} at {url}"));
    let ways: Vec<String> = email.into_iter().chain(phone).collect();
    let ways = if ways.is_empty() { page()? } else { ways.join(" or ") };
    Some(format!("Please {ways}."))
}

/// Whether a contact is approved, and the list that says so; none for what is no contact.
fn approval<'a>(
    settings: &'a BrandSettings,
    source: &str,
    found: &Detection,
    draft: &Draft,
) -> Option<(bool, &'a [String])> {
    let written = found.span.of(source);
    Some(match found.kind {
        Detector::Email => (email(settings, written), &settings.emails),
        Detector::Phone => (phone(settings, written), &settings.phones),
        Detector::Url => (url(settings, written), &settings.urls),
        // The customer's own handle or name is not a contact that the business gives.
        Detector::Handle => {
            let reviewer = draft.context.reviewer.as_deref().unwrap_or("").to_lowercase();
            (handle(settings, written) || reviewer == bare(written), &settings.handles)
        }
        _ => return None,
    })
}

fn email(settings: &BrandSettings, written: &str) -> bool {
    let written = written.to_lowercase().replace("mailto:", "");
    settings.emails.iter().any(|approved| {
        let approved = approved.to_lowercase();
        if approved.starts_with('@') { written.ends_with(&approved) } else { written == approved }
    })
}

/// Digits decide; a country code and a leading zero make no difference.
fn phone(settings: &BrandSettings, written: &str) -> bool {
    let written = digits(written);
    settings.phones.iter().any(|approved| {
        let approved = digits(approved);
        let tail = |number: &str| number.chars().rev().take(8).collect::<String>();
        approved == written || approved.len() >= 8 && written.len() >= 8 && tail(&approved) == tail(&written)
    })
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

fn url(settings: &BrandSettings, written: &str) -> bool {
    let written = host_and_path(written);
    settings.urls.iter().any(|approved| {
        let approved = host_and_path(approved);
        written == approved
            || written.strip_prefix(&approved).is_some_and(|rest| rest.starts_with(['/', '?', '#']))
            || written
                .split('/')
                .next()
                .is_some_and(|host| host.strip_suffix(&approved).is_some_and(|head| head.ends_with('.')))
    })
}

fn host_and_path(url: &str) -> String {
    let url = url.trim().to_lowercase();
    let url = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://")).unwrap_or(&url).to_owned();
    url.strip_prefix("www.").unwrap_or(&url).trim_end_matches('/').to_owned()
}

fn handle(settings: &BrandSettings, written: &str) -> bool {
    settings.handles.iter().any(|approved| bare(approved) == bare(written))
}

fn bare(handle: &str) -> String {
    handle.trim_start_matches('@').to_lowercase()
}
