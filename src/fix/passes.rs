//! Owns fixing a whole file: fixes are made in passes until none is left, and each pass is read again before it counts.
//! What a reader does not make of the new bytes exactly what the edits say (and of everything else what it was) is not
//! done. It must not know files, rules or formats: reading and judging are handed to it.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use super::changes::{Change, then};
use super::written::{self, FileEdit};
use super::{Chosen, Edit, choose, in_file};
use crate::draft::Draft;
use crate::finding::Finding;
use crate::input::{Item, ReadProblem};

/// Nothing takes so many passes, unless fixes make room for each other forever.
const PASSES: usize = 100;

/// What a file holds.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// Its drafts, and the records that are none.
    pub items: Vec<Item>,
    /// What could not be read as meant.
    pub problems: Vec<ReadProblem>,
}

/// How to read and to judge.
pub struct Options<'a, J> {
    /// Whether anything is fixed at all.
    pub is_fixed: bool,
    /// Whether fixes that may change the meaning are made too.
    pub unsafe_too: bool,
    /// Reads the bytes of the file.
    pub read: &'a dyn Fn(&[u8]) -> Reading,
    /// What is found in each of some drafts.
    pub judge: &'a dyn Fn(&[&Draft]) -> Vec<J>,
    /// The findings in what is found.
    pub findings: fn(&mut J) -> &mut Vec<Finding>,
}

/// A file in which nothing is left to fix.
#[derive(Debug)]
pub struct Settled<J> {
    /// What the file should hold.
    pub bytes: Vec<u8>,
    /// Its drafts, each with what remains to be said of it, and the records that are none.
    pub items: Vec<(Item, Option<J>)>,
    /// What could not be read as meant.
    pub problems: Vec<ReadProblem>,
    /// The findings that were fixed.
    pub fixed: Fixed,
    /// The fixes that were not made.
    pub left_out: Vec<LeftOut>,
    /// Which stretches of the file have changed, in order.
    pub changes: Vec<Change>,
}

/// How many findings of each rule were fixed.
pub type Fixed = BTreeMap<Arc<str>, usize>;

/// A fix that was not made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// The index of the draft among the items.
    pub item: usize,
    /// The finding.
    pub finding: Finding,
    /// Why not: lower case, no full stop.
    pub why: &'static str,
}

/// Makes all fixes of a file. A finding whose fix cannot be made loses it.
pub fn settle<J>(bytes: &[u8], options: &Options<'_, J>) -> Settled<J> {
    let mut restless = HashSet::new();
    loop {
        match File::new(bytes.to_vec(), options, &restless).run() {
            Ok(settled) => return settled,
            // Such drafts stay as they were; all is done again without them.
            Err(more) => restless.extend(more),
        }
    }
}

/// A file that is being fixed.
struct File<'o, 'a, J> {
    options: &'o Options<'a, J>,
    bytes: Vec<u8>,
    items: Vec<Item>,
    problems: Vec<ReadProblem>,
    judged: Vec<Option<J>>,
    /// The drafts that do not settle.
    restless: &'o HashSet<usize>,
    /// The replies that each draft has had, by their hashes.
    had: HashMap<usize, HashSet<u64>>,
    fixed: Fixed,
    changes: Vec<Change>,
    /// By draft: the findings whose fixes cannot be made.
    refused: BTreeMap<usize, Vec<usize>>,
}

/// An edit of one of the drafts.
struct Wanted {
    item: usize,
    chosen: Chosen,
}

/// The file after some edits.
struct Next {
    bytes: Vec<u8>,
    reading: Reading,
    edits: Vec<FileEdit>,
}

impl<'o, 'a, J> File<'o, 'a, J> {
    fn new(bytes: Vec<u8>, options: &'o Options<'a, J>, restless: &'o HashSet<usize>) -> Self {
        let Reading { items, problems } = (options.read)(&bytes);
        let judged = items.iter().map(|_| None).collect();
        Self {
            options,
            bytes,
            items,
            problems,
            judged,
            restless,
            had: HashMap::new(),
            fixed: Fixed::new(),
            changes: Vec::new(),
            refused: BTreeMap::new(),
        }
    }

