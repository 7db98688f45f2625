use proptest::prelude::*;

use crate::draft::{Draft, Kind, Shown};
use crate::input::testing::{drafts, only, read_bytes, skipped, source_of};
use crate::input::{Defaults, Item};
use crate::span::Span;

fn reply(item: &Item) -> &str {
    match item {
        Item::Draft(Draft { reply, .. }) => &reply.text,
        Item::Skipped { why, .. } => panic!("skipped: {why}"),
    }
}

fn items(name: &str, text: &str) -> Vec<Item> {
    let (items, problems) = read_bytes(name, text.as_bytes(), &Defaults::default());
    assert_eq!(problems, [], "{text:?}");
    items
}

#[test]
fn lines_become_drafts_with_context_review_and_places() {
    let text = "\u{FEFF}{\"id\": 7, \"reply\": \"Dear \\\"Ana\\\",\\nso s\\u00f6rry \\ud83d\\ude00 now\", \"rating\": 1.0}\r\n\
                \n  {\"review\": \"cold\", \"reply\": \"Bye\", \"kind\": \"template\", \"other\": [1]}";
    let drafts = drafts("a.jsonl", text);
    let first = &drafts[0];
    assert_eq!(first.reply.text, "Dear \"Ana\",\nso sörry 😀 now");
    for (words, source) in [("\"Ana", "\\\"Ana"), ("ö", "\\u00f6"), ("😀", "\\ud83d\\ude00"), ("now", "now")] {
        assert_eq!(source_of(text, &first.reply, words), source);
    }
    assert_eq!((first.context.id.as_deref(), first.context.rating), (Some("7"), Some(1)));
    assert_eq!((first.record, first.shown, first.source.first_line), (Some(1), Shown::Reply, 1));
    let second = &drafts[1];
    assert_eq!((second.record, second.source.first_line, second.context.kind), (Some(2), 3, Kind::Template));
    assert_eq!(source_of(text, &second.reply, "Bye"), "Bye");
    assert_eq!(source_of(text, second.review.as_ref().expect("a review"), "cold"), "cold");
}

#[test]
fn a_line_that_is_not_json_is_skipped_at_its_place_and_the_rest_goes_on() {
    let items = items(
        "a.jsonl",
        "{\"reply\": \"a\"}\n{\"é\": 1, \"reply\": oops}\n{\"reply\": \"b\"\n[1]\n{\"reply\": \"c\"}\n",
    );
    assert_eq!(items.len(), 5);
    assert_eq!(skipped(&items[1]), ("this is not JSON: expected value", true, Some(2), Some(19)));
    let (why, problem, line, _) = skipped(&items[2]);
    assert!(why.starts_with("this is not JSON: EOF"), "{why}");
    assert_eq!((problem, line), (true, Some(3)));
    assert_eq!(skipped(&items[3]), ("a record is an object, this is a list", true, Some(4), Some(1)));
    assert_eq!((reply(&items[0]), reply(&items[4])), ("a", "c"));
}

#[test]
fn half_a_surrogate_pair_becomes_a_replacement_character() {
    let text = r#"{"\ud800": 1, "reply": "a\ud83dz \udc00\ud83d\ude00"}"#;
    let draft = drafts("a.jsonl", text).remove(0);
    assert_eq!(draft.reply.text, "a\u{FFFD}z \u{FFFD}😀");
    assert_eq!(source_of(text, &draft.reply, "\u{FFFD}z"), "\\ud83dz");
    assert_eq!(source_of(text, &draft.reply, "😀"), "\\ud83d\\ude00");
}

#[test]
fn a_reply_that_is_null_or_missing_is_no_problem_and_one_of_another_type_is() {
    let items = items("a.jsonl", "{\"id\": \"x\", \"reply\": null}\n{}\n{\"reply\": 5}\n");
    assert!(matches!(&items[0], Item::Skipped { id: Some(id), problem: false, .. } if id == "x"));
    assert_eq!(skipped(&items[1]), ("no reply", false, None, None));
    assert_eq!(skipped(&items[2]), ("`reply` is a number, not a text", true, Some(3), Some(11)));
}

