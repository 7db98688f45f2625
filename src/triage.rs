//! Owns the one step between what rules say and what is reported: which rules were chosen, at which level, each thing
//! once, in the order of the text, less what a file or a baseline does not want reported. It must not know how findings
//! are made or printed.

mod suppress;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::baseline::Baseline;
use crate::draft::Draft;
use crate::facts::Facts;
use crate::finding::{CATEGORIES, Finding, Level};
use crate::mistake::closest;
use crate::pack::compile::glob;
use crate::pack::ruleset::{Rule, RuleSet};
use crate::span::Span;
pub use suppress::is_left_out;

/// What the command line or a configuration wants of the rules.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choice {
    /// Only these: ids, categories, packs, globs of these, or `all`. Everything where empty.
    pub select: Vec<String>,
    /// Not these. An exact id in `select` outweighs all but the same id here.
    pub ignore: Vec<String>,
    /// The level of a rule, by id; the last entry of a rule wins.
    pub levels: Vec<(String, Level)>,
}

/// Whether `name` means any rule: an id, a category, a pack, a glob of these, or `all`.
pub fn is_known(name: &str, rules: &RuleSet) -> bool {
    CATEGORIES.contains(&name) || name == "all" || rules.rules.iter().any(|rule| means(name, rule))
}

/// The name of a rule, a category or a pack that is closest to `name`, if one is close.
pub fn closest_name<'a>(name: &str, rules: &'a RuleSet) -> Option<&'a str> {
    let own = rules.rules.iter().flat_map(|rule| [&rule.id, &rule.category, &rule.pack]).map(String::as_str);
    closest(name, own.chain(CATEGORIES.iter().copied()).collect::<BTreeSet<_>>())
}

/// A draft that was judged.
#[derive(Debug, Clone, Copy)]
pub struct Case<'a> {
    /// The rules that judged it.
    pub rules: &'a RuleSet,
    /// The draft.
    pub draft: &'a Draft,
    /// What is in it.
    pub facts: &'a Facts,
}

/// What is reported of a draft, and how much is not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Triaged {
    /// What is reported.
    pub findings: Vec<Finding>,
    /// How many findings the file suppresses.
    pub suppressed: usize,
    /// How many findings the baseline knows.
    pub baselined: usize,
}

/// A choice applied to a set of rules.
#[derive(Debug, Clone, Default)]
pub struct Triage {
    /// By rule. Rules that are not here are not reported.
    kept: BTreeMap<String, Kept>,
}

/// How a rule is reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Kept {
    /// What replaces the level that the rule gives.
    level: Option<Level>,
    /// Whether `off` becomes a warning.
    switched_on: bool,
}

impl Kept {
    fn level(self, own: Level) -> Level {
        match self.level.unwrap_or(own) {
            Level::Off if self.switched_on => Level::Warning,
            level => level,
        }
    }
}

impl Triage {
    /// Decides once for every rule.
    pub fn new(rules: &RuleSet, choice: &Choice) -> Self {
        let kept = rules.rules.iter().filter_map(|rule| Some((rule.id.clone(), decide(rule, choice)?))).collect();
        Self { kept }
    }

    /// Whether a rule can be reported: what cannot need not be checked.
    pub fn keeps(&self, rule: &str) -> bool {
        self.kept.contains_key(rule)
    }

    /// The level at which a rule is reported whose own level is `own`; none if it is not.
    pub fn level(&self, rule: &str, own: Level) -> Option<Level> {
        self.kept.get(rule).map(|kept| kept.level(own)).filter(|level| *level != Level::Off)
    }

    /// As [`apply`](Self::apply), less what the file of the draft suppresses and what a baseline knows; with what is to be
    /// said about the suppressions themselves.
    pub fn report(&self, case: &Case<'_>, known: &Baseline, findings: Vec<Finding>) -> Triaged {
        let mut findings = self.apply(findings);
        let suppressed = suppress::apply(self, case, &mut findings);
        let baselined = known.silence(&case.draft.reply.text, &mut findings);
        Triaged { findings, suppressed, baselined }
    }

