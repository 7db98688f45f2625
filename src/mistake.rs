//! Owns mistakes in packs and configuration: they are reported like findings, all at once, each with a caret in the
//! TOML file. It must not know how they are printed.

use crate::finding::Level;
use crate::span::Span;

/// A TOML file, kept to show where a mistake is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TomlFile {
    /// Its path, or `rules/tone.toml` for a built-in pack.
    pub path: String,
    /// Its whole text.
    pub text: String,
}

/// One mistake in a pack or a configuration file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// `Error` stops the run; `Note` does not.
    pub level: Level,
    /// A kebab-case name of the kind of mistake (`unknown-key`, `bad-phrase`).
    pub code: &'static str,
    /// The path of the [`TomlFile`] it lies in.
    pub path: String,
    /// Bytes of that file; none where it concerns the file as a whole.
    pub span: Option<Span>,
    /// What is wrong: lower case, no full stop.
    pub message: String,
    /// A few words for the caret.
    pub label: String,
    /// What to write instead.
    pub help: Option<String>,
    /// Second places in the same file, with a few words each.
    pub related: Vec<(Span, String)>,
}

impl Mistake {
    /// An error at `span` of the file `path`.
    pub fn error(code: &'static str, path: &str, span: Span, message: impl Into<String>) -> Self {
        Self {
            level: Level::Error,
            code,
            path: path.to_owned(),
            span: Some(span),
            message: message.into(),
            label: String::new(),
            help: None,
            related: Vec::new(),
        }
    }

    /// The same mistake as a note.
    pub fn note(mut self) -> Self {
        self.level = Level::Note;
        self
    }

    /// With a few words for the caret.
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// With what to write instead.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// With a second place.
    pub fn related(mut self, span: Span, label: impl Into<String>) -> Self {
        self.related.push((span, label.into()));
        self
    }
}

/// The known name closest to `name`, for “did you mean”; none if nothing is close.
pub fn closest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = (name.chars().count() / 3).max(1);
    known
        .into_iter()
        .map(|candidate| (edit_distance(name, candidate), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, candidate)| candidate)
}

/// Insertions, deletions and replacements of characters between two words.
fn edit_distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (line, l) in left.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = line + 1;
        for (column, r) in right.iter().enumerate() {
            let cost = diagonal + usize::from(l != *r);
            diagonal = row[column + 1];
            row[column + 1] = cost.min(row[column] + 1).min(diagonal + 1);
        }
    }
    row[right.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_finger_finds_its_word() {
        assert_eq!(closest("phrasess", ["phrases", "patterns"]), Some("phrases"));
        assert_eq!(closest("zebra", ["phrases", "patterns"]), None);
    }
}
