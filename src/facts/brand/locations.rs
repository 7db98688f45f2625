//! Owns the places of a business: where a reply names another one than the one it answers for. It must not know where
//! the places were configured.

use super::{Advice, BrandSettings, at, letters};
use crate::draft::Draft;
use crate::facts::{Match, tokens_in};
use crate::finding::Level;
use crate::span::Span;
use crate::text::{Break, Text};

/// What a place of a business is called.
const PLACES: &[&str] = &[
    "store",
    "branch",
    "clinic",
    "salon",
    "gym",
    "location",
    "shop",
    "restaurant",
    "hotel",
    "garage",
    "practice",
    "site",
    "cafe",
    "bakery",
    "pharmacy",
];

/// Of these, those before which a name is that of a town: `our Garden Cafe` is one inside the hotel.
const NAMED_BY_TOWN: &[&str] = &["store", "branch", "clinic", "salon", "gym", "location"];

/// What stands before such a word with a capital and is no place.
const NO_PLACES: &[&str] = &[
    "app",
    "play",
    "apple",
    "google",
    "amazon",
    "main",
    "head",
    "online",
    "web",
    "flagship",
    "new",
    "local",
    "nearest",
    "christmas",
    "summer",
    "winter",
    "spring",
    "autumn",
    "gift",
    "pop",
    "farm",
    "coffee",
    "the",
    "our",
    "your",
    "and",
];

/// Before a place at the start of a sentence: not a first name.
const NOT_FIRST_NAMES: &[&str] = &[
    "our", "the", "your", "this", "at", "in", "from", "to", "near", "visiting", "choosing", "dear", "hello", "hi",
    "welcome", "thank", "thanks", "for",
];

/// Places other than the one of the draft. Nothing where that one is not known.
pub(super) fn other(settings: &BrandSettings, source: &str, text: &Text, draft: &Draft) -> Vec<Match> {
    let Some(own) = draft.context.location.as_deref().filter(|own| !letters(own).is_empty()) else {
        return Vec::new();
    };
    let review = draft.review.as_ref().map_or("", |review| review.text.as_str()).to_lowercase();
    let place = Place { own, review: &review, source, text };
    let found = if settings.locations.is_empty() { place.told_by_words() } else { place.listed(&settings.locations) };
    let advice = |written: &str, level| Advice {
        found: written.to_owned(),
        help: Some(format!("this reply answers for {own}")),
        level,
        ..Advice::default()
    };
    let level = settings.locations.is_empty().then_some(Level::Warning);
    found.into_iter().map(|span| at(text, span, advice(span.of(source), level))).collect()
}

struct Place<'a> {
    own: &'a str,
    review: &'a str,
    source: &'a str,
    text: &'a Text,
}

impl Place<'_> {
    /// Whether `name` is the place of the draft, wholly or in part, or one that the review speaks of.
    fn is_fine(&self, name: &str) -> bool {
        let (own, other) = (letters(self.own), letters(name));
        own.contains(&other) || other.contains(&own) || self.review.contains(&name.to_lowercase())
    }

    /// Whether the sentence of `span` also names the draft's own place: then it tells two places apart.
    fn beside_own(&self, span: Span) -> bool {
        let words = tokens_in(self.text, span);
        let sentence = self.text.span_of(self.text.sentence_at(words.start));
        letters(sentence.of(self.source)).contains(&letters(self.own))
    }

    /// Names from the list of all places, each at its first place: the whole reply wants the same change.
    fn listed(&self, locations: &[String]) -> Vec<Span> {
        let mut found: Vec<Span> = Vec::new();
        for name in locations.iter().filter(|name| !name.is_empty() && !self.is_fine(name)) {
            let places =
                self.source.match_indices(name.as_str()).map(|(start, _)| Span::new(start, start + name.len()));
            let mut wrong =
                places.filter(|span| self.is_whole(*span) && !self.is_surname(*span) && !self.beside_own(*span));
            found.extend(wrong.next());
        }
        found.sort_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
        found.dedup_by(|later, earlier| later.overlaps(*earlier));
        found
    }

    /// `our Sheffield store`, `our store in Sheffield`, where no list says which places there are.
    fn told_by_words(&self) -> Vec<Span> {
        let tokens = &self.text.tokens;
        let mut found = Vec::new();
        for (index, token) in tokens.iter().enumerate() {
            if !PLACES.contains(&token.word.as_str()) {
                continue;
            }
            let before = (0..index).rev().take_while(|before| self.is_capital(*before)).last().unwrap_or(index);
            let owned = before.checked_sub(1).and_then(|our| tokens.get(our)).is_some_and(|our| our.word == "our");
            let by_town = NAMED_BY_TOWN.contains(&token.word.as_str());
            let words = if before < index && owned && by_town {
                before..index
            } else {
                let our = index.checked_sub(1).and_then(|our| tokens.get(our)).is_some_and(|our| our.word == "our");
                let preposition = tokens.get(index + 1).is_some_and(|next| matches!(next.word.as_str(), "in" | "at"));
                let end = (index + 2..tokens.len()).take_while(|after| self.is_capital(*after)).last();
                match end {
                    Some(end) if our && preposition => index + 2..end + 1,
                    _ => continue,
                }
            };
            let span = self.text.span_of(words);
            if !self.is_fine(span.of(self.source)) && !self.beside_own(span) {
                found.push(span);
            }
        }
        found
    }

    /// Whether the word has a capital inside a sentence and can be the name of a place.
    fn is_capital(&self, index: usize) -> bool {
        self.text.tokens.get(index).is_some_and(|token| {
            token.flags.capital && token.typed.is_none() && !NO_PLACES.contains(&token.word.as_str())
        })
    }

    fn is_whole(&self, span: Span) -> bool {
        let before = self.source.get(..span.start).and_then(|head| head.chars().next_back());
        let after = self.source.get(span.end..).and_then(|tail| tail.chars().next());
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    }

    /// `Sarah Sheffield`: a first name before it.
    fn is_surname(&self, span: Span) -> bool {
        let words = tokens_in(self.text, span);
        let Some(first) = self.text.tokens.get(words.start) else { return false };
        let Some(before) = words.start.checked_sub(1).and_then(|before| self.text.tokens.get(before)) else {
            return false;
        };
        first.before == Break::None && before.flags.capital && !NOT_FIRST_NAMES.contains(&before.word.as_str())
    }
}
