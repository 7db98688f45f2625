//! Owns files of templates that are a tree of keys (YAML, JSON): which texts in it are templates, what they are called,
//! and what the keys around them say about them. It must not know in which format the tree was written.

mod json;
mod scalar;
mod yaml;

use std::ops::ControlFlow;

use crate::draft::{Notation, Passage, canonical_platform};
use crate::input::Output;
use crate::input::encoding::{Cursor, Decoded};
use crate::input::record::{Field, Record, Value};
use crate::span::Span;
use crate::suppression::Suppressions;

pub(super) use json::read as read_json;
pub(super) use yaml::read as read_yaml;

/// How deep keys may stand in each other.
const DEEPEST: usize = 32;

/// The keys whose text is a template, where others stand beside it that say something about it. The first that is there
/// counts.
const TEXTS: &[&str] = &["reply", "template", "text", "body", "content", "message"];

/// A value of the tree. Spans are bytes of the decoded file.
#[derive(Debug, Clone, PartialEq)]
enum Node {
    Text(Passage, Span, Notation),
    /// A number, true or false, as written.
    Plain(String, Span),
    Nothing,
    /// What cannot be a template: why, and where.
    Unusable(&'static str, Span),
    Map(Vec<(String, Node)>),
    List(Vec<Node>),
}

/// What keys further up say about all templates below.
type Inherited = Vec<(Field, String, Span)>;

/// Hands the templates of a tree over, one after the other.
struct Templates<'a, 'b> {
    decoded: &'a Decoded,
    output: &'a mut Output<'b>,
    cursor: Cursor,
    number: u64,
    /// What comments say about the template after them, in reverse.
    comments: Vec<(usize, Suppressions)>,
}

impl<'a, 'b> Templates<'a, 'b> {
    fn new(decoded: &'a Decoded, output: &'a mut Output<'b>) -> Self {
        Self { decoded, output, cursor: Cursor::new(1), number: 0, comments: Vec::new() }
    }

    /// With what comments say about the template after them.
    fn with_comments(mut self, mut comments: Vec<(usize, Suppressions)>) -> Self {
        comments.reverse();
        self.comments = comments;
        self
    }

    /// Takes what the comments before byte `at` say, and where the first of them stands.
    fn said_before(&mut self, at: usize) -> (Option<usize>, Suppressions) {
        let (mut first, mut all) = (None, Suppressions::default());
        while let Some((place, said)) = self.comments.pop_if(|(place, _)| *place < at) {
            first.get_or_insert(place);
            all.add(said);
        }
        (first, all)
    }

    /// The templates in `node`, which stands under the keys `path`.
    fn walk(&mut self, node: &Node, path: &str, inherited: &Inherited) -> ControlFlow<()> {
        match node {
            Node::Text(passage, span, notation) => {
                self.template(passage, (*span, *notation), None, path, inherited.clone())
            }
            Node::Unusable(why, span) => {
                self.number += 1;
                self.said_before(span.start);
                self.output.skip(Some(self.number), named(path), why, None)
            }
            Node::Plain(..) | Node::Nothing => ControlFlow::Continue(()),
            Node::List(nodes) => {
                for (index, node) in nodes.iter().enumerate() {
                    self.walk(node, &joined(path, &(index + 1).to_string()), inherited)?;
                }
                ControlFlow::Continue(())
            }
            Node::Map(entries) => self.map(entries, path, inherited),
        }
    }

