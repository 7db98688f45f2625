//! Owns `completions`: what makes a shell complete replylint's arguments.

use clap::CommandFactory;

use super::arguments::{Arguments, CompletionsArguments};
use super::output::Output;
use super::{Code, Result};

/// Prints the script that the shell wants.
pub(super) fn run(arguments: &CompletionsArguments, output: &mut Output) -> Result {
    let mut command = Arguments::command();
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut command, "replylint", &mut script);
    let _ = output.print(&String::from_utf8_lossy(&script));
    Ok(Code::Fine)
}
