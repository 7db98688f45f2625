use proptest::prelude::*;

use crate::draft::{Context, Draft, Kind};
use crate::input::testing::{draft, read_bytes, source_of};
use crate::input::{Defaults, Item, ReadProblem};
use crate::span::Span;

fn read(name: &str, text: &str) -> (Vec<Item>, Vec<ReadProblem>) {
    let context = Context { kind: Kind::Template, ..Context::default() };
    read_bytes(name, text.as_bytes(), &Defaults { context, ..Defaults::default() })
}

fn templates(name: &str, text: &str) -> Vec<Draft> {
    let (items, problems) = read(name, text);
    assert_eq!(problems, [], "{text}");
    items.into_iter().map(draft).collect()
}

fn ids_and_texts(drafts: &[Draft]) -> Vec<(&str, &str)> {
    drafts.iter().map(|draft| (draft.context.id.as_deref().unwrap_or(""), draft.reply.text.as_str())).collect()
}

#[test]
fn each_key_is_a_template_and_lists_and_nested_keys_are_part_of_its_id() {
    let yaml = "late:\n  first: |\n    Hi {{name}},\n\n    sorry.\n  list:\n    - One two.\n    - 'It''s three.'\nplain: Thank you\n  again.\nversion: 3\n";
    let json = r#"{"late": {"first": "Hi {{name}},\n\nsorry.", "list": ["One two.", "It's three."]}, "plain": "Thank you again.", "version": 3}"#;
    let expected = [
        ("late.first", "Hi {{name}},\n\nsorry."),
        ("late.list.1", "One two."),
        ("late.list.2", "It's three."),
        ("plain", "Thank you again."),
    ];
    for (name, text) in [("a.yaml", yaml), ("a.yml", yaml), ("a.json", json)] {
        let drafts = templates(name, text);
        assert_eq!(ids_and_texts(&drafts), expected, "{name}");
        assert_eq!(drafts.iter().filter_map(|draft| draft.record).collect::<Vec<_>>(), [1, 2, 3, 4]);
        assert!(drafts.iter().all(|draft| draft.context.kind == Kind::Template));
    }
}

#[test]
fn keys_beside_a_text_say_something_about_it_and_keys_above_about_all_below() {
    let yaml = "platform: google\nlate:\n  title: Late order\n  rating: 2\n  text: Sorry for the wait.\npraise:\n  rating: 5\n  id: p-1\n  body: Thank you so much.\n";
    let json = r#"{"platform": "google", "late": {"title": "Late order", "rating": 2, "text": "Sorry for the wait."},
        "praise": {"rating": 5, "id": "p-1", "body": "Thank you so much."}}"#;
    for (name, text) in [("a.yaml", yaml), ("a.json", json)] {
        let drafts = templates(name, text);
        assert_eq!(ids_and_texts(&drafts), [("late", "Sorry for the wait."), ("p-1", "Thank you so much.")]);
        assert_eq!(drafts.iter().map(|draft| draft.context.rating).collect::<Vec<_>>(), [Some(2), Some(5)]);
        assert!(drafts.iter().all(|draft| draft.context.platform.as_deref() == Some("google")));
    }
}

#[test]
fn every_style_of_yaml_leads_back_to_its_bytes() {
    let text = "é: 1\na: |\n  Hi Zoë,\n    indented\n\n  sorry 😀.\nb: >-\n  folded words\n  go on here\n\n  new part\nc: \"say \\\"hi\\\" and\n   go \\u00e9n \\\n   on\"\nd: 'it''s\n  fine'\ne: plain words\n  go on\nf: |2-\n  last words\n";
    let drafts = templates("a.yaml", text);
    let expected = [
        ("a", "Hi Zoë,\n  indented\n\nsorry 😀."),
        ("b", "folded words go on here\nnew part"),
        ("c", "say \"hi\" and go én on"),
        ("d", "it's fine"),
        ("e", "plain words go on"),
        ("f", "last words"),
    ];
    assert_eq!(ids_and_texts(&drafts), expected);
    for (number, words, bytes) in [
        (0, "Zoë", "Zoë"),
        (0, "sorry 😀", "sorry 😀"),
        (1, "go on", "go on"),
        (1, "words go", "words\n  go"),
        (1, "part", "part"),
        (2, "\"hi\"", "\\\"hi\\\""),
        (2, "én", "\\u00e9n"),
        (2, "on", "on"),
        (3, "it's", "it''s"),
        (3, "fine", "fine"),
        (4, "words go", "words\n  go"),
        (5, "last", "last"),
    ] {
        assert_eq!(source_of(text, &drafts[number].reply, words), bytes);
    }
}

