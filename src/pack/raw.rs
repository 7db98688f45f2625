//! Owns the shape of a pack file, as read: every value with its place, nothing looked up yet.
//! It must not know whether a cue, a set or a platform exists.

use crate::finding::Level;
use crate::span::Span;

/// A value and the bytes of the TOML file that it was read from (with its quotes, if it is a string).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

/// A list of strings, each with its place.
pub type Strings = Vec<Spanned<String>>;

/// One pack file.
#[derive(Debug, Clone, Default)]
pub struct RawPack {
    /// The path of the file.
    pub path: String,
    /// `pack.name`.
    pub name: Spanned<String>,
    /// `pack.summary`.
    pub summary: String,
    /// `[set]`: the name and the members, which are phrases.
    pub sets: Vec<(Spanned<String>, Strings)>,
    /// `[inflections]`: the base word and its other forms.
    pub inflections: Vec<(Spanned<String>, Strings)>,
    /// `[cue.NAME]`.
    pub cues: Vec<RawCue>,
    /// `[extend.NAME]`: more of a cue of another pack (only `phrases`, `patterns`, `unless`, `hit`, `miss` are allowed).
    pub extends: Vec<RawCue>,
    /// `[rule.ID]`.
    pub rules: Vec<RawRule>,
}

/// Which part of a reply a cue is looked for in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Part {
    /// The salutation.
    Greeting,
    /// All between greeting and closing.
    Body,
    /// The sign-off and what follows it.
    Closing,
    /// Sentences that end with a question mark.
    Question,
}

/// How far a composed cue or an exception reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub enum Scope {
    /// Between clause breaks.
    Clause,
    /// One sentence.
    #[default]
    Sentence,
    /// The whole reply.
    Reply,
}

/// `[cue.NAME]`. Exactly one of `phrases`/`patterns`, `detector`, `any`, `sequence`, `near` makes it.
#[derive(Debug, Clone, Default)]
pub struct RawCue {
    /// Its name.
    pub name: Spanned<String>,
    /// Phrases in the phrase notation.
    pub phrases: Strings,
    /// Regular expressions.
    pub patterns: Strings,
    /// `detector = "email"`: found by code.
    pub detector: Option<Spanned<String>>,
    /// `any = [cues]`.
    pub any: Strings,
    /// `sequence = [cues]`.
    pub sequence: Strings,
    /// `near = [cues]`.
    pub near: Strings,
    /// `in = "sentence" | "clause" | "reply"`, for `sequence` and `near`.
    pub scope: Option<Scope>,
    /// `negated = "allow"`.
    pub negated_allowed: bool,
    /// `quoted = "allow"`.
    pub quoted_allowed: bool,
    /// `part = …`.
    pub part: Option<Part>,
    /// Exceptions.
    pub unless: Vec<RawUnless>,
    /// Texts in which the cue must be found.
    pub hit: Strings,
    /// Texts in which it must not be found.
    pub miss: Strings,
}

/// One exception of a cue.
#[derive(Debug, Clone)]
pub struct RawUnless {
    /// Its place.
    pub span: Span,
    /// What it looks for.
    pub test: RawTest,
}

/// What an exception looks for. `within` counts words between the match and the phrase; at most that many may lie there.
#[derive(Debug, Clone)]
pub enum RawTest {
    /// `{ before = PHRASE, within = N }`: the phrase ends before the match starts, in the same sentence.
    Before(Spanned<String>, usize),
    /// `{ after = PHRASE, within = N }`: the phrase starts after the match ends, in the same sentence.
    After(Spanned<String>, usize),
    /// `{ sentence = PHRASE }`: anywhere in the sentences of the match.
    Sentence(Spanned<String>),
    /// `{ clause = PHRASE }`: anywhere in the clause of the match.
    Clause(Spanned<String>),
    /// `{ reply = PHRASE }`: anywhere in the reply.
    Reply(Spanned<String>),
    /// `{ overlap = CUE }`: a match of that cue shares a word with this one.
    Overlap(Spanned<String>),
}

/// `[rule.ID]`.
#[derive(Debug, Clone)]
pub struct RawRule {
    /// Its id, without the pack's prefix.
    pub id: Spanned<String>,
    /// One of `finding::CATEGORIES`.
    pub category: Spanned<String>,
    /// The level where no `levels` entry fits.
    pub level: Level,
    /// Exactly one kind.
    pub kind: RawKind,
    /// The condition.
    pub when: Option<RawWhen>,
    /// Levels by context: the first that fits wins.
    pub levels: Vec<(RawWhen, Level)>,
    /// What is wrong.
    pub message: String,
    /// A few words for the caret.
    pub label: String,
    /// What to write instead.
    pub help: Option<String>,
    /// Why it matters.
    pub why: String,
    /// Where that is known from.
    pub sources: Vec<String>,
    /// What may be put in place of what it reports; of several, the first that fits.
    pub fix: Vec<RawFix>,
    /// Drafts, and what its fixes make of them.
    pub fixed: Vec<RawFixed>,
    /// Drafts that it must report.
    pub flag: Vec<RawExample>,
    /// Drafts that it must not report.
    pub pass: Vec<RawExample>,
}

