use proptest::prelude::*;

use crate::draft::{Draft, Shown};
use crate::input::testing::{draft, drafts, read_bytes, skipped, source_of};
use crate::input::{Defaults, Item};
use crate::span::Span;

fn items(text: &str) -> Vec<Item> {
    let (items, problems) = read_bytes("replies.csv", text.as_bytes(), &Defaults::default());
    assert_eq!(problems, [], "{text:?}");
    items
}

fn reply(item: &Item) -> &str {
    match item {
        Item::Draft(Draft { reply, .. }) => &reply.text,
        Item::Skipped { why, .. } => panic!("skipped: {why}"),
    }
}

#[test]
fn rows_become_drafts_with_context_review_and_places() {
    let text = "id,Rating,REPLY,review,platform,extra\n\
                a1,2,\"Dear \"\"Ana\"\",\nwe are sorry.\",\"cold, late\",Yelp,x\n\
                a2,,Thanks!,,,\n";
    let drafts = drafts("replies.csv", text);
    assert_eq!(drafts.len(), 2);
    let first = &drafts[0];
    assert_eq!(first.reply.text, "Dear \"Ana\",\nwe are sorry.");
    assert_eq!(source_of(text, &first.reply, "\"Ana\""), "\"\"Ana\"\"");
    assert_eq!(source_of(text, &first.reply, "sorry"), "sorry");
    assert_eq!((first.context.rating, first.context.platform.as_deref()), (Some(2), Some("yelp")));
    assert_eq!((first.context.id.as_deref(), first.record, first.shown), (Some("a1"), Some(1), Shown::Reply));
    assert_eq!(source_of(text, first.review.as_ref().expect("a review"), "late"), "late");
    assert_eq!(first.source.first_line, 2);
    assert_eq!(first.source.text.lines().count(), 2);
    let second = &drafts[1];
    assert_eq!((second.reply.text.as_str(), second.source.first_line, second.record), ("Thanks!", 4, Some(2)));
    assert_eq!((second.context.rating, second.review.is_none()), (None, true));
    assert_eq!(source_of(text, &second.reply, "Thanks"), "Thanks");
}

#[test]
fn a_mark_windows_line_ends_and_blank_lines_make_no_difference() {
    let text = "\u{FEFF}reply,rating\r\n\"Hi,\r\nAna\",4\r\n\r\nBye,5/5\r\n";
    let drafts = drafts("replies.csv", text);
    assert_eq!(drafts[0].reply.text, "Hi,\r\nAna");
    assert_eq!(source_of(text, &drafts[0].reply, "Ana"), "Ana");
    assert_eq!((drafts[1].reply.text.as_str(), drafts[1].context.rating), ("Bye", Some(5)));
}

#[test]
fn the_delimiter_is_told_by_the_header_and_by_the_name() {
    assert_eq!(drafts("a.csv", "id;reply\n1;Hi, Ana")[0].reply.text, "Hi, Ana");
    assert_eq!(drafts("a.csv", "id\treply\n1\tHi, Ana")[0].reply.text, "Hi, Ana");
    assert_eq!(drafts("a.tsv", "id\treply\n1\tHi, Ana")[0].reply.text, "Hi, Ana");
}

#[test]
fn two_columns_for_one_text_are_refused_since_nobody_knows_which_is_meant() {
    for (header, names) in [
        ("reply,rating,Reply", "`reply` (column 1) and `Reply` (column 3)"),
        ("reply,review,review", "`review` (column 2) and `review` (column 3)"),
    ] {
        let (items, problems) = read_bytes("a.csv", format!("{header}\na,1,b\n").as_bytes(), &Defaults::default());
        assert!(items.is_empty(), "{header}");
        let [problem] = problems.as_slice() else { panic!("{problems:?}") };
        assert!(problem.fatal && problem.unread && problem.message.contains(names), "{problem:?}");
    }
    assert_eq!(drafts("a.csv", "reply,id,ID\nHi,1,2").len(), 1);
}

