//! Owns the values of flags: their names, and how they are read. It must not know which flag takes them.

use clap::ValueEnum;
use clap::builder::PossibleValue;

use crate::draft::{Kind, canonical_platform};
use crate::finding::Level;
use crate::report::Format;
use crate::toml_table::parse_range;

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

/// What `schema` describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SchemaShape {
    /// replylint.toml.
    Config,
    /// Packs of cues and rules.
    Pack,
    /// The document of `check --output-format json`, and each line of `jsonl`.
    Output,
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

pub(super) fn moment(text: &str) -> Result<i64, String> {
    crate::dates::parse(text).ok_or_else(|| "a date such as `2026-04-01` or `2026-04-01T09:30:00Z`".to_owned())
}

pub(super) fn rating_range(text: &str) -> Result<AssumedRating, String> {
    if text == "none" {
        return Ok(AssumedRating(None));
    }
    let range = parse_range(text).filter(|range| range.high.is_none_or(|high| high <= 5) && range.low != Some(0));
    let (low, high) =
        range.and_then(|range| range.within(1, 5)).ok_or("a rating from 1 to 5, a range such as `1..=2`, or `none`")?;
    let stars = |number: usize| u8::try_from(number).map_err(|_| "a rating goes from 1 to 5".to_owned());
    Ok(AssumedRating(Some((stars(low)?, stars(high)?))))
}

pub(super) fn platform(text: &str) -> Result<String, String> {
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

pub(super) fn kind(text: &str) -> Result<Kind, String> {
    match text {
        "draft" => Ok(Kind::Draft),
        "template" => Ok(Kind::Template),
        _ => Err("`draft` or `template`".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
