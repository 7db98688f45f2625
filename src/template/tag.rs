//! Owns the marks of a template that are no prose: `{% if %}`, `{{#if}}`, `{# comments #}`, and brackets that do not
//! close. It must not know how tags belong together.

use super::Problem;
use crate::mistake::closest;
use crate::span::Span;

/// The longest tag, in bytes.
const LONGEST: usize = 2_000;

/// What a mark does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Role {
    /// Opens a part: its word (`if`) and what follows it.
    Open(String, String),
    /// Begins another branch: its word (`elsif`, `else`, `when`) and what follows it.
    Middle(String, String),
    /// Closes a part, named if the tag names it.
    Close(Option<String>),
    /// A comment, or a tag that shows nothing.
    Silent,
}

/// A mark at its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tag {
    pub(super) role: Role,
    /// As written.
    pub(super) span: Span,
    /// With the line that it stands on alone.
    pub(super) gap: Span,
    /// Whether it is written as Handlebars does, in double braces.
    pub(super) is_braced: bool,
}

/// Tags that open a part. What `capture` and `macro` hold is shown elsewhere, if at all.
const OPENING: &[&str] = &[
    "if",
    "unless",
    "case",
    "for",
    "tablerow",
    "capture",
    "comment",
    "raw",
    "verbatim",
    "block",
    "with",
    "macro",
    "call",
    "filter",
    "autoescape",
    "trans",
];
const MIDDLE: &[&str] = &["elsif", "elif", "elseif", "else", "when"];
const SILENT: &[&str] = &[
    "assign",
    "set",
    "include",
    "render",
    "import",
    "from",
    "extends",
    "increment",
    "decrement",
    "cycle",
    "echo",
    "layout",
    "break",
    "continue",
    "liquid",
    "do",
    "load",
];

/// Every mark of a text, in order, and the brackets that do not close.
pub(super) fn scan(text: &str) -> (Vec<Tag>, Vec<Problem>) {
    let mut scanner = Scanner { text, tags: Vec::new(), problems: Vec::new() };
    let mut at = 0;
    while let Some(found) = text.get(at..).and_then(|rest| rest.find(['{', '}', '%', '['])) {
        at = scanner.mark(at + found);
    }
    (scanner.tags, scanner.problems)
}

struct Scanner<'t> {
    text: &'t str,
    tags: Vec<Tag>,
    problems: Vec<Problem>,
}

