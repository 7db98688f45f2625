//! Owns CSV and TSV: rows to records, through quotes and doubled quotes, with the place of each character.
//! Read row by row: memory does not grow with the number of rows.

mod rows;

use std::borrow::Cow;
use std::io::{Read, Result};
use std::ops::ControlFlow;
use std::sync::Arc;

use crate::draft::{Notation, Passage};
use crate::input::csv::rows::{Cell, Row, Rows, Splitter};
use crate::input::encoding::{Decoded, Lines};
use crate::input::exports::{self, Export};
use crate::input::mapping::Format;
use crate::input::record::{Field, Record, Value, shortened};
use crate::input::{Output, json, listed, python};
use crate::span::Span;

/// Reads the stream. Without a `delimiter`, the header tells it: a comma, a semicolon, a tab or a bar.
pub(super) fn read(stream: &mut dyn Read, delimiter: Option<u8>, output: &mut Output<'_>) -> Result<()> {
    let mut lines = Lines::new(stream)?;
    if lines.binary {
        output.unread(None, "this looks like a binary file");
        return Ok(());
    }
    let Some(delimiter) = sniffed(&mut lines, delimiter)? else {
        return Ok(());
    };
    let mut rows = Rows::new(lines, delimiter);
    let Some(header) = rows.next()? else {
        return Ok(());
    };
    if let Some(mistake) = &header.mistake {
        output.unread(Some(mistake.place), format!("in the header, {}", mistake.message));
        return Ok(());
    }
    if let Some(bad) = &header.text.bad {
        output.unread(Some((bad.line, bad.column)), bad.message.clone());
        return Ok(());
    }
    let names: Vec<String> = header.cells.iter().map(|cell| header.value(cell).trim().to_owned()).collect();
    let place = (header.text.first_line, 1);
    let formats = output.defaults.formats.as_slice();
    let columns = match Columns::new(&names, formats) {
        Ok(columns) => columns,
        Err(missing) => {
            let message = format!("no column is called `{}`; the columns are {}", shortened(missing), listed(&names));
            output.problem(Some(place), message, true);
            Columns::none(names.len())
        }
    };
    if let Some((first, second)) = columns.two_of_a_text(&names) {
        let named = |at: usize| format!("`{}` (column {})", names.get(at).map_or("", String::as_str), at + 1);
        let message = format!("two columns hold the same thing, {} and {}: rename one", named(first), named(second));
        output.unread(Some(place), message);
        return Ok(());
    }
    if !columns.has_reply() {
        match columns.export {
            Some(export) => {
                let message = format!("this file holds no replies: it looks like {}", export.name);
                output.problem(Some(place), message, true);
            }
            // What is missing was told already.
            None if columns.is_none => {}
            None => output.no_reply_among(place, &names, "column"),
        }
    }
    let mut number = 0;
    while let Some(row) = rows.next()? {
        number += 1;
        if record(number, &row, &columns, output).is_break() {
            break;
        }
    }
    output.doubt(place, &names, "column");
    Ok(())
}

/// Where the cells of each field are, as the header says.
struct Columns<'a> {
    count: usize,
    /// The field, the column, and the path to follow in the cell. Of several for a field the first with a value counts.
    places: Vec<(Field, usize, &'a str)>,
    format: Option<&'a Format>,
    export: Option<&'static Export>,
    /// Whether columns are taken by their own names, first of all.
    is_own: bool,
    /// Whether a column that was named is not there, so that nothing can be read.
    is_none: bool,
}

