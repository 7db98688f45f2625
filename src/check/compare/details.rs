//! Owns the comparison `details`: the reply asks for what the review already says. Cues `fit.asks.X` in the reply stand
//! against cues `fit.gives.X` in the review.

use super::super::Case;
use crate::finding::Finding;

pub(super) fn check(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let Some(review) = &case.facts.review else { return };
    for (asks, what) in super::family(case, "fit.asks.") {
        let Some(asked) = case.facts.reply.matches(asks).first() else { continue };
        if let Some(given) = super::matches(case, review, &format!("fit.gives.{what}")).first() {
            let mut finding = case.finding(asked.span);
            finding.related.push(super::in_review(given.span, "already said here"));
            findings.push(finding);
        }
    }
}
