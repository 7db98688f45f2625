//! Owns the rule kinds `require` and `require-all`: something is missing. A missing thing is pointed at where it would
//! stand, never at the whole reply.

use super::{Case, addition};
use crate::finding::Finding;
use crate::pack::raw::At;
use crate::pack::ruleset::CueNumber;
use crate::span::Span;

/// Any of `cues` is enough.
pub(super) fn any(case: &Case<'_>, cues: &[CueNumber], at: At, findings: &mut Vec<Finding>) {
    if !cues.iter().any(|cue| case.facts.reply.has(*cue)) {
        findings.push(Finding { fix: addition::of(case, cues), ..case.finding(place(case, at)) });
    }
}

/// One finding for each of `cues` that is missing.
pub(super) fn all(case: &Case<'_>, cues: &[(CueNumber, String)], at: At, findings: &mut Vec<Finding>) {
    for (cue, name) in cues {
        if case.facts.reply.has(*cue) {
            continue;
        }
        let mut finding = case.finding(place(case, at));
        if finding.message.contains("{missing}") {
            finding.message = finding.message.replace("{missing}", name).into();
        } else {
            finding.message = format!("{}: no {name}", finding.message).into();
        }
        finding.help = finding.help.map(|help| help.replace("{missing}", name).into());
        finding.label = finding.label.replace("{missing}", name).into();
        finding.fix = addition::of(case, &[*cue]);
        findings.push(finding);
    }
}

/// The greeting or the first sentence; the last sentence of the body. A reply without words gives an empty span.
fn place(case: &Case<'_>, at: At) -> Span {
    let text = &case.facts.reply.text;
    let words = match at {
        At::Start if !text.greeting.is_empty() => text.greeting.clone(),
        At::Start => text.sentences.first().map_or(0..0, |sentence| sentence.tokens.clone()),
        At::End => text.last_body_sentence().unwrap_or(0..0),
    };
    text.span_of(words)
}
