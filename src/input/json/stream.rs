//! Owns reading a JSON file record by record where that can be done: a list of records, or an object with such a list.
//! Memory does not grow with their number. A record that is no JSON is told and left out; where the list itself is
//! broken, what follows is not read.
//!
//! What else a file may hold is known only at its end: that is read as a whole.

use std::io::{BufReader, Cursor, Read, Result};
use std::ops::ControlFlow;

use crate::draft::{Kind, Passage, SourceText};
use crate::input::Output;
use crate::input::encoding::{BUFFER, BadBytes, Decoded, Encoding, head};
use crate::input::json::document::{LISTS, read_whole};
use crate::input::json::scan::{End, Scanner};
use crate::input::json::{Names, record, string};
use crate::span::Span;

/// A record that goes on for longer than this has a quote or a bracket that is not closed.
const LONGEST: usize = 64 << 20;

/// Reads a stream. A file of objects one a line, whatever its name, is read as such.
pub(in crate::input) fn read(stream: &mut dyn Read, output: &mut Output<'_>) -> Result<()> {
    let head = head(stream)?;
    let (encoding, mark) = Encoding::sniff(&head);
    let start = head.get(mark..).unwrap_or_default().trim_ascii_start().first().copied();
    let is_template = output.defaults.context.kind == Kind::Template;
    let mut stream = Cursor::new(head).chain(stream);
    if encoding != Encoding::Utf8 || is_template || !matches!(start, Some(b'[' | b'{')) {
        return read_whole(&mut stream, output);
    }
    stream.read_exact(&mut [0; 3][..mark])?;
    let mut scanner = Scanner::new(Box::new(BufReader::with_capacity(BUFFER, stream)), mark);
    if start == Some(b'{') {
        return object(scanner, mark, output);
    }
    scanner.peek(None)?;
    let mut list = List { names: Names::default(), number: 0, output };
    if list.read(&mut scanner)?.is_break() {
        return Ok(());
    }
    if scanner.peek(None)?.is_some() {
        let _ = list.broken(scanner.place, "trailing characters");
    }
    list.names.judge(list.output);
    Ok(())
}

/// An object: its lists of records are handed over as they come. Of one without, nothing was lost.
fn object(mut scanner: Scanner<'_>, mark: usize, output: &mut Output<'_>) -> Result<()> {
    // What was read so far, while the file may still have to be read as a whole.
    let mut kept = Some(vec![0xEF, 0xBB, 0xBF].into_iter().take(mark).collect::<Vec<u8>>());
    let mut list = List { names: Names::default(), number: 0, output };
    scanner.peek(kept.as_mut())?;
    scanner.take(b'{', kept.as_mut());
    let mut broken = None;
    loop {
        match scanner.peek(kept.as_mut())? {
            Some(b'}') => {
                scanner.take(b'}', kept.as_mut());
                break;
            }
            Some(b'"') => {}
            Some(_) => broken = Some("key must be a string"),
            None => broken = Some("EOF while parsing an object"),
        }
        if broken.is_some() {
            break;
        }
        let mut key = Vec::new();
        let end = scanner.value(Some(&mut key), LONGEST)?;
        kept.iter_mut().for_each(|kept| kept.extend_from_slice(&key));
        if end != End::Whole || scanner.peek(kept.as_mut())? != Some(b':') {
            broken = Some(if end == End::Cut { "EOF while parsing a string" } else { "expected `:`" });
            break;
        }
        scanner.take(b':', kept.as_mut());
        let first = scanner.peek(kept.as_mut())?;
        if first == Some(b'[') && LISTS.contains(&&*string::text(&String::from_utf8_lossy(&key))) {
            kept = None;
            if list.read(&mut scanner)?.is_break() {
                return Ok(());
            }
        } else {
            let before = scanner.offset;
            // What is not kept may be as long as it likes.
            let end = scanner.value(kept.as_mut(), usize::MAX)?;
            if end != End::Whole || scanner.offset == before {
                broken = Some(if end == End::Cut { "EOF while parsing a value" } else { "expected value" });
                break;
            }
        }
        match scanner.peek(kept.as_mut())? {
            Some(b',') => scanner.take(b',', kept.as_mut()),
            Some(b'}') => {}
            Some(_) => broken = Some("expected `,` or `}`"),
            None => broken = Some("EOF while parsing an object"),
        }
        if broken.is_some() {
            break;
        }
    }
    if let Some(kept) = kept {
        return without_list(kept, broken.is_some(), scanner, list.output);
    }
    if broken.is_none() && scanner.peek(None)?.is_some() {
        broken = Some("trailing characters");
    }
    if let Some(why) = broken {
        let _ = list.broken(scanner.place, why);
    }
    list.names.judge(list.output);
    Ok(())
}