    /// The file without anything left to fix; the drafts whose fixes undo each other, otherwise.
    fn run(mut self) -> Result<Settled<J>, Vec<usize>> {
        let mut active: Vec<usize> = (0..self.items.len()).collect();
        for _ in 0..PASSES {
            self.judge(&active);
            let again: Vec<usize> = active.iter().copied().filter(|item| self.is_seen(*item)).collect();
            if !again.is_empty() {
                return Err(again);
            }
            active = if self.options.is_fixed { self.pass(&active) } else { Vec::new() };
            if active.is_empty() {
                return Ok(self.finish());
            }
        }
        Err(active)
    }

    fn draft(&self, item: usize) -> Option<&Draft> {
        match self.items.get(item) {
            Some(Item::Draft(draft)) => Some(draft),
            _ => None,
        }
    }

    fn judge(&mut self, active: &[usize]) {
        let drafts: Vec<(usize, &Draft)> = active.iter().filter_map(|item| Some((*item, self.draft(*item)?))).collect();
        let judged = (self.options.judge)(&drafts.iter().map(|(_, draft)| *draft).collect::<Vec<_>>());
        let items: Vec<usize> = drafts.into_iter().map(|(item, _)| item).collect();
        for (item, found) in items.into_iter().zip(judged) {
            if let Some(slot) = self.judged.get_mut(item) {
                *slot = Some(found);
            }
        }
    }

    /// Whether a draft has come back to a reply that it had before.
    fn is_seen(&mut self, item: usize) -> bool {
        let Some(draft) = self.draft(item) else { return false };
        let mut hasher = DefaultHasher::new();
        draft.reply.text.hash(&mut hasher);
        let hash = hasher.finish();
        !self.had.entry(item).or_default().insert(hash)
    }

    /// Makes the fixes of the drafts `active`, and says which drafts have changed.
    fn pass(&mut self, active: &[usize]) -> Vec<usize> {
        let mut wanted = Vec::new();
        for item in active.iter().copied().filter(|item| !self.restless.contains(item)) {
            let Some(found) = self.judged.get_mut(item).and_then(Option::as_mut) else { continue };
            let chosen = choose((self.options.findings)(found), self.options.unsafe_too);
            for chosen in chosen {
                let can = self
                    .draft(item)
                    .is_some_and(|draft| in_file(draft, std::slice::from_ref(&chosen.edit), &self.bytes).is_some());
                if can {
                    wanted.push(Wanted { item, chosen });
                } else {
                    self.refuse(item, &chosen);
                }
            }
        }
        let all: Vec<usize> = (0..wanted.len()).collect();
        let (mut accepted, mut next) = (Vec::new(), None);
        self.accept(&wanted, &all, &mut accepted, &mut next);
        for refused in all.iter().filter(|index| !accepted.contains(index)) {
            if let Some(wanted) = wanted.get(*refused) {
                self.refuse(wanted.item, &wanted.chosen);
            }
        }
        let Some(next) = next else { return Vec::new() };
        let mut changed = Vec::new();
        for wanted in accepted.iter().filter_map(|index| wanted.get(*index)) {
            if let Some(found) = self.judged.get_mut(wanted.item).and_then(Option::as_mut) {
                let findings = (self.options.findings)(found);
                for rule in wanted.chosen.findings.iter().filter_map(|index| findings.get(*index)) {
                    *self.fixed.entry(rule.rule.clone()).or_default() += 1;
                }
            }
            if changed.last() != Some(&wanted.item) {
                changed.push(wanted.item);
                self.refused.remove(&wanted.item);
            }
        }
        self.changes = then(&self.changes, &next.edits);
        self.bytes = next.bytes;
        (self.items, self.problems) = (next.reading.items, next.reading.problems);
        changed
    }

    fn refuse(&mut self, item: usize, chosen: &Chosen) {
        self.refused.entry(item).or_default().extend(&chosen.findings);
    }