#[test]
fn values_of_the_wrong_type_are_told_and_the_record_is_linted() {
    let (draft, problems) = only("a.jsonl", r#"{"rating": true, "review": [], "reply": "Hi"}"#);
    assert_eq!(draft.reply.text, "Hi");
    let told: Vec<_> = problems.iter().map(|problem| (problem.column, problem.message.as_str())).collect();
    assert_eq!(
        told,
        [(Some(12), "`rating` is true or false, not a text or a number"), (Some(28), "`review` is a list, not a text"),]
    );
}

#[test]
fn a_list_gives_a_draft_for_each_object_with_its_lines() {
    let text = "[\n  {\"reply\": \"a\",\n   \"rating\": 2},\n  5, {\"reply\": \"b\"}, {\"reply\": \"é\"}\n]\n";
    let items = items("a.json", text);
    assert_eq!(skipped(&items[1]), ("a record is an object, this is a number", true, Some(4), Some(3)));
    let drafts: Vec<&Draft> = items
        .iter()
        .filter_map(|item| match item {
            Item::Draft(draft) => Some(draft),
            Item::Skipped { .. } => None,
        })
        .collect();
    let shapes: Vec<_> = drafts
        .iter()
        .map(|draft| (draft.record, draft.source.first_line, draft.source.columns_before, &*draft.source.text))
        .collect();
    assert_eq!(
        shapes,
        [
            (Some(1), 2, 0, "  {\"reply\": \"a\",\n   \"rating\": 2}"),
            (Some(3), 4, 5, "{\"reply\": \"b\"}"),
            (Some(4), 4, 21, "{\"reply\": \"é\"}"),
        ]
    );
    for draft in drafts {
        assert_eq!(source_of(text, &draft.reply, &draft.reply.text), draft.reply.text);
        assert_eq!(draft.source.map.to_source(Span::new(0, draft.source.text.len())).of(text), draft.source.text);
    }
}

#[test]
fn records_may_stand_under_reviews_or_drafts() {
    for key in ["reviews", "drafts"] {
        let text = format!("{{\"next\": {{\"reviews\": 1}}, \"{key}\": [{{\"reply\": \"a\"}}], \"reply\": 1}}");
        let items = items("a.json", &text);
        assert_eq!((items.len(), reply(&items[0])), (1, "a"));
    }
}

#[test]
fn an_object_with_a_reply_is_one_draft_without_a_number() {
    let draft = drafts("a.json", "\n{\n  \"reviews\": null,\n  \"reply\": \"a\"\n}\n").remove(0);
    assert_eq!((draft.record, draft.reply.text.as_str(), draft.source.first_line), (None, "a", 2));
}

#[test]
fn objects_one_a_line_are_read_whatever_the_name() {
    let items = items("a.json", "{\"reply\": \"a\"}\n{\"reply\": \"b\"}\n");
    assert_eq!((reply(&items[0]), reply(&items[1])), ("a", "b"));
}

#[test]
fn a_record_that_is_not_json_is_left_out_of_its_list() {
    let items = items("a.json", "[{\"reply\": \"a\"},\n {\"reply\": }, {\"reply\": \"b\"}]");
    assert_eq!((reply(&items[0]), reply(&items[2])), ("a", "b"));
    assert_eq!(skipped(&items[1]), ("this is not JSON: expected value", true, Some(2), Some(12)));
}

#[test]
fn records_before_a_mistake_in_the_list_are_read_and_the_mistake_says_so() {
    for (text, why, place) in [
        ("[{\"reply\": \"a\"},\n {\"reply\": \"b", "EOF while parsing a string", (2, 13)),
        ("[{\"reply\": \"a\"}\n {\"reply\": \"b\"}]", "expected `,` or `]`", (2, 2)),
        ("[{\"reply\": \"a\"}\n,]", "trailing comma", (2, 2)),
        ("[{\"reply\": \"a\"}, ", "EOF while parsing a list", (1, 18)),
        ("[{\"reply\": \"a\"}]\n]", "trailing characters", (2, 1)),
        ("{\"reviews\": [{\"reply\": \"a\"}],\n 7}", "key must be a string", (2, 2)),
        ("{\"reviews\": [{\"reply\": \"a\"}],\n \"x\": }", "expected value", (2, 7)),
        ("{\"reviews\": [{\"reply\": \"a\"}", "EOF while parsing a list", (1, 28)),
    ] {
        let items = items("a.json", text);
        assert_eq!((items.len(), reply(&items[0])), (2, "a"), "{text}");
        let (told, problem, line, column) = skipped(&items[1]);
        assert_eq!(told, format!("this is not JSON: {why}; what follows record 1 was not read"), "{text}");
        assert_eq!((problem, line, column), (true, Some(place.0), Some(place.1)), "{text}");
    }
}

#[test]
fn an_object_is_read_as_a_whole_unless_it_has_a_list_of_records_at_its_top() {
    // Lists deeper inside, after long values and with a byte order mark; a list that comes last.
    let long = " ".repeat(200_000);
    let deep = format!("\u{FEFF} {{\"a\": [\"{long}\"], \"data\": [{{\"reviews_data\": [{{\"reply\": \"a\"}}]}}]}}");
    let last = format!("{{\"a\": \"{long}\", \"b\": {{}}, \"reviews\": [{{\"reply\": \"a\"}}, {{\"reply\": \"b\"}}]}}");
    for (text, count) in [(deep, 1), (last, 2)] {
        let items = items("a.json", &text);
        assert_eq!((items.len(), reply(&items[0])), (count, "a"));
        let Item::Draft(draft) = &items[0] else { panic!("skipped") };
        assert_eq!(source_of(&text, &draft.reply, "a"), "a");
    }
}

#[test]
fn a_value_that_holds_no_records_is_one_problem() {
    let (items, problems) = read_bytes("a.json", b"\"hello\"", &Defaults::default());
    assert_eq!((items.len(), problems.len()), (0, 1));
    assert_eq!(problems[0].message, "a list of records or an object is needed, this is a text");
}

#[test]
fn depth_costs_nothing() {
    let deep = format!("{}{}", "[".repeat(200_000), "]".repeat(200_000));
    let text = format!("{{\"reply\": \"a\", \"deep\": {deep}}}");
    assert_eq!(reply(&items("a.jsonl", &text)[0]), "a");
    assert_eq!(reply(&items("a.json", &text)[0]), "a");
    assert_eq!(skipped(&items("a.json", &deep)[0]).0, "a record is an object, this is a list");
}

#[test]
fn a_line_of_ten_megabytes_and_a_long_list_on_one_line_take_linear_time() {
    let before = std::time::Instant::now();
    let text = format!("{{\"reply\": \"{}\"}}", "so \\\"sorry\\\" ".repeat(800_000));
    assert_eq!(drafts("a.jsonl", &text)[0].reply.text.len(), 800_000 * 11);
    let text = format!("[{}{{}}]", "{\"reply\":\"a\"},".repeat(100_000));
    assert_eq!(items("a.json", &text).len(), 100_001);
    assert!(before.elapsed().as_secs() < 60);
}

proptest! {
    #[test]
    fn no_bytes_make_the_reader_panic(bytes: Vec<u8>) {
        for name in ["a.json", "a.jsonl"] {
            read_bytes(name, &bytes, &Defaults::default());
            read_bytes(name, &[b"{\"reply\":\"", bytes.as_slice(), b"\"}"].concat(), &Defaults::default());
        }
    }

    #[test]
    fn no_shape_makes_the_reader_panic(text in "[]\\[{}\":,\\\\ud80c1re \n-]{0,60}") {
        for name in ["a.json", "a.jsonl"] {
            read_bytes(name, text.as_bytes(), &Defaults::default());
            read_bytes(name, format!("[{{\"reply\":\"a\"}},{text}").as_bytes(), &Defaults::default());
        }
    }

    #[test]
    fn every_character_of_a_string_maps_to_the_escape_that_stands_for_it(reply in "\\PC{1,30}|[^x]{1,20}", ascii: bool) {
        prop_assume!(!reply.trim().is_empty() && !reply.contains('\0'));
        let mut string = serde_json::to_string(&reply).expect("a string");
        if ascii {
            string = string.chars().map(|char| {
                if char.is_ascii() {
                    return char.to_string();
                }
                char.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")).collect()
            }).collect();
        }
        let text = format!("[{{\"reply\": {string}}}]");
        for (name, text) in [("a.json", text.as_str()), ("a.jsonl", &text[1..text.len() - 1])] {
            let draft = drafts(name, text).remove(0);
            prop_assert_eq!(&draft.reply.text, &reply);
            for (at, char) in reply.char_indices() {
                let source = draft.source_span(Span::new(at, at + char.len_utf8())).of(text);
                let again: String = serde_json::from_str(&format!("\"{source}\"")).expect("a string");
                prop_assert_eq!(again, char.to_string());
            }
        }
    }
}
