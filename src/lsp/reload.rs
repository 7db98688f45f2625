//! Owns what an editor is told about configuration and packs: which of their files have changed on disk, and the
//! mistakes in them. It must not know what they mean.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf, absolute};
use std::time::SystemTime;

use serde::Deserialize;
use serde_json::{Value, json};

use super::diagnostics::{SOURCE, severity, words};
use super::position::{Encoding, Lines};
use super::{Mistakes, address};
use crate::mistake::Mistake;

/// What clients are asked to watch: configuration, and packs, which may be called anything.
pub(super) const WATCHED: &str = "**/*.toml";

/// `workspace/didChangeWatchedFiles`.
#[derive(Debug, Deserialize)]
pub(super) struct DidChangeWatchedFiles {
    pub(super) changes: Vec<FileEvent>,
}

/// A file that has changed.
#[derive(Debug, Deserialize)]
pub(super) struct FileEvent {
    pub(super) uri: String,
}

/// What tells one state of a file from another.
type Stamp = Option<(SystemTime, u64)>;

/// The files that were read, as they were.
#[derive(Debug, Default)]
pub(super) struct Stamps(BTreeMap<PathBuf, Stamp>);

impl Stamps {
    /// Takes note of files that were read just now, if they are new.
    pub(super) fn note(&mut self, files: Vec<PathBuf>) {
        for file in files {
            self.0.entry(file).or_insert_with_key(|file| stamp(file));
        }
    }

    /// Whether any of them has changed, come or gone.
    pub(super) fn are_stale(&self) -> bool {
        self.0.iter().any(|(file, known)| stamp(file) != *known)
    }

    /// Whether a file is one of them.
    pub(super) fn know(&self, file: &Path) -> bool {
        self.0.contains_key(file)
    }

    /// Forgets all.
    pub(super) fn clear(&mut self) {
        self.0.clear();
    }
}

fn stamp(file: &Path) -> Stamp {
    let metadata = fs::metadata(file).ok()?;
    Some((metadata.modified().ok()?, metadata.len()))
}

/// The mistakes in configuration and packs, by file.
#[derive(Debug, Default)]
pub(super) struct Troubles {
    wanted: BTreeMap<PathBuf, Vec<Value>>,
    told: BTreeMap<PathBuf, Vec<Value>>,
    /// What was shown last: nobody wants to read it at every key.
    shown: Option<String>,
    said: Option<String>,
}

impl Troubles {
    /// Takes mistakes in.
    pub(super) fn add(&mut self, broken: &Mistakes, encoding: Encoding) {
        for mistake in &broken.mistakes {
            let path = full(&mistake.path);
            let text = broken.files.iter().find(|file| file.path == mistake.path).map_or("", |file| file.text.as_str());
            let diagnostic = diagnostic(mistake, &path, text, encoding);
            let known = self.wanted.entry(path).or_default();
            if !known.contains(&diagnostic) {
                known.push(diagnostic);
            }
        }
    }

    /// Takes in what keeps drafts from being checked.
    pub(super) fn stop(&mut self, broken: &Mistakes, encoding: Encoding) {
        self.add(broken, encoding);
        let first = broken.mistakes.iter().find(|mistake| mistake.level == crate::finding::Level::Error);
        let words = first.map_or_else(
            || broken.told.trim().to_owned(),
            |mistake| {
                let text = broken.files.iter().find(|file| file.path == mistake.path).map(|file| file.text.as_str());
                let line = text.zip(mistake.span).map(|(text, span)| {
                    format!(":{}", text.get(..span.start).unwrap_or_default().matches('\n').count() + 1)
                });
                format!("{}{}: {}", mistake.path, line.unwrap_or_default(), mistake.message)
            },
        );
        self.said = Some(format!("{words} (what this configuration holds for is not checked until it is mended)"));
    }

    /// From now on nothing is wrong.
    pub(super) fn clear(&mut self) {
        self.wanted.clear();
        self.said = None;
    }

    /// What the client has to be told: the diagnostics of files that are different now.
    pub(super) fn changes(&mut self) -> Vec<(PathBuf, Vec<Value>)> {
        let mut changes = Vec::new();
        for (path, diagnostics) in &self.wanted {
            if self.told.get(path) != Some(diagnostics) {
                changes.push((path.clone(), diagnostics.clone()));
            }
        }
        for path in self.told.keys().filter(|path| !self.wanted.contains_key(*path)) {
            changes.push((path.clone(), Vec::new()));
        }
        self.told.clone_from(&self.wanted);
        changes
    }

    /// What is to be shown to the person, once.
    pub(super) fn message(&mut self) -> Option<String> {
        let is_new = self.said.is_some() && self.said != self.shown;
        self.shown.clone_from(&self.said);
        self.said.clone().filter(|_| is_new)
    }
}

fn full(path: &str) -> PathBuf {
    absolute(path).unwrap_or_else(|_| PathBuf::from(path))
}

fn diagnostic(mistake: &Mistake, path: &Path, text: &str, encoding: Encoding) -> Value {
    let lines = Lines::new(text, encoding);
    let range = lines.range(text, mistake.span.unwrap_or_default());
    let message = if mistake.label.is_empty() {
        mistake.message.clone()
    } else {
        format!("{}: {}", mistake.message, mistake.label)
    };
    let related: Vec<Value> = mistake
        .related
        .iter()
        .map(|(span, label)| {
            json!({ "location": { "uri": address::of_path(path), "range": lines.range(text, *span) }, "message": label })
        })
        .collect();
    let mut diagnostic = json!({
        "range": range,
        "severity": severity(mistake.level),
        "code": mistake.code,
        "source": SOURCE,
        "message": words(&message, mistake.help.as_deref()),
    });
    if let Some(fields) = diagnostic.as_object_mut().filter(|_| !related.is_empty()) {
        fields.insert("relatedInformation".to_owned(), Value::Array(related));
    }
    diagnostic
}
