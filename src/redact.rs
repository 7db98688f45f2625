//! Owns reports that others may read: what the customer wrote, who they are, and what a reply says about them becomes
//! stars of the same length, so that every place stays right. It must not know which words of a reply are private, nor
//! any format.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::Arc;

use crate::across::excerpt;
use crate::check::fold_name;
use crate::draft::{Context, Draft, PLATFORMS};
use crate::engine::Engine;
use crate::facts::{Facts, private};
use crate::finding::{Finding, Place};
use crate::report::Checked;
use crate::span::Span;

/// A quotation of so many words from the review is the customer's; shorter ones are any text's.
const QUOTED: usize = 3;

/// What is private about one draft.
#[derive(Debug, Clone)]
pub struct Redaction {
    /// The reply with stars.
    reply: String,
    /// Bytes of the reply, in order.
    private: Vec<Span>,
    /// Names, folded.
    names: HashSet<String>,
    /// The words of the review, folded, a blank around each.
    theirs: String,
}

impl Redaction {
    /// Finds what is private about a draft.
    pub fn of(engine: &Engine, draft: &Draft, facts: &Facts) -> Self {
        let private = private::places(engine, draft, facts);
        let text = draft.reply.text.as_str();
        let mut reply = String::with_capacity(text.len());
        let mut done = 0;
        for span in &private {
            reply.push_str(text.get(done..span.start).unwrap_or(""));
            reply.push_str(&stars(span.of(text)));
            done = span.end;
        }
        reply.push_str(text.get(done..).unwrap_or(""));
        let shown = private::words_of_name(draft);
        let addressed = private::addressed(draft, facts).into_iter().map(|span| span.of(text).to_owned());
        let names = shown.chain(addressed).map(|name| fold_name(&name)).filter(|name| name.len() > 1).collect();
        Self { reply, private, names, theirs: private::words_of_review(draft) }
    }

    /// The reply with stars: byte for byte as long as it is.
    pub fn reply(&self) -> &str {
        &self.reply
    }

    /// The draft and its findings as others may read them.
    pub fn apply(&self, checked: Checked) -> Checked {
        let Checked { mut draft, mut findings, verdict, mut marks } = checked;
        let hide = |text: &str| self.hidden(text, &draft);
        for finding in &mut findings {
            hide_in(finding, &hide);
            // What a label in the review says may be its very word.
            for related in finding.related.iter_mut().filter(|related| related.place == Place::Review) {
                if self.theirs.contains(&format!(" {} ", related.label.to_lowercase())) {
                    related.label = stars(&related.label);
                }
            }
        }
        let violation = draft.context.policy_violation.as_deref().map(hide);
        let source = self.source(&draft, &findings);
        draft.context.policy_violation = violation;
        draft.source.text = source;
        draft.reply.text.clone_from(&self.reply);
        if let Some(review) = &mut draft.review {
            review.text = stars(&review.text);
        }
        context(&mut draft.context);
        if let Some(shown) = marks.as_mut().and_then(|marks| marks.excerpt.as_mut()) {
            *shown = excerpt(&self.reply);
        }
        Checked { draft, findings, verdict, marks }
    }

    /// The lines around the reply: of them, only what is public of the reply can be read, and what a finding points at.
    fn source(&self, draft: &Draft, findings: &[Finding]) -> String {
        let (text, map) = (draft.source.text.as_str(), &draft.source.map);
        let mut shown = stars(text).into_bytes();
        let mut show = |at: usize, what: &str| {
            if let Some(slot) = shown.get_mut(at..at + what.len()) {
                slot.copy_from_slice(what.as_bytes());
            }
        };
        for (at, character) in self.reply.char_indices() {
            let length = character.len_utf8();
            let place = map.to_text(draft.source_span(Span::new(at, at + length)).start);
            // An escape stands for a character that is not there.
            if draft.reply.text.get(at..at + length) == text.get(place..place + length)
                && let Some(written) = self.reply.get(at..at + length)
            {
                show(place, written);
            }
        }
        // Of a comment all but its reason, which may say anything.
        let markers = draft.suppressions.markers.iter();
        let said = markers.filter_map(|marker| Some(Span::new(marker.place.start, marker.names.last()?.place.end)));
        for place in findings.iter().filter_map(|finding| finding.source).chain(said) {
            let place = Span::new(map.to_text(place.start), map.to_text(place.end));
            show(place.start, &self.hidden(place.of(text), draft));
        }
        // Only whole characters were replaced by others of their length.
        String::from_utf8(shown).unwrap_or_else(|_| stars(text))
    }

