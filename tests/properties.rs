//! What holds for any text at all.

use std::ops::ControlFlow;
use std::sync::LazyLock;

use proptest::prelude::*;
use replylint::check::check;
use replylint::draft::{Context, Draft, Passage};
use replylint::engine::Engine;
use replylint::facts::Facts;
use replylint::facts::brand::{Brand, BrandSettings, Contractions, TermSettings, Voice};
use replylint::fix::{self, Options, Reading};
use replylint::input::{Defaults, Item, read_stream};
use replylint::mistake::TomlFile;
use replylint::pack::builtin;
use replylint::pack::raw::Spanned;
use replylint::span::Span;

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::new(builtin::rule_set(), brand()));

fn brand() -> Brand {
    let avoid = vec![Spanned { value: "~client".to_owned(), span: Span::default() }];
    let settings = BrandSettings {
        name: Some("Harbour Inn".to_owned()),
        misspellings: vec!["Harbor Inn".to_owned()],
        voice: Some(Voice::We),
        contractions: Some(Contractions::Avoid),
        max_exclamations: Some(0),
        avoid_emoji: true,
        max_sentence_words: Some(5),
        terms: vec![TermSettings { avoid, use_instead: Some("guest".to_owned()), ..TermSettings::default() }],
        emails: vec!["care@harbourinn.example".to_owned()],
        ..BrandSettings::default()
    };
    match Brand::new(settings, &TomlFile { path: "replylint.toml".to_owned(), text: String::new() }) {
        Ok(brand) => brand,
        Err(mistakes) => panic!("{mistakes:?}"),
    }
}

/// Words and marks that rules look at, in any order: reaches far more code than arbitrary characters.
fn reply_like() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "we",
        "’re",
        "sorry",
        " if ",
        "you",
        " felt",
        "!",
        "?!",
        "...",
        "\n",
        "\n\n",
        "Dear ",
        "Ann,",
        " “",
        "” ",
        "\"",
        "not ",
        "your ",
        "fault",
        "😀",
        "é",
        "\u{301}",
        "\u{200b}",
        "\u{202e}",
        "call ",
        "+44 20 7946 0018",
        "a@example.com",
        "{{name}}",
        "[Name]",
        "CAPS ",
        "Kind regards,\n",
        "日本語",
        " – ",
        "; ",
        "Settings > Help",
        "client",
        "Harbor Inn",
        "don't ",
        "1,000.5",
        "£5",
        "e-mail",
        "'",
        "’",
        "should of ",
        "\0",
        "\u{feff}",
    ]);
    prop::collection::vec(pieces, 0..60).prop_map(|pieces| pieces.concat())
}

fn lint(engine: &Engine, text: &str) {
    for rating in [None, Some(1), Some(5)] {
        let draft = Draft {
            reply: Passage::verbatim(text, 0),
            review: Some(Passage::verbatim(text, 0)),
            context: Context { rating, assumed_rating: Some((1, 2)), ..Context::default() },
            ..Draft::default()
        };
        let facts = Facts::of(engine, &draft);
        for (number, cue) in (0..).zip(&engine.rules().cues) {
            for found in facts.reply.matches(number) {
                assert!(
                    text.get(found.span.start..found.span.end).is_some(),
                    "{} is not at characters: {:?}",
                    cue.name,
                    found.span
                );
                assert!(!found.span.is_empty(), "{} found nothing", cue.name);
            }
        }
        for finding in check(engine, &draft, &facts) {
            assert!(text.get(finding.span.start..finding.span.end).is_some(), "{}: {:?}", finding.rule, finding.span);
        }
    }
}

/// A text without anything left to fix.
fn fixed(text: &str, unsafe_too: bool) -> String {
    let mut reply = text.to_owned();
    for _ in 0..200 {
        let draft = Draft { reply: Passage::verbatim(reply.as_str(), 0), ..Draft::default() };
        let findings = check(&ENGINE, &draft, &Facts::of(&ENGINE, &draft));
        for fix in findings.iter().filter_map(|finding| finding.fix.as_ref()) {
            assert!(reply.get(fix.span.start..fix.span.end).is_some(), "{fix:?} is not at characters of {reply:?}");
            assert_ne!(fix.span.of(&reply), fix.replace, "this fix changes nothing");
        }
        let chosen = fix::choose(&findings, unsafe_too);
        if chosen.is_empty() {
            return reply;
        }
        reply = fix::apply(&reply, chosen.iter().map(|chosen| &chosen.edit));
    }
    panic!("{text:?} is never done: {reply:?}");
}

/// The replies of a file of records that was fixed, and how many fixes were left out.
fn settled(name: &str, bytes: &[u8]) -> (Vec<String>, usize) {
    let read = |mut bytes: &[u8]| {
        let mut items = Vec::new();
        let problems = read_stream(&mut bytes, Some(name), &Defaults::default(), &mut |item| {
            items.push(item);
            ControlFlow::Continue(())
        });
        Reading { items, problems }
    };
    let judge = |drafts: &[&Draft]| {
        drafts.iter().map(|draft| check(&ENGINE, draft, &Facts::of(&ENGINE, draft))).collect::<Vec<_>>()
    };
    let options = Options { is_fixed: true, unsafe_too: true, read: &read, judge: &judge, findings: |found| found };
    let settled = fix::settle(bytes, &options);
    let reply = |(item, _): &(Item, _)| match item {
        Item::Draft(draft) => draft.reply.text.trim().to_owned(),
        Item::Skipped { .. } => String::new(),
    };
    (settled.items.iter().map(reply).collect(), settled.left_out.len())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn fixes_fall_on_characters_and_come_to_an_end(text in reply_like(), unsafe_too: bool) {
        let once = fixed(&text, unsafe_too);
        prop_assert_eq!(fixed(&once, unsafe_too), once);
    }

    #[test]
    fn a_reply_is_fixed_alike_in_a_cell_and_in_a_string(text in reply_like()) {
        let text = text.replace(['\0', '\u{feff}'], "");
        let json = format!("{{\"reply\": {}}}\n", serde_json::to_string(&text).unwrap_or_default());
        let quoted = format!("id,reply\n1,\"{}\"\n", text.replace('"', "\"\""));
        let (in_json, left_out) = settled("a.jsonl", json.as_bytes());
        prop_assert_eq!(left_out, 0);
        prop_assert_eq!(&settled("a.csv", quoted.as_bytes()).0, &in_json);
        // A cell without quotes takes no line break and no bar.
        if !text.contains(['\n', '"', '|']) {
            prop_assert_eq!(&settled("b.csv", format!("id|reply\n1|{text}\n").as_bytes()).0, &in_json);
        }
    }

    #[test]
    fn any_text_is_read_and_every_span_falls_on_characters(text in ".{0,300}") {
        lint(&ENGINE, &text);
    }

    #[test]
    fn any_mixture_of_what_rules_look_at_is_read(text in reply_like()) {
        lint(&ENGINE, &text);
    }
}

#[test]
fn a_very_long_line_is_read() {
    let text = "we are sorry if you felt that our prices were not what you expected and ".repeat(2_000);
    lint(&ENGINE, &text);
}
