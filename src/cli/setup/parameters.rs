//! Owns what a configuration changes in rules: the parameters, and whether the rules that it names exist. It must not
//! know where the configuration was found.

use std::collections::BTreeMap;

use crate::config::{Mention, MentionPlace};
use crate::mistake::{Mistake, closest};
use crate::pack::raw::Spanned;
use crate::pack::{Refused, RuleSet};
use crate::triage::{closest_name, is_known};

/// Values by rule id and parameter.
pub(super) type Parameters = BTreeMap<String, BTreeMap<String, f64>>;

/// Puts the values into the rules. What cannot be set was found by [`mistakes`].
pub(super) fn apply(rules: &mut RuleSet, parameters: &Parameters) {
    for (id, values) in parameters {
        for (name, value) in values {
            let _ = rules.set_parameter(id, name, *value);
        }
    }
}

/// Every name of a rule, category, pack or parameter that means nothing.
pub(super) fn mistakes(mentions: &[Mention], rules: &RuleSet) -> Vec<Mistake> {
    let mut mistakes = Vec::new();
    for mention in mentions {
        let name = mention.name.value.as_str();
        match mention.place {
            MentionPlace::Rules if rules.rules.iter().any(|rule| rule.id == name) => {
                // Only a copy of the rule is tried on.
                let mut trial = RuleSet::default();
                trial.rules.extend(rules.rules.iter().find(|rule| rule.id == name).cloned());
                for parameter in &mention.parameters {
                    if let Err(Refused::NoParameter(known)) = trial.set_parameter(name, &parameter.value, 0.0) {
                        mistakes.push(unknown_parameter(mention, parameter, &known));
                    }
                }
            }
            MentionPlace::Rules => {
                let ids = rules.rules.iter().map(|rule| rule.id.as_str());
                mistakes.push(unknown(mention, format!("no rule is called `{name}`"), closest(name, ids)));
            }
            MentionPlace::Select | MentionPlace::Ignore => {
                if !is_known(name, rules) {
                    let message = format!("no rule, category or pack is called `{name}`");
                    mistakes.push(unknown(mention, message, closest_name(name, rules)));
                }
            }
        }
    }
    mistakes
}

fn unknown(mention: &Mention, message: String, closest: Option<&str>) -> Mistake {
    let mistake = Mistake::error("unknown-rule", &mention.file.path, mention.name.span, message);
    match closest {
        Some(closest) => mistake.label(format!("did you mean `{closest}`?")),
        None => mistake.label("not known").help("`replylint rules` lists them"),
    }
}

fn unknown_parameter(mention: &Mention, parameter: &Spanned<String>, known: &[&str]) -> Mistake {
    let message = format!("rule `{}` has no `{}`", mention.name.value, parameter.value);
    let mistake = Mistake::error("unknown-parameter", &mention.file.path, parameter.span, message);
    match closest(&parameter.value, known.iter().copied()) {
        Some(closest) => mistake.label(format!("did you mean `{closest}`?")),
        None if known.is_empty() => mistake.label("nothing but its level can be set"),
        None => mistake.label(format!("it has `{}`", known.join("`, `"))),
    }
}
