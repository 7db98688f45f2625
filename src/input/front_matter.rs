//! Owns the block of context at the start of a text: TOML between `+++`, YAML between `---`. It must not know what is
//! done with the text after it.

mod suppressed;
mod toml;
mod yaml;

pub(super) use yaml::Bytes;

use crate::draft::Passage;
use crate::input::encoding::{Cursor, Decoded};
use crate::input::record::{BadValue, Field, Fields, NAMES, Value, shortened};
use crate::input::{FileKind, Output, marker};
use crate::mistake::closest;
use crate::span::Span;
use crate::suppression::Suppressions;

/// What stands before the text.
#[derive(Debug, Default)]
pub(super) struct FrontMatter {
    pub(super) fields: Fields,
    pub(super) review: Option<Passage>,
    /// What is not to be reported about the draft.
    pub(super) suppressions: Suppressions,
    /// The byte of the decoded text where the rest starts.
    pub(super) body_start: usize,
}

/// One `key = value`; spans are bytes of the block.
struct Entry<'a> {
    key: String,
    key_span: Span,
    value: Value<'a>,
    value_span: Span,
    /// What stands in the value, if it is a list or a table.
    items: Vec<Inner<'a>>,
}

/// An entry of a list or a table.
struct Inner<'a> {
    /// None in a list.
    key: Option<(String, Span)>,
    value: Value<'a>,
    span: Span,
}

/// A block as read by one of the two languages: what could be read, and every mistake.
#[derive(Default)]
struct Block<'a> {
    entries: Vec<Entry<'a>>,
    mistakes: Vec<(Span, String)>,
    /// Whether the block is a table of keys at all.
    is_table: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fence {
    Toml,
    Yaml,
}

impl Fence {
    fn name(self) -> &'static str {
        match self {
            Self::Toml => "+++",
            Self::Yaml => "---",
        }
    }

    fn closes(self, line: &str) -> bool {
        line == self.name() || self == Self::Yaml && line == "..."
    }
}

/// Reads the front matter of a text, if it has one. What cannot be understood is a problem of `output`; the text is
/// linted all the same.
pub(super) fn read(decoded: &Decoded, kind: FileKind, output: &mut Output<'_>) -> FrontMatter {
    let text = decoded.text.as_str();
    let Some((fence, inner_start)) = opening(text) else {
        return FrontMatter::default();
    };
    let Some((inner, body_start)) = closing(text, fence, inner_start) else {
        // In plain text three dashes may be a mere line; in Markdown and before a key they are meant.
        if kind == FileKind::Markdown || starts_with_key(text.get(inner_start..).unwrap_or("")) {
            let message = format!("this front matter is never closed: a line `{}` is missing", fence.name());
            output.problem(Some((1, 1)), message, true);
        }
        return FrontMatter::default();
    };
    let block = match fence {
        Fence::Toml => toml::read(inner.of(text)),
        Fence::Yaml => yaml::read(inner.of(text)),
    };
    if !block.is_table && kind == FileKind::Text {
        return FrontMatter::default();
    }
    let mut front = FrontMatter { body_start, ..FrontMatter::default() };
    let mut cursor = Cursor::new(1);
    for (span, message) in &block.mistakes {
        output.problem(Some(cursor.place(decoded, inner.start + span.start)), message.clone(), true);
    }
    let mut cursor = Cursor::new(1);
    for entry in &block.entries {
        if let Some(problem) = take(entry, inner.start, fence, decoded, &mut front) {
            let place = cursor.place(decoded, inner.start + problem.at);
            output.problem(Some(place), problem.message, problem.fatal);
        }
    }
    front
}

/// What is wrong with an entry, and at which byte of the block.
struct BadEntry {
    at: usize,
    message: String,
    fatal: bool,
}

