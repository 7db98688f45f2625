//! Owns the comparison `rating`: words for a happy customer in answer to a low rating. What a low rating is, the rule's
//! condition says. An assumed rating is no rating here.

use super::super::Case;
use crate::finding::Finding;

/// The cue of words that answer praise.
const DELIGHT: &str = "act.delight";

pub(super) fn check(case: &Case<'_>, findings: &mut Vec<Finding>) {
    if case.draft.context.rating.is_some() {
        let delight = super::matches(case, &case.facts.reply, DELIGHT);
        findings.extend(delight.first().map(|found| case.finding(found.span)));
    }
}
