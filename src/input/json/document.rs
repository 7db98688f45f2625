//! Owns JSON files that are one value: a list of records, an object that holds such a list, or one record. Most of them
//! are read as a stream; this is what has to be read as a whole, since only its end tells what it is.
//!
//! Records before a mistake of syntax are read; what comes after it cannot be.

mod app_store;

use std::fmt;
use std::io::{Read, Result};
use std::ops::ControlFlow;
use std::sync::Arc;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use crate::draft::Kind;
use crate::input::Output;
use crate::input::encoding::{Cursor, Decoded};
use crate::input::exports;
use crate::input::json::{Names, Object, kind_of, offset, record, source, string, syntax};
use crate::input::mapping::Format;
use crate::input::record::Field;
use crate::input::tree;
use crate::span::Span;

/// The keys under which an object holds its records.
pub(super) const LISTS: &[&str] = &["reviews", "drafts", "locationReviews"];

/// The keys under which exports hold theirs, perhaps deeper inside.
const DEEP_LISTS: &[&str] = &["reviews", "reviews_data", "macros"];

/// How deep that may be.
const DEEPEST: usize = 4;

/// Reads a stream as a whole. A file of objects one a line, whatever its name, is read as such.
pub(super) fn read_whole(stream: &mut dyn Read, output: &mut Output<'_>) -> Result<()> {
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes)?;
    let decoded = Decoded::file(&bytes);
    if let Some(bad) = &decoded.bad {
        output.unread(Some((bad.line, bad.column)), bad.message.clone());
        return Ok(());
    }
    if decoded.text.trim().is_empty() {
        return Ok(());
    }
    if is_lines(&decoded.text) {
        let mut bytes = bytes.as_slice();
        return super::read_lines(&mut bytes, output);
    }
    drop(bytes);
    if output.defaults.context.kind == Kind::Template && is_tree(&decoded.text, output) {
        tree::read_json(&decoded, output);
        return Ok(());
    }
    let text = decoded.text.trim_end();
    let cursor = Cursor::new(1);
    let names = Names::default();
    let mut records = Records { decoded: &decoded, output, names, number: 0, cursor, stopped: false };
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let result = Top { records: &mut records, inside: false }.deserialize(&mut deserializer).and_then(|top| {
        deserializer.end()?;
        Ok(top)
    });
    if records.stopped {
        return Ok(());
    }
    let number = records.number;
    let result = match result {
        Ok(Found::Record) => {
            let start = text.len() - text.trim_start().len();
            if records.object(Span::new(start, text.len())).is_break() {
                return Ok(());
            }
            Ok(Found::List)
        }
        other => other,
    };
    let names = records.names;
    match result {
        Ok(Found::List | Found::Record) => {}
        Ok(Found::Neither) => {
            let start = decoded.text.trim_start();
            let message = format!("a list of records or an object is needed, this is {}", kind_of(start));
            output.unread(Some((1, 1)), message);
        }
        Err(error) => {
            let mut bad = syntax(&error, text, (1, 1));
            if number > 0 {
                bad.message.push_str(&format!("; what follows record {number} was not read"));
            }
            let _ = output.unreadable(Some(number + 1), bad.place, bad.message);
        }
    }
    names.judge(output);
    Ok(())
}

/// Whether the first line is an object by itself and others follow.
fn is_lines(text: &str) -> bool {
    let text = text.trim();
    match text.split_once('\n') {
        Some((first, _)) => first.starts_with('{') && serde_json::from_str::<&RawValue>(first).is_ok(),
        None => false,
    }
}

/// Whether a file is one JSON value that holds neither records nor a known export: then its keys name its texts.
fn is_tree(text: &str, output: &Output<'_>) -> bool {
    let (raw, formats) = (text.trim(), &output.defaults.formats);
    if serde_json::from_str::<&RawValue>(raw).is_err() {
        return false;
    }
    if raw.starts_with('[') {
        return !is_list_of_records(raw, formats);
    }
    let Ok(top) = serde_json::from_str::<Object<'_>>(raw) else { return false };
    let has = |name: &str| top.get(name).is_some();
    if exports::recognise(has).is_some() || top.get("data").and_then(app_store::reviews).is_some() {
        return false;
    }
    let mut lists = Vec::new();
    deep_lists(raw, DEEPEST, formats, &mut lists);
    !lists.iter().any(|list| is_list_of_records(list, formats))
}

/// Hands records over one after the other, keeping count of lines and columns.
struct Records<'a, 'b> {
    decoded: &'a Decoded,
    output: &'a mut Output<'b>,
    names: Names,
    number: u64,
    cursor: Cursor,
    stopped: bool,
}

