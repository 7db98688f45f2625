//! Owns how findings look to an editor: places, severities, words. It must not know how they are found.

use std::cell::OnceCell;

use serde_json::{Map, Value, json};

use super::Found;
use super::client::Client;
use super::document::Document;
use super::position::{Lines, Range};
use crate::across::Cluster;
use crate::draft::Draft;
use crate::finding::{Finding, Fix, Level, Place, Related};
use crate::fix;
use crate::report::position::snap;
use crate::span::{OffsetMap, Span};

/// The name by which editors know whose diagnostics these are.
pub(super) const SOURCE: &str = "replylint";

/// An edit of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Edit {
    /// Bytes of the document.
    pub(super) span: Span,
    pub(super) replace: String,
    pub(super) safe: bool,
}

/// Something that was told to the editor.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Reported {
    /// Bytes of the document.
    pub(super) span: Span,
    /// None for what is no finding of a rule.
    pub(super) rule: Option<String>,
    pub(super) level: Level,
    /// What is wrong, in a line.
    pub(super) message: String,
    /// What to write instead.
    pub(super) help: Option<String>,
    /// As it was told.
    pub(super) diagnostic: Value,
    /// What would mend it.
    pub(super) fix: Option<Edit>,
}

/// Turns what is found in one document into what is told about it.
pub(super) struct Reporter<'d> {
    document: &'d Document,
    client: &'d Client,
    /// For places that are named by line and column, once there is one.
    characters: OnceCell<Lines>,
}

impl<'d> Reporter<'d> {
    pub(super) fn new(document: &'d Document, client: &'d Client) -> Self {
        Self { document, client, characters: OnceCell::new() }
    }

    /// What is told of something that was found.
    pub(super) fn reported(&self, found: Found) -> Vec<Reported> {
        match found {
            Found::Draft(draft, findings) => findings.iter().map(|finding| self.of_finding(finding, &draft)).collect(),
            Found::Cluster(cluster) => vec![self.of_cluster(&cluster)],
            Found::Problem { line, column, message, fatal } => {
                let at = self.byte(line.unwrap_or(1), column.unwrap_or(1));
                let level = if fatal { Level::Error } else { Level::Warning };
                let span = word_at(&self.document.text, at);
                let diagnostic = Value::Object(self.diagnostic(span, level, None, &message));
                vec![Reported { span, rule: None, level, message, help: None, diagnostic, fix: None }]
            }
        }
    }

    fn of_finding(&self, finding: &Finding, draft: &Draft) -> Reported {
        let in_file = |span: Span| draft.source_span(snap(&draft.reply.text, span));
        let span = finding.source.unwrap_or_else(|| in_file(finding.span));
        let words = words(&finding.message, finding.help.as_deref());
        let mut diagnostic = self.diagnostic(span, finding.level, Some(&finding.rule), &words);
        let related: Vec<(Span, &str)> = finding
            .related
            .iter()
            .filter_map(|related| Some((related_span(related, draft)?, related.label.as_str())))
            .collect();
        self.add_related(&mut diagnostic, &related);
        let fix = finding.fix.as_ref().and_then(|fix| self.written(fix, draft));
        if let Some(fix) = fix.as_ref().filter(|_| self.client.has_data) {
            let data = json!({ "fix": { "range": self.range(fix.span), "newText": fix.replace, "safe": fix.safe } });
            diagnostic.insert("data".to_owned(), data);
        }
        Reported {
            span,
            rule: Some(finding.rule.to_string()),
            level: finding.level,
            message: finding.message.to_string(),
            help: finding.help.as_deref().map(str::to_owned),
            diagnostic: Value::Object(diagnostic),
            fix,
        }
    }

    /// A fix as it has to be written in the document; none if it cannot be made there.
    fn written(&self, fix: &Fix, draft: &Draft) -> Option<Edit> {
        let wanted = fix::Edit { span: fix.span, replace: fix.replace.clone() };
        let edits = fix::in_file(draft, &[wanted], self.document.text.as_bytes())?;
        let [edit] = edits.as_slice() else { return None };
        let replace = std::str::from_utf8(&edit.bytes).ok()?.to_owned();
        Some(Edit { span: edit.span, replace, safe: fix.safe })
    }

