//! Owns splitting a stream into rows and cells, and finding the next row after a quote that is not closed.
//! It must not know what the cells mean.

use std::borrow::Cow;
use std::io::Result;

use crate::draft::{Notation, Passage};
use crate::input::encoding::{Decoded, Lines, RawLine};
use crate::span::Span;

/// A row that goes on for longer than this has a quote that is not closed.
const LONGEST_ROW: usize = 64 << 20;

/// How many bytes of a file may be read twice, after quotes that are not closed; so that no file takes forever.
const REREAD: usize = 64 << 20;

/// One cell: what stands between the delimiters, without its outer quotes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) span: Span,
    pub(super) quoted: bool,
}

/// One row: a line, or several where a quoted cell holds line breaks.
pub(super) struct Row {
    pub(super) text: Decoded,
    pub(super) delimiter: u8,
    pub(super) cells: Vec<Cell>,
    pub(super) mistake: Option<Mistake>,
}

pub(super) struct Mistake {
    pub(super) place: (usize, usize),
    pub(super) message: String,
}

impl Row {
    /// The text of a cell.
    pub(super) fn value(&self, cell: &Cell) -> Cow<'_, str> {
        let raw = cell.span.of(&self.text.text);
        if cell.quoted && raw.contains('"') { Cow::Owned(raw.replace("\"\"", "\"")) } else { Cow::Borrowed(raw) }
    }

    /// How the text of a cell is written.
    pub(super) fn notation(&self, cell: &Cell) -> Notation {
        if cell.quoted {
            return Notation::Quoted;
        }
        Notation::Bare { cell: self.text.source_span(cell.span), delimiter: self.delimiter }
    }

    /// The text of a cell with its places: a doubled quote maps as a whole.
    pub(super) fn passage(&self, cell: &Cell) -> Passage {
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
pub(super) struct Rows<'a> {
    lines: Lines<'a>,
    delimiter: u8,
    reread: usize,
}

impl<'a> Rows<'a> {
    pub(super) fn new(lines: Lines<'a>, delimiter: u8) -> Self {
        Self { lines, delimiter, reread: REREAD }
    }

    pub(super) fn next(&mut self) -> Result<Option<Row>> {
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
        Ok(Some(Row { text, delimiter: self.delimiter, cells: splitter.cells, mistake }))
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
pub(super) struct Splitter {
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
    pub(super) cells: Vec<Cell>,
}

impl Splitter {
    pub(super) fn new(delimiter: u8) -> Self {
        Self { delimiter, state: State::Start, at: 0, start: 0, end: 0, opened: 0, cells: Vec::new() }
    }

    pub(super) fn feed(&mut self, text: &str) {
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
    pub(super) fn finish(&mut self, text: &str) {
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
