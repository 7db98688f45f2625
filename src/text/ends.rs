//! Owns the two ends of a reply: the greeting, and the sign-off with all after it. It must not know what is between them.

use std::ops::Range;

use super::segment::Sentence;
use super::token::{Break, Token};

/// What a greeting begins with.
#[rustfmt::skip]
const OPENERS: &[&str] = &[
    "hi", "hello", "hey", "dear", "greetings", "hiya", "howdy", "namaste", "hola", "bonjour", "ciao", "hallo",
    "gday",
];

/// What a closing line begins with.
#[rustfmt::skip]
const FORMULAS: &[&str] = &[
    "regards", "best", "kind", "kindest", "warm", "warmest", "warmly", "sincerely", "yours", "cheers",
    "respectfully", "cordially", "faithfully", "thanks", "thank", "many", "with", "love", "namaste", "gratefully",
    "team", "the", "your", "signed", "all",
];

/// What begins a sentence, but is nobody's name.
#[rustfmt::skip]
const NO_NAMES: &[&str] = &[
    "thank", "thanks", "sorry", "apologies", "unfortunately", "yes", "no", "hi", "hello", "hey", "dear", "please",
    "sadly", "indeed", "well", "oh", "again", "still", "so", "and", "but", "however", "ok", "okay", "sure",
];

/// A sentence says something of somebody; a title does not.
#[rustfmt::skip]
const SAYING: &[&str] = &[
    "we", "i", "you", "your", "it", "they", "he", "she", "this", "is", "are", "was", "were", "will", "would", "can",
    "could", "have", "has", "had", "do", "does", "did", "be", "been", "not", "please", "call", "email", "thank",
    "thanks", "sorry", "hope", "if", "that",
];

/// Titles that make a signature of a name wherever they stand.
#[rustfmt::skip]
const ROLES: &[&str] = &[
    "manager", "owner", "director", "founder", "proprietor", "chef", "supervisor", "lead", "head", "ceo", "host",
    "landlord", "landlady", "manageress", "administrator", "coordinator", "president", "partner", "dentist", "vet",
];

/// What people say they are, in small letters or not, besides their names.
#[rustfmt::skip]
const TITLES: &[&str] = &[
    "the", "team", "of", "at", "and", "manager", "owner", "director", "support", "customer", "service", "care",
    "guest", "relations", "general", "founder", "ceo", "head", "staff", "management", "from", "your", "for", "in",
    "a", "on", "behalf", "co", "reception", "proprietor", "chef", "practice", "operations", "experience", "success",
    "lead", "supervisor", "office", "family", "crew",
];

/// `Dear Ann,` `Hi there!` `Hello Mr Jones` and a bare `Ann,` on a line of its own.
pub(super) fn greeting(tokens: &[Token]) -> Range<usize> {
    let Some(first) = tokens.first() else { return 0..0 };
    let word = first.word.as_str();
    let good = word == "good"
        && tokens.get(1).is_some_and(|next| matches!(next.word.as_str(), "morning" | "afternoon" | "evening" | "day"));
    let end = (1..tokens.len())
        .find(|at| tokens[*at].before >= Break::Comma && tokens[*at].before != Break::Quote)
        .unwrap_or(tokens.len());
    if OPENERS.contains(&word) || good {
        // "Hi Karen thank you for …": the salutation is the opener and the names after it.
        if end <= 7 {
            return 0..end;
        }
        let names =
            tokens.iter().skip(1).take_while(|token| token.flags.capital || token.word == "there").take(4).count();
        return 0..(1 + names).min(tokens.len());
    }
    let names = end <= 3
        && end < tokens.len()
        && tokens[..end].iter().all(|token| token.flags.capital && token.typed.is_none());
    let thanks = matches!(word, "thank" | "thanks" | "sorry" | "apologies" | "unfortunately" | "yes" | "no");
    if names
        && !thanks
        && tokens[end].before != Break::Hard
        && (tokens[end].flags.line_start || tokens[end].before == Break::Comma)
    {
        return 0..end;
    }
    0..0
}

