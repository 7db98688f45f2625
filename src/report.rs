//! Owns everything that turns findings into output. It must not find, filter or sort anything: what it is given is what
//! it prints.
//!
//! Rendering one draft is a pure function, so that worker threads can do it; whoever prints puts the pieces in order:
//! [`begin`], then every [`render`] and, after all drafts, every [`cluster`], with [`between`] in between, then [`end`].

use std::borrow::Cow;
use std::sync::Arc;

mod across;
mod concise;
pub mod diff;
mod full;
mod github;
mod gitlab;
mod hosts;
pub mod json;
mod junit;
pub mod position;
mod rdjson;
mod rows;
mod safe;
mod sarif;
pub mod stats;
mod summary;

pub use self::across::cluster;
pub use self::summary::Summary;
use crate::across::Cluster;
use crate::draft::{Context, Draft};
use crate::finding::{Finding, Verdict};
use crate::mistake::{Mistake, TomlFile};
use crate::stats::Marks;

/// One draft with what was found in it, after triage.
#[derive(Debug, Clone)]
pub struct Checked {
    /// The draft.
    pub draft: Draft,
    /// What is reported, in the order of the report.
    pub findings: Vec<Finding>,
    /// What follows from the findings.
    pub verdict: Verdict,
    /// What statistics need to know besides, for the formats that programs read.
    pub marks: Option<Marks>,
}

/// What became of one draft or record.
#[derive(Debug, Clone)]
#[expect(clippy::large_enum_variant, reason = "nearly every outcome is the large one, and they live briefly")]
pub enum Outcome {
    /// It was checked.
    Checked(Checked),
    /// It was not.
    Skipped {
        /// The file as the user named it.
        path: Arc<str>,
        /// The number of the record, from 1.
        record: Option<u64>,
        /// The record's own id.
        id: Option<String>,
        /// The reason: lower case, no full stop.
        why: String,
        /// What is known of a review that nobody answered, for the formats that programs read.
        unanswered: Option<Box<(Context, Marks)>>,
    },
}

/// The output formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// For people: carets, labels, help, verdicts.
    #[default]
    Full,
    /// For editors: a line for each finding.
    Concise,
    /// For programs: one JSON document.
    Json,
    /// For programs: a JSON document for each draft, a line each.
    Jsonl,
    /// For code scanning: SARIF 2.1.0.
    Sarif,
    /// For GitHub Actions: workflow commands that become annotations.
    Github,
    /// For GitLab: a code quality report.
    Gitlab,
    /// For build servers: JUnit XML.
    Junit,
    /// For reviewdog: its diagnostic format.
    Rdjson,
}

impl Format {
    /// All formats by the names that the command line uses.
    pub const NAMES: &'static [(&'static str, Self)] = &[
        ("full", Self::Full),
        ("concise", Self::Concise),
        ("json", Self::Json),
        ("jsonl", Self::Jsonl),
        ("sarif", Self::Sarif),
        ("github", Self::Github),
        ("gitlab", Self::Gitlab),
        ("junit", Self::Junit),
        ("rdjson", Self::Rdjson),
    ];
}

/// How the report for people looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// Whether to write ANSI colours.
    pub color: bool,
    /// The columns of the terminal. Lines are never made longer than is comfortable to read.
    pub width: usize,
    /// Whether to leave out what is not a finding.
    pub quiet: bool,
}

impl Default for Style {
    /// The look where nobody knows the terminal.
    fn default() -> Self {
        Self { color: false, width: 92, quiet: false }
    }
}

impl Style {
    /// The columns that are used.
    fn columns(&self) -> usize {
        self.width.clamp(24, 120)
    }
}

/// What ends a run, by where it goes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ending {
    /// For standard output.
    pub stdout: String,
    /// For standard error.
    pub stderr: String,
}

/// What comes first on standard output.
pub fn begin(format: Format) -> String {
    match format {
        Format::Json => json::begin(),
        Format::Sarif => sarif::begin(),
        Format::Gitlab => "[\n".to_owned(),
        Format::Junit => junit::begin(),
        Format::Rdjson => rdjson::begin(),
        Format::Full | Format::Concise | Format::Jsonl | Format::Github => String::new(),
    }
}

/// What stands between the outputs of two drafts.
pub fn between(format: Format) -> &'static str {
    match format {
        Format::Json | Format::Sarif | Format::Gitlab | Format::Rdjson => ",\n",
        Format::Full | Format::Concise | Format::Jsonl | Format::Github | Format::Junit => "",
    }
}

/// The output for one draft. Empty where the format has nothing to say about it.
pub fn render(outcome: &Outcome, format: Format, style: &Style) -> String {
    match outcome {
        Outcome::Checked(checked) => match format {
            Format::Full => full::draft(checked, style),
            Format::Concise => concise::draft(checked),
            Format::Json => json::draft(checked),
            Format::Jsonl => json::draft(checked) + "\n",
            Format::Sarif => sarif::draft(checked),
            Format::Github => github::draft(checked),
            Format::Gitlab => gitlab::draft(checked),
            Format::Junit => junit::draft(checked),
            Format::Rdjson => rdjson::draft(checked),
        },
        Outcome::Skipped { path, record, id, why, unanswered } => match format {
            Format::Full => full::skipped(path, *record, why, style),
            Format::Json => json::skipped(path, *record, id.as_deref(), why, unanswered.as_deref()),
            Format::Jsonl => json::skipped(path, *record, id.as_deref(), why, unanswered.as_deref()) + "\n",
            Format::Junit => junit::skipped(path, *record, why),
            Format::Concise | Format::Sarif | Format::Github | Format::Gitlab | Format::Rdjson => String::new(),
        },
    }
}

/// What comes last: the rest of the envelope, the summary for people, and in every format the count of what was not
/// read or not shown.
pub fn end(summary: &Summary, clusters: &[Cluster], format: Format, style: &Style) -> Ending {
    let mut ending = Ending::default();
    match format {
        Format::Json => ending.stdout = json::end(summary, &across::list(clusters)),
        Format::Sarif => ending.stdout = sarif::end(summary),
        Format::Gitlab => ending.stdout = "\n]\n".to_owned(),
        Format::Junit => ending.stdout = junit::end(),
        Format::Rdjson => ending.stdout = "\n]}\n".to_owned(),
        Format::Full | Format::Concise if !style.quiet => {
            ending.stderr = summary.sentence() + "\n" + &summary.fixes(false);
        }
        Format::Full | Format::Concise | Format::Jsonl | Format::Github => {}
    }
    if summary.fixed > 0 && ending.stderr.is_empty() {
        ending.stderr = summary.fixes(false);
    }
    ending.stderr.push_str(&summary.left_out());
    ending
}

/// What could not be read as meant, as a line: `error: replies.csv:3:1: …`. It ends the run with code 2 if it is fatal.
pub fn problem(fatal: bool, path: &str, place: Option<(usize, usize)>, message: &str) -> String {
    let level = if fatal { "error" } else { "warning" };
    let place = place.map(|(line, column)| format!(":{line}:{column}")).unwrap_or_default();
    format!("{level}: {}{place}: {}\n", safe::escaped(path), safe::escaped(message))
}

/// `text` as it may be shown to a terminal, in one line.
pub fn safe_line(text: &str) -> Cow<'_, str> {
    safe::shown_in_a_line(text)
}

/// Mistakes in packs and configuration, with the same look as findings: a caret in the TOML file. `files` are the
/// files that the mistakes name.
pub fn mistakes(mistakes: &[Mistake], files: &[TomlFile], style: &Style) -> String {
    full::mistakes(mistakes, files, style)
}
