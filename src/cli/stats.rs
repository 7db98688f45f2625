//! Owns `stats`: rows from exports, or from what `check` wrote, to numbers. It must not know how they are counted or
//! shown.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use serde::Deserialize;

use super::arguments::{Color, StatsArguments, StatsFormat};
use super::file_list::Named;
use super::inputs::{Entry, Inputs, named};
use super::interrupt::Interrupt;
use super::output::Output;
use super::progress::Progress;
use super::setup::{Flags, Setups};
use super::{Code, Failure, Result, look, ordered};
use crate::draft::Context;
use crate::finding::Verdict;
use crate::input::Item;
use crate::report;
use crate::stats::{Marks, Row, Stats};

/// Counts the inputs.
pub(super) fn run(arguments: &StatsArguments, output: &mut Output) -> Result {
    let mut code = Code::Fine;
    let all = named(&arguments.input)?;
    let (written, rest): (Vec<Named>, Vec<Named>) = all.into_iter().partition(|named| is_written(&named.path));
    let is_all_written = rest.is_empty();
    let inputs = if is_all_written { Inputs::default() } else { inputs(arguments, rest, output)? };
    let size = |named: &Named| named.path.metadata().ok().map(|file| file.len());
    let bytes = written.iter().map(size).sum::<Option<u64>>().zip(inputs.bytes()).map(|(left, right)| left + right);
    let mut run = Run {
        stats: Stats::default(),
        reviews: 0,
        read: Arc::default(),
        progress: Progress::new(bytes, "review", true),
        interrupt: Interrupt::watch(),
        output,
    };
    for named in written {
        let broken = run.add_written(&named.path);
        code = code.max(if broken { Code::Broken } else { Code::Fine });
    }
    if !is_all_written && !run.interrupt.came() {
        code = code.max(run.add_inputs(inputs));
    }
    let Run { stats, interrupt, output, .. } = run;
    if interrupt.came() {
        output.tell("interrupted: what follows was not counted\n");
        code = Code::Broken;
    }
    let out = stats.out();
    if out.all.reviews == 0 && interrupt.came() {
        return Ok(code);
    }
    if out.all.reviews == 0 {
        return Err(Failure::with_help(
            "nothing to count",
            "name exports, or what `check --output-format jsonl` wrote",
        ));
    }
    let shown = match arguments.output_format {
        StatsFormat::Table => report::stats::table(&out, &look::of_output(Color::Auto, false)),
        StatsFormat::Json => report::json::line(&out) + "\n",
        StatsFormat::Csv => report::stats::csv(&out),
        StatsFormat::Html => report::stats::html(&out),
    };
    let _ = output.print(&shown);
    Ok(code)
}

/// Finds exports and drafts, and what judges them.
fn inputs(arguments: &StatsArguments, paths: Vec<Named>, output: &mut Output) -> Result<Inputs> {
    let mut setups = Setups::new(Flags::plain(&arguments.packs, &arguments.input.map, &arguments.context))?;
    let inputs = Inputs::of(paths, &arguments.input, &mut setups)?;
    setups.tell_notes(output);
    Ok(inputs)
}

/// A run that counts.
struct Run<'o> {
    stats: Stats,
    reviews: usize,
    /// How many bytes were read.
    read: Arc<AtomicU64>,
    progress: Progress,
    interrupt: Interrupt,
    output: &'o mut Output,
}

impl Run<'_> {
    fn add(&mut self, row: &Row) {
        self.stats.add(row);
        self.reviews += 1;
        self.progress.show(self.read.load(Ordering::Relaxed), self.reviews, self.output);
    }

    /// Reads exports and drafts, and judges them.
    fn add_inputs(&mut self, inputs: Inputs) -> Code {
        let mut code = Code::Fine;
        let interrupt = self.interrupt.clone();
        let read = Arc::clone(&self.read);
        let mut sink = |(row, told, is_broken): (Option<Row>, String, bool)| {
            if is_broken {
                code = Code::Broken;
            }
            self.output.tell(&told);
            if let Some(row) = row {
                self.add(&row);
            }
            ControlFlow::Continue(())
        };
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        ordered::map(threads, row_of, &mut sink, |push| {
            let count = |bytes| {
                read.fetch_add(bytes as u64, Ordering::Relaxed);
            };
            let _ = inputs.read(&count, &interrupt, &mut |entry| {
                let step = entry.step();
                push(entry, step)
            });
        });
        code
    }
}

