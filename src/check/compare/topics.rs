//! Owns the comparison `topics`: the reply speaks of nothing that the review speaks of. Topics are the cues `topic.*`;
//! a shared word that could not stand in a reply to anyone is enough too.

use super::super::Case;
use super::words::{content, names};
use crate::facts::Match;
use crate::finding::Finding;

/// A shorter review says too little to be answered in its own terms.
const FEWEST_WORDS: usize = 4;
/// How many topics of the review a finding shows.
const SHOWN: usize = 3;

pub(super) fn check(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let Some(review) = &case.facts.review else { return };
    let reply = &case.facts.reply;
    if review.text.tokens.len() < FEWEST_WORDS || reply.text.tokens.is_empty() {
        return;
    }
    let end = if reply.text.closing.is_empty() { reply.text.tokens.len() } else { reply.text.closing.start };
    let body = reply.text.greeting.end.min(end)..end;
    let mut raised: Vec<(&Match, &str)> = Vec::new();
    for (cue, topic) in super::family(case, "topic.") {
        let Some(first) = review.matches(cue).first() else { continue };
        if reply.matches(cue).iter().any(|found| body.contains(&found.tokens.start)) {
            return;
        }
        raised.push((first, topic));
    }
    if raised.is_empty() || super::language::differ(&review.text, &reply.text) {
        return;
    }
    // The name of the business stands in every reply, those of the people in its greeting.
    let context = &case.draft.context;
    let known = names([&context.business, &context.location, &context.reviewer, &context.author]);
    let mut asked = content(&review.text, 0..review.text.tokens.len());
    asked.retain(|word, _| !known.contains(word));
    let said = content(&reply.text, body);
    if asked.keys().any(|word| said.contains_key(word)) {
        return;
    }
    let mut finding = case.finding(super::end_of_body(reply));
    raised.sort_by_key(|(found, _)| found.span);
    for (found, topic) in raised.into_iter().take(SHOWN) {
        finding.related.push(super::in_review(found.span, topic.replace('-', " ")));
    }
    findings.push(finding);
}
