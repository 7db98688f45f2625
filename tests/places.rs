//! Every caret stands under its words, and every number in the output leads to them, whatever the text holds.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::sync::Arc;

#[path = "support/drafts.rs"]
mod drafts;

use drafts::render;
use proptest::prelude::*;
use replylint::draft::{Draft, Passage, Shown, SourceText};
use replylint::finding::{Finding, Fix, Level, Place, Related};
use replylint::report::{Format, Style};
use replylint::span::{OffsetMap, Span};
use unicode_width::UnicodeWidthStr;

const FORMATS: [Format; 4] = [Format::Full, Format::Concise, Format::Json, Format::Jsonl];

fn text_draft(text: &str) -> Draft {
    drafts::text_draft("drafts/a.txt", text)
}

fn finding(span: Span) -> Finding {
    drafts::finding("a-rule", Level::Warning, span, "a message", "a label")
}

/// The columns `start..end` of a row, counted as a terminal counts them. What takes no column stays with what is before.
fn columns(row: &str, start: usize, end: usize) -> String {
    let mut found = String::new();
    let mut inside = false;
    for (at, character) in row.char_indices() {
        let column = row.get(..at).map_or(0, UnicodeWidthStr::width);
        let takes_none = character.to_string().width() == 0;
        inside = if takes_none { inside } else { (start..end).contains(&column) };
        if inside {
            found.push(character);
        }
    }
    found
}

/// What the carets of a rendered finding point at: for each row with carets, the words above them.
fn pointed_at(rendered: &str) -> Vec<String> {
    let body = |line: &str| line.split_once('│').map(|(_, body)| body.strip_prefix(' ').unwrap_or(body).to_owned());
    let lines: Vec<Option<String>> = rendered.lines().map(body).collect();
    let mut words = Vec::new();
    for pair in lines.windows(2) {
        let [Some(row), Some(carets)] = pair else { continue };
        let Some(start) = carets.find('^') else { continue };
        if carets.get(..start).is_some_and(|before| before.trim().is_empty()) {
            let end = start + carets.chars().skip(start).take_while(|character| *character == '^').count();
            words.push(columns(row, start, end));
        }
    }
    words
}

#[track_caller]
fn assert_points_at(text: &str, words: &str, shown: &str) {
    let start = text.find(words).unwrap();
    let found = finding(Span::new(start, start + words.len()));
    for width in [40, 60, 80, 100] {
        let rendered =
            render(text_draft(text), vec![found.clone()], Format::Full, &Style { width, ..Style::default() });
        assert_eq!(pointed_at(&rendered).join(" "), shown, "at {width} columns:\n{rendered}");
    }
}

#[test]
fn the_caret_stands_under_its_words_after_wide_and_joined_characters() {
    for before in [
        "",
        "日本語 ",
        "👩‍👩‍👧 ",
        "👍🏽👍🏿 ",
        "❤️☺️ ",
        "🇩🇪🇯🇵 ",
        "Zoe\u{301} ",
        "🏳️‍🌈 ",
        "한국어 ",
        "\t\u{1b}[1m ",
        "\u{202e}abc ",
    ] {
        let text = format!("{before}we are sorry if that was so, and thank you for the time that you took to write");
        assert_points_at(&text, "sorry if", "sorry if");
    }
    assert_points_at("Danke, ありがとう und 日本語", "ありがとう", "ありがとう");
}

#[test]
fn the_caret_stands_under_its_words_in_a_paragraph_of_nine_hundred_characters() {
    let text: String = (0..150).map(|number| format!("w{number:03} ")).collect();
    for number in [0, 1, 13, 14, 15, 74, 148, 149] {
        let word = format!("w{number:03}");
        assert_points_at(&text, &word, &word);
    }
}

#[test]
fn a_label_of_nothing_visible_gets_a_caret_under_its_neighbour() {
    assert_points_at("re\u{200b}fund", "\u{200b}", "f");
    assert_points_at("refund\u{200b}", "\u{200b}", "");
}