/// Takes one entry, or says why not.
fn take(
    entry: &Entry<'_>,
    offset: usize,
    fence: Fence,
    decoded: &Decoded,
    front: &mut FrontMatter,
) -> Option<BadEntry> {
    let bad_value = |message| Some(BadEntry { at: entry.value_span.start, message, fatal: true });
    if suppressed::is_key(&entry.key) {
        return suppressed::take(entry, offset, decoded, &mut front.suppressions);
    }
    match Field::named(&entry.key) {
        None | Some(Field::Reply) => {
            let known = NAMES.iter().map(|(name, _)| *name).filter(|name| *name != "reply").chain([marker::KEY]);
            let message = format!("unknown key `{}`{}", shortened(&entry.key), did_you_mean(&entry.key, known));
            Some(BadEntry { at: entry.key_span.start, message, fatal: false })
        }
        Some(Field::Review) => match &entry.value {
            Value::Text(text) | Value::Number(text) => {
                let span = Span::new(offset + entry.value_span.start, offset + entry.value_span.end);
                front.review = Some(placed(decoded, text, span, fence));
                None
            }
            Value::Nothing => None,
            Value::Other(what) => bad_value(format!("`review` is {what}, not a text")),
        },
        Some(field) => match front.fields.set(field, &entry.value) {
            Ok(()) => None,
            Err(BadValue::Other(message)) => bad_value(message),
            Err(BadValue::Platform(name)) => {
                let known = crate::draft::PLATFORMS.iter().map(|(name, _)| *name);
                bad_value(format!("unknown platform `{name}`{}", did_you_mean(&name, known)))
            }
        },
    }
}

fn did_you_mean<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    // A name that is longer than any known one is not a slip of the finger.
    let close = if name.len() > 64 { None } else { closest(&name.to_lowercase(), known) };
    close.map_or_else(String::new, |known| format!("; did you mean `{known}`?"))
}

/// The fence on the first line, and where the block starts.
fn opening(text: &str) -> Option<(Fence, usize)> {
    let end = text.find('\n')?;
    let fence = match text.get(..end)?.trim_end() {
        "+++" => Fence::Toml,
        "---" => Fence::Yaml,
        _ => return None,
    };
    Some((fence, end + 1))
}

/// The block, and where the text after it starts.
fn closing(text: &str, fence: Fence, inner_start: usize) -> Option<(Span, usize)> {
    let mut at = inner_start;
    for line in text.get(inner_start..)?.split_inclusive('\n') {
        if fence.closes(line.trim_end()) {
            return Some((Span::new(inner_start, at), at + line.len()));
        }
        at += line.len();
    }
    None
}

/// Whether the first line that is not blank sets a key that front matter knows.
fn starts_with_key(text: &str) -> bool {
    let line = text.lines().find(|line| !line.trim().is_empty()).unwrap_or("");
    line.split_once([':', '=']).is_some_and(|(key, _)| Field::named(key).is_some() || suppressed::is_key(key.trim()))
}

/// A value with the place of each character, as far as the text in the file can be followed; otherwise it stands for
/// its value as a whole.
fn placed(decoded: &Decoded, value: &str, span: Span, fence: Fence) -> Passage {
    follow(decoded, value, span, fence).unwrap_or_else(|| {
        let mut whole = Passage::default();
        decoded.append_as(&mut whole, value, span);
        whole
    })
}

/// Walks along value and source: equal characters stand for each other, blank space for blank space (folding,
/// indentation), a character for its escape.
fn follow(decoded: &Decoded, value: &str, span: Span, fence: Fence) -> Option<Passage> {
    let source = span.of(&decoded.text);
    let quote = source.chars().next().filter(|char| matches!(char, '"' | '\''));
    let escapes = quote == Some('"');
    let mut at = match quote {
        Some(quote) => {
            let triple = String::from(quote).repeat(3);
            let opening = if fence == Fence::Toml && source.starts_with(&triple) { 3 } else { 1 };
            let rest = source.get(opening..)?;
            // TOML drops a line break right after three quotes.
            let dropped = if opening == 1 { 0 } else { rest.len() - rest.trim_start_matches(['\r', '\n']).len() };
            if value.starts_with(['\r', '\n']) { opening } else { opening + dropped }
        }
        None => 0,
    };
    let mut passage = Passage::default();
    let mut done = 0;
    while let Some(next) = value.get(done..)?.chars().next() {
        let rest = source.get(at..)?;
        let blank = rest.len() - rest.trim_start().len();
        let place = |length: usize| Span::new(span.start + at, span.start + at + length);
        if escapes && rest.starts_with('\\') {
            let (length, is_break) = escape_length(rest)?;
            if !is_break {
                decoded.append_as(&mut passage, &String::from(next), place(length));
                done += next.len_utf8();
            }
            at += length;
        } else if next.is_whitespace() && blank > 0 {
            let ahead = value.get(done..)?;
            let run = ahead.get(..ahead.len() - ahead.trim_start().len())?;
            if rest.starts_with(run) && run.len() == blank {
                decoded.append(&mut passage, place(blank));
            } else {
                decoded.append_as(&mut passage, run, place(blank));
            }
            done += run.len();
            at += blank;
        } else if quote == Some('\'') && fence == Fence::Yaml && next == '\'' && rest.starts_with("''") {
            decoded.append_as(&mut passage, "'", place(2));
            done += 1;
            at += 2;
        } else if rest.starts_with(next) {
            decoded.append(&mut passage, place(next.len_utf8()));
            done += next.len_utf8();
            at += next.len_utf8();
        } else if done == 0 && blank > 0 {
            // The indentation of a block that starts with a word.
            at += blank;
        } else {
            return None;
        }
    }
    Some(passage)
}

