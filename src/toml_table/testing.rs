//! Owns a plain listing of mistakes, for snapshots.

use crate::mistake::Mistake;
use crate::span::Span;

/// One line for the mistake and one for each of its places and words.
pub(crate) fn listing(text: &str, mistakes: &[Mistake]) -> String {
    let place = |span: Span| {
        let before = text.get(..span.start).unwrap_or("");
        format!("{}: {}", before.matches('\n').count() + 1, span.of(text).escape_debug())
    };
    let mut lines = Vec::new();
    for mistake in mistakes {
        lines.push(format!("{}: {}", mistake.code, mistake.message));
        lines.push(format!("    {} <- {}", mistake.span.map_or("the file".to_owned(), place), mistake.label));
        lines.extend(mistake.related.iter().map(|(span, label)| format!("    {} <- {label}", place(*span))));
        lines.extend(mistake.help.iter().map(|help| format!("    help: {help}")));
    }
    lines.join("\n")
}
