//! Owns the line that says how far a long run is. It must not know what the run does.

use std::io::{self, IsTerminal};
use std::time::{Duration, Instant};

use super::output::Output;
use super::words::plural;

/// A shorter run needs no line.
const FIRST: Duration = Duration::from_millis(800);
/// How often the line changes.
const EVERY: Duration = Duration::from_millis(100);
/// The cells of the bar.
const CELLS: usize = 24;

/// How far a run is.
#[derive(Debug)]
pub(super) struct Progress {
    /// Whether anyone sees it: a person at a terminal that nothing else is written to.
    is_shown: bool,
    started: Instant,
    next: Duration,
    /// The bytes of all files, if that is known.
    all: Option<u64>,
    /// What is counted.
    what: &'static str,
}

impl Progress {
    /// A run over so many bytes, which counts `what`. `has_room` says whether a line may be shown, if there is someone
    /// to see it.
    pub(super) fn new(all: Option<u64>, what: &'static str, has_room: bool) -> Self {
        let is_shown = has_room && io::stderr().is_terminal();
        Self { is_shown, started: Instant::now(), next: FIRST, all, what }
    }

    /// Shows the line, if it is time.
    pub(super) fn show(&mut self, read: u64, count: usize, output: &mut Output) {
        if !self.is_shown {
            return;
        }
        let elapsed = self.started.elapsed();
        if elapsed >= self.next {
            self.next = elapsed + EVERY;
            output.show_line(&line(self.all, read, &plural(count, self.what), elapsed));
        }
    }
}

/// `[########----------------]  33%  1200 drafts, 41 s left`.
fn line(all: Option<u64>, read: u64, drafts: &str, elapsed: Duration) -> String {
    let Some(all) = all.filter(|all| *all > 0) else {
        return format!("{drafts}, {} s", elapsed.as_secs());
    };
    let share = (read as f64 / all as f64).clamp(0.0, 1.0);
    let full = (share * CELLS as f64) as usize;
    let bar: String = (0..CELLS).map(|cell| if cell < full { '#' } else { '-' }).collect();
    let left = if share > 0.0 { elapsed.as_secs_f64() * (1.0 - share) / share } else { 0.0 };
    format!("[{bar}] {:>3.0}%  {drafts}, {left:.0} s left", share * 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_says_how_far_a_run_is_and_how_long_it_will_take() {
        let second = Duration::from_secs(10);
        assert_eq!(line(Some(400), 100, "1 draft", second), "[######------------------]  25%  1 draft, 30 s left");
        assert_eq!(line(Some(400), 500, "7 drafts", second), "[########################] 100%  7 drafts, 0 s left");
        assert_eq!(line(None, 100, "7 drafts", second), "7 drafts, 10 s");
    }
}
