//! Owns the language server: a conversation with an editor in which drafts are checked while they are written. It must
//! not know how drafts are judged: whoever starts it brings a [`Linter`].
//!
//! A thread reads frames; everything else happens in order in one place. Edits that wait are all made before a draft is
//! checked, so that nobody waits for findings about a text that is gone.

mod actions;
mod address;
mod client;
mod diagnostics;
mod document;
mod hover;
mod inbox;
mod message;
mod position;
mod reload;
mod server;
mod suppress;
mod wire;

use std::io::{BufRead, Write};
use std::path::{Path, PathBuf};

use crate::across::Cluster;
use crate::draft::Draft;
use crate::finding::Finding;
use crate::mistake::{Mistake, TomlFile};
use crate::span::Span;

pub use hover::Explanation;

/// A document as it stands in the editor.
#[derive(Debug, Clone, Copy)]
pub struct Opened<'d> {
    /// The file that it is or would be.
    pub path: Option<&'d Path>,
    /// A name whose end says what kind of text it is.
    pub name: &'d str,
    /// What it says now.
    pub text: &'d str,
}

/// What is found in a document.
#[derive(Debug)]
#[expect(clippy::large_enum_variant, reason = "nearly all are the large one, and they are handed over one at a time")]
pub enum Found {
    /// A draft, and what is reported about it.
    Draft(Draft, Vec<Finding>),
    /// What holds over several drafts of the document.
    Cluster(Cluster),
    /// What could not be read as meant.
    Problem {
        /// The line, from 1.
        line: Option<usize>,
        /// The column in characters, from 1.
        column: Option<usize>,
        /// What is wrong.
        message: String,
        /// Whether `check` would exit with 2.
        fatal: bool,
    },
}

/// Mistakes in configuration or packs, and the files that they lie in.
#[derive(Debug, Clone, Default)]
pub struct Mistakes {
    /// The mistakes.
    pub mistakes: Vec<Mistake>,
    /// The files that could be read.
    pub files: Vec<TomlFile>,
    /// What is to be told besides, where there is no mistake in a file.
    pub told: String,
}

/// What judges drafts.
pub trait Linter {
    /// Hands over what `check` finds in a document. A file that `check` would leave out of its folder is left out.
    ///
    /// # Errors
    /// If the configuration that holds for it cannot be used.
    fn check(&mut self, opened: &Opened<'_>, each: &mut dyn FnMut(Found)) -> Result<(), Mistakes>;

    /// What fixing all that can safely be fixed changes in a document: stretches of it, in order, and what stands there
    /// then.
    fn fixed(&mut self, opened: &Opened<'_>) -> Vec<(Span, String)>;

    /// Reads the configuration that holds for a file, without looking at the file.
    ///
    /// # Errors
    /// If it cannot be used.
    fn prepare(&mut self, path: &Path) -> Result<(), Mistakes>;

    /// Notes about packs since the last time they were asked for.
    fn notes(&mut self) -> Mistakes;

    /// What is known of a rule under the configuration that holds for a file.
    fn explanation(&mut self, path: Option<&Path>, rule: &str) -> Option<Explanation>;

    /// The files of configuration and packs that were read, or would have been if they were there.
    fn files(&self) -> Vec<PathBuf>;

    /// Forgets what was read of them.
    fn reload(&mut self);
}

/// Talks with an editor until it leaves. Returns whether it said goodbye as it should.
pub fn serve(input: impl BufRead + Send + 'static, output: &mut dyn Write, linter: &mut dyn Linter) -> bool {
    server::Server::new(output, linter).run(input)
}

#[cfg(test)]
mod tests;
