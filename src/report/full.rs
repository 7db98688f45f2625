//! Owns the report for people: a code, a caret under the words, a label, a help line. The only module that knows
//! codespan. It must not decide what is reported.

mod paint;
mod view;

use std::collections::BTreeMap;

use codespan_reporting::diagnostic::{Diagnostic, Label, LabelStyle, Severity};
use codespan_reporting::term::{self, Config};

use self::paint::{BOLD, Painter, RESET};
use self::view::{Page, View, Views};
use super::position::{DraftIndex, TextIndex};
use super::{Checked, Style, rows, safe, summary};
use crate::draft::{Draft, Shown};
use crate::finding::{Finding, Fix, Level, Place, Verdict};
use crate::mistake::{Mistake, TomlFile};
use crate::span::Span;

/// One draft: its findings, each followed by an empty line, and its verdict.
pub(super) fn draft(checked: &Checked, style: &Style) -> String {
    if checked.findings.is_empty() && style.quiet {
        return String::new();
    }
    let mut out = String::new();
    if !checked.findings.is_empty() {
        let index = DraftIndex::new(&checked.draft);
        let review = checked.draft.review.as_ref().map(|review| TextIndex::new(&review.text, 1));
        for found in &checked.findings {
            out.push_str(&finding(found, &index, review.as_ref(), style));
        }
    }
    out.push_str(&verdict(checked, style));
    out.push('\n');
    if !checked.findings.is_empty() {
        out.push('\n');
    }
    out
}

/// The line that ends a draft: `drafts/late.txt: block – 1 error, 2 warnings`.
fn verdict(checked: &Checked, style: &Style) -> String {
    let (words, severity) = match checked.verdict {
        Verdict::Post => ("ready to post", Severity::Help),
        Verdict::Revise => ("revise", Severity::Warning),
        Verdict::Block => ("block", Severity::Error),
    };
    let title = title(&checked.draft.path, checked.draft.record);
    let words = if style.color { format!("{BOLD}{}{words}{RESET}", paint::colour(severity)) } else { words.to_owned() };
    let count = |level| checked.findings.iter().filter(|finding| finding.level == level).count();
    let counts = summary::levels(count(Level::Error), count(Level::Warning), count(Level::Note));
    let held_back = checked.draft.context.policy_violation.as_deref().map_or(String::new(), |violation| {
        format!("; the platform reports a violation: {}", safe::shown_in_a_line(violation))
    });
    if counts.is_empty() {
        format!("{title}: {words}{held_back}")
    } else {
        format!("{title}: {words} – {counts}{held_back}")
    }
}

/// The line of a record that was not checked.
pub(super) fn skipped(path: &str, record: Option<u64>, why: &str, style: &Style) -> String {
    if style.quiet {
        return String::new();
    }
    format!("{}: skipped – {}\n", title(path, record), safe::shown_in_a_line(why))
}

/// What a draft is called: `drafts/late.txt`, or `replies.csv record 3`.
fn title(path: &str, record: Option<u64>) -> String {
    let path = safe::shown_in_a_line(path);
    record.map_or_else(|| path.to_string(), |record| format!("{path} record {record}"))
}

/// A span to be underlined.
struct Mark<'a> {
    page: usize,
    style: LabelStyle,
    span: Span,
    label: &'a str,
}

fn finding(finding: &Finding, index: &DraftIndex<'_>, review: Option<&TextIndex<'_>>, style: &Style) -> String {
    let draft = index.draft();
    let map = &draft.source.map;
    let (page, span) = match finding.source {
        Some(source) => (source_page(index), Span::new(map.to_text(source.start), map.to_text(source.end))),
        None => (reply_page(index), span_on_page(draft, finding.span)),
    };
    let mut pages = vec![page];
    let mut marks = vec![Mark { page: 0, style: LabelStyle::Primary, span, label: &finding.label }];
    for related in &finding.related {
        let (page, span) = match (related.place, review) {
            (Place::Reply, _) => (0, span_on_page(draft, related.span)),
            (Place::Review, None) => continue,
            (Place::Review, Some(review)) => {
                if pages.len() == 1 {
                    pages.push(review_page(review));
                }
                (1, related.span)
            }
        };
        marks.push(Mark { page, style: LabelStyle::Secondary, span, label: &related.label });
    }
    let mut notes = Vec::new();
    if let Some(help) = &finding.help {
        notes.push(("help", help.to_string()));
    }
    if let Some(fix) = &finding.fix {
        notes.push(("fix", advice(fix, finding.span, &draft.reply.text)));
    }
    let header = Header { severity: severity(finding.level), code: &finding.rule, message: &finding.message };
    diagnostic(&header, &pages, &marks, &notes, style)
}

