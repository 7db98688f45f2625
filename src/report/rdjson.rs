//! Owns the report that reviewdog reads: the Reviewdog Diagnostic Format. It must not know about other formats.

use serde_json::{Value, json};

use super::across::{advice as advice_of_many, member};
use super::hosts::{Placed, advice, placed};
use super::position::{DraftIndex, Position};
use super::{Checked, json as programs};
use crate::across::{Cluster, Place};
use crate::finding::Level;

/// What opens the document.
pub(super) fn begin() -> String {
    "{\"source\":{\"name\":\"replylint\"},\"diagnostics\":[\n".to_owned()
}

/// The diagnostics of one draft, separated by commas.
pub(super) fn draft(checked: &Checked) -> String {
    let index = DraftIndex::new(&checked.draft);
    let all: Vec<String> =
        placed(checked, &index).iter().map(|placed| programs::line(&diagnostic(placed, checked, &index))).collect();
    all.join(",\n")
}

fn diagnostic(placed: &Placed<'_>, checked: &Checked, index: &DraftIndex<'_>) -> Value {
    // Columns of this format count bytes of UTF-8, from 1.
    let position = |place: Position| json!({ "line": place.line, "column": index.byte_column(place) });
    let range = |start: Position, end: Position| json!({ "start": position(start), "end": position(end) });
    let mut diagnostic = json!({
        "message": advice(placed.finding),
        "location": { "path": &*checked.draft.path, "range": range(placed.start, placed.end) },
        "severity": severity(placed.finding.level),
        "code": { "value": &*placed.finding.rule },
    });
    if let Some((start, end, replace)) = placed.fix {
        diagnostic["suggestions"] = json!([{ "range": range(start, end), "text": replace }]);
    }
    if !placed.related.is_empty() {
        diagnostic["related_locations"] = placed
            .related
            .iter()
            .map(|(start, end, label)| {
                json!({ "message": label, "location": { "path": &*checked.draft.path, "range": range(*start, *end) } })
            })
            .collect();
    }
    diagnostic
}

/// The diagnostic for what holds over many drafts: at the first of them, with the others beside it.
pub(super) fn cluster(cluster: &Cluster) -> String {
    let location = |place: &Place| json!({ "path": &*place.path, "range": { "start": { "line": place.line } } });
    let others: Vec<Value> = cluster
        .members
        .iter()
        .skip(1)
        .map(|other| json!({ "message": member(other), "location": location(other) }))
        .collect();
    let mut diagnostic = json!({
        "message": advice_of_many(cluster),
        "location": cluster.members.first().map(location),
        "severity": severity(cluster.level),
        "code": { "value": &*cluster.rule },
    });
    if !others.is_empty() {
        diagnostic["related_locations"] = Value::Array(others);
    }
    programs::line(&diagnostic)
}

fn severity(level: Level) -> &'static str {
    match level {
        Level::Error => "ERROR",
        Level::Warning => "WARNING",
        Level::Note | Level::Off => "INFO",
    }
}