/// The length of the escape that `rest` starts with, and whether it is an escaped line break, which stands for nothing.
fn escape_length(rest: &str) -> Option<(usize, bool)> {
    let after = rest.get(1..)?;
    let kind = after.chars().next()?;
    let trimmed = after.trim_start_matches([' ', '\t']);
    if trimmed.starts_with(['\n', '\r']) {
        return Some((1 + after.len() - after.trim_start().len(), true));
    }
    let digits = match kind {
        'x' => 2,
        'u' => 4,
        'U' => 8,
        _ => 0,
    };
    Some((1 + kind.len_utf8() + digits, false))
}

#[cfg(test)]
mod tests {
    use crate::draft::Kind;
    use crate::input::ReadProblem;
    use crate::input::testing::{drafts, only, source_of};

    /// Line, column, message and whether it is fatal.
    fn told(problems: &[ReadProblem]) -> Vec<(usize, usize, &str, bool)> {
        let told = problems.iter().map(|problem| {
            let place = (problem.line.unwrap_or(0), problem.column.unwrap_or(0));
            (place.0, place.1, problem.message.as_str(), problem.fatal)
        });
        told.collect()
    }

    #[test]
    fn toml_gives_the_context_and_the_review() {
        let text = "+++\nrating = 1\nplatform = \"Google Maps\"\nreviewer = \"Ana\"\nkind = \"template\"\n\
                    reviewed_at = 2024-05-01\nreview = \"\"\"\nCold \\u00e9clair\nand rude.\"\"\"\n+++\n\nSorry, Ana.\n";
        let draft = drafts("reply.md", text).remove(0);
        assert_eq!(draft.reply.text, "Sorry, Ana.");
        assert_eq!(source_of(text, &draft.reply, "Ana"), "Ana");
        let context = &draft.context;
        assert_eq!((context.rating, context.platform.as_deref()), (Some(1), Some("google")));
        assert_eq!((context.reviewer.as_deref(), context.kind), (Some("Ana"), Kind::Template));
        assert_eq!(context.reviewed_at.as_deref(), Some("2024-05-01"));
        let review = draft.review.expect("a review");
        assert_eq!(review.text, "Cold éclair\nand rude.");
        assert_eq!(source_of(text, &review, "é"), "\\u00e9");
        assert_eq!(source_of(text, &review, "rude"), "rude");
    }

    #[test]
    fn yaml_gives_the_context_and_the_review() {
        let text = "---\nrating: 2\nlang: en\nlocation:\nreview: |\n  Crème was \"cold\"\n  and late.\n---\nSorry.\n";
        for name in ["reply.txt", "reply.md"] {
            let draft = drafts(name, text).remove(0);
            assert_eq!(draft.reply.text, "Sorry.");
            assert_eq!((draft.context.rating, draft.context.language.as_deref()), (Some(2), Some("en")));
            assert_eq!(draft.context.location, None);
            let review = draft.review.expect("a review");
            assert_eq!(review.text, "Crème was \"cold\"\nand late.\n");
            assert_eq!(source_of(text, &review, "Crème"), "Crème");
            assert_eq!(source_of(text, &review, "late"), "late");
        }
    }

