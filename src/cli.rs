//! Owns the command line: parses it, runs one command, says with which code to exit. It must not know how drafts are
//! read or judged.

mod arguments;
mod check;
mod completions;
mod explain;
mod file_list;
mod fix;
mod formats;
mod init;
mod inputs;
mod inspect;
mod interrupt;
mod look;
#[cfg(feature = "lsp")]
mod lsp;
mod ordered;
mod output;
mod piped;
mod progress;
mod replace;
mod rules;
mod schema;
mod setup;
mod stats;
mod test;
mod words;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser;

use arguments::{Arguments, Color, Command};
use output::Output;

use crate::mistake::{Mistake, TomlFile};
use crate::report;

/// Runs the command that `arguments` (with the name of the program first) ask for.
///
/// The code is 0 if all is well, 1 if there are findings (or failing examples), 2 if something could not be run or read.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version are no errors; where they cannot be printed, nobody reads them.
            let _ = error.print();
            return if error.use_stderr() { Code::Broken.into() } else { Code::Fine.into() };
        }
    };
    let mut output = Output::new();
    let result = match arguments.command {
        Command::Check(arguments) => check::run(&arguments, &mut output),
        Command::Explain(arguments) => explain::run(&arguments, &mut output),
        Command::Rules(arguments) => rules::run(&arguments, &mut output),
        Command::Formats(arguments) => formats::run(&arguments, &mut output),
        Command::Stats(arguments) => stats::run(&arguments, &mut output),
        Command::Inspect(arguments) => inspect::run(&arguments, &mut output),
        Command::Init(arguments) => init::run(&arguments, &mut output),
        Command::Test(arguments) => test::run(&arguments, &mut output),
        Command::Schema(arguments) => schema::run(&arguments, &mut output),
        Command::Completions(arguments) => completions::run(&arguments, &mut output),
        #[cfg(feature = "lsp")]
        Command::Lsp(arguments) => lsp::run(&arguments, &mut output),
    };
    let code = result.unwrap_or_else(|failure| {
        output.tell(&failure.told());
        Code::Broken
    });
    if output.finish() { code.into() } else { Code::Broken.into() }
}

/// What the exit code says. The worst wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Code {
    /// Nothing to complain about.
    Fine,
    /// Findings, or failing examples, or an editor that left without a goodbye.
    Findings,
    /// Something could not be run or read.
    Broken,
}

impl From<Code> for ExitCode {
    fn from(code: Code) -> Self {
        Self::from(match code {
            Code::Fine => 0,
            Code::Findings => 1,
            Code::Broken => 2,
        })
    }
}

/// Why a command could not run.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Failure {
    /// What to write to standard error.
    Told(String),
    /// Mistakes in packs or configuration.
    Mistakes {
        /// The mistakes.
        mistakes: Vec<Mistake>,
        /// The files that they lie in.
        files: Vec<TomlFile>,
        /// Whether they are written in colours.
        color: Color,
    },
}

impl Failure {
    /// A failure that a sentence explains.
    fn new(message: impl AsRef<str>) -> Self {
        Self::Told(format!("error: {}\n", message.as_ref()))
    }

    /// A failure that a sentence explains and another helps with.
    fn with_help(message: impl AsRef<str>, help: impl AsRef<str>) -> Self {
        Self::Told(format!("error: {}\nhelp: {}\n", message.as_ref(), help.as_ref()))
    }

    /// Mistakes in packs or configuration.
    fn mistakes(mistakes: &[Mistake], files: &[TomlFile], color: Color) -> Self {
        Self::Mistakes { mistakes: mistakes.to_vec(), files: files.to_vec(), color }
    }

    /// What to write to standard error.
    fn told(&self) -> String {
        match self {
            Self::Told(told) => told.clone(),
            Self::Mistakes { mistakes, files, color } => report::mistakes(mistakes, files, &look::of_errors(*color)),
        }
    }
}

/// The result of a command.
type Result<T = Code> = std::result::Result<T, Failure>;
