//! Owns what codespan sees of a text: the rows around the labels, made safe, each with the line number that it has in
//! its file. It must not know what the labels say.

use std::collections::BTreeMap;
use std::ops::Range;

use codespan_reporting::files::{Error, Files, Location};

use crate::report::position::{Position, snap};
use crate::report::rows::{Row, Wrap};
use crate::report::safe;
use crate::span::Span;

/// How many rows of one label are shown before its middle is left out.
const ROWS_OF_A_LABEL: usize = 6;
/// How many rows are shown before a left-out middle.
const ROWS_BEFORE_GAP: usize = 3;

/// A text to be shown, and the way from its bytes to lines and columns.
pub(super) struct Page<'a> {
    /// What stands before `:line:column`.
    pub(super) name: String,
    /// The whole text.
    pub(super) text: &'a str,
    /// The place in the file that a byte of `text` has.
    pub(super) position: Box<dyn Fn(usize) -> Position + 'a>,
}

/// The rows of a page that a diagnostic shows.
#[derive(Debug)]
pub(super) struct View {
    name: String,
    /// The shown rows, joined by line breaks.
    text: String,
    rows: Vec<ShownRow>,
}

#[derive(Debug)]
struct ShownRow {
    /// Consecutive where the rows are neighbours; a gap makes codespan draw a break.
    index: usize,
    /// Bytes of the view's text.
    range: Range<usize>,
    /// Bytes of the page's text.
    row: Row,
    /// Where the row's first character stands in the file.
    start: Position,
    /// The places of the labels that start in the row, by bytes of the view's text.
    places: BTreeMap<usize, Position>,
}

impl View {
    /// The rows of `page` that hold `spans`, at most `width` columns wide, and for each span the stretches of the view
    /// that the label underlines: one for each row, at least one, none of them invisible.
    pub(super) fn new(page: &Page<'_>, spans: &[Span], width: usize) -> (Self, Vec<Vec<Range<usize>>>) {
        let wrap = Wrap::new(page.text, width);
        let stretches: Vec<Vec<(Row, Span)>> = spans.iter().map(|span| stretches(page.text, wrap, *span)).collect();
        let mut wanted: Vec<Row> = stretches.iter().flatten().map(|(row, _)| *row).collect();
        wanted.sort_unstable();
        wanted.dedup();
        let mut view =
            Self { name: safe::shown_in_a_line(&page.name).into_owned(), text: String::new(), rows: Vec::new() };
        for row in wanted {
            view.add_after_gap(page, wrap, row);
        }
        let ranges = stretches.iter().map(|stretches| view.locate(page, stretches)).collect();
        (view, ranges)
    }

    /// Adds `row`; a single row that lies between it and the last one is shown too.
    fn add_after_gap(&mut self, page: &Page<'_>, wrap: Wrap<'_>, row: Row) {
        const BREAK: usize = 10;
        let Some(last) = self.rows.last() else { return self.add(page, row, 0) };
        let index = last.index;
        let next = wrap.after(last.row);
        if next == Some(row) {
            self.add(page, row, index + 1);
        } else if let Some(between) = next.filter(|next| wrap.after(*next) == Some(row)) {
            self.add(page, between, index + 1);
            self.add(page, row, index + 2);
        } else {
            self.add(page, row, index + BREAK);
        }
    }

    fn add(&mut self, page: &Page<'_>, row: Row, index: usize) {
        let start = self.text.len();
        self.text.push_str(&safe::shown(page.text.get(row.start..row.end).unwrap_or("")));
        let range = start..self.text.len();
        self.text.push('\n');
        self.rows.push(ShownRow { index, range, row, start: (page.position)(row.start), places: BTreeMap::new() });
    }

    fn locate(&mut self, page: &Page<'_>, stretches: &[(Row, Span)]) -> Vec<Range<usize>> {
        let mut ranges = Vec::with_capacity(stretches.len());
        for (row, span) in stretches {
            let Ok(found) = self.rows.binary_search_by_key(row, |shown| shown.row) else { continue };
            let Some(shown) = self.rows.get_mut(found) else { continue };
            let start = shown.range.start + (span.start - row.start);
            shown.places.insert(start, (page.position)(span.start));
            ranges.push(start..shown.range.start + (span.end - row.start));
        }
        ranges
    }

    fn row(&self, index: usize) -> Result<&ShownRow, Error> {
        let max = self.rows.last().map_or(0, |row| row.index);
        let found = self.rows.binary_search_by_key(&index, |row| row.index);
        found.ok().and_then(|found| self.rows.get(found)).ok_or(Error::LineTooLarge { given: index, max })
    }
}

