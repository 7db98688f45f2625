//! Owns the output for programs: a public contract, versioned by [`VERSION`]. It must not decide what is reported.

use serde::Serialize;

use super::position::{DraftIndex, Position, snap};
use super::{Checked, Summary, safe};
use crate::draft::{Context, Draft};
use crate::finding::{Finding, Fix, Level, Place, Related, Verdict};
use crate::span::Span;
use crate::stats::Marks;

/// The version of the format. It grows when a field changes its meaning or goes; new fields may come without.
pub const VERSION: u32 = 1;

/// One draft that was checked.
#[derive(Debug, Serialize)]
struct DraftOut<'a> {
    version: u32,
    path: &'a str,
    record: Option<u64>,
    id: Option<&'a str>,
    context: ContextOut<'a>,
    verdict: Verdict,
    findings: Vec<FindingOut<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    marks: Option<&'a Marks>,
}

/// One record that was not.
#[derive(Debug, Serialize)]
struct SkippedOut<'a> {
    version: u32,
    path: &'a str,
    record: Option<u64>,
    id: Option<&'a str>,
    skipped: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    context: Option<ContextOut<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    marks: Option<&'a Marks>,
}

/// What is known of a draft; what is unknown is null.
#[derive(Debug, Clone, Serialize)]
pub struct ContextOut<'a> {
    rating: Option<u8>,
    platform: Option<&'a str>,
    profile: Option<&'a str>,
    reviewer: Option<&'a str>,
    business: Option<&'a str>,
    location: Option<&'a str>,
    author: Option<&'a str>,
    language: Option<&'a str>,
    reviewed_at: Option<&'a str>,
    replied_at: Option<&'a str>,
    id: Option<&'a str>,
    policy_violation: Option<&'a str>,
    kind: &'static str,
}

impl<'a> From<&'a Context> for ContextOut<'a> {
    fn from(context: &'a Context) -> Self {
        Self {
            rating: context.rating,
            platform: context.platform.as_deref(),
            profile: context.profile.as_deref(),
            reviewer: context.reviewer.as_deref(),
            business: context.business.as_deref(),
            location: context.location.as_deref(),
            author: context.author.as_deref(),
            language: context.language.as_deref(),
            reviewed_at: context.reviewed_at.as_deref(),
            replied_at: context.replied_at.as_deref(),
            id: context.id.as_deref(),
            policy_violation: context.policy_violation.as_deref(),
            kind: context.kind.name(),
        }
    }
}

#[derive(Debug, Serialize)]
struct FindingOut<'a> {
    rule: &'a str,
    category: &'a str,
    level: Level,
    message: &'a str,
    label: &'a str,
    help: Option<&'a str>,
    /// Bytes of the file.
    span: Span,
    /// Characters of the decoded reply; null where the finding stands around it.
    reply_span: Option<Span>,
    start: Position,
    end: Position,
    /// Exactly the characters `reply_span` of the reply.
    excerpt: Option<&'a str>,
    related: Vec<RelatedOut<'a>>,
    fix: Option<FixOut<'a>>,
}

#[derive(Debug, Serialize)]
struct RelatedOut<'a> {
    span: Span,
    reply_span: Option<Span>,
    r#in: &'static str,
    label: &'a str,
}

#[derive(Debug, Serialize)]
struct FixOut<'a> {
    span: Span,
    reply_span: Span,
    replace: &'a str,
    safe: bool,
}

/// One draft as one line, without the line break.
pub(super) fn draft(checked: &Checked) -> String {
    let draft = &checked.draft;
    let findings = if checked.findings.is_empty() {
        Vec::new()
    } else {
        let index = DraftIndex::new(draft);
        checked.findings.iter().map(|found| finding(found, &index)).collect()
    };
    line(&DraftOut {
        version: VERSION,
        path: &draft.path,
        record: draft.record,
        id: draft.context.id.as_deref(),
        context: ContextOut::from(&draft.context),
        verdict: checked.verdict,
        findings,
        marks: checked.marks.as_ref(),
    })
}

/// One record that was not checked as one line, without the line break.
pub fn skipped(
    path: &str,
    record: Option<u64>,
    id: Option<&str>,
    why: &str,
    unanswered: Option<&(Context, Marks)>,
) -> String {
    let context = unanswered.map(|(context, _)| ContextOut::from(context));
    line(&SkippedOut {
        version: VERSION,
        path,
        record,
        id,
        skipped: why,
        context,
        marks: unanswered.map(|(_, marks)| marks),
    })
}

/// What opens the envelope of the `json` format.
pub(super) fn begin() -> String {
    format!("{{\"version\":{VERSION},\"drafts\":[\n")
}

/// What closes it.
pub(super) fn end(summary: &Summary, across: &str) -> String {
    format!("\n],\"across\":{across},\"summary\":{}}}\n", line(summary))
}

/// `value` as one line of JSON that is safe to print on a terminal.
pub fn line(value: &impl Serialize) -> String {
    // Structs of strings, numbers and lists always serialise.
    safe::escaped_json(serde_json::to_string(value).unwrap_or_default())
}