    #[test]
    fn a_quoted_and_a_folded_yaml_review_map_to_their_words() {
        for value in ["'it''s cold\n  and late'", "\"it's c\\u006fld\\\n   \\ and late\"", ">\n  it's cold\n  and late"]
        {
            let text = format!("---\nreview: {value}\nrating: 1\n---\nSorry.\n");
            let review = drafts("reply.md", &text).remove(0).review.expect("a review");
            assert_eq!(review.text.trim_end(), "it's cold and late", "{value}");
            assert_eq!(source_of(&text, &review, "late"), "late");
            let whole = source_of(&text, &review, "it's cold");
            assert!(whole.starts_with("it'") && whole.ends_with("ld"), "{whole}");
        }
    }

    #[test]
    fn windows_line_ends_make_no_difference() {
        let text = "---\r\nrating: 2\r\nreview: cold\r\n---\r\nSorry.\r\n";
        let draft = drafts("reply.md", text).remove(0);
        assert_eq!((draft.reply.text.as_str(), draft.context.rating), ("Sorry.", Some(2)));
        assert_eq!(source_of(text, &draft.review.expect("a review"), "cold"), "cold");
        let text = "+++\r\nrating = 2\r\nreview = 'cold'\r\n+++\r\nSorry.\r\n";
        let draft = drafts("reply.md", text).remove(0);
        assert_eq!((draft.reply.text.as_str(), draft.context.rating), ("Sorry.", Some(2)));
        assert_eq!(source_of(text, &draft.review.expect("a review"), "cold"), "cold");
    }

    #[test]
    fn an_unknown_key_is_told_with_its_place_and_the_draft_is_linted() {
        let (draft, problems) = only("reply.md", "+++\nrating = 1\nplatfrom = \"yelp\"\n+++\nSorry.\n");
        assert_eq!(draft.context.rating, Some(1));
        assert_eq!(told(&problems), [(3, 1, "unknown key `platfrom`; did you mean `platform`?", false)]);
    }

    #[test]
    fn values_that_cannot_be_understood_are_told_with_their_place() {
        let (draft, problems) = only(
            "reply.md",
            "---\nrating: 9\nplatform: yelpp\nprofile: [a, b]\nreviewer: {x: 1}\nauthor: Bo\n---\nSorry.\n",
        );
        assert_eq!((draft.context.rating, draft.context.author.as_deref()), (None, Some("Bo")));
        assert_eq!(
            told(&problems),
            [
                (2, 9, "`rating` is `9`, not a whole number from 1 to 5", true),
                (3, 11, "unknown platform `yelpp`; did you mean `yelp`?", true),
                (4, 10, "`profile` is a list, not a text or a number", true),
                (5, 11, "`reviewer` is a table, not a text or a number", true),
            ]
        );
    }

    #[test]
    fn mistakes_of_syntax_are_told_and_the_other_lines_hold() {
        let (draft, problems) =
            only("reply.md", "+++\nrating = 1\nreviewer = Ana B\nplatform = \"yelp\"\n+++\nSorry.\n");
        assert_eq!(draft.reply.text, "Sorry.");
        assert_eq!((draft.context.rating, draft.context.platform.as_deref()), (Some(1), Some("yelp")));
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert_eq!((problems[0].line, problems[0].fatal), (Some(3), true));
        let (draft, problems) = only("reply.md", "---\nrating: 1\nreviewer: \"Ana\n---\nSorry.\n");
        assert_eq!((draft.reply.text.as_str(), draft.context.rating), ("Sorry.", Some(1)));
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert!(problems[0].fatal);
    }

    #[test]
    fn front_matter_that_is_never_closed_is_told_and_the_whole_text_is_linted() {
        for (name, text) in [("a.md", "+++\nrating = 1\nSorry."), ("a.txt", "---\nrating: 1\nSorry.")] {
            let (draft, problems) = only(name, text);
            assert!(draft.reply.text.contains("Sorry."));
            assert_eq!(problems.len(), 1);
            assert!(problems[0].fatal && problems[0].message.contains("never closed"));
        }
    }

    #[test]
    fn lines_of_dashes_in_plain_text_are_no_front_matter() {
        for text in ["---\nDear Ana,", "---\nDear Ana,\n---\nthank you."] {
            assert_eq!(drafts("a.txt", text).remove(0).reply.text, text);
        }
    }
}
