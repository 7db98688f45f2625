//! Owns fixing files: which may be changed, what they hold afterwards, and that nobody else's work is lost. It must not
//! know how a fix is made.

use std::fs::{self, File};
use std::io::{self, Read, Seek};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::inputs::{FileInput, Source};
use super::ordered::{self, Step};
use super::replace::Replacement;
use super::setup::{Judge, Judged, Setup};
use crate::draft::Draft;
use crate::finding::Finding;
use crate::fix::{self, Fixed, LeftOut, Options, Reading, Settled};
use crate::input::{self, ReadProblem};
use crate::report::position::DraftIndex;
use crate::report::{self, diff};
#[cfg(feature = "lsp")]
use crate::span::Span;

/// For so many drafts, starting threads takes longer than the work.
const WORTH_A_THREAD: usize = 16;

/// What is to be done about findings.
#[derive(Debug, Clone, Copy)]
pub(super) struct Job {
    /// Whether fixes that may change the meaning are made too.
    pub(super) unsafe_too: bool,
    /// Whether nothing is written, and what would change is shown.
    pub(super) diff: Option<diff::Look>,
    /// What the report needs to know of each draft besides.
    pub(super) looks_across: bool,
    /// Likewise.
    pub(super) has_marks: bool,
    /// How many threads may judge the drafts of one file.
    pub(super) threads: usize,
}

/// What became of one input.
#[derive(Debug)]
pub(super) struct Done {
    /// What judges it.
    pub(super) judge: Arc<Judge>,
    /// Its drafts with what remains to be said of them, and the records that are none.
    pub(super) items: Vec<(input::Item, Option<Judged>)>,
    /// What could not be read as meant.
    pub(super) problems: Vec<ReadProblem>,
    /// The findings that were fixed, or would be.
    pub(super) fixed: Fixed,
    /// What goes wrong and is no problem of reading, for standard error.
    pub(super) told: String,
    /// Whether it should have been changed and was not.
    pub(super) has_failed: bool,
    /// What would change.
    pub(super) diff: String,
    /// The text of standard input afterwards.
    pub(super) text: Option<Vec<u8>>,
}

/// Fixes one input.
pub(super) fn fix(source: &Source, setup: &Setup, job: &Job) -> Done {
    match source {
        Source::File(file) => fix_file(file, setup, job),
        Source::Stdin(name) => {
            let mut bytes = Vec::new();
            if let Err(error) = io::stdin().lock().read_to_end(&mut bytes) {
                let problem = report::problem(true, "<stdin>", None, &format!("cannot be read: {error}"));
                return Done { told: problem, has_failed: true, ..nothing(setup) };
            }
            let shown = name.clone().unwrap_or_else(|| "<stdin>".to_owned());
            let settled = settled(&bytes, name.as_deref(), setup, job, true);
            let mut done = done(settled, &shown, &bytes, setup, job);
            done.text = done.text.filter(|_| job.diff.is_none());
            done
        }
    }
}

fn fix_file(input: &FileInput, setup: &Setup, job: &Job) -> Done {
    let shown = &*input.file.path;
    let bytes = match fs::read(&input.file.origin) {
        Ok(bytes) => bytes,
        Err(_) => {
            // The reader says why.
            let mut sink = |_| ControlFlow::Break(());
            let problems = input::read(&input.file, &setup.defaults, &|_| {}, &mut sink);
            return Done { problems, ..nothing(setup) };
        }
    };
    let settled_with = |is_fixed| settled(&bytes, Some(shown), setup, job, is_fixed);
    let settled = settled_with(true);
    if settled.bytes == bytes || job.diff.is_some() {
        return Done { text: None, ..done(settled, shown, &bytes, setup, job) };
    }
    let written = target(input).and_then(|target| write(&target, &bytes, &settled.bytes));
    match written {
        Ok(()) => Done { text: None, ..done(settled, shown, &bytes, setup, job) },
        Err(why) => {
            let failure = report::problem(true, shown, None, &format!("not fixed: {why}"));
            let mut done = done(settled_with(false), shown, &bytes, setup, job);
            done.told.push_str(&failure);
            Done { has_failed: true, text: None, ..done }
        }
    }
}

fn nothing(setup: &Setup) -> Done {
    Done {
        judge: setup.judge.clone(),
        items: Vec::new(),
        problems: Vec::new(),
        fixed: Fixed::new(),
        told: String::new(),
        has_failed: false,
        diff: String::new(),
        text: None,
    }
}

fn done(settled: Settled<Judged>, shown: &str, before: &[u8], setup: &Setup, job: &Job) -> Done {
    let diff = job.diff.map(|look| diff::diff(shown, before, &settled.bytes, &settled.changes, look));
    Done {
        told: left_out(&settled, shown),
        items: settled.items,
        problems: settled.problems,
        fixed: settled.fixed,
        diff: diff.unwrap_or_default(),
        text: Some(settled.bytes),
        ..nothing(setup)
    }
}

/// The fixes that were not made, a line each.
fn left_out(settled: &Settled<Judged>, shown: &str) -> String {
    let line = |left: &LeftOut| {
        let draft = match settled.items.get(left.item) {
            Some((input::Item::Draft(draft), _)) => draft,
            _ => return String::new(),
        };
        let place = DraftIndex::new(draft).position(draft.source_span(left.finding.span).start);
        let message = format!("the fix of {} was left out: {}", left.finding.rule, left.why);
        report::problem(false, shown, Some((place.line, place.column)), &message)
    };
    settled.left_out.iter().map(line).collect()
}

