//! Owns finding the phrases, patterns and exceptions that no example exercises. It must not know how they are shown.
//!
//! A copy of the rule set is taken apart: every phrase and pattern becomes a cue of its own, and every exception gets a
//! twin of its cue that lacks it. A phrase is exercised where its own cue is found; an exception where the twin finds
//! more than the cue.

use std::collections::BTreeSet;

use super::Coverage;
use super::draft::{draft_of, draft_of_text};
use crate::draft::Draft;
use crate::engine::Engine;
use crate::facts::Facts;
use crate::facts::brand::Brand;
use crate::mistake::Mistake;
use crate::pack::PackSource;
use crate::pack::compile::{BRAND_DETECTORS, CONTEXT_DETECTORS, Compiled, Traced};
use crate::pack::raw::{RawPack, Spanned};
use crate::pack::ruleset::{Cue, CueNumber, Kind, Maker, RuleSet};

/// Sorts after every real name, so that cues can still be looked up by name.
const PROBE_NAME: &str = "\u{10FFFF}";

/// Where to see whether a trace was exercised.
struct Probe<'a> {
    trace: &'a Traced,
    cue: CueNumber,
}

/// Runs all examples of `packs` and notes what they exercise.
pub(super) fn measure(compiled: &Compiled, packs: &[(&PackSource, RawPack)]) -> Coverage {
    let (rules, probes) = taken_apart(compiled);
    let tested: Vec<&Probe<'_>> =
        probes.iter().filter(|probe| packs.iter().any(|(_, pack)| pack.path == probe.trace.path)).collect();
    let engine = Engine::new(rules, Brand::default());
    let mut exercised = BTreeSet::new();
    for draft in packs.iter().flat_map(|(_, pack)| drafts(pack)) {
        let facts = Facts::of(&engine, &draft);
        for (index, probe) in tested.iter().enumerate() {
            if !exercised.contains(&index) && is_exercised(probe, &facts) {
                exercised.insert(index);
            }
        }
    }
    let unexercised = tested.iter().enumerate().filter(|(index, _)| !exercised.contains(index));
    Coverage {
        all: tested.len(),
        unexercised: unexercised.map(|(_, probe)| note(probe.trace)).collect(),
        lacking: packs.iter().flat_map(|(_, pack)| lacking(&compiled.rules, pack)).collect(),
    }
}

/// Cues without `hit` or `miss`, rules without `flag` or `pass`.
fn lacking(rules: &RuleSet, pack: &RawPack) -> Vec<Mistake> {
    let mut notes = Vec::new();
    let mut note = |name: &Spanned<String>, what: &str, key: &str| {
        let message = format!("{what} `{}` has no `{key}`", name.value);
        notes.push(Mistake::error("missing-example", &pack.path, name.span, message).note());
    };
    for cue in &pack.cues {
        let needs_hit = rules.cue(&cue.name.value).is_none_or(|number| !is_configured(rules, number));
        for (key, is_missing) in [("hit", cue.hit.is_empty() && needs_hit), ("miss", cue.miss.is_empty())] {
            if is_missing {
                note(&cue.name, "cue", key);
            }
        }
    }
    for rule in &pack.rules {
        let compiled = rules.rules.iter().find(|known| known.id.rsplit('/').next() == Some(&rule.id.value));
        let is_configured = compiled.is_some_and(|rule| match &rule.kind {
            Kind::Forbid(cues) => cues.iter().all(|cue| is_configured(rules, *cue)),
            _ => false,
        });
        for (key, is_missing) in [
            ("flag", rule.flag.is_empty() && !is_configured),
            ("pass", rule.pass.is_empty()),
            ("fixed", !rule.fix.is_empty() && rule.fixed.is_empty()),
        ] {
            if is_missing {
                note(&rule.id, "rule", key);
            }
        }
    }
    notes
}

/// Whether a cue is found by what a configuration says about the brand, or by the context of a draft.
fn is_configured(rules: &RuleSet, cue: CueNumber) -> bool {
    let maker = rules.cues.get(cue as usize).map(|cue| &cue.maker);
    matches!(maker, Some(Maker::Detector(name)) if BRAND_DETECTORS.iter().chain(CONTEXT_DETECTORS).any(|known| known == name))
}

fn is_exercised(probe: &Probe<'_>, facts: &Facts) -> bool {
    let found = facts.reply.matches(probe.cue).len();
    match probe.trace.exception {
        Some(_) => found != facts.reply.matches(probe.trace.cue).len(),
        None => found > 0,
    }
}

fn note(trace: &Traced) -> Mistake {
    let (code, what) = match (trace.exception, trace.pattern) {
        (Some(_), _) => ("unexercised-exception", "exception"),
        (None, Some(_)) => ("unexercised-pattern", "pattern"),
        (None, None) => ("unexercised-phrase", "phrase"),
    };
    Mistake::error(code, &trace.path, trace.span, format!("no example exercises this {what}")).note()
}

