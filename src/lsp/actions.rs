//! Owns code actions: what an editor offers to do about what it was told. It must not know why something is wrong.

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::client::Client;
use super::diagnostics::Reported;
use super::document::{Document, Versioned};
use super::position::Range;
use crate::span::Span;

/// The kind of an action that mends one thing.
pub(super) const QUICKFIX: &str = "quickfix";

/// The kind of the action that mends all that can safely be mended.
pub(super) const FIX_ALL: &str = "source.fixAll.replylint";

/// The kinds of actions that there are.
pub(super) const KINDS: [&str; 2] = [QUICKFIX, FIX_ALL];

/// The longest replacement that a title shows.
const SHOWN: usize = 60;

/// `textDocument/codeAction`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct CodeAction {
    pub(super) text_document: Versioned,
    pub(super) range: Range,
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
    pub(super) fn wants(&self, kind: &str) -> bool {
        let is_meant = |wanted: &String| {
            wanted.is_empty()
                || kind.strip_prefix(wanted.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        self.context.only.as_ref().is_none_or(|only| only.iter().any(is_meant))
    }
}

/// What can be done about a stretch of a document.
pub(super) struct Offer<'d> {
    pub(super) document: &'d Document,
    pub(super) client: &'d Client,
    pub(super) actions: Vec<Value>,
}

impl Offer<'_> {
    /// The replacement that something reported brings along.
    pub(super) fn fix(&mut self, about: &Reported) {
        let Some(fix) = &about.fix else { return };
        self.actions.push(json!({
            "title": title(fix.span, &fix.replace),
            "kind": QUICKFIX,
            "diagnostics": [about.diagnostic],
            "isPreferred": fix.safe,
            "edit": self.edit(&[(fix.span, fix.replace.clone())]),
        }));
    }

    /// A comment that leaves something reported as it is.
    pub(super) fn suppression(&mut self, about: &Reported, rule: &str, edit: (Span, String)) {
        self.actions.push(json!({
            "title": format!("leave this as it is: suppress `{rule}` here"),
            "kind": QUICKFIX,
            "diagnostics": [about.diagnostic],
            "isPreferred": false,
            "edit": self.edit(&[edit]),
        }));
    }

    /// All that can safely be mended.
    pub(super) fn fix_all(&mut self, edits: &[(Span, String)]) {
        if !edits.is_empty() {
            self.actions.push(json!({
                "title": "replylint: fix all that can safely be fixed",
                "kind": FIX_ALL,
                "edit": self.edit(edits),
            }));
        }
    }

    /// A change of the document, in the form that the client understands.
    fn edit(&self, edits: &[(Span, String)]) -> Value {
        let document = self.document;
        let edits: Vec<Value> = edits
            .iter()
            .map(|(span, text)| json!({ "range": document.lines.range(&document.text, *span), "newText": text }))
            .collect();
        if self.client.has_versioned_edits {
            let document = json!({ "uri": document.uri, "version": document.version });
            return json!({ "documentChanges": [{ "textDocument": document, "edits": edits }] });
        }
        let mut changes = Map::new();
        changes.insert(document.uri.clone(), Value::Array(edits));
        json!({ "changes": changes })
    }
}

/// Whether two stretches share a place, a border included: a cursor is a stretch without a length.
pub(super) fn touch(left: Span, right: Span) -> bool {
    left.start <= right.end && right.start <= left.end
}

fn title(span: Span, replace: &str) -> String {
    let words = replace.trim();
    let shown: String = words.chars().take(SHOWN).collect();
    let more = if words.chars().count() > SHOWN { "…" } else { "" };
    match (words.is_empty(), span.is_empty()) {
        (true, _) => "remove this".to_owned(),
        (false, true) => format!("insert “{shown}{more}”"),
        (false, false) => format!("replace with “{shown}{more}”"),
    }
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
}