/// What fixing all that can safely be fixed changes in a text: stretches of it, and what stands there then.
#[cfg(feature = "lsp")]
pub(super) fn safely(text: &str, name: &str, setup: &Setup) -> Vec<(Span, String)> {
    let job = Job { unsafe_too: false, diff: None, looks_across: false, has_marks: false, threads: 1 };
    let settled = settled(text.as_bytes(), Some(name), setup, &job, true);
    let change = |change: &fix::Change| {
        let now = settled.bytes.get(change.after.start..change.after.end)?;
        Some((change.before, std::str::from_utf8(now).ok()?.to_owned()))
    };
    // A stretch that cannot be told is none of the others' business, but half of a fix is none.
    settled.changes.iter().map(change).collect::<Option<_>>().unwrap_or_default()
}

/// A file in which nothing is left to fix; or, if nothing is to be fixed, as it is.
fn settled(bytes: &[u8], name: Option<&str>, setup: &Setup, job: &Job, is_fixed: bool) -> Settled<Judged> {
    let read = |mut bytes: &[u8]| {
        let mut items = Vec::new();
        let problems = input::read_stream(&mut bytes, name, &setup.defaults, &mut |item| {
            items.push(item);
            ControlFlow::Continue(())
        });
        Reading { items, problems }
    };
    let judge = |drafts: &[&Draft]| judged(drafts, &setup.judge, job);
    let options = Options { is_fixed, unsafe_too: job.unsafe_too, read: &read, judge: &judge, findings: findings_of };
    fix::settle(bytes, &options)
}

fn findings_of(judged: &mut Judged) -> &mut Vec<Finding> {
    &mut judged.findings
}

/// Judges drafts, on several threads if that is worth it.
fn judged(drafts: &[&Draft], judge: &Judge, job: &Job) -> Vec<Judged> {
    let threads = if drafts.len() > WORTH_A_THREAD { job.threads } else { 1 };
    let mut all = Vec::with_capacity(drafts.len());
    let mut sink = |judged| {
        all.push(judged);
        ControlFlow::Continue(())
    };
    let one = |draft: &Draft| judge.judged(draft, job.looks_across, job.has_marks);
    ordered::map(threads, one, &mut sink, |push| {
        for draft in drafts {
            let _ = push(draft, Step::Weight(draft.reply.text.len()));
        }
    });
    all
}

/// The file to replace: itself, or what it is a link to. Why it must stay as it is, otherwise.
fn target(input: &FileInput) -> Result<PathBuf, String> {
    let origin = &input.file.origin;
    let real = fs::canonicalize(origin).map_err(|error| error.to_string())?;
    let metadata = fs::metadata(&real).map_err(|error| error.to_string())?;
    if !metadata.is_file() {
        return Err("this is not a file that could be replaced".to_owned());
    }
    let named = if input.named.as_os_str().is_empty() { Path::new(".") } else { &input.named };
    let tree = fs::canonicalize(named).map_err(|error| error.to_string())?;
    if !real.starts_with(&tree) {
        return Err(format!("it is a link to {}, which is not below {}", real.display(), named.display()));
    }
    if metadata.permissions().readonly() {
        return Err("it is read-only".to_owned());
    }
    Ok(real)
}

/// Writes `after` to a file that holds `before`; if it holds something else by now, somebody else was here.
fn write(path: &Path, before: &[u8], after: &[u8]) -> Result<(), String> {
    const CHANGED: &str = "somebody changed it meanwhile; run replylint again";
    let message = |error: io::Error| match error.kind() {
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => error.to_string(),
    };
    let mut held = File::open(path).map_err(message)?;
    // Another replylint that fixes the same file waits here, and finds it changed. The lock goes with the process,
    // however it ends. Where files cannot be locked, only the comparison is left.
    let _ = held.lock();
    if !still_holds(&mut held, path, before).map_err(message)? {
        return Err(CHANGED.to_owned());
    }
    let mut replacement = Replacement::over(path).map_err(message)?;
    replacement.prepare(after).map_err(message)?;
    // To write a large file takes long enough for somebody to save theirs: between this look and the next step, which
    // puts the new file in its place, nearly nothing lies.
    if !still_holds(&mut held, path, before).map_err(message)? {
        return Err(CHANGED.to_owned());
    }
    replacement.finish().map_err(message)
}

/// Whether `path` still leads to the file that is open, and that file holds `before`.
fn still_holds(held: &mut File, path: &Path, before: &[u8]) -> io::Result<bool> {
    let mut now = Vec::with_capacity(before.len());
    held.rewind()?;
    held.read_to_end(&mut now)?;
    Ok(now == before && is_same(held, path))
}

/// Whether `path` still leads to the file that is open.
fn is_same(held: &File, path: &Path) -> bool {
    held.metadata().ok().map(|held| identity(&held)) == fs::metadata(path).ok().map(|now| identity(&now))
}

/// What no two files have in common.
#[cfg(unix)]
fn identity(metadata: &fs::Metadata) -> impl PartialEq + use<> {
    use std::os::unix::fs::MetadataExt;
    (metadata.dev(), metadata.ino())
}

/// What two files hardly have in common.
#[cfg(not(unix))]
fn identity(metadata: &fs::Metadata) -> impl PartialEq + use<> {
    (metadata.len(), metadata.modified().ok(), metadata.created().ok())
}
