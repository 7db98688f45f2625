//! Owns the folded view of a text: words, sentences, clause breaks, quotations, the greeting and the closing, each with
//! its bytes in the decoded text. It must not know which words matter to whom.

mod ends;
pub mod inflection;
mod segment;
pub mod spelling;
mod token;

pub use segment::{Sentence, Text};
pub use token::{Break, Flags, Token, words_of};
