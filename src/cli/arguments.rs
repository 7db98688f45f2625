//! Owns the command line as users type it: commands, flags, values, help texts. It must not know what they do.

use std::path::PathBuf;

use clap::builder::PossibleValue;
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::draft::{Kind, canonical_platform};
use crate::finding::Level;
use crate::input::Mapping;
use crate::report::Format;
use crate::toml_table::parse_range;

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
    /// Print the completions of a shell.
    Completions(CompletionsArguments),
}

const CHECK_EXAMPLES: &str = "\
Examples:
  replylint check drafts/
  replylint check --rating 1 --platform google reply.txt
  pbpaste | replylint check --review review.txt
  replylint check --output-format jsonl replies.csv

Exit codes: 0 ready to post, 1 findings at or above --fail-on, 2 something could not be run or read.";

const STATS_EXAMPLES: &str = "\
Examples:
  replylint stats reviews.csv
  replylint stats --output-format html reviews.csv > reviews.html
  replylint check --output-format jsonl march.csv > march.jsonl; replylint stats march.jsonl april.jsonl";

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
    /// Print the configuration that holds for the given paths, and stop.
    #[arg(long)]
    pub(crate) print_config: bool,
    #[command(flatten)]
    pub(crate) look: LookArguments,
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

/// `completions`.
#[derive(Debug, Args)]
pub(crate) struct CompletionsArguments {
    /// The shell.
    pub(crate) shell: clap_complete::Shell,
}

/// What to read.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Input")]
pub(crate) struct InputArguments {
    /// Files and folders; `-` is standard input, and so is no path if something is piped in.
    #[arg(value_name = "PATH", help_heading = None)]
    pub(crate) paths: Vec<PathBuf>,
    /// The name of what comes from standard input: decides its format and its configuration.
    #[arg(long, value_name = "NAME")]
    pub(crate) stdin_filename: Option<String>,
    /// Read only files that match these globs in folders (instead of those of the configuration).
    #[arg(long, value_name = "GLOBS", value_delimiter = ',')]
    pub(crate) include: Vec<String>,
    /// Leave out files and folders that match these globs (besides those of the configuration).
    #[arg(long, value_name = "GLOBS", value_delimiter = ',')]
    pub(crate) exclude: Vec<String>,
    /// Leave out excluded files even if they are named.
    #[arg(long)]
    pub(crate) force_exclude: bool,
    /// Which columns or keys of records hold what, such as `reply=Answer,rating=Stars` (repeatable).
    #[arg(long, value_name = "FIELD=COLUMN,…", value_parser = Mapping::parse)]
    pub(crate) map: Vec<Mapping>,
}

/// Which configuration and packs to use.
#[derive(Debug, Args)]
#[command(next_help_heading = "Rules")]
pub(crate) struct PackArguments {
    /// Use this configuration file instead of the closest replylint.toml.
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Ignore all configuration files.
    #[arg(long, conflicts_with = "config")]
    pub(crate) isolated: bool,
    /// Use this pack besides the others (repeatable).
    #[arg(long = "pack", value_name = "FILE")]
    pub(crate) packs: Vec<PathBuf>,
}

/// Which rules to use.
#[derive(Debug, Args)]
#[command(next_help_heading = "Rules")]
pub(crate) struct RuleArguments {
    /// Use only these rules: ids, categories, packs, or globs such as `missing-*`, separated by commas.
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    pub(crate) select: Vec<String>,
    /// Leave out these rules: ids, categories, packs, or globs, separated by commas.
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    pub(crate) ignore: Vec<String>,
    #[command(flatten)]
    pub(crate) packs: PackArguments,
}

/// What is known of drafts that do not say it themselves.
#[derive(Debug, Args, Default)]
#[command(next_help_heading = "Context, where a draft does not bring its own")]
pub(crate) struct ContextArguments {
    /// The stars of the review.
    #[arg(long, value_name = "1-5", value_parser = clap::value_parser!(u8).range(1..=5))]
    pub(crate) rating: Option<u8>,
    /// The ratings to assume for a text draft without one, such as `1..=2`, or `none`.
    #[arg(long, value_name = "RANGE", value_parser = rating_range)]
    pub(crate) assume_rating: Option<AssumedRating>,
    /// Where the reply will be posted, such as `google`.
    #[arg(long, value_name = "PLATFORM", value_parser = platform)]
    pub(crate) platform: Option<String>,
    /// The kind of business, such as `healthcare`.
    #[arg(long, value_name = "PROFILE")]
    pub(crate) profile: Option<String>,
    /// A file that holds the review.
    #[arg(long, value_name = "FILE")]
    pub(crate) review: Option<PathBuf>,
    /// The customer's display name.
    #[arg(long, value_name = "NAME")]
    pub(crate) reviewer: Option<String>,
    /// The name of the business.
    #[arg(long, value_name = "NAME")]
    pub(crate) business: Option<String>,
    /// The branch or place.
    #[arg(long, value_name = "NAME")]
    pub(crate) location: Option<String>,
    /// Who wrote the reply.
    #[arg(long, value_name = "NAME")]
    pub(crate) author: Option<String>,
    /// The language of the reply, such as `en-GB`.
    #[arg(long, value_name = "TAG")]
    pub(crate) language: Option<String>,
    /// Whether it is posted as it is, or filled in first.
    #[arg(long, value_name = "KIND", value_parser = kind)]
    pub(crate) kind: Option<Kind>,
}

