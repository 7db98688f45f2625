//! Owns the rule language: from TOML files to a compiled [`RuleSet`]. It must not know about drafts or files.

pub mod builtin;
pub mod compile;
pub mod expression;
mod frequency;
pub mod needs;
mod parameters;
mod pattern;
pub(crate) mod phrase;
pub mod platforms;
pub mod program;
pub mod raw;
pub(crate) mod read;
pub(crate) mod resolve;
pub mod ruleset;
pub mod table;

pub use compile::{Compiled, compile};
pub use parameters::Refused;
pub use read::read_pack;
pub use ruleset::RuleSet;

use crate::mistake::TomlFile;

/// A pack file to be compiled.
#[derive(Debug, Clone)]
pub struct PackSource {
    /// The file.
    pub file: TomlFile,
    /// Whether it comes with replylint: the rules of other packs get the pack's name as prefix.
    pub builtin: bool,
}
