//! Owns the table of what platforms allow. It must not know which rules ask.

use serde::{Deserialize, Serialize};
use toml::Value;

/// The table, as it comes with replylint.
pub const TABLE: &str = include_str!("../../rules/platforms.toml");

/// What one platform allows in the reply of a business.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Platform {
    /// Its canonical name.
    pub name: String,
    /// Known facts: true is allowed, false is not.
    pub facts: Vec<(String, bool)>,
    /// The greatest length, and whether it counts bytes (else characters).
    pub limit: Option<(u32, bool)>,
    /// Whether somebody read it at its source; only then do rules use it.
    pub verified: bool,
    /// The day it was checked, `YYYY-MM-DD`.
    pub checked: String,
    /// Where it is known from.
    pub source: String,
}

/// The facts that a row can hold.
pub const FACTS: &[&str] =
    &["contact-details", "links", "review-requests", "incentives", "formatting", "direct-messages"];

/// Reads the table that comes with replylint. A row that cannot be read is left out; a test reads them all.
pub fn table() -> Vec<Platform> {
    let Ok(Value::Table(file)) = TABLE.parse::<toml::Table>().map(Value::Table) else { return Vec::new() };
    let Some(Value::Table(rows)) = file.get("platform") else { return Vec::new() };
    rows.iter().filter_map(|(name, row)| Some(read(name, row.as_table()?))).collect()
}

fn read(name: &str, row: &toml::Table) -> Platform {
    let text = |key: &str| row.get(key).and_then(Value::as_str).unwrap_or("").to_owned();
    let limit = row.get("limit").and_then(Value::as_integer).and_then(|limit| u32::try_from(limit).ok());
    Platform {
        name: name.to_owned(),
        facts: FACTS.iter().filter_map(|fact| Some(((*fact).to_owned(), row.get(*fact)?.as_bool()?))).collect(),
        limit: limit.map(|limit| (limit, text("unit") == "bytes")),
        verified: row.get("verified").and_then(Value::as_bool).unwrap_or(false),
        checked: text("checked"),
        source: text("source"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::canonical_platform;

    #[test]
    fn every_row_has_a_known_platform_a_source_and_a_date() {
        let rows = table();
        assert!(rows.len() >= 9);
        for row in rows {
            assert_eq!(canonical_platform(&row.name), Some(row.name.as_str()));
            assert!(row.source.len() > 10 && row.checked.len() == 10, "{}", row.name);
        }
    }
}
