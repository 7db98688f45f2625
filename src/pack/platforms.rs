//! Owns the table of what platforms allow. It must not know which rules ask.

use serde::{Deserialize, Serialize};
use toml::{Table, Value};

/// The table, as it comes with replylint.
pub const TABLE: &str = include_str!("../../rules/platforms.toml");

/// The facts that can be allowed or not.
pub const FACTS: &[&str] =
    &["contact-details", "links", "review-requests", "incentives", "formatting", "lists", "direct-messages"];

/// The name of the fact that is a number.
const LENGTH: &str = "length";

/// What a length counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Unit {
    /// Bytes of UTF-8.
    Bytes,
    /// Characters (Unicode scalar values).
    Chars,
    /// Words.
    Words,
}

impl Unit {
    const ALL: [Self; 3] = [Self::Bytes, Self::Chars, Self::Words];

    /// Its name in the table and in messages.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Bytes => "bytes",
            Self::Chars => "chars",
            Self::Words => "words",
        }
    }

    /// The word for people.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Bytes => "bytes",
            Self::Chars => "characters",
            Self::Words => "words",
        }
    }
}

/// The greatest length of a reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Length {
    /// So many are fine.
    pub most: u32,
    /// Of what.
    pub unit: Unit,
}

/// What somebody has verified of one platform: what rules know.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Platform {
    /// Its canonical name.
    pub name: String,
    /// Known facts: true is allowed, false is not.
    pub facts: Vec<(String, bool)>,
    /// The greatest length.
    pub length: Option<Length>,
}

impl Platform {
    /// Whether it allows something; none if that is not known.
    pub fn allows(&self, fact: &str) -> Option<bool> {
        self.facts.iter().find(|(known, _)| known == fact).map(|(_, allowed)| *allowed)
    }
}

/// One fact of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The canonical name of the platform.
    pub platform: String,
    /// One of [`FACTS`], or `length`.
    pub fact: String,
    /// What it says.
    pub says: Says,
    /// Where it is known from.
    pub source: String,
    /// The day somebody read it there, `YYYY-MM-DD`; none if nobody has.
    pub checked: Option<String>,
}

/// What a fact says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Says {
    /// It is allowed, or not.
    Allowed(bool),
    /// No reply is longer.
    Length(Length),
}

/// Reads the table that comes with replylint, by platform. A row that cannot be read is left out; a test reads them all.
pub fn rows() -> Vec<Row> {
    let Ok(file) = TABLE.parse::<Table>() else { return Vec::new() };
    let tables = file.iter().filter_map(|(platform, facts)| Some((platform, facts.as_table()?)));
    tables
        .flat_map(|(platform, facts)| facts.iter().filter_map(move |(fact, row)| read(platform, fact, row.as_table()?)))
        .collect()
}

fn read(platform: &str, fact: &str, row: &Table) -> Option<Row> {
    let text = |key: &str| row.get(key).and_then(Value::as_str);
    let says = if fact == LENGTH {
        let most = u32::try_from(row.get("most")?.as_integer()?).ok()?;
        Says::Length(Length { most, unit: Unit::ALL.into_iter().find(|unit| Some(unit.name()) == text("unit"))? })
    } else {
        FACTS.contains(&fact).then_some(())?;
        Says::Allowed(row.get("allowed")?.as_bool()?)
    };
    Some(Row {
        platform: platform.to_owned(),
        fact: fact.to_owned(),
        says,
        source: text("source")?.to_owned(),
        checked: text("checked").map(str::to_owned),
    })
}

/// What rules know of each platform: the facts that somebody has checked, or all of them.
pub fn table(unverified: bool) -> Vec<Platform> {
    let mut platforms: Vec<Platform> = Vec::new();
    for row in rows().into_iter().filter(|row| unverified || row.checked.is_some()) {
        if platforms.last().is_none_or(|last| last.name != row.platform) {
            platforms.push(Platform { name: row.platform, ..Platform::default() });
        }
        let Some(platform) = platforms.last_mut() else { continue };
        match row.says {
            Says::Allowed(allowed) => platform.facts.push((row.fact, allowed)),
            Says::Length(length) => platform.length = Some(length),
        }
    }
    platforms
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::canonical_platform;

    #[test]
    fn every_row_can_be_read_and_has_a_known_platform_a_source_and_a_day() {
        let file: Table = TABLE.parse().unwrap();
        let written: usize = file.values().filter_map(Value::as_table).map(Table::len).sum();
        let rows = rows();
        assert_eq!(rows.len(), written);
        for row in rows {
            assert_eq!(canonical_platform(&row.platform), Some(row.platform.as_str()));
            assert!(row.source.len() > 10, "{row:?}");
            let day = |day: &str| day.len() == 10 && day.split('-').map(str::len).eq([4, 2, 2]);
            assert!(row.checked.as_deref().is_none_or(day), "{row:?}");
        }
    }

    #[test]
    fn what_nobody_has_checked_is_unknown_to_rules() {
        let of_facebook = |unverified| table(unverified).into_iter().find(|platform| platform.name == "facebook");
        assert_eq!(of_facebook(true).and_then(|facebook| facebook.length).map(|length| length.most), Some(8000));
        let table = table(false);
        let of = |name: &str| table.iter().find(|platform| platform.name == name);
        assert!(rows().iter().any(|row| row.platform == "facebook" && row.checked.is_none()));
        assert_eq!(of("facebook"), None);
        let google = of("google").unwrap();
        assert_eq!(google.length, Some(Length { most: 4096, unit: Unit::Bytes }));
        assert!(google.facts.iter().all(|(fact, _)| fact != "formatting"));
    }
}
