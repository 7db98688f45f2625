//! Owns what the linter says about a draft: findings, levels, categories, verdicts. It must not know how they are
//! found, filtered or printed.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::span::Span;

/// How bad it is. Ordered: `Off < Note < Warning < Error`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Not reported.
    Off,
    /// Worth a thought.
    Note,
    /// Should be improved.
    Warning,
    /// Must not be posted.
    Error,
}

impl Level {
    /// All levels by the names that packs, configuration and output use.
    pub const NAMES: &'static [(&'static str, Self)] =
        &[("off", Self::Off), ("note", Self::Note), ("warning", Self::Warning), ("error", Self::Error)];

    /// The level of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(known, _)| *known == name).map(|(_, level)| *level)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, level)| *level == self).map_or("", |(name, _)| *name)
    }
}

/// The categories of rules: a public contract.
pub const CATEGORIES: &[&str] = &[
    "acknowledgment",
    "apology",
    "defensiveness",
    "tone",
    "substance",
    "contact",
    "follow-up",
    "privacy",
    "legal",
    "solicitation",
    "platform",
    "authenticity",
    "timeliness",
    "brand",
    "readability",
    "template",
    "fit",
    "suppression",
];

/// Which text a related place lies in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// The reply.
    Reply,
    /// The review.
    Review,
}

/// A second place that belongs to a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// Which text.
    pub place: Place,
    /// Bytes of that decoded text.
    pub span: Span,
    /// What is there, in a few words.
    pub label: String,
}

/// Text that can replace a span, fit to be pasted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// Bytes of the decoded reply.
    pub span: Span,
    /// What to put there.
    pub replace: String,
    /// Whether the meaning surely stays the same.
    pub safe: bool,
}

/// A rule that fired, at a place. The findings of a rule share their texts: a draft may have very many.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule's id.
    pub rule: Arc<str>,
    /// One of [`CATEGORIES`].
    pub category: Arc<str>,
    /// How bad.
    pub level: Level,
    /// What is wrong: lower case, no full stop, understandable alone.
    pub message: Arc<str>,
    /// A few words for the caret.
    pub label: Arc<str>,
    /// What to write instead.
    pub help: Option<Arc<str>>,
    /// Bytes of the decoded reply. Empty (a point) only where the reply has no words at all, or where `source` tells the
    /// place.
    pub span: Span,
    /// Bytes of the file, for a finding about what stands around the reply (a comment, front matter).
    pub source: Option<Span>,
    /// Other places.
    pub related: Vec<Related>,
    /// A replacement, if one is known.
    pub fix: Option<Fix>,
}

/// Whether a draft can be posted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Nothing at warning or above.
    Post,
    /// At least one warning.
    Revise,
    /// At least one error.
    Block,
}

impl Verdict {
    /// All verdicts by the names that every output uses.
    pub const NAMES: &'static [(&'static str, Self)] =
        &[("post", Self::Post), ("revise", Self::Revise), ("block", Self::Block)];

    /// The verdict that follows from `findings`.
    pub fn of(findings: &[Finding]) -> Self {
        match findings.iter().map(|finding| finding.level).max() {
            Some(Level::Error) => Self::Block,
            Some(Level::Warning) => Self::Revise,
            _ => Self::Post,
        }
    }

    /// Its name in every output.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, verdict)| *verdict == self).map_or("", |(name, _)| *name)
    }
}
