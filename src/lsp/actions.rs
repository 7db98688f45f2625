//! Owns code actions: what an editor offers to do about what it was told. It must not know why something is wrong.

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::client::Client;
use super::diagnostics::{Edit, Reported};
use super::document::{Document, Versioned};
use super::position::Range;
use crate::span::Span;

/// The kind of an action that mends one thing.
const QUICKFIX: &str = "quickfix";

/// The kind of the action that mends all that can safely be mended.
const FIX_ALL: &str = "source.fixAll.replylint";

/// The kinds of actions that there are.
pub(super) const KINDS: [&str; 2] = [QUICKFIX, FIX_ALL];

/// The longest replacement that a title shows.
const SHOWN: usize = 60;

/// `textDocument/codeAction`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct CodeAction {
    pub(super) text_document: Versioned,
    range: Range,
    #[serde(default)]
    context: Context,
}

#[derive(Debug, Default, Deserialize)]
struct Context {
    /// The kinds that are wanted; all where there are none.
    #[serde(default)]
    only: Option<Vec<String>>,
}

impl CodeAction {
    /// Whether actions of this kind are wanted: kinds are named by their beginnings.
    fn wants(&self, kind: &str) -> bool {
        let is_meant = |wanted: &String| {
            wanted.is_empty()
                || kind.strip_prefix(wanted.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        self.context.only.as_ref().is_none_or(|only| only.iter().any(is_meant))
    }
}

/// The actions for a stretch of the document.
pub(super) fn offered(asked: &CodeAction, document: &Document, reported: &[Reported], client: &Client) -> Vec<Value> {
    let span = document.lines.span(&document.text, asked.range);
    let mut actions = Vec::new();
    if asked.wants(QUICKFIX) {
        for about in reported.iter().filter(|about| touch(about.span, span)) {
            let Some(fix) = &about.fix else { continue };
            actions.push(json!({
                "title": title(fix),
                "kind": QUICKFIX,
                "diagnostics": [about.diagnostic],
                "isPreferred": fix.safe,
                "edit": edit(&[fix], document, client),
            }));
        }
    }
    let safe = compatible(reported.iter().filter_map(|about| about.fix.as_ref()).filter(|fix| fix.safe));
    if asked.wants(FIX_ALL) && !safe.is_empty() {
        actions.push(json!({
            "title": "replylint: fix all that can safely be fixed",
            "kind": FIX_ALL,
            "edit": edit(&safe, document, client),
        }));
    }
    actions
}

/// Whether two stretches share a place, a border included: a cursor is a stretch without a length.
fn touch(left: Span, right: Span) -> bool {
    left.start <= right.end && right.start <= left.end
}

fn title(fix: &Edit) -> String {
    let shown: String = fix.replace.trim().chars().take(SHOWN).collect();
    let more = if fix.replace.trim().chars().count() > SHOWN { "…" } else { "" };
    match (fix.replace.is_empty(), fix.span.is_empty()) {
        (true, _) => "remove this".to_owned(),
        (false, true) => format!("insert “{shown}{more}”"),
        (false, false) => format!("replace with “{shown}{more}”"),
    }
}

/// The edits that can be made together: of two that overlap, the first.
fn compatible<'e>(edits: impl Iterator<Item = &'e Edit>) -> Vec<&'e Edit> {
    let mut all: Vec<&Edit> = edits.collect();
    all.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let mut chosen: Vec<&Edit> = Vec::new();
    for edit in all {
        if chosen.last().is_none_or(|last| last.span.end <= edit.span.start && last.span != edit.span) {
            chosen.push(edit);
        }
    }
    chosen
}

/// A change of the document, in the form that the client understands.
fn edit(edits: &[&Edit], document: &Document, client: &Client) -> Value {
    let edits: Vec<Value> = edits
        .iter()
        .map(|edit| json!({ "range": document.lines.range(&document.text, edit.span), "newText": edit.replace }))
        .collect();
    if client.has_versioned_edits {
        let document = json!({ "uri": document.uri, "version": document.version });
        return json!({ "documentChanges": [{ "textDocument": document, "edits": edits }] });
    }
    let mut changes = Map::new();
    changes.insert(document.uri.clone(), Value::Array(edits));
    json!({ "changes": changes })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wants(only: &[&str], kind: &str) -> bool {
        let asked = json!({
            "textDocument": { "uri": "file:///a.txt" },
            "range": Range::default(),
            "context": { "only": only },
        });
        serde_json::from_value::<CodeAction>(asked).unwrap().wants(kind)
    }

    #[test]
    fn kinds_are_named_by_their_beginnings() {
        assert!(
            wants(&["quickfix"], QUICKFIX) && wants(&["source", "x"], FIX_ALL) && wants(&["source.fixAll"], FIX_ALL)
        );
        assert!(wants(&[""], QUICKFIX));
        assert!(!wants(&["source.fix"], FIX_ALL) && !wants(&["refactor"], QUICKFIX) && !wants(&[], QUICKFIX));
    }

    #[test]
    fn of_edits_that_overlap_only_the_first_is_made() {
        let edit = |start, end| Edit { span: Span::new(start, end), replace: "x".to_owned(), safe: true };
        let all = [edit(4, 6), edit(0, 3), edit(2, 5), edit(3, 3), edit(3, 3), edit(6, 7)];
        let spans: Vec<Span> = compatible(all.iter()).iter().map(|edit| edit.span).collect();
        assert_eq!(spans, [Span::new(0, 3), Span::new(3, 3), Span::new(4, 6), Span::new(6, 7)]);
    }
}
