//! Owns reading `[rule.ID]`. It must not know which cues exist.

use super::condition::read_when;
use super::example::read_examples;
use super::fix::{read_fixed, read_fixes};
use super::kind::read_kind;
use crate::finding::{CATEGORIES, Level};
use crate::pack::raw::{RawRule, RawWhen, Spanned};
use crate::toml_table::{Reader, Table};

/// Reads a rule. It is returned even if something is missing or wrong, which is reported, so that its cues are looked up.
pub(super) fn read_rule(reader: &mut Reader<'_>, id: Spanned<String>, mut table: Table<'_>) -> RawRule {
    let category = reader.required_text(&mut table, "category").filter(|category| {
        let known = CATEGORIES.contains(&category.value.as_str());
        if !known {
            reader.unknown_value(category, "category", CATEGORIES.iter().copied());
        }
        known
    });
    reader.require(&table, "level");
    let level = reader.level(&mut table, "level");
    let kind = read_kind(reader, &mut table);
    let when = read_when(reader, &mut table);
    let levels = read_levels(reader, &mut table);
    let message = reader.required_text(&mut table, "message");
    let label = reader.text(&mut table, "label");
    let help = reader.text(&mut table, "help");
    let why = reader.required_text(&mut table, "why");
    let sources = reader.texts(&mut table, "sources");
    let fix = read_fixes(reader, &mut table);
    let fixed = read_fixed(reader, &mut table);
    let flag = read_examples(reader, &mut table, "flag");
    let pass = read_examples(reader, &mut table, "pass");
    reader.finish(table);
    RawRule {
        id,
        category: category.unwrap_or_default(),
        level: level.unwrap_or(Level::Warning),
        kind,
        when,
        levels,
        message: message.map(|message| message.value).unwrap_or_default(),
        label: label.map(|label| label.value).unwrap_or_default(),
        help: help.map(|help| help.value),
        why: why.map(|why| why.value).unwrap_or_default(),
        sources: sources.into_iter().map(|source| source.value).collect(),
        fix,
        fixed,
        flag,
        pass,
    }
}

/// Reads `levels = [{ when = {…}, level = "error" }]`.
fn read_levels(reader: &mut Reader<'_>, table: &mut Table<'_>) -> Vec<(RawWhen, Level)> {
    let mut levels = Vec::new();
    for mut entry in reader.subtables(table, "levels", "an entry of `levels`") {
        reader.require(&entry, "when");
        reader.require(&entry, "level");
        let when = read_when(reader, &mut entry);
        let level = reader.level(&mut entry, "level");
        reader.finish(entry);
        levels.extend(when.zip(level));
    }
    levels
}
