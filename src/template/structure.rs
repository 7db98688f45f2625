//! Owns how the tags of a template belong together: which parts are shown under which condition, and which tags belong
//! to nothing. It must not know what is written in the parts.

use std::collections::BTreeSet;

use super::tag::{Role, Tag, scan};
use super::{Problem, variants};
use crate::span::Span;

/// How deep tags may stand in each other.
const DEEPEST: usize = 32;

/// A template taken apart.
#[derive(Debug, Clone, Default)]
pub struct Structure {
    pub(super) nodes: Vec<Node>,
    /// How many choices there are in all.
    pub(super) choices: usize,
    /// What cannot be meant, in the order of the text.
    pub problems: Vec<Problem>,
    /// Whether there is any tag or comment.
    pub has_tags: bool,
    /// Every tag and comment, and whether it is in double braces.
    pub tags: Vec<(Span, bool)>,
    /// Names that the template gives values itself (`{% assign x = … %}`, `{% for x in … %}`).
    pub locals: BTreeSet<String>,
    /// The conditions, as written, with the tags that they stand in.
    pub conditions: Vec<(String, Span)>,
    /// Parts that are shown only under a condition, with it.
    guards: Vec<(String, Span)>,
}

#[derive(Debug, Clone)]
pub(super) enum Node {
    Text(Span),
    Choice(Choice),
}

/// Parts of which one is shown.
#[derive(Debug, Clone)]
pub(super) struct Choice {
    /// Choices with the same number hang on the same condition.
    pub(super) variable: usize,
    pub(super) branches: Vec<Branch>,
}

#[derive(Debug, Clone)]
pub(super) struct Branch {
    /// The tag that begins it; that of the whole choice where nobody wrote an `else`.
    pub(super) tag: Span,
    pub(super) is_implied: bool,
    /// From its tag to the next one.
    pub(super) reach: Span,
    pub(super) nodes: Vec<Node>,
}

/// A tag that is still open.
struct Frame {
    /// `if`, `#if`, …
    word: String,
    condition: String,
    span: Span,
    branches: Vec<Branch>,
    /// What each branch was given as its condition.
    guards: Vec<String>,
    has_else: bool,
}

impl Structure {
    /// Takes a text apart. What does not fit together is told in `problems`, and shown as if its tag were not there.
    pub fn read(text: &str) -> Self {
        let (tags, problems) = scan(text);
        let mut builder = Builder {
            structure: Self { problems, has_tags: !tags.is_empty(), ..Self::default() },
            frames: Vec::new(),
            conditions: Vec::new(),
        };
        let mut at = 0;
        builder.structure.tags = tags.iter().map(|tag| (tag.span, tag.is_braced)).collect();
        for tag in &tags {
            builder.text(Span::new(at, tag.gap.start.max(at)));
            builder.tag(tag);
            at = tag.gap.end.max(at);
        }
        builder.text(Span::new(at, text.len()));
        while let Some(frame) = builder.frames.pop() {
            let word = frame.word.trim_start_matches('^').to_owned();
            let close = if word.starts_with('#') || frame.word.starts_with('^') {
                format!("{{{{/{}}}}}", word.trim_start_matches('#'))
            } else {
                format!("{{% end{word} %}}")
            };
            let message = format!("`{}` is never closed", frame.word);
            let help = format!("write `{close}` where it ends");
            builder.structure.problems.push(Problem::new(frame.span, message, "opened here", help));
            builder.inline(frame);
        }
        let mut structure = builder.structure;
        structure.problems.extend(variants::beyond_reach(&structure));
        structure.problems.sort_by_key(|problem| problem.span);
        structure
    }

    /// Whether `span` is shown only under a condition that names `name`.
    pub fn is_guarded(&self, name: &str, span: Span) -> bool {
        let part = |next: char| !(next.is_alphanumeric() || "_.".contains(next));
        let names = |condition: &str| condition.split(part).any(|word| word == name);
        self.guards.iter().any(|(condition, reach)| reach.contains(span) && names(condition))
    }
}

