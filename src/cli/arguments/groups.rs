//! Owns the flags that several commands share. It must not know what they do.

use std::path::PathBuf;

use clap::Args;

use super::values::{AssumedRating, Color, kind, platform, rating_range};
use crate::draft::Kind;
use crate::input::Mapping;

/// What to read.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Input")]
pub(crate) struct InputArguments {
    /// Files and folders; `-` is standard input, and so is no path if something is piped in.
    #[arg(value_name = "PATH", help_heading = None)]
    pub(crate) paths: Vec<PathBuf>,
    /// Read the paths in this file besides, one a line or each with a NUL after it; `-` reads them from standard input.
    #[arg(long, value_name = "FILE")]
    pub(crate) file_list: Option<PathBuf>,
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
