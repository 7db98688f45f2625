//! Owns what a platform changes about a rule: whether it can fire there, at what level, within which limit. It must not
//! know how the list of rules is printed.

use crate::cli::explain::condition;
use crate::draft::canonical_platform;
use crate::finding::Level;
use crate::pack::platforms::{Platform, Row, Says, rows};
use crate::pack::raw::{RawKind, RawRule, RawWhen, Spanned};

/// A rule on one platform.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Here {
    /// Its level there, where nothing but the platform is known; `off` where it cannot fire.
    pub(super) level: Level,
    /// What is different there, in words.
    pub(super) changes: Vec<String>,
}

/// What the platform makes of a rule, by what is known of platforms.
pub(super) fn here(rule: &RawRule, platform: &str, known: &[Platform]) -> Here {
    let there = There { platform, known: known.iter().find(|known| known.name == platform) };
    let off = |why: &str| Here { level: Level::Off, changes: vec![why.to_owned()] };
    let mut changes = Vec::new();
    if let Some(when) = &rule.when {
        match there.holds(when) {
            Holds::Never => return off("off here"),
            Holds::Always | Holds::Perhaps if is_for_some(when) => changes.push("on here".to_owned()),
            Holds::Always | Holds::Perhaps => {}
        }
    }
    if let RawKind::Limit(limits) = &rule.kind
        && limits.iter().any(|limit| limit.of.value == "platform-length")
    {
        match there.known.and_then(|known| known.length) {
            Some(length) => changes.push(format!("at most {} {}", length.most, length.unit.word())),
            None if limits.len() == 1 => return off("off here: no limit is verified"),
            None => {}
        }
    }
    let mut level = rule.level;
    for (when, other) in &rule.levels {
        match there.holds(when) {
            Holds::Always => {
                level = *other;
                break;
            }
            Holds::Perhaps if names_platforms(when) => {
                changes.push(format!("{} {}", other.name(), condition(&without_platforms(when))));
            }
            Holds::Perhaps | Holds::Never => {}
        }
    }
    if level != rule.level {
        changes.insert(0, format!("{} instead of {}", level.name(), rule.level.name()));
    }
    Here { level, changes }
}

/// What is known of the platform, also what nobody has verified.
pub(super) fn facts(platform: &str) -> Vec<Row> {
    rows().into_iter().filter(|row| row.platform == platform).collect()
}

/// What a fact says, in a word or two.
pub(super) fn says(row: &Row) -> String {
    match row.says {
        Says::Allowed(true) => "allowed".to_owned(),
        Says::Allowed(false) => "not allowed".to_owned(),
        Says::Length(length) => format!("at most {} {}", length.most, length.unit.word()),
    }
}

/// Whether a condition holds on a platform, whatever else is the case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holds {
    Never,
    Perhaps,
    Always,
}

struct There<'a> {
    platform: &'a str,
    /// None if nothing is known of it.
    known: Option<&'a Platform>,
}

impl There<'_> {
    fn holds(&self, when: &RawWhen) -> Holds {
        let mut named = when.platform.iter().filter_map(|name| canonical_platform(&name.value));
        let is = |facts: &[Spanned<String>], wanted: bool| {
            facts.iter().all(|fact| self.known.and_then(|known| known.allows(&fact.value)) == Some(wanted))
        };
        let possible = (when.platform.is_empty() || named.any(|name| name == self.platform))
            && is(&when.allows, true)
            && is(&when.forbids, false);
        let not = when.not.as_deref().map_or(Holds::Never, |not| self.holds(not));
        if !possible || not == Holds::Always {
            Holds::Never
        } else if has_other_keys(when) || not == Holds::Perhaps {
            Holds::Perhaps
        } else {
            Holds::Always
        }
    }
}

/// Whether a condition asks for more than the platform.
fn has_other_keys(when: &RawWhen) -> bool {
    !when.rating.is_empty()
        || !when.profile.is_empty()
        || !when.kind.is_empty()
        || !when.review.is_empty()
        || when.review_words.is_some()
        || when.waited_days.is_some()
        || !when.has.is_empty()
        || !when.lacks.is_empty()
}

/// Whether a condition is for some platforms only, not for all but some.
const fn is_for_some(when: &RawWhen) -> bool {
    !when.platform.is_empty() || !when.allows.is_empty() || !when.forbids.is_empty()
}

/// Whether a condition asks for the platform, too.
fn names_platforms(when: &RawWhen) -> bool {
    is_for_some(when) || when.not.as_deref().is_some_and(names_platforms)
}

/// What is left to be asked where the platform is known.
fn without_platforms(when: &RawWhen) -> RawWhen {
    let not = when.not.as_deref().map(without_platforms).filter(|not| has_other_keys(not) || not.not.is_some());
    RawWhen { platform: Vec::new(), allows: Vec::new(), forbids: Vec::new(), not: not.map(Box::new), ..when.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::builtin;
    use crate::pack::read_pack;

    fn of(rule: &str, platform: &str) -> (Level, Vec<String>) {
        let packs = builtin::sources();
        let mut rules =
            packs.iter().filter_map(|source| read_pack(&source.file, &mut Vec::new())).flat_map(|pack| pack.rules);
        let rule = rules.find(|known| known.id.value == rule).unwrap();
        let here = here(&rule, platform, &builtin::rule_set().platforms);
        (here.level, here.changes)
    }

    #[test]
    fn levels_limits_and_what_is_off_are_told_for_a_platform() {
        let told = |level, changes: &[&str]| (level, changes.iter().map(|change| (*change).to_owned()).collect());
        assert_eq!(of("over-length", "google_play"), told(Level::Error, &["at most 350 characters"]));
        assert_eq!(of("over-length", "google"), told(Level::Error, &["at most 4096 bytes"]));
        assert_eq!(of("over-length", "yelp"), told(Level::Off, &["off here: no limit is verified"]));
        assert_eq!(of("link-not-allowed", "google_play"), told(Level::Off, &["off here"]));
        assert_eq!(of("link-not-allowed", "tripadvisor"), told(Level::Warning, &["on here"]));
        assert_eq!(of("link-not-allowed", "booking"), told(Level::Error, &["error instead of warning", "on here"]));
        assert_eq!(of("missing-offline-contact", "booking"), told(Level::Off, &["off here"]));
        assert_eq!(
            of("missing-offline-contact", "app_store"),
            told(Level::Warning, &["off if the reply has act.solution"])
        );
        assert_eq!(of("missing-thanks", "google"), told(Level::Warning, &[]));
        assert_eq!(
            of("unsupported-formatting", "tripadvisor"),
            told(Level::Warning, &["warning instead of note", "warning if the reply has platform.list"])
        );
    }
}
