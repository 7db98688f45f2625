//! Owns CSV and TSV: rows to records, through quotes and doubled quotes, with the place of each character.
//! Read row by row: memory does not grow with the number of rows.

use std::borrow::Cow;
use std::io::{Read, Result};
use std::ops::ControlFlow;

use crate::draft::Passage;
use crate::input::Output;
use crate::input::encoding::{Decoded, Lines, RawLine};
use crate::input::record::{Field, Fields, Record, Value, shortened};
use crate::span::Span;

/// A row that goes on for longer than this has a quote that is not closed.
const LONGEST_ROW: usize = 64 << 20;

/// How many bytes of a file may be read twice, after quotes that are not closed; so that no file takes forever.
const REREAD: usize = 64 << 20;

/// Reads the stream. Without a `delimiter`, the header tells it: a comma, a semicolon or a tab.
pub(super) fn read(stream: &mut dyn Read, delimiter: Option<u8>, output: &mut Output<'_>) -> Result<()> {
    let mut lines = Lines::new(stream)?;
    if lines.binary {
        output.problem(None, "this looks like a binary file", true);
        return Ok(());
    }
    let Some(delimiter) = sniffed(&mut lines, delimiter)? else {
        return Ok(());
    };
    let mut rows = Rows { lines, delimiter, reread: REREAD };
    let Some(header) = rows.next()? else {
        return Ok(());
    };
    if let Some(mistake) = &header.mistake {
        output.problem(Some(mistake.place), format!("in the header, {}", mistake.message), true);
        return Ok(());
    }
    if let Some(bad) = &header.text.bad {
        output.problem(Some((bad.line, bad.column)), bad.message.clone(), true);
        return Ok(());
    }
    let columns: Vec<Option<Field>> = header.cells.iter().map(|cell| Field::named(&header.value(cell))).collect();
    if !columns.contains(&Some(Field::Reply)) {
        let names: Vec<String> = header.cells.iter().map(|cell| shortened(&header.value(cell))).collect();
        let message = format!("no column is named `reply`; the columns are {}", names.join(", "));
        output.problem(Some((header.text.first_line, 1)), message, true);
    }
    let mut number = 0;
    while let Some(row) = rows.next()? {
        number += 1;
        if record(number, &row, &columns, output).is_break() {
            break;
        }
    }
    Ok(())
}

fn record(number: u64, row: &Row, columns: &[Option<Field>], output: &mut Output<'_>) -> ControlFlow<()> {
    if let Some(mistake) = &row.mistake {
        return output.unreadable(Some(number), mistake.place, mistake.message.clone());
    }
    if let Some(bad) = &row.text.bad {
        return output.bad_bytes(Some(number), bad);
    }
    if row.cells.len() != columns.len() {
        let why = format!("this row has {} cells, the header has {}", row.cells.len(), columns.len());
        return output.unreadable(Some(number), (row.text.first_line, 1), why);
    }
    let mut record = Record { number: Some(number), ..Record::default() };
    let mut fields = Fields::default();
    let (mut reply_seen, mut review_seen) = (false, false);
    for (cell, column) in row.cells.iter().zip(columns) {
        match column {
            // Of two columns with the same name the first counts.
            Some(Field::Reply) if !reply_seen => (record.reply, reply_seen) = (Some(row.passage(cell)), true),
            Some(Field::Review) if !review_seen => (record.review, review_seen) = (Some(row.passage(cell)), true),
            Some(field) => {
                let value = Value::Text(row.value(cell));
                output.set(&mut fields, *field, &value, || row.text.place(cell.span.start));
            }
            None => {}
        }
    }
    record.fields = fields;
    record.source = row.text.clone().into_source();
    output.record(record)
}

/// One cell: what stands between the delimiters, without its outer quotes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Cell {
    span: Span,
    quoted: bool,
}

/// One row: a line, or several where a quoted cell holds line breaks.
struct Row {
    text: Decoded,
    cells: Vec<Cell>,
    mistake: Option<Mistake>,
}

struct Mistake {
    place: (usize, usize),
    message: String,
}

impl Row {
    /// The text of a cell.
    fn value(&self, cell: &Cell) -> Cow<'_, str> {
        let raw = cell.span.of(&self.text.text);
        if cell.quoted && raw.contains('"') { Cow::Owned(raw.replace("\"\"", "\"")) } else { Cow::Borrowed(raw) }
    }

    /// The text of a cell with its places: a doubled quote maps as a whole.
    fn passage(&self, cell: &Cell) -> Passage {
        if !cell.quoted {
            return self.text.passage(cell.span);
        }
        let mut passage = Passage::default();
        let mut at = cell.span.start;
        let raw = cell.span.of(&self.text.text);
        for (index, part) in raw.split("\"\"").enumerate() {
            if index > 0 {
                self.text.append_as(&mut passage, "\"", Span::new(at, at + 2));
                at += 2;
            }
            self.text.append(&mut passage, Span::new(at, at + part.len()));
            at += part.len();
        }
        passage
    }
}

