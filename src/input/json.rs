//! Owns JSON and JSONL: objects to records, through escapes, with the place of each character.
//! JSONL is read line by line: memory does not grow with the number of lines.

mod document;
mod string;

use std::borrow::Cow;
use std::fmt;
use std::io::{Read, Result};
use std::ops::ControlFlow;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::draft::{Passage, SourceText};
use crate::input::Output;
use crate::input::encoding::{Decoded, Lines, place_after};
use crate::input::record::{Field, Fields, Record, Value};
use crate::span::Span;

pub(super) use crate::input::json::document::read;

/// Reads a stream of objects, one a line.
pub(super) fn read_lines(stream: &mut dyn Read, output: &mut Output<'_>) -> Result<()> {
    let mut lines = Lines::new(stream)?;
    if lines.binary {
        output.problem(None, "this looks like a binary file", true);
        return Ok(());
    }
    let mut number = 0;
    while let Some(raw) = lines.next()? {
        let mut line = Decoded::new(lines.encoding, raw.start, raw.number);
        line.extend(&raw.bytes);
        drop(raw);
        if line.text.trim().is_empty() {
            continue;
        }
        number += 1;
        if one_line(number, line, output).is_break() {
            break;
        }
    }
    Ok(())
}

fn one_line(number: u64, line: Decoded, output: &mut Output<'_>) -> ControlFlow<()> {
    if let Some(bad) = &line.bad {
        return output.bad_bytes(Some(number), bad);
    }
    let start = line.text.len() - line.text.trim_start().len();
    let span = Span::new(start, start + line.text.trim().len());
    let place = line.place(start);
    match record(Some(number), &line, span, place, output) {
        Err(bad) => output.unreadable(Some(number), bad.place, bad.message),
        Ok(mut record) => {
            record.source = line.into_source();
            output.record(record)
        }
    }
}

/// A record that cannot be read.
struct BadRecord {
    place: (usize, usize),
    message: String,
}

/// Reads the object at `span` of the text, whose first character stands at `place`. The source is left to the caller.
fn record(
    number: Option<u64>,
    decoded: &Decoded,
    span: Span,
    place: (usize, usize),
    output: &mut Output<'_>,
) -> std::result::Result<Record, BadRecord> {
    let json = span.of(&decoded.text);
    if !json.starts_with('{') && serde_json::from_str::<&RawValue>(json).is_ok() {
        return Err(BadRecord { place, message: format!("a record is an object, this is {}", kind_of(json)) });
    }
    let object: Object<'_> = serde_json::from_str(json).map_err(|error| syntax(&error, json, place))?;
    let mut record = Record { number, ..Record::default() };
    let mut fields = Fields::default();
    for (key, value) in object.0 {
        let raw = value.get();
        let at = offset(json, raw);
        let value_place = || place_after(place, json.get(..at).unwrap_or(""));
        match Field::named(&key) {
            None => {}
            Some(field @ (Field::Reply | Field::Review)) => {
                let passage = match raw.as_bytes().first() {
                    Some(b'"') => {
                        Some(string::passage(decoded, Span::new(span.start + at, span.start + at + raw.len())))
                    }
                    Some(b'n') => None,
                    _ => {
                        let message = format!("`{}` is {}, not a text", field.name(), kind_of(raw));
                        if field == Field::Reply {
                            return Err(BadRecord { place: value_place(), message });
                        }
                        output.problem(Some(value_place()), message, true);
                        None
                    }
                };
                if field == Field::Reply { record.reply = passage } else { record.review = passage }
            }
            Some(field) => output.set(&mut fields, field, &value_of(raw), value_place),
        }
    }
    record.fields = fields;
    Ok(record)
}

/// Where `part`, which lies in `whole`, starts in it.
fn offset(whole: &str, part: &str) -> usize {
    (part.as_ptr() as usize).saturating_sub(whole.as_ptr() as usize)
}

fn value_of(raw: &str) -> Value<'_> {
    match raw.as_bytes().first() {
        Some(b'"') => Value::Text(string::text(raw)),
        Some(b'n') => Value::Nothing,
        Some(b'-' | b'0'..=b'9') => Value::Number(Cow::Borrowed(raw)),
        _ => Value::Other(kind_of(raw)),
    }
}

fn kind_of(raw: &str) -> &'static str {
    match raw.as_bytes().first() {
        Some(b'"') => "a text",
        Some(b'n') => "null",
        Some(b'{') => "an object",
        Some(b'[') => "a list",
        Some(b't' | b'f') => "true or false",
        _ => "a number",
    }
}

/// What the parser says, at its place in the file: it counts lines of `json`, and bytes in them.
fn syntax(error: &serde_json::Error, json: &str, place: (usize, usize)) -> BadRecord {
    let (line, column) = (error.line().max(1), error.column());
    let start: usize = json.split_inclusive('\n').take(line - 1).map(str::len).sum();
    let mut at = (start + column.saturating_sub(1)).min(json.len());
    while !json.is_char_boundary(at) {
        at -= 1;
    }
    let text = error.to_string();
    let message = text.rfind(" at line ").and_then(|end| text.get(..end)).unwrap_or(&text);
    let place = place_after(place, json.get(..at).unwrap_or(""));
    BadRecord { place, message: format!("this is not JSON: {message}") }
}

/// The keys and raw values of an object, in order. Values are not looked into, so their depth costs nothing.
struct Object<'a>(Vec<(Cow<'a, str>, &'a RawValue)>);

impl<'de> Deserialize<'de> for Object<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        struct Entries;
        impl<'de> Visitor<'de> for Entries {
            type Value = Object<'de>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> std::result::Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                // A key is taken raw too: half a surrogate pair in it is no reason to lose the record.
                while let Some(key) = map.next_key::<&RawValue>()? {
                    entries.push((string::text(key.get()), map.next_value()?));
                }
                Ok(Object(entries))
            }
        }
        deserializer.deserialize_map(Entries)
    }
}

/// The part of the file that a record of a list stands in: from the start of its line where nothing else stands there.
fn source(decoded: &Decoded, span: Span, place: (usize, usize)) -> SourceText {
    let before = decoded.text.get(..span.start).unwrap_or("");
    let indent = before.len() - before.trim_end_matches([' ', '\t']).len();
    let alone = before.len() == indent || before.trim_end_matches([' ', '\t']).ends_with('\n');
    let (start, columns_before) = if alone { (span.start - indent, 0) } else { (span.start, place.1 - 1) };
    let Passage { text, map } = decoded.passage(Span::new(start, span.end));
    SourceText { text, map, first_line: place.0, columns_before }
}

#[cfg(test)]
mod tests;