fn finding<'a>(finding: &'a Finding, index: &DraftIndex<'a>) -> FindingOut<'a> {
    let draft = index.draft();
    let standing = index.standing(finding);
    let span = standing.source;
    FindingOut {
        rule: &finding.rule,
        category: &finding.category,
        level: finding.level,
        message: &finding.message,
        label: &finding.label,
        help: finding.help.as_deref(),
        span,
        reply_span: standing.reply.map(|reply| index.characters(reply)),
        start: index.position(span.start),
        end: index.position(span.end),
        excerpt: standing.reply.map(|reply| reply.of(&draft.reply.text)),
        related: finding.related.iter().filter_map(|place| related(place, index)).collect(),
        fix: finding.fix.as_ref().map(|found| fix(found, index)),
    }
}

fn related<'a>(related: &'a Related, index: &DraftIndex<'a>) -> Option<RelatedOut<'a>> {
    let (span, reply_span, place) = match related.place {
        Place::Reply => {
            let in_reply = snap(&index.draft().reply.text, related.span);
            (index.draft().source_span(in_reply), Some(index.characters(in_reply)), "reply")
        }
        Place::Review => {
            let review = index.draft().review.as_ref()?;
            (review.map.to_source(snap(&review.text, related.span)), None, "review")
        }
    };
    Some(RelatedOut { span, reply_span, r#in: place, label: &related.label })
}

fn fix<'a>(fix: &'a Fix, index: &DraftIndex<'a>) -> FixOut<'a> {
    let in_reply = snap(&index.draft().reply.text, fix.span);
    FixOut {
        span: index.draft().source_span(in_reply),
        reply_span: index.characters(in_reply),
        replace: &fix.replace,
        safe: fix.safe,
    }
}

/// A place in a reply as other outputs of replylint name it: `{span, reply_span, excerpt}`.
#[derive(Debug, Clone, Serialize)]
pub struct PlaceOut<'a> {
    /// Bytes of the file.
    pub span: Span,
    /// Characters of the decoded reply.
    pub reply_span: Span,
    /// Exactly these characters.
    pub excerpt: &'a str,
}

impl<'a> PlaceOut<'a> {
    /// The place of `span`, bytes of the decoded reply.
    pub fn new(index: &DraftIndex<'a>, span: Span) -> Self {
        let draft: &'a Draft = index.draft();
        let span = snap(&draft.reply.text, span);
        Self { span: draft.source_span(span), reply_span: index.characters(span), excerpt: span.of(&draft.reply.text) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::{Kind, Passage};
    use serde_json::{Value, json};

    fn parsed(draft: Draft, findings: Vec<Finding>) -> Value {
        let verdict = Verdict::of(&findings);
        serde_json::from_str(&super::draft(&Checked { draft, findings, verdict, marks: None })).unwrap()
    }

    #[test]
    fn what_is_known_is_named_and_what_is_unknown_is_null() {
        let context = Context {
            rating: Some(2),
            platform: Some("google".to_owned()),
            id: Some("r-7".to_owned()),
            kind: Kind::Template,
            ..Context::default()
        };
        let out = parsed(Draft { record: Some(3), context, ..Draft::default() }, Vec::new());
        let expected = json!({
            "version": 1, "path": "", "record": 3, "id": "r-7", "verdict": "post", "findings": [],
            "context": {
                "rating": 2, "platform": "google", "profile": null, "reviewer": null, "business": null,
                "location": null, "author": null, "language": null, "reviewed_at": null, "replied_at": null,
                "id": "r-7", "policy_violation": null, "kind": "template",
            },
        });
        assert_eq!(out, expected);
    }

    #[test]
    fn a_place_in_the_review_is_named_by_bytes_of_the_file_only() {
        let draft = Draft {
            reply: Passage::verbatim("Thanks", 40),
            review: Some(Passage::verbatim("Kühl here", 10)),
            ..Draft::default()
        };
        let found = Finding {
            rule: "a-rule".into(),
            category: "fit".into(),
            level: Level::Error,
            message: "".into(),
            label: "".into(),
            help: None,
            span: Span::new(0, 6),
            source: None,
            related: vec![Related { place: Place::Review, span: Span::new(6, 10), label: "said here".to_owned() }],
            fix: None,
        };
        let out = parsed(draft, vec![found]);
        assert_eq!(out["verdict"], "block");
        let related =
            json!([{"span": {"start": 16, "end": 20}, "reply_span": null, "in": "review", "label": "said here"}]);
        assert_eq!(out["findings"][0]["related"], related);
        assert_eq!(out["findings"][0]["span"], json!({"start": 40, "end": 46}));
    }

    #[test]
    fn a_skipped_record_says_why() {
        let out: Value = serde_json::from_str(&skipped("a.csv", Some(4), Some("r-8"), "no reply", None)).unwrap();
        assert_eq!(out, json!({"version": 1, "path": "a.csv", "record": 4, "id": "r-8", "skipped": "no reply"}));
    }
}
