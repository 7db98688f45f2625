//! Owns what a regular expression of a pack may be: readable, not empty, not too large. It must not know what it looks for.

use regex_syntax::hir::{Class, Hir, HirKind};

use super::needs::{Folding, Need, needs};
use super::raw::Spanned;
use crate::mistake::Mistake;
use crate::toml_table::inner_span;

/// What compiling an expression may take, in bytes by [`size`]: what the engine that runs it grants.
const LARGEST: u64 = 10 * 1024 * 1024;

/// What a text must hold before `pattern` can match, and how the text is written for that; or what is wrong with it.
/// `path` and `text` are those of its file.
pub(super) fn read(pattern: &Spanned<String>, path: &str, text: &str) -> Result<(Folding, Vec<Need>), Box<Mistake>> {
    let parsed = match regex_syntax::parse(&pattern.value) {
        Ok(parsed) => parsed,
        Err(error) => return Err(Box::new(unreadable(&error, pattern, path, text))),
    };
    if parsed.properties().minimum_len() == Some(0) {
        let message = "this pattern matches the empty text";
        let mistake = Mistake::error("empty-pattern", path, pattern.span, message);
        return Err(Box::new(mistake.label("finds nothing, everywhere")));
    }
    if size(&parsed) > LARGEST {
        let message = "this regular expression is too large";
        let help = "repeat less: what is repeated counts once for each time, and `\\w` counts for all its characters";
        let mistake = Mistake::error("large-pattern", path, pattern.span, message);
        return Err(Box::new(mistake.label("too much to look for").help(help)));
    }
    let folding = Folding::of(&pattern.value);
    Ok((folding, needs(&parsed, folding)))
}

fn unreadable(error: &regex_syntax::Error, pattern: &Spanned<String>, path: &str, text: &str) -> Mistake {
    let (message, span) = match error {
        regex_syntax::Error::Parse(error) => (error.kind().to_string(), Some(*error.span())),
        regex_syntax::Error::Translate(error) => (error.kind().to_string(), Some(*error.span())),
        _ => (error.to_string(), None),
    };
    let (offset, length) =
        span.map_or((0, 1), |span| (span.start.offset, (span.end.offset - span.start.offset).max(1)));
    let span = inner_span(text, pattern.span, offset, length);
    Mistake::error("bad-pattern", path, span, format!("this regular expression cannot be read: {message}"))
        .help("patterns are for characters; for words, `phrases` are easier")
}

/// At most so many bytes the compiled expression takes, by what was measured of literals, classes and repetitions.
fn size(parsed: &Hir) -> u64 {
    match parsed.kind() {
        HirKind::Empty | HirKind::Look(_) => 32,
        HirKind::Literal(literal) => 32 * length(literal.0.len()),
        HirKind::Class(Class::Bytes(class)) => 80 * length(class.ranges().len()),
        HirKind::Class(Class::Unicode(class)) => {
            let beyond_ascii = class.ranges().last().is_some_and(|range| !range.end().is_ascii());
            if beyond_ascii { 900 + 160 * length(class.ranges().len()) } else { 80 * length(class.ranges().len()) }
        }
        HirKind::Repetition(repetition) => {
            let times = repetition.max.unwrap_or(repetition.min.saturating_add(1)).max(1);
            // What may be left out has a way around it.
            (size(&repetition.sub) + 64).saturating_mul(u64::from(times))
        }
        HirKind::Capture(capture) => 64 + size(&capture.sub),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => {
            parts.iter().map(|part| size(part).saturating_add(32)).fold(0, u64::saturating_add)
        }
    }
}

fn length(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;

    fn code(pattern: &str) -> Option<&'static str> {
        let pattern = Spanned { value: pattern.to_owned(), span: Span::new(0, 1) };
        read(&pattern, "pack.toml", "x").err().map(|mistake| mistake.code)
    }

    #[test]
    fn what_is_taken_can_be_compiled_and_what_is_refused_is_large() {
        let repeated = [
            "x",
            r"\w",
            r"\p{L}",
            ".",
            r"\d",
            "[a-z]",
            "[^x]",
            r"\P{Han}",
            "(?i:k)",
            "(abc|de)",
            "(?:x?){3}",
            "(?:a|)",
        ];
        for inner in repeated {
            let taken = |times: u32| code(&format!("y{inner}{{{times}}}")).is_none();
            assert!(!taken(1_000_000), "{inner}");
            let largest = (0..20).rev().map(|power| 1_u32 << power).find(|times| taken(*times));
            let largest = largest.expect("one is never too many");
            assert!(largest >= 32, "{inner}");
            regex::Regex::new(&format!("y{inner}{{{largest}}}")).unwrap();
        }
        assert_eq!(code("y(x{1000}){1000}"), Some("large-pattern"));
        assert_eq!(code("y((((x{1000}){1000}){1000}){1000}){1000}"), Some("large-pattern"));
        assert_eq!(code("x*"), Some("empty-pattern"));
        assert_eq!(code("x("), Some("bad-pattern"));
    }
}
