//! Very long texts cost time by their length, not by its square, however much is found in them.

#[path = "support/drafts.rs"]
mod drafts;

use std::time::{Duration, Instant};

use drafts::{render, text_draft};
use replylint::check::check;
use replylint::engine::Engine;
use replylint::facts::Facts;
use replylint::facts::brand::Brand;
use replylint::mistake::TomlFile;
use replylint::pack::{PackSource, builtin, compile};
use replylint::report::{Format, Style};
use replylint::triage::{Choice, Triage};

/// An engine for the cues of a small pack, so that what is looked at is all that costs.
fn engine_of(cues: &str) -> Engine {
    let rule = "[rule.r]\ncategory = \"tone\"\nlevel = \"note\"\nforbid = \"c\"\nmessage = \"m\"\nwhy = \"w\"\n";
    let text = format!("[pack]\nname = \"t\"\n{cues}{rule}");
    let source = PackSource { file: TomlFile { path: "t.toml".to_owned(), text }, builtin: true };
    Engine::new(compile(&[source]).expect("a sound pack").rules, Brand::default())
}

/// How long it takes to judge and report a text, at best, and how many findings there are.
fn cost(engine: &Engine, text: &str) -> (Duration, usize) {
    let triage = Triage::new(engine.rules(), &Choice::default());
    let mut draft = text_draft("long.txt", text);
    draft.context.rating = Some(1);
    let once = || {
        let started = Instant::now();
        let findings = triage.apply(check(engine, &draft, &Facts::of(engine, &draft)));
        let count = findings.len();
        for format in [Format::Full, Format::Jsonl] {
            assert!(render(draft.clone(), findings.clone(), format, &Style::default()).len() > count);
        }
        (started.elapsed(), count)
    };
    once().min(once())
}

#[test]
fn four_times_the_text_costs_about_four_times_the_time_whatever_is_found_in_it() {
    let engine = Engine::new(builtin::rule_set(), Brand::default());
    for words in ["we're sorry if you felt rushed. ", "“not true” is what you said, but you lied; "] {
        let (short, few) = cost(&engine, &words.repeat(2_000));
        let (long, many) = cost(&engine, &words.repeat(8_000));
        assert!(many > 3 * few, "{words}: {few} findings, then {many}");
        // Sixteen times, if there were a square in it.
        assert!(long < short * 9, "{words}: {short:?}, then {long:?}");
    }
}

#[test]
fn what_takes_matches_back_or_puts_them_together_costs_time_by_their_number() {
    let overlap =
        "[cue.c]\nphrases = [\"sorry\"]\nunless = [{ overlap = \"d\" }]\n[cue.d]\nphrases = [\"really sorry\"]\n";
    let together = |how: &str, scope: &str| {
        format!(
            "[cue.a]\nphrases = [\"sorry\"]\n[cue.b]\nphrases = [\"refund\"]\n[cue.c]\n{how} = [\"a\", \"b\"]\nin = \"{scope}\"\n"
        )
    };
    let plain = "[cue.c]\nphrases = [\"sorry\"]\n";
    for (cues, words) in [
        (overlap.to_owned(), "Sorry. Really sorry. "),
        (together("near", "sentence"), "A refund. Sorry. "),
        (together("sequence", "reply"), "A refund. Sorry. "),
        (plain.to_owned(), "“It was bad”, sorry. "),
    ] {
        let engine = engine_of(&cues);
        let facts = |times: usize| {
            let draft = text_draft("long.txt", &words.repeat(times));
            let started = Instant::now();
            let facts = Facts::of(&engine, &draft);
            (started.elapsed(), facts.reply.text.tokens.len())
        };
        let (short, few) = facts(5_000).min(facts(5_000));
        let (long, many) = facts(80_000);
        assert_eq!(many, 16 * few);
        // 256 times, if there were a square in it.
        assert!(long < short * 64, "{cues}: {short:?}, then {long:?}");
    }
}
