//! Owns the regular expressions of a rule set: each is compiled once, the first time that a text holds one of its
//! literals, since compiling them all would be most of the start-up. It must not know what they look for.

use std::sync::OnceLock;

use regex::Regex;

use crate::pack::ruleset::RuleSet;
use crate::span::Span;

/// The compiled expressions, by their number in [`RuleSet::patterns`].
#[derive(Debug, Default)]
pub struct Patterns {
    compiled: Vec<OnceLock<Option<Regex>>>,
}

impl Patterns {
    /// Room for every pattern of a set.
    pub fn new(rules: &RuleSet) -> Self {
        Self { compiled: rules.patterns.iter().map(|_| OnceLock::new()).collect() }
    }

    /// Every match: the number of the pattern and its bytes.
    pub fn find(&self, rules: &RuleSet, text: &str) -> Vec<(usize, Span)> {
        let mut found = Vec::new();
        for (number, pattern) in rules.patterns.iter().enumerate() {
            if !pattern.literals.is_empty() && !pattern.literals.iter().any(|literal| text.contains(literal.as_str())) {
                continue;
            }
            // Expressions were checked when the pack was compiled.
            let compiled = self
                .compiled
                .get(number)
                .and_then(|slot| slot.get_or_init(|| Regex::new(&pattern.expression).ok()).as_ref());
            if let Some(regex) = compiled {
                found.extend(regex.find_iter(text).map(|hit| (number, Span::from(hit.range()))));
            }
        }
        found
    }
}
