//! Owns what a reply says about who wrote the review, beyond the name that the reviewer shows: a surname, a title with a
//! name, any name for somebody who shows none. It must not know about the names of staff, nor which rule reports it.

use std::collections::BTreeSet;

use super::brand::Advice;
use super::{Match, tokens_in};
use crate::draft::{Draft, Kind};
use crate::finding::Level;
use crate::span::Span;
use crate::text::{Break, Text, Token};

/// Display names that show nobody.
const NOBODY: &[&str] = &[
    "a google user",
    "google user",
    "anonymous",
    "anonymous user",
    "anonym",
    "a user",
    "user",
    "customer",
    "guest",
    "amazon customer",
    "kindle customer",
    "verified customer",
    "verified buyer",
    "verified guest",
    "a tripadvisor member",
    "tripadvisor member",
    "deleted user",
    "a yelper",
    "yelper",
    "reviewer",
    "client",
    "member",
    "traveller",
    "traveler",
];

const TITLES: &[&str] = &["mr", "mrs", "ms", "miss", "mx", "herr", "frau", "madame", "monsieur", "señor", "señora"];

/// Words with a capital that open a sentence or address nobody by name.
const NO_NAMES: &[&str] = &[
    "thank",
    "thanks",
    "we",
    "i",
    "it",
    "your",
    "you",
    "please",
    "sorry",
    "and",
    "the",
    "this",
    "that",
    "our",
    "my",
    "a",
    "an",
    "in",
    "on",
    "at",
    "as",
    "if",
    "so",
    "for",
    "to",
    "of",
    "or",
    "hi",
    "hello",
    "hey",
    "dear",
    "good",
    "morning",
    "afternoon",
    "evening",
    "day",
    "greetings",
    "welcome",
    "there",
    "all",
    "everyone",
    "sir",
    "madam",
    "guest",
    "guests",
    "customer",
    "customers",
    "client",
    "user",
    "users",
    "friend",
    "reviewer",
    "traveller",
    "traveler",
    "member",
    "team",
    "folks",
    "valued",
    "google",
    "yelp",
    "tripadvisor",
    "amazon",
    "trustpilot",
    "namaste",
    "hola",
    "bonjour",
    "ciao",
    "many",
    "great",
    "glad",
    "happy",
    "kindly",
    "apologies",
    "regarding",
    "re",
    "regret",
    "from",
    "with",
    "is",
    "was",
    "while",
    "when",
    "what",
    "how",
    "no",
    "yes",
    "not",
    "unfortunately",
    "support",
    "care",
    "app",
    "anonymous",
    "kindle",
    "mr",
    "mrs",
    "ms",
    "miss",
    "mx",
    "dr",
    "doctor",
    "prof",
    "professor",
    "herr",
    "frau",
];

/// Whether a word (folded) names nobody in a greeting.
pub(super) fn is_no_name(word: &str) -> bool {
    NO_NAMES.contains(&word) || TITLES.contains(&word)
}

/// Whether a display name shows nobody, whoever has it.
pub(super) fn is_nobody(name: &str) -> bool {
    NOBODY.contains(&name.trim().to_lowercase().as_str())
}

/// The words of the longest signature that is not recognised as a closing.
const SIGNATURE: usize = 7;

/// Names in `text`, the reply of `draft`, that go beyond what the reviewer shows. Nothing without a display name.
pub(super) fn unmasked(source: &str, text: &Text, draft: &Draft) -> Vec<Match> {
    let Some(shown) = draft.context.reviewer.as_deref().filter(|_| draft.context.kind == Kind::Draft) else {
        return Vec::new();
    };
    let review = draft.review.as_ref().map_or("", |review| review.text.as_str()).to_lowercase();
    let told = review.split(|letter: char| !letter.is_alphanumeric()).collect();
    let reply = Reply { source, text, shown: Shown::of(shown), told };
    let mut found: Vec<Match> = Vec::new();
    let end = if text.closing.is_empty() { text.tokens.len() } else { text.closing.start };
    let mut at = 0;
    while at < end {
        let Some((words, level)) = reply.name_at(at, end) else {
            at += 1;
            continue;
        };
        let span = text.span_of(words.clone());
        let written = span.of(source).to_owned();
        let advice = Advice { found: written, level, ..Advice::default() };
        found.push(Match { tokens: tokens_in(text, span), span, program: None, advice: Some(Box::new(advice)) });
        at = words.end.max(at + 1);
    }
    found
}

