//! Owns soft wrapping: which stretch of a long line is shown in which row. It must not know about labels or files.
//!
//! A row depends on the text around it only, never on where one starts to look, so that two findings in one paragraph
//! show the same rows. To keep that cheap in lines of megabytes, such lines also break at fixed distances.

use super::position::{ceil, floor};
use super::safe;

/// In very long lines a row starts at the first word after every multiple of so many bytes.
const STRIDE: usize = 1024;
/// A line is very long at a place if it started more than so many bytes before.
const VERY_LONG: usize = 16 * STRIDE;
/// The longest word that is kept whole where a very long line is broken.
const LONGEST_WORD: usize = 256;

/// One row: bytes of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Row {
    /// The first byte.
    pub(super) start: usize,
    /// One past the last byte that is shown: without the line break and the blanks that the wrap swallows.
    pub(super) end: usize,
    /// Where the next row starts.
    pub(super) next: usize,
}

/// A text cut into rows that are at most `width` columns wide.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wrap<'t> {
    text: &'t str,
    width: usize,
}

impl<'t> Wrap<'t> {
    /// Rows of `text`, at most `width` columns wide (at least 8, so that words stay recognisable).
    pub(super) fn new(text: &'t str, width: usize) -> Self {
        Self { text, width: width.max(8) }
    }

    /// All rows, in order.
    pub(super) fn all(self) -> impl Iterator<Item = Row> + 't {
        std::iter::successors(Some(self.row_from(0)), move |row| self.after(*row))
    }

    /// The row that byte `at` lies in.
    pub(super) fn holding(&self, at: usize) -> Row {
        let at = floor(self.text, at);
        let mut row = self.row_from(self.known_start(at));
        while at >= row.next {
            match self.after(row) {
                Some(next) => row = next,
                None => break,
            }
        }
        row
    }

    /// The row after `row`, if there is one.
    pub(super) fn after(&self, row: Row) -> Option<Row> {
        (row.next < self.text.len() && row.next > row.start).then(|| self.row_from(row.next))
    }

    /// A place at or before `at` where a row starts for certain.
    fn known_start(&self, at: usize) -> usize {
        let window = floor(self.text, at.saturating_sub(VERY_LONG + 2 * STRIDE));
        let before = self.text.get(window..at).unwrap_or("");
        if let Some(line_break) = before.rfind('\n') {
            return window + line_break + 1;
        }
        if window == 0 {
            return 0;
        }
        let block = at / STRIDE;
        let near = self.start_in_block(block);
        if near <= at { near } else { self.start_in_block(block - 1) }
    }

    /// Where the row of a very long line starts that belongs to the block.
    fn start_in_block(&self, block: usize) -> usize {
        let from = ceil(self.text, block * STRIDE);
        let near = self.text.get(from..ceil(self.text, from + LONGEST_WORD)).unwrap_or("");
        let blank = near.find(char::is_whitespace);
        let word = blank.and_then(|blank| {
            let rest = near.get(blank..)?;
            rest.find(|character: char| !character.is_whitespace()).map(|length| blank + length)
        });
        from + word.unwrap_or(0)
    }

    /// Where a very long line breaks in any case at the start of the block, if that is after `start`.
    fn forced_break(&self, start: usize, block: usize) -> Option<usize> {
        let from = floor(self.text, block * STRIDE);
        if from < VERY_LONG || block * STRIDE >= self.text.len() {
            return None;
        }
        let before = self.text.get(floor(self.text, from - VERY_LONG)..from).unwrap_or("");
        Some(self.start_in_block(block)).filter(|at| *at > start && !before.contains('\n'))
    }

    fn row_from(&self, start: usize) -> Row {
        let mut block = start / STRIDE;
        // Only the start of a block can be before the place where it breaks.
        let is_near = start - block * STRIDE <= LONGEST_WORD + 4;
        let mut forced = if is_near { self.forced_break(start, block) } else { None };
        let mut width = 0;
        let mut break_at = None;
        let mut previous = None;
        for (offset, character) in self.text.get(start..).unwrap_or("").char_indices() {
            let at = start + offset;
            if forced.is_none() && at / STRIDE > block {
                block = at / STRIDE;
                forced = self.forced_break(start, block);
            }
            if character == '\n' {
                return self.row(start, at, at + 1);
            }
            if forced.is_some_and(|forced| at >= forced) {
                return self.row(start, at, at);
            }
            if previous.is_some_and(|previous| may_break(previous, character)) {
                break_at = Some(at);
            }
            let columns = safe::width(character);
            // A blank may hang over the edge, since it is not shown; what follows it may not.
            let full = at > start && width + columns > self.width && (columns > 0 || width > self.width);
            if full && !character.is_whitespace() {
                let next = break_at.unwrap_or(at);
                return self.row(start, next, next);
            }
            width += columns;
            previous = Some(character);
        }
        self.row(start, self.text.len(), self.text.len())
    }

    /// The row `start..end` without what need not be shown at its end.
    fn row(&self, start: usize, end: usize, next: usize) -> Row {
        let line = self.text.get(start..end).unwrap_or("");
        let line = line.strip_suffix('\r').unwrap_or(line);
        let soft = next == end && end < self.text.len();
        let line = if soft || safe::text_width(line) > self.width { line.trim_end() } else { line };
        Row { start, end: start + line.len(), next }
    }
}

