//! Owns the comment that leaves a finding of a Markdown document as it is: where it goes, and what it says. It must not
//! know whether it helps: whoever offers it has tried it.

use std::path::Path;

use super::diagnostics::Reported;
use super::document::Document;
use super::{Found, Linter, Opened};
use crate::input::FileKind;
use crate::span::Span;

const VERB: &str = "replylint-disable-next-line";

/// The rule of something reported in Markdown, and a comment after which it is reported no more; none if there is none.
pub(super) fn that_helps<'r>(
    document: &Document,
    about: &'r Reported,
    reported: &[Reported],
    linter: &mut dyn Linter,
) -> Option<(&'r str, (Span, String))> {
    let rule = about.rule.as_deref()?;
    if FileKind::of(Path::new(&document.name)) != FileKind::Markdown {
        return None;
    }
    let (span, comment) = comment(document, about.span.start, rule)?;
    let mut text = document.text.clone();
    text.replace_range(span.start..span.end, &comment);
    let mut left = 0;
    let mut count = |found| {
        if let Found::Draft(_, findings) = found {
            left += findings.len();
        }
    };
    linter.check(&Opened { text: &text, ..document.opened() }, &mut count).ok()?;
    let before = reported.iter().filter(|about| about.rule.is_some()).count();
    (left < before).then_some((rule, (span, comment)))
}

/// The edit that suppresses `rule` where a finding starts at byte `at`: into the comment that is there already, behind the
/// line before (which may belong to the same paragraph, and no line of its own may tear that apart), or above the line.
fn comment(document: &Document, at: usize, rule: &str) -> Option<(Span, String)> {
    let text = document.text.as_str();
    let before = text.get(..at)?;
    let start = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let line_break = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let above = before.get(..start).unwrap_or_default();
    let above = above.strip_suffix('\n').unwrap_or(above);
    let above = above.strip_suffix('\r').unwrap_or(above);
    let last = above.rsplit(['\n', '\r']).next().unwrap_or_default();
    let last_start = above.len() - last.len();
    if let Some(verb) = last.find(VERB) {
        let names = last.get(verb + VERB.len()..)?;
        let end = verb + VERB.len() + names.find("--")?;
        let end = last.get(..end)?.trim_end().len() + last_start;
        return Some((Span::new(end, end), format!(", {rule}")));
    }
    let comment = format!("<!-- {VERB} {rule} -->");
    let last = last.trim_end();
    if start > 0 && !last.is_empty() && last != "---" && last != "+++" && !last.ends_with("-->") {
        let end = last_start + last.len();
        return Some((Span::new(end, end), format!(" {comment}")));
    }
    let indent: String = text.get(start..)?.chars().take_while(|letter| *letter == ' ').collect();
    Some((Span::new(start, start), format!("{indent}{comment}{line_break}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lsp::document::Item;
    use crate::lsp::position::Encoding;

    fn after(text: &str, words: &str) -> String {
        let item = Item {
            uri: "file:///a.md".to_owned(),
            language_id: "markdown".to_owned(),
            version: 1,
            text: text.to_owned(),
        };
        let document = Document::open(item, None, Encoding::Utf16);
        let (span, added) = comment(&document, text.find(words).unwrap(), "denial").unwrap();
        let mut text = text.to_owned();
        text.replace_range(span.start..span.end, &added);
        text
    }

    const COMMENT: &str = "<!-- replylint-disable-next-line denial -->";

    #[test]
    fn a_comment_stands_above_the_first_line_of_a_paragraph() {
        assert_eq!(after("Not true.", "true"), format!("{COMMENT}\nNot true."));
        assert_eq!(after("Hi,\n\nNot true.\n", "true"), format!("Hi,\n\n{COMMENT}\nNot true.\n"));
        assert_eq!(after("Hi,\r\n\r\nNot true.", "true"), format!("Hi,\r\n\r\n{COMMENT}\r\nNot true."));
        assert_eq!(
            after("---\nrating: 1\n---\nNot true.", "true"),
            format!("---\nrating: 1\n---\n{COMMENT}\nNot true.")
        );
    }

    #[test]
    fn within_a_paragraph_it_stands_behind_the_line_before() {
        assert_eq!(after("Hi,\nnot true.\n", "true"), format!("Hi, {COMMENT}\nnot true.\n"));
        assert_eq!(after("- Hi,\r\n- not true.", "true"), format!("- Hi, {COMMENT}\r\n- not true."));
    }

    #[test]
    fn a_comment_that_is_there_names_one_rule_more() {
        let expected = "<!-- replylint-disable-next-line blame, denial -- why -->\nNot true.";
        assert_eq!(after("<!-- replylint-disable-next-line blame -- why -->\nNot true.", "true"), expected);
        let expected = "Hi, <!-- replylint-disable-next-line blame, denial -->\nnot true.";
        assert_eq!(after("Hi, <!-- replylint-disable-next-line blame -->\nnot true.", "true"), expected);
    }
}
