//! Owns running the examples that cues and rules bring along: texts in which a cue must or must not be found, drafts
//! that a rule must or must not report. It must not know how the result is printed.

mod coverage;
mod draft;

use std::sync::Arc;

use crate::across::{Across, Look, Trace};
use crate::baseline::Baseline;
use crate::check::{check, holds};
use crate::draft::{Draft, Passage};
use crate::engine::Engine;
use crate::facts::brand::Brand;
use crate::facts::{Facts, Match};
use crate::finding::{Finding, Level};
use crate::fix;
use crate::mistake::Mistake;
use crate::pack::compile::{Traced, rule_id};
use crate::pack::raw::{RawCue, RawExample, RawFixed, RawKind, RawPack, RawRule, Spanned};
use crate::pack::ruleset::CueNumber;
use crate::pack::{PackSource, compile, read_pack};
use crate::span::Span;
use crate::toml_table::inner_span;
use crate::triage::{Case, Choice, Triage};

pub use draft::draft_of;

/// What the clock says in examples of rules that look across drafts: 1 January 2030.
const NOW: i64 = 1_893_456_000;

/// How often an example is fixed, at most.
const FIXES: usize = 20;

/// How many other things an explanation names.
const NAMED: usize = 6;

/// What running the examples gave.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tested {
    /// Cues whose examples were run.
    pub cues: usize,
    /// Rules whose examples were run.
    pub rules: usize,
    /// Examples that were run.
    pub examples: usize,
    /// Examples that failed, each with its place.
    pub failures: Vec<Mistake>,
    /// Notes of the compiler.
    pub notes: Vec<Mistake>,
    /// Phrases, patterns and exceptions, if they were counted.
    pub coverage: Option<Coverage>,
}

/// What examples exercise.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Phrases, patterns and exceptions.
    pub all: usize,
    /// Those that no example exercises, as notes, each with its place.
    pub unexercised: Vec<Mistake>,
    /// Cues and rules that lack a kind of examples, likewise. Cues and rules that only a configuration can bring to
    /// life need none in which they are found.
    pub lacking: Vec<Mistake>,
}

/// Compiles `sources` together and runs the examples of those that `is_tested` chooses.
///
/// # Errors
/// Every mistake in every pack, if there is at least one error.
pub fn run(
    sources: &[PackSource],
    is_tested: impl Fn(&PackSource) -> bool,
    with_coverage: bool,
) -> Result<Tested, Vec<Mistake>> {
    let compiled = compile(sources)?;
    // Mistakes were reported by the compiler.
    let packs: Vec<(&PackSource, RawPack)> = sources
        .iter()
        .filter(|source| is_tested(source))
        .filter_map(|source| Some((source, read_pack(&source.file, &mut Vec::new())?)))
        .collect();
    let coverage = with_coverage.then(|| coverage::measure(&compiled, &packs));
    let engine = Engine::new(compiled.rules, Brand::default());
    let mut bench = Bench { engine: &engine, traces: &compiled.traces, tested: Tested::default() };
    for (source, pack) in &packs {
        for cue in pack.cues.iter().chain(&pack.extends) {
            bench.cue(source, cue);
        }
        for rule in &pack.rules {
            bench.rule(source, &rule_id(source, pack, rule), rule);
        }
    }
    Ok(Tested { notes: compiled.notes, coverage, ..bench.tested })
}

/// Runs examples and collects the failures.
struct Bench<'a> {
    engine: &'a Engine,
    traces: &'a [Traced],
    tested: Tested,
}

