//! Owns what reply and review both speak of: topics, which are cues `topic.*`, and words that could not stand in a reply
//! to anyone. What stands in a stock phrase, which the cue `fit.stock` knows, says nothing about the review. It must not
//! know what follows from that.

use std::collections::{BTreeMap, BTreeSet};

use super::words::{content, joined, matter, names, near, stem, weak_content};
use super::{Match, Reading};
use crate::draft::Context;
use crate::pack::ruleset::{CueNumber, RuleSet};
use crate::span::Span;
use crate::text::{Break, Text};

/// What the names of topics start with.
pub const TOPIC: &str = "topic.";
/// A shorter review without a topic says nothing that could be taken up.
const FEWEST_WORDS: usize = 2;
/// The cue of what stands in replies to anyone.
const STOCK: &str = "fit.stock";
/// The cue of what begins a sentence that stands in replies to anyone: all that follows is stock.
const STOCK_OPENER: &str = "fit.stock-opener";
/// Cues of sentences in which “number”, “address” or “update” say nothing about the review.
const REQUESTS: &[&str] = &["act.question", "act.contact-invite", "act.contact-detail", "act.thanks"];
/// A stem of so many bytes may be mistyped.
const LONG: usize = 6;
/// Words after which a sentence that began with stock may come to the matter.
const TURNS: &[&str] = &["but", "however", "yet", "although", "though", "because", "while", "whereas"];
/// After “, and”, what begins another sentence in all but its full stop.
const SUBJECTS: &[&str] = &["we", "i", "the", "our", "your", "this", "that", "it", "they", "you", "he", "she"];

/// A thing that both texts name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shared {
    /// The topic; none for a word that both use.
    pub topic: Option<CueNumber>,
    /// Its words in the reply.
    pub reply: Match,
    /// Its words in the review, as bytes of the decoded review.
    pub review: Span,
}

/// What the review is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Raised {
    /// What to call it: the topic, or the word itself.
    pub name: String,
    /// Its words in the review, as bytes of the decoded review.
    pub span: Span,
}

/// The cues of topics.
pub fn topics(rules: &RuleSet) -> impl Iterator<Item = (CueNumber, &str)> {
    (0..).zip(&rules.cues).filter_map(|(number, cue)| Some((number, cue.name.strip_prefix(TOPIC)?)))
}

/// The topics and the telling words of a review, in its order.
pub fn raised(rules: &RuleSet, review: &Reading, context: &Context) -> Vec<Raised> {
    let mut raised: Vec<Raised> = topics(rules)
        .filter_map(|(number, topic)| {
            let first = review.matches(number).first()?;
            Some(Raised { name: topic.replace('-', " "), span: first.span })
        })
        .collect();
    let known = known(context);
    let mut words = content(&review.text, 0..review.text.tokens.len());
    if raised.is_empty() {
        let length = review.text.tokens.len();
        if length < FEWEST_WORDS {
            words.clear();
        } else if length > FEWEST_WORDS && words.is_empty() {
            words = matter(&review.text);
        }
    }
    for place in words.into_iter().filter(|(word, _)| !known.contains(word)).map(|(_, place)| place) {
        if let Some(token) = review.text.tokens.get(place)
            && !raised.iter().any(|topic| topic.span.start <= token.span.start && token.span.end <= topic.span.end)
        {
            raised.push(Raised { name: token.word.clone(), span: token.span });
        }
    }
    raised.sort_by_key(|topic| topic.span);
    raised
}

