//! Owns the statistics of many drafts and of the reviews that they answer, or nobody answers. It must not know where
//! they were read from, nor how the numbers are shown.

mod group;
mod marks;
mod summary;
mod topic;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::dates;
use crate::draft::Context;
use crate::finding::Verdict;
use crate::patience::waited;

use group::Group;
use topic::Topics;

pub use marks::{Change, Marks};
pub use summary::{Changes, Copy, GroupOut, StatsOut, TopicOut};

/// One review with its reply, or without.
#[derive(Debug, Clone, Default)]
pub struct Row {
    /// The file as the user named it.
    pub path: Arc<str>,
    /// The number of the record, from 1.
    pub record: Option<u64>,
    /// What is known.
    pub context: Context,
    /// What follows from the findings; none if there is no reply.
    pub verdict: Option<Verdict>,
    /// The rule of each finding.
    pub rules: Vec<String>,
    /// What they speak of.
    pub marks: Marks,
}

/// How often a reply is copied, and where it stands first.
#[derive(Debug, Clone)]
struct Copied {
    count: usize,
    excerpt: String,
    path: Arc<str>,
    record: Option<u64>,
}

/// The numbers so far. Memory grows with the number of different replies (about 200 bytes each), not with texts.
#[derive(Debug, Default)]
pub struct Stats {
    all: Group,
    by_rating: BTreeMap<String, Group>,
    by_platform: BTreeMap<String, Group>,
    by_month: BTreeMap<String, Group>,
    by_author: BTreeMap<String, Group>,
    by_location: BTreeMap<String, Group>,
    copies: HashMap<String, Copied>,
    topics: Topics,
    done: usize,
    planned: usize,
    changed: BTreeMap<String, usize>,
}

impl Stats {
    /// Takes a row in.
    pub fn add(&mut self, row: &Row) {
        let context = &row.context;
        let date = |text: &Option<String>| text.as_deref().and_then(dates::parse);
        let (reviewed, replied) = (date(&context.reviewed_at), date(&context.replied_at));
        let is_answered = row.verdict.is_some();
        let waited = waited(context).filter(|_| is_answered);
        let seen = group::Seen { verdict: row.verdict, waited, is_late: row.marks.late, rules: &row.rules };
        self.all.add(&seen);
        let stars = context.rating.map_or("unknown".to_owned(), |rating| rating.to_string());
        self.by_rating.entry(stars).or_default().add(&seen);
        let month = reviewed.or(replied).map(dates::month);
        for (groups, name) in [
            (&mut self.by_platform, context.platform.as_ref()),
            (&mut self.by_month, month.as_ref()),
            (&mut self.by_author, context.author.as_ref()),
            (&mut self.by_location, context.location.as_ref()),
        ] {
            if let Some(name) = name {
                groups.entry(name.clone()).or_default().add(&seen);
            }
        }
        self.copy(row);
        self.topics.add(context.rating, is_answered, &row.marks);
        match row.marks.change {
            Some(Change::Done) => self.done += 1,
            Some(Change::Planned) => self.planned += 1,
            None => return,
        }
        for topic in &row.marks.reply_topics {
            *self.changed.entry(topic.clone()).or_default() += 1;
        }
    }

    fn copy(&mut self, row: &Row) {
        let Some(copy) = &row.marks.copy else { return };
        let copied = self.copies.entry(copy.clone()).or_insert_with(|| Copied {
            count: 0,
            excerpt: row.marks.excerpt.clone().unwrap_or_default(),
            path: Arc::clone(&row.path),
            record: row.record,
        });
        copied.count += 1;
    }
}

#[cfg(test)]
mod tests;
