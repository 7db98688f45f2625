//! Owns YAML front matter to entries. Events are read one by one, so that depth costs nothing.

use saphyr_parser::{Event, Parser, ScalarStyle};

use crate::input::front_matter::{Block, Entry, Inner};
use crate::input::record::Value;
use crate::span::Span;

/// Reads a block: the entries before the first mistake of syntax, and that mistake.
pub(super) fn read(text: &str) -> Block<'_> {
    let mut block = Block::default();
    let mut bytes = Bytes::new(text);
    let mut depth = 0_usize;
    let mut key: Option<(String, Span)> = None;
    let mut inner_key: Option<(String, Span)> = None;
    for event in Parser::new_from_str(text) {
        let (event, marks) = match event {
            Ok(event) => event,
            Err(error) => {
                let at = bytes.of(error.marker().index());
                // A document that is not a table may still be meant as one: the parser stopped before it could tell.
                block.mistakes.push((Span::new(at, at), format!("this front matter is not YAML: {}", error.info())));
                return block;
            }
        };
        let start = bytes.of(marks.start.index());
        let (value, opens) = match event {
            Event::Scalar(value, style, ..) => (scalar(value, style), false),
            Event::Alias(_) => (Value::Other("an alias"), false),
            Event::SequenceStart(..) => (Value::Other("a list"), true),
            Event::MappingStart(..) => (Value::Other("a table"), true),
            Event::SequenceEnd | Event::MappingEnd => {
                depth = depth.saturating_sub(1);
                continue;
            }
            _ => continue,
        };
        if depth == 0 && value == Value::Other("a table") {
            block.is_table = true;
        } else if depth == 0 {
            let message = "this front matter is not a table of keys".to_owned();
            block.mistakes.push((Span::new(start, start), message));
        } else if depth == 1 && block.is_table {
            let span = Span::new(start, bytes.of(marks.end.index()).max(start));
            match key.take() {
                Some((key, key_span)) => {
                    inner_key = None;
                    block.entries.push(Entry { key, key_span, value, value_span: span, items: Vec::new() });
                }
                None => key = Some((key_text(value), span)),
            }
        } else if depth == 2
            && key.is_none()
            && let Some(entry) = block.entries.last_mut()
        {
            let span = Span::new(start, bytes.of(marks.end.index()).max(start));
            if entry.value == Value::Other("a table") && inner_key.is_none() {
                inner_key = Some((key_text(value), span));
            } else {
                entry.items.push(Inner { key: inner_key.take(), value, span });
            }
        }
        depth += usize::from(opens);
    }
    block
}

fn scalar(value: std::borrow::Cow<'_, str>, style: ScalarStyle) -> Value<'_> {
    if style == ScalarStyle::Plain && matches!(&*value, "" | "~" | "null" | "Null" | "NULL") {
        Value::Nothing
    } else {
        Value::Text(value)
    }
}

fn key_text(value: Value<'_>) -> String {
    match value {
        Value::Text(text) | Value::Number(text) => text.into_owned(),
        Value::Nothing => String::new(),
        Value::Other(what) => what.to_owned(),
    }
}

/// The parser counts characters; places are bytes. It goes back a few characters at most.
pub(in crate::input) struct Bytes<'a> {
    text: &'a str,
    chars: usize,
    bytes: usize,
}

impl<'a> Bytes<'a> {
    pub(in crate::input) fn new(text: &'a str) -> Self {
        Self { text, chars: 0, bytes: 0 }
    }

    /// The byte of a character by its number. Numbers that go up are found in one pass.
    pub(in crate::input) fn of(&mut self, chars: usize) -> usize {
        while self.chars < chars
            && let Some(next) = self.text.get(self.bytes..).and_then(|rest| rest.chars().next())
        {
            self.chars += 1;
            self.bytes += next.len_utf8();
        }
        while self.chars > chars
            && let Some(last) = self.text.get(..self.bytes).and_then(|before| before.chars().next_back())
        {
            self.chars -= 1;
            self.bytes -= last.len_utf8();
        }
        self.bytes
    }
}
