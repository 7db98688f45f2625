//! Owns where words that are missing go: thanks after the greeting, a contact before the sign-off, the sign-off at the
//! end. It must not know which words these are.

use super::Case;
use crate::facts::brand::Act;
use crate::finding::Fix;
use crate::fix;
use crate::pack::ruleset::CueNumber;
use crate::span::Span;

/// The acts that a brand has words for, by the cues that ask for them.
const ACTS: &[(&str, Act)] = &[
    ("act.thanks", Act::Thanks),
    ("act.contact-detail", Act::Contact),
    ("act.contact-invite", Act::Contact),
    ("act.sign-off", Act::SignOff),
];

/// What would add one of `cues` to the reply, where the brand has words for it.
pub(super) fn of(case: &Case<'_>, cues: &[CueNumber]) -> Option<Fix> {
    let act = cues.iter().find_map(|cue| {
        let name = case.cue_name(*cue);
        ACTS.iter().find(|(known, _)| *known == name).map(|(_, act)| *act)
    })?;
    // Where thanks are only one way among others, the brand's own would be an excuse for the others.
    if act != Act::Contact && cues.len() > 1 || act == Act::Contact && !takes_contacts(case) {
        return None;
    }
    let words = case.engine.brand().words(act, &case.draft.context)?;
    let reply = case.draft.reply.text.as_str();
    // Words that are there, and do not count as what is missing, would be added again and again.
    if reply.trim().is_empty() || reply.to_lowercase().contains(&words.to_lowercase()) {
        return None;
    }
    match act {
        Act::Thanks => after_greeting(case, &words),
        Act::Contact => before_closing(case, &words),
        Act::SignOff => Some(fix::added(reply, reply.trim_end().len(), &words, true)),
    }
}

/// Whether the platform lets a reply give a contact.
fn takes_contacts(case: &Case<'_>) -> bool {
    let platform = case.draft.context.platform.as_deref();
    platform.is_none_or(|platform| case.engine.rules().allows(platform, "contact-details") != Some(false))
}

/// The first sentence after the greeting.
fn after_greeting(case: &Case<'_>, words: &str) -> Option<Fix> {
    let (reply, text) = (case.draft.reply.text.as_str(), &case.facts.reply.text);
    let greeting = text.greeting.clone();
    let end = if greeting.is_empty() { 0 } else { text.span_of(greeting.clone()).end };
    let rest = reply.get(end..)?;
    let first = text.tokens.get(greeting.end)?.span.start;
    // What stands between greeting and body: a comma, blanks, line breaks, an emoji.
    let between = rest.get(..first.checked_sub(end)?)?;
    let at = match between.rfind('\n') {
        Some(line) => end + line + 1,
        None if greeting.is_empty() => first - between.len() + between.len() - between.trim_start().len(),
        None => end + between.rfind(' ').map_or(between.len(), |blank| blank + 1),
    };
    let goes_on = !greeting.is_empty() && !between.contains(['\n', '.', '!', '?', '…', ':']);
    let next = reply.get(at..)?.chars().next()?;
    if goes_on {
        // “Hi Ana, we are sorry” becomes “Hi Ana, thank you for writing. We are sorry”.
        let replace = format!("{} {}", lowered(words), next.to_uppercase());
        return Some(Fix { span: Span::new(at, at + next.len_utf8()), replace, safe: false });
    }
    Some(Fix { span: Span::new(at, at), replace: format!("{words} "), safe: false })
}

/// `Thank you` inside of a sentence; a name keeps its capital.
fn lowered(words: &str) -> String {
    let is_plain = ["Thank ", "Thanks ", "We ", "Many "].iter().any(|start| words.starts_with(start));
    let mut letters = words.chars();
    match letters.next().filter(|_| is_plain) {
        Some(first) => first.to_lowercase().chain(letters).collect(),
        None => words.to_owned(),
    }
}

/// The last sentence before the sign-off.
fn before_closing(case: &Case<'_>, words: &str) -> Option<Fix> {
    let (reply, text) = (case.draft.reply.text.as_str(), &case.facts.reply.text);
    let end = if text.closing.is_empty() { reply.len() } else { text.span_of(text.closing.clone()).start };
    let body = reply.get(..end)?.trim_end().trim_end_matches(['-', '–', '—', '~']).trim_end();
    let last = body.chars().next_back()?;
    let is_ended = matches!(last, '.' | '!' | '?' | '…' | ')' | '”' | '"') || !last.is_alphanumeric() && last != ',';
    let gap = if is_ended { " " } else { ". " };
    Some(Fix { span: Span::new(body.len(), body.len()), replace: format!("{gap}{words}"), safe: false })
}
