//! Owns the packs that come with replylint: their texts, and the rule set that the build script compiled from them with
//! the same compiler. It must not know what is in them.

use super::PackSource;
use super::ruleset::RuleSet;
use crate::mistake::TomlFile;

include!(concat!(env!("OUT_DIR"), "/packs.rs"));

/// The built-in packs as TOML.
pub fn sources() -> Vec<PackSource> {
    PACKS
        .iter()
        .map(|(path, text)| PackSource {
            file: TomlFile { path: (*path).to_owned(), text: (*text).to_owned() },
            builtin: true,
        })
        .collect()
}

/// The built-in packs, compiled. Falls back to compiling them now, should the stored form not be readable.
pub fn rule_set() -> RuleSet {
    postcard::from_bytes(COMPILED)
        .unwrap_or_else(|_| super::compile(&sources()).map(|compiled| compiled.rules).unwrap_or_default())
}
