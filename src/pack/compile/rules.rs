//! Owns the step from raw rules to compiled ones: cues looked up, measures known, conditions that some input can meet.

use std::collections::BTreeMap;

use super::{Compiler, rule_id};
use crate::draft::canonical_platform;
use crate::finding::Level;
use crate::mistake::{Mistake, closest};
use crate::pack::PackSource;
use crate::pack::platforms::FACTS;
use crate::pack::raw::{RawFix, RawKind, RawLimit, RawPack, RawRule, RawScore, RawWhen, Spanned};
use crate::pack::resolve::Names;
use crate::pack::ruleset::{CueNumber, Kind, Limit, MEASURES, Measure, Rule, RuleFix, Score, When};
use crate::span::Span;

/// What `compare` can be: each is one file under `check::compare`.
pub(crate) const COMPARISONS: &[&str] = &["topics", "rating", "name", "question", "details", "language"];
/// What `across` can be: each is one look of `across`.
pub(crate) const ACROSS: &[&str] = &["duplicate", "opening", "late", "unanswered", "sign-off"];

/// What can be odd about a suppression: `triage` looks for each.
pub(crate) const SUPPRESSIONS: &[&str] = &["unknown", "unused", "unexplained"];

pub(super) fn compile(compiler: &mut Compiler, packs: &[(&PackSource, RawPack)]) -> Vec<Rule> {
    let mut seen: BTreeMap<String, (String, Span)> = BTreeMap::new();
    let mut rules = Vec::new();
    for (source, pack) in packs {
        for raw in &pack.rules {
            let id = rule_id(source, pack, raw);
            if let Some((path, _)) = seen.get(&id) {
                let mistake =
                    Mistake::error("duplicate-rule", &pack.path, raw.id.span, format!("rule `{id}` is defined twice"))
                        .label(format!("also in {path}"));
                compiler.mistakes.push(mistake);
                continue;
            }
            seen.insert(id.clone(), (pack.path.clone(), raw.id.span));
            let fixes = fixes(compiler, source, pack, raw);
            if let Some(rule) = rule(compiler, pack, raw, id) {
                rules.push(Rule { fixes, ..rule });
            }
        }
    }
    rules
}

fn rule(compiler: &mut Compiler, pack: &RawPack, raw: &RawRule, id: String) -> Option<Rule> {
    let path = pack.path.as_str();
    let when = raw.when.as_ref().map(|raw| when(compiler, path, raw));
    let levels: Vec<(When, Level)> =
        raw.levels.iter().map(|(raw, level)| (self::when(compiler, path, raw), *level)).collect();
    let kind = match &raw.kind {
        RawKind::Forbid(cues) => Kind::Forbid(compiler.lookup_all(path, cues)),
        RawKind::Require(cues, at) => Kind::Require(compiler.lookup_all(path, cues), *at),
        RawKind::RequireAll(cues, at) => {
            let all = cues
                .iter()
                .flat_map(|name| {
                    let found = compiler.lookup(path, name);
                    found.into_iter().map(|cue| (cue, readable(&name.value))).collect::<Vec<_>>()
                })
                .collect();
            Kind::RequireAll(all, *at)
        }
        RawKind::Order(first, then) => Kind::Order(compiler.lookup(path, first), compiler.lookup(path, then)),
        RawKind::Limit(limits) => Kind::Limit(
            limits
                .iter()
                .map(|raw| limit(compiler, path, raw))
                .collect::<Vec<_>>()
                .into_iter()
                .collect::<Option<_>>()?,
        ),
        RawKind::Score(raw) => Kind::Score(score(compiler, path, raw)),
        RawKind::Compare(what) => Kind::Compare(known(compiler, path, what, COMPARISONS, "comparison")?),
        RawKind::Broken(cues) => {
            compiler.lookup_all(path, cues);
            return None;
        }
        RawKind::Across(what) => Kind::Across(known(compiler, path, what, ACROSS, "look across drafts")?),
        RawKind::Suppression(what) => {
            Kind::Suppression(known(compiler, path, what, SUPPRESSIONS, "mistake of a suppression")?)
        }
    };
    Some(Rule {
        id,
        pack: pack.name.value.clone(),
        category: raw.category.value.clone(),
        level: raw.level,
        kind,
        when,
        levels,
        message: raw.message.clone(),
        label: raw.label.clone(),
        help: raw.help.clone(),
        fixes: Vec::new(),
    })
}