#[test]
fn a_template_is_shown_with_its_own_line_and_column() {
    let text = "# ours\nlate:\n  text: |\n    Hi there,\n    sorry.\n";
    let draft = templates("a.yaml", text).remove(0);
    assert_eq!((draft.source.first_line, draft.source.columns_before), (3, 8));
    let line = "[\"Hi there\",\n  \"Bye now\"]";
    let draft = templates("a.json", line).remove(1);
    assert_eq!((draft.source.first_line, draft.source.columns_before), (2, 0));
}

#[test]
fn records_and_exports_are_read_as_such_in_a_folder_of_templates() {
    let drafts = templates("a.json", r#"[{"reply": "Thank you so much.", "id": "x", "rating": 4}]"#);
    assert_eq!(ids_and_texts(&drafts), [("x", "Thank you so much.")]);
    let macros =
        r#"{"macros": [{"id": 7, "title": "Late", "actions": [{"field": "comment_value", "value": "So sorry."}]}]}"#;
    assert_eq!(ids_and_texts(&templates("a.json", macros)), [("7", "So sorry.")]);
}

#[test]
fn what_is_no_template_is_told() {
    let (items, problems) = read("a.yaml", "a: &x Thank you so much.\nb: *x\nc: draft\n");
    assert_eq!(problems, []);
    let why: Vec<Option<&str>> =
        items.iter().map(|item| if let Item::Skipped { why, .. } = item { Some(why.as_str()) } else { None }).collect();
    assert_eq!(why, [None, Some("an alias: write the text out"), Some("a single word, not a template")]);
    let (items, problems) = read("a.yaml", "a: Thank you so much.\nb: \"never closed\n");
    assert_eq!(items.len(), 1, "what stands before a mistake is read");
    assert!(problems.len() == 1 && problems[0].unread && problems[0].message.starts_with("this is not YAML"));
}

#[test]
fn a_yaml_file_that_is_no_template_is_a_text() {
    let (items, _) = read_bytes("a.yaml", b"a: Thank you", &Defaults::default());
    let Item::Draft(draft) = &items[0] else { panic!("a draft") };
    assert_eq!(draft.reply.text, "a: Thank you");
}

/// Whether each character of the text is the one at its place, or stands for an escape or a fold.
fn assert_exact(file: &str, draft: &Draft) {
    for (at, character) in draft.reply.text.char_indices() {
        let span = draft.source_span(Span::new(at, at + character.len_utf8()));
        let bytes = span.of(file);
        let folds = character.is_whitespace() && bytes.trim().is_empty();
        let escaped = bytes.starts_with('\\') || bytes == "''";
        assert!(bytes == character.to_string() || folds || escaped, "{character:?} is {bytes:?} in {file:?}");
    }
}

proptest! {
    #[test]
    fn every_character_of_a_block_is_at_its_place(
        lines in prop::collection::vec("[a-z]{1,4}( [a-zé😀']{1,4}){1,3}|", 1..6), folded: bool, chomp in "[-+]?", indent in 1usize..4, crlf: bool,
    ) {
        let header = if folded { ">" } else { "|" };
        let line_end = if crlf { "\r\n" } else { "\n" };
        let mut file = format!("key: {header}{chomp}{line_end}");
        for line in &lines {
            if !line.is_empty() {
                file.push_str(&" ".repeat(indent));
            }
            file.push_str(line);
            file.push_str(line_end);
        }
        file.push_str("next: Thank you all");
        let (items, problems) = read("a.yaml", &file);
        prop_assert_eq!(problems, []);
        for item in &items {
            if let Item::Draft(draft) = item {
                assert_exact(&file, draft);
            }
        }
    }

    #[test]
    fn every_character_of_a_quoted_text_is_at_its_place(
        words in prop::collection::vec("[a-zé]{1,5}|''|\\\\n|\\\\u00e9|😀", 2..8), double: bool,
        gaps in prop::collection::vec(prop::sample::select(vec![" ", "  ", "\n ", " \n\n  "]), 8),
    ) {
        let quote = if double { "\"" } else { "'" };
        let text: String = words.iter().zip(&gaps).map(|(word, gap)| format!("{word}{gap}")).collect();
        let file = format!("key: {quote}a {} b{quote}\n", text.trim());
        let (items, problems) = read("a.yaml", &file);
        prop_assert_eq!(problems, []);
        let Item::Draft(draft) = &items[0] else { panic!("{items:?}") };
        assert_exact(&file, draft);
    }

    #[test]
    fn no_text_makes_the_tree_reader_panic(text in "[-?:,\\[\\]{}#&*!|>'\"%@`a-z0-9 \\\\\n]{0,60}") {
        for name in ["a.yaml", "a.json"] {
            read(name, &text);
        }
    }
}
