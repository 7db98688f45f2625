//! Owns reading `fix` and `fixed`: what a rule may put in place of what it reports, and examples of that. It must not
//! know what is there.

use super::example::read_fields;
use crate::pack::raw::{RawFix, RawFixed};
use crate::toml_table::{Reader, Table};

/// Reads `fix = { replace = "…", safe = true }`, or a list of such.
pub(super) fn read_fixes(reader: &mut Reader<'_>, table: &mut Table<'_>) -> Vec<RawFix> {
    let mut fixes = Vec::new();
    for mut entry in reader.subtables(table, "fix", "a fix") {
        let span = entry.span.unwrap_or_default();
        reader.require(&entry, "replace");
        let find = reader.text(&mut entry, "find");
        let replace = entry.take("replace").and_then(|(_, value)| reader.string(value, "`replace`"));
        let safe = reader.switch(&mut entry, "safe").unwrap_or(false);
        reader.finish(entry);
        fixes.extend(replace.map(|replace| RawFix { span, find, replace: replace.value, safe }));
    }
    fixes
}

/// Reads `fixed = [{ reply = "…", becomes = "…" }]`.
pub(super) fn read_fixed(reader: &mut Reader<'_>, table: &mut Table<'_>) -> Vec<RawFixed> {
    let mut all = Vec::new();
    for mut entry in reader.subtables(table, "fixed", "an example in `fixed`") {
        reader.require(&entry, "becomes");
        let becomes = entry.take("becomes").and_then(|(_, value)| reader.string(value, "`becomes`"));
        let example = read_fields(reader, entry);
        all.extend(example.zip(becomes).map(|(example, becomes)| RawFixed { example, becomes }));
    }
    all
}
