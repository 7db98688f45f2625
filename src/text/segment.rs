//! Owns the larger parts of a text: sentences, clauses, quotations.
//! It must not know about cues.

use std::ops::Range;

use super::ends;
use super::token::{self, Break, Token};
use crate::span::Span;

/// One sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Its words, as indices into [`Text::tokens`].
    pub tokens: Range<usize>,
    /// Whether it ends with a question mark.
    pub asks: bool,
}

/// The folded view of a text. All ranges are indices into `tokens`.
#[derive(Debug, Clone, Default)]
pub struct Text {
    /// The words.
    pub tokens: Vec<Token>,
    /// The sentences, in order, covering all words.
    pub sentences: Vec<Sentence>,
    /// The salutation, empty if there is none.
    pub greeting: Range<usize>,
    /// The sign-off and all after it, empty if there is none.
    pub closing: Range<usize>,
    /// The quotations.
    pub quotations: Vec<Range<usize>>,
    sentence_of: Vec<u32>,
}

impl Text {
    /// Reads `text`. `typed` are sorted spans that count as one word each, with the number of their detector.
    pub fn new(text: &str, typed: &[(Span, u8)]) -> Self {
        let mut tokens = token::split(text, typed);
        let quotations = quotations(text, &mut tokens);
        let sentences = sentences(&tokens);
        let mut sentence_of = vec![0; tokens.len()];
        for (number, sentence) in sentences.iter().enumerate() {
            for slot in sentence_of.get_mut(sentence.tokens.clone()).unwrap_or_default() {
                *slot = u32::try_from(number).unwrap_or(u32::MAX);
            }
        }
        let greeting = ends::greeting(&tokens);
        let closing = ends::closing(text, &tokens, &sentences, greeting.end);
        Self { tokens, sentences, greeting, closing, quotations, sentence_of }
    }

    /// Takes the shouting back of words outside `spans`, which are sorted.
    pub fn keep_shouted(&mut self, spans: &[Span]) {
        let mut spans = spans.iter().peekable();
        for token in &mut self.tokens {
            while spans.peek().is_some_and(|span| span.end <= token.span.start) {
                spans.next();
            }
            token.flags.shouted &= spans.peek().is_some_and(|span| span.start < token.span.end);
        }
    }

    /// The number of the sentence of a word.
    pub fn sentence_of(&self, token: usize) -> usize {
        self.sentence_of.get(token).map_or(0, |number| *number as usize)
    }

    /// The words of the sentence of a word.
    pub fn sentence_at(&self, token: usize) -> Range<usize> {
        self.sentences.get(self.sentence_of(token)).map_or(0..0, |sentence| sentence.tokens.clone())
    }

    /// The words of the clause of a word: up to a comma, a harder break or a conjunction on both sides.
    pub fn clause_at(&self, token: usize) -> Range<usize> {
        let sentence = self.sentence_at(token);
        let breaks = |at: usize| {
            self.tokens.get(at).is_some_and(|token| {
                matches!(token.before, Break::Comma | Break::Hard | Break::Sentence)
                    || matches!(
                        token.word.as_str(),
                        "but" | "however" | "although" | "though" | "because" | "so" | "while" | "whereas"
                    )
            })
        };
        let mut start = token;
        while start > sentence.start && !breaks(start) {
            start -= 1;
        }
        let mut end = token + 1;
        while end < sentence.end && !breaks(end) {
            end += 1;
        }
        start..end
    }

    /// The bytes from the first to the last word of a range; an empty range gives an empty span.
    pub fn span_of(&self, tokens: Range<usize>) -> Span {
        let first = self.tokens.get(tokens.start);
        let last = tokens.end.checked_sub(1).and_then(|last| self.tokens.get(last));
        match (first, last) {
            (Some(first), Some(last)) if tokens.start < tokens.end => Span::new(first.span.start, last.span.end),
            _ => first.map_or(Span::default(), |token| Span::new(token.span.start, token.span.start)),
        }
    }

    /// The last sentence before the closing; none if the text has no words there.
    pub fn last_body_sentence(&self) -> Option<Range<usize>> {
        let end = if self.closing.is_empty() { self.tokens.len() } else { self.closing.start };
        self.sentences
            .iter()
            .rev()
            .map(|sentence| sentence.tokens.clone())
            .find(|tokens| tokens.start < end)
            .map(|tokens| tokens.start..tokens.end.min(end))
    }
}

/// Nobody writes a longer one: what looks so is machine text, and would make everything that reads a sentence slow.
const LONGEST_SENTENCE: usize = 200;

