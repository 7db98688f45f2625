//! Owns what is found in a draft as a whole. A template with branches is read once for each text that can become of it;
//! what is found is told once, at its place in the template, with the branch that it takes.

use std::collections::HashSet;

use crate::check::check;
use crate::draft::{Draft, Kind};
use crate::engine::Engine;
use crate::facts::Facts;
use crate::finding::{Finding, Fix, Place, Related};
use crate::pack::ruleset;
use crate::span::Span;
use crate::template::{Structure, Taken, Variant};

/// What concerns the template as written, tags included, rather than the texts that become of it.
const AS_WRITTEN: &str = "template";

/// The greatest number of branches that a finding names.
const NAMED: usize = 3;

/// All findings of all rules about a draft, whose `facts` are those of the text as written.
pub fn findings(engine: &Engine, draft: &Draft, facts: &Facts) -> Vec<Finding> {
    if draft.context.kind == Kind::Template {
        let structure = Structure::read(&draft.reply.text);
        if structure.has_tags {
            return of_template(engine, draft, facts, &structure);
        }
    }
    check(engine, draft, facts)
}

fn of_template(engine: &Engine, draft: &Draft, facts: &Facts, structure: &Structure) -> Vec<Finding> {
    let mut found = check(engine, draft, facts);
    found.retain(|finding| &*finding.category == AS_WRITTEN);
    let mut collected = Collected { engine, found: Vec::new() };
    let mut draft = draft.clone();
    let variants = structure.variants(&draft.reply.text);
    for (number, variant) in variants.iter().enumerate() {
        draft.reply.clone_from(&variant.text);
        let of_variant = check(engine, &draft, &Facts::of(engine, &draft));
        collected.add(number, variant, of_variant.into_iter().filter(|finding| &*finding.category != AS_WRITTEN));
    }
    let taken_by: Vec<HashSet<Taken>> =
        variants.iter().map(|variant| variant.taken.iter().copied().collect()).collect();
    found.extend(collected.found.into_iter().map(|once| once.told(engine, &variants, &taken_by)));
    found
}

/// What was found in any of the texts, each thing once.
struct Collected<'e> {
    engine: &'e Engine,
    found: Vec<Once>,
}

/// A finding, and the texts that have it.
struct Once {
    finding: Finding,
    variants: Vec<usize>,
}

impl Collected<'_> {
    fn add(&mut self, number: usize, variant: &Variant, findings: impl Iterator<Item = Finding>) {
        for mut finding in findings {
            let place = |span| variant.text.map.to_source(span);
            finding.span = place(finding.span);
            for related in finding.related.iter_mut().filter(|related| related.place == Place::Reply) {
                related.span = place(related.span);
            }
            finding.fix = finding.fix.take().and_then(|fix| {
                let map = &variant.text.map;
                // Where a tag stands in between, the words of one branch would be put in place of all.
                let span = if fix.span.is_empty() {
                    let at = map.point(fix.span.start, false)?;
                    map.point(fix.span.start, true).filter(|before| *before == at).map(|at| Span::new(at, at))
                } else {
                    map.stretch(fix.span).filter(|(_, gaps)| gaps.is_empty()).map(|(span, _)| span)
                };
                span.map(|span| Fix { span, ..fix })
            });
            let moves = is_about_the_whole(self.engine, &finding.rule);
            let same = |once: &&mut Once| {
                once.finding.rule == finding.rule
                    && (once.finding.span == finding.span && once.finding.message == finding.message
                        // What is missing is pointed at wherever each text would have it.
                        || moves && once.variants.last() != Some(&number))
            };
            match self.found.iter_mut().find(same) {
                Some(once) if once.variants.last() == Some(&number) => {}
                Some(once) => once.variants.push(number),
                None => self.found.push(Once { finding, variants: vec![number] }),
            }
        }
    }
}

/// Whether a rule says one thing about a whole reply, whose place differs from text to text.
fn is_about_the_whole(engine: &Engine, rule: &str) -> bool {
    let kind = engine.rules().rules.iter().find(|known| known.id == rule).map(|known| &known.kind);
    !matches!(kind, Some(ruleset::Kind::Forbid(_) | ruleset::Kind::RequireAll(..)))
}

impl Once {
    /// The finding, with the branches that lead to it where not every text has it.
    fn told(self, engine: &Engine, variants: &[Variant], taken_by: &[HashSet<Taken>]) -> Finding {
        let mut finding = self.finding.clone();
        if self.variants.len() == variants.len() {
            return finding;
        }
        // What some of the texts lack must not be added to all of them.
        finding.fix = finding.fix.filter(|fix| !fix.span.is_empty());
        let kind = engine.rules().rules.iter().find(|known| *known.id == *finding.rule).map(|known| &known.kind);
        let is_missing = matches!(kind, Some(ruleset::Kind::Require(..) | ruleset::Kind::RequireAll(..)));
        let what = if is_missing { "missing" } else { "found" };
        // Words that stand in the branch themselves need no word about it.
        let tells = |taken: &Taken| is_missing || !taken.reach.contains(finding.span);
        let branches: Vec<Taken> = self.decisive(variants, taken_by).into_iter().filter(tells).take(NAMED).collect();
        for taken in branches {
            let when = if taken.is_implied { "where this does not hold" } else { "in this branch" };
            finding.related.push(Related { place: Place::Reply, span: taken.tag, label: format!("{what} {when}") });
        }
        finding
    }

    /// The branches that all texts with the finding have taken and some other text has not; where there are none, those
    /// of the first text with it.
    fn decisive(&self, variants: &[Variant], taken_by: &[HashSet<Taken>]) -> Vec<Taken> {
        let has: HashSet<usize> = self.variants.iter().copied().collect();
        let Some(first) = self.variants.first().and_then(|number| variants.get(*number)) else { return Vec::new() };
        let with = || taken_by.iter().enumerate().filter(|(number, _)| has.contains(number)).map(|(_, taken)| taken);
        let mut without = HashSet::new();
        let mut shared: Option<HashSet<Taken>> = None;
        for (_, taken) in taken_by.iter().enumerate().filter(|(number, _)| !has.contains(number)) {
            without.extend(taken.iter().copied());
            shared = Some(match shared {
                Some(shared) => shared.intersection(taken).copied().collect(),
                None => taken.clone(),
            });
        }
        let shared = shared.unwrap_or_default();
        let all = |taken: &Taken| with().all(|known| known.contains(taken));
        // One branch alone may explain it: each of its texts has the finding, and no other has.
        if let Some(taken) = first.taken.iter().find(|taken| !without.contains(taken) && all(taken)) {
            return vec![*taken];
        }
        // Or several, each of which is enough.
        let mut seen = HashSet::new();
        let numbers = self.variants.iter().filter_map(|number| variants.get(*number));
        let each: Vec<Taken> = numbers
            .flat_map(|variant| &variant.taken)
            .filter(|taken| !without.contains(taken) && seen.insert(**taken))
            .copied()
            .collect();
        if !each.is_empty() && with().all(|known| !known.is_disjoint(&seen)) {
            return each;
        }
        let common: Vec<Taken> =
            first.taken.iter().filter(|taken| !shared.contains(taken) && all(taken)).copied().collect();
        if common.is_empty() { first.taken.clone() } else { common }
    }
}