#[test]
fn a_line_of_ten_megabytes_is_quick_and_prints_a_few_rows() {
    let text = "word ".repeat(2_000_000);
    let findings: Vec<Finding> =
        (0..200).map(|number| number * 50_000).map(|at| finding(Span::new(at, at + 4))).collect();
    for format in FORMATS {
        let draft = text_draft(&text);
        let started = std::time::Instant::now();
        let rendered = render(draft, findings.clone(), format, &Style::default());
        assert!(started.elapsed().as_secs() < 5, "{format:?} took {:?}", started.elapsed());
        assert!(rendered.len() < 200_000, "{format:?} wrote {} bytes", rendered.len());
    }
    let all = render(text_draft(&text), vec![finding(Span::new(0, text.len()))], Format::Full, &Style::default());
    assert!(all.len() < 2_000, "{all}");
}

#[test]
fn a_file_of_two_bytes_a_character_is_pointed_at_by_its_own_bytes() {
    let text = "Grüße 日本\nwe are sorry if so\n";
    let mut map = OffsetMap::new();
    for (number, character) in text.chars().enumerate() {
        map.push(character.len_utf8(), Span::new(2 + 2 * number, 4 + 2 * number));
    }
    let draft = Draft {
        path: Arc::from("drafts/utf16.txt"),
        reply: Passage { text: text.to_owned(), map: map.clone() },
        source: SourceText { text: text.to_owned(), map, first_line: 1, columns_before: 0 },
        ..Draft::default()
    };
    let start = text.find("sorry if").unwrap();
    let findings = vec![finding(Span::new(start, start + 8))];
    let rendered = render(draft.clone(), findings.clone(), Format::Full, &Style::default());
    assert_eq!(pointed_at(&rendered), ["sorry if"], "{rendered}");
    let concise = render(draft.clone(), findings.clone(), Format::Concise, &Style::default());
    assert!(concise.starts_with("drafts/utf16.txt:2:8: "), "{concise}");
    let json: serde_json::Value =
        serde_json::from_str(&render(draft, findings, Format::Json, &Style::default())).unwrap();
    assert_eq!(number(&json["findings"][0], "span", "start"), 2 + 2 * 16);
    assert_eq!(number(&json["findings"][0], "span", "end"), 2 + 2 * 24);
}

/// A record whose quotes are doubled in the file, as CSV does.
fn quoted_record(reply: &str, before: usize) -> (Draft, String) {
    let mut file = "x".repeat(before) + "\n";
    let first_byte = file.len();
    file.push_str("7,\"");
    let mut passage = Passage { text: reply.to_owned(), map: OffsetMap::new() };
    for character in reply.chars() {
        let at = file.len();
        file.push(character);
        if character == '"' {
            file.push('"');
        }
        passage.map.push(character.len_utf8(), Span::new(at, file.len()));
    }
    file.push('"');
    let lines = &file[first_byte..];
    let source = SourceText {
        text: lines.to_owned(),
        map: OffsetMap::verbatim(first_byte, lines.len()),
        first_line: 2,
        columns_before: 0,
    };
    let path = Arc::from("replies.csv");
    (Draft { path, record: Some(1), reply: passage, source, shown: Shown::Reply, ..Draft::default() }, file)
}

fn number(value: &serde_json::Value, field: &str, part: &str) -> usize {
    usize::try_from(value[field][part].as_u64().unwrap()).unwrap()
}

/// A range of whole characters of `text`, picked by two numbers.
fn pick(text: &str, from: prop::sample::Index, to: prop::sample::Index) -> Span {
    let boundaries: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let (left, right) = (from.get(&boundaries), to.get(&boundaries));
    Span::new(*left.min(right), *left.max(right))
}