/// How output looks.
#[derive(Debug, Args)]
pub(crate) struct LookArguments {
    /// When to use colours.
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: Color,
}

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// The lowest level that makes the exit code 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOn {
    /// Notes, warnings and errors.
    Note,
    /// Warnings and errors.
    Warning,
    /// Errors only.
    Error,
    /// Nothing.
    Never,
}

impl FailOn {
    /// The level; none if nothing fails.
    pub(crate) fn level(self) -> Option<Level> {
        match self {
            Self::Note => Some(Level::Note),
            Self::Warning => Some(Level::Warning),
            Self::Error => Some(Level::Error),
            Self::Never => None,
        }
    }
}

/// A format of `check`, by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct OutputFormat(pub(crate) Format);

impl ValueEnum for OutputFormat {
    fn value_variants<'a>() -> &'a [Self] {
        &[
            Self(Format::Full),
            Self(Format::Concise),
            Self(Format::Json),
            Self(Format::Jsonl),
            Self(Format::Sarif),
            Self(Format::Github),
            Self(Format::Gitlab),
            Self(Format::Junit),
            Self(Format::Rdjson),
        ]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let help = match self.0 {
            Format::Full => "with the text, carets and advice",
            Format::Concise => "a line for each finding",
            Format::Json => "one JSON document",
            Format::Jsonl => "a JSON document for each draft, a line each",
            Format::Sarif => "SARIF 2.1.0, for code scanning",
            Format::Github => "annotations for GitHub Actions",
            Format::Gitlab => "code quality for GitLab",
            Format::Junit => "JUnit XML, for build servers",
            Format::Rdjson => "for reviewdog",
        };
        Format::NAMES.iter().find(|(_, format)| *format == self.0).map(|(name, _)| PossibleValue::new(*name).help(help))
    }
}

/// A format of `rules`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum TableFormat {
    /// For people.
    Table,
    /// For programs.
    Json,
    /// For documents.
    Markdown,
}

/// A format of `stats`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum StatsFormat {
    /// For people at a terminal.
    Table,
    /// For programs.
    Json,
    /// For spreadsheets: a number a row.
    Csv,
    /// A page for browsers and printers, in one file.
    Html,
}

/// A format of `inspect`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum InspectFormat {
    /// For people.
    Text,
    /// For programs: a JSON document for each record, a line each.
    Jsonl,
}

/// The value of `--assume-rating`: lowest and highest, or none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct AssumedRating(pub(crate) Option<(u8, u8)>);

fn moment(text: &str) -> Result<i64, String> {
    crate::dates::parse(text).ok_or_else(|| "a date such as `2026-04-01` or `2026-04-01T09:30:00Z`".to_owned())
}

fn rating_range(text: &str) -> Result<AssumedRating, String> {
    if text == "none" {
        return Ok(AssumedRating(None));
    }
    let range = parse_range(text).filter(|range| range.high.is_none_or(|high| high <= 5) && range.low != Some(0));
    let (low, high) =
        range.and_then(|range| range.within(1, 5)).ok_or("a rating from 1 to 5, a range such as `1..=2`, or `none`")?;
    let stars = |number: usize| u8::try_from(number).map_err(|_| "a rating goes from 1 to 5".to_owned());
    Ok(AssumedRating(Some((stars(low)?, stars(high)?))))
}

fn platform(text: &str) -> Result<String, String> {
    if let Some(known) = canonical_platform(text) {
        return Ok(known.to_owned());
    }
    let folded = text.trim().to_lowercase().replace([' ', '-'], "_");
    let names = crate::draft::PLATFORMS.iter().flat_map(|(name, others)| std::iter::once(name).chain(others.iter()));
    Err(match crate::mistake::closest(&folded, names.copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => {
            let known: Vec<&str> = crate::draft::PLATFORMS.iter().map(|(name, _)| *name).collect();
            format!("known are {}", known.join(", "))
        }
    })
}

fn kind(text: &str) -> Result<Kind, String> {
    match text {
        "draft" => Ok(Kind::Draft),
        "template" => Ok(Kind::Template),
        _ => Err("`draft` or `template`".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_definition_of_the_command_line_holds_together() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn a_range_of_ratings_is_read_as_in_packs() {
        assert_eq!(rating_range("1..=2"), Ok(AssumedRating(Some((1, 2)))));
        assert_eq!(rating_range("3"), Ok(AssumedRating(Some((3, 3)))));
        assert_eq!(rating_range("<=2"), Ok(AssumedRating(Some((1, 2)))));
        assert_eq!(rating_range("none"), Ok(AssumedRating(None)));
        for wrong in ["0", "6", "4..=9", "bad"] {
            assert!(rating_range(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn an_alias_of_a_platform_is_taken_and_a_slip_is_corrected() {
        assert_eq!(platform("Google Maps"), Ok("google".to_owned()));
        assert_eq!(platform("gogle"), Err("did you mean `google`?".to_owned()));
    }
}
