//! Owns the comparison `question`: the review asks something, and the reply neither answers nor shows where the answer
//! is.

use super::super::Case;
use crate::facts::words::content;
use crate::finding::Finding;

/// A question in a review that wants an answer.
const QUESTION: &str = "fit.question";
/// What counts as an answer, or as a way to one.
const ANSWERS: &[&str] = &["fit.answer", "act.contact-invite", "act.contact-detail", "act.question", "act.follow-up"];

/// Cues of sentences that name the matter without answering.
const REGARDS: &[&str] = &["act.apology", "act.empathy", "act.thanks"];

pub(super) fn check(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let Some(review) = &case.facts.review else { return };
    let Some(question) = super::matches(case, review, QUESTION).first() else { return };
    let reply = &case.facts.reply;
    if reply.text.tokens.is_empty() || ANSWERS.iter().any(|cue| !super::matches(case, reply, cue).is_empty()) {
        return;
    }
    let asked = content(&review.text, review.text.sentence_at(question.tokens.start));
    // “I'm sorry that the parcel is late” names the parcel, but answers nothing about it.
    let named = |token: &usize| {
        let sentence = reply.text.sentence_at(*token);
        REGARDS
            .iter()
            .any(|cue| super::matches(case, reply, cue).iter().any(|found| sentence.contains(&found.tokens.start)))
    };
    let body = reply.text.greeting.end..reply.text.tokens.len();
    let said = content(&reply.text, body.filter(|token| !named(token)));
    if asked.keys().any(|word| said.contains_key(word)) || super::language::differ(&review.text, &reply.text) {
        return;
    }
    let mut finding = case.finding(super::end_of_body(reply));
    finding.related.push(super::in_review(question.span, "asked here"));
    findings.push(finding);
}
