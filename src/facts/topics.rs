//! Owns what reply and review both speak of: topics, which are cues `topic.*`, and words that could not stand in a reply
//! to anyone. What stands in a stock phrase, which the cue `fit.stock` knows, says nothing about the review. It must not
//! know what follows from that.

use std::collections::{BTreeMap, BTreeSet};

use super::words::{Class, Word, first_places, joined, names, near, stem, words};
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
    let all = words(&review.text);
    let mut telling = first_places(&all, Class::Telling);
    if raised.is_empty() {
        let length = review.text.tokens.len();
        if length < FEWEST_WORDS {
            telling.clear();
        } else if length > FEWEST_WORDS && telling.is_empty() {
            telling = first_places(&all, Class::Stock);
        }
    }
    for place in telling.into_iter().filter(|(word, _)| !known.contains(*word)).map(|(_, place)| place) {
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
    let (ours, theirs) = (words(text), words(&review.text));
    let own = |word: &&Word| body.contains(&word.place) && !stock.contains(&word.place);
    let said = first_places(ours.iter().filter(own), Class::Telling);
    let asked = first_places(&theirs, Class::Telling);
    let mut pairs = both(&said, &asked, &known);
    let joined_ours = joined(text, body.clone().filter(|place| !stock.contains(place)));
    let joined_theirs = joined(&review.text, 0..review.text.tokens.len());
    pairs.extend(both(&borrowed(&joined_ours), &asked, &known));
    pairs.extend(both(&said, &borrowed(&joined_theirs), &known));
    let requests = requests(rules, reply);
    let asks_nothing = |word: &&Word| own(word) && !requests.contains(&word.place);
    let said = first_places(ours.iter().filter(asks_nothing), Class::Weak);
    pairs.extend(both(&said, &first_places(&theirs, Class::Weak), &known));
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
fn both(left: &BTreeMap<&str, usize>, right: &BTreeMap<&str, usize>, known: &BTreeSet<String>) -> Vec<(usize, usize)> {
    let mistyped = |word: &str| {
        let (first, length) = (word.get(..1)?, word.len());
        if length < LONG {
            return None;
        }
        right
            .range(first..)
            .take_while(|(other, _)| other.starts_with(first))
            .filter(|(other, _)| other.len() >= LONG && length.abs_diff(other.len()) <= 2)
            .find(|(other, _)| near(word, other))
            .map(|(_, place)| *place)
    };
    left.iter()
        .filter(|(word, _)| !known.contains(**word))
        .filter_map(|(word, place)| Some((*place, right.get(word).copied().or_else(|| mistyped(word))?)))
        .collect()
}

fn borrowed(words: &BTreeMap<String, usize>) -> BTreeMap<&str, usize> {
    words.iter().map(|(word, place)| (word.as_str(), *place)).collect()
}

/// The words of sentences that ask the customer for something, send them somewhere or thank them.
fn requests(rules: &RuleSet, reply: &Reading) -> BTreeSet<usize> {
    let cues = REQUESTS.iter().filter_map(|cue| rules.cue(cue));
    cues.flat_map(|cue| reply.matches(cue))
        .flat_map(|found| {
            let last = found.tokens.end.saturating_sub(1).max(found.tokens.start);
            reply.text.sentence_at(found.tokens.start).start..reply.text.sentence_at(last).end
        })
        .collect()
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
