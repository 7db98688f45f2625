//! Owns getting ready: from flags, packs and configuration to what judges a file. It must not know what is read.

mod parameters;

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::arguments::{Color, ContextArguments, PackArguments};
use super::output::Output;
use super::{Failure, Result, look};
use crate::across::{Look, Trace};
use crate::baseline::Baseline;
use crate::config::{self, Config, Settings};
use crate::draft::{Context, Draft};
use crate::engine::Engine;
use crate::facts::Facts;
use crate::finding::{Finding, Level};
use crate::input::{self, Defaults, FileKind, FoundFile, Item, Mapping, WalkOptions};
use crate::judge;
use crate::mistake::{Mistake, TomlFile};
use crate::pack::{self, PackSource, RuleSet};
use crate::redact::Redaction;
use crate::report;
use crate::stats::Marks;
use crate::triage::{Case, Choice, Triage, Triaged, closest_name, is_known};
use parameters::Parameters;

/// All that it takes to judge drafts under one configuration.
#[derive(Debug)]
pub(super) struct Judge {
    /// Rules and brand.
    pub(super) engine: Arc<Engine>,
    triage: Triage,
    /// The rules that look across drafts.
    looks: Vec<Arc<Look>>,
    /// The findings that are known.
    baseline: Arc<Baseline>,
    /// The lowest level that makes the exit code 1; none if nothing does.
    pub(super) fail_on: Option<Level>,
    /// Whether others will read the report.
    redacts: bool,
}

/// What came of judging a draft.
#[derive(Debug)]
pub(super) struct Judged {
    /// What is reported.
    pub(super) findings: Vec<Finding>,
    /// How many findings the file suppresses.
    pub(super) suppressed: usize,
    /// How many findings the baseline knows.
    pub(super) baselined: usize,
    /// What is kept for the rules that look across drafts.
    pub(super) trace: Option<Trace>,
    /// What is kept for statistics.
    pub(super) marks: Option<Marks>,
    /// What others may not read of it, if others are to read the report.
    pub(super) redaction: Option<Redaction>,
}

impl Judge {
    /// What is reported about a draft; what rules that look across drafts and statistics need to know of it, on demand.
    pub(super) fn judged(&self, draft: &Draft, looks_across: bool, has_marks: bool) -> Judged {
        let facts = Facts::of(&self.engine, draft);
        let redaction = self.redacts.then(|| Redaction::of(&self.engine, draft, &facts));
        let mut trace = if looks_across { Trace::of(&self.engine, &self.looks, draft, &facts) } else { None };
        if let Some(redaction) = &redaction {
            trace = trace.map(|trace| trace.showing(redaction.reply(), &facts));
        }
        let marks = has_marks.then(|| Marks::of(&self.engine, draft, &facts));
        let case = Case { rules: self.engine.rules(), draft, facts: &facts };
        let found = judge::findings(&self.engine, draft, &facts);
        let Triaged { findings, suppressed, baselined } = self.triage.report(&case, &self.baseline, found);
        Judged { findings, suppressed, baselined, trace, marks, redaction }
    }

    /// What statistics need to know of a review without a reply.
    pub(super) fn marks(&self, unanswered: &Draft) -> Marks {
        Marks::of(&self.engine, unanswered, &Facts::of(&self.engine, unanswered))
    }

    /// What is kept of a review without a reply.
    pub(super) fn trace(&self, unanswered: &Draft) -> Option<Trace> {
        Trace::of_unanswered(&self.engine, &self.looks, unanswered)
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
    /// Which columns hold what.
    pub(super) map: &'a [Mapping],
    /// What is known of drafts.
    pub(super) context: &'a ContextArguments,
    /// Rules to use instead of those that a configuration selects.
    pub(super) select: &'a [String],
    /// Rules to leave out besides those that a configuration does.
    pub(super) ignore: &'a [String],
    /// The findings that are known.
    pub(super) baseline: Arc<Baseline>,
    /// The lowest level that makes the exit code 1, if given.
    pub(super) fail_on: Option<Option<Level>>,
    /// How mistakes look.
    pub(super) color: Color,
    /// Whether others will read the report.
    pub(super) redacts: bool,
}

impl<'a> Flags<'a> {
    /// Of a command that reports no findings: rules are chosen as configurations choose them.
    pub(super) fn plain(packs: &'a PackArguments, map: &'a [Mapping], context: &'a ContextArguments) -> Self {
        Self {
            packs,
            map,
            context,
            select: &[],
            ignore: &[],
            baseline: Arc::default(),
            fail_on: None,
            color: Color::Auto,
            redacts: false,
        }
    }
}

/// Makes setups. What several files share is made only once.
#[derive(Debug)]
pub(super) struct Setups<'a> {
    flags: Flags<'a>,
    /// The review that `--review` names.
    review: Option<String>,
    /// What `--map` says.
    named_format: Option<Arc<input::Format>>,
    configs: Configs,
    made: Vec<Made>,
    /// Mistakes that do not stop the run, and the files that they lie in.
    notes: (Vec<Mistake>, Vec<TomlFile>),
}

