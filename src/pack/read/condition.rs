//! Owns reading `when`, the closed language of conditions. It must not know which cues and facts exist.

use crate::draft::Kind;
use crate::pack::raw::{RawWhen, Strings};
use crate::toml_table::{Reader, Table};

/// The keys of a condition besides `not`.
const KEYS: [&str; 11] = [
    "rating",
    "platform",
    "profile",
    "kind",
    "review",
    "review-words",
    "waited-days",
    "has",
    "lacks",
    "allows",
    "forbids",
];

/// Reads the condition under `when`, if there is one.
pub(super) fn read_when(reader: &mut Reader<'_>, table: &mut Table<'_>) -> Option<RawWhen> {
    let mut when = reader.subtable(table, "when", "`when`")?;
    let not = reader.subtable(&mut when, "not", "`not`");
    check_filled(reader, &when, not.is_some());
    let mut condition = read_keys(reader, &mut when);
    condition.not = not.map(|mut not| {
        check_filled(reader, &not, false);
        if let Some((span, _)) = not.take("not") {
            let mistake = reader.mistake("misplaced-key", span, "`not` inside `not`");
            reader.report(mistake.label("says the opposite of the opposite"));
        }
        let inner = read_keys(reader, &mut not);
        reader.finish(not);
        Box::new(inner)
    });
    reader.finish(when);
    Some(condition)
}

fn check_filled(reader: &mut Reader<'_>, table: &Table<'_>, more: bool) {
    if table.entries().is_empty() && !more {
        let mistake = reader.mistake("empty", table.span.unwrap_or_default(), format!("{} is empty", table.called));
        reader.report(mistake.label("no condition is written here").help(format!("write {}", known())));
    }
}

fn known() -> String {
    let keys: Vec<String> = KEYS.iter().map(|key| format!("`{key}`")).collect();
    keys.join(", ")
}

fn read_keys(reader: &mut Reader<'_>, table: &mut Table<'_>) -> RawWhen {
    RawWhen {
        span: table.span.unwrap_or_default(),
        rating: reader.ratings(table, "rating"),
        platform: reader.platforms(table, "platform"),
        profile: reader.texts(table, "profile"),
        kind: read_kinds(reader, table),
        review: reader.texts(table, "review"),
        review_words: reader.counts(table, "review-words"),
        waited_days: reader.counts(table, "waited-days"),
        has: reader.texts(table, "has"),
        lacks: reader.texts(table, "lacks"),
        allows: reader.texts(table, "allows"),
        forbids: reader.texts(table, "forbids"),
        not: None,
    }
}

fn read_kinds(reader: &mut Reader<'_>, table: &mut Table<'_>) -> Strings {
    let mut kinds = reader.texts(table, "kind");
    kinds.retain(|kind| reader.chosen(kind, "kind of draft", Kind::NAMES).is_some());
    kinds
}
