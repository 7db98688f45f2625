//! Owns the unified diff: what became of the lines of a file, as `patch` reads it. It must not know why.

use super::safe;
use crate::fix::Change;
use crate::input::FileEncoding;
use crate::span::Span;

/// How many lines are shown around a change.
const CONTEXT: usize = 3;

const RED: &str = "\x1b[31m";
const GREEN: &str = "\x1b[32m";
const CYAN: &str = "\x1b[36m";
const RESET: &str = "\x1b[0m";

/// How a diff is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Look {
    /// Whether to write ANSI colours.
    pub color: bool,
    /// Whether a terminal shows it, which must not obey what stands in the file.
    pub terminal: bool,
}

/// The diff of a file at `path`; empty where nothing has changed.
pub fn diff(path: &str, before: &[u8], after: &[u8], changes: &[Change], look: Look) -> String {
    let encoding = FileEncoding::of(before);
    if !encoding.is_wide() {
        return of_lines(path, before, after, changes, look);
    }
    let text = |bytes: &[u8]| encoding.decode(bytes).unwrap_or_default();
    let (before, after) = (text(before), text(after));
    let whole = Change { before: Span::new(0, before.len()), after: Span::new(0, after.len()) };
    of_lines(path, before.as_bytes(), after.as_bytes(), &[whole], look)
}

/// Whole lines that have become other whole lines, and the number of the first, from 0.
struct Block<'t> {
    line: usize,
    before: Vec<&'t [u8]>,
    after: Vec<&'t [u8]>,
}

fn of_lines(path: &str, before: &[u8], after: &[u8], changes: &[Change], look: Look) -> String {
    let blocks = blocks(before, after, changes);
    if blocks.is_empty() {
        return String::new();
    }
    let lines = lines(before);
    let path = safe::escaped(path);
    let mut out = painted(&format!("--- {path}\n"), RED, look) + &painted(&format!("+++ {path}\n"), GREEN, look);
    // By how many lines the new file is ahead of the old one.
    let mut ahead = 0_isize;
    let mut rest = blocks.as_slice();
    while let Some(first) = rest.first() {
        let near = |pair: &[Block<'_>]| match pair {
            [one, next] => next.line - (one.line + one.before.len()) <= 2 * CONTEXT,
            _ => false,
        };
        let count = 1 + rest.windows(2).take_while(|pair| near(pair)).count();
        let (hunk, later) = rest.split_at(count);
        rest = later;
        let last_line = hunk.last().map_or(0, |block| block.line + block.before.len());
        let (from, to) = (first.line.saturating_sub(CONTEXT), (last_line + CONTEXT).min(lines.len()));
        let grown: isize = hunk.iter().map(|block| signed(block.after.len()) - signed(block.before.len())).sum();
        let old = to - from;
        let new = old.saturating_add_signed(grown);
        let header = format!("@@ -{} +{} @@\n", range(from, old), range(from.saturating_add_signed(ahead), new));
        out.push_str(&painted(&header, CYAN, look));
        ahead += grown;
        let mut at = from;
        for block in hunk {
            shown(&mut out, ' ', lines.get(at..block.line).unwrap_or_default(), look);
            shown(&mut out, '-', &block.before, look);
            shown(&mut out, '+', &block.after, look);
            at = block.line + block.before.len();
        }
        shown(&mut out, ' ', lines.get(at..to).unwrap_or_default(), look);
    }
    out
}

/// `12,3`, and as `diff` has it for one line and for none.
fn range(from: usize, count: usize) -> String {
    match count {
        0 => format!("{from},0"),
        1 => (from + 1).to_string(),
        _ => format!("{},{count}", from + 1),
    }
}

fn shown(out: &mut String, mark: char, lines: &[&[u8]], look: Look) {
    for line in lines {
        let text = String::from_utf8_lossy(line);
        let (words, is_whole) = match text.strip_suffix('\n') {
            Some(words) => (words, true),
            None => (&*text, false),
        };
        let words = if look.terminal { safe::shown_in_a_line(words) } else { words.into() };
        let color = match mark {
            '-' => RED,
            '+' => GREEN,
            _ => "",
        };
        out.push_str(&painted(&format!("{mark}{words}\n"), color, look));
        if !is_whole {
            out.push_str("\\ No newline at end of file\n");
        }
    }
}

fn painted(line: &str, color: &str, look: Look) -> String {
    if look.color && !color.is_empty() {
        format!("{color}{}{RESET}\n", line.trim_end_matches('\n'))
    } else {
        line.to_owned()
    }
}

fn lines(bytes: &[u8]) -> Vec<&[u8]> {
    bytes.split_inclusive(|byte| *byte == b'\n').collect()
}

