//! Owns the comparison `question`: the review asks something, and the reply neither answers nor shows where the answer
//! is.

use super::super::Case;
use crate::facts::words::{Class, Word, first_places, words};
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
    let sentence = review.text.sentence_at(question.tokens.start);
    let (theirs, ours) = (words(&review.text), words(&reply.text));
    let asked = first_places(theirs.iter().filter(|word| sentence.contains(&word.place)), Class::Telling);
    // “I'm sorry that the parcel is late” names the parcel, but answers nothing about it.
    let regards: Vec<_> = REGARDS.iter().flat_map(|cue| super::matches(case, reply, cue)).collect();
    let answers = |word: &&Word| {
        let sentence = reply.text.sentence_at(word.place);
        word.place >= reply.text.greeting.end && !regards.iter().any(|found| sentence.contains(&found.tokens.start))
    };
    let said = first_places(ours.iter().filter(answers), Class::Telling);
    if asked.keys().any(|word| said.contains_key(word)) || super::language::differ(&review.text, &reply.text) {
        return;
    }
    let mut finding = case.finding(super::end_of_body(reply));
    finding.related.push(super::in_review(question.span, "asked here"));
    findings.push(finding);
}
