//! Owns what an editor shows when somebody rests on a finding: the rule in Markdown. It must not know where rules come
//! from.

use std::fmt::Write;

use serde::Deserialize;

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
    /// A page about a finding whose level and message these are.
    pub(super) fn page(&self, level: &str, message: &str, is_markdown: bool) -> String {
        let page = Page { is_markdown };
        let mut out = if is_markdown {
            format!("**{level}**: {}\n\n`{}` ({})\n", page.text(message), self.rule, self.category)
        } else {
            format!("{level}: {message}\n\n{} ({})\n", self.rule, self.category)
        };
        page.section(&mut out, "Why", &self.why);
        page.section(&mut out, "What to write", self.help.as_deref().unwrap_or_default());
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
        assert_eq!(explanation().page("warning", "this _hurries_", true), expected);
    }

    #[test]
    fn a_client_without_markdown_gets_plain_text() {
        let page = explanation().page("warning", "this _hurries_", false);
        assert!(
            page.starts_with("warning: this _hurries_\n\nbrand/no_hurry (brand)\n\nWhy: Nobody likes *that*.\n"),
            "{page}"
        );
    }
}