/// What was made for one configuration.
#[derive(Debug)]
struct Made {
    config: Arc<Config>,
    /// With the rules as the packs have them.
    plain: Arc<Engine>,
    /// By parameters, where there are any.
    engines: Vec<(Parameters, Arc<Engine>)>,
    /// By choice and parameters.
    judges: Vec<(Choice, Parameters, Arc<Judge>)>,
}

impl<'a> Setups<'a> {
    /// Reads what the flags name.
    pub(super) fn new(flags: Flags<'a>) -> Result<Self> {
        let review = flags.context.review.as_deref().map(read_review).transpose()?;
        let configs = Configs::new(flags.packs, flags.color);
        let mut map = Mapping::default();
        for (field, place) in flags.map.iter().flat_map(Mapping::entries) {
            map.add(field, place).map_err(|message| Failure::new(format!("--map: {message}")))?;
        }
        let named_format = (!map.is_empty())
            .then(|| Arc::new(input::Format { name: "--map".to_owned(), map, ..input::Format::default() }));
        Ok(Self { flags, review, named_format, configs, made: Vec::new(), notes: <_>::default() })
    }

    /// What holds for a file or folder, or for standard input without a name.
    pub(super) fn of(&mut self, path: Option<&Path>) -> Result<Setup> {
        let config = self.configs.of(path)?;
        let settings = config.for_path(path.unwrap_or(Path::new("")));
        let mut formats = self.named_format.iter().cloned().collect::<Vec<_>>();
        formats.extend(config.formats_for(path.unwrap_or(Path::new(""))));
        let defaults = Defaults { context: self.context(&settings.context), review: self.review.clone(), formats };
        let walk = WalkOptions {
            include: config.include.clone(),
            exclude: config.exclude.clone(),
            force_exclude: config.force_exclude,
            root: config.folder.clone(),
        };
        let judge = self.judge(&config, settings)?;
        Ok(Setup { judge, defaults: Arc::new(defaults), walk })
    }

    /// The configuration of a file, or of standard input without a name.
    #[cfg(feature = "lsp")]
    pub(super) fn config(&mut self, path: Option<&Path>) -> Result<Arc<Config>> {
        self.configs.of(path)
    }

    /// The files of configuration and packs that were read, or would have been if they were there.
    #[cfg(feature = "lsp")]
    pub(super) fn files(&self) -> Vec<PathBuf> {
        self.configs.cache.files().chain(self.flags.packs.packs.iter().cloned()).collect()
    }

    /// Writes the notes about packs and configuration that were gathered.
    pub(super) fn tell_notes(&mut self, output: &mut Output) {
        let (notes, files) = self.take_notes();
        output.tell(&report::mistakes(&notes, &files, &look::of_errors(self.flags.color)));
    }

    /// The notes about packs and configuration that were gathered, and the files that they lie in.
    pub(super) fn take_notes(&mut self) -> (Vec<Mistake>, Vec<TomlFile>) {
        std::mem::take(&mut self.notes)
    }

