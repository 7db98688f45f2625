//! Owns what the tests of the readers share.

use std::ops::ControlFlow;

use crate::draft::{Draft, Passage};
use crate::input::{Defaults, Item, ReadProblem, read_stream};
use crate::span::Span;

/// Everything that comes out of a file.
pub(super) fn read_bytes(name: &str, bytes: &[u8], defaults: &Defaults) -> (Vec<Item>, Vec<ReadProblem>) {
    let (mut items, mut stream) = (Vec::new(), bytes);
    let problems = read_stream(&mut stream, Some(name), defaults, &mut |item| {
        items.push(item);
        ControlFlow::Continue(())
    });
    (items, problems)
}

/// The drafts of a file that has nothing wrong with it.
pub(super) fn drafts(name: &str, text: &str) -> Vec<Draft> {
    let (items, problems) = read_bytes(name, text.as_bytes(), &Defaults::default());
    assert_eq!(problems, [], "{text:?}");
    items.into_iter().map(draft).collect()
}

/// The only draft of a file, whatever the problems.
pub(super) fn only(name: &str, text: &str) -> (Draft, Vec<ReadProblem>) {
    let (mut items, problems) = read_bytes(name, text.as_bytes(), &Defaults::default());
    assert_eq!(items.len(), 1, "{items:?}");
    (draft(items.remove(0)), problems)
}

/// The draft of an item.
pub(super) fn draft(item: Item) -> Draft {
    match item {
        Item::Draft(draft) => draft,
        Item::Skipped { why, .. } => panic!("skipped: {why}"),
    }
}

/// Why an item was skipped, and at which line and column.
pub(super) fn skipped(item: &Item) -> (&str, bool, Option<usize>, Option<usize>) {
    match item {
        Item::Draft(draft) => panic!("a draft: {}", draft.reply.text),
        Item::Skipped { why, problem, line, column, .. } => (why, *problem, *line, *column),
    }
}

/// The bytes of `file` that the first `words` of the passage stand for.
pub(super) fn source_of<'a>(file: &'a str, passage: &Passage, words: &str) -> &'a str {
    let start = passage.text.find(words).unwrap_or_else(|| panic!("no {words:?} in {:?}", passage.text));
    passage.map.to_source(Span::new(start, start + words.len())).of(file)
}