/// What a rule may put in place of what it reports. Only words that are there can be replaced.
fn fixes(compiler: &mut Compiler, source: &PackSource, pack: &RawPack, raw: &RawRule) -> Vec<RuleFix> {
    let points_at_words = match &raw.kind {
        RawKind::Forbid(_) | RawKind::Broken(_) => true,
        RawKind::Limit(limits) => limits.iter().any(|limit| compiler.number(&limit.of.value).is_some()),
        _ => false,
    };
    if let Some(fix) = raw.fix.first().filter(|_| !points_at_words) {
        let message = "a rule of this kind points at no words that a fix could replace";
        let help = "`fix` belongs to `forbid`, and to `limit` of a cue";
        compiler.mistakes.push(Mistake::error("misplaced-key", &pack.path, fix.span, message).help(help));
        return Vec::new();
    }
    let mut names = None;
    let mut fix = |raw: &RawFix| {
        let find = match &raw.find {
            None => None,
            Some(phrase) => {
                let names = names.get_or_insert_with(|| Names::new(pack, &source.file.text, &mut Vec::new()));
                Some(compiler.exception(phrase, pack, names)?)
            }
        };
        Some(RuleFix { find, replace: raw.replace.clone(), safe: raw.safe })
    };
    raw.fix.iter().filter_map(&mut fix).collect()
}

/// `act.contact-detail` reads “contact detail”.
fn readable(cue: &str) -> String {
    cue.rsplit('.').next().unwrap_or(cue).replace('-', " ")
}

fn known(compiler: &mut Compiler, path: &str, what: &Spanned<String>, all: &[&str], kind: &str) -> Option<String> {
    if all.contains(&what.value.as_str()) {
        return Some(what.value.clone());
    }
    let mut mistake = Mistake::error("unknown-value", path, what.span, format!("no {kind} is called `{}`", what.value));
    if let Some(known) = closest(&what.value, all.iter().copied()) {
        mistake = mistake.help(format!("did you mean `{known}`?"));
    }
    compiler.mistakes.push(mistake);
    None
}

fn limit(compiler: &mut Compiler, path: &str, raw: &RawLimit) -> Option<Limit> {
    let of = match MEASURES.iter().find(|(name, _)| *name == raw.of.value) {
        Some((_, measure)) => measure.clone(),
        None => match compiler.number(&raw.of.value) {
            Some(cue) => Measure::Cue(cue),
            None => {
                let message = format!("`{}` is neither a measure nor a cue", raw.of.value);
                let mut mistake = Mistake::error("unknown-measure", path, raw.of.span, message);
                let names = compiler.names.iter().map(String::as_str).chain(MEASURES.iter().map(|(name, _)| *name));
                if let Some(known) = closest(&raw.of.value, names) {
                    mistake = mistake.help(format!("did you mean `{known}`?"));
                }
                compiler.mistakes.push(mistake);
                return None;
            }
        },
    };
    if let (Some(min), Some(max)) = (raw.min, raw.max)
        && min > max
    {
        compiler.mistakes.push(Mistake::error(
            "empty-limit",
            path,
            raw.span,
            "nothing is both at least `min` and at most `max`",
        ));
    }
    Some(Limit { of, max: raw.max, min: raw.min })
}

/// Resolves globs: a plain name beats a glob, a longer glob a shorter one.
fn score(compiler: &mut Compiler, path: &str, raw: &RawScore) -> Score {
    let mut best: BTreeMap<CueNumber, (usize, f64)> = BTreeMap::new();
    let entries = raw
        .add
        .iter()
        .map(|(name, weight)| (name, *weight))
        .chain(raw.subtract.iter().map(|(name, weight)| (name, -*weight)));
    for (name, weight) in entries {
        let specific = if name.value.contains('*') { name.value.len() } else { usize::MAX };
        for cue in compiler.lookup(path, name) {
            let entry = best.entry(cue).or_insert((specific, weight));
            if specific > entry.0 {
                *entry = (specific, weight);
            }
        }
    }
    let weights = best.into_iter().map(|(cue, (_, weight))| (cue, weight)).collect();
    Score { weights, note: raw.note, warning: raw.warning, error: raw.error }
}

fn when(compiler: &mut Compiler, path: &str, raw: &RawWhen) -> When {
    let has = compiler.lookup_all(path, &raw.has);
    let lacks = compiler.lookup_all(path, &raw.lacks);
    if !has.is_empty() && has.iter().all(|cue| lacks.contains(cue)) {
        let message = "no reply both has and lacks the same cue";
        compiler.mistakes.push(Mistake::error("impossible-condition", path, raw.span, message).label("never true"));
    }
    let mut facts = |facts: &[Spanned<String>]| {
        facts.iter().filter_map(|fact| known(compiler, path, fact, FACTS, "fact of a platform")).collect::<Vec<_>>()
    };
    let (allows, forbids) = (facts(&raw.allows), facts(&raw.forbids));
    let values = |list: &[Spanned<String>]| list.iter().map(|value| value.value.clone()).collect::<Vec<_>>();
    When {
        rating: raw.rating.clone(),
        platform: raw.platform.iter().filter_map(|name| canonical_platform(&name.value)).map(str::to_owned).collect(),
        profile: values(&raw.profile),
        kind: values(&raw.kind),
        review: compiler.lookup_all(path, &raw.review),
        review_words: raw.review_words,
        waited_days: raw.waited_days.map(|(least, greatest)| (least as f64, greatest as f64)),
        has,
        lacks,
        allows,
        forbids,
        not: raw.not.as_ref().map(|raw| Box::new(when(compiler, path, raw))),
    }
}
