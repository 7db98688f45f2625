//! Owns the report that GitLab shows as code quality: its JSON is that of Code Climate, cut down. It must not know about
//! other formats.

use serde_json::json;

use super::hosts::{address, advice, placed};
use super::position::{DraftIndex, Position};
use super::{Checked, json as programs};
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

fn severity(level: Level) -> &'static str {
    match level {
        Level::Error => "critical",
        Level::Warning => "major",
        Level::Note | Level::Off => "info",
    }
}
