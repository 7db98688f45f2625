//! Owns `check`: every input read, judged, rendered and printed in order, and the exit code that follows. It must not
//! know how drafts are judged.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{SystemTime, UNIX_EPOCH};

use super::arguments::CheckArguments;
use super::inputs::{Entry, Inputs};
use super::interrupt::Interrupt;
use super::output::Output;
use super::progress::Progress;
use super::setup::{Configs, Flags, Judged, Setups};
use super::{Code, Result, look, ordered};
use crate::across::{Across, Trace};
use crate::finding::{Level, Verdict};
use crate::input::Item;
use crate::report::{self, Checked, Format, Outcome, Style, Summary};

/// What became of one entry, ready to be printed.
#[derive(Debug, Default)]
struct Piece {
    stdout: String,
    stderr: String,
    counts: Summary,
    code: Option<Code>,
    /// What is kept of it, for the rules that look across drafts.
    trace: Option<Trace>,
    /// The lowest level that makes the exit code 1.
    fail_on: Option<Level>,
}

/// Checks the inputs.
pub(super) fn run(arguments: &CheckArguments, output: &mut Output) -> Result {
    if arguments.print_config {
        return print_config(arguments, output);
    }
    let format = arguments.output_format.0;
    let style = look::of_output(arguments.look.color, arguments.quiet);
    let mut setups = Setups::new(Flags {
        packs: &arguments.rules.packs,
        map: &arguments.input.map,
        context: &arguments.context,
        select: &arguments.rules.select,
        ignore: &arguments.rules.ignore,
        fail_on: arguments.fail_on.map(super::arguments::FailOn::level),
        color: arguments.look.color,
    })?;
    let inputs = Inputs::new(&arguments.input, &mut setups)?;
    setups.tell_notes(output);

    // A line of JSON for each record in, and nothing else: what many have in common has no place there.
    let looks_across = format != Format::Jsonl;
    let mut across = Across::new(now(arguments));
    let mut fail_on = None;
    let interrupt = Interrupt::watch();
    let mut progress = Progress::new(inputs.bytes(), arguments.quiet);
    let read = AtomicU64::new(0);
    let mut total = Summary::default();
    let mut code = Code::Fine;
    let mut is_first = true;
    let mut closed = output.print(&report::begin(format));
    let mut sink = |piece: Piece| {
        total.add(&piece.counts);
        fail_on = fail_on.or(piece.fail_on);
        if let Some(trace) = piece.trace {
            across.see(trace);
        }
        code = code.max(piece.code.unwrap_or(Code::Fine));
        if !piece.stdout.is_empty() {
            if !is_first {
                closed = output.print(report::between(format));
            }
            is_first = false;
            closed = output.print(&piece.stdout);
        }
        output.tell(&piece.stderr);
        progress.show(read.load(Ordering::Relaxed), total.drafts, output);
        closed
    };
    ordered::map(
        threads(arguments),
        |entry| judged(entry, format, looks_across, &style),
        &mut sink,
        |push| {
            let count = |bytes| {
                read.fetch_add(bytes as u64, Ordering::Relaxed);
            };
            let _ = inputs.read(&count, &mut |entry| {
                if interrupt.came() {
                    return ControlFlow::Break(());
                }
                let weight = entry.weight();
                push(entry, weight)
            });
        },
    );
    if interrupt.came() {
        total.interrupted = true;
        code = Code::Broken;
    }

    let clusters = across.clusters();
    total.count_clusters(&clusters);
    if clusters.iter().any(|cluster| fail_on.is_some_and(|least| cluster.level >= least)) {
        code = code.max(Code::Findings);
    }
    let _ = output.print(&report::clusters(&clusters, format, &style));
    if matches!(format, Format::Sarif | Format::Gitlab | Format::Junit | Format::Rdjson) {
        output.tell(&report::clusters(&clusters, Format::Concise, &style));
    }
    let ending = report::end(&total, &clusters, format, &style);
    let _ = output.print(&ending.stdout);
    output.tell(&ending.stderr);
    if arguments.statistics {
        output.tell(&total.statistics());
    }
    Ok(if arguments.exit_zero && code == Code::Findings { Code::Fine } else { code })
}

