//! Owns the sentence in which a reply tells the customer's story again: “Five hours on a sofa with two tired children”.
//! It needs no word of regret, and shows that somebody listened. It must not know what follows from that.

use std::collections::BTreeSet;
use std::ops::Range;

use super::topics::Shared;
use super::{Match, Reading};
use crate::pack::ruleset::RuleSet;

/// Words with which a sentence starts that speaks of the business or of how things are, not of what the customer told.
const OURS: &[&str] = &[
    "we",
    "i",
    "our",
    "my",
    "the",
    "this",
    "these",
    "most",
    "all",
    "every",
    "there",
    "but",
    "as",
    "in",
    "at",
    "on",
    "it",
    "your",
    "with",
    "since",
    "while",
    "because",
    "due",
    "usually",
    "currently",
    "unlike",
];
/// Words that speak to the customer.
const THEIRS: &[&str] = &["you", "your", "yours"];
/// Words that begin the story without speaking of anybody: “A cold shower before an interview”.
const BEGINNINGS: &[&str] = &["a", "an", "that", "being", "having", "coming", "waiting", "paying", "half", "no"];
/// One thing in common may be chance.
const FEWEST: usize = 2;
/// What stands in a sentence that does something else with the matter than to tell it again.
const OTHERWISE: &[&str] =
    &["act.solution", "act.question", "act.contact-invite", "act.contact-detail", "act.explanation", "fit.answer"];
/// What the names of cues start with that turn the story against the customer.
const AGAINST: &str = "defensive.";
/// Words after “you” with which a sentence tells the customer what to do, and not what happened.
const TELLS_TO: &[&str] = &["can", "could", "may", "might", "must", "should", "need", "will", "would", "have"];
/// Words of time, which tell a story together with what it is about.
const TIMES: &[&str] = &[
    "second",
    "seconds",
    "minute",
    "minutes",
    "hour",
    "hours",
    "day",
    "days",
    "night",
    "nights",
    "week",
    "weeks",
    "month",
    "months",
    "year",
    "years",
    "morning",
    "evening",
    "afternoon",
    "twice",
    "half",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "christmas",
];

/// The sentence of a reply that tells the review again.
pub(super) fn retold(rules: &RuleSet, reply: &Reading, review: &Reading, shared: &[Shared]) -> Option<Match> {
    let text = &reply.text;
    let theirs: BTreeSet<&str> = review.text.tokens.iter().map(|token| token.word.as_str()).collect();
    // Only the sentence that opens the reply shows that somebody listened; later ones explain.
    let opening = text.sentences.iter().find(|sentence| sentence.tokens.end > text.greeting.end);
    opening
        .filter(|sentence| !sentence.asks)
        .map(|sentence| sentence.tokens.start.max(text.greeting.end)..sentence.tokens.end)
        .filter(|sentence| {
            let things = shared.iter().filter(|shared| sentence.contains(&shared.reply.tokens.start)).count();
            things > 0
                && tells(reply, sentence)
                && things + times(reply, sentence, &theirs) >= FEWEST
                && !tells_to(reply, sentence)
                && !has(rules, reply, sentence)
        })
        .map(|sentence| Match { span: text.span_of(sentence.clone()), tokens: sentence, program: None, advice: None })
}

/// How many words of time and numbers a sentence has that the review has, too.
fn times(reply: &Reading, sentence: &Range<usize>, theirs: &BTreeSet<&str>) -> usize {
    let tokens = reply.text.tokens.get(sentence.clone()).unwrap_or_default();
    let words = tokens.iter().filter(|token| token.flags.number || TIMES.contains(&token.word.as_str()));
    words.map(|token| token.word.as_str()).filter(|word| theirs.contains(word)).collect::<BTreeSet<_>>().len()
}

/// Whether the sentence is about what the customer went through.
fn tells(reply: &Reading, sentence: &Range<usize>) -> bool {
    let tokens = reply.text.tokens.get(sentence.clone()).unwrap_or_default();
    let Some(first) = tokens.first() else { return false };
    let begins = first.flags.number || BEGINNINGS.contains(&first.word.as_str());
    !OURS.contains(&first.word.as_str()) && (begins || tokens.iter().any(|token| THEIRS.contains(&token.word.as_str())))
}

fn tells_to(reply: &Reading, sentence: &Range<usize>) -> bool {
    let tokens = reply.text.tokens.get(sentence.clone()).unwrap_or_default();
    let after_you = |pair: &[crate::text::Token]| matches!(pair, [you, next] if you.word == "you" && TELLS_TO.contains(&next.word.as_str()));
    tokens.windows(2).any(after_you) || tokens.iter().any(|token| matches!(token.word.as_str(), "please" | "kindly"))
}

/// Whether the sentence holds a cue of something else.
fn has(rules: &RuleSet, reply: &Reading, sentence: &Range<usize>) -> bool {
    let is_other = |name: &str| OTHERWISE.contains(&name) || name.starts_with(AGAINST);
    (0..)
        .zip(&rules.cues)
        .filter(|(_, cue)| is_other(&cue.name))
        .any(|(number, _)| reply.matches(number).iter().any(|found| sentence.contains(&found.tokens.start)))
}
