//! Owns the fingerprints of a reply: its words, without names and numbers, as hashes. It must not know what they are
//! compared with.

use crate::across::minhash::{Signature, hash_of};
use crate::draft::Draft;
use crate::facts::Facts;
use crate::text::{Text, Token};

/// So many words are the opening of a reply.
const OPENING: usize = 6;
/// The longest excerpt, in characters.
const EXCERPT: usize = 100;
/// A reply to stars without words may be short and always the same.
const SHORT: usize = 15;

/// The fingerprints of one reply.
#[derive(Debug, Clone)]
pub(super) struct Words {
    /// How many words are left.
    pub(super) count: usize,
    /// All of them.
    pub(super) exact: u64,
    /// Their stretches.
    pub(super) signature: Signature,
    /// The first of them after the greeting; none if there are too few.
    pub(super) opening: Option<u64>,
    /// The first words of the reply as they stand.
    pub(super) excerpt: Box<str>,
    /// The words of the reply as they stand, from the end of the greeting.
    pub(super) first_words: Box<str>,
    /// How it says goodbye, if it does: `kind regards`.
    pub(super) sign_off: Option<Box<str>>,
    /// Whether it may be the same as others: a short thank-you for good stars without words.
    pub(super) may_repeat: bool,
}

impl Words {
    pub(super) fn of(draft: &Draft, facts: &Facts) -> Self {
        let text = &facts.reply.text;
        let context = &draft.context;
        let names: Vec<String> = [&context.reviewer, &context.author, &context.location]
            .into_iter()
            .flatten()
            .flat_map(|name| name.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>())
            .collect();
        let kept = |at: usize, token: &Token| {
            let sentence = text.sentences.get(text.sentence_of(at)).map_or(0..0, |sentence| sentence.tokens.clone());
            let of_sentence = text.tokens.get(sentence.clone()).unwrap_or(&[]);
            // A sentence starts with a large letter; one of nothing else is a signature.
            let is_signature = sentence.len() <= 3 && of_sentence.iter().all(|token| token.flags.capital);
            let is_first = sentence.start == at && !is_signature;
            let is_name = token.flags.capital && !is_first && token.word != "i" || names.contains(&token.word);
            let is_number = token.flags.number || token.word.chars().any(|char| char.is_ascii_digit());
            let is_salutation = text.greeting.contains(&at) || text.closing.contains(&at) && token.flags.capital;
            !is_name && !is_number && !is_salutation
        };
        let tokens: Vec<(usize, &Token)> =
            text.tokens.iter().enumerate().filter(|(at, token)| kept(*at, token)).collect();
        let words: Vec<&str> = tokens.iter().map(|(_, token)| token.word.as_str()).collect();
        let first = words.get(..OPENING);
        let has_review = draft.review.as_ref().is_some_and(|review| !review.text.trim().is_empty());
        Self {
            count: words.len(),
            exact: hash_of(&words),
            signature: Signature::of(&words),
            opening: first.map(hash_of),
            excerpt: excerpt(&draft.reply.text).into(),
            first_words: first_words(&draft.reply.text, text).into(),
            sign_off: sign_off(draft, facts),
            may_repeat: !has_review && context.rating.is_some_and(|rating| rating >= 4) && words.len() <= SHORT,
        }
    }
}

impl Words {
    /// Takes the words that are shown from `reply`, which is as long as that of the draft, and `text` its words.
    pub(super) fn show(&mut self, reply: &str, text: &Text) {
        self.excerpt = excerpt(reply).into();
        self.first_words = first_words(reply, text).into();
    }
}

/// The first words of a reply, for people.
pub(crate) fn excerpt(reply: &str) -> String {
    line(reply, EXCERPT)
}

fn first_words(reply: &str, text: &Text) -> String {
    let starts_at = text.tokens.get(text.greeting.end).map_or(0, |token| token.span.start);
    let rest = reply.get(starts_at..).unwrap_or("");
    rest.split_whitespace().take(OPENING).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
impl Words {
    /// Of these words, and nothing else.
    pub(super) fn for_test(words: &[&str]) -> Self {
        Self {
            count: words.len(),
            exact: hash_of(words),
            signature: Signature::of(words),
            opening: words.get(..OPENING).map(hash_of),
            excerpt: "".into(),
            first_words: "".into(),
            sign_off: None,
            may_repeat: false,
        }
    }
}

/// The first line of the closing, without names.
fn sign_off(draft: &Draft, facts: &Facts) -> Option<Box<str>> {
    let text = &facts.reply.text;
    let closing = text.tokens.get(text.closing.clone())?;
    let first = closing.first()?;
    let line: Vec<&Token> = closing
        .iter()
        .take_while(|token| {
            let between = draft.reply.text.get(first.span.end..token.span.start).unwrap_or("");
            !between.contains('\n')
        })
        .collect();
    // The first word of a line is written large; a name is nothing but large words.
    let is_name = line.iter().all(|token| token.flags.capital);
    if is_name && line.len() < 2 || line.len() > 4 {
        return (line.len() <= 4).then(|| "a name alone".into());
    }
    let small = line.iter().enumerate().filter(|(at, token)| *at == 0 || !token.flags.capital);
    let words: Vec<&str> = small.map(|(_, token)| token.word.as_str()).collect();
    match words.join(" ").as_str() {
        "the" | "your" => Some("a name alone".into()),
        words => words.contains(char::is_alphabetic).then(|| words.into()),
    }
}

/// The start of a text in one line.
fn line(text: &str, longest: usize) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let cut: String = text.chars().take(longest).collect();
    if cut.len() < text.len() { format!("{cut}…") } else { cut }
}
