//! What a person sees: the rendered report in the shapes that findings have. A change of look shows up here.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::sync::Arc;

#[path = "support/drafts.rs"]
mod drafts;

use drafts::{finding, outcome, render, text_draft};
use insta::assert_snapshot;
use replylint::draft::{Context, Draft, Passage, Shown, SourceText};
use replylint::finding::{Finding, Fix, Level, Place, Related};
use replylint::mistake::{Mistake, TomlFile};
use replylint::report::{self, Format, Outcome, Style, Summary};
use replylint::span::{OffsetMap, Span};

const STYLE: Style = Style { color: false, width: 80, quiet: false };

/// The place of `words` in `text`, which must hold them once.
fn place(text: &str, words: &str) -> Span {
    assert_eq!(text.matches(words).count(), 1, "{words:?} is not unique");
    let start = text.find(words).unwrap();
    Span::new(start, start + words.len())
}

fn help(finding: Finding, help: &str) -> Finding {
    Finding { help: Some(help.into()), ..finding }
}

fn conditional(text: &str, words: &str) -> Finding {
    help(
        finding(
            "conditional-apology",
            Level::Warning,
            place(text, words),
            "this apology hinges on an “if”",
            "doubts the customer's experience",
        ),
        "say what went wrong: “We are sorry the room was not clean.”",
    )
}

fn full(draft: Draft, findings: Vec<Finding>) -> String {
    render(draft, findings, Format::Full, &STYLE)
}

const PARAGRAPH: &str = "Dear Ms Calloway, thank you for taking the time to write about your stay with us in May, \
and for the photographs that you added. We have read every word of it with the whole front-desk team this morning. \
The room that you were given is one of four that face the loading bay of the market hall, and the delivery on that \
Tuesday came an hour before it was due, which is why the noise began at half past four. We apologise if you felt that \
your night was disturbed. Since then the hall has moved its deliveries to seven, and we no longer sell these rooms to \
guests who ask for a quiet one. Please write to Inger Voss, our manager, at inger.voss@example.com, so that she can \
see to the refund of the first night and arrange a room on the garden side when you come again. We would be glad to \
welcome you back. Warm regards, Tomas, Hotel Lindenhof\n";

#[test]
fn a_long_paragraph_is_wrapped_and_the_caret_stands_under_its_words() {
    assert_snapshot!(full(
        text_draft("drafts/late.txt", PARAGRAPH),
        vec![conditional(PARAGRAPH, "We apologise if you felt")]
    ));
}

#[test]
fn emoji_wide_and_combining_characters_before_the_caret_do_not_move_it() {
    let text = "Hallo Zoe\u{301} 👩‍👩‍👧 👍🏽 ❤️ 🇯🇵 ありがとうございます, we apologise if you felt ignored.\n";
    assert_snapshot!(full(text_draft("drafts/zoe.txt", text), vec![conditional(text, "we apologise if you felt")]));
}

#[test]
fn a_label_over_several_rows_is_underlined_row_by_row() {
    let span = place(
        PARAGRAPH,
        "The room that you were given is one of four that face the loading bay of the market hall, and the delivery \
         on that Tuesday came an hour before it was due, which is why the noise began at half past four.",
    );
    let found = finding("explanation-first", Level::Note, span, "the explanation is long", "one sentence is enough");
    assert_snapshot!(full(text_draft("drafts/late.txt", PARAGRAPH), vec![found]));
}

#[test]
fn the_middle_of_a_very_long_label_is_left_out() {
    let span = Span::new(0, PARAGRAPH.len());
    let found = finding("too-long", Level::Warning, span, "the reply has 163 words", "readers skip it");
    assert_snapshot!(full(text_draft("drafts/late.txt", PARAGRAPH), vec![found]));
}

#[test]
fn what_is_missing_points_at_the_last_sentence() {
    let text = "Hi Dana,\n\nThank you for your review. The lift was out of service for two days.\n\nRosa, Bar Alba\n";
    let found = help(
        finding(
            "missing-contact",
            Level::Warning,
            place(text, "The lift was out of service for two days."),
            "nobody is named whom the customer can talk to",
            "say after this how to reach you",
        ),
        "name a person and a direct way:\n“Please write to me at rosa@example.com.”\nor\n“Call me on 555 0100 and ask for Rosa, I will know what it is about and get it sorted for you.”",
    );
    assert_snapshot!(full(text_draft("drafts/lift.txt", text), vec![found]));
}

