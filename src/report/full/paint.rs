//! Owns the bytes that leave codespan: colours, and labels that would run over the edge of the terminal, which it
//! moves to rows of their own. It must not know about findings.

use std::io;

use codespan_reporting::diagnostic::{LabelStyle, Severity};
use codespan_reporting::term::WriteStyle;

use crate::report::rows;
use crate::report::safe;

/// Switches all colours off.
pub(super) const RESET: &str = "\u{1b}[0m";
/// Bold, for the words that matter most.
pub(super) const BOLD: &str = "\u{1b}[1m";
const BLUE: &str = "\u{1b}[94m";

/// The colour of a severity.
pub(super) fn colour(severity: Severity) -> &'static str {
    match severity {
        Severity::Bug | Severity::Error => "\u{1b}[91m",
        Severity::Warning => "\u{1b}[93m",
        Severity::Help => "\u{1b}[92m",
        Severity::Note => "\u{1b}[96m",
    }
}

/// What is being written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Zone {
    Other,
    Border,
    Label,
}

/// Collects what codespan writes.
#[derive(Debug)]
pub(super) struct Painter {
    out: String,
    color: bool,
    width: usize,
    zone: Zone,
    /// The column that the next character is written to, from 0.
    column: usize,
    /// Blanks that are written only if something follows them in the line.
    blanks: usize,
    /// Gutter and border of the line.
    prefix: String,
    prefix_open: bool,
    /// The colour of the label that is being written.
    label: &'static str,
    /// The columns of the last stretch in the style of a label.
    stretch: Option<(usize, usize)>,
}

impl Painter {
    /// A painter for a terminal of `width` columns.
    pub(super) fn new(color: bool, width: usize) -> Self {
        Self {
            out: String::new(),
            color,
            width,
            zone: Zone::Other,
            column: 0,
            blanks: 0,
            prefix: String::new(),
            prefix_open: true,
            label: RESET,
            stretch: None,
        }
    }

    /// What was written.
    pub(super) fn finish(self) -> String {
        self.out
    }

    fn style(&mut self, codes: &[&str]) {
        if self.color {
            self.out.extend(codes.iter().copied());
        }
    }

    fn text(&mut self, text: &str) {
        if self.prefix_open {
            self.prefix.push_str(text);
        }
        let words = text.trim_start_matches(' ');
        self.blanks += text.len() - words.len();
        if words.is_empty() {
            return;
        }
        self.out.extend(std::iter::repeat_n(' ', self.blanks));
        self.column += std::mem::take(&mut self.blanks);
        let start = self.column;
        let shown = words.trim_end_matches(' ');
        self.out.push_str(shown);
        self.column += safe::text_width(shown);
        self.blanks = words.len() - shown.len();
        if self.zone == Zone::Label {
            self.stretch = match self.stretch {
                Some((first, end)) if end == start => Some((first, self.column)),
                _ => Some((start, self.column)),
            };
        }
    }

    fn line_break(&mut self) {
        self.out.push('\n');
        self.column = 0;
        self.blanks = 0;
        self.prefix.clear();
        self.prefix_open = true;
        self.stretch = None;
    }

    /// Whether `text` is a label's message that does not fit into the rest of the line. Rows and carets fit, since
    /// they are wrapped before; so what does not fit is a message.
    fn overflows(&self, text: &str) -> bool {
        self.zone == Zone::Label && self.column + self.blanks + safe::text_width(text) > self.width
    }

    /// Writes a message below its caret, as far to the left as it needs to end at the edge.
    fn below(&mut self, message: &str) {
        let start = self.column + self.blanks;
        // A message that follows its caret starts one blank after it; any other stands under its own pointer.
        let caret = self.stretch.filter(|(_, end)| end + 1 == start).map_or(start, |(first, _)| first);
        let prefix = self.prefix.clone();
        let margin = safe::text_width(&prefix) + 1;
        let lines = rows::wrapped(message, self.width.saturating_sub(margin).max(1));
        let longest = lines.iter().map(|line| safe::text_width(line)).max().unwrap_or(0);
        let indent = caret.min(self.width.saturating_sub(longest)).max(margin);
        for (number, line) in lines.iter().enumerate() {
            // A pointer's own line holds nothing yet; a caret's line does.
            if number > 0 || self.column > safe::text_width(&prefix) {
                self.line_break();
                self.zone = Zone::Other;
                self.style(&[RESET, BLUE]);
                self.text(&prefix);
                self.prefix_open = false;
                self.style(&[RESET]);
            }
            self.blanks = indent.saturating_sub(self.column);
            self.style(&[self.label]);
            self.text(line);
            self.style(&[RESET]);
        }
    }
}

impl io::Write for Painter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let text = String::from_utf8_lossy(bytes);
        for (number, line) in text.split('\n').enumerate() {
            if number > 0 {
                self.line_break();
            }
            if self.overflows(line) {
                self.below(line);
            } else {
                self.text(line);
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl WriteStyle for Painter {
    fn set_header(&mut self, severity: Severity) -> io::Result<()> {
        self.style(&[BOLD, colour(severity)]);
        Ok(())
    }

    fn set_header_message(&mut self) -> io::Result<()> {
        self.style(&[RESET, BOLD]);
        Ok(())
    }

    fn set_line_number(&mut self) -> io::Result<()> {
        self.style(&[BLUE]);
        Ok(())
    }

    fn set_note_bullet(&mut self) -> io::Result<()> {
        self.style(&[BLUE]);
        Ok(())
    }

    fn set_source_border(&mut self) -> io::Result<()> {
        self.style(&[BLUE]);
        self.zone = Zone::Border;
        Ok(())
    }

    fn set_label(&mut self, severity: Severity, label: LabelStyle) -> io::Result<()> {
        self.label = if label == LabelStyle::Primary { colour(severity) } else { BLUE };
        self.style(&[self.label]);
        self.zone = Zone::Label;
        Ok(())
    }

    fn reset(&mut self) -> io::Result<()> {
        self.style(&[RESET]);
        if self.zone == Zone::Border {
            self.prefix_open = false;
        }
        self.zone = Zone::Other;
        Ok(())
    }
}