/// What a display name shows.
struct Shown {
    /// Its words, in lower case.
    words: Vec<String>,
    /// Letters only.
    letters: String,
    /// Whether it shows no person.
    hidden: bool,
}

impl Shown {
    fn of(name: &str) -> Self {
        let lower = name.trim().to_lowercase();
        let words: Vec<String> = lower
            .split(|letter: char| !letter.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect();
        let handle = name.contains('_') || name.chars().any(|letter| letter.is_ascii_digit()) || name.starts_with('@');
        let hidden = handle || words.is_empty() || NOBODY.contains(&lower.as_str());
        Self { letters: lower.chars().filter(|letter| letter.is_alphabetic()).collect(), words, hidden }
    }

    /// Whether `name` can be read in it: as a word, or inside a handle.
    fn shows(&self, name: &str) -> bool {
        self.words.iter().any(|word| word == name) || (name.chars().count() >= 3 && self.letters.contains(name))
    }
}

struct Reply<'a> {
    source: &'a str,
    text: &'a Text,
    shown: Shown,
    /// The words of the review, in lower case.
    told: BTreeSet<&'a str>,
}

impl Reply<'_> {
    /// The words of a name at `at` that says more than the reviewer does, and its level where it is milder.
    fn name_at(&self, at: usize, end: usize) -> Option<(std::ops::Range<usize>, Option<Level>)> {
        let first = self.text.tokens.get(at)?;
        let greeting = self.text.greeting.contains(&at);
        let vocative = greeting || self.starts_sentence(at);
        if vocative && TITLES.contains(&first.word.as_str()) {
            let last = self.names_end(at + 1, end);
            let surname = last.checked_sub(1).filter(|last| *last > at).and_then(|last| self.text.tokens.get(last))?;
            let addressed = greeting || self.text.tokens.get(last).is_some_and(|next| next.before == Break::Comma);
            return (addressed && self.reveals(surname)).then_some((at..last, None));
        }
        if !self.is_name(first) || self.is_signature(at) {
            return None;
        }
        let last = self.names_end(at, end);
        let known = self.shown.words.first().is_some_and(|known| *known == first.word && known.chars().count() > 1);
        if known && !self.shown.hidden && last == at + 2 {
            let surname = self.text.tokens.get(at + 1)?;
            // `Priya Anand` to somebody who shows a second name shows the same; to `Priya` or `Priya A.` it shows more.
            let short = self.shown.words.iter().skip(1).all(|word| word.chars().count() == 1);
            return (short && self.reveals(surname)).then_some((at..last, None));
        }
        if greeting && self.shown.hidden && self.reveals(first) {
            let level = (last == at + 1).then_some(Level::Warning);
            return Some((at..last, level));
        }
        None
    }

    /// Whether so little follows, in a line or sentence of its own, that it is who signs: `Noor Silva, harbour master`.
    fn is_signature(&self, at: usize) -> bool {
        let starts = self.starts_sentence(at) || self.text.tokens.get(at).is_some_and(|token| token.flags.line_start);
        starts && at > 0 && self.text.tokens.len() - at <= SIGNATURE
    }

    fn starts_sentence(&self, at: usize) -> bool {
        self.text.sentence_at(at).start == at
    }

    /// The end of the words with a capital that follow each other from `at`.
    fn names_end(&self, at: usize, end: usize) -> usize {
        let mut last = at;
        while last < end
            && self
                .text
                .tokens
                .get(last)
                .is_some_and(|token| self.is_name(token) && (last == at || token.before == Break::None))
        {
            last += 1;
        }
        last
    }

    fn is_name(&self, token: &Token) -> bool {
        let plain = token.flags.capital && token.typed.is_none() && !token.flags.number;
        plain && token.word.chars().count() > 1 && !NO_NAMES.contains(&token.word.as_str()) && self.is_whole(token.span)
    }

    /// Whether the token is a whole word and no part of a contraction (`I'll`).
    fn is_whole(&self, span: Span) -> bool {
        span.of(self.source).chars().all(|letter| letter.is_alphabetic() || letter == '-')
    }

    /// Whether neither the display name nor the review gives this name.
    fn reveals(&self, name: &Token) -> bool {
        !self.told.contains(name.word.as_str()) && !self.shown.shows(&name.word)
    }
}