    /// What is reported of `findings`: chosen rules at their levels, the same thing only once, in the order of the text.
    pub fn apply(&self, findings: Vec<Finding>) -> Vec<Finding> {
        let mut reported: Vec<Finding> = findings
            .into_iter()
            .filter_map(|mut finding| {
                finding.level = self.kept.get(&*finding.rule)?.level(finding.level);
                (finding.level != Level::Off).then_some(finding)
            })
            .collect();
        reported.sort_by(|left, right| order(left).cmp(&order(right)));
        // In the order of their starts, one overlaps an earlier one if it starts before the furthest end so far.
        let mut ends: BTreeMap<(Arc<str>, Arc<str>), (Span, usize)> = BTreeMap::new();
        reported.retain(|finding| {
            let key = (finding.rule.clone(), finding.message.clone());
            let known = ends.get(&key).copied();
            let (last, end) = known.unwrap_or((finding.span, finding.span.start));
            ends.insert(key, (finding.span, end.max(finding.span.end)));
            known.is_none() || finding.span.start >= end && finding.span != last
        });
        reported
    }
}

/// By place, the worst first, then by id; of two that start together the longer one comes first.
fn order(finding: &Finding) -> (usize, Reverse<Level>, &str, Reverse<usize>) {
    (finding.span.start, Reverse(finding.level), &finding.rule, Reverse(finding.span.end))
}

/// None if the rule is not wanted.
fn decide(rule: &Rule, choice: &Choice) -> Option<Kept> {
    let named = |names: &[String]| names.contains(&rule.id);
    let meant = |names: &[String]| names.iter().any(|name| means(name, rule));
    // Who names a rule wants to see it.
    let by_id = named(&choice.select);
    if !choice.select.is_empty() && !meant(&choice.select) {
        return None;
    }
    if meant(&choice.ignore) && (!by_id || named(&choice.ignore)) {
        return None;
    }
    match choice.levels.iter().rev().find(|(id, _)| *id == rule.id).map(|(_, level)| *level) {
        Some(Level::Off) => by_id.then_some(Kept { level: None, switched_on: true }),
        level => Some(Kept { level, switched_on: by_id }),
    }
}

