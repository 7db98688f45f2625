//! Owns `check`: every input read, judged, rendered and printed in order, and the exit code that follows. It must not
//! know how drafts are judged.

use std::io::{self, IsTerminal};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{SystemTime, UNIX_EPOCH};

use super::arguments::{CheckArguments, Color};
use super::fix::{self, Done};
use super::inputs::{self, Entry, Inputs, Source};
use super::interrupt::Interrupt;
use super::output::Output;
use super::progress::Progress;
use super::replace::replace;
use super::setup::{Configs, Flags, Judge, Judged, Setup, Setups};
use super::{Code, Failure, Result, look, ordered};
use crate::across::{Across, Trace};
use crate::baseline::Baseline;
use crate::draft::Draft;
use crate::finding::{Level, Verdict};
use crate::input::{Item, ReadProblem};
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
    /// The text of standard input, fixed.
    text: Option<Vec<u8>>,
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
        select: &arguments.rules.select,
        ignore: &arguments.rules.ignore,
        baseline: Arc::new(known(arguments)?),
        fail_on: arguments.fail_on.map(super::arguments::FailOn::level),
        color: arguments.look.color,
        redacts: arguments.redact,
        ..Flags::plain(&arguments.rules.packs, &arguments.input.map, &arguments.context)
    })?;
    let inputs = Inputs::new(&arguments.input, &mut setups)?;
    setups.tell_notes(output);
    let fixes = &arguments.fixes;
    let is_dry = fixes.diff;
    if fixes.fix && !is_dry && inputs.has_stdin() {
        output.step_aside();
        style.color &= arguments.look.color == Color::Always;
    }

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
    let begin = report::begin(format);
    let mut total = Summary::default();
    let mut code = Code::Fine;
    let mut is_first = true;
    let mut closed = output.print(if is_dry { "" } else { &begin });
    let mut sink = |piece: Piece| {
        total.add(&piece.counts);
        accepted.add(piece.accepted);
        fail_on = fail_on.or(piece.fail_on);
        if let Some(trace) = piece.trace {
            across.see(trace);
        }
        code = code.max(piece.code.unwrap_or(Code::Fine));
        if !piece.stdout.is_empty() {
            if !is_first && !is_dry {
                closed = output.print(report::between(format));
            }
            is_first = false;
            closed = output.print(&piece.stdout);
        }
        output.tell(&piece.stderr);
        if piece.is_pause {
            output.flush();
        }
        if let Some(text) = &piece.text {
            output.print_text(text);
        }
        progress.show(read.load(Ordering::Relaxed), total.drafts, output);
        closed
    };
    if fixes.fix || is_dry {
        fixed(inputs, arguments, looks_across, &style, &interrupt, &mut sink);
    } else {
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
    }
    if interrupt.came() {
        total.interrupted = true;
        code = Code::Broken;
    }

    if is_dry {
        let _ = closed;
        output.tell(&total.fixes(true));
        output.tell(&total.left_out());
        return Ok(if arguments.exit_zero && code == Code::Findings { Code::Fine } else { code });
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

/// Fixes the inputs, a file at a time, and hands over what remains to be said of each.
fn fixed(
    inputs: Inputs,
    arguments: &CheckArguments,
    looks_across: bool,
    style: &Style,
    interrupt: &Interrupt,
    sink: &mut dyn FnMut(Piece) -> ControlFlow<()>,
) {
    let (sources, problems) = inputs.into_sources();
    for problem in problems {
        if sink(of_problem(&problem, arguments)).is_break() {
            return;
        }
    }
    let all = threads(arguments);
    let job = fix::Job {
        unsafe_too: arguments.fixes.unsafe_fixes,
        diff: arguments.fixes.diff.then(|| diff_look(arguments, style)),
        looks_across,
        has_marks: matches!(arguments.output_format.0, Format::Json | Format::Jsonl),
        // Many files share the threads; one file has them all.
        threads: if sources.len() == 1 { all } else { 1 },
    };
    let work = |(source, setup): (Source, Setup)| {
        // What was begun is finished; no other file is touched.
        if interrupt.came() {
            Vec::new()
        } else {
            pieces(fix::fix(&source, &setup, &job), arguments, looks_across, style)
        }
    };
    ordered::map(all, work, &mut |pieces| pieces.into_iter().try_for_each(&mut *sink), |push| {
        for source in sources {
            let weight = source.0.weight();
            if interrupt.came() || push(source, ordered::Step::Weight(weight)).is_break() {
                return;
            }
        }
    });
}

fn diff_look(arguments: &CheckArguments, style: &Style) -> report::diff::Look {
    let terminal = arguments.output_file.is_none() && std::io::stdout().is_terminal();
    report::diff::Look { color: style.color, terminal }
}

/// What is to be said of an input that was fixed.
fn pieces(done: Done, arguments: &CheckArguments, looks_across: bool, style: &Style) -> Vec<Piece> {
    let is_dry = arguments.fixes.diff;
    let mut pieces: Vec<Piece> = Vec::new();
    for (item, judged) in done.items {
        let mut piece = match (item, judged) {
            (Item::Draft(draft), Some(judged)) => of_draft(draft, judged, done.judge.fail_on, arguments, style),
            (item, _) => of_skipped(item, &done.judge, arguments, looks_across, style),
        };
        if is_dry {
            piece.stdout.clear();
            piece.code = piece.code.filter(|code| *code == Code::Broken);
        }
        pieces.push(piece);
    }
    pieces.extend(done.problems.iter().map(|problem| of_problem(problem, arguments)));
    let fixed = done.fixed.values().sum();
    let mut last = Piece { stderr: done.told, stdout: done.diff, text: done.text, ..Piece::default() };
    last.counts.fixed = fixed;
    last.code = if done.has_failed { Some(Code::Broken) } else { (is_dry && fixed > 0).then_some(Code::Findings) };
    pieces.push(last);
    pieces
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
    match entry {
        Entry::Pause => Piece { is_pause: true, ..Piece::default() },
        Entry::Problem(problem) => of_problem(&problem, arguments),
        Entry::Item(judge, Item::Draft(draft)) => {
            let has_marks = matches!(arguments.output_format.0, Format::Json | Format::Jsonl);
            let judged = judge.judged(&draft, looks_across, has_marks);
            of_draft(draft, judged, judge.fail_on, arguments, style)
        }
        Entry::Item(judge, item) => of_skipped(item, &judge, arguments, looks_across, style),
    }
}

/// What is said besides the report, as it may be shown.
fn shown(message: &str, arguments: &CheckArguments) -> String {
    if arguments.redact { redact::message(message) } else { message.to_owned() }
}

fn of_problem(problem: &ReadProblem, arguments: &CheckArguments) -> Piece {
    let place = problem.line.zip(problem.column);
    let mut piece = Piece {
        stderr: report::problem(problem.fatal, &problem.path, place, &shown(&problem.message, arguments)),
        code: problem.fatal.then_some(Code::Broken),
        ..Piece::default()
    };
    // Other problems are those of a record that is judged all the same, or counted there.
    piece.counts.unreadable = usize::from(problem.unread);
    piece
}

fn of_draft(draft: Draft, judged: Judged, fail_on: Option<Level>, arguments: &CheckArguments, style: &Style) -> Piece {
    let Judged { findings, suppressed, baselined, trace, marks, redaction } = judged;
    let mut piece = Piece { trace, fail_on, ..Piece::default() };
    (piece.counts.suppressed, piece.counts.baselined) = (suppressed, baselined);
    if arguments.write_baseline {
        piece.accepted = Baseline::of(&draft.reply.text, &findings);
    }
    let worst = findings.iter().map(|finding| finding.level).max();
    if fail_on.is_some_and(|least| worst.is_some_and(|worst| worst >= least)) {
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
    piece.stdout = report::render(&outcome, arguments.output_format.0, style);
    piece
}

/// A record that is no draft.
fn of_skipped(item: Item, judge: &Judge, arguments: &CheckArguments, looks_across: bool, style: &Style) -> Piece {
    let format = arguments.output_format.0;
    let mut piece = Piece::default();
    let Item::Skipped { path, record, mut id, why, problem, line, column, unanswered } = item else { return piece };
    let why = shown(&why, arguments);
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
    let has_marks = matches!(format, Format::Json | Format::Jsonl);
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
    piece.stdout = report::render(&outcome, format, style);
    piece
}
