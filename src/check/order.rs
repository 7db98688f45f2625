//! Owns the rule kind `order`: two things are there, the wrong way round.

use super::Case;
use crate::facts::Match;
use crate::finding::{Finding, Place, Related};
use crate::pack::ruleset::CueNumber;

/// Points at the one that comes too early; the other is a related place.
pub(super) fn check(case: &Case<'_>, first: &[CueNumber], then: &[CueNumber], findings: &mut Vec<Finding>) {
    let earliest = |cues: &[CueNumber]| -> Option<Match> {
        cues.iter().flat_map(|cue| case.facts.reply.matches(*cue)).min_by_key(|found| found.span.start).cloned()
    };
    let (Some(first), Some(then)) = (earliest(first), earliest(then)) else { return };
    if then.span.start < first.span.start {
        let mut finding = case.finding(then.span);
        finding.related.push(Related {
            place: Place::Reply,
            span: first.span,
            label: "this should come first".to_owned(),
        });
        findings.push(finding);
    }
}