#[test]
fn second_places_in_the_reply_and_in_the_review_are_shown() {
    let text = "Hello Ben,\nThe queue was long because of the fair.\nWe are sorry about that.\n";
    let review = "Waited 50 minutes at the counter!\nNever again.";
    let mut draft = text_draft("drafts/queue.txt", text);
    draft.review = Some(Passage::verbatim(review, 400));
    let mut found = finding(
        "explanation-before-apology",
        Level::Warning,
        place(text, "because of the fair"),
        "the explanation comes before the apology",
        "explains first",
    );
    found.related = vec![
        Related { place: Place::Reply, span: place(text, "We are sorry"), label: "the apology comes here".to_owned() },
        Related { place: Place::Review, span: place(review, "Never again"), label: "the customer is lost".to_owned() },
    ];
    found.fix = Some(Fix { span: found.span, replace: String::new(), safe: false });
    assert_snapshot!(full(draft, vec![found]));
}

/// A record whose reply is a quoted cell with doubled quotes, over two lines of the file.
fn csv_record() -> (Draft, String) {
    let lines = "r-17,2,\"Thanks. You call us \"\"slow\"\".\nWe are sorry if that was so.\"";
    let first_byte = 5000;
    let mut reply = Passage::default();
    let mut at = lines.find("Thanks").unwrap();
    for (index, part) in lines[at..lines.len() - 1].split("\"\"").enumerate() {
        if index > 0 {
            reply.text.push('"');
            reply.map.push(1, Span::new(first_byte + at, first_byte + at + 2));
            at += 2;
        }
        reply.text.push_str(part);
        reply.map.push(part.len(), Span::new(first_byte + at, first_byte + at + part.len()));
        at += part.len();
    }
    let text = reply.text.clone();
    let draft = Draft {
        path: Arc::from("exports/replies.csv"),
        record: Some(3),
        reply,
        context: Context { rating: Some(2), id: Some("r-17".to_owned()), ..Context::default() },
        source: SourceText {
            text: lines.to_owned(),
            map: OffsetMap::verbatim(first_byte, lines.len()),
            first_line: 41,
            columns_before: 0,
        },
        shown: Shown::Reply,
        ..Draft::default()
    };
    (draft, text)
}

#[test]
fn a_record_shows_its_decoded_reply_and_the_place_in_the_file() {
    let (draft, text) = csv_record();
    let quoted = finding(
        "quotes-customer",
        Level::Note,
        place(&text, "\"slow\""),
        "the reply repeats the complaint",
        "say it in your own words",
    );
    assert_snapshot!(full(draft, vec![quoted, conditional(&text, "We are sorry if")]));
}

#[test]
fn escapes_in_text_path_and_words_never_reach_the_terminal() {
    let text = "Hi\u{1b}[31m red\u{7} \u{202e}desrever\u{202c}, you are\tlying.\r\n";
    let mut found =
        finding("accusation", Level::Error, place(text, "lying"), "calls\u{1b}[2J the\ncustomer", "a\u{9b}31m\nlie");
    found.help = Some("leave\u{1b} it\u{2066}\nout".into());
    let draft = text_draft("drafts/\u{1b}]0;evil\u{7}\n.txt", text);
    let concise = report::render(&outcome(draft.clone(), vec![found.clone()]), Format::Concise, &STYLE);
    assert_snapshot!(full(draft, vec![found]) + &concise);
}

#[test]
fn several_findings_are_followed_by_one_verdict() {
    let text = "Hi,\n\nYou are lying. We apologise if you felt so!!!\n";
    let mut shouting =
        finding("exclamations", Level::Note, place(text, "!!!"), "three exclamation marks", "one is enough");
    shouting.fix = Some(Fix { span: shouting.span, replace: ".".to_owned(), safe: true });
    let findings = vec![
        finding("accusation", Level::Error, place(text, "lying"), "accuses the customer of lying", "accuses"),
        conditional(text, "We apologise if you felt"),
        shouting,
    ];
    assert_snapshot!(full(text_draft("drafts/late.txt", text), findings));
}

#[test]
fn a_note_does_not_keep_a_reply_from_being_posted() {
    let text = "Thanks a lot, Priya!\n";
    let found =
        finding("short", Level::Note, place(text, "Thanks a lot, Priya!"), "a very short reply", "add a detail");
    assert_snapshot!(full(text_draft("drafts/short.txt", text), vec![found]));
}