/// The sign-off at the end: short lines that start with a closing formula or hold only names and titles.
pub(super) fn closing(text: &str, tokens: &[Token], sentences: &[Sentence], greeting_end: usize) -> Range<usize> {
    let mut start = tokens.len();
    for sentence in sentences.iter().rev() {
        let words = &tokens[sentence.tokens.clone()];
        if sentence.tokens.start < greeting_end || words.len() > 9 || words.is_empty() {
            break;
        }
        let dashed =
            text.get(..words[0].span.start).is_some_and(|before| before.trim_end().ends_with(['-', '–', '—', '~']));
        let own_line = words[0].flags.line_start || dashed || start < tokens.len() || sentence.tokens.start == 0;
        let formula = words.len() <= 7
            && FORMULAS.contains(&words[0].word.as_str())
            && !words.iter().any(|token| {
                let word = token.word.as_str();
                (SAYING.contains(&word) || matches!(word, "for" | "our"))
                    && !matches!(word, "thank" | "thanks")
                    && token.word != words[0].word
                    && !(word == "you" && words[0].word == "thank")
            });
        let names = words
            .iter()
            .all(|token| token.flags.capital || token.typed.is_some() || TITLES.contains(&token.word.as_str()))
            && words.iter().any(|token| token.flags.capital)
            && !words[words.len() - 1].flags.asks;
        if !(formula || names && own_line || signs(text, words, own_line)) {
            break;
        }
        start = sentence.tokens.start;
    }
    // One sentence that is all there is closes nothing.
    if start <= greeting_end { tokens.len()..tokens.len() } else { start..tokens.len() }
}

/// “Lars, store manager”: a name, and in small letters what somebody is. No sentence ends like that.
fn signs(text: &str, words: &[Token], own_line: bool) -> bool {
    let Some(comma) = (1..words.len().min(4)).find(|at| words[*at].before == Break::Comma) else { return false };
    let (name, title) = words.split_at(comma);
    let is_name = |token: &Token| token.flags.capital && token.typed.is_none();
    let ended = words.last().and_then(|last| text.get(last.span.end..)).is_some_and(|rest| {
        rest.trim_start_matches(['"', '”', '’', ')', '*', '_']).starts_with(['.', '!', '?', '…', ':'])
    });
    !ended
        && name.iter().all(is_name)
        && !NO_NAMES.contains(&name[0].word.as_str())
        // A number or an address is more than a signature.
        && !title.iter().any(|token| token.typed.is_some() || SAYING.contains(&token.word.as_str()))
        && (own_line || title.iter().any(|token| ROLES.contains(&token.word.as_str())))
}

#[cfg(test)]
mod tests {
    use crate::text::Text;

    /// The words of the closing of a text.
    fn closing(source: &str) -> String {
        let text = Text::new(source, &[]);
        text.span_of(text.closing.clone()).of(source).to_owned()
    }

    #[test]
    fn a_sentence_that_begins_as_a_closing_does_is_none() {
        for sentence in ["The soup was cold.", "All staff were told.", "Your table will wait.", "The team did this."] {
            assert_eq!(closing(&format!("You are right. {sentence}")), "");
        }
        for formula in ["Many thanks, Ann", "With thanks, the team", "The Elm Team", "Thank you, Ann"] {
            assert_eq!(closing(&format!("You are right.\n\n{formula}")), formula);
        }
    }

    #[test]
    fn a_name_with_a_title_in_small_letters_signs() {
        for signature in ["Lars, store manager", "Mo Ito, front of house", "Lars, who runs the shop floor"] {
            assert_eq!(closing(&format!("I'm sorry about the soup. It was cold.\n\n{signature}")), signature);
            assert_eq!(closing(&format!("I'm sorry about the soup.\n- {signature}")), signature);
        }
        assert_eq!(closing("I'm sorry. It was cold. Lars, store manager"), "Lars, store manager");
    }

    #[test]
    fn a_last_line_that_says_something_signs_nothing() {
        for last in [
            "Sorry, store closed",
            "Anna, we will call you",
            "Lars, store manager, will call you.",
            "Soup, bread and cheese.",
        ] {
            assert_eq!(closing(&format!("I'm sorry about the soup.\n\n{last}")), "", "{last}");
        }
        assert_eq!(closing("It was cold. Anna, front of house"), "", "on the line of others, only a role is sure");
    }
}
