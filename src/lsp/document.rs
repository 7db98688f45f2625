//! Owns the documents that are open in the editor: their text as it stands there, edit by edit. It must not know what is
//! found in them.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::position::{Encoding, Lines, Range};
use super::{Opened, address};

/// `textDocument/didOpen`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct DidOpen {
    pub(super) text_document: Item,
}

/// A document that is opened.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Item {
    pub(super) uri: String,
    #[serde(default)]
    pub(super) language_id: String,
    #[serde(default)]
    pub(super) version: i64,
    pub(super) text: String,
}

/// `textDocument/didChange`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct DidChange {
    pub(super) text_document: Versioned,
    pub(super) content_changes: Vec<Change>,
}

/// A document by its address.
#[derive(Debug, Deserialize)]
pub(super) struct Versioned {
    pub(super) uri: String,
    #[serde(default)]
    pub(super) version: Option<i64>,
}

/// An edit: of a range, or of the whole document where there is none.
#[derive(Debug, Deserialize)]
pub(super) struct Change {
    #[serde(default)]
    pub(super) range: Option<Range>,
    pub(super) text: String,
}

/// `textDocument/didSave`, `textDocument/didClose`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Named {
    pub(super) text_document: Versioned,
}

/// A document that is open.
#[derive(Debug)]
pub(super) struct Document {
    /// As the client writes it.
    pub(super) uri: String,
    /// The file that it is or, if it is none yet, that it would be; none where nobody knows.
    pub(super) path: Option<PathBuf>,
    /// A name that says what kind of text it is.
    pub(super) name: String,
    /// Of the text, as the client counts.
    pub(super) version: i64,
    pub(super) text: String,
    pub(super) lines: Lines,
    encoding: Encoding,
}

impl Document {
    /// A document as it is opened. What is no file is taken to lie in `folder`.
    pub(super) fn open(item: Item, folder: Option<&Path>, encoding: Encoding) -> Self {
        let file = address::path_of(&item.uri);
        let shown = file.as_ref().and_then(|path| path.file_name()).map(|name| name.to_string_lossy().into_owned());
        let shown = shown.unwrap_or_else(|| address::name_of(&item.uri));
        let name = kind_name(&shown, &item.language_id);
        let path = file.or_else(|| folder.map(|folder| folder.join(&name)));
        let lines = Lines::new(&item.text, encoding);
        Self { uri: item.uri, path, name, version: item.version, text: item.text, lines, encoding }
    }

    /// What the linter sees of it.
    pub(super) fn opened(&self) -> Opened<'_> {
        Opened { path: self.path.as_deref(), name: &self.name, text: &self.text }
    }

    /// Makes edits, one after the other: each speaks of the text that the one before has left.
    pub(super) fn change(&mut self, changes: Vec<Change>) {
        for change in changes {
            match change.range {
                Some(range) => {
                    let span = self.lines.span(&self.text, range);
                    self.text.replace_range(span.start..span.end, &change.text);
                }
                None => self.text = change.text,
            }
            self.lines = Lines::new(&self.text, self.encoding);
        }
    }
}

/// `name`, with the end of the language's files where its own says nothing.
fn kind_name(name: &str, language: &str) -> String {
    if Path::new(name).extension().is_some() {
        return name.to_owned();
    }
    let ending = match language {
        "markdown" | "quarto" | "rmd" => "md",
        "csv" | "csv (semicolon)" => "csv",
        "tsv" => "tsv",
        "json" | "jsonc" => "json",
        "jsonl" | "json lines" => "jsonl",
        "yaml" => "yaml",
        "toml" => "toml",
        _ => "txt",
    };
    format!("{}.{ending}", if name.is_empty() { "untitled" } else { name })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lsp::position::Position;
    use proptest::prelude::*;

    fn document(uri: &str, language: &str, text: &str) -> Document {
        let item = Item { uri: uri.to_owned(), language_id: language.to_owned(), version: 1, text: text.to_owned() };
        Document::open(item, Some(Path::new("/shop")), Encoding::Utf16)
    }

    fn edit(from: (u32, u32), to: (u32, u32), text: &str) -> Change {
        let place = |(line, character)| Position { line, character };
        Change { range: Some(Range { start: place(from), end: place(to) }), text: text.to_owned() }
    }

    #[test]
    fn edits_are_made_one_after_the_other() {
        let mut document = document("file:///a.txt", "", "Dear 🙂,\nthank you.");
        document.change(vec![edit((0, 5), (0, 7), "Ana"), edit((0, 8), (1, 5), " thank"), edit((0, 0), (0, 4), "Hi")]);
        assert_eq!(document.text, "Hi Ana thank you.");
        document.change(vec![Change { range: None, text: "x".to_owned() }, edit((0, 9), (9, 9), "y")]);
        assert_eq!(document.text, "xy", "what is out of range is the end");
    }

    #[test]
    fn a_document_without_an_ending_has_that_of_its_language() {
        let named = |uri: &str, language: &str| document(uri, language, "").name;
        assert_eq!(named("file:///a/reply.txt", "markdown"), "reply.txt");
        assert_eq!(named("file:///a/reply", "markdown"), "reply.md");
        assert_eq!(named("untitled:Untitled-1", "plaintext"), "Untitled-1.txt");
        assert_eq!(named("file://", "csv"), "untitled.csv");
    }

    #[test]
    fn what_is_no_file_lies_in_the_folder_of_the_workspace() {
        assert_eq!(document("untitled:U", "", "").path, Some(PathBuf::from("/shop/U.txt")));
        assert_eq!(document("file:///b/c%20d.txt", "", "").path, Some(PathBuf::from("/b/c d.txt")));
    }

    proptest! {
        #[test]
        fn edits_leave_lines_as_if_they_were_counted_anew(
            text in "[a🙂é\n]{0,40}", new in "[b🙂\r\n]{0,9}", from: (u8, u8), to: (u8, u8)
        ) {
            let mut document = document("file:///a.txt", "", &text);
            let place = |(line, character): (u8, u8)| (u32::from(line % 8), u32::from(character % 12));
            document.change(vec![edit(place(from), place(to), &new)]);
            let counted = Lines::new(&document.text, Encoding::Utf16);
            let end = document.text.len();
            prop_assert_eq!(document.lines.position(&document.text, end), counted.position(&document.text, end));
        }
    }
}