proptest! {
    #[test]
    fn every_number_of_a_record_leads_to_the_excerpt(
        reply in "[a-c\"é日🙂\n]{1,60}", before in 0usize..50, from: prop::sample::Index, to: prop::sample::Index,
    ) {
        let (draft, file) = quoted_record(&reply, before);
        let span = pick(&reply, from, to);
        let mut found = finding(span);
        found.fix = Some(Fix { span, replace: "x".to_owned(), safe: true });
        found.related = vec![Related { place: Place::Reply, span, label: "again".to_owned() }];
        let json = render(draft, vec![found], Format::Jsonl, &Style::default());
        let json: serde_json::Value = serde_json::from_str(&json).unwrap();
        let found = &json["findings"][0];
        let excerpt = found["excerpt"].as_str().unwrap();
        prop_assert_eq!(excerpt, span.of(&reply));

        let (start, end) = (number(found, "reply_span", "start"), number(found, "reply_span", "end"));
        let characters: String = reply.chars().skip(start).take(end - start).collect();
        prop_assert_eq!(&characters, excerpt);

        let (start, end) = (number(found, "span", "start"), number(found, "span", "end"));
        prop_assert_eq!(file[start..end].replace("\"\"", "\""), excerpt);
        prop_assert_eq!(&found["fix"]["span"], &found["span"]);
        prop_assert_eq!(&found["related"][0]["reply_span"], &found["reply_span"]);
        prop_assert_eq!(&found["related"][0]["in"], "reply");

        for (field, at) in [("start", start), ("end", end)] {
            let line = file.split('\n').nth(number(found, field, "line") - 1).unwrap();
            let line_start = file[..at].rfind('\n').map_or(0, |line_break| line_break + 1);
            prop_assert!(file[line_start..].starts_with(line));
            prop_assert_eq!(file[line_start..at].chars().count() + 1, number(found, field, "column"));
        }
    }

    #[test]
    fn carets_point_at_exactly_the_words_of_the_finding(
        words in prop::collection::vec("[a-zé]{1,9}|日本|🙂|e\u{301}", 1..80),
        from: prop::sample::Index, to: prop::sample::Index, width in 30usize..110,
    ) {
        let text = words.join(" ");
        let (from, to) = (from.index(words.len()), to.index(words.len()));
        let (first, last) = (from.min(to), from.max(to).min(from.min(to) + 9));
        let start: usize = words[..first].iter().map(|word| word.len() + 1).sum();
        let picked = words[first..=last].join(" ");
        let found = finding(Span::new(start, start + picked.len()));
        let rendered = render(text_draft(&text), vec![found], Format::Full, &Style { width, ..Style::default() });
        let pointed = pointed_at(&rendered);
        // The middle of a label over more than six rows is left out.
        if pointed.len() < 4 {
            let words = |text: String| text.replace(' ', "");
            prop_assert_eq!(words(pointed.concat()), words(picked), "{}", rendered);
        }
    }

    #[test]
    fn whatever_the_text_and_the_span_nothing_panics_and_no_control_character_is_written(
        reply in any::<String>(), review in any::<String>(), path in any::<String>(), label in any::<String>(),
        start in 0usize..200, length in 0usize..200, width in 0usize..200, shown in any::<bool>(),
    ) {
        let span = Span::new(start, start + length);
        let mut found = finding(span);
        let text: Arc<str> = label.as_str().into();
        (found.message, found.help, found.label) = (text.clone(), Some(text.clone()), text.clone());
        found.rule = text;
        found.fix = Some(Fix { span, replace: label.clone(), safe: false });
        let related = |place| Related { place, span: Span::new(length, start), label: label.clone() };
        found.related = vec![related(Place::Reply), related(Place::Review)];
        let (mut draft, _) = quoted_record(&reply, 3);
        draft.path = Arc::from(path);
        draft.shown = if shown { Shown::Reply } else { Shown::Lines };
        draft.review = Some(Passage::verbatim(review, 0));
        for format in FORMATS {
            let style = Style { width, ..Style::default() };
            let rendered = render(draft.clone(), vec![found.clone()], format, &style);
            for character in rendered.chars().filter(|character| *character != '\n') {
                let bidi = matches!(character, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
                prop_assert!(!character.is_control() && !bidi, "{}", character.escape_unicode());
            }
        }
    }

    #[test]
    fn no_row_runs_over_the_edge_of_the_terminal(
        words in prop::collection::vec("[a-z日🙂]{1,12}", 1..60), label in "[a-z]{1,9}( [a-z]{1,9}){0,12}",
        from: prop::sample::Index, to: prop::sample::Index, other: prop::sample::Index, width in 30usize..110,
    ) {
        let text = words.join(" ");
        let mut found = finding(pick(&text, from, to));
        found.related = vec![Related { place: Place::Reply, span: pick(&text, other, to), label: label.clone() }];
        found.help = Some(label.as_str().into());
        found.label = label.into();
        let rendered = render(text_draft(&text), vec![found], Format::Full, &Style { width, ..Style::default() });
        for line in rendered.lines().filter(|line| line.contains('│') || line.starts_with("  ")) {
            prop_assert!(line.width() <= width, "{} columns of {}:\n{}", line.width(), width, rendered);
        }
    }
}
