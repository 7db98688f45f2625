//! Owns what slots of a template stand for, and what is wrong with them: names that nobody declared, brackets and tags
//! that do not close, names without something to use in their place. It must not know which rules report it.

use super::brand::Advice;
use super::detectors::{Detection, Detector};
use super::{Match, tokens_in};
use crate::finding::Fix;
use crate::span::Span;
use crate::template::{Placeholders, Shape, Slot, StandsFor, Structure};
use crate::text::Text;

/// Makes each slot what it stands for: a slot for a telephone number counts as one.
pub(super) fn fill_in(placeholders: &Placeholders, source: &str, detections: &mut [Detection]) {
    for found in detections.iter_mut().filter(|found| found.kind == Detector::Placeholder) {
        let meaning = Slot::read(found.span.of(source)).and_then(|slot| placeholders.stands_for(&slot));
        found.kind = match meaning {
            Some(StandsFor::Contact | StandsFor::Phone) => Detector::Phone,
            Some(StandsFor::Email) => Detector::Email,
            Some(StandsFor::Link) => Detector::Url,
            Some(StandsFor::Handle) => Detector::Handle,
            Some(StandsFor::Date) => Detector::Date,
            Some(StandsFor::Time) => Detector::Time,
            Some(StandsFor::Number) => Detector::Number,
            Some(StandsFor::Amount) => Detector::Money,
            Some(StandsFor::Name | StandsFor::Agent | StandsFor::Business | StandsFor::Text) | None => continue,
        };
    }
}

/// Whether a stretch is a part of a slot, but not the whole of it.
pub(super) fn is_inside(detections: &[Detection], span: Span) -> bool {
    let next = detections.partition_point(|found| found.span.end <= span.start);
    detections
        .get(next)
        .is_some_and(|found| found.kind == Detector::Placeholder && found.span.contains(span) && found.span != span)
}

/// The matches of a detector of templates.
pub(super) fn find(
    placeholders: &Placeholders,
    name: &str,
    source: &str,
    text: &Text,
    detections: &[Detection],
) -> Vec<Match> {
    if name == "template-unknown" && placeholders.declared.is_empty() && placeholders.syntax.is_empty() {
        return Vec::new();
    }
    let structure = Structure::read(source);
    let slots = || {
        let slots = detections.iter().filter(|found| found.kind == Detector::Placeholder);
        slots.filter_map(|found| Some((found.span, Slot::read(found.span.of(source))?)))
    };
    let found: Vec<(Span, Advice)> = match name {
        "template-broken" => structure.problems.iter().map(broken).collect(),
        "template-unknown" => {
            let unknown = slots().filter_map(|(span, slot)| unknown(placeholders, &structure, span, &slot, source));
            let mut all: Vec<(Span, Advice)> = unknown.collect();
            all.retain(|(span, _)| !structure.tags.iter().any(|(tag, _)| tag.overlaps(*span)));
            let strange = structure.tags.iter().filter(|(_, is_braced)| !placeholders.allows_tags(*is_braced));
            all.extend(strange.map(|(span, _)| (*span, in_no_syntax(placeholders, span.of(source)))));
            all.extend(unknown_conditions(placeholders, &structure, source));
            // What does not close is told as such.
            all.retain(|(span, _)| !structure.problems.iter().any(|problem| problem.span.overlaps(*span)));
            all
        }
        "template-no-fallback" => {
            slots().filter_map(|(span, slot)| no_fallback(placeholders, &structure, span, &slot)).collect()
        }
        _ => Vec::new(),
    };
    let whole = |(span, advice): (Span, Advice)| Match {
        tokens: tokens_in(text, span),
        span,
        program: None,
        advice: Some(Box::new(advice)),
    };
    found.into_iter().map(whole).collect()
}

fn broken(problem: &crate::template::Problem) -> (Span, Advice) {
    let advice = Advice {
        found: problem.message.clone(),
        label: Some(problem.label.clone()),
        help: Some(problem.help.clone()),
        ..Advice::default()
    };
    (problem.span, advice)
}