/// Whether a row may end between two characters: after a blank or a dash, and around wide characters, which stand for
/// words or syllables.
fn may_break(previous: char, next: char) -> bool {
    const NO_BREAK: [char; 2] = ['\u{A0}', '\u{202F}'];
    if next.is_whitespace() || safe::width(next) == 0 {
        return false;
    }
    if previous.is_whitespace() {
        return !NO_BREAK.contains(&previous);
    }
    let closes = matches!(next, '、' | '。' | '，' | '．' | '！' | '？' | '」' | '』' | '）' | '】' | '…');
    previous == '—' || (!closes && next.is_alphanumeric() && (safe::width(previous) == 2 || safe::width(next) == 2))
}

/// The lines of `text`, wrapped to `width` columns and made safe; lines that the text breaks itself stay broken.
pub(super) fn wrapped(text: &str, width: usize) -> Vec<String> {
    let wrap = Wrap::new(text, width);
    wrap.all().filter_map(|row| text.get(row.start..row.end)).map(|row| safe::shown(row).into_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn lines(text: &str, width: usize) -> Vec<&str> {
        Wrap::new(text, width).all().map(|row| &text[row.start..row.end]).collect()
    }

    #[test]
    fn rows_break_between_words() {
        assert_eq!(lines("We are very sorry", 11), ["We are very", "sorry"]);
    }

    #[test]
    fn a_word_that_fits_no_row_is_cut() {
        assert_eq!(lines("see https://example.com/a", 10), ["see", "https://ex", "ample.com/", "a"]);
    }

    #[test]
    fn wide_characters_count_twice_and_break_anywhere() {
        assert_eq!(lines("日本語日本語", 8), ["日本語日", "本語"]);
    }

    #[test]
    fn an_accent_stays_with_its_letter() {
        assert_eq!(lines("abcdefge\u{301}x", 8), ["abcdefge\u{301}", "x"]);
    }

    #[test]
    fn an_accent_without_a_letter_does_not_make_a_row_too_wide() {
        assert_eq!(lines("abcdefgh \u{301}ij", 8), ["abcdefgh", "\u{301}ij"]);
    }

    #[test]
    fn line_breaks_of_the_text_are_kept() {
        assert_eq!(lines("a\r\n\r\nb\n", 20), ["a", "", "b"]);
    }

    #[test]
    fn a_megabyte_without_a_line_break_costs_only_its_surroundings() {
        let text = "word ".repeat(2_000_000);
        let wrap = Wrap::new(&text, 70);
        let started = std::time::Instant::now();
        for at in (0..text.len()).step_by(text.len() / 50) {
            let row = wrap.holding(at);
            assert!(row.start <= at && at <= row.next && row.end - row.start <= 70);
        }
        assert!(started.elapsed().as_secs() < 2, "{:?}", started.elapsed());
    }

    proptest! {
        #[test]
        fn rows_are_the_same_wherever_one_starts_to_look(
            words in prop::collection::vec("[a-zé日🙂\u{301}]{0,9}[ \n]?", 1..40),
            copies in 1usize..150, one_line: bool, at: prop::sample::Index,
        ) {
            let text = words.concat().repeat(copies);
            let text = if one_line { text.replace('\n', " ") } else { text };
            let wrap = Wrap::new(&text, 24);
            let rows: Vec<Row> = wrap.all().collect();
            prop_assert_eq!(rows.first().map(|row| row.start), Some(0));
            for pair in rows.windows(2) {
                prop_assert!(pair[0].next == pair[1].start && pair[0].end <= pair[0].next);
            }
            let row = rows[at.index(rows.len())];
            prop_assert_eq!(wrap.holding(row.start), row);
            prop_assert!(safe::text_width(&text[row.start..row.end]) <= 24);
        }
    }
}
