//! Owns YAML to a tree of values, with their places. Events are read one by one and put together without recursion, so
//! that depth costs nothing.

use std::io::{Read, Result};

use saphyr_parser::{Event, Parser, ScalarStyle};

use super::{DEEPEST, Node, Templates, scalar};
use crate::draft::Passage;
use crate::input::Output;
use crate::input::encoding::Decoded;
use crate::input::front_matter::Bytes;
use crate::input::marker;
use crate::span::Span;

/// A list or a table that is not at its end yet.
struct Open {
    /// None for a list.
    keys: Option<Vec<String>>,
    values: Vec<Node>,
    /// Whether the next value of a table is a key.
    wants_key: bool,
}

/// Reads a stream. The templates before a mistake of syntax are read.
pub(in crate::input) fn read(stream: &mut dyn Read, output: &mut Output<'_>) -> Result<()> {
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes)?;
    let decoded = Decoded::file(&bytes);
    drop(bytes);
    if let Some(bad) = &decoded.bad {
        output.unread(Some((bad.line, bad.column)), bad.message.clone());
        return Ok(());
    }
    let (roots, mistake) = parse(&decoded);
    let mut values = Vec::new();
    roots.iter().for_each(|root| value_spans(root, &mut values));
    let is_in_value = |at: usize| {
        let after = values.partition_point(|span: &Span| span.start <= at);
        after.checked_sub(1).and_then(|last| values.get(last)).is_some_and(|span| at < span.end)
    };
    let comments = marker::of_yaml(&decoded, is_in_value);
    let mut templates = Templates::new(&decoded, output).with_comments(comments);
    for root in &roots {
        if templates.walk(root, "", &Vec::new()).is_break() {
            return Ok(());
        }
    }
    if let Some((at, message)) = mistake {
        output.unread(Some(decoded.place(at)), message);
    }
    Ok(())
}

/// Where the values stand, in order.
fn value_spans(node: &Node, spans: &mut Vec<Span>) {
    match node {
        Node::Text(_, span, _) | Node::Plain(_, span) => spans.push(*span),
        Node::List(nodes) => nodes.iter().for_each(|node| value_spans(node, spans)),
        Node::Map(entries) => entries.iter().for_each(|(_, node)| value_spans(node, spans)),
        Node::Nothing | Node::Unusable(..) => {}
    }
}

/// The documents of the file, and the mistake that ends it.
fn parse(decoded: &Decoded) -> (Vec<Node>, Option<(usize, String)>) {
    let text = decoded.text.as_str();
    let mut places = Bytes::new(text);
    let (mut roots, mut open) = (Vec::new(), Vec::<Open>::new());
    let mut mistake = None;
    for event in Parser::new_from_str(text) {
        let (event, marks) = match event {
            Ok(event) => event,
            Err(error) => {
                let at = places.of(error.marker().index());
                mistake = Some((at, format!("this is not YAML: {}; what follows was not read", error.info())));
                break;
            }
        };
        let start = places.of(marks.start.index());
        let span = Span::new(start, places.of(marks.end.index()).max(start));
        match event {
            Event::Scalar(value, style, ..) => {
                let node = scalar_node(decoded, &value, style, span);
                put(&mut roots, &mut open, node, &value);
            }
            Event::Alias(_) => put(&mut roots, &mut open, Node::Unusable("an alias: write the text out", span), ""),
            Event::SequenceStart(..) => open.push(Open { keys: None, values: Vec::new(), wants_key: false }),
            Event::MappingStart(..) => {
                open.push(Open { keys: Some(Vec::new()), values: Vec::new(), wants_key: true });
            }
            Event::SequenceEnd | Event::MappingEnd => {
                let depth = open.len();
                let Some(closed) = open.pop() else { continue };
                let node = if depth > DEEPEST { Node::Unusable("too deep", span) } else { closed.close() };
                put(&mut roots, &mut open, node, "");
            }
            _ => {}
        }
    }
    // What a mistake cut off.
    while let Some(closed) = open.pop() {
        let depth = open.len();
        let node = if depth >= DEEPEST { Node::Nothing } else { closed.close() };
        put(&mut roots, &mut open, node, "");
    }
    (roots, mistake)
}

impl Open {
    fn close(self) -> Node {
        match self.keys {
            None => Node::List(self.values),
            Some(keys) => Node::Map(keys.into_iter().zip(self.values).collect()),
        }
    }
}

/// Adds a value where it belongs; `key` is its text, in case that it is a key.
fn put(roots: &mut Vec<Node>, open: &mut [Open], node: Node, key: &str) {
    let Some(last) = open.last_mut() else {
        roots.push(node);
        return;
    };
    match &mut last.keys {
        Some(keys) if last.wants_key => {
            keys.push(key.to_owned());
            last.wants_key = false;
        }
        keys => {
            last.wants_key = keys.is_some();
            last.values.push(node);
        }
    }
}

fn scalar_node(decoded: &Decoded, value: &str, style: ScalarStyle, span: Span) -> Node {
    if style == ScalarStyle::Plain {
        if matches!(value, "" | "~" | "null" | "Null" | "NULL") {
            return Node::Nothing;
        }
        if value.parse::<f64>().is_ok() || matches!(value, "true" | "false" | "yes" | "no") {
            return Node::Plain(value.to_owned(), span);
        }
    }
    let is_block = matches!(style, ScalarStyle::Literal | ScalarStyle::Folded);
    let span = if is_block { block_of(&decoded.text, span) } else { span };
    let raw = span.of(&decoded.text);
    let pieces = scalar::pieces(raw, style);
    let mut passage = Passage::default();
    let mut rest = value;
    for (text, place) in &pieces {
        // The end of a block is cut off as its header says.
        let part = if rest.len() < text.len() && text.starts_with(rest) { rest } else { text.as_str() };
        let Some(after) = rest.strip_prefix(part) else { break };
        let place = Span::new(span.start + place.start, span.start + place.end);
        if place.of(&decoded.text) == part {
            decoded.append(&mut passage, place);
        } else if part.len() < text.len() && place.of(&decoded.text).starts_with(part) {
            decoded.append(&mut passage, Span::new(place.start, place.start + part.len()));
        } else {
            decoded.append_as(&mut passage, part, place);
        }
        rest = after;
        if rest.is_empty() {
            break;
        }
    }
    if !rest.is_empty() {
        // Not understood character by character: the text stands for the whole of its place.
        passage = Passage::default();
        decoded.append_as(&mut passage, value, span);
    }
    Node::Text(passage, span, scalar::notation(&decoded.text, span, style))
}

/// A block scalar from its header on, wherever the parser says that it starts: at its header or at its first words.
fn block_of(text: &str, span: Span) -> Span {
    let before = text.get(..span.start).unwrap_or("");
    let line = before.rfind('\n').map_or(0, |end| end + 1);
    let is_at_words = before.get(line..).is_some_and(|indent| indent.trim().is_empty());
    if !is_at_words {
        return span;
    }
    let above = before.get(..line).unwrap_or("").trim_end();
    let header = above.rfind('\n').map_or(0, |end| end + 1);
    let start = above.get(header..).and_then(|line| line.rfind(['|', '>'])).map_or(line, |at| header + at);
    Span::new(start, span.end)
}