/// What a reply and its review both speak of, in the order of the reply. Greeting and closing do not count.
pub fn shared(rules: &RuleSet, reply: &Reading, review: &Reading, context: &Context) -> Vec<Shared> {
    let text = &reply.text;
    let end = if text.closing.is_empty() { text.tokens.len() } else { text.closing.start };
    let body = text.greeting.end.min(end)..end;
    let stock = stock(rules, reply);
    let mut shared: Vec<Shared> = Vec::new();
    for (number, _) in topics(rules) {
        let Some(first) = review.matches(number).first() else { continue };
        let taken_up = reply.matches(number).iter().filter(|found| {
            body.contains(&found.tokens.start) && !found.tokens.clone().any(|token| stock.contains(&token))
        });
        shared.extend(taken_up.map(|found| Shared { topic: Some(number), reply: found.clone(), review: first.span }));
    }
    let mut known = known(context);
    known.extend(signed(text));
    let own: Vec<usize> = body.filter(|token| !stock.contains(token)).collect();
    let whole = 0..review.text.tokens.len();
    let asked = content(&review.text, whole.clone());
    let said = content(text, own.iter().copied());
    let mut pairs: Vec<(usize, usize)> = both(&said, &asked, &known);
    pairs.extend(both(&joined(text, own.iter().copied()), &asked, &known));
    pairs.extend(both(&said, &joined(&review.text, whole.clone()), &known));
    let weak = own.into_iter().filter(|token| !asks_for_something(rules, reply, *token));
    pairs.extend(both(&weak_content(text, weak), &weak_content(&review.text, whole), &known));
    pairs.sort_unstable();
    pairs.dedup_by_key(|(place, _)| *place);
    for (place, theirs) in pairs {
        if let (Some(token), Some(theirs)) = (text.tokens.get(place), review.text.tokens.get(theirs)) {
            let reply = Match { tokens: place..place + 1, span: token.span, program: None, advice: None };
            shared.push(Shared { topic: None, reply, review: theirs.span });
        }
    }
    shared.sort_by_key(|shared| (shared.reply.span, shared.topic));
    shared
}

/// The places of words that stand in both, but for known names. A long word may be mistyped in one of them.
fn both(
    left: &BTreeMap<String, usize>,
    right: &BTreeMap<String, usize>,
    known: &BTreeSet<String>,
) -> Vec<(usize, usize)> {
    let mistyped = |word: &String| {
        let (first, length) = (word.get(..1)?, word.len());
        right
            .range(first.to_owned()..)
            .take_while(|(other, _)| other.starts_with(first))
            .filter(|(other, _)| length.min(other.len()) >= LONG && length.abs_diff(other.len()) <= 2)
            .find(|(other, _)| near(word, other))
            .map(|(_, place)| *place)
    };
    left.iter()
        .filter(|(word, _)| !known.contains(*word))
        .filter_map(|(word, place)| Some((*place, right.get(word).copied().or_else(|| mistyped(word))?)))
        .collect()
}

/// Whether the sentence of a word asks the customer for something, sends them somewhere or thanks them.
fn asks_for_something(rules: &RuleSet, reply: &Reading, token: usize) -> bool {
    let sentence = reply.text.sentence_at(token);
    REQUESTS.iter().filter_map(|cue| rules.cue(cue)).any(|cue| {
        reply.matches(cue).iter().any(|found| found.tokens.start < sentence.end && sentence.start < found.tokens.end)
    })
}

/// The stems of names in the closing: those of the business and of who answers.
fn signed(text: &Text) -> impl Iterator<Item = String> {
    let closing = text.tokens.get(text.closing.clone()).unwrap_or_default();
    closing.iter().filter(|token| token.flags.capital).map(|token| stem(&token.word))
}

/// The words of a reply that say nothing about its review.
fn stock(rules: &RuleSet, reply: &Reading) -> BTreeSet<usize> {
    let matches = |cue| rules.cue(cue).map_or(&[][..], |cue| reply.matches(cue));
    let mut stock: BTreeSet<usize> = matches(STOCK).iter().flat_map(|found| found.tokens.clone()).collect();
    for opener in matches(STOCK_OPENER) {
        let end = reply.text.sentence_at(opener.tokens.start).end;
        let word = |token: usize| reply.text.tokens.get(token).map_or("", |token| token.word.as_str());
        let turns = |token: &usize| {
            reply.text.tokens.get(*token).is_some_and(|found| {
                let goes_on = found.before == Break::Comma && matches!(found.word.as_str(), "and" | "so");
                found.before >= Break::Hard
                    || TURNS.contains(&found.word.as_str())
                    || (goes_on && SUBJECTS.contains(&word(token + 1)))
            })
        };
        let end = (opener.tokens.end..end).find(turns).unwrap_or(end);
        stock.extend(opener.tokens.start..end);
    }
    stock
}

/// The words of names: the name of the business stands in every reply, those of the people in its greeting.
fn known(context: &Context) -> BTreeSet<String> {
    names([&context.business, &context.location, &context.reviewer, &context.author])
}
