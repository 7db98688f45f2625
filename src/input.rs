//! Owns everything from bytes to drafts: which files to read, how they are encoded, and where each character of a
//! reply stands in its file. It must not know rules, cues or findings.
//!
//! What concerns one draft or record comes out as an [`Item`], in order. What concerns a file, or a part of a draft
//! that is linted all the same (an unknown key, a bad rating), comes out as a [`ReadProblem`]. Nothing comes out as
//! both.

mod csv;
mod encoding;
mod exports;
mod front_matter;
mod html;
mod json;
mod mapping;
mod markdown;
mod marker;
mod python;
mod record;
mod suspicion;
mod text;
mod translated;
mod tree;
mod walk;

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Read};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use crate::draft::{Context, Draft, Kind, Passage, Shown};
use crate::input::encoding::BadBytes;
use crate::input::record::{BadValue, Field, Fields, Record, Value, shortened};
use crate::input::suspicion::Suspicion;

pub use crate::input::encoding::FileEncoding;
pub use crate::input::exports::{KnownExport, known_exports};
pub use crate::input::mapping::{Format, Mapping};
pub use crate::input::walk::{DEFAULT_INCLUDE, FoundFile, TEMPLATE_INCLUDE, WalkOptions, is_left_out, walk};

/// What to use where an input says nothing: from flags or configuration.
#[derive(Debug, Clone, Default)]
pub struct Defaults {
    /// The context. `assumed_rating` reaches text and Markdown drafts only, never records or templates.
    pub context: Context,
    /// The review, for drafts that bring none. It stands in another file, so its map is empty.
    pub review: Option<String>,
    /// The formats that the user describes, for records. The first whose columns are there counts.
    pub formats: Vec<Arc<Format>>,
}

/// What came out of one record, or of a file that is one draft.
#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::large_enum_variant, reason = "items are handed over one at a time and nearly all are drafts")]
pub enum Item {
    /// A draft to be linted.
    Draft(Draft),
    /// Nothing to lint.
    Skipped {
        /// The file as the user named it.
        path: Arc<str>,
        /// The number of the record in its file, from 1; none where the file is one draft.
        record: Option<u64>,
        /// The record's own id, if it could be read.
        id: Option<String>,
        /// Why: lower case, no full stop.
        why: String,
        /// Whether it could not be read (exit code 2), rather than having no reply.
        problem: bool,
        /// The line, from 1.
        line: Option<usize>,
        /// The column in characters, from 1.
        column: Option<usize>,
        /// What it would be with a reply: a review that nobody has answered.
        unanswered: Option<Box<Draft>>,
    },
}

/// Something that could not be read as meant. The rest of the input is read all the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadProblem {
    /// The file or folder as the user named it.
    pub path: String,
    /// The line, from 1.
    pub line: Option<usize>,
    /// The column in characters, from 1.
    pub column: Option<usize>,
    /// What is wrong: lower case, no full stop.
    pub message: String,
    /// Whether it counts for exit code 2.
    pub fatal: bool,
    /// Whether a file or folder could not be read because of it, rather than read with a slip.
    pub unread: bool,
}

impl ReadProblem {
    /// A problem of a file or folder as a whole.
    fn whole(path: impl Into<String>, message: impl Into<String>) -> Self {
        Self { path: path.into(), line: None, column: None, message: message.into(), fatal: true, unread: true }
    }
}

/// The formats that are told apart by the end of a file's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// The whole text is one reply.
    Text,
    /// The prose is one reply.
    Markdown,
    /// A record a row, cells separated by commas or semicolons.
    Csv,
    /// A record a row, cells separated by tabs.
    Tsv,
    /// A record a line.
    Jsonl,
    /// A list of records, or one.
    Json,
    /// Templates by their keys; where no templates are expected, the text of one reply.
    Yaml,
}

impl FileKind {
    /// The kind of a file by its name; text where the name says nothing.
    pub fn of(path: &Path) -> Self {
        let extension = path.extension().map(|extension| extension.to_string_lossy().to_lowercase());
        match extension.as_deref() {
            Some("md" | "markdown" | "mdown") => Self::Markdown,
            Some("csv") => Self::Csv,
            Some("tsv" | "tab") => Self::Tsv,
            Some("jsonl" | "ndjson") => Self::Jsonl,
            Some("json") => Self::Json,
            Some("yaml" | "yml") => Self::Yaml,
            _ => Self::Text,
        }
    }
}