/// An object without a list of records at its top: one of many, one a line, or a file to be read as a whole.
fn without_list(kept: Vec<u8>, is_broken: bool, mut scanner: Scanner<'_>, output: &mut Output<'_>) -> Result<()> {
    let mut kept = kept;
    let is_line = !is_broken && !kept.trim_ascii_start().contains(&b'\n');
    let length = kept.len();
    let is_followed = scanner.peek(Some(&mut kept))?.is_some();
    let is_lines = is_line && is_followed && kept.get(length..).is_some_and(|blanks| blanks.contains(&b'\n'));
    let mut stream = Cursor::new(kept).chain(scanner.into_rest());
    if is_lines { super::read_lines(&mut stream, output) } else { read_whole(&mut stream, output) }
}

/// Hands over the records of lists, one after the other.
struct List<'o, 'b> {
    names: Names,
    number: u64,
    output: &'o mut Output<'b>,
}

impl List<'_, '_> {
    /// Reads the list that starts here; breaks where nothing after it can be read, or shall be.
    fn read(&mut self, scanner: &mut Scanner<'_>) -> Result<ControlFlow<()>> {
        scanner.take(b'[', None);
        let mut is_first = true;
        loop {
            let next = scanner.peek(None)?;
            match next {
                Some(b']') => {
                    scanner.take(b']', None);
                    return Ok(ControlFlow::Continue(()));
                }
                Some(b',') if !is_first => {
                    scanner.take(b',', None);
                    match scanner.peek(None)? {
                        Some(b']') => return Ok(self.stop(scanner.place, "trailing comma")),
                        None => return Ok(self.stop(scanner.place, "EOF while parsing a list")),
                        Some(_) => {}
                    }
                }
                Some(_) if is_first => {}
                Some(_) => return Ok(self.stop(scanner.place, "expected `,` or `]`")),
                None => return Ok(self.stop(scanner.place, "EOF while parsing a list")),
            }
            is_first = false;
            let indent = scanner.indent().map(<[u8]>::to_vec);
            let (offset, place) = (scanner.offset, scanner.place);
            let mut value = Vec::new();
            let end = scanner.value(Some(&mut value), LONGEST)?;
            if value.is_empty() {
                return Ok(self.stop(place, "expected value"));
            }
            let raw = Raw { indent: indent.as_deref(), value: &value, offset, place };
            if self.one(&raw, end).is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
    }

    fn one(&mut self, raw: &Raw<'_>, end: End) -> ControlFlow<()> {
        if end == End::TooLong {
            return self.stop(raw.place, "a record of more than 64 MiB: a quote or a bracket in it is not closed");
        }
        self.number += 1;
        let indent = raw.indent.unwrap_or_default();
        let mut decoded = Decoded::new(Encoding::Utf8, raw.offset - indent.len(), raw.place.0);
        decoded.extend(indent);
        decoded.extend(raw.value);
        if let Some(BadBytes { line, column, message }) = &decoded.bad {
            let column = if *line == raw.place.0 { column + raw.place.1 - 1 - indent.len() } else { *column };
            return self.output.unreadable(Some(self.number), (*line, column), message.clone());
        }
        let span = Span::new(indent.len(), decoded.text.len());
        match record(Some(self.number), &decoded, span, raw.place, &mut self.names, self.output) {
            Err(bad) if end == End::Cut => {
                let message = bad.message + &unread_after(self.number - 1);
                let _ = self.output.unreadable(Some(self.number), bad.place, message);
                ControlFlow::Break(())
            }
            Err(bad) => self.output.unreadable(Some(self.number), bad.place, bad.message),
            Ok(mut record) => {
                let Passage { text, map } = decoded.passage(Span::new(0, decoded.text.len()));
                let columns_before = if raw.indent.is_some() { 0 } else { raw.place.1 - 1 };
                record.source = SourceText { text, map, first_line: raw.place.0, columns_before };
                self.output.record(record)
            }
        }
    }

    /// Says what is wrong with the list; what comes after it cannot be read.
    fn stop(&mut self, place: (usize, usize), why: &str) -> ControlFlow<()> {
        let _ = self.broken(place, why);
        self.names.judge(self.output);
        ControlFlow::Break(())
    }

    fn broken(&mut self, place: (usize, usize), why: &str) -> ControlFlow<()> {
        let message = format!("this is not JSON: {why}{}", unread_after(self.number));
        self.output.unreadable(Some(self.number + 1), place, message)
    }
}

/// What is lost where the list breaks off after so many records.
fn unread_after(records: u64) -> String {
    if records == 0 { String::new() } else { format!("; what follows record {records} was not read") }
}

/// A value as it stands in the file.
struct Raw<'v> {
    /// The blanks before it, if nothing else stands before it in its line.
    indent: Option<&'v [u8]>,
    value: &'v [u8],
    /// Its first byte.
    offset: usize,
    /// Its line and column.
    place: (usize, usize),
}
