//! Owns the comparison `topics`: the reply speaks of nothing that the review speaks of.

use super::super::Case;
use crate::facts::topics::raised;
use crate::finding::Finding;

/// How many topics of the review a finding shows.
const SHOWN: usize = 3;

pub(super) fn check(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let Some(review) = &case.facts.review else { return };
    let reply = &case.facts.reply;
    if reply.text.tokens.is_empty() || !case.facts.shared.is_empty() {
        return;
    }
    let raised = raised(case.engine.rules(), review, &case.draft.context);
    if raised.is_empty() || super::language::differ(&review.text, &reply.text) {
        return;
    }
    let mut finding = case.finding(super::end_of_body(reply));
    for raised in raised.into_iter().take(SHOWN) {
        finding.related.push(super::in_review(raised.span, raised.name));
    }
    findings.push(finding);
}
