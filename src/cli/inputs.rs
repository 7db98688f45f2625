//! Owns what is read: from paths to the items of all inputs, one after the other, each with what judges it. It must not
//! know what is done with them.

use std::cell::{Cell, RefCell};
use std::collections::HashSet;
use std::io::{self, IsTerminal};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf, absolute};
use std::sync::Arc;

use super::arguments::InputArguments;
use super::file_list::{self, Named, Origin};
use super::interrupt::Interrupt;
use super::ordered::Step;
use super::piped::Piped;
use super::setup::{Judge, Setup, Setups};
use super::{Failure, Result};
use crate::draft::Kind;
use crate::input::{self, FileKind, FoundFile, Item, ReadProblem};

/// Something to read.
#[derive(Debug)]
pub(super) enum Source {
    File(FileInput),
    /// With the name that it should have.
    Stdin(Option<String>),
}

impl Source {
    /// Roughly how many bytes it holds.
    pub(super) fn weight(&self) -> usize {
        match self {
            Self::File(input) => {
                input.file.origin.metadata().map_or(1, |file| usize::try_from(file.len()).unwrap_or(usize::MAX))
            }
            Self::Stdin(_) => 1,
        }
    }
}

/// A file to read.
#[derive(Debug)]
pub(super) struct FileInput {
    pub(super) file: FoundFile,
    /// The folder that was named, or that of the file that was.
    pub(super) named: PathBuf,
}

/// All inputs of a run, each with what holds for it, in order.
#[derive(Debug, Default)]
pub(super) struct Inputs {
    inputs: Vec<(Source, Setup)>,
    /// Paths that could not be walked.
    problems: Vec<ReadProblem>,
}

/// What comes out of an input.
#[derive(Debug)]
#[expect(clippy::large_enum_variant, reason = "nearly every entry is the large one, and they live briefly")]
pub(super) enum Entry {
    /// A draft, or a record that is none.
    Item(Arc<Judge>, Item),
    /// Something that could not be read as meant.
    Problem(ReadProblem),
    /// Nothing more for now: what came before should be seen.
    Pause,
}

impl Entry {
    /// What it means for those who work on many.
    pub(super) fn step(&self) -> Step {
        match self {
            Self::Item(_, Item::Draft(draft)) => Step::Weight(draft.reply.text.len() + draft.source.text.len()),
            Self::Item(_, Item::Skipped { .. }) | Self::Problem(_) => Step::Weight(1),
            Self::Pause => Step::Pause,
        }
    }
}

impl Inputs {
    /// Finds the inputs. Every configuration that is needed is read here, before any draft is.
    pub(super) fn new(arguments: &InputArguments, setups: &mut Setups<'_>) -> Result<Self> {
        Self::of(named(arguments)?, arguments, setups)
    }

    /// As [`new`](Self::new), for these paths.
    pub(super) fn of(paths: Vec<Named>, arguments: &InputArguments, setups: &mut Setups<'_>) -> Result<Self> {
        let mut inputs = Self::default();
        let mut seen = HashSet::new();
        for named in paths {
            if named.is_stdin() {
                let name = arguments.stdin_filename.clone();
                let setup = setups.of(name.as_deref().map(Path::new))?;
                inputs.inputs.push((Source::Stdin(name), setup));
                continue;
            }
            let Named { path, origin } = named;
            let mut options = setups.of(Some(&path))?.walk;
            if !arguments.include.is_empty() {
                options.include.clone_from(&arguments.include);
            }
            options.exclude.extend(arguments.exclude.iter().cloned());
            options.force_exclude |= arguments.force_exclude;
            // YAML may be anything, and is looked at in folders only where it is said to be templates.
            let guesses = options.include.is_empty() && path.is_dir();
            if guesses {
                let usual = input::DEFAULT_INCLUDE.iter().chain(input::TEMPLATE_INCLUDE);
                options.include = usual.map(|glob| (*glob).to_owned()).collect();
            }
            let is_there = origin.is_none() || path.exists();
            let tree = if path.is_dir() { path.clone() } else { path.parent().map(Path::to_owned).unwrap_or_default() };
            let (files, problems) = input::walk(&[path], &options);
            inputs.problems.extend(problems.into_iter().map(|problem| match &origin {
                Some(origin) if !is_there => in_list(problem, origin),
                _ => problem,
            }));
            for file in files {
                if seen.insert(absolute(&file.origin).unwrap_or_else(|_| file.origin.clone())) {
                    let setup = setups.of(Some(&file.origin))?;
                    let is_yaml = FileKind::of(&file.origin) == FileKind::Yaml;
                    if guesses && is_yaml && setup.defaults.context.kind != Kind::Template {
                        continue;
                    }
                    inputs.inputs.push((Source::File(FileInput { file, named: tree.clone() }), setup));
                }
            }
        }
        Ok(inputs)
    }

