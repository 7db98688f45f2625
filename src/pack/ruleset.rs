//! Owns the compiled form of packs: everything that a check reads, with names turned into numbers. It must not know
//! how it was made, nor about TOML.

use serde::{Deserialize, Serialize};

use super::needs::{Folding, Need};
use super::platforms::{Length, Platform};
use super::program::Programs;
use super::raw::{At, Part, Scope};
use crate::finding::Level;

/// The number of a cue: its index in [`RuleSet::cues`].
pub type CueNumber = u32;

/// The number of a program: for [`Programs::program`].
pub type ProgramNumber = u32;

/// Stands in [`RuleSet::owners`] for a program that belongs to an exception.
pub const NO_CUE: CueNumber = CueNumber::MAX;

/// Everything that a run needs to know of the packs.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct RuleSet {
    /// All phrases, compiled.
    pub programs: Programs,
    /// For each program, the cue whose phrase it is, or [`NO_CUE`].
    pub owners: Vec<CueNumber>,
    /// The regular expressions.
    pub patterns: Vec<Pattern>,
    /// The cues, by name.
    pub cues: Vec<Cue>,
    /// The cues in an order in which each comes after those it is composed of.
    pub order: Vec<CueNumber>,
    /// The rules, in the order of the packs.
    pub rules: Vec<Rule>,
    /// What platforms allow.
    pub platforms: Vec<Platform>,
}

impl RuleSet {
    /// Whether a platform allows something; none if nobody has verified it.
    pub fn allows(&self, platform: &str, fact: &str) -> Option<bool> {
        self.platforms.iter().find(|row| row.name == platform)?.allows(fact)
    }

    /// The greatest length of a reply on a platform; none if nobody has verified it.
    pub fn length(&self, platform: &str) -> Option<Length> {
        self.platforms.iter().find(|row| row.name == platform)?.length
    }

    /// The number of the cue of that name.
    pub fn cue(&self, name: &str) -> Option<CueNumber> {
        self.cues.binary_search_by(|cue| cue.name.as_str().cmp(name)).ok().and_then(|index| u32::try_from(index).ok())
    }
}

/// A regular expression of a cue.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Pattern {
    /// The cue.
    pub cue: CueNumber,
    /// The expression.
    pub expression: String,
    /// How a text is written before `needs` are looked for.
    pub folding: Folding,
    /// A text that does not hold one of each cannot match.
    pub needs: Vec<Need>,
}

/// A named family of phrasings.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Cue {
    /// Its name.
    pub name: String,
    /// What finds it.
    pub maker: Maker,
    /// Whether “not” before it makes no difference.
    pub negated_allowed: bool,
    /// Whether quoted words count.
    pub quoted_allowed: bool,
    /// Where it is looked for.
    pub part: Option<Part>,
    /// Its exceptions.
    pub unless: Vec<Unless>,
}

/// What finds a cue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Maker {
    /// Programs and patterns.
    Phrases,
    /// Code, by the name of the detector.
    Detector(String),
    /// Any of these cues.
    Any(Vec<CueNumber>),
    /// These cues one after the other.
    Sequence(Vec<CueNumber>, Scope),
    /// These cues in any order.
    Near(Vec<CueNumber>, Scope),
}

/// An exception.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Unless {
    /// The phrase ends at most so many words before the match.
    Before(ProgramNumber, usize),
    /// The phrase starts at most so many words after the match.
    After(ProgramNumber, usize),
    /// The phrase is in a sentence of the match.
    Sentence(ProgramNumber),
    /// The phrase is in the clause of the match.
    Clause(ProgramNumber),
    /// The phrase is in the reply.
    Reply(ProgramNumber),
    /// A match of that cue, before its own exceptions, shares a word with this one.
    Overlap(CueNumber),
}

/// What to conclude from cues and context.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Rule {
    /// Its id, with the pack's prefix where the pack is not built in.
    pub id: String,
    /// The name of its pack.
    pub pack: String,
    /// One of `finding::CATEGORIES`.
    pub category: String,
    /// The level where no entry of `levels` fits.
    pub level: Level,
    /// What it looks at.
    pub kind: Kind,
    /// The condition.
    pub when: Option<When>,
    /// Levels by context: the first that fits wins.
    pub levels: Vec<(When, Level)>,
    /// What is wrong.
    pub message: String,
    /// A few words for the caret.
    pub label: String,
    /// What to write instead.
    pub help: Option<String>,
    /// What may be put in place of what it reports; of several, the first that fits.
    pub fixes: Vec<RuleFix>,
}

/// What a rule may put in place of what it reports.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleFix {
    /// The phrase to replace; all that is reported where there is none.
    pub find: Option<ProgramNumber>,
    /// What to put there; empty to leave it out.
    pub replace: String,
    /// Whether the meaning surely stays.
    pub safe: bool,
}

