//! Owns the SARIF 2.1.0 report, which code scanning reads. It must not know about other formats.
//!
//! The shape is that of the OASIS standard, with what GitHub asks for: relative addresses, the kind of columns,
//! fingerprints, a description of every rule that fired.

use serde_json::{Value, json};

use super::across::{advice as advice_of_many, member};
use super::hosts::{Placed, address, advice, placed};
use super::position::{DraftIndex, Position};
use super::{Checked, Summary, json as programs};
use crate::across::{Cluster, Place};
use crate::finding::Level;
use crate::fingerprint::Fingerprint;

/// What opens the log.
pub(super) fn begin() -> String {
    "{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":[{\"results\":[\n"
        .to_owned()
}

/// The results of one draft, separated by commas.
pub(super) fn draft(checked: &Checked) -> String {
    let index = DraftIndex::new(&checked.draft);
    let results: Vec<String> =
        placed(checked, &index).iter().map(|placed| programs::line(&result(placed, checked))).collect();
    results.join(",\n")
}

fn result(placed: &Placed<'_>, checked: &Checked) -> Value {
    let file = json!({ "uri": address(&checked.draft.path) });
    let place = |start: Position, end: Position| json!({ "physicalLocation": { "artifactLocation": file, "region": region(start, end) } });
    let mut location = place(placed.start, placed.end);
    location["physicalLocation"]["region"]["byteOffset"] = json!(placed.span.start);
    location["physicalLocation"]["region"]["byteLength"] = json!(placed.span.len());
    if let Some(record) = checked.draft.record {
        location["logicalLocations"] = json!([{ "name": format!("record {record}"), "kind": "element" }]);
    }
    let mut result = json!({
        "ruleId": &*placed.finding.rule,
        "level": level(placed.finding.level),
        "message": { "text": advice(placed.finding) },
        "locations": [location],
        "partialFingerprints": { "sentence/v1": format!("{}:{}", placed.fingerprint, placed.repeated + 1) },
    });
    if !placed.related.is_empty() {
        result["relatedLocations"] = placed
            .related
            .iter()
            .zip(1..)
            .map(|((start, end, label), number)| {
                let mut related = place(*start, *end);
                related["id"] = json!(number);
                related["message"] = json!({ "text": label });
                related
            })
            .collect();
    }
    if let Some((start, end, replace)) = placed.fix {
        result["fixes"] = json!([{
            "description": { "text": "write this instead" },
            "artifactChanges": [{
                "artifactLocation": file,
                "replacements": [{ "deletedRegion": region(start, end), "insertedContent": { "text": replace } }],
            }],
        }]);
    }
    result
}

/// The result for what holds over many drafts: at the first of them, with the others beside it.
pub(super) fn cluster(cluster: &Cluster) -> String {
    let place = |place: &Place| {
        json!({
            "physicalLocation": {
                "artifactLocation": { "uri": address(&place.path) },
                "region": { "startLine": place.line },
            },
            "logicalLocations": [{ "name": member(place), "kind": "element" }],
        })
    };
    let excerpt = cluster.excerpt.as_deref().unwrap_or_default();
    let fingerprint = Fingerprint::of([&*cluster.rule, excerpt, &cluster.about]);
    let mut result = json!({
        "ruleId": &*cluster.rule,
        "level": level(cluster.level),
        "message": { "text": advice_of_many(cluster) },
        "locations": cluster.members.iter().take(1).map(place).collect::<Vec<_>>(),
        "partialFingerprints": { "cluster/v1": fingerprint.to_string() },
        "occurrenceCount": cluster.size,
    });
    let others: Vec<Value> = cluster
        .members
        .iter()
        .zip(0..)
        .skip(1)
        .map(|(other, number)| {
            let mut related = place(other);
            related["id"] = json!(number);
            related["message"] = json!({ "text": member(other) });
            related
        })
        .collect();
    if !others.is_empty() {
        result["relatedLocations"] = Value::Array(others);
    }
    programs::line(&result)
}

fn region(start: Position, end: Position) -> Value {
    json!({ "startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column })
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "note",
        Level::Off => "none",
    }
}

/// What closes the log: the tool, the rules that fired, and whether everything could be read.
pub(super) fn end(summary: &Summary) -> String {
    let rules: Vec<Value> = summary
        .described
        .iter()
        .map(|(id, rule)| {
            let help = rule.help.as_deref().unwrap_or(&rule.message);
            json!({
                "id": &**id,
                "shortDescription": { "text": &*rule.message },
                "fullDescription": { "text": &*rule.message },
                "help": { "text": format!("{help}\nMore: replylint explain {id}") },
                "properties": { "tags": [&*rule.category] },
            })
        })
        .collect();
    let mut invocation = json!({ "executionSuccessful": summary.unreadable == 0 });
    if summary.unreadable > 0 {
        let text = summary.left_out();
        invocation["toolExecutionNotifications"] = json!([{ "level": "error", "message": { "text": text.trim() } }]);
    }
    let driver = json!({
        "name": "replylint",
        "version": env!("CARGO_PKG_VERSION"),
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "rules": rules,
    });
    format!(
        "\n],\"columnKind\":\"unicodeCodePoints\",\"tool\":{},\"invocations\":[{}]}}]}}\n",
        programs::line(&json!({ "driver": driver })),
        programs::line(&invocation)
    )
}
