//! Owns JSON and JSONL: objects to records, through escapes, with the place of each character.
//! JSONL is read line by line, and a list of records record by record: memory does not grow with their number.

mod document;
mod path;
mod scan;
mod stream;
mod string;

use std::borrow::Cow;
use std::fmt;
use std::io::{Read, Result};
use std::ops::ControlFlow;
use std::sync::Arc;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::draft::{Notation, Passage, SourceText};
use crate::input::encoding::{Decoded, Lines, place_after};
use crate::input::mapping::Format;
use crate::input::record::{Field, Record, Value};
use crate::input::{Output, exports};
use crate::span::Span;

pub(super) use crate::input::json::path::find;
pub(super) use crate::input::json::stream::read;
pub(super) use crate::input::json::string::{passage, text};

/// Reads a stream of objects, one a line.
pub(super) fn read_lines(stream: &mut dyn Read, output: &mut Output<'_>) -> Result<()> {
    let mut lines = Lines::new(stream)?;
    if lines.binary {
        output.unread(None, "this looks like a binary file");
        return Ok(());
    }
    let mut number = 0;
    let mut names = Names::default();
    while let Some(raw) = lines.next()? {
        let mut line = Decoded::new(lines.encoding, raw.start, raw.number);
        line.extend(&raw.bytes);
        drop(raw);
        if line.text.trim().is_empty() {
            continue;
        }
        number += 1;
        if one_line(number, line, &mut names, output).is_break() {
            return Ok(());
        }
    }
    names.judge(output);
    Ok(())
}

fn one_line(number: u64, line: Decoded, names: &mut Names, output: &mut Output<'_>) -> ControlFlow<()> {
    if let Some(bad) = &line.bad {
        return output.bad_bytes(Some(number), bad);
    }
    let start = line.text.len() - line.text.trim_start().len();
    let span = Span::new(start, start + line.text.trim().len());
    let place = line.place(start);
    match record(Some(number), &line, span, place, names, output) {
        Err(bad) => output.unreadable(Some(number), bad.place, bad.message),
        Ok(mut record) => {
            record.source = line.into_source();
            output.record(record)
        }
    }
}

/// What is known of the keys of all records of an input.
#[derive(Default)]
struct Names {
    /// Those of the first record, and where it stands.
    first: Option<(Vec<String>, (usize, usize))>,
    /// Whether any record has a key that holds replies (or would, if the review had been answered).
    has_reply: bool,
}

impl Names {
    /// Says what is to be said about the keys of an input that was read to its end.
    fn judge(&self, output: &mut Output<'_>) {
        if let Some((names, place)) = &self.first {
            if self.has_reply {
                output.doubt(*place, names, "field");
            } else {
                output.no_reply_among(*place, names, "field");
            }
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
    names: &mut Names,
    output: &mut Output<'_>,
) -> std::result::Result<Record, BadRecord> {
    let json = span.of(&decoded.text);
    if !json.starts_with('{') && serde_json::from_str::<&RawValue>(json).is_ok() {
        return Err(BadRecord { place, message: format!("a record is an object, this is {}", kind_of(json)) });
    }
    let object: Object<'_> = serde_json::from_str(json).map_err(|error| syntax(&error, json, place))?;
    let has = |name: &str| object.has(name);
    let export = exports::recognise(has);
    let format = Format::recognise(&output.defaults.formats, has).cloned();
    // A lone object may be anything, the settings of some other tool in the same folder for one.
    if number.is_some() {
        names.first.get_or_insert_with(|| (object.0.iter().map(|(key, _)| key.to_string()).collect(), place));
    }
    let mut reader =
        Reader { decoded, place, start: span.start, format, record: Record { number, ..Record::default() } };
    let is_open = |field| !reader.format.as_ref().is_some_and(|format| format.map.has(field));
    names.has_reply |= export.is_some_and(exports::Export::has_reply)
        || object.0.iter().any(
            |(key, _)| matches!(Field::named(key), Some(field @ (Field::Reply | Field::Review)) if is_open(field)),
        );
    names.has_reply |= reader.mapped(&object, output);
    let has_own_reply = || object.get("reply").is_some_and(|raw| raw.starts_with('"'));
    if export.is_none_or(|export| has_own_reply() && export.has_reply()) {
        reader.own(&object, output)?;
    }
    if let Some(export) = export {
        reader.export(&object, export.places, export, output);
    }
    reader.record.fields.set_origin(reader.format.as_deref(), export);
    Ok(reader.record)
}

/// Fills a record from the object that starts at byte `start` of the text, at `place`.
struct Reader<'a> {
    decoded: &'a Decoded,
    place: (usize, usize),
    start: usize,
    /// What the user says about the record.
    format: Option<Arc<Format>>,
    record: Record,
}

impl Reader<'_> {
    /// The line and column of `raw`, which lies in the object.
    fn place_of(&self, raw: &str) -> (usize, usize) {
        let at = offset(&self.decoded.text, raw);
        place_after(self.place, self.decoded.text.get(self.start..at).unwrap_or(""))
    }

    /// A string, which lies in the text.
    fn passage(&self, raw: &str) -> Passage {
        let at = offset(&self.decoded.text, raw);
        string::passage(self.decoded, Span::new(at, at + raw.len()))
    }

