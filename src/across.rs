//! Owns what holds over many drafts: the same reply again and again, reviews that wait, openings and sign-offs that
//! repeat or differ. It must not know how drafts are read or how findings are printed.
//!
//! Of each draft only a [`Trace`] is kept: fingerprints, dates and its place, never its text.

mod answers;
mod duplicates;
mod minhash;
mod openings;
mod sign_offs;
mod words;

pub(crate) use crate::across::words::excerpt;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::draft::Draft;
use crate::engine::Engine;
use crate::facts::Facts;
use crate::finding::Level;
use crate::pack::ruleset::{Kind, Rule};
use crate::triage::{Triage, is_left_out};

/// What is the same for replies that are the same, names and numbers aside, and the first words of the reply; none for
/// replies that may well repeat: short ones.
pub fn copy_of(draft: &Draft, facts: &Facts) -> Option<(String, String)> {
    let words = words::Words::of(draft, facts);
    duplicates::counts(&words).then(|| (format!("{:016x}", words.exact), words.excerpt.into()))
}

/// How many members of a cluster are named; its size counts all of them.
pub const NAMED: usize = 20;

/// A rule that looks across drafts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// What it looks for.
    what: What,
    /// The id of the rule.
    rule: String,
    category: String,
    level: Level,
    message: String,
    label: String,
    help: Option<String>,
}

/// What a look can look for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    Duplicate,
    Opening,
    Late,
    Unanswered,
    SignOff,
}

impl What {
    fn named(name: &str) -> Option<Self> {
        match name {
            "duplicate" => Some(Self::Duplicate),
            "opening" => Some(Self::Opening),
            "late" => Some(Self::Late),
            "unanswered" => Some(Self::Unanswered),
            "sign-off" => Some(Self::SignOff),
            _ => None,
        }
    }
}

impl Look {
    /// The look of a rule, if it is one; at its level, whatever the context.
    pub fn of(rule: &Rule) -> Option<Self> {
        let Kind::Across(what) = &rule.kind else { return None };
        Some(Self {
            what: What::named(what)?,
            rule: rule.id.clone(),
            category: rule.category.clone(),
            level: rule.level,
            message: rule.message.clone(),
            label: rule.label.clone(),
            help: rule.help.clone(),
        })
    }

    /// The looks of an engine that are reported.
    pub fn all(engine: &Engine, triage: &Triage) -> Vec<Arc<Self>> {
        let looks = engine.rules().rules.iter().filter_map(Self::of);
        let kept = looks.filter_map(|mut look| {
            look.level = triage.level(&look.rule, look.level)?;
            Some(Arc::new(look))
        });
        kept.collect()
    }
}

/// Where a draft stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The file as the user named it.
    pub path: Arc<str>,
    /// The number of the record, from 1; none where the file is one draft.
    pub record: Option<u32>,
    /// The line where it starts, from 1.
    pub line: u32,
}

/// What is kept of a draft.
#[derive(Debug, Clone)]
pub struct Trace {
    looks: Vec<Arc<Look>>,
    place: Place,
    /// None for a review without a reply.
    words: Option<words::Words>,
    dates: answers::Dates,
}

impl Trace {
    /// The trace of a review without a reply. Its words are read only if a condition asks for them.
    pub fn of_unanswered(engine: &Engine, looks: &[Arc<Look>], draft: &Draft) -> Option<Self> {
        let asks = |look: &Arc<Look>| rule_of(engine, look).is_some_and(|rule| rule.when.is_some());
        let is_asked = looks.iter().filter(|look| look.what == What::Unanswered).any(asks);
        let facts = if is_asked { Facts::of(engine, draft) } else { Facts::default() };
        Self::of(engine, looks, draft, &facts)
    }

    /// The trace of a draft for the looks whose condition holds; none if there is none.
    pub fn of(engine: &Engine, looks: &[Arc<Look>], draft: &Draft, facts: &Facts) -> Option<Self> {
        let is_answered = !draft.reply.text.trim().is_empty();
        let looks: Vec<Arc<Look>> =
            looks.iter().filter(|look| is_wanted(engine, look, draft, facts, is_answered)).cloned().collect();
        if looks.is_empty() {
            return None;
        }
        let place = Place {
            path: Arc::clone(&draft.path),
            record: draft.record.and_then(|record| u32::try_from(record).ok()),
            line: u32::try_from(draft.source.first_line.max(1)).unwrap_or(u32::MAX),
        };
        let words = is_answered.then(|| words::Words::of(draft, facts));
        Some(Self { looks, place, words, dates: answers::Dates::of(draft, engine.patience()) })
    }

    /// The same, but what is shown of the draft comes from `reply`, which is as long as its own.
    #[must_use]
    pub fn showing(mut self, reply: &str, facts: &Facts) -> Self {
        if let Some(words) = &mut self.words {
            words.show(reply, &facts.reply.text);
        }
        self
    }
}

