//! Owns what takes a match back: negation, quotation, the part of the reply, and a cue's exceptions.
//! It must not know why a cue has them.

use std::collections::BTreeMap;

use super::matcher::Matcher;
use super::{Match, Reading};
use crate::pack::raw::Part;
use crate::pack::ruleset::{Cue, CueNumber, ProgramNumber, RuleSet, Unless};
use crate::text::{Break, Text};

/// How many words before a match a negator is looked for in.
const NEGATION_WINDOW: usize = 3;

/// The most words that a match of a phrase has.
const LONGEST_MATCH: usize = 63;

const NEGATORS: &[&str] =
    &["not", "never", "no", "without", "hardly", "neither", "nor", "scarcely", "nobody", "none", "nothing"];

/// A negation does not reach over these.
const BARRIERS: &[&str] = &["but", "however", "because", "so", "and", "if", "although", "since", "as"];

/// Tests matches against their cue's settings.
pub(super) struct Exceptions<'a> {
    rules: &'a RuleSet,
    reading: &'a Reading,
    matcher: Matcher<'a>,
    /// Exceptions that look at sentences or the whole reply have one answer for all matches there.
    answers: BTreeMap<(ProgramNumber, usize, usize), bool>,
    /// By cue that others must not overlap: for each of its matches, the furthest end up to it.
    reaches: BTreeMap<CueNumber, Vec<usize>>,
}

impl<'a> Exceptions<'a> {
    pub(super) fn new(rules: &'a RuleSet, reading: &'a Reading) -> Self {
        Self {
            rules,
            reading,
            matcher: Matcher::new(&rules.programs, &reading.text, &reading.symbols),
            answers: BTreeMap::new(),
            reaches: BTreeMap::new(),
        }
    }

    /// Keeps the matches of a cue that nothing takes back.
    pub(super) fn filter(&mut self, number: CueNumber, matches: &mut Vec<Match>) {
        if let Some(cue) = self.rules.cues.get(number as usize) {
            matches.retain(|found| self.stands(cue, found));
        }
    }

    fn stands(&mut self, cue: &Cue, found: &Match) -> bool {
        let text = &self.reading.text;
        if found.tokens.is_empty() {
            return cue.part.is_none();
        }
        (cue.quoted_allowed || !quoted(text, found))
            && (cue.negated_allowed || !negated(text, found.tokens.start))
            && cue.part.is_none_or(|part| in_part(text, part, found))
            && !cue.unless.iter().any(|unless| self.excepted(unless, found))
    }

    /// Whether an exception holds for a match.
    fn excepted(&mut self, unless: &Unless, found: &Match) -> bool {
        let text = &self.reading.text;
        let (first, last) = (found.tokens.start, found.tokens.end.saturating_sub(1));
        match unless {
            Unless::Before(program, within) => {
                // What starts further away is too short to reach.
                let from = text.sentence_at(first).start.max(first.saturating_sub(LONGEST_MATCH + within));
                (from..first).any(|start| {
                    let room = first - start;
                    let ends = self.matcher.run(*program, start);
                    (1..=room.min(LONGEST_MATCH)).any(|length| ends >> length & 1 == 1 && room - length <= *within)
                })
            }
            Unless::After(program, within) => {
                let end = text.sentence_at(last).end;
                let from = found.tokens.end;
                (from..end.min(from + within + 1)).any(|start| self.matcher.run(*program, start) != 0)
            }
            Unless::Sentence(program) => {
                let words = text.sentence_at(first).start..text.sentence_at(last).end;
                self.within(*program, words.start, words.end)
            }
            Unless::Clause(program) => {
                let words = text.clause_at(first).start..text.clause_at(last).end;
                self.within(*program, words.start, words.end)
            }
            Unless::Reply(program) => self.within(*program, 0, text.tokens.len()),
            Unless::Overlap(cue) => self.overlaps(*cue, found),
        }
    }

    /// Whether a match shares a word with one of `cue`, before its exceptions.
    fn overlaps(&mut self, cue: CueNumber, found: &Match) -> bool {
        let others = self.reading.raw_matches(cue);
        let reaches = self.reaches.entry(cue).or_insert_with(|| {
            let furthest = |end: &mut usize, other: &Match| {
                *end = other.tokens.end.max(*end);
                Some(*end)
            };
            others.iter().scan(0, furthest).collect()
        });
        // The matches of a cue are in the order of their starts: of those that start before the end of this one, does
        // any end after its start?
        let before = others.partition_point(|other| other.tokens.start < found.tokens.end);
        before.checked_sub(1).and_then(|last| reaches.get(last)).is_some_and(|end| *end > found.tokens.start)
    }

    /// Whether a phrase is between two words.
    fn within(&mut self, program: ProgramNumber, from: usize, to: usize) -> bool {
        if let Some(known) = self.answers.get(&(program, from, to)) {
            return *known;
        }
        let found = (from..to).any(|start| {
            let ends = self.matcher.run(program, start);
            let room = to - start;
            ends != 0 && (room >= LONGEST_MATCH || ends & ((1_u64 << (room + 1)) - 1) != 0)
        });
        self.answers.insert((program, from, to), found);
        found
    }
}

fn quoted(text: &Text, found: &Match) -> bool {
    // One after the other: only the last that starts before the match can hold it.
    let before = text.quotations.partition_point(|words| words.start <= found.tokens.start);
    let last = before.checked_sub(1).and_then(|last| text.quotations.get(last));
    last.is_some_and(|words| found.tokens.end <= words.end)
}

/// Whether “not” or its like stands shortly before a word, in the same clause.
fn negated(text: &Text, first: usize) -> bool {
    let sentence = text.sentence_at(first);
    let word = |at: usize| text.tokens.get(at).map_or("", |token| token.word.as_str());
    let mut at = first;
    for _ in 0..NEGATION_WINDOW {
        if at == sentence.start
            || text.tokens.get(at).is_none_or(|token| matches!(token.before, Break::Comma | Break::Hard))
        {
            return false;
        }
        at -= 1;
        if BARRIERS.contains(&word(at)) {
            return false;
        }
        if NEGATORS.contains(&word(at)) {
            let next = word(at + 1);
            let idiom = matches!(next, "only" | "just" | "doubt" | "hesitate" | "least" | "sooner" | "wait") || word(at) == "not" && at > 0 && word(at - 1) == "why"
                // "cannot thank you enough", "can not apologise enough"
                || word(at) == "not" && at > 0 && matches!(word(at - 1), "can" | "could") && (first..sentence.end.min(first + 8)).any(|at| word(at) == "enough");
            return !idiom;
        }
    }
    false
}

fn in_part(text: &Text, part: Part, found: &Match) -> bool {
    let (start, end) = (found.tokens.start, found.tokens.end);
    match part {
        Part::Greeting => end <= text.greeting.end,
        Part::Closing => !text.closing.is_empty() && start >= text.closing.start,
        Part::Body => start >= text.greeting.end && (text.closing.is_empty() || start < text.closing.start),
        Part::Question => text.sentences.get(text.sentence_of(start)).is_some_and(|sentence| sentence.asks),
    }
}
