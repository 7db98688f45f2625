//! Owns which stretches of a file have become which, over several rounds of edits. It must not know what they say.

use super::written::FileEdit;
use crate::span::Span;

/// A stretch of the file as it was, and the stretch that stands there now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// Bytes of the file as it was.
    pub before: Span,
    /// Bytes of the file as it is now.
    pub after: Span,
}

/// The changes so far, and then `edits` of the file as it is now, which are in order.
pub(super) fn then(changes: &[Change], edits: &[FileEdit]) -> Vec<Change> {
    let mut out: Vec<Change> = Vec::new();
    let (mut old, mut new) = (changes.iter().peekable(), edits.iter().peekable());
    // By how much bytes now and bytes in the end are shifted.
    let (mut shift_before, mut shift_after) = (0_isize, 0_isize);
    while old.peek().is_some() || new.peek().is_some() {
        // A group: all that overlap or touch each other, in bytes of now.
        let starts = [old.peek().map(|change| change.after.start), new.peek().map(|edit| edit.span.start)];
        let Some(start) = starts.into_iter().flatten().min() else { break };
        let mut end = start;
        let group_before = start.saturating_add_signed(-shift_before);
        let group_after = start.saturating_add_signed(shift_after);
        loop {
            if let Some(change) = old.next_if(|change| change.after.start <= end) {
                end = end.max(change.after.end);
                shift_before += signed(change.after.len()) - signed(change.before.len());
            } else if let Some(edit) = new.next_if(|edit| edit.span.start <= end) {
                end = end.max(edit.span.end);
                shift_after += signed(edit.bytes.len()) - signed(edit.span.len());
            } else {
                break;
            }
        }
        out.push(Change {
            before: Span::new(group_before, end.saturating_add_signed(-shift_before)),
            after: Span::new(group_after, end.saturating_add_signed(shift_after)),
        });
    }
    out
}

fn signed(length: usize) -> isize {
    isize::try_from(length).unwrap_or(isize::MAX)
}

#[cfg(test)]
mod tests {
    use super::super::written::apply;
    use super::*;
    use proptest::prelude::*;

    /// Edits of a text of that length, in order and apart.
    fn edits(length: usize, seeds: &[(usize, usize, usize)]) -> Vec<FileEdit> {
        let mut at = 0;
        let mut edits = Vec::new();
        for (skip, take, put) in seeds {
            let start = at + skip % 7 + usize::from(!edits.is_empty());
            let end = start + take % 5;
            if end > length {
                break;
            }
            edits.push(FileEdit { span: Span::new(start, end), bytes: vec![b'a' + (*put % 26) as u8; put % 6] });
            at = end;
        }
        edits
    }

    proptest! {
        #[test]
        fn what_is_outside_of_all_changes_is_the_same_before_and_after(
            rounds in prop::collection::vec(prop::collection::vec((0..99_usize, 0..99_usize, 0..99_usize), 0..6), 0..4),
        ) {
            let first: Vec<u8> = (0..60).map(|number| b'0' + number % 10).collect();
            let (mut now, mut changes) = (first.clone(), Vec::new());
            for seeds in &rounds {
                let edits = edits(now.len(), seeds);
                changes = then(&changes, &edits);
                now = apply(&now, &edits);
            }
            let again: Vec<FileEdit> = changes
                .iter()
                .map(|change| FileEdit { span: change.before, bytes: now[change.after.start..change.after.end].to_vec() })
                .collect();
            prop_assert_eq!(apply(&first, &again), now);
        }
    }
}