    /// Whether the user leaves it to the record where a field is.
    fn is_open(&self, field: Field) -> bool {
        !self.format.as_ref().is_some_and(|format| format.map.has(field))
    }

    /// Takes the fields from where the user says that they are, and says whether there is a place for a reply.
    fn mapped(&mut self, object: &Object<'_>, output: &mut Output<'_>) -> bool {
        let Some(format) = self.format.clone() else {
            return false;
        };
        let mut has_reply = false;
        for (field, place) in format.map.places() {
            // A key may hold a slash itself.
            let (name, rest) = match object.get(place) {
                Some(_) => (place, ""),
                None => place.split_once('/').unwrap_or((place, "")),
            };
            let Some(raw) = object.get(name) else { continue };
            has_reply |= field == Field::Reply;
            let Some(raw) = find(raw, rest) else { continue };
            match (field, value_of(raw)) {
                (Field::Reply | Field::Review, Value::Text(_)) => {
                    let passage = self.passage(raw);
                    self.put(field, Some(passage));
                }
                (Field::Reply | Field::Review, _) => {}
                (_, value) => self.set(field, &value, raw, output),
            }
        }
        has_reply
    }

    /// Takes the fields that are named like the vocabulary.
    fn own(&mut self, object: &Object<'_>, output: &mut Output<'_>) -> std::result::Result<(), BadRecord> {
        for (key, value) in &object.0 {
            let raw = value.get();
            match Field::named(key).filter(|field| self.is_open(*field)) {
                None => {}
                Some(field @ (Field::Reply | Field::Review)) => {
                    let passage = match raw.as_bytes().first() {
                        Some(b'"') => Some(self.passage(raw)),
                        Some(b'n') => None,
                        _ => {
                            let message = format!("`{}` is {}, not a text", field.name(), kind_of(raw));
                            if field == Field::Reply {
                                return Err(BadRecord { place: self.place_of(raw), message });
                            }
                            output.problem(Some(self.place_of(raw)), message, true);
                            None
                        }
                    };
                    self.put(field, passage);
                }
                Some(field) => self.set(field, &value_of(raw), raw, output),
            }
        }
        Ok(())
    }

    /// Takes the fields that are still missing from where an export keeps them.
    fn export(
        &mut self,
        object: &Object<'_>,
        places: &[(Field, &str)],
        export: &exports::Export,
        output: &mut Output<'_>,
    ) {
        for (field, path) in places {
            let (name, rest) = path.split_once('/').unwrap_or((path, ""));
            let found = object.get(name).and_then(|raw| find(raw, rest));
            let Some(raw) = found.filter(|_| self.is_open(*field) && !self.record.has(*field)) else {
                continue;
            };
            match (field, value_of(raw)) {
                (Field::Reply | Field::Review, Value::Text(_)) => {
                    let raw = self.passage(raw);
                    let is_html = export.is_html(&raw);
                    self.put(*field, Some(export.text(raw)));
                    if is_html && *field == Field::Reply {
                        self.record.notations.insert(0, Notation::Html);
                    }
                }
                (Field::Reply | Field::Review, _) => {}
                (_, Value::Text(text)) => self.set(*field, &Value::Text(export.value(*field, text)), raw, output),
                (_, Value::Number(number)) => {
                    self.set(*field, &Value::Number(export.value(*field, number)), raw, output)
                }
                (_, value) => self.set(*field, &value, raw, output),
            }
        }
    }

    fn set(&mut self, field: Field, value: &Value<'_>, raw: &str, output: &mut Output<'_>) {
        let mut fields = std::mem::take(&mut self.record.fields);
        output.set(&mut fields, field, value, || self.place_of(raw));
        self.record.fields = fields;
    }

    fn put(&mut self, field: Field, passage: Option<Passage>) {
        if field == Field::Reply {
            self.record.reply = passage;
            self.record.notations = vec![Notation::Json];
        } else {
            self.record.review = passage;
        }
    }
}

/// Where `part`, which lies in `whole`, starts in it.
pub(super) fn offset(whole: &str, part: &str) -> usize {
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
pub(super) struct Object<'a>(pub(super) Vec<(Cow<'a, str>, &'a RawValue)>);

impl<'a> Object<'a> {
    /// Whether there is such a key, or a text or number at such a path.
    pub(super) fn has(&self, path: &str) -> bool {
        match path.split_once('/') {
            Some((name, rest)) => self.get(name).is_some_and(|raw| find(raw, rest).is_some()),
            None => self.get(path).is_some(),
        }
    }

    /// The raw value of a key; of two with the same name the last counts.
    fn get(&self, name: &str) -> Option<&'a str> {
        self.0.iter().rev().find(|(key, _)| key == name).map(|(_, value)| value.get())
    }
}

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
pub(super) fn source(decoded: &Decoded, span: Span, place: (usize, usize)) -> SourceText {
    let before = decoded.text.get(..span.start).unwrap_or("");
    let indent = before.len() - before.trim_end_matches([' ', '\t']).len();
    let alone = before.len() == indent || before.trim_end_matches([' ', '\t']).ends_with('\n');
    let (start, columns_before) = if alone { (span.start - indent, 0) } else { (span.start, place.1 - 1) };
    let Passage { text, map } = decoded.passage(Span::new(start, span.end));
    SourceText { text, map, first_line: place.0, columns_before }
}

#[cfg(test)]
mod tests;
