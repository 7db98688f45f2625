//! Owns TOML front matter to entries.

use std::borrow::Cow;
use std::collections::HashSet;

use toml::de::{DeTable, DeValue};

use crate::input::front_matter::{Block, Entry};
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
            block.entries.push(Entry { key, key_span, value: convert(value.into_inner()), value_span });
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
