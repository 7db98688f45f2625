//! Owns `check`: every input read, judged, rendered and printed in order, and the exit code that follows. It must not
//! know how drafts are judged.

use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{SystemTime, UNIX_EPOCH};

use super::arguments::{CheckArguments, Color};
use super::inputs::{self, Entry, Inputs};
use super::interrupt::Interrupt;
use super::output::Output;
use super::progress::Progress;
use super::replace::replace;
use super::setup::{Configs, Flags, Judged, Setups};
use super::{Code, Failure, Result, look, ordered};
use crate::across::{Across, Trace};
use crate::baseline::Baseline;
use crate::finding::{Level, Verdict};
use crate::input::Item;
use crate::redact;
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
    /// Its findings, if they are to be known from now on.
    accepted: Baseline,
    /// The lowest level that makes the exit code 1.
    fail_on: Option<Level>,
    /// Whether nothing follows for now, so that what came before should be seen.
    is_pause: bool,
}

/// Checks the inputs.
pub(super) fn run(arguments: &CheckArguments, output: &mut Output) -> Result {
    if arguments.print_config {
        return print_config(arguments, output);
    }
    if let Some(path) = &arguments.output_file {
        let shown = path.display();
        output.redirect(path).map_err(|error| Failure::new(format!("{shown}: cannot be written: {error}")))?;
    }
    let format = arguments.output_format.0;
    let mut style = look::of_output(arguments.look.color, arguments.quiet);
    style.color &= arguments.output_file.is_none() || arguments.look.color == Color::Always;
    let mut setups = Setups::new(Flags {
        packs: &arguments.rules.packs,
        map: &arguments.input.map,
        context: &arguments.context,
        select: &arguments.rules.select,
        ignore: &arguments.rules.ignore,
        baseline: Arc::new(known(arguments)?),
        fail_on: arguments.fail_on.map(super::arguments::FailOn::level),
        color: arguments.look.color,
    })?
    .redacting(arguments.redact);
    let inputs = Inputs::new(&arguments.input, &mut setups)?;
    setups.tell_notes(output);

    // A line of JSON for each record in, and nothing else: what many have in common has no place there.
    let looks_across = format != Format::Jsonl;
    let mut across = Across::new(now(arguments));
    let mut accepted = Baseline::default();
    let mut fail_on = None;
    let interrupt = Interrupt::watch();
    // A line between findings on the same terminal would be in the way.
    let has_room = !arguments.quiet && !io::stdout().is_terminal();
    let mut progress = Progress::new(inputs.bytes(), "draft", has_room);
    let read = AtomicU64::new(0);
    let mut total = Summary::default();
    let mut code = Code::Fine;
    let mut is_first = true;
    let mut closed = output.print(&report::begin(format));
    let mut sink = |piece: Piece| {
        total.add(&piece.counts);
        accepted.add(piece.accepted);
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
        if piece.is_pause {
            output.flush();
        }
        progress.show(read.load(Ordering::Relaxed), total.drafts, output);
        closed
    };
    ordered::map(
        threads(arguments),
        |entry| judged(entry, arguments, looks_across, &style),
        &mut sink,
        |push| {
            let count = |bytes| {
                read.fetch_add(bytes as u64, Ordering::Relaxed);
            };
            let _ = inputs.read(&count, &interrupt, &mut |entry| {
                let step = entry.step();
                push(entry, step)
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
    for cluster in &clusters {
        let piece = report::cluster(cluster, format, &style);
        if !is_first && !piece.is_empty() {
            let _ = output.print(report::between(format));
        }
        is_first &= piece.is_empty();
        let _ = output.print(&piece);
    }
    let ending = report::end(&total, &clusters, format, &style);
    let _ = output.print(&ending.stdout);
    output.tell(&ending.stderr);
    if arguments.statistics {
        output.tell(&total.statistics());
    }
    if let Some(path) = arguments.baseline.as_deref().filter(|_| arguments.write_baseline) {
        return write_baseline(path, &accepted, code, output);
    }
    Ok(if arguments.exit_zero && code == Code::Findings { Code::Fine } else { code })
}

/// The findings that the baseline knows. One that is about to be written knows none.
fn known(arguments: &CheckArguments) -> Result<Baseline> {
    let path = arguments.baseline.as_deref().filter(|_| !arguments.write_baseline);
    path.map_or_else(|| Ok(Baseline::default()), read_baseline)
}

/// The findings that a file knows.
pub(super) fn read_baseline(path: &Path) -> Result<Baseline> {
    let shown = path.display().to_string();
    let text = std::fs::read_to_string(path)
        .map_err(|error| Failure::new(format!("{shown}: the baseline cannot be read: {error}")))?;
    Baseline::parse(&text).map_err(|unusable| {
        let place = unusable.place.map(|(line, column)| format!(":{line}:{column}")).unwrap_or_default();
        Failure::new(format!("{shown}{place}: {unusable}"))
    })
}

/// Keeps the findings of a run, unless part of it could not be read: that part would be silent ever after.
fn write_baseline(path: &Path, accepted: &Baseline, code: Code, output: &mut Output) -> Result {
    let shown = path.display();
    if code == Code::Broken {
        return Err(Failure::new(format!("{shown}: the baseline was not written, since not everything could be read")));
    }
    replace(path, &accepted.write())
        .map_err(|error| Failure::new(format!("{shown}: the baseline cannot be written: {error}")))?;
    let what = if accepted.len() == 1 { "1 known finding" } else { &format!("{} known findings", accepted.len()) };
    output.tell(&format!("{shown}: {what}\n"));
    Ok(Code::Fine)
}

/// Prints what the configuration says about each of the paths.
fn print_config(arguments: &CheckArguments, output: &mut Output) -> Result {
    let mut configs = Configs::new(&arguments.rules.packs, arguments.look.color);
    let stdin = || arguments.input.stdin_filename.as_deref().map(PathBuf::from);
    let input = &arguments.input;
    let has_paths = !input.paths.is_empty() || input.file_list.is_some();
    let named = if has_paths { inputs::named(input)? } else { Vec::new() };
    let mut paths: Vec<Option<PathBuf>> =
        named.into_iter().map(|named| if named.is_stdin() { stdin() } else { Some(named.path) }).collect();
    if !has_paths {
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
    arguments.now.unwrap_or_else(clock)
}

/// What the clock of this machine says, in seconds since 1970.
pub(super) fn clock() -> i64 {
    let passed = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs());
    i64::try_from(passed).unwrap_or(i64::MAX)
}

fn threads(arguments: &CheckArguments) -> usize {
    let available = || thread::available_parallelism().map_or(1, usize::from);
    arguments.threads.map_or_else(available, usize::from)
}

fn judged(entry: Entry, arguments: &CheckArguments, looks_across: bool, style: &Style) -> Piece {
    let format = arguments.output_format.0;
    let mut piece = Piece::default();
    let has_marks = matches!(format, Format::Json | Format::Jsonl);
    let shown = |message: &str| if arguments.redact { redact::message(message) } else { message.to_owned() };
    let outcome = match entry {
        Entry::Pause => {
            piece.is_pause = true;
            return piece;
        }
        Entry::Problem(problem) => {
            let place = problem.line.zip(problem.column);
            piece.stderr = report::problem(problem.fatal, &problem.path, place, &shown(&problem.message));
            piece.code = problem.fatal.then_some(Code::Broken);
            // Other problems are those of a record that is judged all the same, or counted there.
            piece.counts.unreadable = usize::from(problem.unread);
            return piece;
        }
        Entry::Item(judge, Item::Draft(draft)) => {
            let Judged { findings, suppressed, baselined, trace, marks, redaction } =
                judge.judged(&draft, looks_across, has_marks);
            (piece.trace, piece.fail_on) = (trace, judge.fail_on);
            (piece.counts.suppressed, piece.counts.baselined) = (suppressed, baselined);
            if arguments.write_baseline {
                piece.accepted = Baseline::of(&draft.reply.text, &findings);
            }
            let worst = findings.iter().map(|finding| finding.level).max();
            if judge.fail_on.is_some_and(|least| worst.is_some_and(|worst| worst >= least)) {
                piece.code = Some(Code::Findings);
            }
            let verdict = Verdict::of(&findings);
            let checked = Checked { draft, findings, verdict, marks };
            // Everything before this looks at the words as they are, everything after it as they may be shown.
            let outcome = Outcome::Checked(match redaction {
                Some(redaction) => redaction.apply(checked),
                None => checked,
            });
            piece.counts.count(&outcome);
            outcome
        }
        Entry::Item(judge, Item::Skipped { path, record, mut id, why, problem, line, column, unanswered }) => {
            let why = shown(&why);
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
            let mut unanswered = unanswered.filter(|_| has_marks).map(|draft| {
                let marks = judge.marks(&draft);
                Box::new((draft.context, marks))
            });
            if arguments.redact {
                id = id.as_deref().map(redact::stars);
                unanswered.iter_mut().for_each(|known| redact::context(&mut known.0));
            }
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