/// The row of an entry, what to tell, and whether it could not be read.
fn row_of(entry: Entry) -> (Option<Row>, String, bool) {
    match entry {
        Entry::Pause => (None, String::new(), false),
        Entry::Problem(problem) => {
            let place = problem.line.zip(problem.column);
            let told = report::problem(problem.fatal, &problem.path, place, &problem.message);
            (None, told, problem.fatal)
        }
        Entry::Item(judge, Item::Draft(draft)) => {
            let judged = judge.judged(&draft, false, true);
            let row = Row {
                path: draft.path,
                record: draft.record,
                context: draft.context,
                verdict: Some(Verdict::of(&judged.findings)),
                rules: judged.findings.iter().map(|finding| finding.rule.to_string()).collect(),
                marks: judged.marks.unwrap_or_default(),
            };
            (Some(row), String::new(), false)
        }
        Entry::Item(judge, Item::Skipped { unanswered: Some(unanswered), .. }) => {
            let marks = judge.marks(&unanswered);
            let (path, record) = (unanswered.path, unanswered.record);
            let row = Row { path, record, context: unanswered.context, marks, ..Row::default() };
            (Some(row), String::new(), false)
        }
        Entry::Item(_, Item::Skipped { path, record, why, problem, line, column, .. }) => {
            let why = record.map_or_else(|| why.clone(), |record| format!("record {record}: {why}"));
            let told = if problem { report::problem(true, &path, line.zip(column), &why) } else { String::new() };
            (None, told, problem)
        }
    }
}

/// A line that `check --output-format jsonl` wrote, as far as it is counted.
#[derive(Debug, Deserialize)]
struct Written<'a> {
    #[serde(borrow)]
    path: Cow<'a, str>,
    record: Option<u64>,
    context: Option<WrittenContext>,
    verdict: Option<Verdict>,
    #[serde(default, borrow)]
    findings: Vec<WrittenFinding<'a>>,
    marks: Option<Marks>,
}

#[derive(Debug, Deserialize)]
struct WrittenFinding<'a> {
    #[serde(borrow)]
    rule: Cow<'a, str>,
}

#[derive(Debug, Default, Deserialize)]
struct WrittenContext {
    rating: Option<u8>,
    platform: Option<String>,
    location: Option<String>,
    author: Option<String>,
    reviewed_at: Option<String>,
    replied_at: Option<String>,
}

/// What the first line of a file of `check` has.
#[derive(Debug, Deserialize)]
struct Head<'a> {
    version: u32,
    #[serde(borrow)]
    verdict: Option<Cow<'a, str>>,
    #[serde(borrow)]
    skipped: Option<Cow<'a, str>>,
}

fn is_head(line: &str) -> bool {
    serde_json::from_str::<Head<'_>>(line)
        .is_ok_and(|head| head.version == report::json::VERSION && (head.verdict.is_some() || head.skipped.is_some()))
}

/// Whether a file was written by `check`. Standard input is looked at without taking anything from it.
fn is_written(path: &PathBuf) -> bool {
    if path.as_os_str() == "-" {
        let mut stdin = io::stdin().lock();
        let head = stdin.fill_buf().unwrap_or_default();
        let line = head.split(|byte| *byte == b'\n').next().unwrap_or_default();
        // A long first line may be cut: what tells is at its start.
        let start = String::from_utf8_lossy(line);
        return is_head(&start) || head.len() == line.len() && start.starts_with("{\"version\":1,\"path\":");
    }
    let Ok(file) = File::open(path) else { return false };
    let mut line = Vec::new();
    let taken = io::Read::take(BufReader::new(file), 1 << 20).read_until(b'\n', &mut line);
    taken.is_ok() && std::str::from_utf8(&line).is_ok_and(is_head)
}

impl Run<'_> {
    /// Adds what `check` wrote; says whether a line could not be read.
    fn add_written(&mut self, path: &PathBuf) -> bool {
        let name = path.to_string_lossy();
        let reader: Box<dyn BufRead> = if path.as_os_str() == "-" {
            Box::new(io::stdin().lock())
        } else {
            match File::open(path) {
                Ok(file) => Box::new(BufReader::new(file)),
                Err(error) => {
                    self.output.tell(&report::problem(true, &name, None, &format!("cannot be read: {error}")));
                    return true;
                }
            }
        };
        let mut is_broken = false;
        for (number, line) in (1..).zip(reader.lines()) {
            if self.interrupt.came() {
                break;
            }
            let line = match line {
                Ok(line) => line,
                Err(error) => {
                    self.output.tell(&report::problem(
                        true,
                        &name,
                        Some((number, 1)),
                        &format!("cannot be read: {error}"),
                    ));
                    return true;
                }
            };
            match serde_json::from_str::<Written<'_>>(&line) {
                Ok(written) => {
                    self.read.fetch_add(line.len() as u64 + 1, Ordering::Relaxed);
                    if let Some(row) = row_of_written(written) {
                        self.add(&row);
                    }
                }
                Err(_) if line.trim().is_empty() => {}
                Err(error) => {
                    is_broken = true;
                    let message = format!("this is no line of `check`: {error}");
                    self.output.tell(&report::problem(true, &name, Some((number, 1)), &message));
                }
            }
        }
        is_broken
    }
}

/// What has neither verdict nor context could not be read when it was written: it is no review.
fn row_of_written(written: Written<'_>) -> Option<Row> {
    let context = written.context?;
    Some(Row {
        path: written.path.as_ref().into(),
        record: written.record,
        context: Context {
            rating: context.rating,
            platform: context.platform,
            location: context.location,
            author: context.author,
            reviewed_at: context.reviewed_at,
            replied_at: context.replied_at,
            ..Context::default()
        },
        verdict: written.verdict,
        rules: written.findings.into_iter().map(|finding| finding.rule.into_owned()).collect(),
        marks: written.marks.unwrap_or_default(),
    })
}