/// The part of each row that a label underlines. Of a label over many rows, the middle is left out.
fn stretches(text: &str, wrap: Wrap<'_>, span: Span) -> Vec<(Row, Span)> {
    let mut span = snap(text, span);
    // A label on the line break at the end of a text belongs to the last line, not to an empty one after it.
    if span.start == text.len() {
        let end = text.trim_end_matches(['\n', '\r']).len();
        span = Span::new(end, end);
    }
    let first = wrap.holding(span.start);
    let mut rows = vec![first];
    while let Some(row) = rows.last().copied() {
        match wrap.after(row) {
            Some(next) if next.start < span.end => {
                if rows.len() == ROWS_OF_A_LABEL {
                    rows.truncate(ROWS_BEFORE_GAP);
                    rows.push(wrap.holding(span.end.saturating_sub(1)));
                    break;
                }
                rows.push(next);
            }
            _ => break,
        }
    }
    let mut stretches: Vec<(Row, Span)> = rows
        .iter()
        .map(|row| (*row, Span::new(span.start.max(row.start), span.end.min(row.end))))
        .map(|(row, stretch)| (row, words_of(text, stretch, stretch.start > span.start)))
        .filter(|(_, stretch)| !stretch.is_empty())
        .map(|(row, stretch)| (row, visible(text, row, stretch)))
        .collect();
    if stretches.is_empty() {
        let at = span.start.min(first.end);
        stretches.push((first, visible(text, first, Span::new(at, at))));
    }
    stretches
}

/// `span` without the blanks at its end and, where it goes on from another row, at its start; unless it holds nothing
/// else.
fn words_of(text: &str, span: Span, goes_on: bool) -> Span {
    let words = span.of(text);
    if words.trim().is_empty() {
        return span;
    }
    let indent = if goes_on { words.len() - words.trim_start().len() } else { 0 };
    Span::new(span.start + indent, span.start + words.trim_end().len())
}

/// `span`, widened to the next character that takes a column: a caret needs one to stand under. At the end of the row
/// it stays a point after the last character.
fn visible(text: &str, row: Row, span: Span) -> Span {
    if safe::text_width(span.of(text)) > 0 {
        return span;
    }
    let rest = text.get(span.start..row.end).unwrap_or("");
    match rest.char_indices().find(|(_, character)| safe::width(*character) > 0) {
        Some((offset, character)) => Span::new(span.start, span.start + offset + character.len_utf8()),
        None => Span::new(row.end, row.end),
    }
}

/// The views of one diagnostic; a file id is an index.
#[derive(Debug)]
pub(super) struct Views(pub(super) Vec<View>);

impl Views {
    fn view(&self, id: usize) -> Result<&View, Error> {
        self.0.get(id).ok_or(Error::FileMissing)
    }

    /// The row that `range` starts in, and the columns of that row that it takes, from 0.
    pub(super) fn columns(&self, id: usize, range: &Range<usize>) -> Option<(usize, Range<usize>)> {
        let index = self.line_index(id, range.start).ok()?;
        let view = self.view(id).ok()?;
        let row = view.row(index).ok()?;
        let start = safe::text_width(view.text.get(row.range.start..range.start)?);
        Some((index, start..start + safe::text_width(view.text.get(range.clone())?).max(1)))
    }
}

impl<'a> Files<'a> for Views {
    type FileId = usize;
    type Name = &'a str;
    type Source = &'a str;

    fn name(&'a self, id: usize) -> Result<&'a str, Error> {
        self.view(id).map(|view| view.name.as_str())
    }

    fn source(&'a self, id: usize) -> Result<&'a str, Error> {
        self.view(id).map(|view| view.text.as_str())
    }

    fn line_index(&'a self, id: usize, at: usize) -> Result<usize, Error> {
        let view = self.view(id)?;
        let found = view.rows.partition_point(|row| row.range.end < at).min(view.rows.len().saturating_sub(1));
        view.rows.get(found).map(|row| row.index).ok_or(Error::IndexTooLarge { given: at, max: view.text.len() })
    }

    fn line_number(&'a self, id: usize, index: usize) -> Result<usize, Error> {
        Ok(self.view(id)?.row(index)?.start.line)
    }

    fn column_number(&'a self, id: usize, index: usize, at: usize) -> Result<usize, Error> {
        let view = self.view(id)?;
        let row = view.row(index)?;
        let characters = view.text.get(row.range.start..at).map_or(0, |text| text.chars().count());
        Ok(row.start.column + characters)
    }

    fn location(&'a self, id: usize, at: usize) -> Result<Location, Error> {
        let index = self.line_index(id, at)?;
        if let Some(place) = self.view(id)?.row(index)?.places.get(&at) {
            return Ok(Location { line_number: place.line, column_number: place.column });
        }
        Ok(Location { line_number: self.line_number(id, index)?, column_number: self.column_number(id, index, at)? })
    }

    fn line_range(&'a self, id: usize, index: usize) -> Result<Range<usize>, Error> {
        Ok(self.view(id)?.row(index)?.range.clone())
    }
}
