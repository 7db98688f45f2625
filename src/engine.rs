//! Owns all that a run needs to judge drafts: the rules, the brand, the compiled patterns. Shared by all threads, never
//! changed. It must not know about files or output.

use crate::facts::brand::Brand;
use crate::facts::patterns::Patterns;
use crate::pack::ruleset::{Kind, Rule, RuleSet, When};
use crate::patience::Patience;
use crate::template::Placeholders;

/// Rules, brand and patterns, ready to read drafts.
#[derive(Debug, Default)]
pub struct Engine {
    rules: RuleSet,
    brand: Brand,
    patterns: Patterns,
    placeholders: Placeholders,
    patience: Patience,
    reads_review: bool,
}

impl Engine {
    /// An engine for these rules and this brand.
    pub fn new(rules: RuleSet, brand: Brand) -> Self {
        let patterns = Patterns::new(&rules);
        let reads_review = rules.rules.iter().any(reads_review);
        let (placeholders, patience) = (Placeholders::default(), Patience::default());
        Self { rules, brand, patterns, placeholders, patience, reads_review }
    }

    /// The same engine with what a configuration says about slots of templates.
    pub fn with_placeholders(self, placeholders: Placeholders) -> Self {
        Self { placeholders, ..self }
    }

    /// The same engine with what a configuration says about how long reviews may wait.
    pub fn with_patience(self, patience: Patience) -> Self {
        Self { patience, ..self }
    }

    /// The rules.
    pub fn rules(&self) -> &RuleSet {
        &self.rules
    }

    /// The brand.
    pub fn brand(&self) -> &Brand {
        &self.brand
    }

    /// How slots of templates are written, and what they stand for.
    pub fn placeholders(&self) -> &Placeholders {
        &self.placeholders
    }

    /// How long reviews may wait.
    pub fn patience(&self) -> &Patience {
        &self.patience
    }

    /// The patterns.
    pub fn patterns(&self) -> &Patterns {
        &self.patterns
    }

    /// Whether any rule looks at the words of the review.
    pub fn reads_review(&self) -> bool {
        self.reads_review
    }
}

fn reads_review(rule: &Rule) -> bool {
    fn condition(when: &When) -> bool {
        !when.review.is_empty() || when.review_words.is_some() || when.not.as_deref().is_some_and(condition)
    }
    matches!(rule.kind, Kind::Compare(_))
        || rule.when.iter().chain(rule.levels.iter().map(|(when, _)| when)).any(condition)
}