/// The page that findings of the draft are shown on.
fn reply_page<'a>(index: &'a DraftIndex<'_>) -> Page<'a> {
    let draft = index.draft();
    if shows_lines(draft) {
        return source_page(index);
    }
    let name =
        draft.record.map_or_else(|| draft.path.to_string(), |record| format!("record {record} of {}", draft.path));
    Page { name, text: &draft.reply.text, position: Box::new(move |at| index.position_in_reply(at)) }
}

/// The page of the draft's lines in its file.
fn source_page<'a>(index: &'a DraftIndex<'_>) -> Page<'a> {
    let draft = index.draft();
    Page {
        name: draft.path.to_string(),
        text: &draft.source.text,
        position: Box::new(move |at| index.position_in_source(at)),
    }
}

fn review_page<'a>(review: &'a TextIndex<'_>) -> Page<'a> {
    Page { name: "review".to_owned(), text: review.text(), position: Box::new(|at| review.position(at)) }
}

/// Where the lines of the file are unknown, the reply is shown instead.
fn shows_lines(draft: &Draft) -> bool {
    draft.shown == Shown::Lines && (draft.reply.text.is_empty() || !draft.source.text.is_empty())
}

/// A span of the reply as bytes of the page's text.
fn span_on_page(draft: &Draft, span: Span) -> Span {
    if !shows_lines(draft) {
        return span;
    }
    let source = draft.source_span(super::position::snap(&draft.reply.text, span));
    let map = &draft.source.map;
    Span::new(map.to_text(source.start), map.to_text(source.end))
}

/// What `--fix` would do. `it` is what the caret points at.
fn advice(fix: &Fix, it: Span, reply: &str) -> String {
    let option = if fix.safe { "--fix" } else { "--fix --unsafe-fixes" };
    let what = if fix.span == it { "it".to_owned() } else { format!("“{}”", fix.span.of(reply)) };
    match (fix.span.is_empty(), fix.replace.is_empty()) {
        (true, _) => format!("add “{}” ({option})", fix.replace.trim().replace(['\r', '\n'], " ")),
        (false, true) => format!("leave {what} out ({option})"),
        (false, false) => format!("replace {what} with “{}” ({option})", fix.replace),
    }
}

fn severity(level: Level) -> Severity {
    match level {
        Level::Error => Severity::Error,
        Level::Warning => Severity::Warning,
        Level::Note | Level::Off => Severity::Note,
    }
}

/// Mistakes in packs and configuration, looking like findings, and a line that counts them.
pub(super) fn mistakes(mistakes: &[Mistake], files: &[TomlFile], style: &Style) -> String {
    let mut out = String::new();
    for mistake in mistakes {
        out.push_str(&self::mistake(mistake, files.iter().find(|file| file.path == mistake.path), style));
    }
    let count = |level| mistakes.iter().filter(|mistake| mistake.level == level).count();
    let counts = summary::levels(count(Level::Error), count(Level::Warning), count(Level::Note));
    if !counts.is_empty() {
        let mut paths: Vec<&str> = mistakes.iter().map(|mistake| mistake.path.as_str()).collect();
        paths.sort_unstable();
        paths.dedup();
        match paths.as_slice() {
            [path] => out.push_str(&format!("{}: {counts}\n", safe::shown_in_a_line(path))),
            paths => out.push_str(&format!("{} files: {counts}\n", paths.len())),
        }
    }
    out
}

fn mistake(mistake: &Mistake, file: Option<&TomlFile>, style: &Style) -> String {
    let index = file.map(|file| TextIndex::new(&file.text, 1));
    let mut pages = Vec::new();
    let mut marks = Vec::new();
    let mut notes = Vec::new();
    match (&index, mistake.span) {
        (Some(index), Some(span)) => {
            pages.push(Page {
                name: mistake.path.clone(),
                text: index.text(),
                position: Box::new(|at| index.position(at)),
            });
            marks.push(Mark { page: 0, style: LabelStyle::Primary, span, label: &mistake.label });
            for (span, label) in &mistake.related {
                marks.push(Mark { page: 0, style: LabelStyle::Secondary, span: *span, label });
            }
        }
        _ => notes.push(("in", mistake.path.clone())),
    }
    if let Some(help) = &mistake.help {
        notes.push(("help", help.clone()));
    }
    let header = Header { severity: severity(mistake.level), code: mistake.code, message: &mistake.message };
    diagnostic(&header, &pages, &marks, &notes, style)
}