struct Builder {
    structure: Structure,
    frames: Vec<Frame>,
    /// Conditions that stand alone, by number.
    conditions: Vec<String>,
}

impl Builder {
    fn nodes(&mut self) -> &mut Vec<Node> {
        match self.frames.last_mut().and_then(|frame| frame.branches.last_mut()) {
            Some(branch) => &mut branch.nodes,
            None => &mut self.structure.nodes,
        }
    }

    fn text(&mut self, span: Span) {
        if !span.is_empty() {
            self.nodes().push(Node::Text(span));
        }
    }

    fn problem(&mut self, span: Span, message: String, label: String, help: String) {
        self.structure.problems.push(Problem::new(span, message, label, help));
    }

    fn tag(&mut self, tag: &Tag) {
        match &tag.role {
            Role::Silent => {}
            Role::Open(word, rest) => self.open(tag, word, rest),
            Role::Middle(word, rest) => self.middle(tag, word, rest),
            Role::Close(name) => self.close(tag, name.as_deref()),
        }
    }

    fn open(&mut self, tag: &Tag, word: &str, rest: &str) {
        if self.frames.len() >= DEEPEST {
            let message = format!("tags more than {DEEPEST} deep in each other");
            self.problem(tag.span, message, "one too many".to_owned(), "split the template".to_owned());
        }
        let loops = matches!(word, "for" | "tablerow" | "#each");
        if loops {
            let names = rest.split(" in ").next().unwrap_or("").split(',').map(|name| name.trim().to_owned());
            self.structure.locals.extend(names.filter(|name| !name.is_empty()));
        } else if matches!(word, "if" | "unless" | "#if" | "#unless") {
            self.structure.conditions.push((rest.to_owned(), tag.span));
        }
        let branch = Branch { tag: tag.span, is_implied: false, reach: tag.gap, nodes: Vec::new() };
        self.frames.push(Frame {
            guards: vec![rest.to_owned()],
            word: word.to_owned(),
            condition: rest.to_owned(),
            span: tag.span,
            branches: vec![branch],
            has_else: false,
        });
    }

    fn middle(&mut self, tag: &Tag, word: &str, rest: &str) {
        let Some(frame) = self.frames.last_mut() else {
            let message = format!("`{word}` belongs to nothing");
            self.problem(tag.span, message, "nothing is open here".to_owned(), "write the `if` before it".to_owned());
            return;
        };
        let fits = match word {
            "when" => frame.word == "case",
            "else" => true,
            _ => !matches!(frame.word.as_str(), "case" | "for" | "tablerow"),
        };
        if !fits || frame.has_else {
            let message = format!("`{word}` cannot stand here");
            let (label, help) = if frame.has_else {
                ("after `else`".to_owned(), "write it before `else`, which comes last".to_owned())
            } else {
                (format!("inside of `{}`", frame.word), format!("close `{}` first", frame.word))
            };
            self.problem(tag.span, message, label, help);
            return;
        }
        frame.has_else = word == "else";
        if let Some(last) = frame.branches.last_mut() {
            last.reach.end = tag.gap.start.max(last.reach.start);
        }
        frame.guards.push(rest.to_owned());
        frame.branches.push(Branch { tag: tag.span, is_implied: false, reach: tag.gap, nodes: Vec::new() });
        if !matches!(word, "else" | "when") {
            self.structure.conditions.push((rest.to_owned(), tag.span));
        }
    }

