//! Owns what makes two findings the same from one run to the next: the rule and the words of its sentence, not the line
//! it stands in. It must not know who asks: reports for code hosts do, and baselines.

use std::fmt;

use crate::finding::Finding;
use crate::span::Span;
use crate::text::Text;

/// Stands for a rule and the sentence it is about. The same on every machine and in every version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(u64);

impl Fingerprint {
    /// The fingerprint of several texts in that order.
    pub fn of<'t>(texts: impl IntoIterator<Item = &'t str>) -> Self {
        let mut state = 0xcbf2_9ce4_8422_2325_u64;
        let mut mix = |byte: u8| state = (state ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        for text in texts {
            text.bytes().for_each(&mut mix);
            // No UTF-8 holds this byte, so that "a", "bc" is not "ab", "c".
            mix(0xff);
        }
        Self(state)
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:016x}", self.0)
    }
}

/// The fingerprints of the findings of one reply, whose words are read once.
#[derive(Debug)]
pub struct Fingerprints<'d> {
    reply: &'d str,
    text: Text,
}

impl<'d> Fingerprints<'d> {
    /// Reads a reply.
    pub fn new(reply: &'d str) -> Self {
        Self { reply, text: Text::new(reply, &[]) }
    }

    /// The fingerprint of a finding: its rule and its sentence; what it says, where it stands around the reply.
    pub fn of_finding(&self, finding: &Finding) -> Fingerprint {
        match finding.source {
            Some(_) => Fingerprint::of([&*finding.rule, &*finding.message]),
            None => self.of(&finding.rule, finding.span),
        }
    }

    /// The fingerprint of a finding of `rule` at `span`, bytes of the reply: case, spelling variants of apostrophes and
    /// blanks make no difference, nor does anything outside the sentences that the span touches.
    pub fn of(&self, rule: &str, span: Span) -> Fingerprint {
        let tokens = &self.text.tokens;
        let first = tokens.partition_point(|token| token.span.end <= span.start);
        let last = tokens.partition_point(|token| token.span.start < span.end.max(span.start + 1)).max(first + 1) - 1;
        if tokens.get(first).is_none() {
            return Fingerprint::of([rule, span.of(self.reply)]);
        }
        let words = self.text.sentence_at(first).start..self.text.sentence_at(last.min(tokens.len() - 1)).end;
        let words = tokens.get(words).unwrap_or_default().iter().map(|token| token.word.as_str());
        Fingerprint::of(std::iter::once(rule).chain(words))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(reply: &str, words: &str) -> Fingerprint {
        let start = reply.find(words).unwrap();
        Fingerprints::new(reply).of("a-rule", Span::new(start, start + words.len()))
    }

    #[test]
    fn a_sentence_that_moved_or_was_wrapped_keeps_its_fingerprint() {
        let before = of("We don’t agree.", "don’t");
        assert_eq!(before, of("Thank you.\n\nwe don't\nagree.", "don't"));
        assert_ne!(before, of("We don't agree at all.", "don't"));
    }

    #[test]
    fn places_in_one_sentence_share_a_fingerprint_and_rules_do_not() {
        assert_eq!(of("One two.", "One"), of("One two.", "two"));
        let other = Fingerprints::new("One two.").of("b-rule", Span::new(0, 3));
        assert_ne!(of("One two.", "One"), other);
    }

    #[test]
    fn a_place_without_words_has_a_fingerprint_all_the_same() {
        let none = Fingerprints::new("!!!").of("a-rule", Span::new(0, 3));
        assert_ne!(none, Fingerprints::new("").of("a-rule", Span::new(0, 0)));
        assert_eq!(none.to_string().len(), 16);
    }
}
