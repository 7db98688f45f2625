//! Owns the rule language: from TOML files to a compiled [`RuleSet`]. It must not know about drafts or files.

pub mod raw;
pub mod read;

use crate::mistake::{Mistake, TomlFile};

/// A pack file to be compiled.
#[derive(Debug, Clone)]
pub struct PackSource {
    /// The file.
    pub file: TomlFile,
    /// Whether it comes with replylint: the rules of other packs get the pack's name as prefix.
    pub builtin: bool,
}

/// Everything that a run needs to know of the packs.
#[derive(Debug, Clone, Default)]
pub struct RuleSet {}

impl RuleSet {
    /// The built-in packs, as compiled when replylint was built.
    pub fn builtin() -> Self {
        Self::default()
    }

    /// Compiles packs. Returns the set and the notes, or every mistake in every pack.
    pub fn compile(_sources: &[PackSource]) -> Result<(Self, Vec<Mistake>), Vec<Mistake>> {
        Ok((Self::default(), Vec::new()))
    }
}
