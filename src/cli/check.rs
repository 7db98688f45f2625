//! Owns `check`: every input read, judged, rendered and printed in order, and the exit code that follows. It must not
//! know how drafts are judged.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use super::arguments::CheckArguments;
use super::inputs::{Entry, Inputs};
use super::interrupt::Interrupt;
use super::output::Output;
use super::progress::Progress;
use super::setup::{Configs, Flags, Setups};
use super::{Code, Result, look, ordered};
use crate::finding::Verdict;
use crate::input::Item;
use crate::report::{self, Checked, Format, Outcome, Style, Summary};

/// What became of one entry, ready to be printed.
#[derive(Debug, Default)]
struct Piece {
    stdout: String,
    stderr: String,
    counts: Summary,
    code: Option<Code>,
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

    let interrupt = Interrupt::watch();
    let mut progress = Progress::new(inputs.bytes(), arguments.quiet);
    let read = AtomicU64::new(0);
    let mut total = Summary::default();
    let mut code = Code::Fine;
    let mut is_first = true;
    let mut closed = output.print(&report::begin(format));
    let mut sink = |piece: Piece| {
        total.add(&piece.counts);
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
        |entry| judged(entry, format, &style),
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

    let ending = report::end(&total, format, &style);
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

fn threads(arguments: &CheckArguments) -> usize {
    let available = || thread::available_parallelism().map_or(1, usize::from);
    arguments.threads.map_or_else(available, usize::from)
}

fn judged(entry: Entry, format: Format, style: &Style) -> Piece {
    let mut piece = Piece::default();
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
            let findings = judge.findings(&draft);
            let worst = findings.iter().map(|finding| finding.level).max();
            if judge.fail_on.is_some_and(|least| worst.is_some_and(|worst| worst >= least)) {
                piece.code = Some(Code::Findings);
            }
            let verdict = Verdict::of(&findings);
            let outcome = Outcome::Checked(Checked { draft, findings, verdict });
            piece.counts.count(&outcome);
            outcome
        }
        Entry::Item(_, Item::Skipped { path, record, id, why, problem, line, column }) => {
            if problem {
                let message = record.map_or_else(|| why.clone(), |record| format!("record {record}: {why}"));
                piece.stderr = report::problem(true, &path, line.zip(column), &message);
                piece.code = Some(Code::Broken);
                piece.counts.unreadable = 1;
                if format == Format::Full {
                    return piece;
                }
            }
            let outcome = Outcome::Skipped { path, record, id, why };
            if !problem {
                piece.counts.count(&outcome);
            }
            outcome
        }
    };
    piece.stdout = report::render(&outcome, format, style);
    piece
}