impl<'t> Scanner<'t> {
    fn from(&self, at: usize) -> &'t str {
        self.text.get(at..).unwrap_or("")
    }

    /// Reads what starts at byte `at`, and says where to go on.
    fn mark(&mut self, at: usize) -> usize {
        let rest = self.from(at);
        if rest.starts_with("{%") {
            return self.block(at);
        }
        if rest.starts_with("{{") {
            return self.braces(at);
        }
        if rest.starts_with("{#") && !rest.starts_with("{#}") {
            if let Some(end) = self.end(at + 2, "#}") {
                self.push(Role::Silent, at, end);
                return end;
            }
            return at + 2;
        }
        if rest.starts_with("}}") || rest.starts_with("%}") {
            let span = Span::new(at, at + 2);
            let (open, close) = if rest.starts_with('}') { ("{{", "}}") } else { ("{%", "%}") };
            let message = format!("`{close}` closes nothing");
            let label = format!("no `{open}` before it");
            self.problems.push(Problem::new(span, message, label, format!("write `{open}` before the name")));
            return at + 2;
        }
        match rest.as_bytes().first() {
            Some(b'{') => self.single(at, '{', '}'),
            Some(b'[') => self.single(at, '[', ']'),
            // `:}` smiles.
            Some(b'}') if self.text.get(..at).is_some_and(|before| before.ends_with([':', ';', '='])) => at + 1,
            Some(b'}') => {
                let message = "`}` closes nothing";
                let span = Span::new(at, at + 1);
                self.problems.push(Problem::new(span, message, "no `{` before it", "write `{` before the name"));
                at + 1
            }
            _ => at + 1,
        }
    }

    /// What follows byte `at`, as far as a tag can reach.
    fn near(&self, at: usize) -> &'t str {
        let rest = self.from(at);
        let mut end = rest.len().min(LONGEST);
        while !rest.is_char_boundary(end) {
            end -= 1;
        }
        rest.get(..end).unwrap_or("")
    }

    /// The end of the first `close` from `from`.
    fn end(&self, from: usize, close: &str) -> Option<usize> {
        Some(from + self.near(from).find(close)? + close.len())
    }

    /// `{name}` and `[Name]`: what opens with a name closes on its line.
    fn single(&mut self, at: usize, open: char, close: char) -> usize {
        let line = self.near(at + 1).split('\n').next().unwrap_or("");
        let before = self.text.get(..at).and_then(|before| before.chars().next_back());
        if let Some(length) = matching(line, open, close) {
            return at + 1 + if line.get(..length).is_some_and(|inner| inner.contains(open)) { 0 } else { length + 1 };
        }
        let name = line.chars().take_while(|next| next.is_alphanumeric() || "_.".contains(*next)).count();
        if name > 0 && line.starts_with(char::is_alphabetic) && !matches!(before, Some(':' | '=' | ';')) {
            return self.unclosed(at, &open.to_string(), &close.to_string());
        }
        at + 1
    }

    /// Reports a bracket that does not close, with the name after it, and says where to go on.
    fn unclosed(&mut self, at: usize, open: &str, close: &str) -> usize {
        let from = at + open.len();
        let part = |next: char| next.is_alphanumeric() || "_.-# ".contains(next);
        let line = self.near(from);
        let length = line.find(|next: char| !part(next)).unwrap_or(line.len());
        let mut name = line.get(..length).unwrap_or("").trim_end();
        // A name has no blank in it, except for what is filled in by hand.
        if open != "[" {
            let first = name.trim_start().split(' ').next().map_or(0, str::len);
            let blank = name.len() - name.trim_start().len();
            name = name.get(..blank + first).unwrap_or(name);
        }
        let mut end = from + name.len();
        if close.len() == 2 {
            // `{{name }`
            let blanks = self.from(end).len() - self.from(end).trim_start_matches(' ').len();
            let half = self.from(end + blanks).chars().next().filter(|next| matches!(next, '}' | '%'));
            end += half.map_or(0, |half| blanks + half.len_utf8());
        }
        let message = format!("`{open}` is never closed");
        let label = format!("`{close}` is missing");
        let help = format!("write `{open}{}{close}`", name.trim());
        self.problems.push(Problem::new(Span::new(at, end), message, label, help));
        end
    }

    /// `{% … %}`
    fn block(&mut self, at: usize) -> usize {
        let end = self.end(at + 2, "%}");
        let inner_end = end.map_or(at + 2, |end| end - 2);
        let inner = Span::new(at + 2, inner_end).of(self.text);
        let Some(end) = end.filter(|_| !inner.contains("{%")) else {
            return self.unclosed(at, "{%", "%}");
        };
        let inner = inner.trim_matches(['-', '+', '~']).trim();
        let (word, rest) = first_word(inner);
        if rest.starts_with(['.', ',']) {
            // `{%customer.firstName,fallback=there%}` is a slot.
            return end;
        }
        let rest = rest.trim();
        if matches!(word, "comment" | "raw" | "verbatim") {
            return self.literal(at, end, word);
        }
        // `{% set name %}…{% endset %}` opens a part; with `=` it does not.
        if OPENING.contains(&word) || word == "set" && !rest.contains('=') {
            self.push(Role::Open(word.to_owned(), rest.to_owned()), at, end);
        } else if MIDDLE.contains(&word) {
            // `{% else if x %}`
            let (word, rest) = match rest.strip_prefix("if ") {
                Some(condition) if word == "else" => ("elsif", condition),
                _ => (word, rest),
            };
            self.push(Role::Middle(word.to_owned(), rest.to_owned()), at, end);
        } else if SILENT.contains(&word) {
            self.push(Role::Silent, at, end);
        } else if let Some(closed) = word.strip_prefix("end") {
            let known = closed.is_empty() || OPENING.contains(&closed) || closed == "set";
            if !known && closest(closed, OPENING.iter().copied()).is_some() {
                self.unknown(at, end, word);
            }
            let name = closest(closed, OPENING.iter().copied()).unwrap_or(closed);
            let name = if known { closed } else { name };
            self.push(Role::Close((!name.is_empty()).then(|| name.to_owned())), at, end);
        } else if rest.is_empty() && closest_word(word).is_none() {
            // A name alone: a slot of a program that writes them so.
        } else {
            self.unknown(at, end, word);
            self.push(Role::Silent, at, end);
        }
        end
    }

    fn unknown(&mut self, at: usize, end: usize, word: &str) {
        let message = format!("there is no tag `{word}`");
        let help = match closest_word(word) {
            Some(meant) => format!("did you mean `{{% {meant} %}}`?"),
            None => "known are `if`, `unless`, `case`, `for`, `assign`, `include` and their like".to_owned(),
        };
        self.problems.push(Problem::new(Span::new(at, end), message, "not a known tag", help));
    }

    /// `{% comment %}…{% endcomment %}` is left out with all that it holds, `raw` only loses its tags.
    fn literal(&mut self, at: usize, end: usize, word: &str) -> usize {
        let close = format!("end{word}");
        let mut from = end;
        while let Some(open) = self.from(from).find("{%").map(|found| from + found) {
            let Some(stop) = self.end(open + 2, "%}") else { break };
            let inner = Span::new(open + 2, stop - 2).of(self.text);
            if inner.trim_matches(['-', '+', '~']).trim() == close {
                if word == "comment" {
                    self.push(Role::Silent, at, stop);
                } else {
                    self.push(Role::Silent, at, end);
                    self.push(Role::Silent, open, stop);
                }
                return stop;
            }
            from = open + 2;
        }
        let message = format!("`{word}` is never closed");
        let help = format!("write `{{% {close} %}}` where it ends");
        self.problems.push(Problem::new(Span::new(at, end), message, "opened here", help));
        self.push(Role::Silent, at, end);
        end
    }

    /// `{{ … }}`: only those of Handlebars that show nothing are marks.
    fn braces(&mut self, at: usize) -> usize {
        let rest = self.from(at);
        if rest.starts_with("{{!") {
            let close = if rest.starts_with("{{!--") { "--}}" } else { "}}" };
            if let Some(end) = self.end(at + 3, close) {
                self.push(Role::Silent, at, end);
                return end;
            }
        }
        let end = self.end(at + 2, "}}");
        let inner = Span::new(at + 2, end.map_or(at + 2, |end| end - 2)).of(self.text);
        let inside = inner.strip_prefix('{').unwrap_or(inner);
        let Some(mut end) = end.filter(|_| !inside.contains('{') && !inside.contains('\n')) else {
            return self.unclosed(at, "{{", "}}");
        };
        if inner.starts_with('{') && self.from(end).starts_with('}') {
            end += 1;
        }
        let inner = inner.trim_matches(['-', '~']).trim();
        if inner == "else" || inner == "^" {
            self.push(Role::Middle("else".to_owned(), String::new()), at, end);
        } else if let Some(rest) = inner.strip_prefix("else ") {
            let condition = rest.trim().strip_prefix("if ").unwrap_or(rest).trim();
            self.push(Role::Middle("elsif".to_owned(), condition.to_owned()), at, end);
        } else if let Some(opened) = inner.strip_prefix('#') {
            let (word, rest) = first_path(opened.trim_start_matches(['>', '*']).trim());
            self.push(Role::Open(format!("#{word}"), rest.trim().to_owned()), at, end);
        } else if let Some(opened) = inner.strip_prefix('^') {
            let (word, _) = first_path(opened.trim());
            self.push(Role::Open(format!("^{word}"), String::new()), at, end);
        } else if let Some(closed) = inner.strip_prefix('/') {
            self.push(Role::Close(Some(format!("#{}", first_path(closed.trim()).0))), at, end);
        }
        end
    }

    fn push(&mut self, role: Role, start: usize, end: usize) {
        let span = Span::new(start, end);
        let is_braced = self.from(start).starts_with("{{");
        self.tags.push(Tag { role, span, gap: self.gap(span), is_braced });
    }

    /// The whole line of a tag that stands on it alone.
    fn gap(&self, span: Span) -> Span {
        let before = self.text.get(..span.start).unwrap_or("");
        let indent = before.len() - before.trim_end_matches([' ', '\t']).len();
        let begins =
            before.len() == indent || before.get(..before.len() - indent).is_some_and(|text| text.ends_with('\n'));
        let after = self.from(span.end);
        let blank = after.len() - after.trim_start_matches([' ', '\t', '\r']).len();
        let rest = after.get(blank..).unwrap_or("");
        if begins && rest.starts_with('\n') {
            return Span::new(span.start - indent, span.end + blank + 1);
        }
        if begins && rest.is_empty() { Span::new(span.start - indent, span.end + blank) } else { span }
    }
}

/// Where the bracket closes that was opened before `line`; others may open and close in between.
fn matching(line: &str, open: char, close: char) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, character) in line.char_indices() {
        if character == open {
            depth += 1;
        } else if character == close {
            if depth == 0 {
                return Some(at);
            }
            depth -= 1;
        }
    }
    None
}

fn closest_word(word: &str) -> Option<String> {
    let ends = OPENING.iter().map(|word| format!("end{word}"));
    let known: Vec<String> =
        OPENING.iter().chain(MIDDLE).chain(SILENT).map(|word| (*word).to_owned()).chain(ends).collect();
    closest(word, known.iter().map(String::as_str)).map(str::to_owned)
}

fn first_word(text: &str) -> (&str, &str) {
    text.split_at(text.find(|next: char| !next.is_alphanumeric() && next != '_').unwrap_or(text.len()))
}

fn first_path(text: &str) -> (&str, &str) {
    text.split_at(text.find(char::is_whitespace).unwrap_or(text.len()))
}
