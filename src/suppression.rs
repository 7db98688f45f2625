//! Owns what a file says about findings that it does not want reported: of which rules, in which part of it, and whether
//! it says why. It must not know which rules exist, nor how such words are written in a file.

use crate::span::Span;

/// What a file says about the findings of a draft, in the order of the file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Suppressions {
    /// What suppresses.
    pub markers: Vec<Marker>,
    /// What was meant to, and does not.
    pub slips: Vec<Slip>,
}

impl Suppressions {
    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        self.markers.is_empty() && self.slips.is_empty()
    }

    /// Adds what another part of the file says.
    pub fn add(&mut self, other: Self) {
        self.markers.extend(other.markers);
        self.slips.extend(other.slips);
    }
}

/// One comment, or one entry of a front matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marker {
    /// Bytes of the file.
    pub place: Span,
    /// What it names.
    pub names: Vec<Name>,
    /// Whether it says why.
    pub has_reason: bool,
}

/// A name of rules, as in a choice of rules: an id, a category, a pack, a glob of one of these, or `all`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// As written.
    pub name: String,
    /// Bytes of the file.
    pub place: Span,
    /// For which findings it stands.
    pub reach: Reach,
}

/// The findings that a suppression stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// All of the draft.
    Draft,
    /// Those that start in these bytes of the file.
    Within(Span),
}

impl Reach {
    /// Whether it holds for a finding that starts at byte `at` of the file.
    pub fn holds_at(self, at: usize) -> bool {
        match self {
            Self::Draft => true,
            Self::Within(span) => (span.start..span.end).contains(&at),
        }
    }
}

/// What was meant to suppress, and does not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slip {
    /// Bytes of the file.
    pub place: Span,
    /// What is wrong.
    pub what: Wrong,
}

/// What is wrong with a comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wrong {
    /// No such comment is known; this one is close.
    Unknown(String, Option<&'static str>),
    /// It names no rule.
    Nameless,
    /// In this kind of file it has no effect; this one has.
    Misplaced(&'static str, &'static str),
    /// It ends what was never started.
    NothingToEnd(String),
}