/// `{ find = PHRASE, replace = "…", safe = true }`.
#[derive(Debug, Clone)]
pub struct RawFix {
    /// Its place.
    pub span: Span,
    /// What to replace where a rule reports something; all that is reported where absent.
    pub find: Option<Spanned<String>>,
    /// What to put there; empty to leave it out.
    pub replace: String,
    /// Whether the meaning surely stays.
    pub safe: bool,
}

/// `{ reply = "…", becomes = "…" }`: a draft and its reply once the rule has fixed it.
#[derive(Debug, Clone)]
pub struct RawFixed {
    /// The draft.
    pub example: RawExample,
    /// Its reply afterwards.
    pub becomes: Spanned<String>,
}

/// Where a missing thing is pointed at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub enum At {
    /// The greeting, or the first sentence.
    Start,
    /// The last sentence of the body.
    #[default]
    End,
}

/// The closed set of rule kinds.
#[derive(Debug, Clone)]
pub enum RawKind {
    /// `forbid = "cue"` or a list; globs allowed.
    Forbid(Strings),
    /// `require = [cues]`: any of them is enough.
    Require(Strings, At),
    /// `require-all = [cues]`: one finding for each that is missing.
    RequireAll(Strings, At),
    /// `order = { first = CUE, then = CUE }`.
    Order(Spanned<String>, Spanned<String>),
    /// `limit = {…}` or a list of them.
    Limit(Vec<RawLimit>),
    /// `score = {…}`.
    Score(RawScore),
    /// `compare = "topics"`.
    Compare(Spanned<String>),
    /// `across = "duplicate"`.
    Across(Spanned<String>),
    /// `suppression = "unused"`.
    Suppression(Spanned<String>),
    /// A kind with a mistake, none at all, or several: the cues that are named nevertheless.
    Broken(Strings),
}

/// `{ of = MEASURE, max = N, min = N }`.
#[derive(Debug, Clone)]
pub struct RawLimit {
    /// The name of a measure, or of a cue (counted).
    pub of: Spanned<String>,
    /// The largest value that is fine.
    pub max: Option<f64>,
    /// The smallest value that is fine.
    pub min: Option<f64>,
    /// Its place.
    pub span: Span,
}

/// `score = { add = {…}, subtract = {…}, note = N, warning = N, error = N }`.
#[derive(Debug, Clone, Default)]
pub struct RawScore {
    /// Cue or glob, and its weight.
    pub add: Vec<(Spanned<String>, f64)>,
    /// Cue or glob, and what it takes off.
    pub subtract: Vec<(Spanned<String>, f64)>,
    /// The sum from which it is a note.
    pub note: Option<f64>,
    /// The sum from which it is a warning.
    pub warning: Option<f64>,
    /// The sum from which it is an error.
    pub error: Option<f64>,
}

/// A condition: all keys must hold; any value of a key is enough. An empty list means that the key is absent.
#[derive(Debug, Clone, Default)]
pub struct RawWhen {
    /// Its place.
    pub span: Span,
    /// `rating = "1..=3"`, `"<=2"`, `">=4"`, `5` or a list of such: the ratings that satisfy it, each 1 to 5.
    pub rating: Vec<u8>,
    /// `platform`, as written.
    pub platform: Strings,
    /// `profile`.
    pub profile: Strings,
    /// `kind = "draft" | "template"`.
    pub kind: Strings,
    /// `review = CUE`: cues in the review.
    pub review: Strings,
    /// `review-words = "..4"`: least and greatest number of words of the review.
    pub review_words: Option<(usize, usize)>,
    /// `waited-days = "14.."`: least and greatest number of whole days from the review to the reply.
    pub waited_days: Option<(usize, usize)>,
    /// `has`: any of these cues is in the reply.
    pub has: Strings,
    /// `lacks`: none of these cues is in the reply.
    pub lacks: Strings,
    /// `allows = FACT` of the platform.
    pub allows: Strings,
    /// `forbids = FACT` of the platform.
    pub forbids: Strings,
    /// `not = {…}`.
    pub not: Option<Box<RawWhen>>,
}

/// A draft as written in `flag`, `pass`: the fields of a draft, by the names of the vocabulary.
#[derive(Debug, Clone, Default)]
pub struct RawExample {
    /// The whole entry.
    pub span: Span,
    /// The reply.
    pub reply: Spanned<String>,
    /// The review.
    pub review: Option<String>,
    /// Stars.
    pub rating: Option<u8>,
    /// Every other field of the context (`platform`, `profile`, `reviewer`, `business`, `kind`, …), as written.
    pub context: Vec<(Spanned<String>, Spanned<String>)>,
}
