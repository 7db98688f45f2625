//! Owns what an editor shows when somebody rests on a finding: the rule in Markdown. It must not know where rules come
//! from.

use std::fmt::Write;

use serde::Deserialize;

use super::diagnostics::Reported;
use super::document::Versioned;
use super::position::Position;

/// `textDocument/hover`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Hover {
    pub(super) text_document: Versioned,
    pub(super) position: Position,
}

/// What is known of a rule.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Explanation {
    /// Its id.
    pub rule: String,
    /// Its category.
    pub category: String,
    /// Why it matters.
    pub why: String,
    /// What to write instead.
    pub help: Option<String>,
    /// Where that is known from.
    pub sources: Vec<String>,
    /// Replies that it reports.
    pub flag: Vec<String>,
    /// Replies that it does not report.
    pub pass: Vec<String>,
}

impl Explanation {
    /// A page about something that this rule has reported.
    pub(super) fn page(&self, about: &Reported, is_markdown: bool) -> String {
        let page = Page { is_markdown };
        let (level, message) = (about.level.name(), about.message.as_str());
        // What is said about this place is closer than what is said about all.
        let help = about.help.as_ref().or(self.help.as_ref());
        let mut out = if is_markdown {
            format!("**{level}**: {}\n\n`{}` ({})\n", page.text(message), self.rule, self.category)
        } else {
            format!("{level}: {message}\n\n{} ({})\n", self.rule, self.category)
        };
        page.section(&mut out, "Why", &self.why);
        page.section(&mut out, "What to write", help.map_or("", String::as_str));
        page.examples(&mut out, "Reported", self.flag.first());
        page.examples(&mut out, "Fine", self.pass.first());
        page.section(&mut out, "Sources", &self.sources.join("; "));
        out
    }
}

struct Page {
    is_markdown: bool,
}

impl Page {
    fn section(&self, out: &mut String, title: &str, text: &str) {
        if text.is_empty() {
            return;
        }
        let (mark, text) = (if self.is_markdown { "**" } else { "" }, self.text(text));
        let _ = write!(out, "\n{mark}{title}:{mark} {text}\n");
    }

    /// An example in a block of its own, as it is written.
    fn examples(&self, out: &mut String, title: &str, example: Option<&String>) {
        let Some(example) = example else { return };
        if self.is_markdown {
            let quoted: Vec<String> = example.lines().map(|line| format!("> {}", self.text(line))).collect();
            let _ = write!(out, "\n**{title}:**\n\n{}\n", quoted.join("\n"));
        } else {
            let _ = write!(out, "\n{title}: {example}\n");
        }
    }

    /// Words of packs and drafts mean nothing to Markdown.
    fn text(&self, text: &str) -> String {
        if !self.is_markdown {
            return text.to_owned();
        }
        let mut out = String::with_capacity(text.len());
        for letter in text.chars() {
            if matches!(letter, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&') {
                out.push('\\');
            }
            out.push(letter);
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Level;
    use crate::span::Span;
    use serde_json::Value;

    fn about(help: Option<&str>) -> Reported {
        Reported {
            span: Span::default(),
            rule: Some("brand/no_hurry".to_owned()),
            level: Level::Warning,
            message: "this _hurries_".to_owned(),
            help: help.map(str::to_owned),
            diagnostic: Value::Null,
            fix: None,
        }
    }

    fn explanation() -> Explanation {
        Explanation {
            rule: "brand/no_hurry".to_owned(),
            category: "brand".to_owned(),
            why: "Nobody likes *that*.".to_owned(),
            help: Some("say “soon”".to_owned()),
            sources: vec!["Ana 2020".to_owned(), "Ben 2021".to_owned()],
            flag: vec!["Hurry, {{name}}.\n<b>Now.".to_owned(), "More.".to_owned()],
            pass: vec!["Soon.".to_owned()],
        }
    }

    #[test]
    fn a_page_tells_why_and_shows_both_sides_of_the_line() {
        let expected = "**warning**: this \\_hurries\\_\n\n`brand/no_hurry` (brand)\n\n**Why:** Nobody likes \\*that\\*.\n\n\
                        **What to write:** say “soon”\n\n**Reported:**\n\n> Hurry, {{name}}.\n> \\<b\\>Now.\n\n\
                        **Fine:**\n\n> Soon.\n\n**Sources:** Ana 2020; Ben 2021\n";
        assert_eq!(explanation().page(&about(None), true), expected);
    }

    #[test]
    fn what_to_write_at_this_place_is_closer_than_what_to_write_anywhere() {
        let page = explanation().page(&about(Some("write “guest”")), true);
        assert!(page.contains("write “guest”") && !page.contains("say “soon”"), "{page}");
    }

    #[test]
    fn a_client_without_markdown_gets_plain_text() {
        let page = explanation().page(&about(None), false);
        assert!(
            page.starts_with("warning: this _hurries_\n\nbrand/no_hurry (brand)\n\nWhy: Nobody likes *that*.\n"),
            "{page}"
        );
    }
}