    fn close(&mut self, tag: &Tag, name: Option<&str>) {
        let same = |frame: &Frame| name.is_none_or(|name| frame.word.replace('^', "#") == name);
        let Some(found) = self.frames.iter().rposition(same) else {
            let name = name.unwrap_or("end");
            let message = format!("this closes `{name}`, which is not open");
            let help = match self.frames.last() {
                Some(open) => format!("`{}` is open here", open.word),
                None => "delete it, or write the tag that it closes".to_owned(),
            };
            self.problem(tag.span, message, "closes nothing".to_owned(), help);
            return;
        };
        while self.frames.len() > found + 1
            && let Some(inner) = self.frames.pop()
        {
            let message = format!("`{}` is never closed", inner.word);
            let help = format!("close it before `{}`, which it stands in", name.unwrap_or("end"));
            self.problem(inner.span, message, "opened here".to_owned(), help);
            self.inline(inner);
        }
        let Some(mut frame) = self.frames.pop() else { return };
        if let Some(last) = frame.branches.last_mut() {
            last.reach.end = tag.gap.end.max(last.reach.start);
        }
        self.closed(frame);
    }

    /// All that a tag holds, as if the tag were not there.
    fn inline(&mut self, frame: Frame) {
        for branch in frame.branches {
            self.nodes().extend(branch.nodes);
        }
    }

    fn closed(&mut self, mut frame: Frame) {
        // Deeper than this, only the words count.
        if self.frames.len() >= DEEPEST {
            self.inline(frame);
            return;
        }
        let word = frame.word.clone();
        let guards = std::mem::take(&mut frame.guards);
        if word == "unless" || word == "#unless" {
            // Shown where it does not hold: its `else` is the guarded part.
            let condition = guards.first().cloned().unwrap_or_default();
            let reach = frame.branches.get(1).map(|branch| branch.reach);
            self.structure.guards.extend(reach.map(|reach| (condition, reach)));
        } else {
            let reaches = frame.branches.iter().map(|branch| branch.reach);
            self.structure.guards.extend(guards.into_iter().zip(reaches));
        }
        match word.as_str() {
            "capture" | "macro" | "set" => return,
            // What stands before the first `when` is not shown.
            "case" => drop(frame.branches.drain(..1.min(frame.branches.len()))),
            "if" | "unless" | "#if" | "#unless" => {}
            _ if word.starts_with('^') => {}
            // `{{#name}}…{{/name}}` of Mustache, but not a part that is always shown.
            _ if word.starts_with('#') && frame.condition.is_empty() && !frame.has_else => {}
            // A part that is shown once, or a loop with something to show when there is nothing.
            _ => {
                if frame.branches.len() < 2 {
                    self.inline(frame);
                    return;
                }
                frame.condition.clear();
            }
        }
        if frame.branches.is_empty() {
            return;
        }
        if !frame.has_else && !matches!(word.as_str(), "for" | "tablerow" | "#each" | "#with") {
            let end = frame.branches.last().map_or(frame.span.end, |branch| branch.reach.end);
            let reach = Span::new(end, end);
            frame.branches.push(Branch { tag: frame.span, is_implied: true, reach, nodes: Vec::new() });
        }
        let negated = matches!(word.as_str(), "unless" | "#unless") || word.starts_with('^');
        let mut condition = frame.condition;
        if matches!(word.chars().next(), Some('^' | '#')) && condition.is_empty() {
            condition = word.trim_start_matches(['^', '#']).to_owned();
        }
        let alone = frame.branches.len() == 2 && word != "case" && !condition.is_empty();
        let variable = self.variable(alone.then(|| condition.split_whitespace().collect::<Vec<_>>().join(" ")));
        let mut branches = frame.branches;
        if negated && alone {
            // The first branch is the one where the condition holds.
            branches.reverse();
        }
        self.nodes().push(Node::Choice(Choice { variable, branches }));
    }

    /// The number of a condition; a new one for what is not a single condition.
    fn variable(&mut self, condition: Option<String>) -> usize {
        if let Some(found) = condition
            .as_ref()
            .and_then(|condition| self.conditions.iter().position(|known| known == condition && !known.is_empty()))
        {
            return found;
        }
        self.conditions.push(condition.unwrap_or_default());
        self.structure.choices = self.conditions.len();
        self.conditions.len() - 1
    }
}
