//! Owns the two streams that people and programs read. It must not know what is written to them.

use std::io::{self, BufWriter, StdoutLock, Write};
use std::ops::ControlFlow;
use std::path::Path;

use super::replace::Replacement;

/// Standard output, buffered, and standard error, in step with each other.
#[derive(Debug)]
pub(crate) struct Output {
    stdout: BufWriter<StdoutLock<'static>>,
    /// What is written instead of standard output, if a file was asked for.
    file: Option<BufWriter<Replacement>>,
    /// Whether standard output is left to a text, and the report goes to standard error.
    aside: bool,
    /// Whether whoever reads standard output has gone, or it cannot be written.
    closed: bool,
    /// Why it cannot be written, if that is worth a word: a reader that has gone is not.
    failure: Option<io::Error>,
    /// Whether a line that will be replaced stands on standard error.
    has_line: bool,
}

impl Output {
    /// Takes hold of standard output.
    pub(crate) fn new() -> Self {
        Self {
            stdout: BufWriter::with_capacity(64 * 1024, io::stdout().lock()),
            file: None,
            aside: false,
            closed: false,
            failure: None,
            has_line: false,
        }
    }

    /// From now on writes to a file, which stands at `path` once everything is in it.
    ///
    /// # Errors
    /// If its folder cannot be written.
    pub(crate) fn redirect(&mut self, path: &Path) -> io::Result<()> {
        self.file = Some(BufWriter::with_capacity(64 * 1024, Replacement::of(path)?));
        Ok(())
    }

    /// From now on leaves standard output to [`Output::print_text`].
    pub(crate) fn step_aside(&mut self) {
        self.aside = true;
    }

    /// Writes a text that is not part of the report to standard output, whatever its encoding.
    pub(crate) fn print_text(&mut self, text: &[u8]) {
        if !self.closed {
            let result = self.stdout.write_all(text);
            self.note(result);
        }
    }

    /// Writes to standard output; breaks once nobody reads it any more.
    pub(crate) fn print(&mut self, text: &str) -> ControlFlow<()> {
        if self.aside && self.file.is_none() {
            self.tell(text);
            return ControlFlow::Continue(());
        }
        if !self.closed && !text.is_empty() {
            let result = match &mut self.file {
                Some(file) => file.write_all(text.as_bytes()),
                None => self.stdout.write_all(text.as_bytes()),
            };
            self.note(result);
        }
        if self.closed { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    /// Standard output, for a conversation rather than a report.
    #[cfg(feature = "lsp")]
    pub(crate) fn conversation(&mut self) -> &mut impl Write {
        &mut self.stdout
    }

    /// Writes to standard error, after what was printed before.
    pub(crate) fn tell(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        self.flush();
        self.clear_line();
        // Where standard error cannot be written, nobody can be told.
        let _ = io::stderr().write_all(text.as_bytes());
    }

    /// Shows a line on standard error, a terminal, in place of the one before.
    pub(crate) fn show_line(&mut self, line: &str) {
        let _ = io::stderr().write_all(format!("\r{line}\x1b[K").as_bytes());
        self.has_line = true;
    }

    /// Takes the line away.
    pub(crate) fn clear_line(&mut self) {
        if std::mem::take(&mut self.has_line) {
            let _ = io::stderr().write_all(b"\r\x1b[K");
        }
    }

    /// Writes out what is buffered, and says whether standard output took everything that someone wanted to read.
    pub(crate) fn finish(mut self) -> bool {
        self.clear_line();
        self.flush();
        if let Some(file) = self.file.take() {
            let result = file.into_inner().map_err(io::IntoInnerError::into_error).and_then(Replacement::finish);
            self.note(result);
        }
        match self.failure.take() {
            Some(error) => {
                let message = format!("error: the output cannot be written: {error}\n");
                let _ = io::stderr().write_all(message.as_bytes());
                false
            }
            None => true,
        }
    }

    /// Writes out what is buffered, unless it goes to a file.
    pub(crate) fn flush(&mut self) {
        if !self.closed {
            let result = self.stdout.flush();
            self.note(result);
        }
    }

    fn note(&mut self, result: io::Result<()>) {
        if let Err(error) = result {
            self.closed = true;
            if error.kind() != io::ErrorKind::BrokenPipe {
                self.failure = Some(error);
            }
        }
    }
}