/// The closed set of rule kinds, compiled.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Kind {
    /// Any of these cues is there.
    Forbid(Vec<CueNumber>),
    /// None of these cues is there.
    Require(Vec<CueNumber>, At),
    /// One of these cues is not there: each reported, with its name.
    RequireAll(Vec<(CueNumber, String)>, At),
    /// Both are there, the second before the first.
    Order(Vec<CueNumber>, Vec<CueNumber>),
    /// A measure is outside its bounds.
    Limit(Vec<Limit>),
    /// Weighted cues add up.
    Score(Score),
    /// Reply and review or context do not fit together.
    Compare(String),
    /// Something holds over many drafts.
    Across(String),
    /// Something is odd about what a file does not want reported.
    Suppression(String),
}

/// A measure and its bounds.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Limit {
    /// What is measured.
    pub of: Measure,
    /// The largest value that is fine.
    pub max: Option<f64>,
    /// The smallest value that is fine.
    pub min: Option<f64>,
}

/// What a limit measures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Measure {
    /// Words of the reply.
    Words,
    /// Bytes of the reply in UTF-8.
    Bytes,
    /// Characters of the reply.
    Chars,
    /// Sentences of the reply.
    Sentences,
    /// Exclamation marks.
    Exclamations,
    /// The longest run of exclamation marks.
    ExclamationRun,
    /// Question marks.
    QuestionMarks,
    /// Shouted words among all words of two letters and more, 0 to 1.
    CapsRatio,
    /// The longest run of shouted words.
    CapsRun,
    /// The school grade of the Flesch–Kincaid formula.
    Grade,
    /// The words of the longest sentence.
    SentenceWords,
    /// Emoji.
    Emoji,
    /// The length of the reply in the unit of its platform. Bounds are parts of the platform's limit: 1 is the limit.
    PlatformLength,
    /// Matches of a cue.
    Cue(CueNumber),
}

/// The measures by name.
pub const MEASURES: &[(&str, Measure)] = &[
    ("words", Measure::Words),
    ("bytes", Measure::Bytes),
    ("chars", Measure::Chars),
    ("sentences", Measure::Sentences),
    ("exclamations", Measure::Exclamations),
    ("exclamation-run", Measure::ExclamationRun),
    ("question-marks", Measure::QuestionMarks),
    ("caps-ratio", Measure::CapsRatio),
    ("caps-run", Measure::CapsRun),
    ("grade", Measure::Grade),
    ("sentence-words", Measure::SentenceWords),
    ("emoji", Measure::Emoji),
    ("platform-length", Measure::PlatformLength),
];

/// Weights by cue, resolved: the most specific key has won.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Score {
    /// What each cue adds (positive) or takes off (negative).
    pub weights: Vec<(CueNumber, f64)>,
    /// The sum from which it is a note.
    pub note: Option<f64>,
    /// The sum from which it is a warning.
    pub warning: Option<f64>,
    /// The sum from which it is an error.
    pub error: Option<f64>,
}

/// A condition; empty lists are absent keys.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct When {
    /// The ratings that satisfy it.
    pub rating: Vec<u8>,
    /// Canonical names.
    pub platform: Vec<String>,
    /// Names of profiles.
    pub profile: Vec<String>,
    /// `draft`, `template`.
    pub kind: Vec<String>,
    /// Cues of the review.
    pub review: Vec<CueNumber>,
    /// Least and greatest number of words of the review.
    pub review_words: Option<(usize, usize)>,
    /// Least and greatest number of whole days from the review to the reply.
    pub waited_days: Option<(f64, f64)>,
    /// Any of these cues is in the reply.
    pub has: Vec<CueNumber>,
    /// None of these cues is in the reply.
    pub lacks: Vec<CueNumber>,
    /// Any of these facts of the platform is allowed.
    pub allows: Vec<String>,
    /// Any of these facts of the platform is forbidden.
    pub forbids: Vec<String>,
    /// And this does not hold.
    pub not: Option<Box<When>>,
}

/// A message in which `{found}` and its like, which only a finding fills in, are left open.
pub fn without_fields(message: &str) -> String {
    let mut out = String::new();
    let mut rest = message;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        match after.split_once('}') {
            Some((name, after)) if !name.is_empty() && name.chars().all(|letter| letter.is_ascii_lowercase()) => {
                out.push('…');
                rest = after;
            }
            _ => {
                out.push('{');
                rest = after;
            }
        }
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_a_finding_fills_in_is_left_open() {
        assert_eq!(without_fields("“{found}” is over {limit}"), "“…” is over …");
        assert_eq!(without_fields("{{name}} and { that"), "{…} and { that");
    }
}
