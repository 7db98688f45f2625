//! Owns the shape of one replylint.toml, as read: what is absent stays absent, so that files can be laid over each
//! other. It must not know where the file lies, nor which rules and packs exist.

use crate::draft::Kind;
use crate::finding::Level;
use crate::input::Format;
use crate::pack::raw::{Spanned, Strings};
use crate::patience::Stars;
use crate::template::{Shape, StandsFor};

/// One configuration file.
#[derive(Debug, Clone, Default)]
pub(super) struct RawConfig {
    /// `extends`: files that this one is laid over, the later over the earlier.
    pub(super) extends: Strings,
    /// `packs`: paths and globs.
    pub(super) packs: Strings,
    /// `select`.
    pub(super) select: Option<Strings>,
    /// `ignore`.
    pub(super) ignore: Option<Strings>,
    /// `fail-on`: the lowest level that fails a run; an inner none is `"never"`.
    pub(super) fail_on: Option<Option<Level>>,
    /// `include`.
    pub(super) include: Option<Strings>,
    /// `exclude`.
    pub(super) exclude: Option<Strings>,
    /// `force-exclude`.
    pub(super) force_exclude: Option<bool>,
    /// `unverified-platforms`.
    pub(super) unverified_platforms: Option<bool>,
    /// `assume-rating`, lowest and highest; an inner none is `"none"`.
    pub(super) assume_rating: Option<Option<(u8, u8)>>,
    /// `platform`, `profile`, `business`, …
    pub(super) context: RawContext,
    /// `[rules]`.
    pub(super) rules: Vec<RawRuleEntry>,
    /// `[[overrides]]`.
    pub(super) overrides: Vec<RawOverride>,
    /// `[templates]`.
    pub(super) templates: RawTemplates,
    /// `[brand]`.
    pub(super) brand: RawBrand,
    /// `[[terms]]`.
    pub(super) terms: Vec<RawTerm>,
    /// `[contacts]`.
    pub(super) contacts: Contacts,
    /// `[[formats]]`.
    pub(super) formats: Vec<RawFormat>,
    /// `[timeliness]`: how many hours reviews with such stars may wait.
    pub(super) within_hours: Vec<(Stars, u32)>,
}

/// One entry of `[[formats]]`.
#[derive(Debug, Clone)]
pub(super) struct RawFormat {
    /// The globs of the files that have it; empty for any file that has its columns.
    pub(super) files: Strings,
    /// What the readers of files need to know.
    pub(super) format: Format,
}

/// `[templates]` of one file.
#[derive(Debug, Clone, Default)]
pub(super) struct RawTemplates {
    /// The globs of the files that are templates.
    pub(super) files: Strings,
    /// `syntax`: how slots are written.
    pub(super) syntax: Option<Vec<Shape>>,
    /// `[templates.placeholders]`: names, and what each stands for.
    pub(super) placeholders: Vec<(String, StandsFor)>,
}

/// What holds for drafts that do not say it themselves.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct RawContext {
    /// Stars.
    pub(super) rating: Option<u8>,
    /// Draft or template.
    pub(super) kind: Option<Kind>,
    /// The canonical name of the platform.
    pub(super) platform: Option<String>,
    /// The kind of business.
    pub(super) profile: Option<String>,
    /// The name of the business.
    pub(super) business: Option<String>,
    /// The branch or place.
    pub(super) location: Option<String>,
    /// Who writes the replies.
    pub(super) author: Option<String>,
    /// BCP 47 language.
    pub(super) language: Option<String>,
}

/// `ID = "level"` or `ID = { level = …, PARAMETER = N }`.
#[derive(Debug, Clone)]
pub(super) struct RawRuleEntry {
    /// The id of a rule.
    pub(super) id: Spanned<String>,
    /// Its level, if it is set.
    pub(super) level: Option<Level>,
    /// Its parameters by name.
    pub(super) parameters: Vec<(Spanned<String>, f64)>,
}

/// One entry of `[[overrides]]`.
#[derive(Debug, Clone)]
pub(super) struct RawOverride {
    /// The globs of the files that it holds for.
    pub(super) files: Strings,
    /// The context of these files.
    pub(super) context: RawContext,
    /// Rules for these files.
    pub(super) rules: Vec<RawRuleEntry>,
    /// What is selected for these files.
    pub(super) select: Option<Strings>,
    /// What is ignored for these files, too.
    pub(super) ignore: Strings,
}

/// Who speaks in a reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Voice {
    /// “we”.
    We,
    /// “I”.
    I,
}

/// What the house thinks of “don't”.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Contractions {
    /// Either way is fine.
    Allow,
    /// “do not”, never “don't”.
    Avoid,
    /// “don't”, never “do not”.
    Require,
}

/// `[brand]` of one file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct RawBrand {
    /// `name`.
    pub(super) name: Option<String>,
    /// `misspellings`.
    pub(super) misspellings: Vec<String>,
    /// `locations`.
    pub(super) locations: Vec<String>,
    /// `voice`.
    pub(super) voice: Option<Voice>,
    /// `contractions`.
    pub(super) contractions: Option<Contractions>,
    /// `emoji = "avoid"`.
    pub(super) avoid_emoji: Option<bool>,
    /// `max-exclamations`.
    pub(super) max_exclamations: Option<usize>,
    /// `max-sentence-words`.
    pub(super) max_sentence_words: Option<usize>,
    /// `max-words`.
    pub(super) max_words: Option<usize>,
    /// `sign-off`.
    pub(super) sign_offs: Vec<String>,
    /// `thanks`.
    pub(super) thanks: Option<String>,
}

/// One entry of `[[terms]]` of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RawTerm {
    /// Phrases in the notation of packs.
    pub(super) avoid: Strings,
    /// What to write instead.
    pub(super) use_instead: Option<String>,
    /// Why.
    pub(super) why: Option<String>,
    /// How bad it is.
    pub(super) level: Option<Level>,
}

/// `[contacts]`: the approved ones.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Contacts {
    /// E-mail addresses; `@example.com` approves all of a domain.
    pub emails: Vec<String>,
    /// Phone numbers.
    pub phones: Vec<String>,
    /// Links; a domain approves all of its pages.
    pub urls: Vec<String>,
    /// Social handles.
    pub handles: Vec<String>,
}