impl<'a> Records<'a, '_> {
    fn next(&mut self, raw: &str) -> ControlFlow<()> {
        let start = offset(&self.decoded.text, raw);
        self.number += 1;
        self.one(Some(self.number), Span::new(start, start + raw.len()))
    }

    fn one(&mut self, number: Option<u64>, span: Span) -> ControlFlow<()> {
        let place = self.cursor.place(self.decoded, span.start);
        match record(number, self.decoded, span, place, &mut self.names, self.output) {
            Err(bad) => self.output.unreadable(number, bad.place, bad.message),
            Ok(mut record) => {
                record.source = source(self.decoded, span, place);
                self.output.record(record)
            }
        }
    }

    /// An object without a list of records at its top: one record, or an export that keeps its records deeper.
    fn object(&mut self, span: Span) -> ControlFlow<()> {
        let decoded: &'a Decoded = self.decoded;
        let raw = span.of(&decoded.text);
        let Ok(top) = serde_json::from_str::<Object<'a>>(raw) else {
            return ControlFlow::Continue(());
        };
        if let Some(reviews) = top.get("data").and_then(app_store::reviews) {
            self.names.has_reply = true;
            return app_store::read(self, &reviews, top.get("included"));
        }
        let mut lists = Vec::new();
        if top.get("reply").is_none() {
            deep_lists(raw, DEEPEST, &self.output.defaults.formats, &mut lists);
        }
        if lists.is_empty() {
            return self.one(None, span);
        }
        for list in lists {
            for value in serde_json::from_str::<Vec<&RawValue>>(list).unwrap_or_default() {
                self.next(value.get())?;
            }
        }
        ControlFlow::Continue(())
    }
}

/// Collects the lists of records in a value, in order.
fn deep_lists<'a>(raw: &'a str, depth: usize, formats: &[Arc<Format>], lists: &mut Vec<&'a str>) {
    if depth == 0 {
        return;
    }
    if raw.starts_with('[') {
        for value in serde_json::from_str::<Vec<&RawValue>>(raw).unwrap_or_default() {
            deep_lists(value.get(), depth - 1, formats, lists);
        }
    } else if raw.starts_with('{')
        && let Ok(object) = serde_json::from_str::<Object<'a>>(raw)
    {
        for (key, value) in &object.0 {
            let value = value.get();
            if value.starts_with('[') && (DEEP_LISTS.contains(&&**key) || is_list_of_records(value, formats)) {
                lists.push(value);
            } else {
                deep_lists(value, depth - 1, formats, lists);
            }
        }
    }
}

/// Whether the first of a list is a record of a known shape: exports name their lists as they like.
fn is_list_of_records(list: &str, formats: &[Arc<Format>]) -> bool {
    let list: Vec<&RawValue> = serde_json::from_str(list).unwrap_or_default();
    let Some(first) = list.first().and_then(|first| serde_json::from_str::<Object<'_>>(first.get()).ok()) else {
        return false;
    };
    let has = |name: &str| first.has(name);
    has(Field::Reply.name())
        || exports::recognise(has).is_some()
        || Format::recognise(formats, has).is_some_and(|format| {
            let place = format.map.places().find(|(field, _)| *field == Field::Reply);
            place.is_some_and(|(_, place)| has(place) || place.split_once('/').is_some_and(|(name, _)| has(name)))
        })
}

/// What a file turned out to hold.
enum Found {
    /// Records, handed over.
    List,
    /// One object.
    Record,
    /// Some other value.
    Neither,
}

/// Reads a value: the file as a whole, or (`inside` an object) one that may be its list of records.
struct Top<'r, 'a, 'b> {
    records: &'r mut Records<'a, 'b>,
    inside: bool,
}

impl<'de> DeserializeSeed<'de> for Top<'_, '_, '_> {
    type Value = Found;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> std::result::Result<Found, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Top<'_, '_, '_> {
    type Value = Found;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a list of records or an object")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> std::result::Result<Found, A::Error> {
        while let Some(raw) = list.next_element::<&RawValue>()? {
            if self.records.next(raw.get()).is_break() {
                self.records.stopped = true;
                return Err(A::Error::custom("stopped"));
            }
        }
        Ok(Found::List)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> std::result::Result<Found, A::Error> {
        let mut found = Found::Record;
        while let Some(key) = map.next_key::<&RawValue>()? {
            if !self.inside && LISTS.contains(&&*string::text(key.get())) {
                if let Found::List = map.next_value_seed(Top { records: &mut *self.records, inside: true })? {
                    found = Found::List;
                }
            } else {
                map.next_value::<&RawValue>()?;
            }
        }
        Ok(found)
    }

    fn visit_str<E>(self, _: &str) -> std::result::Result<Found, E> {
        Ok(Found::Neither)
    }

    fn visit_bool<E>(self, _: bool) -> std::result::Result<Found, E> {
        Ok(Found::Neither)
    }

    fn visit_i64<E>(self, _: i64) -> std::result::Result<Found, E> {
        Ok(Found::Neither)
    }

    fn visit_u64<E>(self, _: u64) -> std::result::Result<Found, E> {
        Ok(Found::Neither)
    }

    fn visit_f64<E>(self, _: f64) -> std::result::Result<Found, E> {
        Ok(Found::Neither)
    }

    fn visit_unit<E>(self) -> std::result::Result<Found, E> {
        Ok(Found::Neither)
    }
}