    fn judge(&mut self, config: &Arc<Config>, settings: Settings) -> Result<Arc<Judge>> {
        let made = match self.made.iter().position(|made| Arc::ptr_eq(&made.config, config)) {
            Some(index) => index,
            None => {
                let plain = Arc::new(engine(config, self.rules(config)?, self.flags.color)?);
                self.made.push(Made { config: config.clone(), plain, engines: Vec::new(), judges: Vec::new() });
                self.made.len() - 1
            }
        };
        let Some(made) = self.made.get_mut(made) else { return Err(Failure::new("a configuration was lost")) };
        let choice = choice(&self.flags, &settings);
        let parameters = settings.parameters;
        let known = made.judges.iter().find(|(known, values, _)| *known == choice && *values == parameters);
        if let Some((_, _, judge)) = known {
            return Ok(judge.clone());
        }
        let engine = made.engine(&parameters, self.flags.color)?;
        let triage = Triage::new(engine.rules(), &choice);
        let looks = Look::all(&engine, &triage);
        let judge = Arc::new(Judge {
            engine,
            triage,
            looks,
            baseline: self.flags.baseline.clone(),
            fail_on: self.flags.fail_on.unwrap_or(config.fail_on),
            redacts: self.flags.redacts,
        });
        made.judges.push((choice, parameters, judge.clone()));
        Ok(judge)
    }

    /// The built-in rules, and those of further packs compiled together with them.
    fn rules(&mut self, config: &Config) -> Result<RuleSet> {
        let color = self.flags.color;
        let named = &self.flags.packs.packs;
        let mut rules = if config.packs.is_empty() && named.is_empty() {
            pack::builtin::rule_set()
        } else {
            let sources = sources(&config.packs, named, color)?;
            let compiled = pack::compile(&sources).map_err(|mistakes| broken_packs(mistakes, &sources, color))?;
            let notes = own_notes(compiled.notes, &sources);
            if !notes.is_empty() {
                self.notes.0.extend(notes);
                self.notes.1.extend(files(&sources));
            }
            compiled.rules
        };
        if config.unverified_platforms {
            rules.platforms = pack::platforms::table(true);
        }
        refuse_unknown(self.flags.select.iter().chain(self.flags.ignore), &rules)?;
        let mistakes = parameters::mistakes(config.rule_mentions(), &rules);
        if !mistakes.is_empty() {
            let files: Vec<TomlFile> = config.rule_mentions().iter().map(|mention| (*mention.file).clone()).collect();
            return Err(Failure::mistakes(&mistakes, &files, color));
        }
        Ok(rules)
    }

    /// Flags say more than the configuration.
    fn context(&self, configured: &Context) -> Context {
        let given = self.flags.context;
        let or = |given: &Option<String>, configured: &Option<String>| given.clone().or_else(|| configured.clone());
        Context {
            rating: given.rating.or(configured.rating),
            assumed_rating: given.assume_rating.map_or(configured.assumed_rating, |assumed| assumed.0),
            platform: or(&given.platform, &configured.platform),
            profile: or(&given.profile, &configured.profile),
            reviewer: or(&given.reviewer, &configured.reviewer),
            business: or(&given.business, &configured.business),
            location: or(&given.location, &configured.location),
            author: or(&given.author, &configured.author),
            language: or(&given.language, &configured.language),
            kind: given.kind.unwrap_or(configured.kind),
            ..configured.clone()
        }
    }
}

impl Made {
    fn engine(&mut self, parameters: &Parameters, color: Color) -> Result<Arc<Engine>> {
        if parameters.is_empty() {
            return Ok(self.plain.clone());
        }
        if let Some((_, engine)) = self.engines.iter().find(|(known, _)| known == parameters) {
            return Ok(engine.clone());
        }
        let mut rules = self.plain.rules().clone();
        parameters::apply(&mut rules, parameters);
        let engine = Arc::new(engine(&self.config, rules, color)?);
        self.engines.push((parameters.clone(), engine.clone()));
        Ok(engine)
    }
}

/// An engine for these rules and what a configuration says about brand and placeholders.
fn engine(config: &Config, rules: RuleSet, color: Color) -> Result<Engine> {
    let brand = config.brand.compile().map_err(|broken| Failure::mistakes(&broken.mistakes, &broken.files, color))?;
    Ok(Engine::new(rules, brand).with_placeholders(config.placeholders.clone()).with_patience(config.patience.clone()))
}

