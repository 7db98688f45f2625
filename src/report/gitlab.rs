//! Owns the report that GitLab shows as code quality: its JSON is that of Code Climate, cut down. It must not know about
//! other formats.

use serde_json::{Value, json};

use super::across::advice as advice_of_many;
use super::hosts::{address, advice, placed};
use super::position::{DraftIndex, Position};
use super::{Checked, json as programs};
use crate::across::{Cluster, Place};
use crate::finding::Level;
use crate::fingerprint::Fingerprint;

/// The issues of one draft, separated by commas.
pub(super) fn draft(checked: &Checked) -> String {
    let index = DraftIndex::new(&checked.draft);
    let issues: Vec<String> = placed(checked, &index)
        .iter()
        .map(|placed| {
            // GitLab drops issues whose fingerprint it has seen, in the same report too.
            let (sentence, times) = (placed.fingerprint.to_string(), placed.repeated.to_string());
            let record = checked.draft.record.map(|record| record.to_string()).unwrap_or_default();
            let fingerprint = Fingerprint::of([&*checked.draft.path, &record, &sentence, &times]);
            let place = |place: Position| json!({ "line": place.line, "column": place.column });
            programs::line(&json!({
                "type": "issue",
                "check_name": &*placed.finding.rule,
                "description": advice(placed.finding),
                "categories": ["Style"],
                "severity": severity(placed.finding.level),
                "fingerprint": fingerprint.to_string(),
                "location": {
                    "path": address(&checked.draft.path),
                    "positions": { "begin": place(placed.start), "end": place(placed.end) },
                    "lines": { "begin": placed.start.line, "end": placed.end.line },
                },
            }))
        })
        .collect();
    issues.join(",\n")
}

/// The issue for what holds over many drafts: at the first of them, with the others beside it.
pub(super) fn cluster(cluster: &Cluster) -> String {
    let place = |place: &Place| {
        let line = json!({ "line": place.line, "column": 1 });
        json!({
            "path": address(&place.path),
            "positions": { "begin": line, "end": line },
            "lines": { "begin": place.line, "end": place.line },
        })
    };
    let first = cluster.members.first();
    let path = first.map_or("", |first| &*first.path);
    let record = first.and_then(|first| first.record).map(|record| record.to_string()).unwrap_or_default();
    let excerpt = cluster.excerpt.as_deref().unwrap_or_default();
    let fingerprint = Fingerprint::of([path, &record, &cluster.rule, excerpt, &cluster.about]);
    let others: Vec<Value> = cluster.members.iter().skip(1).map(place).collect();
    programs::line(&json!({
        "type": "issue",
        "check_name": &*cluster.rule,
        "description": advice_of_many(cluster),
        "categories": ["Duplication"],
        "severity": severity(cluster.level),
        "fingerprint": fingerprint.to_string(),
        "location": first.map(place),
        "other_locations": others,
    }))
}

fn severity(level: Level) -> &'static str {
    match level {
        Level::Error => "critical",
        Level::Warning => "major",
        Level::Note | Level::Off => "info",
    }
}
