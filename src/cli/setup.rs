//! Owns getting ready: from flags, packs and configuration to what judges a file. It must not know what is read.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::arguments::{Color, ContextArguments, PackArguments};
use super::output::Output;
use super::{Failure, Result, look};
use crate::check::check;
use crate::draft::{Context, Draft};
use crate::engine::Engine;
use crate::facts::Facts;
use crate::facts::brand::Brand;
use crate::finding::{Finding, Level};
use crate::input::{self, Defaults, FoundFile, Item, WalkOptions};
use crate::mistake::TomlFile;
use crate::pack::{self, PackSource, RuleSet};
use crate::report;
use crate::triage::{Choice, Triage};

/// The ratings that stand in for a missing one, unless told otherwise: the tool is for hard replies.
const ASSUMED_RATING: (u8, u8) = (1, 2);

/// All that it takes to judge drafts under one configuration.
#[derive(Debug)]
pub(super) struct Judge {
    /// Rules and brand.
    pub(super) engine: Engine,
    triage: Triage,
    /// The lowest level that makes the exit code 1; none if nothing does.
    pub(super) fail_on: Option<Level>,
}

impl Judge {
    /// What is reported about a draft.
    pub(super) fn findings(&self, draft: &Draft) -> Vec<Finding> {
        let facts = Facts::of(&self.engine, draft);
        self.triage.apply(check(&self.engine, draft, &facts))
    }
}

/// What holds for one file or folder.
#[derive(Debug, Clone)]
pub(super) struct Setup {
    /// What judges its drafts.
    pub(super) judge: Arc<Judge>,
    /// What its drafts do not say themselves.
    pub(super) defaults: Arc<Defaults>,
    /// What to look for in it, if it is a folder.
    pub(super) walk: WalkOptions,
}

/// The flags that a setup is made from.
#[derive(Debug)]
pub(super) struct Flags<'a> {
    /// Which packs and configuration.
    pub(super) packs: &'a PackArguments,
    /// What is known of drafts.
    pub(super) context: &'a ContextArguments,
    /// Which rules.
    pub(super) choice: Choice,
    /// The lowest level that makes the exit code 1, if given.
    pub(super) fail_on: Option<Option<Level>>,
    /// How mistakes look.
    pub(super) color: Color,
}

/// Makes setups, each configuration only once.
#[derive(Debug)]
pub(super) struct Setups<'a> {
    flags: Flags<'a>,
    /// The review that `--review` names.
    review: Option<String>,
    judge: Option<Arc<Judge>>,
    /// Mistakes that do not stop the run, rendered.
    told: String,
}

impl<'a> Setups<'a> {
    /// Reads what the flags name.
    pub(super) fn new(flags: Flags<'a>) -> Result<Self> {
        let review = flags.context.review.as_deref().map(read_review).transpose()?;
        Ok(Self { flags, review, judge: None, told: String::new() })
    }

    /// What holds for a file or folder, or for standard input without a name.
    pub(super) fn of(&mut self, _path: Option<&Path>) -> Result<Setup> {
        let judge = self.judge()?;
        let defaults = Arc::new(Defaults { context: self.context(), review: self.review.clone() });
        Ok(Setup { judge, defaults, walk: WalkOptions::default() })
    }

    /// Writes the notes about packs and configuration that were gathered.
    pub(super) fn tell_notes(&mut self, output: &mut Output) {
        output.tell(&std::mem::take(&mut self.told));
    }

    fn judge(&mut self) -> Result<Arc<Judge>> {
        if let Some(judge) = &self.judge {
            return Ok(Arc::clone(judge));
        }
        let rules = self.rules()?;
        let choice = &self.flags.choice;
        refuse_unknown(choice, &rules)?;
        let triage = Triage::new(&rules, choice);
        let fail_on = self.flags.fail_on.unwrap_or(Some(Level::Warning));
        let judge = Arc::new(Judge { engine: Engine::new(rules, Brand::default()), triage, fail_on });
        self.judge = Some(Arc::clone(&judge));
        Ok(judge)
    }

    /// The built-in rules, and those of further packs compiled together with them.
    fn rules(&mut self) -> Result<RuleSet> {
        if self.flags.packs.packs.is_empty() {
            return Ok(pack::builtin::rule_set());
        }
        let sources = sources(&self.flags.packs.packs)?;
        let files = files(&sources);
        let compiled =
            pack::compile(&sources).map_err(|mistakes| Failure::mistakes(&mistakes, &files, self.flags.color))?;
        if !compiled.notes.is_empty() {
            self.told.push_str(&report::mistakes(&compiled.notes, &files, &look::of_errors(self.flags.color)));
        }
        Ok(compiled.rules)
    }

    fn context(&self) -> Context {
        let given = self.flags.context;
        Context {
            rating: given.rating,
            assumed_rating: given.assume_rating.map_or(Some(ASSUMED_RATING), |assumed| assumed.0),
            platform: given.platform.clone(),
            profile: given.profile.clone(),
            reviewer: given.reviewer.clone(),
            business: given.business.clone(),
            location: given.location.clone(),
            author: given.author.clone(),
            language: given.language.clone(),
            kind: given.kind.unwrap_or_default(),
            ..Context::default()
        }
    }
}

/// The built-in packs and the packs in the files that `paths` name.
pub(super) fn sources(paths: &[PathBuf]) -> Result<Vec<PackSource>> {
    let mut sources = pack::builtin::sources();
    for path in paths {
        let shown = path.to_string_lossy().into_owned();
        let text = std::fs::read_to_string(path)
            .map_err(|error| Failure::new(format!("the pack {shown} cannot be read: {error}")))?;
        sources.push(PackSource { file: TomlFile { path: shown, text }, builtin: false });
    }
    Ok(sources)
}

/// The files of packs, to show mistakes in.
pub(super) fn files(sources: &[PackSource]) -> Vec<TomlFile> {
    sources.iter().map(|source| source.file.clone()).collect()
}

fn refuse_unknown(choice: &Choice, rules: &RuleSet) -> Result<()> {
    let told: String = choice
        .unknown(rules)
        .into_iter()
        .map(|(name, closest)| {
            let message = format!("no rule, category or pack is called `{name}`");
            match closest {
                Some(closest) => Failure::with_help(message, format!("did you mean `{closest}`?")),
                None => Failure::with_help(message, "`replylint rules` lists them"),
            }
            .told
        })
        .collect();
    if told.is_empty() { Ok(()) } else { Err(Failure { told }) }
}

/// The text of the review in a file of its own.
fn read_review(path: &Path) -> Result<String> {
    let shown = path.to_string_lossy().into_owned();
    let file = FoundFile { path: shown.as_str().into(), origin: path.to_owned() };
    let (mut review, mut why) = (None, None);
    let problems = input::read(&file, &Defaults::default(), &mut |item| {
        match item {
            Item::Draft(draft) => review = Some(draft.reply.text),
            Item::Skipped { why: reason, problem: true, .. } => why = Some(reason),
            Item::Skipped { .. } => {}
        }
        ControlFlow::Break(())
    });
    let why = why.or_else(|| problems.into_iter().find(|problem| problem.fatal).map(|problem| problem.message));
    match (review, why) {
        (Some(review), _) => Ok(review),
        (None, Some(why)) => Err(Failure::new(format!("the review {shown}: {why}"))),
        (None, None) => Err(Failure::new(format!("the review {shown} is empty"))),
    }
}
