//! Owns the only loop over rules: facts and context in, findings out. Pure and deterministic. It must not know how
//! facts are found, nor which findings are shown.

mod addition;
mod compare;
mod condition;
mod fix;
mod forbid;
mod limit;
mod order;
mod require;
mod score;

use std::cell::OnceCell;

use crate::draft::Draft;
use crate::engine::Engine;
use crate::facts::Facts;
use crate::finding::{Finding, Level};
use crate::pack::ruleset::{Kind, Rule, RuleSet};
use crate::span::Span;
pub(crate) use compare::fold_name;
pub use condition::{holds, may_hold};

/// What one rule looks at.
struct Case<'a> {
    engine: &'a Engine,
    rule: &'a Rule,
    draft: &'a Draft,
    facts: &'a Facts,
    level: Level,
    /// What every finding of the rule says, made with the first one; the place is filled in.
    says: OnceCell<Finding>,
}

impl Case<'_> {
    /// A finding of the rule at a place of the reply.
    fn finding(&self, span: Span) -> Finding {
        Finding { span, ..self.says.get_or_init(|| says(self.rule, self.level)).clone() }
    }

    /// The name of a cue.
    fn cue_name(&self, cue: u32) -> &str {
        self.engine.rules().cues.get(cue as usize).map_or("", |cue| cue.name.as_str())
    }
}

/// What the findings of a rule say at a level.
fn says(rule: &Rule, level: Level) -> Finding {
    Finding {
        rule: rule.id.as_str().into(),
        category: rule.category.as_str().into(),
        level,
        message: rule.message.as_str().into(),
        label: rule.label.as_str().into(),
        help: rule.help.as_deref().map(Into::into),
        span: Span::default(),
        source: None,
        related: Vec::new(),
        fix: None,
    }
}

/// The level at which a rule reports a draft.
pub fn level(rule: &Rule, rules: &RuleSet, draft: &Draft, facts: &Facts) -> Level {
    let fits = rule.levels.iter().find(|(when, _)| holds(when, rules, draft, facts));
    fits.map_or(rule.level, |(_, level)| *level)
}

/// All findings of all rules, in the order of the rules. Rules whose level is `off` report too: what is shown is decided
/// in `triage`.
pub fn check(engine: &Engine, draft: &Draft, facts: &Facts) -> Vec<Finding> {
    let mut findings = Vec::new();
    for rule in &engine.rules().rules {
        if rule.when.as_ref().is_some_and(|when| !holds(when, engine.rules(), draft, facts)) {
            continue;
        }
        let level = level(rule, engine.rules(), draft, facts);
        let case = Case { engine, rule, draft, facts, level, says: OnceCell::new() };
        match &rule.kind {
            Kind::Forbid(cues) => forbid::check(&case, cues, &mut findings),
            Kind::Require(cues, at) => require::any(&case, cues, *at, &mut findings),
            Kind::RequireAll(cues, at) => require::all(&case, cues, *at, &mut findings),
            Kind::Order(first, then) => order::check(&case, first, then, &mut findings),
            Kind::Limit(limits) => limit::check(&case, limits, &mut findings),
            Kind::Score(score) => score::check(&case, score, &mut findings),
            Kind::Compare(what) => compare::check(&case, what, &mut findings),
            // One draft tells nothing about many: `across` reads these rules. What is suppressed is known to `triage`.
            Kind::Across(_) | Kind::Suppression(_) => {}
        }
    }
    findings
}