/// The first line of a diagnostic.
struct Header<'a> {
    severity: Severity,
    code: &'a str,
    message: &'a str,
}

/// A diagnostic, rendered by codespan, with an empty line after it.
fn diagnostic(
    header: &Header<'_>,
    pages: &[Page<'_>],
    marks: &[Mark<'_>],
    notes: &[(&str, String)],
    style: &Style,
) -> String {
    let width = style.columns();
    // The gutter is as wide as the highest line number, which depends on the rows, which depend on the gutter; the
    // lines of the labels' ends decide it beforehand.
    let last_line = |mark: &Mark<'_>| pages.get(mark.page).map_or(1, |page| (page.position)(mark.span.end).line);
    let digits = marks.iter().map(last_line).max().unwrap_or(1).to_string().len();
    // Number, blank, border, blank; and one column for a caret after the last character.
    let row_width = width.saturating_sub(digits + 4);

    // Rows in which several labels stand want room beside their words, or nobody could tell whose words are whose.
    let layout = [row_width, row_width * 2 / 3]
        .into_iter()
        .map(|narrowed| Layout::new(pages, marks, narrowed))
        .find(|layout| !layout.is_crowded(row_width))
        .unwrap_or_else(|| Layout::new(pages, marks, row_width / 2));

    let notes = notes.iter().map(|(name, text)| note(name, text, width.saturating_sub(digits + 3))).collect();
    let diagnostic = Diagnostic::new(header.severity)
        .with_code(safe::shown_in_a_line(header.code))
        .with_message(safe::shown_in_a_line(header.message))
        .with_labels(layout.labels)
        .with_notes(notes);
    let mut painter = Painter::new(style.color, width);
    match term::emit_to_write_style(&mut painter, &Config::default(), &layout.views, &diagnostic) {
        Ok(()) => painter.finish(),
        // Cannot happen as long as the views are right; the finding must not get lost if they are not.
        Err(error) => format!("{}\n\n", plain_header(header, &error.to_string())),
    }
}

/// The rows that a diagnostic shows, and the stretches of them that are underlined.
struct Layout {
    views: Views,
    labels: Vec<Label<usize>>,
}

impl Layout {
    fn new(pages: &[Page<'_>], marks: &[Mark<'_>], row_width: usize) -> Self {
        let mut views = Vec::new();
        let mut labels = Vec::new();
        for (number, page) in pages.iter().enumerate() {
            let own: Vec<&Mark<'_>> = marks.iter().filter(|mark| mark.page == number).collect();
            let spans: Vec<Span> = own.iter().map(|mark| mark.span).collect();
            let (view, ranges) = View::new(page, &spans, row_width);
            views.push(view);
            for (mark, ranges) in own.iter().zip(ranges) {
                let last = ranges.len().saturating_sub(1);
                for (part, range) in ranges.into_iter().enumerate() {
                    // A label over several rows says its words under the last one.
                    let words = if part == last { safe::shown_in_a_line(mark.label) } else { "".into() };
                    labels.push(Label::new(mark.style, number, range).with_message(words));
                }
            }
        }
        Self { views: Views(views), labels }
    }

    /// Whether a row holds several labels and the words of one would not fit beside or below its caret, where `room`
    /// columns are for rows and words.
    fn is_crowded(&self, room: usize) -> bool {
        let mut rows: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for label in &self.labels {
            if let Some((row, columns)) = self.views.columns(label.file_id, &label.range) {
                rows.entry((label.file_id, row)).or_default().push((columns, safe::text_width(&label.message)));
            }
        }
        rows.values().filter(|labels| labels.len() > 1).flatten().any(|(columns, words)| {
            // The last label of a row may say its words beside its caret; beside or below, they must fit.
            *words > 0 && columns.end + 1 + words > room
        })
    }
}

fn plain_header(header: &Header<'_>, why: &str) -> String {
    let level = match header.severity {
        Severity::Bug | Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Help | Severity::Note => "note",
    };
    let (code, message) = (safe::shown_in_a_line(header.code), safe::shown_in_a_line(header.message));
    format!("{level}[{code}]: {message} (its place cannot be shown: {why})")
}

/// `name: text` in lines that fit `width`, the second and later ones below the first word of `text`.
fn note(name: &str, text: &str, width: usize) -> String {
    let indent = name.len() + 2;
    let lines = rows::wrapped(text.trim_end(), width.saturating_sub(indent));
    format!("{name}: {}", lines.join(&format!("\n{:indent$}", "")))
}
