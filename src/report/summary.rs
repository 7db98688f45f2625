//! Owns the counts of a run and the sentences that tell them. It must not know about single findings' words.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use super::{Outcome, safe};
use crate::across::Cluster;
use crate::finding::{Level, Verdict};

/// What a run amounted to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Drafts that were checked.
    pub drafts: usize,
    /// Records without a reply, and files that were left out.
    pub skipped: usize,
    /// Files and records that could not be read.
    pub unreadable: usize,
    /// Drafts that are ready to post.
    pub post: usize,
    /// Drafts with warnings, but no errors.
    pub revise: usize,
    /// Drafts with errors.
    pub block: usize,
    /// Findings that are errors.
    pub errors: usize,
    /// Findings that are warnings.
    pub warnings: usize,
    /// Findings that are notes.
    pub notes: usize,
    /// Findings that were not shown because a comment or the configuration suppresses them.
    pub suppressed: usize,
    /// Findings that were not shown because the baseline knows them.
    pub baselined: usize,
    /// Findings that were fixed.
    pub fixed: usize,
    /// Findings that `--fix` would fix.
    pub fixable: usize,
    /// Further findings that `--unsafe-fixes` would fix.
    pub unsafely_fixable: usize,
    /// Whether the run was interrupted: what follows was not read.
    pub interrupted: bool,
    /// Findings by rule.
    pub by_rule: BTreeMap<String, usize>,
    /// The rules that fired, as their first finding tells them.
    #[serde(skip)]
    pub described: BTreeMap<Arc<str>, Described>,
}

/// What is known of a rule from its findings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Described {
    /// Its category.
    pub category: Arc<str>,
    /// What is wrong.
    pub message: Arc<str>,
    /// What to write instead.
    pub help: Option<Arc<str>>,
}

impl Summary {
    /// Counts one outcome. A skipped one counts as `skipped`; what could not be read is counted by who tried to.
    pub fn count(&mut self, outcome: &Outcome) {
        let Outcome::Checked(checked) = outcome else {
            self.skipped += 1;
            return;
        };
        self.drafts += 1;
        match checked.verdict {
            Verdict::Post => self.post += 1,
            Verdict::Revise => self.revise += 1,
            Verdict::Block => self.block += 1,
        }
        for finding in &checked.findings {
            self.count_finding(finding.level, &finding.rule);
            match &finding.fix {
                Some(fix) if fix.safe => self.fixable += 1,
                Some(_) => self.unsafely_fixable += 1,
                None => {}
            }
            if finding.level > Level::Off && !self.described.contains_key(&finding.rule) {
                self.described.insert(
                    finding.rule.clone(),
                    Described {
                        category: finding.category.clone(),
                        message: finding.message.clone(),
                        help: finding.help.clone(),
                    },
                );
            }
        }
    }

    /// Counts what holds over many drafts: a finding each.
    pub fn count_clusters(&mut self, clusters: &[Cluster]) {
        for cluster in clusters {
            self.count_finding(cluster.level, &cluster.rule);
            self.described.entry(Arc::from(cluster.rule.as_str())).or_insert_with(|| Described {
                category: Arc::from(cluster.category.as_str()),
                message: Arc::from(cluster.message.as_str()),
                help: cluster.help.as_deref().map(Arc::from),
            });
        }
    }

    fn count_finding(&mut self, level: Level, rule: &str) {
        match level {
            Level::Error => self.errors += 1,
            Level::Warning => self.warnings += 1,
            Level::Note => self.notes += 1,
            Level::Off => return,
        }
        *self.by_rule.entry(rule.to_owned()).or_default() += 1;
    }

    /// Adds the counts of another part of the run.
    pub fn add(&mut self, other: &Self) {
        self.drafts += other.drafts;
        self.skipped += other.skipped;
        self.unreadable += other.unreadable;
        self.post += other.post;
        self.revise += other.revise;
        self.block += other.block;
        self.errors += other.errors;
        self.warnings += other.warnings;
        self.notes += other.notes;
        self.suppressed += other.suppressed;
        self.baselined += other.baselined;
        self.fixed += other.fixed;
        self.fixable += other.fixable;
        self.unsafely_fixable += other.unsafely_fixable;
        self.interrupted |= other.interrupted;
        for (rule, described) in &other.described {
            if !self.described.contains_key(rule) {
                self.described.insert(rule.clone(), described.clone());
            }
        }
        for (rule, count) in &other.by_rule {
            match self.by_rule.get_mut(rule) {
                Some(known) => *known += count,
                None => {
                    self.by_rule.insert(rule.clone(), *count);
                }
            }
        }
    }

    /// All findings.
    pub fn findings(&self) -> usize {
        self.errors + self.warnings + self.notes
    }

    /// `3 drafts: 1 ready to post, 1 to revise, 1 blocked; 4 findings`.
    pub fn sentence(&self) -> String {
        if self.drafts == 0 {
            return "no drafts".to_owned();
        }
        let verdicts = join(&[
            (self.post, "ready to post".to_owned()),
            (self.revise, "to revise".to_owned()),
            (self.block, "blocked".to_owned()),
        ]);
        let findings = match self.findings() {
            0 => "no findings".to_owned(),
            count => plural(count, "finding"),
        };
        format!("{}: {verdicts}; {findings}", plural(self.drafts, "draft"))
    }