fn is_wanted(engine: &Engine, look: &Look, draft: &Draft, facts: &Facts, is_answered: bool) -> bool {
    let fits = match look.what {
        What::Unanswered => !is_answered,
        What::Duplicate => is_answered,
        // Of texts in files of their own nobody knows whether they belong together.
        What::Opening | What::Late | What::SignOff => is_answered && draft.record.is_some(),
    };
    let rule = rule_of(engine, look);
    let when = rule.and_then(|rule| rule.when.as_ref());
    let is_left_out = rule.is_some_and(|rule| is_left_out(draft, rule));
    fits && !is_left_out && when.is_none_or(|when| crate::check::holds(when, engine.rules(), draft, facts))
}

fn rule_of<'e>(engine: &'e Engine, look: &Look) -> Option<&'e Rule> {
    engine.rules().rules.iter().find(|rule| rule.id == look.rule)
}

/// A rule that fired over many drafts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cluster {
    /// The rule's id.
    pub rule: String,
    /// The rule's category.
    pub category: String,
    /// How bad.
    pub level: Level,
    /// What is wrong: lower case, no full stop.
    pub message: String,
    /// What its members have in common.
    pub label: String,
    /// What to do instead.
    pub help: Option<String>,
    /// How many drafts are in it.
    pub size: usize,
    /// The first of them, at most [`NAMED`].
    pub members: Vec<Place>,
    /// The words that they share, where there are some.
    pub excerpt: Option<String>,
    /// What tells it from other clusters of its rule, besides those words: `1 and 2 stars`.
    pub about: String,
}

/// What the drafts of a run have in common, so far.
#[derive(Debug, Default)]
pub struct Across {
    /// What the clock says, in seconds since 1970.
    now: i64,
    gathered: BTreeMap<String, (Arc<Look>, Gathered)>,
}

/// What one look has seen.
#[derive(Debug)]
enum Gathered {
    Duplicates(duplicates::Duplicates),
    Openings(openings::Openings),
    Answers(answers::Answers),
    SignOffs(sign_offs::SignOffs),
}

/// A cluster before it has the words of its rule.
#[derive(Debug, Default)]
struct Found {
    size: usize,
    /// Of so many.
    of: usize,
    members: Vec<Place>,
    excerpt: Option<String>,
    /// What the members have in common, where the rule does not say it.
    label: String,
    /// What `{found}` in the message stands for.
    found: String,
    /// Whether it is worth a note at most.
    is_minor: bool,
}

impl Across {
    /// Nothing seen; the clock says `now`, seconds since 1970.
    pub fn new(now: i64) -> Self {
        Self { now, gathered: BTreeMap::new() }
    }

    /// Takes a trace in. Traces come in the order of the drafts.
    pub fn see(&mut self, trace: Trace) {
        for look in &trace.looks {
            let now = self.now;
            let (_, gathered) = self.gathered.entry(look.rule.clone()).or_insert_with(|| {
                let gathered = match look.what {
                    What::Duplicate => Gathered::Duplicates(duplicates::Duplicates::default()),
                    What::Opening => Gathered::Openings(openings::Openings::default()),
                    What::Late => Gathered::Answers(answers::Answers::late()),
                    What::Unanswered => Gathered::Answers(answers::Answers::unanswered(now)),
                    What::SignOff => Gathered::SignOffs(sign_offs::SignOffs::default()),
                };
                (Arc::clone(look), gathered)
            });
            match (gathered, &trace.words) {
                (Gathered::Answers(answers), _) => answers.see(&trace.place, &trace.dates),
                (Gathered::Duplicates(duplicates), Some(words)) => duplicates.see(&trace.place, words),
                (Gathered::Openings(openings), Some(words)) => openings.see(&trace.place, words),
                (Gathered::SignOffs(sign_offs), Some(words)) => sign_offs.see(&trace.place, words),
                (_, None) => {}
            }
        }
    }

    /// What holds, by rule, the largest clusters first.
    pub fn clusters(self) -> Vec<Cluster> {
        let mut clusters = Vec::new();
        for (look, gathered) in self.gathered.into_values() {
            let mut found = match gathered {
                Gathered::Duplicates(duplicates) => duplicates.found(),
                Gathered::Openings(openings) => openings.found(),
                Gathered::Answers(answers) => answers.found(),
                Gathered::SignOffs(sign_offs) => sign_offs.found(),
            };
            found.sort_by_key(|found| std::cmp::Reverse(found.size));
            clusters.extend(found.into_iter().map(|found| found.cluster(&look)));
        }
        clusters
    }
}

impl Found {
    fn cluster(self, look: &Look) -> Cluster {
        let filled = look
            .message
            .replace("{count}", &self.size.to_string())
            .replace("{limit}", &self.of.to_string())
            .replace("{found}", &self.found);
        Cluster {
            rule: look.rule.clone(),
            category: look.category.clone(),
            level: if self.is_minor { look.level.min(Level::Note) } else { look.level },
            message: filled,
            label: if self.label.is_empty() { look.label.clone() } else { self.label },
            help: look.help.clone(),
            size: self.size,
            members: self.members,
            excerpt: self.excerpt,
            about: self.found,
        }
    }
}

/// Keeps a place, unless enough are kept.
fn keep(places: &mut Vec<Place>, place: &Place) {
    if places.len() < NAMED {
        places.push(place.clone());
    }
}

#[cfg(test)]
mod tests;
