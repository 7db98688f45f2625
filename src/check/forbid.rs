//! Owns the rule kind `forbid`: something is there that should not be.

use super::{Case, fix};
use crate::facts::Match;
use crate::finding::Finding;
use crate::pack::ruleset::CueNumber;

/// One finding for each place; places that overlap are one.
pub(super) fn check(case: &Case<'_>, cues: &[CueNumber], findings: &mut Vec<Finding>) {
    let mut matches: Vec<&Match> = cues.iter().flat_map(|cue| case.facts.reply.matches(*cue)).collect();
    matches.sort_by_key(|found| (found.span.start, std::cmp::Reverse(found.span.end)));
    let mut end = 0;
    for (index, found) in matches.iter().enumerate() {
        if index > 0 && found.span.start < end {
            continue;
        }
        end = found.span.end;
        let mut finding = case.finding(found.span);
        if let Some(advice) = &found.advice {
            finding.message = finding.message.replace("{found}", &advice.found).into();
            finding.label = advice.label.as_deref().map_or(finding.label, Into::into);
            finding.help = advice.help.as_deref().map(Into::into).or(finding.help);
            finding.level = advice.level.unwrap_or(finding.level);
            finding.fix.clone_from(&advice.fix);
        }
        if finding.fix.is_none() {
            finding.fix = fix::of_rule(case, [*found]);
        }
        findings.push(finding);
    }
}
