//! Owns what a file does not want reported: takes those findings out, and says which suppressions are odd. It must not
//! know how a file says it.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashSet};

use super::{Case, Triage, closest_name, is_known, means};
use crate::check;
use crate::draft::Draft;
use crate::finding::Finding;
use crate::pack::ruleset::{Kind, Rule};
use crate::span::Span;
use crate::suppression::{Name, Reach, Wrong};

/// Whether the file of a draft does not want a rule to look at the draft at all: how a rule is suppressed that looks
/// across drafts.
pub fn is_left_out(draft: &Draft, rule: &Rule) -> bool {
    names(draft).any(|name| name.reach == Reach::Draft && means(&name.name, rule))
}

fn names(draft: &Draft) -> impl Iterator<Item = &Name> {
    draft.suppressions.markers.iter().flat_map(|marker| &marker.names)
}

/// Takes the suppressed findings out, says how many they were, and adds what is to be said about the suppressions.
pub(super) fn apply(triage: &Triage, case: &Case<'_>, findings: &mut Vec<Finding>) -> usize {
    let draft = case.draft;
    if draft.suppressions.is_empty() {
        return 0;
    }
    let rules: BTreeMap<&str, &Rule> = case.rules.rules.iter().map(|rule| (rule.id.as_str(), rule)).collect();
    let mut used = HashSet::new();
    let before = findings.len();
    findings.retain(|finding| {
        let Some(rule) = rules.get(&*finding.rule) else { return true };
        let at = draft.source_span(finding.span).start;
        let holds = |name: &Name| name.reach.holds_at(at) && means(&name.name, rule);
        // Each that holds is needed: taking one of them out must not make a finding of the other.
        let hits: Vec<usize> =
            names(draft).enumerate().filter(|(_, name)| holds(name)).map(|(number, _)| number).collect();
        used.extend(hits.iter().copied());
        hits.is_empty()
    });
    let suppressed = before - findings.len();
    let remarks = remarks(triage, case, &used);
    if !remarks.is_empty() {
        findings.extend(remarks);
        let place = |finding: &Finding| finding.source.unwrap_or_else(|| draft.source_span(finding.span));
        findings.sort_by_cached_key(|finding| {
            let place = place(finding);
            (place.start, Reverse(finding.level), finding.rule.clone(), Reverse(place.end))
        });
    }
    suppressed
}

/// What is to be said about the suppressions of a draft; `used` are the numbers of the names that suppress something.
fn remarks(triage: &Triage, case: &Case<'_>, used: &HashSet<usize>) -> Vec<Finding> {
    let mut remarks = Remarks { triage, case, all: Vec::new() };
    for (number, name) in names(case.draft).enumerate() {
        if let Some(found) = remarks.is_not_understood(&name.name) {
            let closest = closest_name(&name.name, case.rules).filter(|_| !is_known(&name.name, case.rules));
            let label = closest.map_or("not known".to_owned(), |closest| format!("did you mean `{closest}`?"));
            remarks.add("unknown", name.place, &found, Some(label));
        } else if !used.contains(&number) && remarks.has_run(&name.name) {
            remarks.add("unused", name.place, &format!("`{}` reports nothing here", name.name), None);
        }
    }
    for marker in case.draft.suppressions.markers.iter().filter(|marker| !marker.has_reason) {
        remarks.add("unexplained", marker.place, "", None);
    }
    for slip in &case.draft.suppressions.slips {
        let (what, found, label) = match &slip.what {
            Wrong::Unknown(written, closest) => {
                let label = closest.map(|closest| format!("did you mean `{closest}`?"));
                ("unknown", format!("no comment is called `{written}`"), label)
            }
            Wrong::Nameless => ("unknown", "it names no rule".to_owned(), Some("of which rules?".to_owned())),
            Wrong::Misplaced(written, instead) => {
                ("unknown", format!("`{written}` does not work here"), Some(format!("only `{instead}` does")))
            }
            Wrong::NothingToEnd(name) => ("unused", format!("`{name}` is not suppressed here"), None),
        };
        remarks.add(what, slip.place, &found, label);
    }
    remarks.all
}

/// Findings about suppressions.
struct Remarks<'a> {
    triage: &'a Triage,
    case: &'a Case<'a>,
    all: Vec<Finding>,
}

impl Remarks<'_> {
    /// What is wrong with a name, if it means nothing that can be suppressed.
    fn is_not_understood(&self, name: &str) -> Option<String> {
        if !is_known(name, self.case.rules) {
            return Some(format!("no rule, category or pack is called `{name}`"));
        }
        let is_own = |rule: &&Rule| rule.id == name && matches!(rule.kind, Kind::Suppression(_));
        let own = self.case.rules.rules.iter().find(is_own)?;
        Some(format!("only replylint.toml and the command line can leave out `{}`", own.id))
    }

    /// Whether it is certain that the rules which a name means would have been reported: none was left out by a choice of
    /// rules, and the context lets one of them report something.
    fn has_run(&self, name: &str) -> bool {
        let meant = || self.case.rules.rules.iter().filter(|rule| means(name, rule));
        meant().all(|rule| self.triage.keeps(&rule.id)) && meant().any(|rule| self.reports(rule))
    }

    fn reports(&self, rule: &Rule) -> bool {
        let Case { rules, draft, facts } = *self.case;
        // Nobody knows what many drafts will have in common while there is one.
        let is_about_drafts = !matches!(rule.kind, Kind::Across(_) | Kind::Suppression(_));
        is_about_drafts
            && rule.when.as_ref().is_none_or(|when| check::may_hold(when, rules, draft, facts))
            && self.triage.level(&rule.id, check::level(rule, rules, draft, facts)).is_some()
    }

    /// Adds what each rule of that kind says.
    fn add(&mut self, what: &str, place: Span, found: &str, label: Option<String>) {
        let Case { rules, draft, facts } = *self.case;
        let fits = |rule: &&Rule| {
            matches!(&rule.kind, Kind::Suppression(kind) if kind == what)
                && rule.when.as_ref().is_none_or(|when| check::holds(when, rules, draft, facts))
        };
        for rule in rules.rules.iter().filter(fits) {
            let Some(level) = self.triage.level(&rule.id, check::level(rule, rules, draft, facts)) else { continue };
            self.all.push(Finding {
                rule: rule.id.as_str().into(),
                category: rule.category.as_str().into(),
                level,
                message: rule.message.replace("{found}", found).into(),
                label: label.clone().unwrap_or_else(|| rule.label.clone()).into(),
                help: rule.help.as_deref().map(Into::into),
                span: Span::default(),
                source: Some(place),
                related: Vec::new(),
                fix: None,
            });
        }
    }
}
