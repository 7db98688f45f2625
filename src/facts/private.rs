//! Owns which words of a reply are nobody else's business: who is spoken to, contacts and numbers of theirs, what was
//! taken from their review. It must not know how they are hidden.

use std::collections::HashSet;

use super::detectors::{self, Detector, personal};
use super::{Facts, reviewer};
use crate::draft::Draft;
use crate::engine::Engine;
use crate::span::Span;
use crate::text::Text;

/// Cues of what is personal and is found by phrases.
const CUES: &[&str] =
    &["privacy.customer-address", "privacy.customer-contact", "privacy.other-name", "privacy.health-detail"];
/// A number of so many digits may lead to a person, whatever it counts.
const DIGITS: usize = 5;
/// So many words in a row that stand in the review are the customer's.
const SHARED: usize = 5;

/// The private places of a reply, in order; no two touch.
pub fn places(engine: &Engine, draft: &Draft, facts: &Facts) -> Vec<Span> {
    let source = draft.reply.text.as_str();
    let mut detections = Vec::new();
    detectors::detect(source, &mut detections);
    let is_private = |found: &&detectors::Detection| match found.kind {
        Detector::Email | Detector::Phone | Detector::Url | Detector::Handle => {
            !engine.brand().approves(source, found, draft)
        }
        Detector::Number => found.span.of(source).bytes().filter(u8::is_ascii_digit).count() >= DIGITS,
        _ => false,
    };
    let mut found: Vec<Span> = detections.iter().filter(is_private).map(|found| found.span).collect();
    found.extend(personal::DETECTORS.iter().flat_map(|name| personal::find(name, source, &detections)));
    let cues = CUES.iter().filter_map(|cue| engine.rules().cue(cue));
    found.extend(cues.flat_map(|cue| facts.reply.matches(cue)).map(|found| found.span));
    found.extend(addressed(draft, facts));
    found.extend(named(draft, facts));
    found.extend(taken_over(draft, facts));
    joined(found)
}

/// Whom the greeting speaks to.
pub fn addressed(draft: &Draft, facts: &Facts) -> Vec<Span> {
    let text = &facts.reply.text;
    let greeting = text.tokens.get(text.greeting.clone()).unwrap_or_default();
    let names = greeting.iter().filter(|token| token.typed.is_none() && !reviewer::is_no_name(&token.word));
    names.map(|token| token.span).filter(|span| !span.of(&draft.reply.text).trim().is_empty()).collect()
}

/// The words of the display name, unless it is nobody's.
pub fn words_of_name(draft: &Draft) -> impl Iterator<Item = String> {
    let shown = draft.context.reviewer.as_deref().filter(|name| !reviewer::is_nobody(name)).unwrap_or("");
    let parts = shown.split(|letter: char| !letter.is_alphanumeric()).chain(shown.split_whitespace());
    parts.filter(|word| word.chars().count() > 1 && !reviewer::is_no_name(&word.to_lowercase())).map(str::to_owned)
}

fn named(draft: &Draft, facts: &Facts) -> Vec<Span> {
    let names: HashSet<String> = words_of_name(draft).map(|word| word.to_lowercase()).collect();
    let source = draft.reply.text.as_str();
    let is_theirs = |span: &Span| {
        let written = span.of(source).to_lowercase();
        names.contains(&written)
            || written.split(|letter: char| !letter.is_alphanumeric()).any(|part| names.contains(part))
    };
    facts.reply.text.tokens.iter().map(|token| token.span).filter(is_theirs).collect()
}

/// The words of the review, folded, a blank around each; a blank if there is none.
pub(crate) fn words_of_review(draft: &Draft) -> String {
    let tokens = draft.review.as_ref().map(|review| Text::new(&review.text, &[]).tokens).unwrap_or_default();
    tokens.iter().fold(" ".to_owned(), |all, token| all + &token.word + " ")
}

/// What stands in the review, too: in quotation marks, or for several words on end.
fn taken_over(draft: &Draft, facts: &Facts) -> Vec<Span> {
    let all = words_of_review(draft);
    let words: Vec<&str> = all.split_whitespace().collect();
    let runs: HashSet<&[&str]> = words.windows(SHARED).collect();
    let text = &facts.reply.text;
    let mut found = Vec::new();
    for quotation in &text.quotations {
        let quoted = text.tokens.get(quotation.clone()).unwrap_or_default();
        let said = quoted.iter().map(|token| token.word.as_str()).collect::<Vec<_>>().join(" ");
        if !said.is_empty() && all.contains(&format!(" {said} ")) {
            found.push(text.span_of(quotation.clone()));
        }
    }
    let ours: Vec<&str> = text.tokens.iter().map(|token| token.word.as_str()).collect();
    let shared = ours.windows(SHARED).enumerate().filter(|(_, run)| runs.contains(run));
    found.extend(shared.map(|(at, _)| text.span_of(at..at + SHARED)));
    found
}

/// In order, what overlaps or touches as one.
fn joined(mut found: Vec<Span>) -> Vec<Span> {
    found.retain(|span| !span.is_empty());
    found.sort_unstable();
    let mut all: Vec<Span> = Vec::with_capacity(found.len());
    for span in found {
        match all.last_mut() {
            Some(last) if span.start <= last.end => *last = last.union(span),
            _ => all.push(span),
        }
    }
    all
}
