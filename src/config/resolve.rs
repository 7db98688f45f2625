//! Owns laying configuration files over each other, and what then holds for a path. It must not touch the file system.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use ignore::gitignore::{Gitignore, GitignoreBuilder};

use super::raw::{RawConfig, RawContext, RawRuleEntry};
use super::{Brand, Config, Mention, MentionPlace, Settings, Term};
use crate::draft::{Context, Kind};
use crate::finding::Level;
use crate::input::Format;
use crate::mistake::TomlFile;
use crate::pack::raw::{Spanned, Strings};
use crate::patience::Patience;
use crate::template::Placeholders;

/// The ratings that text drafts without one are assumed to answer: the tool is for hard replies.
const ASSUMED_RATING: (u8, u8) = (1, 2);

/// What holds for the files that match some globs.
#[derive(Debug, Clone)]
pub(super) struct Override {
    globs: Gitignore,
    context: RawContext,
    levels: BTreeMap<String, Level>,
    parameters: BTreeMap<String, BTreeMap<String, f64>>,
    select: Option<Vec<String>>,
    ignore: Vec<String>,
}

impl Default for Config {
    /// What holds where there is no configuration file.
    fn default() -> Self {
        Self {
            path: None,
            folder: PathBuf::new(),
            packs: Vec::new(),
            fail_on: Some(Level::Warning),
            include: Vec::new(),
            exclude: Vec::new(),
            force_exclude: false,
            unverified_platforms: false,
            brand: Brand::default(),
            placeholders: Placeholders::default(),
            patience: Patience::default(),
            settings: Settings {
                context: Context { assumed_rating: Some(ASSUMED_RATING), ..Context::default() },
                levels: BTreeMap::new(),
                parameters: BTreeMap::new(),
                select: Vec::new(),
                ignore: Vec::new(),
            },
            overrides: Vec::new(),
            formats: Vec::new(),
            mentions: Vec::new(),
        }
    }
}

impl Config {
    /// Lays a file over what is there. Lists of things (packs, ignored rules, overrides, templates, terms, contacts,
    /// misspellings, locations, sign-offs, placeholders) grow; everything else is replaced by what the file says.
    pub(super) fn lay_over(&mut self, file: &Arc<TomlFile>, raw: RawConfig) {
        self.mention(file, &raw);
        self.fail_on = raw.fail_on.unwrap_or(self.fail_on);
        self.force_exclude = raw.force_exclude.unwrap_or(self.force_exclude);
        self.unverified_platforms = raw.unverified_platforms.unwrap_or(self.unverified_platforms);
        replace(&mut self.include, raw.include);
        replace(&mut self.exclude, raw.exclude);
        let settings = &mut self.settings;
        replace(&mut settings.select, raw.select);
        add(&mut settings.ignore, &values(raw.ignore.unwrap_or_default()));
        if let Some(assumed) = raw.assume_rating {
            settings.context.assumed_rating = assumed;
        }
        raw.context.apply(&mut settings.context);
        collect_rules(&mut settings.levels, &mut settings.parameters, &raw.rules);
        if !raw.templates.files.is_empty() {
            let context = RawContext { kind: Some(Kind::Template), ..RawContext::default() };
            self.overrides.push(Override::new(raw.templates.files, context));
        }
        if let Some(syntax) = raw.templates.syntax {
            self.placeholders.syntax = syntax;
        }
        // What a name stands for here counts before what it does in a file that this one is laid over.
        self.placeholders.declared.splice(0..0, raw.templates.placeholders);
        for (stars, hours) in raw.within_hours {
            self.patience.set(stars, hours);
        }
        for entry in raw.overrides {
            let mut entry_over = Override::new(entry.files, entry.context);
            collect_rules(&mut entry_over.levels, &mut entry_over.parameters, &entry.rules);
            entry_over.select = entry.select.map(values);
            entry_over.ignore = values(entry.ignore);
            self.overrides.push(entry_over);
        }
        // Those of the file that is laid over come first: the first that fits counts.
        let formats = raw.formats.into_iter().map(|raw| NamedFormat::new(raw.files, raw.format));
        self.formats.splice(0..0, formats);
        let brand = &mut self.brand;
        let given = raw.brand;
        brand.name = given.name.or_else(|| brand.name.take());
        brand.misspellings.extend(given.misspellings);
        brand.locations.extend(given.locations);
        brand.voice = given.voice.or(brand.voice);
        brand.contractions = given.contractions.or(brand.contractions);
        brand.avoid_emoji = given.avoid_emoji.unwrap_or(brand.avoid_emoji);
        brand.max_exclamations = given.max_exclamations.or(brand.max_exclamations);
        brand.max_sentence_words = given.max_sentence_words.or(brand.max_sentence_words);
        brand.max_words = given.max_words.or(brand.max_words);
        brand.sign_offs.extend(given.sign_offs);
        brand.thanks = given.thanks.or_else(|| brand.thanks.take());
        brand.terms.extend(raw.terms.into_iter().map(|term| Term {
            avoid: term.avoid,
            use_instead: term.use_instead,
            why: term.why,
            level: term.level,
            file: file.clone(),
        }));
        brand.contacts.emails.extend(raw.contacts.emails);
        brand.contacts.phones.extend(raw.contacts.phones);
        brand.contacts.urls.extend(raw.contacts.urls);
        brand.contacts.handles.extend(raw.contacts.handles);
    }

