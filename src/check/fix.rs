//! Owns which of a rule's own fixes fits what it reports. It must not know how a fix is worded.

use super::Case;
use crate::facts::Match;
use crate::finding::Fix;
use crate::fix;

/// The first fix of the rule that fits at any of `matches`.
pub(super) fn of_rule<'m>(case: &Case<'_>, matches: impl IntoIterator<Item = &'m Match>) -> Option<Fix> {
    if case.rule.fixes.is_empty() {
        return None;
    }
    matches.into_iter().find_map(|found| at(case, found))
}

fn at(case: &Case<'_>, found: &Match) -> Option<Fix> {
    let (reply, facts) = (case.draft.reply.text.as_str(), &case.facts.reply);
    case.rule.fixes.iter().find_map(|own| {
        let span = match own.find {
            None => found.span,
            Some(program) => {
                let places = facts.places_of(case.engine.rules(), program, &found.tokens);
                // The longest from the first start.
                facts.text.span_of(places.first()?.clone())
            }
        };
        if own.replace.is_empty() {
            return fix::without(reply, span, own.safe);
        }
        Some(fix::instead(reply, span, &own.replace, own.safe))
    })
}
