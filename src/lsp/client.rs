//! Owns what the client said about itself when it came. It must not know what follows from it.

use std::path::PathBuf;

use serde_json::Value;

use super::address;
use super::position::Encoding;

/// What a client can do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Client {
    /// How both sides count.
    pub(super) encoding: Encoding,
    /// The folder of the workspace.
    pub(super) folder: Option<PathBuf>,
    /// Whether a diagnostic may name further places.
    pub(super) has_related: bool,
    /// Whether a diagnostic may carry data.
    pub(super) has_data: bool,
    /// Whether a code action may bring its edit along.
    pub(super) has_actions: bool,
    /// Whether an edit may name the version that it is for.
    pub(super) has_versioned_edits: bool,
    /// Whether it watches files when asked to.
    pub(super) watches_files: bool,
    /// Whether it shows Markdown.
    pub(super) has_markdown: bool,
}

impl Client {
    /// What the parameters of `initialize` say. What they do not say as they should, it cannot do.
    pub(super) fn of(params: &Value) -> Self {
        let capability = |path: &str| params.pointer(&format!("/capabilities/{path}"));
        let can = |path: &str| capability(path).and_then(Value::as_bool).unwrap_or(false);
        let names = |path: &str| capability(path).and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        let encodings = names("general/positionEncodings").iter().filter_map(Value::as_str);
        let root = || params.pointer("/rootUri").and_then(Value::as_str).and_then(address::path_of);
        let folders = params.pointer("/workspaceFolders/0/uri").and_then(Value::as_str).and_then(address::path_of);
        let old = || params.pointer("/rootPath").and_then(Value::as_str).map(PathBuf::from);
        Self {
            encoding: Encoding::choose(encodings),
            folder: folders.or_else(root).or_else(old),
            has_related: can("textDocument/publishDiagnostics/relatedInformation"),
            has_data: can("textDocument/publishDiagnostics/dataSupport"),
            has_actions: capability("textDocument/codeAction/codeActionLiteralSupport").is_some_and(Value::is_object),
            has_versioned_edits: can("workspace/workspaceEdit/documentChanges"),
            watches_files: can("workspace/didChangeWatchedFiles/dynamicRegistration"),
            has_markdown: names("textDocument/hover/contentFormat").iter().any(|format| format == "markdown"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_a_client_does_not_say_it_cannot_do() {
        assert_eq!(Client::of(&json!({ "capabilities": { "general": [], "workspace": 7 } })), Client::default());
        assert_eq!(Client::of(&Value::Null), Client::default());
    }

    #[cfg(unix)]
    #[test]
    fn the_folder_is_the_first_of_the_workspace() {
        let params = json!({
            "workspaceFolders": [{ "uri": "file:///two%20words", "name": "x" }],
            "rootUri": "file:///b", "rootPath": "/c",
        });
        assert_eq!(Client::of(&params).folder, Some(PathBuf::from("/two words")));
        let params = json!({ "workspaceFolders": null, "rootUri": null, "rootPath": "/c" });
        assert_eq!(Client::of(&params).folder, Some(PathBuf::from("/c")));
    }
}