/// Whether `name` means `rule`: its id, category or pack, a glob of one of them, or `all`.
fn means(name: &str, rule: &Rule) -> bool {
    name == "all" || [&rule.id, &rule.category, &rule.pack].into_iter().any(|own| glob(name, own))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::ruleset::Kind;
    use crate::span::Span;

    fn rule(id: &str, category: &str, level: Level) -> Rule {
        Rule {
            id: id.to_owned(),
            pack: "house".to_owned(),
            category: category.to_owned(),
            level,
            kind: Kind::Forbid(Vec::new()),
            when: None,
            levels: Vec::new(),
            message: String::new(),
            label: String::new(),
            help: None,
            fixes: Vec::new(),
        }
    }

    fn rules() -> RuleSet {
        let rules = vec![
            rule("missing-thanks", "acknowledgment", Level::Warning),
            rule("denial", "defensiveness", Level::Error),
            rule("too-long", "readability", Level::Off),
        ];
        RuleSet { rules, ..RuleSet::default() }
    }

    fn finding(rule: &str, level: Level, span: Span) -> Finding {
        Finding {
            rule: rule.into(),
            category: "".into(),
            level,
            message: "m".into(),
            label: "".into(),
            help: None,
            span,
            source: None,
            related: Vec::new(),
            fix: None,
        }
    }

    fn all() -> Vec<Finding> {
        vec![
            finding("too-long", Level::Off, Span::new(9, 12)),
            finding("denial", Level::Error, Span::new(4, 8)),
            finding("missing-thanks", Level::Warning, Span::new(0, 2)),
        ]
    }

    fn reported(choice: &Choice) -> Vec<(String, Level)> {
        let found = Triage::new(&rules(), choice).apply(all());
        found.into_iter().map(|finding| (finding.rule.to_string(), finding.level)).collect()
    }

    fn choice(select: &[&str], ignore: &[&str], levels: &[(&str, Level)]) -> Choice {
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        let levels = levels.iter().map(|(rule, level)| ((*rule).to_owned(), *level)).collect();
        Choice { select: names(select), ignore: names(ignore), levels }
    }

    fn pair(rule: &str, level: Level) -> (String, Level) {
        (rule.to_owned(), level)
    }

    #[test]
    fn without_a_choice_every_rule_that_is_not_off_is_reported_in_the_order_of_the_text() {
        let expected = [pair("missing-thanks", Level::Warning), pair("denial", Level::Error)];
        assert_eq!(reported(&Choice::default()), expected);
    }

    #[test]
    fn ids_categories_packs_and_globs_select() {
        for name in ["denial", "defensiveness", "den*", "def*"] {
            assert_eq!(reported(&choice(&[name], &[], &[])), [pair("denial", Level::Error)], "{name}");
        }
        assert_eq!(reported(&choice(&["house"], &[], &[])).len(), 2);
        assert_eq!(reported(&choice(&["all"], &["missing-*"], &[])), [pair("denial", Level::Error)]);
    }

    #[test]
    fn a_rule_that_is_off_is_switched_on_by_its_id_only() {
        assert_eq!(reported(&choice(&["too-long"], &[], &[])), [pair("too-long", Level::Warning)]);
        assert_eq!(reported(&choice(&["readability"], &[], &[])), []);
        let switched_off = [("denial", Level::Off)];
        assert_eq!(reported(&choice(&[], &[], &switched_off)), [pair("missing-thanks", Level::Warning)]);
        assert_eq!(reported(&choice(&["denial"], &[], &switched_off)), [pair("denial", Level::Error)]);
    }

    #[test]
    fn a_level_replaces_the_rules_own_and_the_last_one_wins() {
        let levels = [("denial", Level::Off), ("denial", Level::Note), ("too-long", Level::Warning)];
        let expected =
            [pair("missing-thanks", Level::Warning), pair("denial", Level::Note), pair("too-long", Level::Warning)];
        assert_eq!(reported(&choice(&[], &[], &levels)), expected);
    }

    #[test]
    fn an_id_that_is_selected_outweighs_an_ignored_category_but_not_its_own_id() {
        assert_eq!(reported(&choice(&["denial"], &["defensiveness"], &[])), [pair("denial", Level::Error)]);
        assert_eq!(reported(&choice(&["denial"], &["denial"], &[])), []);
    }

    #[test]
    fn the_same_thing_is_said_once() {
        let triage = Triage::new(&rules(), &Choice::default());
        let twice = vec![
            finding("denial", Level::Error, Span::new(4, 6)),
            finding("denial", Level::Error, Span::new(4, 8)),
            finding("denial", Level::Error, Span::new(8, 9)),
            finding("missing-thanks", Level::Warning, Span::new(5, 7)),
        ];
        let spans: Vec<Span> = triage.apply(twice).into_iter().map(|finding| finding.span).collect();
        assert_eq!(spans, [Span::new(4, 8), Span::new(5, 7), Span::new(8, 9)]);
    }

    #[test]
    fn a_name_that_means_nothing_is_found_with_its_neighbour() {
        let rules = rules();
        for known in ["denial", "missing-*", "brand", "house", "all"] {
            assert!(is_known(known, &rules), "{known}");
        }
        for unknown in ["denail", "nothing-*", ""] {
            assert!(!is_known(unknown, &rules), "{unknown}");
        }
        assert_eq!(closest_name("denail", &rules), Some("denial"));
        assert_eq!(closest_name("nothing-*", &rules), None);
    }
}