impl<'a> Columns<'a> {
    /// The columns of a header; the name of one that the user named and that is not there, otherwise.
    fn new(names: &[String], formats: &'a [Arc<Format>]) -> std::result::Result<Self, &'a str> {
        let column = |name: &str| {
            let exactly = names.iter().position(|known| known == name);
            exactly.or_else(|| names.iter().position(|known| known.eq_ignore_ascii_case(name)))
        };
        let export = exports::recognise(|name| names.iter().any(|known| known == name));
        let format = Format::recognise(formats, |name| column(name).is_some());
        let mut places = Vec::new();
        for (field, place) in format.iter().flat_map(|format| format.map.places()) {
            // A name may hold a slash itself.
            let (name, rest) = place.split_once('/').unwrap_or((place, ""));
            let found = column(place).map(|at| (field, at, "")).or_else(|| column(name).map(|at| (field, at, rest)));
            places.push(found.ok_or(place)?);
        }
        let is_open = |field: &Field| !format.is_some_and(|format| format.map.has(*field));
        let own = || names.iter().enumerate().filter_map(|(at, name)| Some((Field::named(name)?, at, "")));
        // To an export that holds replies, replies may have been added; they and what is named like them come first.
        let has_own_reply = own().any(|place| place.0 == Field::Reply);
        let is_own = export.is_none_or(|export| has_own_reply && export.has_reply());
        if is_own {
            places.extend(own().filter(|place| is_open(&place.0)));
        }
        for (field, path) in export.map_or(&[][..], |export| export.places).iter().filter(|place| is_open(&place.0)) {
            let (name, rest) = path.split_once('/').unwrap_or((path, ""));
            places.extend(names.iter().position(|known| known == name).map(|at| (*field, at, rest)));
        }
        let format = format.map(|format| &**format);
        Ok(Self { count: names.len(), places, format, export, is_own, is_none: false })
    }

    /// Nothing is known of so many columns.
    fn none(count: usize) -> Self {
        Self { count, places: Vec::new(), format: None, export: None, is_own: false, is_none: true }
    }

    /// The columns that are both named for the reply, or both for the review, so that nobody knows which one is meant.
    fn two_of_a_text(&self, names: &[String]) -> Option<(usize, usize)> {
        let is_mapped = |text| self.format.is_some_and(|format| format.map.has(text));
        [Field::Reply, Field::Review].into_iter().filter(|text| self.is_own && !is_mapped(*text)).find_map(|text| {
            let mut named = (0..names.len()).filter(|at| Field::named(&names[*at]) == Some(text));
            named.next().zip(named.next())
        })
    }

    fn has_reply(&self) -> bool {
        self.places.iter().any(|place| place.0 == Field::Reply)
    }
}

fn record(number: u64, row: &Row, columns: &Columns<'_>, output: &mut Output<'_>) -> ControlFlow<()> {
    if let Some(mistake) = &row.mistake {
        return output.unreadable(Some(number), mistake.place, mistake.message.clone());
    }
    if let Some(bad) = &row.text.bad {
        return output.bad_bytes(Some(number), bad);
    }
    if row.cells.len() != columns.count {
        let cells = row.cells.len();
        let plural = if cells == 1 { "" } else { "s" };
        let why = format!("this row has {cells} cell{plural}, the header has {}", columns.count);
        return output.unreadable(Some(number), (row.text.first_line, 1), why);
    }
    let mut record = Record { number: Some(number), ..Record::default() };
    for (field, column, path) in &columns.places {
        if record.has(*field) {
            continue;
        }
        let Some(cell) = row.cells.get(*column) else {
            continue;
        };
        match field {
            Field::Reply | Field::Review => {
                let raw = row.passage_at(cell, path);
                let html = raw.as_ref().zip(columns.export).is_some_and(|(raw, export)| export.is_html(raw));
                let passage = raw.map(|passage| match columns.export {
                    Some(export) => export.text(passage),
                    None => passage,
                });
                if *field == Field::Review {
                    record.review = passage;
                    continue;
                }
                record.reply = passage;
                record.notations = if html { vec![Notation::Html] } else { Vec::new() };
                record.notations.extend((!path.is_empty()).then_some(Notation::Json));
                record.notations.push(row.notation(cell));
            }
            _ => {
                let Some(text) = row.value_at(cell, path) else {
                    continue;
                };
                let text = match columns.export {
                    Some(export) => export.value(*field, text),
                    None => text,
                };
                output.set(&mut record.fields, *field, &Value::Text(text), || row.text.place(cell.span.start));
            }
        }
    }
    record.fields.set_origin(columns.format, columns.export);
    record.source = row.text.clone().into_source();
    output.record(record)
}

impl Row {
    /// The text at a path in a cell: the cell itself, a parameter of the link in it, or a value of the JSON (or the Python
    /// literal) in it.
    fn value_at(&self, cell: &Cell, path: &str) -> Option<Cow<'_, str>> {
        let value = self.value(cell);
        if path.is_empty() {
            return Some(value);
        }
        if let Some(name) = path.strip_prefix('?') {
            return exports::parameter(&value, name).map(|text| Cow::Owned(text.to_owned()));
        }
        if let Some(raw) = json::find(&value, path) {
            return Some(Cow::Owned(json::text(raw).into_owned()));
        }
        let literal = python::as_json(&Decoded::nested(self.passage(cell)))?;
        json::find(&literal.text, path).map(|raw| Cow::Owned(json::text(raw).into_owned()))
    }

    /// The same with its places.
    fn passage_at(&self, cell: &Cell, path: &str) -> Option<Passage> {
        let passage = self.passage(cell);
        if path.is_empty() {
            return Some(passage);
        }
        let inner = Decoded::nested(passage);
        found_in(&inner, path).or_else(|| found_in(&Decoded::nested(python::as_json(&inner)?), path))
    }
}

/// The text at a path in a cell of JSON, with its places.
fn found_in(cell: &Decoded, path: &str) -> Option<Passage> {
    let raw = json::find(&cell.text, path)?;
    let at = json::offset(&cell.text, raw);
    Some(json::passage(cell, Span::new(at, at + raw.len())))
}

/// The delimiter: the given one, or the one under which the first line has a `reply`, or splits most. None for an
/// empty file.
fn sniffed(lines: &mut Lines<'_>, given: Option<u8>) -> Result<Option<u8>> {
    let Some(line) = lines.next()? else {
        return Ok(None);
    };
    let mut decoded = Decoded::new(lines.encoding, line.start, line.number);
    decoded.extend(&line.bytes);
    lines.put_back(vec![line]);
    let score = |delimiter: u8| {
        let mut splitter = Splitter::new(delimiter);
        splitter.feed(&decoded.text);
        splitter.finish(&decoded.text);
        let named = |cell: &Cell| Field::named(cell.span.of(&decoded.text)) == Some(Field::Reply);
        (splitter.cells.iter().any(named), splitter.cells.len())
    };
    // Of equals the last is taken: a comma.
    let best = [b'|', b'\t', b';', b','].into_iter().max_by_key(|delimiter| score(*delimiter));
    Ok(given.or(best))
}

#[cfg(test)]
mod tests;
