//! Owns the rule kind `compare`: reply and review, or reply and context, do not fit together. One file for each
//! comparison. It must not know how the texts were read.

mod details;
mod language;
mod name;
mod question;
mod rating;
mod topics;

pub(crate) use name::fold as fold_name;

use super::Case;
use crate::facts::{Match, Reading};
use crate::finding::{Finding, Place, Related};
use crate::span::Span;

/// Runs the comparison of that name. The compiler lets no other name through.
pub(super) fn check(case: &Case<'_>, what: &str, findings: &mut Vec<Finding>) {
    match what {
        "topics" => topics::check(case, findings),
        "rating" => rating::check(case, findings),
        "name" => name::check(case, findings),
        "question" => question::check(case, findings),
        "details" => details::check(case, findings),
        "language" => language::check(case, findings),
        _ => {}
    }
}

/// The matches of the cue of that name; none if no pack has it.
fn matches<'a>(case: &Case<'_>, reading: &'a Reading, cue: &str) -> &'a [Match] {
    case.engine.rules().cue(cue).map_or(&[], |cue| reading.matches(cue))
}

/// The cues whose names start with `prefix`, with the rest of their names.
fn family<'a>(case: &'a Case<'_>, prefix: &'a str) -> impl Iterator<Item = (u32, &'a str)> {
    (0_u32..)
        .zip(&case.engine.rules().cues)
        .filter_map(move |(number, cue)| cue.name.strip_prefix(prefix).map(|rest| (number, rest)))
}

/// A place in the review.
fn in_review(span: Span, label: impl Into<String>) -> Related {
    Related { place: Place::Review, span, label: label.into() }
}

/// Where something that the reply leaves out is missed: its last sentence before the closing.
fn end_of_body(reply: &Reading) -> Span {
    reply.text.span_of(reply.text.last_body_sentence().unwrap_or(0..0))
}