    /// A text about the draft, without what it quotes that is private.
    fn hidden(&self, text: &str, draft: &Draft) -> String {
        let mut text = self.quotations(text, draft);
        for span in &self.private {
            let secret = span.of(&draft.reply.text);
            if secret.chars().any(|letter| letter.is_ascii_digit() || letter == '@') {
                text = text.replace(secret, &stars(secret));
            }
        }
        let mut out = String::with_capacity(text.len());
        for word in text.split_inclusive(|letter: char| !is_of_name(letter)) {
            let name = word.trim_end_matches(|letter| !is_of_name(letter));
            let is_name = self.names.contains(&fold_name(name))
                || name.split(['\'', '’', '-']).any(|part| self.names.contains(&fold_name(part)));
            out.push_str(&if is_name { stars(name) } else { name.to_owned() });
            out.push_str(word.get(name.len()..).unwrap_or(""));
        }
        out
    }

    /// Quotations become what stands at their place of the reply; those of the review become stars.
    fn quotations(&self, text: &str, draft: &Draft) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('“') {
            let Some((quoted, next)) = after.split_once('”') else { break };
            out.push_str(before);
            out.push('“');
            out.push_str(&self.quoted(quoted, draft));
            out.push('”');
            rest = next;
        }
        out.push_str(rest);
        out
    }

    fn quoted<'q>(&'q self, quoted: &'q str, draft: &Draft) -> Cow<'q, str> {
        let places = || draft.reply.text.match_indices(quoted).map(|(at, _)| self.reply.get(at..at + quoted.len()));
        if let Some(hidden) = places().flatten().find(|shown| *shown != quoted).filter(|_| !quoted.is_empty()) {
            return hidden.into();
        }
        let is_theirs = draft.review.as_ref().is_some_and(|review| review.text.contains(quoted));
        if is_theirs && places().next().is_none() && quoted.split_whitespace().count() >= QUOTED {
            return stars(quoted).into();
        }
        quoted.into()
    }
}

fn is_of_name(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '\'' | '’' | '-')
}

fn hide_in(finding: &mut Finding, hide: &dyn Fn(&str) -> String) {
    let hide_shared = |text: &mut Arc<str>| {
        let hidden = hide(text);
        if hidden != **text {
            *text = hidden.into();
        }
    };
    hide_shared(&mut finding.message);
    hide_shared(&mut finding.label);
    finding.help.iter_mut().for_each(hide_shared);
    for related in &mut finding.related {
        related.label = hide(&related.label);
    }
    if let Some(fix) = &mut finding.fix {
        fix.replace = hide(&fix.replace);
    }
}

/// What is known of a review, without who wrote it.
pub fn context(context: &mut Context) {
    for known in [&mut context.reviewer, &mut context.id].into_iter().flatten() {
        *known = stars(known);
    }
}

/// A message about an input, without what it quotes of it: only the vocabulary of replylint stays.
pub fn message(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((at, opening)) = rest.char_indices().find(|(_, sign)| matches!(sign, '“' | '`')) {
        let closing = if opening == '`' { '`' } else { '”' };
        let start = at + opening.len_utf8();
        let after = rest.get(start..).unwrap_or("");
        let Some((quoted, next)) = after.split_once(closing) else { break };
        out.push_str(rest.get(..start).unwrap_or(""));
        out.push_str(&if is_vocabulary(quoted) { quoted.to_owned() } else { stars(quoted) });
        out.push(closing);
        rest = next;
    }
    out.push_str(rest);
    out
}

fn is_vocabulary(quoted: &str) -> bool {
    PLATFORMS.iter().any(|(name, _)| *name == quoted)
        || matches!(quoted, "draft" | "template" | "---" | "+++")
        || crate::input::is_field(quoted)
}

/// Marks that say nothing about anyone, besides those of ASCII.
const MARKS: &str = "’‘“”–—…·";

/// A text of the same length that cannot be read: every letter, digit and picture is a star of as many bytes, so that
/// every place in it stays where it is.
pub fn stars(text: &str) -> String {
    text.chars()
        .map(|character| match character.len_utf8() {
            _ if character.is_whitespace() || character.is_ascii_punctuation() || MARKS.contains(character) => {
                character
            }
            1 => '*',
            2 => '×',
            3 => '∗',
            _ => '🞵',
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_keep_bytes_characters_and_the_shape_of_a_text() {
        let text = "Grüße, Ana 😀 – 日本\n+44 20";
        let hidden = stars(text);
        assert_eq!(hidden, "**××*, *** 🞵 – ∗∗\n+** **");
        assert_eq!((hidden.len(), hidden.chars().count()), (text.len(), text.chars().count()));
    }

    #[test]
    fn a_message_about_an_input_keeps_the_words_of_replylint() {
        let shown =
            message("`rating` is `Ana Lindqvist`, not a whole number; 3 replies such as “Ana”; did you mean `google`?");
        assert_eq!(
            shown,
            "`rating` is `*** *********`, not a whole number; 3 replies such as “***”; did you mean `google`?"
        );
    }
}
