//! Owns the regular expressions of a rule set: each is compiled once, the first time that a text holds one of its
//! literals, since compiling them all would be most of the start-up. It must not know what they look for.

use std::sync::OnceLock;

use regex::{Regex, RegexBuilder};

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
        let folded = text.to_lowercase();
        let digits = text.chars().any(char::is_numeric);
        for (number, pattern) in rules.patterns.iter().enumerate() {
            let searched = if pattern.folded { folded.as_str() } else { text };
            let hopeless = !pattern.literals.is_empty()
                && !pattern.literals.iter().any(|literal| searched.contains(literal.as_str()));
            if hopeless || pattern.needs_digit && !digits {
                continue;
            }
            // Expressions were checked when the pack was compiled.
            let compiled =
                self.compiled.get(number).and_then(|slot| slot.get_or_init(|| build(&pattern.expression)).as_ref());
            if let Some(regex) = compiled {
                found.extend(regex.find_iter(text).map(|hit| (number, Span::from(hit.range()))));
            }
        }
        found
    }
}

/// Unicode classes and boundaries make an expression many times slower to build and to run; one that names no words of
/// any script does without them, where it can.
fn build(expression: &str) -> Option<Regex> {
    let words = expression.contains("\\w") || expression.contains("\\W");
    let ascii = if words { None } else { RegexBuilder::new(expression).unicode(false).build().ok() };
    ascii.or_else(|| Regex::new(expression).ok())
}