/// Calls `sink` with each item of a file, in order, until it breaks. The memory that a JSONL or CSV file takes does not
/// grow with the number of its records.
///
/// `count` is told how many bytes were read each time that some were.
pub fn read(
    file: &FoundFile,
    defaults: &Defaults,
    count: &dyn Fn(usize),
    sink: &mut dyn FnMut(Item) -> ControlFlow<()>,
) -> Vec<ReadProblem> {
    match fs::File::open(&file.origin).map(|inner| Counted { inner, count }) {
        Ok(mut stream) => read_as(&mut stream, FileKind::of(&file.origin), file.path.clone(), defaults, sink),
        Err(error) => vec![ReadProblem::whole(&*file.path, io_message(&error))],
    }
}

/// A file that tells how much of it was read.
struct Counted<'a> {
    inner: fs::File,
    count: &'a dyn Fn(usize),
}

impl Read for Counted<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.inner.read(buffer)?;
        (self.count)(length);
        Ok(length)
    }
}

/// Calls `sink` with each item of a stream, such as standard input. `filename` names it in what comes out and decides
/// its kind; without one it is the text of one reply.
pub fn read_stream(
    stream: &mut dyn Read,
    filename: Option<&str>,
    defaults: &Defaults,
    sink: &mut dyn FnMut(Item) -> ControlFlow<()>,
) -> Vec<ReadProblem> {
    let kind = filename.map_or(FileKind::Text, |name| FileKind::of(Path::new(name)));
    let path = Arc::from(filename.map_or("<stdin>".to_owned(), |name| walk::shown(Path::new(name))));
    read_as(stream, kind, path, defaults, sink)
}

fn read_as(
    stream: &mut dyn Read,
    kind: FileKind,
    path: Arc<str>,
    defaults: &Defaults,
    sink: &mut dyn FnMut(Item) -> ControlFlow<()>,
) -> Vec<ReadProblem> {
    let mut output = Output {
        path,
        defaults,
        sink,
        problems: Vec::new(),
        unknown_platforms: BTreeSet::new(),
        suspicion: Suspicion::default(),
    };
    let result = match kind {
        FileKind::Text | FileKind::Markdown => text::read(stream, kind, &mut output),
        FileKind::Csv => csv::read(stream, None, &mut output),
        FileKind::Tsv => csv::read(stream, Some(b'\t'), &mut output),
        FileKind::Jsonl => json::read_lines(stream, &mut output),
        FileKind::Json => json::read(stream, &mut output),
        FileKind::Yaml if defaults.context.kind == Kind::Template => tree::read_yaml(stream, &mut output),
        FileKind::Yaml => text::read(stream, FileKind::Text, &mut output),
    };
    if let Err(error) = result {
        output.unread(None, io_message(&error));
    }
    output.problems
}

/// Whether a field of drafts has that name.
pub(crate) fn is_field(name: &str) -> bool {
    Field::named(name).is_some() || name == marker::KEY
}

/// Names for a message: the first few, and how many more there are.
fn listed(names: &[String]) -> String {
    const MOST: usize = 40;
    let mut shown: Vec<String> = names.iter().take(MOST).map(|name| shortened(name)).collect();
    if names.len() > MOST {
        shown.push(format!("… and {} more", names.len() - MOST));
    }
    shown.join(", ")
}

/// What the system says, in a few words.
fn io_message(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::IsADirectory => "is a folder".to_owned(),
        _ => format!("cannot be read: {error}"),
    }
}

/// Where readers put what they find. All readers return `io::Result<()>`; a sink that breaks ends them early.
struct Output<'a> {
    path: Arc<str>,
    defaults: &'a Defaults,
    sink: &'a mut dyn FnMut(Item) -> ControlFlow<()>,
    problems: Vec<ReadProblem>,
    /// Those already reported: an export names the same one in every record.
    unknown_platforms: BTreeSet<String>,
    suspicion: Suspicion,
}