/// Finds configurations as the flags want it.
#[derive(Debug)]
pub(super) struct Configs {
    named: Option<PathBuf>,
    isolated: bool,
    color: Color,
    cache: config::Cache,
    default: Arc<Config>,
}

impl Configs {
    /// By `--config` and `--isolated`.
    pub(super) fn new(packs: &PackArguments, color: Color) -> Self {
        Self {
            named: packs.config.clone(),
            isolated: packs.isolated,
            color,
            cache: config::Cache::default(),
            default: Arc::default(),
        }
    }

    /// The configuration of a file or folder, or of standard input without a name.
    pub(super) fn of(&mut self, path: Option<&Path>) -> Result<Arc<Config>> {
        let found = match (&self.named, path) {
            (Some(named), _) => Config::open(named, &mut self.cache),
            (None, Some(path)) if !self.isolated => Config::discover(path, &mut self.cache),
            _ => return Ok(self.default.clone()),
        };
        found.map_err(|broken| Failure::mistakes(&broken.mistakes, &broken.files, self.color))
    }
}

/// The built-in packs, those of a configuration, and those in the files that `named` names; each once.
pub(super) fn sources(configured: &[PackSource], named: &[PathBuf], color: Color) -> Result<Vec<PackSource>> {
    let mut sources = pack::builtin::sources();
    sources.extend(configured.iter().cloned());
    let mut mistakes = Vec::new();
    for path in named {
        match config::read_pack_source(path) {
            Ok(source) if sources.iter().any(|known| known.file.path == source.file.path) => {}
            Ok(source) => sources.push(source),
            Err(mistake) => mistakes.push(*mistake),
        }
    }
    if mistakes.is_empty() { Ok(sources) } else { Err(Failure::mistakes(&mistakes, &[], color)) }
}

/// The files of packs, to show mistakes in.
pub(super) fn files(sources: &[PackSource]) -> Vec<TomlFile> {
    sources.iter().map(|source| source.file.clone()).collect()
}

/// Errors, and notes about packs that are not built in: a user can do nothing about the others.
pub(super) fn own_notes(mut mistakes: Vec<Mistake>, sources: &[PackSource]) -> Vec<Mistake> {
    let is_own = |path: &str| sources.iter().any(|source| !source.builtin && source.file.path == path);
    mistakes.retain(|mistake| mistake.level == Level::Error || is_own(&mistake.path));
    mistakes
}

/// Packs that cannot be compiled.
pub(super) fn broken_packs(mistakes: Vec<Mistake>, sources: &[PackSource], color: Color) -> Failure {
    Failure::mistakes(&own_notes(mistakes, sources), &files(sources), color)
}

fn choice(flags: &Flags<'_>, settings: &Settings) -> Choice {
    let select = if flags.select.is_empty() { &settings.select } else { flags.select };
    Choice {
        select: select.to_vec(),
        ignore: settings.ignore.iter().chain(flags.ignore).cloned().collect(),
        levels: settings.levels.iter().map(|(id, level)| (id.clone(), *level)).collect(),
    }
}

fn refuse_unknown<'n>(names: impl Iterator<Item = &'n String>, rules: &RuleSet) -> Result<()> {
    let told: String = names
        .filter(|name| !is_known(name, rules))
        .map(|name| {
            let message = format!("no rule, category or pack is called `{name}`");
            match closest_name(name, rules) {
                Some(closest) => Failure::with_help(message, format!("did you mean `{closest}`?")),
                None => Failure::with_help(message, "`replylint rules` lists them"),
            }
            .told()
        })
        .collect();
    if told.is_empty() { Ok(()) } else { Err(Failure::Told(told)) }
}

/// The text of the review in a file of its own.
fn read_review(path: &Path) -> Result<String> {
    let shown = path.to_string_lossy().into_owned();
    if !matches!(FileKind::of(path), FileKind::Text | FileKind::Markdown) {
        let message = format!("the review {shown}: a file of records, not the text of one review");
        return Err(Failure::with_help(message, "write the review to a .txt file; records name theirs `review`"));
    }
    let file = FoundFile { path: shown.as_str().into(), origin: path.to_owned() };
    let (mut review, mut why) = (None, None);
    let problems = input::read(&file, &Defaults::default(), &|_| {}, &mut |item| {
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