    /// What holds for the file at `path`, which is relative to the configuration's folder.
    pub(super) fn settings_for(&self, path: &Path) -> Settings {
        let mut settings = self.settings.clone();
        for entry in self.overrides.iter().filter(|entry| entry.matches(path)) {
            entry.context.apply(&mut settings.context);
            settings.levels.extend(entry.levels.clone());
            for (id, parameters) in &entry.parameters {
                settings.parameters.entry(id.clone()).or_default().extend(parameters.clone());
            }
            if let Some(select) = &entry.select {
                settings.select.clone_from(select);
            }
            add(&mut settings.ignore, &entry.ignore);
        }
        settings
    }

    fn mention(&mut self, file: &Arc<TomlFile>, raw: &RawConfig) {
        let mut add = |place: MentionPlace, name: &Spanned<String>, parameters: Vec<Spanned<String>>| {
            self.mentions.push(Mention { place, name: name.clone(), parameters, file: file.clone() });
        };
        let mut add_rules = |rules: &[RawRuleEntry]| {
            for rule in rules {
                let parameters = rule.parameters.iter().map(|(name, _)| name.clone()).collect();
                add(MentionPlace::Rules, &rule.id, parameters);
            }
        };
        add_rules(&raw.rules);
        for entry in &raw.overrides {
            add_rules(&entry.rules);
        }
        let selects = raw.select.iter().chain(raw.overrides.iter().filter_map(|entry| entry.select.as_ref()));
        for name in selects.flatten() {
            add(MentionPlace::Select, name, Vec::new());
        }
        let ignores = raw.ignore.iter().chain(raw.overrides.iter().map(|entry| &entry.ignore));
        for name in ignores.flatten() {
            add(MentionPlace::Ignore, name, Vec::new());
        }
    }
}

/// A format, and the files that are known to have it.
#[derive(Debug, Clone)]
pub(super) struct NamedFormat {
    /// None where its columns tell.
    globs: Option<Gitignore>,
    format: Arc<Format>,
}

impl NamedFormat {
    fn new(files: Strings, format: Format) -> Self {
        Self { globs: (!files.is_empty()).then(|| globs_of(&files)), format: Arc::new(format) }
    }

    /// The format.
    pub(super) fn format(&self) -> &Format {
        &self.format
    }

    /// The format, if the file may have it.
    pub(super) fn of(&self, path: &Path) -> Option<&Arc<Format>> {
        self.globs.as_ref().is_none_or(|globs| is_matched(globs, path)).then_some(&self.format)
    }
}

fn globs_of(files: &Strings) -> Gitignore {
    let mut builder = GitignoreBuilder::new("");
    for glob in files {
        // Globs that cannot be understood were reported when they were read.
        let _ = builder.add_line(None, &glob.value);
    }
    builder.build().unwrap_or_else(|_| Gitignore::empty())
}

fn is_matched(globs: &Gitignore, path: &Path) -> bool {
    let relative: PathBuf = path.components().filter(|part| matches!(part, Component::Normal(_))).collect();
    globs.matched_path_or_any_parents(relative, false).is_ignore()
}

impl Override {
    fn new(files: Strings, context: RawContext) -> Self {
        Self {
            globs: globs_of(&files),
            context,
            levels: BTreeMap::new(),
            parameters: BTreeMap::new(),
            select: None,
            ignore: Vec::new(),
        }
    }

    fn matches(&self, path: &Path) -> bool {
        is_matched(&self.globs, path)
    }
}

impl RawContext {
    fn apply(&self, context: &mut Context) {
        let copy = |from: &Option<String>, to: &mut Option<String>| {
            if from.is_some() {
                to.clone_from(from);
            }
        };
        copy(&self.platform, &mut context.platform);
        copy(&self.profile, &mut context.profile);
        copy(&self.business, &mut context.business);
        copy(&self.location, &mut context.location);
        copy(&self.author, &mut context.author);
        copy(&self.language, &mut context.language);
        context.rating = self.rating.or(context.rating);
        context.kind = self.kind.unwrap_or(context.kind);
    }
}

fn values(strings: Strings) -> Vec<String> {
    strings.into_iter().map(|string| string.value).collect()
}

/// Adds the names that are not there yet.
fn add(old: &mut Vec<String>, new: &[String]) {
    for name in new {
        if !old.contains(name) {
            old.push(name.clone());
        }
    }
}

fn replace(old: &mut Vec<String>, new: Option<Strings>) {
    if let Some(new) = new {
        *old = values(new);
    }
}

fn collect_rules(
    levels: &mut BTreeMap<String, Level>,
    parameters: &mut BTreeMap<String, BTreeMap<String, f64>>,
    rules: &[RawRuleEntry],
) {
    for rule in rules {
        levels.extend(rule.level.map(|level| (rule.id.value.clone(), level)));
        if !rule.parameters.is_empty() {
            let named = rule.parameters.iter().map(|(name, value)| (name.value.clone(), *value));
            parameters.entry(rule.id.value.clone()).or_default().extend(named);
        }
    }
}