impl Output<'_> {
    fn problem(&mut self, place: Option<(usize, usize)>, message: impl Into<String>, fatal: bool) {
        let (path, message) = (self.path.to_string(), message.into());
        let (line, column) = (place.map(|place| place.0), place.map(|place| place.1));
        self.problems.push(ReadProblem { path, line, column, message, fatal, unread: false });
    }

    /// The rest of the file cannot be read, from its start or from `place` on.
    fn unread(&mut self, place: Option<(usize, usize)>, message: impl Into<String>) {
        self.problem(place, message, true);
        if let Some(problem) = self.problems.last_mut() {
            problem.unread = true;
        }
    }

    fn skip(
        &mut self,
        record: Option<u64>,
        id: Option<String>,
        why: &str,
        unanswered: Option<Draft>,
    ) -> ControlFlow<()> {
        let (path, why) = (self.path.clone(), why.to_owned());
        let unanswered = unanswered.map(Box::new);
        (self.sink)(Item::Skipped { path, record, id, why, problem: false, line: None, column: None, unanswered })
    }

    fn unreadable(&mut self, record: Option<u64>, place: (usize, usize), why: impl Into<String>) -> ControlFlow<()> {
        let (path, line, column) = (self.path.clone(), Some(place.0), Some(place.1));
        (self.sink)(Item::Skipped {
            path,
            record,
            id: None,
            why: why.into(),
            problem: true,
            line,
            column,
            unanswered: None,
        })
    }

    fn bad_bytes(&mut self, record: Option<u64>, bad: &BadBytes) -> ControlFlow<()> {
        self.unreadable(record, (bad.line, bad.column), bad.message.clone())
    }

    /// Takes the value of a field of a record; a value that the field cannot take is a problem at `place`, and the
    /// record is linted without it. `place` is computed only then.
    fn set(&mut self, fields: &mut Fields, field: Field, value: &Value<'_>, place: impl FnOnce() -> (usize, usize)) {
        match fields.set(field, value) {
            Ok(()) => {}
            Err(BadValue::Other(message)) => self.problem(Some(place()), message, true),
            // The names of an export are not the user's own: worth a word, not a failed run.
            Err(BadValue::Platform(name)) => {
                if self.unknown_platforms.insert(name.clone()) {
                    self.problem(Some(place()), format!("unknown platform `{name}`: taken as not given"), false);
                }
            }
        }
    }

    /// Says that no column or key holds replies, and how to name one. `place` is that of the names.
    fn no_reply_among(&mut self, place: (usize, usize), names: &[String], called: &str) {
        let likely = names.iter().find(|name| {
            let folded = name.to_lowercase();
            ["reply", "response", "answer", "antwort"].iter().any(|word| folded.contains(word))
        });
        let column = likely.map_or_else(|| called.to_uppercase(), |name| shortened(name));
        let column = if column.contains(' ') { format!("\"{column}\"") } else { column };
        let message = format!(
            "no {called} is named `reply`; the {called}s are {}; name the one that holds the replies: --map \
             reply={column}",
            listed(names)
        );
        self.problem(Some(place), message, true);
    }

    /// Says that what was taken for replies looks like names or dates, if it does.
    fn doubt(&mut self, place: (usize, usize), names: &[String], called: &str) {
        let Some((odd, all, example)) = self.suspicion.verdict() else {
            return;
        };
        let message = format!(
            "{odd} of {all} replies look like names or dates, such as “{}”; the {called}s are {}; if another one \
             holds the replies, name it: --map reply={}",
            shortened(example),
            listed(names),
            called.to_uppercase()
        );
        self.problem(Some(place), message, true);
    }

    /// Hands a record over, as a draft or as one without a reply.
    fn record(&mut self, record: Record) -> ControlFlow<()> {
        let (reply, is_answered) = match record.reply {
            Some(reply) if !reply.text.trim().is_empty() => (reply, true),
            _ => (Passage::default(), false),
        };
        let draft = Draft {
            path: self.path.clone(),
            record: record.number,
            reply,
            review: record::review(record.review, self.defaults),
            context: record.fields.context(self.defaults, false),
            source: record.source,
            shown: Shown::Reply,
            suppressions: record.suppressions,
            notations: record.notations,
        };
        if is_answered {
            self.suspicion.see(&draft.reply.text);
            return (self.sink)(Item::Draft(draft));
        }
        self.skip(record.number, draft.context.id.clone(), "no reply", Some(draft))
    }
}

#[cfg(test)]
mod testing;
