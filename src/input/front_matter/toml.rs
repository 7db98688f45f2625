//! Owns TOML front matter to entries.

use std::borrow::Cow;
use std::collections::HashSet;

use toml::de::{DeTable, DeValue};

use crate::input::front_matter::{Block, Entry, Inner};
use crate::input::record::Value;
use crate::span::Span;

/// Reads a block; a line with a mistake gives no entry and one mistake.
pub(super) fn read(text: &str) -> Block<'_> {
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut block = Block { is_table: true, ..Block::default() };
    let mut broken_lines = HashSet::new();
    for error in errors {
        let span = error.span().map_or_else(Span::default, Span::from);
        let line = line_of(text, span.start);
        if broken_lines.insert(line) {
            block.mistakes.push((span, message(error.message())));
        }
    }
    for (key, value) in table.into_inner() {
        let (key_span, value_span) = (Span::from(key.span()), Span::from(value.span()));
        if !broken_lines.contains(&line_of(text, key_span.start)) {
            let key = key.into_inner().into_owned();
            let items = inner(value.get_ref());
            block.entries.push(Entry { key, key_span, value: convert(value.into_inner()), value_span, items });
        }
    }
    block.entries.sort_by_key(|entry| entry.key_span.start);
    block.mistakes.sort_by_key(|(span, _)| span.start);
    block
}

/// The start of the line that byte `at` stands in.
fn line_of(text: &str, at: usize) -> usize {
    text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1)
}

/// Messages of the parser may go on over lines; the first says it.
fn message(text: &str) -> String {
    format!("this front matter is not TOML: {}", text.lines().next().unwrap_or("").trim_end_matches('.'))
}

/// What stands in a list or a table.
fn inner<'a>(value: &DeValue<'a>) -> Vec<Inner<'a>> {
    match value {
        DeValue::Array(values) => {
            let values = values.iter();
            values
                .map(|value| Inner { key: None, value: convert(value.get_ref().clone()), span: value.span().into() })
                .collect()
        }
        DeValue::Table(table) => {
            let mut items: Vec<Inner<'a>> = table
                .iter()
                .map(|(key, value)| Inner {
                    key: Some((key.get_ref().clone().into_owned(), key.span().into())),
                    value: convert(value.get_ref().clone()),
                    span: value.span().into(),
                })
                .collect();
            items.sort_by_key(|item| item.span.start);
            items
        }
        _ => Vec::new(),
    }
}

fn convert(value: DeValue<'_>) -> Value<'_> {
    match value {
        DeValue::String(text) => Value::Text(text),
        DeValue::Integer(number) => Value::Number(Cow::Owned(number.as_str().to_owned())),
        DeValue::Float(number) => Value::Number(Cow::Owned(number.as_str().to_owned())),
        DeValue::Datetime(time) => Value::Text(Cow::Owned(time.to_string())),
        DeValue::Boolean(_) => Value::Other("true or false"),
        DeValue::Array(_) => Value::Other("a list"),
        DeValue::Table(_) => Value::Other("a table"),
    }
}