/// The rows of a stream. Blank lines between rows are none.
struct Rows<'a> {
    lines: Lines<'a>,
    delimiter: u8,
    reread: usize,
}

impl Rows<'_> {
    fn next(&mut self) -> Result<Option<Row>> {
        let mut raw: Vec<RawLine> = Vec::new();
        let mut row: Option<(Decoded, Splitter)> = None;
        while let Some(line) = self.lines.next()? {
            let (text, splitter) = row.get_or_insert_with(|| {
                (Decoded::new(self.lines.encoding, line.start, line.number), Splitter::new(self.delimiter))
            });
            text.extend(&line.bytes);
            if raw.is_empty() && text.text.trim_end_matches(['\r', '\n']).is_empty() {
                row = None;
                continue;
            }
            raw.push(line);
            splitter.feed(&text.text);
            if splitter.state == State::Done {
                break;
            }
            if splitter.state == State::Stray || text.text.len() > LONGEST_ROW && raw.len() > 1 {
                break;
            }
        }
        let Some((text, mut splitter)) = row else {
            return Ok(None);
        };
        splitter.finish(&text.text);
        let mistake = (splitter.state != State::Done).then(|| self.give_up(&text, &splitter, raw));
        Ok(Some(Row { text, cells: splitter.cells, mistake }))
    }

    /// Says what is wrong with a row, and goes on with the line after its first, since only that one surely is part
    /// of it.
    fn give_up(&mut self, text: &Decoded, splitter: &Splitter, mut raw: Vec<RawLine>) -> Mistake {
        let place = text.place(splitter.opened);
        let mut message = if splitter.state == State::Stray {
            let (line, column) = text.place(splitter.at);
            format!(
                "the quote that opens this cell is closed at line {line}, column {column}, but the cell goes on; a \
                 quote inside a quoted cell must be doubled"
            )
        } else {
            "the quote that opens this cell is never closed".to_owned()
        };
        let after: Vec<RawLine> = raw.drain(raw.len().min(1)..).collect();
        let size: usize = after.iter().map(|line| line.bytes.len()).sum();
        if size <= self.reread {
            self.reread -= size;
            self.lines.put_back(after);
        } else if let (Some(first), Some(last)) = (after.first(), after.last()) {
            message.push_str(&format!("; lines {} to {} were not read", first.number, last.number));
        }
        Mistake { place, message }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Before the first character of a cell.
    Start,
    /// In a cell without quotes.
    Plain,
    /// Between quotes.
    Quoted,
    /// After a quote that closes the cell, or is the first of two.
    Closed,
    /// After the row's last line.
    Done,
    /// After a closing quote that more text follows.
    Stray,
}

/// Splits the text of one row into cells. Fed again whenever a line was added, it goes on where it was.
struct Splitter {
    delimiter: u8,
    state: State,
    /// The byte to look at next.
    at: usize,
    /// Where the cell starts.
    start: usize,
    /// Where its content ends, if it is quoted.
    end: usize,
    /// Where the quote that is open stands.
    opened: usize,
    cells: Vec<Cell>,
}

impl Splitter {
    fn new(delimiter: u8) -> Self {
        Self { delimiter, state: State::Start, at: 0, start: 0, end: 0, opened: 0, cells: Vec::new() }
    }

    fn feed(&mut self, text: &str) {
        let bytes = text.as_bytes();
        while let Some(byte) = bytes.get(self.at).copied() {
            let line_end = byte == b'\n' || byte == b'\r' && matches!(bytes.get(self.at + 1), Some(b'\n') | None);
            match self.state {
                State::Quoted if byte == b'"' => (self.state, self.end) = (State::Closed, self.at),
                State::Quoted => {}
                State::Closed if byte == b'"' && self.at == self.end + 1 => self.state = State::Quoted,
                State::Start if byte == b'"' => {
                    (self.state, self.opened, self.start) = (State::Quoted, self.at, self.at + 1);
                }
                State::Start | State::Plain | State::Closed if byte == self.delimiter => self.close_cell(State::Start),
                State::Start | State::Plain | State::Closed if line_end => {
                    self.close_cell(State::Done);
                    return;
                }
                // Spaces around quotes are no text.
                State::Start | State::Closed if byte == b' ' => {}
                State::Start => self.state = State::Plain,
                State::Closed => {
                    self.state = State::Stray;
                    return;
                }
                State::Plain => {}
                State::Done | State::Stray => return,
            }
            self.at += 1;
        }
    }

    /// The end of the file ends the row.
    fn finish(&mut self, text: &str) {
        if matches!(self.state, State::Start | State::Plain | State::Closed) {
            self.at = text.len();
            self.close_cell(State::Done);
        }
    }

    fn close_cell(&mut self, next: State) {
        let quoted = self.state == State::Closed;
        let end = if quoted { self.end } else { self.at };
        self.cells.push(Cell { span: Span::new(self.start, end), quoted });
        (self.state, self.start) = (next, self.at + 1);
    }
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
    let best = [b'\t', b';', b','].into_iter().max_by_key(|delimiter| score(*delimiter));
    Ok(given.or(best))
}

#[cfg(test)]
mod tests;