/// A slot that nobody declared, or that is written in a way in which none is filled in.
fn unknown(
    placeholders: &Placeholders,
    structure: &Structure,
    span: Span,
    slot: &Slot,
    source: &str,
) -> Option<(Span, Advice)> {
    let raw = span.of(source);
    let local = || {
        let first = slot.name.split('.').next().unwrap_or("");
        structure.locals.contains(first) || matches!(first, "this" | "forloop" | "loop") || first.starts_with('@')
    };
    if !placeholders.allows(slot.shape) && slot.shape != Shape::Blank {
        return Some((span, in_no_syntax(placeholders, raw)));
    }
    let mut fix = None;
    let (label, help) = if slot.shape == Shape::Blank {
        ("a blank without a name".to_owned(), "use a declared placeholder, or words that need none".to_owned())
    } else if placeholders.is_unknown(slot) && !local() {
        let help = match placeholders.meant(&slot.name) {
            Some(meant) => {
                let replace = raw.replacen(&slot.name, meant, 1);
                let help = format!("did you mean `{replace}`?");
                if placeholders.is_surely_meant(&slot.name) {
                    fix = Some(Fix { span, replace, safe: true });
                }
                help
            }
            None => {
                let known: Vec<String> =
                    placeholders.declared.iter().take(8).map(|(name, _)| format!("`{name}`")).collect();
                format!("declare it under [templates.placeholders]; declared are {}", known.join(", "))
            }
        };
        ("not declared".to_owned(), help)
    } else {
        return None;
    };
    let advice = Advice { found: format!("`{raw}`"), label: Some(label), help: Some(help), fix, ..Advice::default() };
    Some((span, advice))
}

/// What is said of a slot or a tag that is written in a way that is not configured.
fn in_no_syntax(placeholders: &Placeholders, raw: &str) -> Advice {
    let ways: Vec<String> = placeholders.syntax.iter().map(|shape| format!("`{}`", shape.name())).collect();
    Advice {
        found: format!("`{raw}`"),
        label: Some("not how placeholders are written here".to_owned()),
        help: Some(format!("`syntax` under [templates] is {}", ways.join(", "))),
        ..Advice::default()
    }
}

/// Conditions on a single name that is a slip of a declared one. Others may be anything.
fn unknown_conditions(placeholders: &Placeholders, structure: &Structure, source: &str) -> Vec<(Span, Advice)> {
    let slip = |(condition, span): &(String, Span)| {
        let name = condition.trim();
        let plain = !name.is_empty() && name.chars().all(|next| next.is_alphanumeric() || "_.".contains(next));
        let known = placeholders.declared.iter().any(|(known, _)| known == name) || structure.locals.contains(name);
        let meant = placeholders.meant(name).filter(|_| plain && !known)?;
        let tag = span.of(source);
        let is_sure = placeholders.is_surely_meant(name) && tag.matches(name).count() == 1;
        let fix = is_sure.then(|| Fix { span: *span, replace: tag.replacen(name, meant, 1), safe: true });
        let advice = Advice {
            found: format!("`{name}`"),
            label: Some("not declared".to_owned()),
            help: Some(format!("did you mean `{meant}`?")),
            fix,
            ..Advice::default()
        };
        Some((*span, advice))
    };
    structure.conditions.iter().filter_map(slip).collect()
}

/// The name of the customer, with nothing to use where it is not known, and not under a condition that asks for it.
fn no_fallback(placeholders: &Placeholders, structure: &Structure, span: Span, slot: &Slot) -> Option<(Span, Advice)> {
    let is_name = placeholders.stands_for(slot) == Some(StandsFor::Name);
    if !is_name || slot.has_fallback || placeholders.is_unknown(slot) || structure.is_guarded(&slot.name, span) {
        return None;
    }
    let better = placeholders.with_fallback(slot, structure.has_tags)?;
    let help = Some(format!("write `{better}`"));
    // What the slot does to the name besides would be lost.
    let fix = (!slot.has_filter).then_some(Fix { span, replace: better, safe: false });
    Some((span, Advice { found: format!("`{}`", slot.name), help, fix, ..Advice::default() }))
}
