//! Owns `lsp`: what the language server asks about drafts is answered by what `check` runs. It must not know the
//! protocol.

use std::io::{self, BufReader};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::arguments::{Color, LspArguments};
use super::check::{clock, read_baseline};
use super::output::Output;
use super::rules::Packs;
use super::setup::{Flags, Judged, Setups, sources};
use super::{Code, Failure, Result, explain, fix};
use crate::across::Across;
use crate::baseline::Baseline;
use crate::config::Config;
use crate::draft::Kind;
use crate::input::{self, FileKind, Item};
use crate::lsp::{self, Explanation, Found, Linter, Mistakes, Opened};
use crate::span::Span;

/// Talks with an editor until it leaves.
pub(super) fn run(arguments: &LspArguments, output: &mut Output) -> Result {
    let mut judges = Judges { arguments, setups: Ok(setups(arguments)?), packs: Vec::new() };
    let input = BufReader::new(io::stdin());
    let goodbye = lsp::serve(input, output.conversation(), &mut judges);
    Ok(if goodbye { Code::Fine } else { Code::Findings })
}

/// What judges the documents of an editor.
struct Judges<'a> {
    arguments: &'a LspArguments,
    /// Or why there are none.
    setups: Result<Setups<'a>>,
    /// The packs of each configuration, once somebody has asked about a rule.
    packs: Vec<(Arc<Config>, Packs)>,
}

fn setups(arguments: &LspArguments) -> Result<Setups<'_>> {
    let baseline = arguments.baseline.as_deref().map_or_else(|| Ok(Baseline::default()), read_baseline)?;
    Setups::new(Flags {
        select: &arguments.rules.select,
        ignore: &arguments.rules.ignore,
        baseline: Arc::new(baseline),
        color: Color::Never,
        ..Flags::plain(&arguments.rules.packs, &arguments.map, &arguments.context)
    })
}

impl Linter for Judges<'_> {
    fn check(&mut self, opened: &Opened<'_>, each: &mut dyn FnMut(Found)) -> std::result::Result<(), Mistakes> {
        let setups = self.setups.as_mut().map_err(|failure| mistakes(failure))?;
        let setup = setups.of(opened.path).map_err(|failure| mistakes(&failure))?;
        let is_left_out = opened.path.is_some_and(|path| input::is_left_out(path, &setup.walk));
        // YAML may be anything: in folders, too, it is looked at only where it is said to be templates.
        let kind = FileKind::of(Path::new(opened.name));
        if is_left_out || kind == FileKind::Yaml && setup.defaults.context.kind != Kind::Template {
            return Ok(());
        }
        // A single draft has nothing in common with others, and looking for it takes a quarter of the time.
        let looks_across = !matches!(kind, FileKind::Text | FileKind::Markdown);
        let mut across = Across::new(clock());
        let mut text = opened.text.as_bytes();
        let problems = input::read_stream(&mut text, Some(opened.name), &setup.defaults, &mut |item| {
            match item {
                Item::Draft(draft) => {
                    let Judged { findings, trace, .. } = setup.judge.judged(&draft, looks_across, false);
                    trace.into_iter().for_each(|trace| across.see(trace));
                    each(Found::Draft(draft, findings));
                }
                Item::Skipped { why: message, problem: true, line, column, .. } => {
                    each(Found::Problem { line, column, message, fatal: true });
                }
                Item::Skipped { unanswered, .. } => {
                    let trace = unanswered.and_then(|draft| setup.judge.trace(&draft));
                    trace.into_iter().for_each(|trace| across.see(trace));
                }
            }
            ControlFlow::Continue(())
        });
        for problem in problems {
            let (line, column) = (problem.line, problem.column);
            each(Found::Problem { line, column, message: problem.message, fatal: problem.fatal });
        }
        across.clusters().into_iter().for_each(|cluster| each(Found::Cluster(cluster)));
        Ok(())
    }

    fn fixed(&mut self, opened: &Opened<'_>) -> Vec<(Span, String)> {
        let setup = self.setups.as_mut().ok().and_then(|setups| setups.of(opened.path).ok());
        setup.map_or_else(Vec::new, |setup| fix::safely(opened.text, opened.name, &setup))
    }

    fn prepare(&mut self, path: &Path) -> std::result::Result<(), Mistakes> {
        let setups = self.setups.as_mut().map_err(|failure| mistakes(failure))?;
        setups.of(Some(path)).map(|_| ()).map_err(|failure| mistakes(&failure))
    }

    fn notes(&mut self) -> Mistakes {
        let (mistakes, files) = self.setups.as_mut().map(Setups::take_notes).unwrap_or_default();
        Mistakes { mistakes, files, told: String::new() }
    }

    fn explanation(&mut self, path: Option<&Path>, rule: &str) -> Option<Explanation> {
        let config = self.setups.as_mut().ok()?.config(path).ok()?;
        let known = self.packs.iter().position(|(known, _)| Arc::ptr_eq(known, &config));
        let index = match known {
            Some(index) => index,
            None => {
                let sources = sources(&config.packs, &self.arguments.rules.packs.packs, Color::Never).ok()?;
                let packs = Packs::of(&config, sources);
                self.packs.push((config, packs));
                self.packs.len() - 1
            }
        };
        let (_, packs) = self.packs.get(index)?;
        let (id, _, found) = packs.rules().find(|(id, _, _)| id == rule)?;
        Some(Explanation {
            rule: id,
            category: found.category.value.clone(),
            why: found.why.clone(),
            help: found.help.clone(),
            sources: found.sources.clone(),
            flag: found.flag.iter().map(explain::in_words).collect(),
            pass: found.pass.iter().map(explain::in_words).collect(),
        })
    }

    fn files(&self) -> Vec<PathBuf> {
        let mut files = self.setups.as_ref().map(Setups::files).unwrap_or_default();
        files.extend(self.arguments.baseline.clone());
        files
    }

    fn reload(&mut self) {
        self.packs.clear();
        self.setups = setups(self.arguments);
    }
}

/// What keeps drafts from being judged, for the editor.
fn mistakes(failure: &Failure) -> Mistakes {
    match failure {
        Failure::Told(told) => Mistakes { told: told.clone(), ..Mistakes::default() },
        Failure::Mistakes { mistakes, files, .. } => {
            Mistakes { mistakes: mistakes.clone(), files: files.clone(), told: String::new() }
        }
    }
}
