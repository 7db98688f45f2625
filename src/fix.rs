//! Owns fixes: how one is worded, which of them go together, and what a text or a file is after them. It must not know
//! which rule wants what, and it reads and writes nothing.
//!
//! One fix at a time: [`Fix`](crate::finding::Fix) is an edit of the decoded reply, [`in_file`] says which bytes of its
//! file that is. Many at a time: [`choose`], [`apply`], and [`settle`] for a whole file, again and again until nothing
//! is left to fix.

mod changes;
mod passes;
mod wording;
mod written;

pub use changes::Change;
pub use passes::{Fixed, LeftOut, Options, Reading, Settled, settle};
pub use wording::{added, instead, without};
pub use written::{FileEdit, in_file};

use crate::finding::{Finding, Fix};
use crate::span::Span;

/// A stretch of a text and what to put there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// Bytes of the decoded reply.
    pub span: Span,
    /// What to put there.
    pub replace: String,
}

/// An edit, and the findings that want it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chosen {
    /// What to do.
    pub edit: Edit,
    /// Indices of the findings.
    pub findings: Vec<usize>,
}

/// Edits that can be made at once, in the order of the text. Of two that overlap or meet at a point the first is taken:
/// the other one is found again, if it is still wanted.
pub fn choose(findings: &[Finding], unsafe_too: bool) -> Vec<Chosen> {
    let wanted = |fix: &&Fix| fix.safe || unsafe_too;
    let mut all: Vec<(usize, &Fix)> = findings
        .iter()
        .enumerate()
        .filter_map(|(index, finding)| Some((index, finding.fix.as_ref().filter(wanted)?)))
        .collect();
    all.sort_by_key(|(_, fix)| (fix.span.start, fix.span.end));
    let mut chosen: Vec<Chosen> = Vec::new();
    for (index, fix) in all {
        match chosen.last_mut() {
            Some(last) if last.edit.span == fix.span && last.edit.replace == fix.replace => last.findings.push(index),
            Some(last) if !clear(last.edit.span, fix.span) => {}
            _ => {
                let edit = Edit { span: fix.span, replace: fix.replace.clone() };
                chosen.push(Chosen { edit, findings: vec![index] });
            }
        }
    }
    chosen
}

/// Whether the second, which does not start earlier, has nothing to do with the first.
fn clear(first: Span, second: Span) -> bool {
    second.start > first.end || second.start == first.end && !first.is_empty() && !second.is_empty()
}

/// The text after edits that are in order and do not overlap. One that does not fall on characters is left out.
pub fn apply<'e>(text: &str, edits: impl IntoIterator<Item = &'e Edit>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for edit in edits {
        let Some(before) = text.get(done..edit.span.start).filter(|_| text.get(..edit.span.end).is_some()) else {
            continue;
        };
        out.push_str(before);
        out.push_str(&edit.replace);
        done = edit.span.end;
    }
    out.push_str(text.get(done..).unwrap_or(""));
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Level;

    fn finding(start: usize, end: usize, replace: &str, safe: bool) -> Finding {
        let fix = Fix { span: Span::new(start, end), replace: replace.to_owned(), safe };
        Finding {
            rule: "r".into(),
            category: "".into(),
            level: Level::Note,
            message: "".into(),
            label: "".into(),
            help: None,
            span: fix.span,
            related: Vec::new(),
            fix: Some(fix),
            source: None,
        }
    }

    fn after(findings: &[Finding], unsafe_too: bool) -> String {
        apply("one two three", choose(findings, unsafe_too).iter().map(|chosen| &chosen.edit))
    }

    #[test]
    fn fixes_are_made_in_the_order_of_the_text_and_unsafe_ones_only_where_they_are_wanted() {
        let findings = [finding(8, 13, "3", false), finding(0, 3, "1", true)];
        assert_eq!(after(&findings, false), "1 two three");
        assert_eq!(after(&findings, true), "1 two 3");
    }

    #[test]
    fn of_fixes_that_overlap_or_meet_at_a_point_one_is_made() {
        assert_eq!(after(&[finding(0, 7, "a", true), finding(4, 13, "b", true)], false), "a three");
        assert_eq!(after(&[finding(3, 3, ",", true), finding(3, 3, ";", true)], false), "one, two three");
        assert_eq!(after(&[finding(0, 3, "1", true), finding(3, 3, "!", true)], false), "1 two three");
        assert_eq!(after(&[finding(0, 3, "1", true), finding(3, 7, "+2", true)], false), "1+2 three");
    }

    #[test]
    fn two_rules_that_want_the_same_are_both_fixed() {
        let chosen = choose(&[finding(0, 3, "1", true), finding(0, 3, "1", true)], false);
        assert_eq!((chosen.len(), chosen[0].findings.as_slice()), (1, &[0, 1][..]));
    }

    #[test]
    fn an_edit_that_does_not_fall_on_characters_is_left_out() {
        let edit = Edit { span: Span::new(1, 2), replace: "x".to_owned() };
        assert_eq!(apply("é", [&edit]), "é");
    }
}
