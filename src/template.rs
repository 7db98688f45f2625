//! Owns what a text that is filled in later is made of: slots, tags, comments, branches, and the texts that can become of
//! it. It must not know cues, rules or findings, nor where the text was read from.

mod slot;
mod structure;
mod tag;
mod variants;

pub use slot::{Placeholders, Shape, Slot, StandsFor};
pub use structure::Structure;
pub use variants::{Taken, Variant};

use crate::span::Span;

/// Something in a template that cannot be meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Bytes of the text.
    pub span: Span,
    /// What is wrong: lower case, no full stop.
    pub message: String,
    /// A few words for the caret.
    pub label: String,
    /// What to write instead.
    pub help: String,
}

impl Problem {
    fn new(span: Span, message: impl Into<String>, label: impl Into<String>, help: impl Into<String>) -> Self {
        Self { span, message: message.into(), label: label.into(), help: help.into() }
    }
}
