//! Drafts, findings and their report, for tests that need no rules.

#![allow(dead_code, reason = "each test takes what it needs")]

use std::sync::Arc;

use replylint::draft::{Draft, Passage, SourceText};
use replylint::finding::{Finding, Level, Verdict};
use replylint::report::{self, Checked, Format, Outcome, Style};
use replylint::span::{OffsetMap, Span};

/// A text draft: the whole file is the reply.
pub(crate) fn text_draft(path: &str, text: &str) -> Draft {
    Draft {
        path: Arc::from(path),
        reply: Passage::verbatim(text, 0),
        source: SourceText {
            text: text.to_owned(),
            map: OffsetMap::verbatim(0, text.len()),
            first_line: 1,
            columns_before: 0,
        },
        ..Draft::default()
    }
}

/// A finding about tone, without help.
pub(crate) fn finding(rule: &str, level: Level, span: Span, message: &str, label: &str) -> Finding {
    Finding {
        rule: rule.into(),
        category: "tone".into(),
        level,
        message: message.into(),
        label: label.into(),
        help: None,
        span,
        source: None,
        related: Vec::new(),
        fix: None,
    }
}

/// A draft after triage.
pub(crate) fn outcome(draft: Draft, findings: Vec<Finding>) -> Outcome {
    let verdict = Verdict::of(&findings);
    Outcome::Checked(Checked { draft, findings, verdict, marks: None })
}

/// The output for one draft.
pub(crate) fn render(draft: Draft, findings: Vec<Finding>, format: Format, style: &Style) -> String {
    report::render(&outcome(draft, findings), format, style)
}