fn sentences(tokens: &[Token]) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    let mut start = 0;
    for end in 1..=tokens.len() {
        if tokens.get(end).is_none_or(|token| token.before == Break::Sentence) || end - start >= LONGEST_SENTENCE {
            sentences.push(Sentence { tokens: start..end, asks: tokens[end - 1].flags.asks });
            start = end;
        }
    }
    sentences
}

/// Marks the words inside quotation marks. A mark that is never closed in its paragraph quotes nothing.
fn quotations(text: &str, tokens: &mut [Token]) -> Vec<Range<usize>> {
    let mut spans: Vec<Span> = Vec::new();
    let mut open: Option<(usize, char)> = None;
    let mut previous = ' ';
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let next = characters.peek().map_or(' ', |(_, next)| *next);
        match (open, character) {
            (None, '"' | '“' | '„' | '«') => open = Some((at + character.len_utf8(), closing_mark(character))),
            (None, '‘' | '\'') if !previous.is_alphanumeric() && next.is_alphanumeric() => {
                open = Some((at + character.len_utf8(), '’'));
            }
            (Some((start, '’')), '’' | '\'') if !next.is_alphanumeric() && previous != ' ' => {
                // Single marks are apostrophes more often than quotations: only two words and more count.
                if text.get(start..at).is_some_and(|inside| inside.contains(' ')) {
                    spans.push(Span::new(start, at));
                }
                open = None;
            }
            (Some((start, '’')), _) if character == '\n' || at > start + 300 => open = None,
            (Some((start, mark)), _) if character == mark || mark == '”' && matches!(character, '"' | '“') => {
                spans.push(Span::new(start, at));
                open = None;
            }
            (Some(_), '\n') if next == '\n' => open = None,
            _ => {}
        }
        previous = character;
    }
    let mut ranges = Vec::new();
    for span in spans {
        let first = tokens.partition_point(|token| token.span.start < span.start);
        let last = tokens.partition_point(|token| token.span.end <= span.end);
        // Quotation marks around nearly everything are those of a spreadsheet or a habit, not the customer's words.
        if first < last && (last - first) * 5 < tokens.len() * 4 {
            for token in &mut tokens[first..last] {
                token.flags.quoted = true;
            }
            ranges.push(first..last);
        }
    }
    ranges
}

fn closing_mark(opening: char) -> char {
    match opening {
        '“' | '„' => '”',
        '«' => '»',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        Text::new(text, &[]).tokens.into_iter().map(|token| token.word).collect()
    }

    #[test]
    fn apostrophes_straight_curly_or_missing_give_the_same_words() {
        let expected = ["we", "are", "sorry", "you", "did", "not", "enjoy", "it"];
        for text in
            ["We're sorry you didn't enjoy it", "We’re sorry you didn’t enjoy it", "Were sorry you didnt enjoy it"]
        {
            assert_eq!(words(text), expected, "{text}");
        }
    }

    #[test]
    fn a_full_stop_after_a_title_ends_no_sentence() {
        let text = Text::new("Dear Mr. Jones, thank you. We will call Dr. May at 4.30 pm. Bye", &[]);
        let sentences: Vec<usize> = text.sentences.iter().map(|sentence| sentence.tokens.len()).collect();
        assert_eq!(sentences, [5, 8, 1]);
    }

    #[test]
    fn greeting_and_closing_are_found() {
        let text = Text::new(
            "Hi Karen,\n\nThank you for writing. We have fixed the door.\n\nKind regards,\nSam Lee\nManager",
            &[],
        );
        assert_eq!(text.greeting, 0..2);
        let closing: Vec<&str> = text.tokens[text.closing.clone()].iter().map(|token| token.word.as_str()).collect();
        assert_eq!(closing, ["kind", "regards", "sam", "lee", "manager"]);
        assert_eq!(text.last_body_sentence(), Some(6..11));
    }

    #[test]
    fn words_of_the_customer_in_quotation_marks_are_quoted() {
        let text = Text::new("You wrote “the worst stay” and that's fair.", &[]);
        let quoted: Vec<&str> =
            text.tokens.iter().filter(|token| token.flags.quoted).map(|token| token.word.as_str()).collect();
        assert_eq!(quoted, ["the", "worst", "stay"]);
    }

    #[test]
    fn quotation_marks_around_the_whole_reply_quote_nothing() {
        let text = Text::new("\"Thank you Ann. We are sorry about the wait.\"", &[]);
        assert!(text.quotations.is_empty());
    }

    #[test]
    fn spans_cover_their_words() {
        let source = "Café staff weren't “nice”…\nNo?";
        for token in Text::new(source, &[]).tokens {
            assert!(source.get(token.span.start..token.span.end).is_some_and(|word| !word.is_empty()));
        }
    }
}
