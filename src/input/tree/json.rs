//! Owns JSON to a tree of values, with their places.

use serde_json::value::RawValue;

use super::{DEEPEST, Node, Templates};
use crate::draft::Notation;
use crate::input::Output;
use crate::input::encoding::Decoded;
use crate::input::json::{Object, offset, passage, text};
use crate::span::Span;

/// Reads a file that was found to be one JSON value.
pub(in crate::input) fn read(decoded: &Decoded, output: &mut Output<'_>) {
    let raw = decoded.text.trim();
    let tree = node(decoded, raw, DEEPEST);
    let _ = Templates::new(decoded, output).walk(&tree, "", &Vec::new());
}

fn node(decoded: &Decoded, raw: &str, depth: usize) -> Node {
    let at = offset(&decoded.text, raw);
    let span = Span::new(at, at + raw.len());
    match raw.as_bytes().first() {
        Some(b'"') => Node::Text(passage(decoded, span), span, Notation::Json),
        Some(b'{' | b'[') if depth == 0 => Node::Unusable("too deep", span),
        Some(b'{') => match serde_json::from_str::<Object<'_>>(raw) {
            Ok(object) => {
                let entries = object.0.iter();
                Node::Map(
                    entries.map(|(key, value)| (key.to_string(), node(decoded, value.get(), depth - 1))).collect(),
                )
            }
            Err(_) => Node::Unusable("this cannot be read", span),
        },
        Some(b'[') => match serde_json::from_str::<Vec<&RawValue>>(raw) {
            Ok(list) => Node::List(list.iter().map(|value| node(decoded, value.get(), depth - 1)).collect()),
            Err(_) => Node::Unusable("this cannot be read", span),
        },
        Some(b'n') | None => Node::Nothing,
        _ => Node::Plain(text(raw).into_owned(), span),
    }
}