fn drafts(pack: &RawPack) -> impl Iterator<Item = Draft> + '_ {
    let texts = pack.cues.iter().chain(&pack.extends).flat_map(|cue| cue.hit.iter().chain(&cue.miss));
    let examples = pack
        .rules
        .iter()
        .flat_map(|rule| rule.flag.iter().chain(&rule.pass).chain(rule.fixed.iter().map(|fixed| &fixed.example)));
    texts.map(|text| draft_of_text(&text.value)).chain(examples.map(draft_of))
}

fn taken_apart(compiled: &Compiled) -> (RuleSet, Vec<Probe<'_>>) {
    let mut rules = compiled.rules.clone();
    let mut probes = Vec::new();
    let mut parts: Vec<Vec<CueNumber>> = vec![Vec::new(); rules.cues.len()];
    let mut order = Vec::new();
    for trace in compiled.traces.iter().filter(|trace| trace.exception.is_none()) {
        let bare = Cue {
            name: String::new(),
            maker: Maker::Phrases,
            negated_allowed: true,
            quoted_allowed: true,
            part: None,
            unless: Vec::new(),
        };
        let probe = push(&mut rules, bare);
        let owner = trace.program.and_then(|program| rules.owners.get_mut(program as usize));
        let pattern = trace.pattern.and_then(|pattern| rules.patterns.get_mut(pattern)).map(|pattern| &mut pattern.cue);
        if let Some(owner) = owner.or(pattern) {
            *owner = probe;
        }
        if let Some(parts) = parts.get_mut(trace.cue as usize) {
            parts.push(probe);
        }
        order.push(probe);
        probes.push(Probe { trace, cue: probe });
    }
    for (cue, parts) in rules.cues.iter_mut().zip(parts) {
        if cue.maker == Maker::Phrases {
            cue.maker = Maker::Any(parts);
        }
    }
    order.append(&mut rules.order);
    rules.order = order;
    for trace in &compiled.traces {
        let Some(exception) = trace.exception else { continue };
        let Some(mut twin) = rules.cues.get(trace.cue as usize).cloned() else { continue };
        if exception < twin.unless.len() {
            twin.unless.remove(exception);
        }
        let twin = push(&mut rules, twin);
        rules.order.push(twin);
        probes.push(Probe { trace, cue: twin });
    }
    (rules, probes)
}

/// Adds a cue under a name of its own.
fn push(rules: &mut RuleSet, mut cue: Cue) -> CueNumber {
    let number = CueNumber::try_from(rules.cues.len()).unwrap_or(CueNumber::MAX);
    cue.name = format!("{PROBE_NAME}{number:010}");
    rules.cues.push(cue);
    number
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mistake::TomlFile;
    use crate::pack::{compile, read_pack};

    fn measured(text: &str) -> Coverage {
        let file = TomlFile { path: "house.toml".to_owned(), text: text.to_owned() };
        let source = PackSource { file, builtin: false };
        let compiled = compile(std::slice::from_ref(&source)).expect("a pack that compiles");
        let pack = read_pack(&source.file, &mut Vec::new()).expect("a pack that can be read");
        measure(&compiled, &[(&source, pack)])
    }

    fn unexercised(text: &str) -> Vec<(&'static str, String)> {
        let coverage = measured(text);
        let place = |note: &Mistake| note.span.expect("a place").of(text).to_owned();
        coverage.unexercised.iter().map(|note| (note.code, place(note))).collect()
    }

    #[test]
    fn a_phrase_a_pattern_and_an_exception_without_an_example_are_listed() {
        let text = r#"
[pack]
name = "house"
[cue.hurry]
phrases = ["hurry up", "be quick"]
patterns = ['>>+', '<<+']
unless = [{ before = "please" }, { after = "thanks" }]
hit = ["Hurry up now.", "Now >> there."]
miss = ["Please hurry up.", "Take your time."]
"#;
        let expected = [
            ("unexercised-phrase", "\"be quick\"".to_owned()),
            ("unexercised-pattern", "'<<+'".to_owned()),
            ("unexercised-exception", "{ after = \"thanks\" }".to_owned()),
        ];
        assert_eq!(unexercised(text), expected);
    }

    #[test]
    fn two_phrases_that_find_the_same_words_are_both_exercised() {
        let text = r#"
[pack]
name = "house"
[cue.hurry]
phrases = ["hurry up", "hurry (up|on)"]
hit = ["Hurry up now."]
miss = ["Take your time."]
"#;
        assert_eq!(unexercised(text), []);
    }

    #[test]
    fn a_cue_and_a_rule_without_examples_are_listed_unless_only_a_configuration_can_bring_them() {
        let text = r#"
[pack]
name = "house"
[cue.hurry]
phrases = ["hurry up"]
hit = ["Hurry up now."]
[cue.term]
detector = "brand-term"
miss = ["Any text."]
[rule.term]
category = "brand"
level = "note"
forbid = "term"
message = "m"
why = "w"
pass = ["Any text."]
[rule.hurry]
category = "brand"
level = "note"
forbid = "hurry"
message = "m"
why = "w"
pass = ["Any text."]
"#;
        let messages: Vec<String> = measured(text).lacking.into_iter().map(|note| note.message).collect();
        assert_eq!(messages, ["cue `hurry` has no `miss`", "rule `hurry` has no `flag`"]);
    }
}
