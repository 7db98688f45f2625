//! Owns the command line as users type it: commands, flags, help texts. It must not know what they do.

mod groups;
mod values;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

pub(crate) use groups::{ContextArguments, InputArguments, LookArguments, PackArguments, RuleArguments};
pub(crate) use values::{Color, FailOn, InspectFormat, OutputFormat, SchemaShape, StatsFormat, TableFormat};
use values::{moment, platform};

#[cfg(feature = "lsp")]
use crate::input::Mapping;

/// A linter for business replies to customer reviews.
///
/// Reads drafts, reports what would hurt if they were posted. Everything runs offline.
#[derive(Debug, Parser)]
#[command(name = "replylint", version, propagate_version = true, max_term_width = 100)]
pub(crate) struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Check drafts: files, folders, or standard input.
    #[command(after_help = CHECK_EXAMPLES)]
    Check(Box<CheckArguments>),
    /// Explain a rule: what it looks for, why, good and bad examples, how to switch it off.
    Explain(ExplainArguments),
    /// List the rules.
    Rules(RulesArguments),
    /// Count reviews, replies and what they speak of: response rate, verdicts, copies, recurring problems.
    #[command(after_help = STATS_EXAMPLES)]
    Stats(Box<StatsArguments>),
    /// List the formats of exports that are recognised, and where they keep what.
    Formats(FormatsArguments),
    /// Show what is found in drafts: context, acts, cues, topics. For those who write rules.
    Inspect(Box<InspectArguments>),
    /// Run the examples that rules and cues bring along.
    Test(TestArguments),
    /// Write a commented replylint.toml to start from.
    Init(InitArguments),
    /// Print the JSON Schema of replylint.toml, of packs, or of what `check` writes for programs.
    #[command(after_help = SCHEMA_EXAMPLES)]
    Schema(SchemaArguments),
    /// Print the completions of a shell.
    Completions(CompletionsArguments),
    /// Talk with an editor: a language server on standard input and output.
    #[cfg(feature = "lsp")]
    Lsp(Box<LspArguments>),
}

const CHECK_EXAMPLES: &str = "\
Examples:
  replylint check drafts/
  replylint check --rating 1 --platform google reply.txt
  pbpaste | replylint check --review review.txt
  replylint check --output-format jsonl replies.csv
  replylint check --fix drafts/

Exit codes: 0 ready to post, 1 findings at or above --fail-on, 2 something could not be run or read.";

const STATS_EXAMPLES: &str = "\
Examples:
  replylint stats reviews.csv
  replylint stats --output-format html reviews.csv > reviews.html
  replylint check --output-format jsonl march.csv > march.jsonl; replylint stats march.jsonl april.jsonl";

const SCHEMA_EXAMPLES: &str = "\
Examples:
  replylint schema config > .replylint.schema.json
  replylint schema pack > packs/.pack.schema.json

An editor with TOML support takes a first line `#:schema ./.replylint.schema.json`; `init` writes both.";

/// `stats`.
#[derive(Debug, Args)]
pub(crate) struct StatsArguments {
    #[command(flatten)]
    pub(crate) input: InputArguments,
    #[command(flatten)]
    pub(crate) packs: PackArguments,
    #[command(flatten)]
    pub(crate) context: ContextArguments,
    /// How to print the numbers.
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub(crate) output_format: StatsFormat,
}

/// `check`.
#[derive(Debug, Args)]
pub(crate) struct CheckArguments {
    #[command(flatten)]
    pub(crate) input: InputArguments,
    #[command(flatten)]
    pub(crate) rules: RuleArguments,
    #[command(flatten)]
    pub(crate) context: ContextArguments,
    #[command(flatten)]
    pub(crate) fixes: FixArguments,
    /// How to print findings.
    #[arg(long, value_name = "FORMAT", default_value = "full")]
    pub(crate) output_format: OutputFormat,
    /// Write what would go to standard output to this file, whole or not at all.
    #[arg(long, value_name = "FILE")]
    pub(crate) output_file: Option<PathBuf>,
    /// The lowest level that makes the exit code 1.
    #[arg(long, value_name = "LEVEL")]
    pub(crate) fail_on: Option<FailOn>,
    /// Findings that this file knows are not reported.
    #[arg(long, value_name = "FILE")]
    pub(crate) baseline: Option<PathBuf>,
    /// Write the findings of this run to the baseline, so that from now on only new ones are reported.
    #[arg(long, requires = "baseline")]
    pub(crate) write_baseline: bool,
    /// Exit with 0 even if there are findings.
    #[arg(long)]
    pub(crate) exit_zero: bool,
    /// Count the findings of each rule, on standard error.
    #[arg(long)]
    pub(crate) statistics: bool,
    /// Print findings only.
    #[arg(long, short)]
    pub(crate) quiet: bool,
    /// How many threads check drafts [default: as many as the machine has].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub(crate) threads: Option<u16>,
    /// What the clock says, for reviews that wait for an answer, such as `2026-04-01` [default: now].
    #[arg(long, value_name = "DATE", value_parser = moment)]
    pub(crate) now: Option<i64>,
    /// Put stars in place of what customers wrote, who they are and how they are reached, for logs that others read.
    #[arg(long)]
    pub(crate) redact: bool,
    /// Print the configuration that holds for the given paths, and stop.
    #[arg(long)]
    pub(crate) print_config: bool,
    #[command(flatten)]
    pub(crate) look: LookArguments,
}