    fn of_cluster(&self, cluster: &Cluster) -> Reported {
        let mut members = cluster.members.iter().map(|place| {
            let line = usize::try_from(place.line).unwrap_or(usize::MAX);
            line_at(&self.document.text, self.byte(line, 1))
        });
        let span = members.next().unwrap_or_default();
        let words = words(&cluster.message, cluster.help.as_deref());
        let mut diagnostic = self.diagnostic(span, cluster.level, Some(&cluster.rule), &words);
        let related: Vec<(Span, &str)> = members.map(|span| (span, cluster.label.as_str())).collect();
        self.add_related(&mut diagnostic, &related);
        Reported {
            span,
            rule: Some(cluster.rule.clone()),
            level: cluster.level,
            message: cluster.message.clone(),
            help: cluster.help.clone(),
            diagnostic: Value::Object(diagnostic),
            fix: None,
        }
    }

    fn diagnostic(&self, span: Span, level: Level, rule: Option<&str>, message: &str) -> Map<String, Value> {
        let mut fields = Map::new();
        fields.insert("range".to_owned(), json!(self.range(span)));
        fields.insert("severity".to_owned(), json!(severity(level)));
        fields.extend(rule.map(|rule| ("code".to_owned(), json!(rule))));
        fields.insert("source".to_owned(), json!(SOURCE));
        fields.insert("message".to_owned(), json!(message));
        fields
    }

    fn add_related(&self, diagnostic: &mut Map<String, Value>, related: &[(Span, &str)]) {
        if related.is_empty() || !self.client.has_related {
            return;
        }
        let places = related.iter().map(|(span, label)| {
            let location = json!({ "uri": self.document.uri, "range": self.range(*span) });
            json!({ "location": location, "message": label })
        });
        diagnostic.insert("relatedInformation".to_owned(), places.collect());
    }

    fn range(&self, span: Span) -> Range {
        self.document.lines.range(&self.document.text, span)
    }

    /// The byte at a line and a column of characters, both from 1.
    fn byte(&self, line: usize, column: usize) -> usize {
        let text = self.document.text.as_str();
        self.characters.get_or_init(|| Lines::of_characters(text)).byte_from_one(text, line, column)
    }
}

/// Where a related place lies in the document; none if it lies in another one, as a review from the configuration does.
fn related_span(related: &Related, draft: &Draft) -> Option<Span> {
    let passage = match related.place {
        Place::Reply => &draft.reply,
        Place::Review => draft.review.as_ref()?,
    };
    (passage.map != OffsetMap::new()).then(|| passage.map.to_source(snap(&passage.text, related.span)))
}

/// What is wrong, and what to do instead.
pub(super) fn words(message: &str, help: Option<&str>) -> String {
    help.map_or_else(|| message.to_owned(), |help| format!("{message}\nhelp: {help}"))
}

/// How bad a level is, as the protocol numbers it. A hint would be too faint for a note.
pub(super) fn severity(level: Level) -> u8 {
    match level {
        Level::Error => 1,
        Level::Warning => 2,
        Level::Note | Level::Off => 3,
    }
}

/// The word that starts at byte `at`, or the character there.
fn word_at(text: &str, at: usize) -> Span {
    let rest = text.get(at..).unwrap_or_default();
    let word = rest.find(|next: char| !next.is_alphanumeric()).unwrap_or(rest.len());
    let first = rest.chars().next().filter(|first| *first != '\n' && *first != '\r').map_or(0, char::len_utf8);
    Span::new(at, at + word.max(first))
}

/// The line that starts at byte `at`, without its end.
fn line_at(text: &str, at: usize) -> Span {
    let line = text.get(at..).unwrap_or_default().lines().next().unwrap_or_default();
    Span::new(at, at + line.len())
}