    /// Adds to `accepted` those of `candidates` that can be made together with it. All of them, nearly always; otherwise
    /// halves are tried, so that one that cannot be made does not keep the others back.
    fn accept(&self, wanted: &[Wanted], candidates: &[usize], accepted: &mut Vec<usize>, next: &mut Option<Next>) {
        if candidates.is_empty() {
            return;
        }
        let mut trial: Vec<usize> = accepted.iter().chain(candidates).copied().collect();
        trial.sort_unstable();
        let edits: Vec<&Wanted> = trial.iter().filter_map(|index| wanted.get(*index)).collect();
        if let Some(tried) = self.tried(&edits) {
            (*accepted, *next) = (trial, Some(tried));
            return;
        }
        if candidates.len() > 1 {
            let (first, second) = candidates.split_at(candidates.len() / 2);
            self.accept(wanted, first, accepted, next);
            self.accept(wanted, second, accepted, next);
        }
    }

    /// The file after edits in order, if it is read as it should be.
    fn tried(&self, wanted: &[&Wanted]) -> Option<Next> {
        let mut by_item: BTreeMap<usize, Vec<Edit>> = BTreeMap::new();
        for wanted in wanted {
            by_item.entry(wanted.item).or_default().push(wanted.chosen.edit.clone());
        }
        let mut edits: Vec<FileEdit> = Vec::new();
        for (item, own) in &by_item {
            edits.extend(in_file(self.draft(*item)?, own, &self.bytes)?);
        }
        edits.sort_by_key(|edit| edit.span);
        if edits.windows(2).any(|pair| pair[1].span.start < pair[0].span.end) {
            return None;
        }
        let bytes = written::apply(&self.bytes, &edits);
        let reading = (self.options.read)(&bytes);
        let same_problems = self.problems.len() == reading.problems.len()
            && self.problems.iter().zip(&reading.problems).all(|(old, new)| old.message == new.message);
        let is_meant = same_problems && self.items.len() == reading.items.len();
        let mut pairs = self.items.iter().zip(&reading.items).enumerate();
        let is_meant = is_meant
            && pairs.all(|(item, (old, new))| is_as_meant(old, by_item.get(&item).map_or(&[], Vec::as_slice), new));
        is_meant.then_some(Next { bytes, reading, edits })
    }

    fn finish(mut self) -> Settled<J> {
        let mut left_out = Vec::new();
        let mut leave = |item: usize, index: usize, findings: &mut Vec<Finding>, why| {
            if let Some(finding) = findings.get_mut(index) {
                left_out.push(LeftOut { item, finding: finding.clone(), why });
                finding.fix = None;
            }
        };
        for (item, indices) in &self.refused {
            let Some(found) = self.judged.get_mut(*item).and_then(Option::as_mut) else { continue };
            let findings = (self.options.findings)(found);
            for index in indices {
                leave(*item, *index, findings, "it cannot be written here so that the file stays what it is");
            }
        }
        let mut restless: Vec<usize> = self.restless.iter().copied().collect();
        restless.sort_unstable();
        for item in restless {
            let Some(found) = self.judged.get_mut(item).and_then(Option::as_mut) else { continue };
            let findings = (self.options.findings)(found);
            let wanted: Vec<usize> =
                choose(findings, self.options.unsafe_too).into_iter().flat_map(|chosen| chosen.findings).collect();
            for index in wanted {
                leave(item, index, findings, "the fixes of this draft undo each other");
            }
        }
        Settled {
            bytes: self.bytes,
            items: self.items.into_iter().zip(self.judged).collect(),
            problems: self.problems,
            fixed: self.fixed,
            left_out,
            changes: self.changes,
        }
    }
}

/// Whether an item is what it was, but for the edits.
fn is_as_meant(old: &Item, edits: &[Edit], new: &Item) -> bool {
    match (old, new) {
        (Item::Draft(old), Item::Draft(new)) => {
            let meant = super::apply(&old.reply.text, edits);
            let review = |draft: &Draft| draft.review.as_ref().map(|review| review.text.clone());
            old.record == new.record
                && meant.trim() == new.reply.text.trim()
                && old.context == new.context
                && review(old) == review(new)
        }
        (Item::Skipped { record: old, id: old_id, why: old_why, .. }, Item::Skipped { record, id, why, .. }) => {
            edits.is_empty() && (old, old_id, old_why) == (record, id, why)
        }
        _ => false,
    }
}