/// What `check` does about findings that it knows a fix for.
#[derive(Debug, Args)]
#[command(next_help_heading = "Fixes")]
#[command(group = clap::ArgGroup::new("fixing").args(["fix", "diff"]).multiple(true))]
pub(crate) struct FixArguments {
    /// Make the fixes that surely keep the meaning, and report what remains. Files are changed in place; the text of
    /// standard input goes to standard output, and the report to standard error.
    #[arg(long)]
    pub(crate) fix: bool,
    /// Also make fixes that may change the meaning. Needs --fix or --diff.
    #[arg(long, requires = "fixing")]
    pub(crate) unsafe_fixes: bool,
    /// Print what --fix would change as a unified diff, change nothing, and exit with 1 if there is anything.
    #[arg(long, conflicts_with = "redact")]
    pub(crate) diff: bool,
}

/// `explain`.
#[derive(Debug, Args)]
pub(crate) struct ExplainArguments {
    /// The rule, such as `conditional-apology`.
    #[arg(value_name = "RULE")]
    pub(crate) rule: String,
    #[command(flatten)]
    pub(crate) packs: PackArguments,
    #[command(flatten)]
    pub(crate) look: LookArguments,
}

/// `rules`.
#[derive(Debug, Args)]
pub(crate) struct RulesArguments {
    /// How to print the list.
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub(crate) output_format: TableFormat,
    /// What holds on this platform: levels, limits, what is off there, and what is known of it.
    #[arg(long, value_name = "PLATFORM", value_parser = platform)]
    pub(crate) platform: Option<String>,
    /// Only rules of this category.
    #[arg(long, value_name = "CATEGORY")]
    pub(crate) category: Option<String>,
    #[command(flatten)]
    pub(crate) packs: PackArguments,
}

/// `formats`.
#[derive(Debug, Args)]
pub(crate) struct FormatsArguments {
    /// How to print the list.
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub(crate) output_format: TableFormat,
    /// Use this configuration file instead of the closest replylint.toml.
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Ignore all configuration files.
    #[arg(long, conflicts_with = "config")]
    pub(crate) isolated: bool,
}

/// `inspect`.
#[derive(Debug, Args)]
pub(crate) struct InspectArguments {
    #[command(flatten)]
    pub(crate) input: InputArguments,
    #[command(flatten)]
    pub(crate) packs: PackArguments,
    #[command(flatten)]
    pub(crate) context: ContextArguments,
    /// How to print what is found.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) output_format: InspectFormat,
}

/// `test`.
#[derive(Debug, Args)]
pub(crate) struct TestArguments {
    /// Pack files to test, together with the built-in packs; the built-in packs alone if none is given.
    #[arg(value_name = "PACK")]
    pub(crate) packs: Vec<PathBuf>,
    /// List the phrases, patterns and exceptions that no example exercises.
    #[arg(long)]
    pub(crate) coverage: bool,
    #[command(flatten)]
    pub(crate) look: LookArguments,
}

/// `init`.
#[derive(Debug, Args)]
pub(crate) struct InitArguments {
    /// The folder to write replylint.toml to.
    #[arg(value_name = "FOLDER", default_value = ".")]
    pub(crate) folder: PathBuf,
}

/// `schema`.
#[derive(Debug, Args)]
pub(crate) struct SchemaArguments {
    /// What to describe.
    pub(crate) shape: SchemaShape,
}

/// `completions`.
#[derive(Debug, Args)]
pub(crate) struct CompletionsArguments {
    /// The shell.
    pub(crate) shell: clap_complete::Shell,
}

/// `lsp`.
#[cfg(feature = "lsp")]
#[derive(Debug, Args)]
pub(crate) struct LspArguments {
    #[command(flatten)]
    pub(crate) rules: RuleArguments,
    #[command(flatten)]
    pub(crate) context: ContextArguments,
    /// Which columns or keys of records hold what, such as `reply=Answer,rating=Stars` (repeatable).
    #[arg(long, value_name = "FIELD=COLUMN,…", value_parser = Mapping::parse)]
    pub(crate) map: Vec<Mapping>,
    /// Findings that this file knows are not reported.
    #[arg(long, value_name = "FILE")]
    pub(crate) baseline: Option<PathBuf>,
    /// Taken for the editors that add it: standard input and output are all there is.
    #[arg(long)]
    pub(crate) stdio: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_definition_of_the_command_line_holds_together() {
        Arguments::command().debug_assert();
    }
}