#[test]
fn utf16_rows_map_to_their_bytes() {
    let text = "reply,rating\n\"Olá \"\"Ana\"\" 😀\",1\nTchau,2\n";
    let bytes: Vec<u8> = [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let (items, problems) = read_bytes("replies.csv", &bytes, &Defaults::default());
    assert_eq!(problems, []);
    let drafts: Vec<Draft> = items.into_iter().map(draft).collect();
    assert_eq!(drafts[0].reply.text, "Olá \"Ana\" 😀");
    let start = drafts[1].reply.text.find("chau").expect("there");
    let span = drafts[1].source_span(Span::new(start, start + 4));
    let units: Vec<u16> =
        bytes[span.start..span.end].chunks(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
    assert_eq!(String::from_utf16(&units).expect("text"), "chau");
}

#[test]
fn a_row_with_the_wrong_number_of_cells_is_one_problem_and_the_rest_goes_on() {
    let items = items("id,reply\n1,Hi\n2,Hi, Ana\n3,Bye\n");
    assert_eq!(items.len(), 3);
    assert_eq!(skipped(&items[1]), ("this row has 3 cells, the header has 2", true, Some(3), Some(1)));
    assert_eq!((reply(&items[0]), reply(&items[2])), ("Hi", "Bye"));
}

#[test]
fn one_cell_is_singular() {
    assert_eq!(skipped(&items("id,reply\n1\n")[0]).0, "this row has 1 cell, the header has 2");
}

#[test]
fn a_quote_that_is_never_closed_is_told_where_it_opens_and_the_next_rows_are_read() {
    let items = items("id,reply\n1,Hi\n2,\"Oh no\n3,Bye\n4,\"Ciao\"\n");
    assert_eq!(items.len(), 4);
    let (why, problem, line, column) = skipped(&items[1]);
    assert!(why.contains("must be doubled"), "{why}");
    assert_eq!((problem, line, column), (true, Some(3), Some(3)));
    assert_eq!((reply(&items[2]), reply(&items[3])), ("Bye", "Ciao"));

    let items = self::items("id,reply\n2,\"Oh no\n3,Bye\n");
    assert_eq!(skipped(&items[0]), ("the quote that opens this cell is never closed", true, Some(2), Some(3)));
    assert_eq!(reply(&items[1]), "Bye");
}

#[test]
fn quotes_inside_a_plain_cell_and_spaces_around_quotes_are_fine() {
    let items = items("id,reply\n1,a 5\" pan\n2, \"Hi, Ana\" \n");
    assert_eq!((reply(&items[0]), reply(&items[1])), ("a 5\" pan", "Hi, Ana"));
}

#[test]
fn bytes_that_cannot_be_read_spoil_one_row_only() {
    let (items, _) = read_bytes("a.csv", b"id,reply\n1,a\xFFb\n2,a\0b\n3,fine\n", &Defaults::default());
    assert_eq!(skipped(&items[0]), ("invalid UTF-8 at byte 12", true, Some(2), Some(4)));
    assert!(skipped(&items[1]).0.contains("NUL"));
    assert_eq!(reply(&items[2]), "fine");
}

#[test]
fn a_row_without_a_reply_is_skipped_and_no_problem() {
    let items = items("id,reply\nr7,\" \"\n");
    assert_eq!(skipped(&items[0]), ("no reply", false, None, None));
    assert!(matches!(&items[0], Item::Skipped { id: Some(id), record: Some(1), .. } if id == "r7"));
}

#[test]
fn a_bad_rating_is_told_and_an_unknown_platform_once() {
    let text = "reply,rating,platform\nHi,9,Kiosk\nBye,1,Kiosk\n";
    let (items, problems) = read_bytes("a.csv", text.as_bytes(), &Defaults::default());
    assert_eq!(items.len(), 2);
    assert_eq!(reply(&items[0]), "Hi");
    assert_eq!(problems.len(), 2);
    assert_eq!((problems[0].line, problems[0].column, problems[0].fatal), (Some(2), Some(4), true));
    assert_eq!((problems[1].line, problems[1].column, problems[1].fatal), (Some(2), Some(6), false));
}

#[test]
fn a_header_without_a_reply_is_told() {
    let (items, problems) = read_bytes("a.csv", b"name,text\nAna,Hi\n", &Defaults::default());
    assert_eq!(
        problems[0].message,
        "no column is named `reply`; the columns are name, text; name the one that holds the replies: --map reply=COLUMN"
    );
    assert_eq!(skipped(&items[0]).0, "no reply");
}

#[test]
fn binary_data_is_one_problem() {
    let bytes = [b"PK\x03\x04".as_slice(), &[0; 400]].concat();
    let (items, problems) = read_bytes("a.csv", &bytes, &Defaults::default());
    assert_eq!((items.len(), problems.len()), (0, 1));
}

#[test]
fn quotes_that_stay_open_over_and_over_take_linear_time() {
    let text = format!("id,reply\n{}", "a\",b,\"c\n".repeat(30_000));
    let before = std::time::Instant::now();
    let (items, _) = read_bytes("a.csv", text.as_bytes(), &Defaults::default());
    assert!(!items.is_empty());
    assert!(before.elapsed().as_secs() < 60);
}

#[test]
fn a_sink_that_breaks_is_called_no_more() {
    let mut calls = 0;
    let mut stream = "reply\na\nb\nc\n".as_bytes();
    crate::input::read_stream(&mut stream, Some("a.csv"), &Defaults::default(), &mut |_| {
        calls += 1;
        std::ops::ControlFlow::Break(())
    });
    assert_eq!(calls, 1);
}

proptest! {
    #[test]
    fn no_bytes_make_the_reader_panic(bytes: Vec<u8>) {
        read_bytes("a.csv", &bytes, &Defaults::default());
        read_bytes("a.csv", &[b"id,reply\n", bytes.as_slice()].concat(), &Defaults::default());
    }

    #[test]
    fn no_shape_makes_the_reader_panic_and_every_row_gives_an_item(text in "[ab\",\r\n ]{0,80}") {
        let (items, _) = read_bytes("a.csv", format!("id,reply\n{text}").as_bytes(), &Defaults::default());
        let numbers: Vec<u64> = items
            .iter()
            .filter_map(|item| match item {
                Item::Draft(draft) => draft.record,
                Item::Skipped { record, .. } => *record,
            })
            .collect();
        prop_assert_eq!(numbers, (1..=items.len() as u64).collect::<Vec<_>>());
    }

    #[test]
    fn every_character_of_a_cell_maps_to_the_bytes_that_stand_for_it(cell in "[^\0]{0,40}", after in "[a\"\n,]{0,9}") {
        let text = format!(
            "id,reply,author\n1,\"x{}\",\"{}\"\n2,y,z\n",
            cell.replace('"', "\"\""),
            after.replace('"', "\"\"")
        );
        let drafts = drafts("a.csv", &text);
        prop_assert_eq!(drafts.len(), 2);
        let draft = &drafts[0];
        prop_assert_eq!(&draft.reply.text, &format!("x{cell}"));
        for (at, char) in draft.reply.text.char_indices() {
            let source = draft.source_span(Span::new(at, at + char.len_utf8())).of(&text);
            prop_assert_eq!(source.replace("\"\"", "\""), char.to_string());
        }
        prop_assert_eq!(source_of(&text, &drafts[1].reply, "y"), "y");
    }
}