impl Bench<'_> {
    fn cue(&mut self, source: &PackSource, raw: &RawCue) {
        let Some(cue) = self.engine.rules().cue(&raw.name.value) else { return };
        self.tested.cues += 1;
        for example in &raw.hit {
            self.tested.examples += 1;
            let facts = Facts::of(self.engine, &draft::draft_of_text(&example.value));
            if !facts.reply.has(cue) {
                self.missed(source, raw, cue, example, &facts);
            }
        }
        for example in &raw.miss {
            self.tested.examples += 1;
            let facts = Facts::of(self.engine, &draft::draft_of_text(&example.value));
            if let Some(found) = facts.reply.matches(cue).first() {
                self.found(source, raw, example, found);
            }
        }
    }

    fn missed(&mut self, source: &PackSource, raw: &RawCue, cue: CueNumber, example: &Spanned<String>, facts: &Facts) {
        let name = &raw.name.value;
        let message = format!("cue `{name}` is not found in its example");
        let mut failure = Mistake::error("hit-not-found", &source.file.path, example.span, message);
        failure = match facts.reply.raw_matches(cue).first() {
            Some(held) => {
                failure.span = Some(place(source, example, held.span));
                let failure = failure.label("found, but taken back");
                failure.help("an exception of the cue, a “not” before it, quotation marks or `part` hold it back")
            }
            None => failure.label("nothing here is in the cue"),
        };
        let others = self.cues_in(&example.value, facts);
        if failure.help.is_none() && !others.is_empty() {
            failure = failure.help(format!("found instead: {others}"));
        }
        self.tested.failures.push(failure);
    }

    fn found(&mut self, source: &PackSource, raw: &RawCue, example: &Spanned<String>, found: &Match) {
        let message = format!("cue `{}` is found in an example that it must not be found in", raw.name.value);
        let span = place(source, example, found.span);
        let mut failure = Mistake::error("miss-found", &source.file.path, span, message).label("found here");
        match found.program.and_then(|program| self.traces.iter().find(|trace| trace.program == Some(program))) {
            Some(trace) if trace.path == source.file.path => {
                failure = failure.related(trace.span, "by this phrase");
            }
            Some(trace) => failure = failure.help(format!("a phrase in {} finds it", trace.path)),
            None => {}
        }
        self.tested.failures.push(failure);
    }

    /// The examples of a rule that looks across drafts are drafts of one file.
    fn across(&mut self, source: &PackSource, id: &str, raw: &RawRule, look: &Arc<Look>) {
        let looks = [Arc::clone(look)];
        for (examples, expected) in [(&raw.flag, true), (&raw.pass, false)] {
            let mut across = Across::new(NOW);
            for (record, example) in (1..).zip(examples) {
                self.tested.examples += 1;
                let draft = Draft { record: Some(record), ..draft_of(example) };
                let facts = Facts::of(self.engine, &draft);
                if let Some(trace) = Trace::of(self.engine, &looks, &draft, &facts) {
                    across.see(trace);
                }
            }
            let Some(first) = examples.first() else { continue };
            let (code, message) = match (across.clusters().is_empty(), expected) {
                (true, true) => ("flag-not-reported", format!("rule `{id}` does not report its examples")),
                (false, false) => ("pass-reported", format!("rule `{id}` reports examples that it must pass")),
                _ => continue,
            };
            let failure = Mistake::error(code, &source.file.path, first.reply.span, message);
            self.tested.failures.push(failure.label("this one and those that follow, together"));
        }
    }

    fn rule(&mut self, source: &PackSource, id: &str, raw: &RawRule) {
        self.tested.rules += 1;
        if let Some(look) = self.engine.rules().rules.iter().find(|rule| rule.id == id).and_then(Look::of) {
            self.across(source, id, raw, &Arc::new(look));
            return;
        }
        self.fixed(source, id, raw);
        // What a file suppresses shows in triage only.
        let triage = matches!(raw.kind, RawKind::Suppression(_)).then(|| {
            let choice = Choice { levels: vec![(id.to_owned(), Level::Warning)], ..Choice::default() };
            Triage::new(self.engine.rules(), &choice)
        });
        for (examples, expected) in [(&raw.flag, true), (&raw.pass, false)] {
            for example in examples {
                self.tested.examples += 1;
                let draft = if triage.is_some() { draft::draft_of_markdown(example) } else { draft_of(example) };
                let facts = Facts::of(self.engine, &draft);
                let mut findings = check(self.engine, &draft, &facts);
                if let Some(triage) = &triage {
                    let case = Case { rules: self.engine.rules(), draft: &draft, facts: &facts };
                    findings = triage.report(&case, &Baseline::default(), findings).findings;
                }
                // A rule that is off is tested as if it were on; where only `levels` switch it off, it is silent.
                let shown = |finding: &&Finding| finding.level != Level::Off || raw.level == Level::Off;
                match findings.iter().filter(shown).find(|finding| *finding.rule == *id) {
                    None if expected => self.unflagged(source, id, example, &draft, &facts, &findings),
                    Some(finding) if !expected => self.flagged(source, id, example, finding),
                    _ => {}
                }
            }
        }
    }

    /// What the fixes of a rule make of its examples.
    fn fixed(&mut self, source: &PackSource, id: &str, raw: &RawRule) {
        for RawFixed { example, becomes } in &raw.fixed {
            self.tested.examples += 1;
            let mut draft = draft_of(example);
            for _ in 0..FIXES {
                let facts = Facts::of(self.engine, &draft);
                let mut findings = check(self.engine, &draft, &facts);
                findings.retain(|finding| *finding.rule == *id);
                let chosen = fix::choose(&findings, true);
                if chosen.is_empty() {
                    break;
                }
                let reply = fix::apply(&draft.reply.text, chosen.iter().map(|chosen| &chosen.edit));
                draft.reply = Passage::verbatim(reply, 0);
            }
            if draft.reply.text != becomes.value {
                let message = format!("rule `{id}` makes something else of its example");
                let failure = Mistake::error("fixed-otherwise", &source.file.path, becomes.span, message);
                let is_untouched = draft.reply.text == example.reply.value;
                let label = if is_untouched { "nothing is fixed" } else { "not what it becomes" };
                self.tested.failures.push(failure.label(label).help(format!("it becomes “{}”", draft.reply.text)));
            }
        }
    }

    fn unflagged(
        &mut self,
        source: &PackSource,
        id: &str,
        example: &RawExample,
        draft: &Draft,
        facts: &Facts,
        findings: &[Finding],
    ) {
        let rules = self.engine.rules();
        let when = rules.rules.iter().find(|rule| rule.id == id).and_then(|rule| rule.when.as_ref());
        let holds = when.is_none_or(|when| holds(when, rules, draft, facts));
        let message = format!("rule `{id}` does not report its example");
        let failure = Mistake::error("flag-not-reported", &source.file.path, example.reply.span, message)
            .label(if holds { "not reported" } else { "the condition `when` of the rule does not hold here" });
        let mut notes = Vec::new();
        let mut others: Vec<&str> =
            findings.iter().filter(|finding| finding.level != Level::Off).map(|finding| &*finding.rule).collect();
        others.dedup();
        if !others.is_empty() {
            notes.push(format!("rules that report it: {}", some(others.iter().map(|rule| format!("`{rule}`")))));
        }
        let cues = self.cues_in(&example.reply.value, facts);
        notes.push(format!("cues found in it: {}", if cues.is_empty() { "none" } else { &cues }));
        self.tested.failures.push(failure.help(notes.join("; ")));
    }

    fn flagged(&mut self, source: &PackSource, id: &str, example: &RawExample, finding: &Finding) {
        let message = format!("rule `{id}` reports an example that it must pass");
        let span = place(source, &example.reply, finding.span);
        let label = if finding.label.is_empty() { &finding.message } else { &finding.label };
        self.tested.failures.push(Mistake::error("pass-reported", &source.file.path, span, message).label(&**label));
    }

    /// The cues in a text, each with its first words.
    fn cues_in(&self, text: &str, facts: &Facts) -> String {
        let cues = (0_u32..).zip(&self.engine.rules().cues);
        let found = cues.filter_map(|(number, cue)| Some((cue.name.as_str(), facts.reply.matches(number).first()?)));
        // A phrase that nearly every text holds explains nothing.
        let everywhere = &self.engine.rules().programs.unanchored;
        let found = found.filter(|(_, found)| !found.program.is_some_and(|program| everywhere.contains(&program)));
        some(found.map(|(name, found)| format!("{name} “{}”", found.span.of(text).replace('\n', " "))))
    }
}

/// The place in the pack of a part of an example; the whole example where the part is empty.
fn place(source: &PackSource, example: &Spanned<String>, part: Span) -> Span {
    if part.is_empty() {
        return example.span;
    }
    inner_span(&source.file.text, example.span, part.start, part.len())
}

/// The first few, and how many more there are.
fn some(all: impl Iterator<Item = String>) -> String {
    let all: Vec<String> = all.collect();
    let mut named = all.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ");
    if all.len() > NAMED {
        named.push_str(&format!(" and {} more", all.len() - NAMED));
    }
    named
}
