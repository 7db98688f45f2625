//! Owns replylint.toml: which one holds for a file, and what it says about that file. It must not know which rules
//! exist, nor how drafts are read.

mod brand;
mod discover;
mod print;
mod raw;
mod read;
mod resolve;

pub use discover::{Broken, Cache, read_pack_source};
pub use raw::{Contacts, Contractions, Voice};
pub(crate) use read::{LONGEST_WAIT, choices_of_config};

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::draft::Context;
use crate::finding::Level;
use crate::input::Format;
use crate::mistake::TomlFile;
use crate::pack::PackSource;
use crate::pack::raw::{Spanned, Strings};
use crate::patience::Patience;
use crate::template::Placeholders;

/// The name of the configuration file.
pub const FILE_NAME: &str = "replylint.toml";

/// What stands for stars that are not known, as a key of `within-hours`.
const UNKNOWN_STARS: &str = "unknown";

/// The name of the schema that `init` writes beside it, as the first line of [`TEMPLATE`] says.
pub const SCHEMA_NAME: &str = ".replylint.schema.json";

/// The commented configuration that `init` writes.
pub const TEMPLATE: &str = include_str!("config/template.toml");

/// A configuration file together with all that it extends. The default is what holds where there is none.
#[derive(Debug, Clone)]
pub struct Config {
    /// The file, as shown to users; none where there is none.
    pub path: Option<String>,
    /// The absolute folder of the file: globs start from here. Empty where there is no file.
    pub folder: PathBuf,
    /// The packs to use besides the built-in ones, each once.
    pub packs: Vec<PackSource>,
    /// The lowest level that fails a run; none if nothing does.
    pub fail_on: Option<Level>,
    /// Globs of the files to read in folders; empty for the usual ones.
    pub include: Vec<String>,
    /// Globs of the files and folders to leave out.
    pub exclude: Vec<String>,
    /// Whether `exclude` also holds for files that are named.
    pub force_exclude: bool,
    /// Whether replies are also held to what nobody has verified of platforms.
    pub unverified_platforms: bool,
    /// What the brand has agreed on.
    pub brand: Brand,
    /// How slots of templates are written, and what they stand for.
    pub placeholders: Placeholders,
    /// How long reviews may wait for an answer.
    pub patience: Patience,
    settings: Settings,
    overrides: Vec<resolve::Override>,
    formats: Vec<resolve::NamedFormat>,
    mentions: Vec<Mention>,
}

/// What holds for one file.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// What is known of drafts that do not say it themselves.
    pub context: Context,
    /// Levels by rule id.
    pub levels: BTreeMap<String, Level>,
    /// Parameters (`max`, …) by rule id and name.
    pub parameters: BTreeMap<String, BTreeMap<String, f64>>,
    /// Ids, categories, packs, globs or `all`; empty for every rule that is not off.
    pub select: Vec<String>,
    /// Ids, categories, packs, globs or `all`.
    pub ignore: Vec<String>,
}

/// `[brand]`, `[[terms]]` and `[contacts]`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Brand {
    /// The name, spelled as it should be.
    pub name: Option<String>,
    /// Wrong spellings of it.
    pub misspellings: Vec<String>,
    /// The names of all places of the business.
    pub locations: Vec<String>,
    /// Who speaks.
    pub voice: Option<Voice>,
    /// What the house thinks of contractions.
    pub contractions: Option<Contractions>,
    /// Whether emoji are to be avoided.
    pub avoid_emoji: bool,
    /// The greatest number of exclamation marks in a reply.
    pub max_exclamations: Option<usize>,
    /// The greatest number of words in a sentence.
    pub max_sentence_words: Option<usize>,
    /// The greatest number of words in a reply.
    pub max_words: Option<usize>,
    /// How a reply may end; empty if anything goes.
    pub sign_offs: Vec<String>,
    /// The sentence with which the brand thanks.
    pub thanks: Option<String>,
    /// Terms to avoid.
    pub terms: Vec<Term>,
    /// Approved contacts.
    pub contacts: Contacts,
}

/// One entry of `[[terms]]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// Phrases in the notation of packs, with their places in `file`.
    pub avoid: Strings,
    /// What to write instead.
    pub use_instead: Option<String>,
    /// Why.
    pub why: Option<String>,
    /// How bad it is, where it differs from the rule's own level.
    pub level: Option<Level>,
    /// The file that it stands in.
    pub file: Arc<TomlFile>,
}

/// Where a configuration names rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MentionPlace {
    /// As a key of `[rules]`: must be the id of a rule.
    Rules,
    /// In `select`: an id, a category, a pack, a glob or `all`.
    Select,
    /// In `ignore`: likewise.
    Ignore,
}

/// A name of rules in a configuration file, to be checked by whoever knows the rules.
#[derive(Debug, Clone)]
pub struct Mention {
    /// Where.
    pub place: MentionPlace,
    /// The name.
    pub name: Spanned<String>,
    /// The names of the parameters that are set for the rule, for [`MentionPlace::Rules`].
    pub parameters: Vec<Spanned<String>>,
    /// The file that it stands in.
    pub file: Arc<TomlFile>,
}

impl Config {
    /// What holds for the file at `path` (absolute, or from the working directory).
    pub fn for_path(&self, path: &Path) -> Settings {
        if self.overrides.is_empty() {
            return self.settings.clone();
        }
        self.settings_for(&discover::from_folder(&self.folder, path))
    }

    /// The formats that the file at `path` may have, in the order in which they are tried.
    pub fn formats_for(&self, path: &Path) -> Vec<Arc<Format>> {
        let relative = || discover::from_folder(&self.folder, path);
        let of = |path: &Path| self.formats.iter().filter_map(|named| named.of(path)).cloned().collect();
        if self.formats.is_empty() { Vec::new() } else { of(&relative()) }
    }

    /// Every format that the configuration describes.
    pub fn formats(&self) -> impl Iterator<Item = &Format> {
        self.formats.iter().map(resolve::NamedFormat::format)
    }

    /// Every place in which the configuration names rules, in all files that it is made of.
    pub fn rule_mentions(&self) -> &[Mention] {
        &self.mentions
    }
}

/// Adds what is wrong with the shape of a file, whatever it names.
#[cfg(test)]
pub(crate) fn mistakes_of_shape(file: &TomlFile, mistakes: &mut Vec<crate::mistake::Mistake>) {
    read::read_config(file, mistakes);
}

#[cfg(test)]
mod tests;
