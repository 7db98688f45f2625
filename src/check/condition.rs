//! Owns `when`: whether a condition holds for a draft. What is unknown satisfies no condition.

use crate::draft::Draft;
use crate::facts::Facts;
use crate::pack::ruleset::{RuleSet, When};
use crate::patience::waited_days;

/// Whether every key of a condition holds.
pub fn holds(when: &When, rules: &RuleSet, draft: &Draft, facts: &Facts) -> bool {
    let context = &draft.context;
    let one_of = |wanted: &[String], known: Option<&str>| {
        wanted.is_empty() || known.is_some_and(|known| wanted.iter().any(|wanted| wanted == known))
    };
    let allowed = |fact: &str| context.platform.as_deref().and_then(|platform| rules.allows(platform, fact));
    rating(when, draft)
        && one_of(&when.platform, context.platform.as_deref())
        && one_of(&when.profile, context.profile.as_deref())
        && one_of(&when.kind, Some(context.kind.name()))
        && (when.review.is_empty()
            || facts.review.as_ref().is_some_and(|review| when.review.iter().any(|cue| review.has(*cue))))
        && when.review_words.is_none_or(|(least, greatest)| {
            facts.review.as_ref().is_some_and(|review| (least..=greatest).contains(&review.text.tokens.len()))
        })
        && when.waited_days.is_none_or(|(least, greatest)| {
            waited_days(context).is_some_and(|days| (least..=greatest).contains(&(days as f64)))
        })
        && (when.has.is_empty() || when.has.iter().any(|cue| facts.reply.has(*cue)))
        && !when.lacks.iter().any(|cue| facts.reply.has(*cue))
        && when.allows.iter().all(|fact| allowed(fact) == Some(true))
        && when.forbids.iter().all(|fact| allowed(fact) == Some(false))
        && when.not.as_deref().is_none_or(|not| !holds(not, rules, draft, facts))
}

/// Whether context and review leave room for a condition, whatever the reply says.
pub fn may_hold(when: &When, rules: &RuleSet, draft: &Draft, facts: &Facts) -> bool {
    let around = When { has: Vec::new(), lacks: Vec::new(), not: None, ..when.clone() };
    let excluded = |not: &When| !reads_reply(not) && holds(not, rules, draft, facts);
    holds(&around, rules, draft, facts) && !when.not.as_deref().is_some_and(excluded)
}

fn reads_reply(when: &When) -> bool {
    !when.has.is_empty() || !when.lacks.is_empty() || when.not.as_deref().is_some_and(reads_reply)
}

/// A rating that stands in for a missing one counts only if every rating it could be would do.
fn rating(when: &When, draft: &Draft) -> bool {
    when.rating.is_empty()
        || match (draft.context.rating, draft.context.assumed_rating) {
            (Some(rating), _) => when.rating.contains(&rating),
            (None, Some((least, greatest))) => (least..=greatest).all(|rating| when.rating.contains(&rating)),
            (None, None) => false,
        }
}
