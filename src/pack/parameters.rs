//! Owns the numbers of a rule that a configuration may set: the bounds of its limits, the thresholds of its score, the
//! days after which it holds. It must not know where they are configured.

use super::RuleSet;
use super::ruleset::{Kind, Rule};

/// Why a parameter cannot be set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused {
    /// There is no rule of that id.
    NoRule,
    /// The rule has no such number; these are the ones that it has.
    NoParameter(Vec<&'static str>),
}

impl RuleSet {
    /// Sets a number of a rule: `max` or `min` (of each of its limits that has one), `note`, `warning` or `error` (of
    /// its score, likewise), `waited-days` (the least, if its condition asks for them). Other numbers stay.
    ///
    /// # Errors
    /// Why it cannot be set.
    pub fn set_parameter(&mut self, id: &str, name: &str, value: f64) -> Result<(), Refused> {
        let rule = self.rules.iter_mut().find(|rule| rule.id == id).ok_or(Refused::NoRule)?;
        let mut known = Vec::new();
        let mut set = false;
        for (parameter, number) in numbers(rule) {
            if parameter == name {
                *number = value;
                set = true;
            }
            if !known.contains(&parameter) {
                known.push(parameter);
            }
        }
        if set { Ok(()) } else { Err(Refused::NoParameter(known)) }
    }
}

impl Rule {
    /// The numbers that a configuration may set, with the pack's own values: each name once, with its first value.
    pub fn parameters(&self) -> Vec<(&'static str, f64)> {
        let mut parameters: Vec<(&'static str, f64)> = Vec::new();
        for (name, number) in numbers(&mut self.clone()) {
            if parameters.iter().all(|(known, _)| *known != name) {
                parameters.push((name, *number));
            }
        }
        parameters
    }
}

/// The numbers of a rule by name.
fn numbers(rule: &mut Rule) -> Vec<(&'static str, &mut f64)> {
    let mut numbers = Vec::new();
    let mut add = |name, number| numbers.extend(Option::<&mut f64>::map(number, |number| (name, number)));
    add("waited-days", rule.when.as_mut().and_then(|when| when.waited_days.as_mut()).map(|(least, _)| least));
    match &mut rule.kind {
        Kind::Limit(limits) => {
            for limit in limits {
                add("max", limit.max.as_mut());
                add("min", limit.min.as_mut());
            }
        }
        Kind::Score(score) => {
            add("note", score.note.as_mut());
            add("warning", score.warning.as_mut());
            add("error", score.error.as_mut());
        }
        _ => {}
    }
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mistake::TomlFile;
    use crate::pack::{PackSource, compile};

    fn rules() -> RuleSet {
        let text = "[pack]\nname = \"p\"\n[cue.a]\nphrases = [\"sorry\"]\n\
            [rule.long]\ncategory = \"tone\"\nlevel = \"note\"\nlimit = [{ of = \"words\", max = 3 }, { of = \"bytes\", max = 9, min = 1 }]\nmessage = \"long\"\nwhy = \"w\"\n\
            [rule.plain]\ncategory = \"tone\"\nlevel = \"note\"\nforbid = \"a\"\nmessage = \"plain\"\nwhy = \"w\"\n";
        let file = TomlFile { path: "p.toml".to_owned(), text: text.to_owned() };
        compile(&[PackSource { file, builtin: true }]).unwrap().rules
    }

    fn bounds(rules: &RuleSet) -> Vec<(Option<f64>, Option<f64>)> {
        let limits = rules.rules.iter().filter_map(|rule| match &rule.kind {
            Kind::Limit(limits) => Some(limits),
            _ => None,
        });
        limits.flatten().map(|limit| (limit.min, limit.max)).collect()
    }

    #[test]
    fn a_configured_number_replaces_the_packs_own() {
        let mut rules = rules();
        assert_eq!(rules.set_parameter("long", "max", 5.0), Ok(()));
        assert_eq!(bounds(&rules), [(None, Some(5.0)), (Some(1.0), Some(5.0))]);
        assert_eq!(rules.set_parameter("long", "min", 2.0), Ok(()));
        assert_eq!(bounds(&rules), [(None, Some(5.0)), (Some(2.0), Some(5.0))], "a limit without `min` gets none");
    }

    #[test]
    fn what_a_rule_does_not_have_cannot_be_set() {
        let mut rules = rules();
        assert_eq!(rules.set_parameter("short", "max", 5.0), Err(Refused::NoRule));
        assert_eq!(rules.set_parameter("plain", "max", 5.0), Err(Refused::NoParameter(vec![])));
        assert_eq!(rules.set_parameter("long", "most", 5.0), Err(Refused::NoParameter(vec!["max", "min"])));
    }
}