#[test]
fn an_empty_reply_gets_a_caret_too() {
    let found = || finding("empty-reply", Level::Error, Span::new(0, 0), "the reply is empty", "nothing to post");
    let blank = full(text_draft("drafts/blank.txt", "\n \n"), vec![found()]);
    assert_snapshot!(full(text_draft("drafts/empty.txt", ""), vec![found()]) + &blank);
}

#[test]
fn a_label_that_does_not_fit_beside_its_caret_goes_below() {
    let text = "Thank you for the photographs, and for your patience with us, but you are lying about it.\n";
    let long = "says that the customer lies, which no customer has ever forgiven, and which every reader of the page \
                takes for the house's own tone";
    let mut short = finding("accusation", Level::Error, place(text, "you are"), "accuses", "doubts what happened");
    short.related = vec![Related { place: Place::Reply, span: place(text, "but"), label: "takes it back".to_owned() }];
    let findings =
        vec![short, finding("accusation", Level::Error, place(text, "for your patience with"), "accuses", long)];
    assert_snapshot!(full(text_draft("drafts/late.txt", text), findings));
}

#[test]
fn mistakes_in_a_pack_look_like_findings() {
    let text = "[pack]\nname = \"brand\"\n\n[cue.guest]\nphrasess = [\"our {gest}\"]\nhit = [\"our guest\"]\n";
    let file = TomlFile { path: "brand.toml".to_owned(), text: text.to_owned() };
    let mistakes = [
        Mistake::error("unknown-key", "brand.toml", place(text, "phrasess"), "a cue has no key `phrasess`")
            .label("unknown key")
            .help("did you mean `phrases`?")
            .related(place(text, "cue.guest"), "in this cue"),
        Mistake::error("unknown-set", "brand.toml", place(text, "{gest}"), "there is no set `gest`").label("unknown"),
        Mistake {
            span: None,
            ..Mistake::error("no-rules", "brand.toml", Span::new(0, 0), "the pack has no rules").note()
        },
    ];
    assert_snapshot!(report::mistakes(&mistakes, &[file], &STYLE));
}

#[test]
fn a_run_ends_with_what_it_amounted_to() {
    let late = "You are lying. We apologise if you felt so.\n";
    let accused = finding("accusation", Level::Error, place(late, "lying"), "accuses the customer", "accuses");
    let outcomes = [
        outcome(text_draft("drafts/thanks.txt", "Thanks, Dana! See you in June.\n"), Vec::new()),
        outcome(text_draft("drafts/late.txt", late), vec![accused, conditional(late, "We apologise if you felt")]),
        outcome(text_draft("drafts/if.txt", late), vec![conditional(late, "We apologise if you felt")]),
        Outcome::Skipped {
            path: Arc::from("exports/replies.csv"),
            record: Some(4),
            id: None,
            why: "no reply".to_owned(),
            unanswered: None,
        },
    ];
    let mut summary = Summary { unreadable: 1, suppressed: 2, ..Summary::default() };
    outcomes.iter().for_each(|outcome| summary.count(outcome));
    let print = |format, style: &Style| {
        let drafts: Vec<String> = outcomes.iter().map(|outcome| report::render(outcome, format, style)).collect();
        let ending = report::end(&summary, &[], format, style);
        let begin = report::begin(format);
        format!("{begin}{}{}--- stderr\n{}", drafts.join(report::between(format)), ending.stdout, ending.stderr)
    };
    let quiet = Style { quiet: true, ..STYLE };
    assert_snapshot!("run_full", print(Format::Full, &STYLE));
    assert_snapshot!("run_full_quiet", print(Format::Full, &quiet));
    assert_snapshot!("run_concise", print(Format::Concise, &STYLE));
    assert_snapshot!("run_json", print(Format::Json, &STYLE));
    assert_snapshot!("run_jsonl", print(Format::Jsonl, &STYLE));
    assert_snapshot!("run_statistics", summary.statistics());
}

#[test]
fn colours_are_only_added_to_the_plain_report() {
    let text = "We apologise if you felt so.\n";
    let outcome = outcome(text_draft("drafts/if.txt", text), vec![conditional(text, "We apologise if you felt")]);
    let coloured = report::render(&outcome, Format::Full, &Style { color: true, ..STYLE });
    let mut plain = String::new();
    for (index, part) in coloured.split('\u{1b}').enumerate() {
        plain.push_str(if index == 0 { part } else { part.split_once('m').unwrap().1 });
    }
    assert_ne!(coloured, plain);
    assert_eq!(plain, report::render(&outcome, Format::Full, &STYLE));
    assert_snapshot!(coloured.replace('\u{1b}', "␛"));
}
