//! Owns what is read: from paths to the items of all inputs, one after the other, each with what judges it. It must not
//! know what is done with them.

use std::collections::HashSet;
use std::io::{self, IsTerminal};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf, absolute};
use std::sync::Arc;

use super::arguments::InputArguments;
use super::setup::{Judge, Setup, Setups};
use super::{Failure, Result};
use crate::draft::Kind;
use crate::input::{self, FileKind, FoundFile, Item, ReadProblem};

/// Something to read.
#[derive(Debug)]
enum Source {
    File(FoundFile),
    /// With the name that it should have.
    Stdin(Option<String>),
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
}

impl Entry {
    /// Roughly how many bytes it stands for.
    pub(super) fn weight(&self) -> usize {
        match self {
            Self::Item(_, Item::Draft(draft)) => draft.reply.text.len() + draft.source.text.len(),
            Self::Item(_, Item::Skipped { .. }) | Self::Problem(_) => 1,
        }
    }
}

impl Inputs {
    /// Finds the inputs. Every configuration that is needed is read here, before any draft is.
    pub(super) fn new(arguments: &InputArguments, setups: &mut Setups<'_>) -> Result<Self> {
        let mut inputs = Self::default();
        let mut seen = HashSet::new();
        for path in paths(arguments)? {
            if path == Path::new("-") {
                let name = arguments.stdin_filename.clone();
                let setup = setups.of(name.as_deref().map(Path::new))?;
                inputs.inputs.push((Source::Stdin(name), setup));
                continue;
            }
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
            let (files, problems) = input::walk(&[path], &options);
            inputs.problems.extend(problems);
            for file in files {
                if seen.insert(absolute(&file.origin).unwrap_or_else(|_| file.origin.clone())) {
                    let setup = setups.of(Some(&file.origin))?;
                    let is_yaml = FileKind::of(&file.origin) == FileKind::Yaml;
                    if guesses && is_yaml && setup.defaults.context.kind != Kind::Template {
                        continue;
                    }
                    inputs.inputs.push((Source::File(file), setup));
                }
            }
        }
        Ok(inputs)
    }

    /// How many bytes the files have together; none if standard input is among them.
    pub(super) fn bytes(&self) -> Option<u64> {
        let size = |source: &Source| match source {
            Source::File(file) => file.origin.metadata().ok().map(|file| file.len()),
            Source::Stdin(_) => None,
        };
        self.inputs.iter().map(|(source, _)| size(source)).sum()
    }

    /// Hands over everything in order, until `each` breaks. `count` is told how many bytes of files were read.
    pub(super) fn read(self, count: &dyn Fn(usize), each: &mut dyn FnMut(Entry) -> ControlFlow<()>) -> ControlFlow<()> {
        for problem in self.problems {
            each(Entry::Problem(problem))?;
        }
        for (source, setup) in self.inputs {
            let mut flow = ControlFlow::Continue(());
            let mut sink = |item| {
                flow = each(Entry::Item(Arc::clone(&setup.judge), item));
                flow
            };
            let problems = match source {
                Source::File(file) => input::read(&file, &setup.defaults, count, &mut sink),
                Source::Stdin(name) => {
                    input::read_stream(&mut io::stdin().lock(), name.as_deref(), &setup.defaults, &mut sink)
                }
            };
            flow?;
            for problem in problems {
                each(Entry::Problem(problem))?;
            }
        }
        ControlFlow::Continue(())
    }
}

/// The paths to read; standard input where there are none and something is piped in.
pub(super) fn paths(arguments: &InputArguments) -> Result<Vec<PathBuf>> {
    let stdin = || PathBuf::from("-");
    match arguments.paths.iter().filter(|path| *path == Path::new("-")).count() {
        0 | 1 => {}
        _ => return Err(Failure::new("`-` is named twice, but standard input can be read only once")),
    }
    if !arguments.paths.is_empty() {
        return Ok(arguments.paths.clone());
    }
    if io::stdin().is_terminal() {
        let help = "name files or folders, or pipe a draft in: `replylint check drafts/`";
        return Err(Failure::with_help("nothing to read", help));
    }
    Ok(vec![stdin()])
}
