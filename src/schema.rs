//! Owns the JSON Schemas of what people write (replylint.toml, packs) and of what programs read: texts that describe the
//! shapes, filled in with the closed lists of the code. It must not know who asks for them.
//!
//! They are of draft 7, the newest that Taplo (“Even Better TOML”) and Ajv read without being told to. A schema is what
//! editors complete and explain from; what it cannot express, the readers still report.

mod fill;

use serde_json::{Map, Value, json};

use crate::config::{LONGEST_WAIT, choices_of_config};
use crate::draft::{Kind, PLATFORMS};
use crate::finding::{CATEGORIES, Level, Verdict};
use crate::input::{DEFAULT_INCLUDE, Mapping};
use crate::pack::compile::{ACROSS, COMPARISONS, SUPPRESSIONS, detectors};
use crate::pack::platforms::FACTS;
use crate::pack::read::choices_of_packs;
use crate::pack::ruleset::{MEASURES, Rule, without_fields};
use crate::pack::{RuleSet, builtin};
use crate::report::json;
use crate::template::{Shape, StandsFor};

/// The schema of replylint.toml, with the built-in rules by name.
pub fn config() -> String {
    let rules = builtin::rule_set();
    let mut blanks = shared();
    blanks.extend(choices_of_config().map(|(name, choices)| (name, names(choices))));
    blanks.extend([
        ("include", names(DEFAULT_INCLUDE.iter().copied())),
        ("syntax", names(Shape::NAMES.iter().map(|(name, _)| *name))),
        ("placeholders", names(StandsFor::NAMES.iter().map(|(name, _)| *name))),
        ("longest-wait", LONGEST_WAIT.into()),
        ("fields", fields()),
        ("field-pattern", fill::spellings(Mapping::names()).into()),
        ("selectors", selectors(&rules)),
        ("rules", rules.rules.iter().map(|rule| (rule.id.clone(), setting(rule))).collect::<Map<_, _>>().into()),
    ]);
    fill::fill(include_str!("schema/config.json"), &blanks)
}

/// The schema of a pack, with the built-in cues by name.
pub fn pack() -> String {
    let rules = builtin::rule_set();
    let cues: Vec<&str> = rules.cues.iter().map(|cue| cue.name.as_str()).filter(|name| !name.contains('+')).collect();
    let extension = json!({ "$ref": "#/definitions/extension" });
    let mut blanks = shared();
    let (choices, within) = choices_of_packs();
    blanks.extend(choices.map(|(name, choices)| match name {
        // One of these keys must be there, and one only.
        "tests" | "rule-kinds" => (name, choices.into_iter().map(|key| json!({ "required": [key] })).collect()),
        _ => (name, names(choices)),
    }));
    blanks.extend([
        ("within", within.into()),
        ("extensions", cues.iter().map(|cue| ((*cue).to_owned(), extension.clone())).collect::<Map<_, _>>().into()),
        ("cues", names(cues)),
        ("detectors", names(detectors().chain(["number"]))),
        ("comparisons", names(COMPARISONS.iter().copied())),
        ("across", names(ACROSS.iter().copied())),
        ("suppressions", names(SUPPRESSIONS.iter().copied())),
        ("measures", names(MEASURES.iter().map(|(name, _)| *name))),
        ("facts", names(FACTS.iter().copied())),
        ("count-pattern", fill::COUNTS.into()),
    ]);
    fill::fill(include_str!("schema/pack.json"), &blanks)
}

/// The schema of what `check` writes for programs: the document of `json`, or a line of `jsonl`.
pub fn output() -> String {
    let mut blanks = shared();
    blanks.extend([
        ("format-version", json::VERSION.into()),
        ("verdicts", names(Verdict::NAMES.iter().map(|(name, _)| *name))),
        ("reported-levels", names(Level::NAMES.iter().filter(|(_, level)| *level > Level::Off).map(|(name, _)| *name))),
    ]);
    fill::fill(include_str!("schema/output.json"), &blanks)
}

/// What more than one schema leaves blank.
fn shared() -> Vec<(&'static str, Value)> {
    let all = PLATFORMS.iter().flat_map(|(name, others)| std::iter::once(*name).chain(others.iter().copied()));
    vec![
        ("levels", names(Level::NAMES.iter().map(|(name, _)| *name))),
        ("categories", names(CATEGORIES.iter().copied())),
        ("kinds", names(Kind::NAMES.iter().map(|(name, _)| *name))),
        ("platforms", names(PLATFORMS.iter().map(|(name, _)| *name))),
        ("platform-pattern", fill::spellings(all).into()),
        ("rating-pattern", fill::ratings().into()),
    ]
}

fn names<'n>(names: impl IntoIterator<Item = &'n str>) -> Value {
    names.into_iter().collect()
}

/// The keys of `map`.
fn fields() -> Value {
    let place = |field: &str| {
        let description = format!("The column or key that holds the {}.", field.replace('_', " "));
        json!({ "description": description, "allOf": [{ "$ref": "#/definitions/text" }] })
    };
    Mapping::fields().into_iter().map(|field| (field.to_owned(), place(field))).collect::<Map<_, _>>().into()
}

/// What `select` and `ignore` can name, other than what packs of the user bring.
fn selectors(rules: &RuleSet) -> Value {
    let mut all = vec!["all"];
    all.extend(CATEGORIES);
    let mut packs: Vec<&str> = rules.rules.iter().map(|rule| rule.pack.as_str()).collect();
    packs.dedup();
    let ids = rules.rules.iter().map(|rule| rule.id.as_str());
    for name in packs.into_iter().chain(ids) {
        if !all.contains(&name) {
            all.push(name);
        }
    }
    names(all)
}

/// What `[rules]` may say of a rule.
fn setting(rule: &Rule) -> Value {
    let mut properties = Map::new();
    properties.insert("level".to_owned(), json!({ "$ref": "#/definitions/level" }));
    for (name, default) in rule.parameters() {
        properties.insert(name.to_owned(), json!({ "type": "number", "minimum": 0, "default": default }));
    }
    let level = rule.level.name();
    json!({
        "description": format!("{}; {level} unless told otherwise.", without_fields(&rule.message)),
        "anyOf": [
            { "$ref": "#/definitions/level" },
            { "type": "object", "minProperties": 1, "additionalProperties": false, "properties": properties },
        ],
    })
}

#[cfg(test)]
mod tests;