    fn map(&mut self, entries: &[(String, Node)], path: &str, inherited: &Inherited) -> ControlFlow<()> {
        let text = TEXTS.iter().find_map(|known| {
            let found = entries.iter().find(|(key, _)| key.eq_ignore_ascii_case(known))?;
            if let (key, Node::Text(passage, span, notation)) = found {
                Some((key, passage, (*span, *notation)))
            } else {
                None
            }
        });
        // A text beside which nothing stands is one of its siblings: `message: …` in a list of names.
        let about = |key: &str, node: &Node| !matches!(node, Node::Text(..)) || is_about(key);
        let text = text.filter(|(own, ..)| entries.iter().all(|(key, node)| key == *own || about(key, node)));
        let mut fields = inherited.clone();
        for (key, node) in entries {
            let field = Field::named(key).filter(|field| !matches!(field, Field::Reply | Field::Review));
            let Some((field, (value, span))) = field.zip(plain(node)) else { continue };
            if text.is_some() || holds_below(field, &value, node) {
                fields.retain(|(known, ..)| *known != field);
                fields.push((field, value, span));
            }
        }
        if let Some((key, passage, span)) = text {
            let review = entries.iter().find_map(|(key, node)| match node {
                Node::Text(review, ..) if Field::named(key) == Some(Field::Review) => Some(review.clone()),
                _ => None,
            });
            let path = if path.is_empty() { key } else { path };
            self.template(passage, span, review, path, fields.clone())?;
        }
        for (key, node) in entries {
            let is_field = Field::named(key).is_some_and(|field| fields.iter().any(|(known, ..)| *known == field));
            let is_text = matches!(node, Node::Text(..));
            if text.is_some() && is_text || is_field && plain(node).is_some() {
                continue;
            }
            self.walk(node, &joined(path, key), &fields)?;
        }
        ControlFlow::Continue(())
    }

    fn template(
        &mut self,
        passage: &Passage,
        (span, notation): (Span, Notation),
        review: Option<Passage>,
        path: &str,
        fields: Inherited,
    ) -> ControlFlow<()> {
        self.number += 1;
        let (first, suppressions) = self.said_before(span.start);
        if !passage.text.trim().contains(char::is_whitespace) && !passage.text.trim().is_empty() {
            return self.output.skip(Some(self.number), named(path), "a single word, not a template", None);
        }
        let notations = vec![notation];
        let mut record = Record { number: Some(self.number), review, notations, suppressions, ..Record::default() };
        for (field, value, place) in fields {
            let place = || self.decoded.place(place.start);
            self.output.set(&mut record.fields, field, &Value::Text(value.into()), place);
        }
        if !record.fields.has(Field::Id) {
            record.fields.context.id = named(path);
        }
        let text = passage.text.as_str();
        let start = text.len() - text.trim_start().len();
        record.reply = Some(passage.part(Span::new(start, start + text.trim().len())));
        // A caret may have to stand under a comment.
        let span = Span::new(first.unwrap_or(span.start), span.end);
        let place = self.cursor.place(self.decoded, span.start);
        record.source = super::json::source(self.decoded, span, place);
        self.output.record(record)
    }
}

/// Whether a text under this key says something about the template beside it.
fn is_about(key: &str) -> bool {
    const ABOUT: &[&str] = &[
        "title",
        "name",
        "subject",
        "description",
        "category",
        "tags",
        "tag",
        "note",
        "notes",
        "use",
        "when",
        "label",
    ];
    Field::named(key).is_some() || ABOUT.iter().any(|known| key.eq_ignore_ascii_case(known))
}

/// A value that is not a text of several words.
fn plain(node: &Node) -> Option<(String, Span)> {
    match node {
        Node::Plain(value, span) => Some((value.clone(), *span)),
        Node::Text(passage, span, _) if passage.text.len() < 200 && !passage.text.contains('\n') => {
            Some((passage.text.clone(), *span))
        }
        _ => None,
    }
}

/// Whether a key without a template beside it speaks of all templates below, rather than being the name of one.
fn holds_below(field: Field, value: &str, node: &Node) -> bool {
    match field {
        Field::Rating => matches!(node, Node::Plain(..)),
        Field::Platform => canonical_platform(value).is_some(),
        Field::Profile | Field::Language => !value.contains(char::is_whitespace),
        _ => false,
    }
}

fn joined(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

fn named(path: &str) -> Option<String> {
    (!path.is_empty()).then(|| path.to_owned())
}

#[cfg(test)]
mod tests;