/// Changes as whole lines, less the lines at both ends that are the same.
fn blocks<'t>(before: &'t [u8], after: &'t [u8], changes: &[Change]) -> Vec<Block<'t>> {
    let mut whole: Vec<Change> = Vec::new();
    for change in changes {
        let line_start = |at: usize| {
            before.get(..at).and_then(|head| head.iter().rposition(|byte| *byte == b'\n')).map_or(0, |at| at + 1)
        };
        let to_end = |bytes: &[u8], at: usize| {
            let rest = bytes.get(at..).unwrap_or_default();
            rest.iter().position(|byte| *byte == b'\n').map_or(rest.len(), |length| length + 1)
        };
        let back = change.before.start - line_start(change.before.start);
        let on = to_end(before, change.before.end);
        let grown = Change {
            before: Span::new(change.before.start - back, change.before.end + on),
            after: Span::new(change.after.start.saturating_sub(back), (change.after.end + on).min(after.len())),
        };
        match whole.last_mut() {
            Some(last) if grown.before.start < last.before.end => {
                // What is on the same line was counted in bytes of before.
                last.before.end = last.before.end.max(grown.before.end);
                last.after.end = grown.after.end;
            }
            _ => whole.push(grown),
        }
    }
    let (mut line, mut counted) = (0, 0);
    let mut blocks = Vec::new();
    for change in whole {
        let old = lines(before.get(change.before.start..change.before.end).unwrap_or_default());
        let new = lines(after.get(change.after.start..change.after.end).unwrap_or_default());
        line +=
            before.get(counted..change.before.start).map_or(0, |gap| gap.iter().filter(|byte| **byte == b'\n').count());
        counted = change.before.start;
        let head = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
        let most = old.len().min(new.len()) - head;
        let tail = old.iter().rev().zip(new.iter().rev()).take(most).take_while(|(old, new)| old == new).count();
        let part = |lines: &[&'t [u8]]| lines.get(head..lines.len() - tail).unwrap_or_default().to_vec();
        let block = Block { line: line + head, before: part(&old), after: part(&new) };
        if !block.before.is_empty() || !block.after.is_empty() {
            blocks.push(block);
        }
    }
    blocks
}

fn signed(count: usize) -> isize {
    isize::try_from(count).unwrap_or(isize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The diff of two texts that differ in one stretch.
    fn of(before: &str, after: &str, before_span: (usize, usize), after_span: (usize, usize)) -> String {
        let change =
            Change { before: Span::new(before_span.0, before_span.1), after: Span::new(after_span.0, after_span.1) };
        diff("a.txt", before.as_bytes(), after.as_bytes(), &[change], Look::default())
    }

    #[test]
    fn a_changed_line_is_shown_with_three_lines_around_it() {
        let before = "1\n2\n3\n4\nfive\n6\n7\n8\n9\n";
        let expected = "--- a.txt\n+++ a.txt\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-five\n+5\n 6\n 7\n 8\n";
        assert_eq!(of(before, &before.replace("five", "5"), (8, 12), (8, 9)), expected);
    }

    #[test]
    fn several_changes_of_a_line_are_one() {
        let changes = [
            Change { before: Span::new(4, 6), after: Span::new(4, 5) },
            Change { before: Span::new(11, 12), after: Span::new(10, 14) },
        ];
        let diff = diff("a.txt", b"hi\naaabbccdx\nbye\n", b"hi\naBbbccdxxxx\nbye\n", &changes, Look::default());
        assert!(diff.ends_with(" hi\n-aaabbccdx\n+aBbbccdxxxx\n bye\n"), "{diff}");
    }

    #[test]
    fn a_file_without_a_last_line_break_is_told() {
        let expected =
            "--- a.txt\n+++ a.txt\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+b\n\\ No newline at end of file\n";
        assert_eq!(of("a", "b", (0, 1), (0, 1)), expected);
    }

    #[test]
    fn lines_that_are_added_are_counted() {
        let expected = "--- a.txt\n+++ a.txt\n@@ -1,2 +1,4 @@\n hi\n+\n+thanks\n bye\n";
        assert_eq!(of("hi\nbye\n", "hi\n\nthanks\nbye\n", (2, 2), (2, 10)), expected);
    }

    #[test]
    fn a_terminal_is_never_told_what_to_do() {
        let change = Change { before: Span::new(0, 1), after: Span::new(0, 1) };
        let look = Look { color: false, terminal: true };
        let diff = diff("a.txt", b"a\x1b[2J\n", b"b\x1b[2J\n", &[change], look);
        assert!(!diff.contains('\x1b'), "{diff}");
    }
}
