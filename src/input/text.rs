//! Owns files that are one draft: text and Markdown, with or without front matter.

use std::io::{Read, Result};

use crate::draft::{Draft, Notation, Shown};
use crate::input::encoding::Decoded;
use crate::input::{FileKind, Item, Output, front_matter, markdown, record};
use crate::span::Span;

/// Reads the stream as one draft. The reply of a text file is its text without the blank space around it.
pub(super) fn read(stream: &mut dyn Read, kind: FileKind, output: &mut Output<'_>) -> Result<()> {
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes)?;
    let decoded = Decoded::file(&bytes);
    drop(bytes);
    if let Some(bad) = &decoded.bad {
        let _ = output.bad_bytes(None, bad);
        return Ok(());
    }
    let head = front_matter::read(&decoded, kind, output);
    let body = Span::new(head.body_start, decoded.text.len());
    let mut suppressions = head.suppressions;
    let reply = match kind {
        FileKind::Markdown => {
            let (reply, said) = markdown::prose(&decoded, body);
            suppressions.add(said);
            reply
        }
        // In a plain text a comment is text, and would be posted.
        _ => decoded.passage(trimmed(&decoded.text, body)),
    };
    let context = head.fields.context(output.defaults, true);
    if reply.text.trim().is_empty() {
        let _ = output.skip(None, context.id, "no reply", None);
        return Ok(());
    }
    let _ = (output.sink)(Item::Draft(Draft {
        path: output.path.clone(),
        record: None,
        reply,
        review: record::review(head.review, output.defaults),
        context,
        source: decoded.into_source(),
        shown: Shown::Lines,
        suppressions,
        notations: if kind == FileKind::Markdown { vec![Notation::Markdown] } else { Vec::new() },
    }));
    Ok(())
}

fn trimmed(text: &str, span: Span) -> Span {
    let body = span.of(text);
    let start = span.start + (body.len() - body.trim_start().len());
    Span::new(start, start + body.trim().len())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::draft::Shown;
    use crate::input::testing::{draft, drafts, read_bytes, skipped, source_of};
    use crate::input::{Defaults, read_stream};
    use crate::span::Span;

    #[test]
    fn the_whole_text_is_the_reply_and_the_source() {
        let text = "\n  Dear Ana,\r\nthank you.\n\n";
        let draft = drafts("reply.txt", text).remove(0);
        assert_eq!(draft.reply.text, "Dear Ana,\r\nthank you.");
        assert_eq!(source_of(text, &draft.reply, "thank"), "thank");
        assert_eq!((draft.source.text.as_str(), draft.source.first_line, draft.record), (text, 1, None));
        assert_eq!(draft.shown, Shown::Lines);
    }

    #[test]
    fn an_empty_text_is_skipped_and_no_problem() {
        let (items, problems) = read_bytes("reply.txt", b" \n", &Defaults::default());
        assert_eq!(skipped(&items[0]), ("no reply", false, None, None));
        assert_eq!(problems, []);
    }

    #[test]
    fn a_binary_file_and_invalid_utf8_are_skipped_with_their_place() {
        let (items, _) = read_bytes("reply.txt", b"Hi\n\xFFx", &Defaults::default());
        assert_eq!(skipped(&items[0]), ("invalid UTF-8 at byte 3", true, Some(2), Some(1)));
        let (items, _) = read_bytes("reply", b"\x7FELF\0\0", &Defaults::default());
        assert!(skipped(&items[0]).0.contains("looks like a binary file"));
    }

    #[test]
    fn standard_input_without_a_name_is_text() {
        let (mut items, mut stream) = (Vec::new(), "*Thanks*".as_bytes());
        read_stream(&mut stream, None, &Defaults::default(), &mut |item| {
            items.push(item);
            std::ops::ControlFlow::Continue(())
        });
        let draft = draft(items.remove(0));
        assert_eq!((&*draft.path, draft.reply.text.as_str()), ("<stdin>", "*Thanks*"));
    }

    #[test]
    fn defaults_reach_a_text_that_says_nothing() {
        let mut defaults = Defaults { review: Some("Cold soup".to_owned()), ..Defaults::default() };
        defaults.context.assumed_rating = Some((1, 2));
        let (mut items, _) = read_bytes("reply.txt", b"Sorry.", &defaults);
        let draft = draft(items.remove(0));
        assert_eq!(draft.context.assumed_rating, Some((1, 2)));
        assert_eq!(draft.review.expect("a review").text, "Cold soup");
    }

    #[test]
    fn utf16_text_maps_to_its_bytes() {
        let bytes: Vec<u8> =
            [0xFE, 0xFF].into_iter().chain("Olá 😀 you".encode_utf16().flat_map(u16::to_be_bytes)).collect();
        let (mut items, _) = read_bytes("reply.txt", &bytes, &Defaults::default());
        let draft = draft(items.remove(0));
        assert_eq!(draft.reply.text, "Olá 😀 you");
        let start = draft.reply.text.find("you").expect("there");
        assert_eq!(draft.source_span(Span::new(start, start + 3)), Span::new(16, 22));
    }

    proptest! {
        #[test]
        fn no_bytes_make_a_text_reader_panic(bytes: Vec<u8>, head in "(\\+\\+\\+|---)?\n?") {
            let bytes = [head.as_bytes(), &bytes].concat();
            for name in ["a.txt", "a.md"] {
                read_bytes(name, &bytes, &Defaults::default());
            }
        }

        #[test]
        fn no_text_makes_a_text_reader_panic(text in "(\\+\\+\\+\n|---\n)?[-+#>*`~<>&;:='\"\\[\\](){}a-z0-9 \\\\\n]{0,60}") {
            for name in ["a.txt", "a.md"] {
                let (items, _) = read_bytes(name, text.as_bytes(), &Defaults::default());
                prop_assert_eq!(items.len(), 1);
            }
        }
    }
}
