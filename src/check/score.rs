//! Owns the rule kind `score`: weighted cues add up. Each cue counts once; every contributor is named.

use super::Case;
use crate::finding::{Finding, Level, Place, Related};
use crate::pack::ruleset::Score;

/// Points at the heaviest contributor; the others are related places.
pub(super) fn check(case: &Case<'_>, score: &Score, findings: &mut Vec<Finding>) {
    let mut contributors = Vec::new();
    let mut sum = 0.0;
    for (cue, weight) in &score.weights {
        if let Some(found) = case.facts.reply.matches(*cue).first() {
            sum += weight;
            contributors.push((*weight, *cue, found.span));
        }
    }
    let reached = |limit: Option<f64>| limit.is_some_and(|limit| sum >= limit);
    let level = if reached(score.error) {
        Level::Error
    } else if reached(score.warning) {
        Level::Warning
    } else if reached(score.note) {
        Level::Note
    } else {
        return;
    };
    contributors.sort_by(|left, right| right.0.total_cmp(&left.0).then(left.2.cmp(&right.2)));
    let Some((weight, cue, span)) = contributors.first().copied() else { return };
    let mut finding = case.finding(span);
    finding.level = if case.level == Level::Off { Level::Off } else { level };
    finding.message = format!("{} (adds up to {sum})", finding.message).into();
    finding.label = contribution(case, weight, cue).into();
    for (weight, cue, span) in contributors.into_iter().skip(1) {
        finding.related.push(Related { place: Place::Reply, span, label: contribution(case, weight, cue) });
    }
    findings.push(finding);
}

/// `+2 denial`, `−0.5 ownership`.
fn contribution(case: &Case<'_>, weight: f64, cue: u32) -> String {
    let name = case.cue_name(cue);
    let name = name.rsplit('.').next().unwrap_or(name).replace('-', " ");
    let sign = if weight < 0.0 { '−' } else { '+' };
    format!("{sign}{} {name}", weight.abs())
}
