//! Owns how replies of a brand end. It must not know about rules.

use super::{Advice, BrandSettings, letters};
use crate::draft::Context;
use crate::facts::Match;
use crate::finding::Fix;
use crate::fix;
use crate::span::Span;
use crate::text::{Break, Text};

/// A sign-off and the names below it, where none is recognised as such.
const LAST_WORDS: usize = 12;

/// What a sign-off begins with that is no name.
#[rustfmt::skip]
const FORMULAS: &[&str] = &[
    "regards", "best", "kind", "kindest", "warm", "warmest", "warmly", "sincerely", "yours", "cheers", "respectfully",
    "cordially", "faithfully", "thanks", "thank", "many", "with", "love", "gratefully",
];

/// The last words, if none of the sign-offs is among them.
pub(super) fn other(settings: &BrandSettings, source: &str, text: &Text) -> Vec<Match> {
    let (Some(first), Some(last)) = (settings.sign_offs.first(), text.tokens.len().checked_sub(1)) else {
        return Vec::new();
    };
    let start = if text.closing.is_empty() { last.saturating_sub(LAST_WORDS) } else { text.closing.start };
    let written = letters(text.span_of(start..last + 1).of(source));
    if settings.sign_offs.iter().any(|wanted| written.contains(&letters(wanted))) {
        return Vec::new();
    }
    let tokens = if text.closing.is_empty() { last..last + 1 } else { text.closing.clone() };
    let span = text.span_of(tokens.clone());
    let found = span.of(source).to_owned();
    let fix = Some(instead(first.trim(), source, text));
    let advice = Advice { found, help: Some(format!("end with “{first}”")), fix, ..Advice::default() };
    vec![Match { span, tokens, program: None, advice: Some(Box::new(advice)) }]
}

/// The brand's sign-off, in place of another formula, before the names, or at the end.
fn instead(sign_off: &str, source: &str, text: &Text) -> Fix {
    let closing = text.closing.clone();
    let Some(first) = text.tokens.get(closing.start) else {
        return fix::added(source, source.trim_end().len(), sign_off, true);
    };
    if !FORMULAS.contains(&first.word.as_str()) {
        let line_break = if source.contains("\r\n") { "\r\n" } else { "\n" };
        let at = first.span.start;
        return Fix { span: Span::new(at, at), replace: format!("{sign_off},{line_break}"), safe: false };
    }
    let ends = |at: &usize| text.tokens.get(*at).is_some_and(|token| token.before >= Break::Comma);
    // A sign-off of several lines brings its own names.
    let end = if sign_off.contains('\n') {
        closing.end
    } else {
        (closing.start + 1..closing.end).find(ends).unwrap_or(closing.end)
    };
    Fix { span: text.span_of(closing.start..end), replace: sign_off.to_owned(), safe: false }
}

/// The sign-off, with the name of who signs where it is known.
pub(super) fn signed(settings: &BrandSettings, context: &Context) -> Option<String> {
    let sign_off = settings.sign_offs.first()?.trim();
    let name = context.author.as_ref().or(settings.name.as_ref()).or(context.business.as_ref());
    Some(match name {
        Some(name) if !sign_off.contains('\n') => format!("{},\n{name}", sign_off.trim_end_matches(',')),
        _ => sign_off.to_owned(),
    })
}