    /// What was fixed and what could be, a line; empty where that is nothing. `is_dry` says that nothing was written.
    pub fn fixes(&self, is_dry: bool) -> String {
        let more = |options: &str| match (self.fixed, self.fixable, self.unsafely_fixable) {
            (_, _, 0) => String::new(),
            (0, 0, count) => format!("{count} by {options}"),
            (_, _, count) => format!("{count} more by {options}"),
        };
        let (told, rest) = if self.fixed > 0 {
            let verb = if is_dry { "would fix" } else { "fixed" };
            (format!("{verb}: {}", plural(self.fixed, "finding")), more("--unsafe-fixes"))
        } else if self.fixable > 0 {
            (format!("fixable: {} by --fix", self.fixable), more("--fix --unsafe-fixes"))
        } else if self.unsafely_fixable > 0 {
            return format!("fixable: {}\n", more("--fix --unsafe-fixes"));
        } else {
            return String::new();
        };
        if rest.is_empty() { format!("{told}\n") } else { format!("{told}, {rest}\n") }
    }

    /// What was not read and what is not shown, a line each; empty if that is nothing.
    pub fn left_out(&self) -> String {
        let unread = join(&[(self.skipped, "skipped".to_owned()), (self.unreadable, "unreadable".to_owned())]);
        let unshown =
            join(&[(self.suppressed, "suppressed".to_owned()), (self.baselined, "known to the baseline".to_owned())]);
        let mut lines = String::new();
        for (name, counts) in [("not checked", unread), ("not shown", unshown)] {
            if !counts.is_empty() {
                lines.push_str(&format!("{name}: {counts}\n"));
            }
        }
        if self.interrupted {
            lines.push_str("interrupted: what follows was not read\n");
        }
        lines
    }

    /// How often each rule fired, the most frequent first, a line each.
    pub fn statistics(&self) -> String {
        let mut rules: Vec<(&String, &usize)> = self.by_rule.iter().collect();
        rules.sort_by(|left, right| right.1.cmp(left.1).then(left.0.cmp(right.0)));
        let digits = rules.first().map_or(0, |(_, count)| count.to_string().len());
        rules.iter().map(|(rule, count)| format!("{count:>digits$}  {}\n", safe::shown_in_a_line(rule))).collect()
    }
}

/// `1 error, 2 warnings, 1 note`, without what there is none of.
pub(super) fn levels(errors: usize, warnings: usize, notes: usize) -> String {
    [(errors, "error"), (warnings, "warning"), (notes, "note")]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| plural(count, word))
        .collect::<Vec<_>>()
        .join(", ")
}

/// `1 finding`, `2 findings`.
fn plural(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}

fn join(counts: &[(usize, String)]) -> String {
    let known = counts.iter().filter(|(count, _)| *count > 0);
    known.map(|(count, words)| format!("{count} {words}")).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_is_told_in_a_sentence() {
        let summary = Summary { drafts: 3, post: 1, revise: 1, block: 1, errors: 1, warnings: 3, ..Summary::default() };
        assert_eq!(summary.sentence(), "3 drafts: 1 ready to post, 1 to revise, 1 blocked; 4 findings");
    }

    #[test]
    fn one_is_singular_and_none_is_left_out() {
        let summary = Summary { drafts: 1, revise: 1, warnings: 1, ..Summary::default() };
        assert_eq!(summary.sentence(), "1 draft: 1 to revise; 1 finding");
        let clean = Summary { drafts: 2, post: 2, ..Summary::default() };
        assert_eq!(clean.sentence(), "2 drafts: 2 ready to post; no findings");
        assert_eq!(Summary::default().sentence(), "no drafts");
    }

    #[test]
    fn what_was_left_out_is_told() {
        let summary = Summary { skipped: 2, unreadable: 1, suppressed: 4, ..Summary::default() };
        assert_eq!(summary.left_out(), "not checked: 2 skipped, 1 unreadable\nnot shown: 4 suppressed\n");
        assert_eq!(Summary::default().left_out(), "");
    }

    #[test]
    fn what_was_fixed_and_what_could_be_is_told_in_a_line() {
        let line = |fixed, fixable, unsafely_fixable, is_dry| {
            Summary { fixed, fixable, unsafely_fixable, ..Summary::default() }.fixes(is_dry)
        };
        assert_eq!(line(0, 0, 0, false), "");
        assert_eq!(line(0, 2, 0, false), "fixable: 2 by --fix\n");
        assert_eq!(line(0, 2, 1, false), "fixable: 2 by --fix, 1 more by --fix --unsafe-fixes\n");
        assert_eq!(line(0, 0, 1, false), "fixable: 1 by --fix --unsafe-fixes\n");
        assert_eq!(line(1, 0, 2, false), "fixed: 1 finding, 2 more by --unsafe-fixes\n");
        assert_eq!(line(3, 0, 0, true), "would fix: 3 findings\n");
    }

    #[test]
    fn statistics_put_the_most_frequent_rule_first() {
        let by_rule = [("missing-thanks", 3), ("conditional-apology", 12), ("blame", 3)];
        let by_rule = by_rule.map(|(rule, count)| (rule.to_owned(), count)).into();
        let summary = Summary { by_rule, ..Summary::default() };
        assert_eq!(summary.statistics(), "12  conditional-apology\n 3  blame\n 3  missing-thanks\n");
    }
}