/// Prints what the configuration says about each of the paths.
fn print_config(arguments: &CheckArguments, output: &mut Output) -> Result {
    let mut configs = Configs::new(&arguments.rules.packs, arguments.look.color);
    let stdin = || arguments.input.stdin_filename.as_deref().map(PathBuf::from);
    let mut paths: Vec<Option<PathBuf>> = arguments
        .input
        .paths
        .iter()
        .map(|path| if path == Path::new("-") { stdin() } else { Some(path.clone()) })
        .collect();
    if paths.is_empty() {
        paths.push(stdin().or_else(|| Some(PathBuf::from("."))));
    }
    for (index, path) in paths.into_iter().enumerate() {
        let config = configs.of(path.as_deref())?;
        let _ = output.print(if index > 0 { "\n" } else { "" });
        let _ = output.print(&config.print(path.as_deref().unwrap_or(Path::new("<stdin>"))));
    }
    Ok(Code::Fine)
}

/// What the clock says: `--now`, or this machine's.
fn now(arguments: &CheckArguments) -> i64 {
    let machine = || SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs());
    arguments.now.unwrap_or_else(|| i64::try_from(machine()).unwrap_or(i64::MAX))
}

fn threads(arguments: &CheckArguments) -> usize {
    let available = || thread::available_parallelism().map_or(1, usize::from);
    arguments.threads.map_or_else(available, usize::from)
}

fn judged(entry: Entry, format: Format, looks_across: bool, style: &Style) -> Piece {
    let mut piece = Piece::default();
    let has_marks = matches!(format, Format::Json | Format::Jsonl);
    let outcome = match entry {
        Entry::Problem(problem) => {
            let place = problem.line.zip(problem.column);
            piece.stderr = report::problem(problem.fatal, &problem.path, place, &problem.message);
            piece.code = problem.fatal.then_some(Code::Broken);
            // Other problems are those of a record that is judged all the same, or counted there.
            piece.counts.unreadable = usize::from(problem.unread);
            return piece;
        }
        Entry::Item(judge, Item::Draft(draft)) => {
            let Judged { findings, trace, marks } = judge.judged(&draft, looks_across, has_marks);
            (piece.trace, piece.fail_on) = (trace, judge.fail_on);
            let worst = findings.iter().map(|finding| finding.level).max();
            if judge.fail_on.is_some_and(|least| worst.is_some_and(|worst| worst >= least)) {
                piece.code = Some(Code::Findings);
            }
            let verdict = Verdict::of(&findings);
            let outcome = Outcome::Checked(Checked { draft, findings, verdict, marks });
            piece.counts.count(&outcome);
            outcome
        }
        Entry::Item(judge, Item::Skipped { path, record, id, why, problem, line, column, unanswered }) => {
            if problem {
                let message = record.map_or_else(|| why.clone(), |record| format!("record {record}: {why}"));
                piece.stderr = report::problem(true, &path, line.zip(column), &message);
                piece.code = Some(Code::Broken);
                piece.counts.unreadable = 1;
                if format == Format::Full {
                    return piece;
                }
            }
            if let Some(unanswered) = unanswered.as_ref().filter(|_| looks_across) {
                (piece.trace, piece.fail_on) = (judge.trace(unanswered), judge.fail_on);
            }
            let unanswered = unanswered.filter(|_| has_marks).map(|draft| {
                let marks = judge.marks(&draft);
                Box::new((draft.context, marks))
            });
            let outcome = Outcome::Skipped { path, record, id, why, unanswered };
            if !problem {
                piece.counts.count(&outcome);
            }
            outcome
        }
    };
    piece.stdout = report::render(&outcome, format, style);
    piece
}
