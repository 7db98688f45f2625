//! Owns what the reports for code hosts and continuous integration share: a finding with its place in numbers that they
//! understand, paths as addresses. It must not know any one format.

use super::Checked;
use super::position::{DraftIndex, Position, snap};
use crate::finding::{Finding, Place};
use crate::fingerprint::{Fingerprint, Fingerprints};
use crate::span::Span;

/// A finding with its place in the file.
pub(super) struct Placed<'c> {
    /// The finding.
    pub(super) finding: &'c Finding,
    /// Bytes of the file.
    pub(super) span: Span,
    /// Where it starts.
    pub(super) start: Position,
    /// One past its last character.
    pub(super) end: Position,
    /// The other places in the same file, with their labels.
    pub(super) related: Vec<(Position, Position, &'c str)>,
    /// A replacement with its place.
    pub(super) fix: Option<(Position, Position, &'c str)>,
    /// The same in each run for the same rule and sentence.
    pub(super) fingerprint: Fingerprint,
    /// How many findings of this draft before it have the same fingerprint.
    pub(super) repeated: usize,
}

/// Every finding of a draft with its place.
pub(super) fn placed<'c>(checked: &'c Checked, index: &DraftIndex<'c>) -> Vec<Placed<'c>> {
    let fingerprints = Fingerprints::new(&checked.draft.reply.text);
    let mut all: Vec<Placed<'c>> = Vec::with_capacity(checked.findings.len());
    for finding in &checked.findings {
        let span = index.standing(finding).source;
        let fingerprint = fingerprints.of_finding(finding);
        let repeated = all.iter().filter(|before| before.fingerprint == fingerprint).count();
        all.push(Placed {
            finding,
            span,
            start: index.position(span.start),
            end: index.position(span.end),
            related: related(finding, checked, index),
            fix: finding.fix.as_ref().map(|fix| {
                let span = checked.draft.source_span(snap(&checked.draft.reply.text, fix.span));
                (index.position(span.start), index.position(span.end), fix.replace.as_str())
            }),
            fingerprint,
            repeated,
        });
    }
    all
}

/// A review on the command line or in another file has no place in this one.
fn related<'c>(
    finding: &'c Finding,
    checked: &'c Checked,
    index: &DraftIndex<'c>,
) -> Vec<(Position, Position, &'c str)> {
    let span = |place: Place, span: Span| match place {
        Place::Reply => Some(checked.draft.source_span(snap(&checked.draft.reply.text, span))),
        Place::Review => {
            let review = checked.draft.review.as_ref().filter(|_| checked.draft.record.is_some())?;
            Some(review.map.to_source(snap(&review.text, span)))
        }
    };
    finding
        .related
        .iter()
        .filter_map(|related| {
            let span = span(related.place, related.span)?;
            Some((index.position(span.start), index.position(span.end), related.label.as_str()))
        })
        .collect()
}

/// What is wrong and what to write instead, in one text.
pub(super) fn advice(finding: &Finding) -> String {
    match &finding.help {
        Some(help) => format!("{} ({}); {help}", finding.message, finding.label),
        None => format!("{} ({})", finding.message, finding.label),
    }
}

/// A path as a reference that browsers and code hosts understand: relative stays relative, everything unusual is
/// percent-encoded.
pub(super) fn address(path: &str) -> String {
    let absolute = path.starts_with('/');
    let mut address = String::with_capacity(path.len() + 8);
    if absolute {
        address.push_str("file://");
    }
    for byte in path.trim_start_matches("./").bytes() {
        match byte {
            b'\\' if cfg!(windows) => address.push('/'),
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' => {
                address.push(char::from(byte))
            }
            _ => address.push_str(&format!("%{byte:02X}")),
        }
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_becomes_an_address() {
        assert_eq!(address("./replies/two words.txt"), "replies/two%20words.txt");
        assert_eq!(address("/tmp/100%.txt"), "file:///tmp/100%25.txt");
        assert_eq!(address("a:b é.txt"), "a%3Ab%20%C3%A9.txt");
    }
}