    /// How many bytes the files have together; none if standard input is among them.
    pub(super) fn bytes(&self) -> Option<u64> {
        let size = |source: &Source| match source {
            Source::File(input) => input.file.origin.metadata().ok().map(|file| file.len()),
            Source::Stdin(_) => None,
        };
        self.inputs.iter().map(|(source, _)| size(source)).sum()
    }

    /// Whether standard input is one of them.
    pub(super) fn has_stdin(&self) -> bool {
        self.inputs.iter().any(|(source, _)| matches!(source, Source::Stdin(_)))
    }

    /// All of them, and the paths that could not be walked.
    pub(super) fn into_sources(self) -> (Vec<(Source, Setup)>, Vec<ReadProblem>) {
        (self.inputs, self.problems)
    }

    /// Hands over everything in order, until `each` breaks or the interrupt comes. `count` is told how many bytes of
    /// files were read.
    pub(super) fn read(
        self,
        count: &dyn Fn(usize),
        interrupt: &Interrupt,
        each: &mut dyn FnMut(Entry) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        for problem in self.problems {
            each(Entry::Problem(problem))?;
        }
        for (source, setup) in self.inputs {
            let flow = Cell::new(ControlFlow::Continue(()));
            // Whoever reads hands items over and waits for more, never both at once.
            let out = RefCell::new(&mut *each);
            let hand = |entry| {
                flow.set(if interrupt.came() { ControlFlow::Break(()) } else { (out.borrow_mut())(entry) });
                flow.get()
            };
            let is_new = Cell::new(false);
            let mut sink = |item| {
                is_new.set(true);
                hand(Entry::Item(Arc::clone(&setup.judge), item))
            };
            let mut pause = || if is_new.take() { hand(Entry::Pause) } else { flow.get() };
            let problems = match source {
                Source::File(input) => input::read(&input.file, &setup.defaults, count, &mut sink),
                Source::Stdin(name) if is_by_record(name.as_deref()) => {
                    let mut piped = Piped::start(&mut pause, interrupt);
                    input::read_stream(&mut piped, name.as_deref(), &setup.defaults, &mut sink)
                }
                Source::Stdin(name) => {
                    input::read_stream(&mut io::stdin().lock(), name.as_deref(), &setup.defaults, &mut sink)
                }
            };
            flow.get()?;
            if interrupt.came() {
                return ControlFlow::Break(());
            }
            for problem in problems {
                each(Entry::Problem(problem))?;
            }
        }
        ControlFlow::Continue(())
    }
}

/// Whether standard input has records that are read one after the other.
fn is_by_record(name: Option<&str>) -> bool {
    let kind = name.map(|name| FileKind::of(Path::new(name)));
    matches!(kind, Some(FileKind::Csv | FileKind::Tsv | FileKind::Jsonl | FileKind::Json))
}

/// What is wrong with a path in a list, told where the list names it.
fn in_list(problem: ReadProblem, origin: &Origin) -> ReadProblem {
    let message = format!("{}: {}", problem.path, problem.message);
    ReadProblem { path: origin.list.clone(), line: origin.line, column: origin.line.map(|_| 1), message, ..problem }
}

/// The paths to read, on the command line and in the list; standard input where there are none and something is piped
/// in.
pub(super) fn named(arguments: &InputArguments) -> Result<Vec<Named>> {
    let list = arguments.file_list.as_deref();
    let names = arguments.paths.iter().map(PathBuf::as_path).chain(list);
    if names.filter(|path| *path == Path::new("-")).count() > 1 {
        return Err(Failure::new("`-` is named twice, but standard input can be read only once"));
    }
    let mut named: Vec<Named> = arguments.paths.iter().cloned().map(Named::given).collect();
    if let Some(list) = list {
        named.extend(file_list::read(list)?);
        return Ok(named);
    }
    if !named.is_empty() {
        return Ok(named);
    }
    if io::stdin().is_terminal() {
        let help = "name files or folders, or pipe a draft in: `replylint check drafts/`";
        return Err(Failure::with_help("nothing to read", help));
    }
    Ok(vec![Named::given(PathBuf::from("-"))])
}
