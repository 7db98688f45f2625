//! The rule language does what its description says: each claim is a small pack, a text, and what is found in it.

use replylint::draft::{Draft, Passage};
use replylint::engine::Engine;
use replylint::facts::Facts;
use replylint::facts::brand::Brand;
use replylint::mistake::TomlFile;
use replylint::pack::{PackSource, compile};

fn engine(pack: &str) -> Engine {
    let text = format!("[pack]\nname = \"t\"\n{pack}");
    let source = PackSource { file: TomlFile { path: "t.toml".to_owned(), text }, builtin: true };
    match compile(&[source]) {
        Ok(compiled) => Engine::new(compiled.rules, Brand::default()),
        Err(mistakes) => panic!("{mistakes:#?}"),
    }
}

/// The words that cue `c` of a pack finds in a text.
fn found(pack: &str, text: &str) -> Vec<String> {
    let engine = engine(pack);
    let draft = Draft { reply: Passage::verbatim(text, 0), ..Draft::default() };
    let facts = Facts::of(&engine, &draft);
    let cue = engine.rules().cue("c").expect("cue c");
    facts.reply.matches(cue).iter().map(|found| found.span.of(text).to_owned()).collect()
}

/// A pack whose cue `c` has these phrases.
fn phrases(phrases: &str) -> String {
    format!("[cue.c]\nphrases = [{phrases}]\nhit = [\"x\"]\nmiss = [\"y\"]\n")
}

#[test]
fn case_apostrophes_blanks_and_spelling_make_no_difference() {
    let pack = phrases("\"we are sorry if you were offended\", \"apologise for the colour\"");
    for text in [
        "WE ARE SORRY IF YOU WERE OFFENDED",
        "We’re sorry if you were offended.",
        "we're  sorry\nif you\u{a0}were offended",
        "Were sorry if you were offended",
        "We apologize for the color.",
    ] {
        assert_eq!(found(&pack, text).len(), 1, "{text:?}");
    }
}

#[test]
fn options_choices_repeats_and_gaps() {
    let pack = phrases("\"[so] (very|really)+ sorry <0-2> wait\"");
    assert_eq!(found(&pack, "We are so very, very sorry about the wait."), ["so very, very sorry about the wait"]);
    assert_eq!(found(&pack, "really sorry for such a long wait"), Vec::<String>::new());
    assert_eq!(found(&pack, "sorry wait"), Vec::<String>::new());
}

#[test]
fn a_phrase_crosses_a_comma_but_no_sentence_dash_or_semicolon() {
    let pack = phrases("\"sorry <0-3> refund\"");
    assert_eq!(found(&pack, "Sorry, we refund it").len(), 1);
    for text in ["Sorry. We refund it", "Sorry – we refund it", "Sorry; we refund it", "Sorry: we refund it"] {
        assert!(found(&pack, text).is_empty(), "{text}");
    }
}

#[test]
fn sets_inflections_prefixes_and_excluded_words() {
    let pack = "[set]\nstaff = [\"waiter\", \"front desk\"]\nbad = [\"{staff}\", \"cook\"]\n".to_owned()
        + &phrases("\"our {bad} ~fail\", \"disappoint*\", \"your !(order|room) please\"");
    assert_eq!(found(&pack, "Our front desk failed you."), ["Our front desk failed"]);
    assert_eq!(found(&pack, "How disappointing!"), ["disappointing"]);
    assert_eq!(found(&pack, "your phone please"), ["your phone please"]);
    assert!(found(&pack, "your room please").is_empty());
}

#[test]
fn required_breaks_and_sentence_edges() {
    let pack = phrases("\"sorry , but\", \"^ unfortunately\", \"thank you $\"");
    assert_eq!(found(&pack, "Sorry, but no."), ["Sorry, but"]);
    assert!(found(&pack, "Sorry but no.").is_empty());
    assert_eq!(found(&pack, "No. Unfortunately not."), ["Unfortunately"]);
    assert!(found(&pack, "It is unfortunately so.").is_empty());
    assert_eq!(found(&pack, "Thank you for that. And thank you!"), ["thank you"]);
}

#[test]
fn a_negation_shortly_before_takes_a_match_back() {
    let pack = phrases("\"your [own] fault\"");
    assert_eq!(found(&pack, "It was your own fault.").len(), 1);
    for text in ["This is not your fault.", "It wasn't really your fault", "Through no fault, never your fault"] {
        assert!(found(&pack, text).is_empty(), "{text}");
    }
    assert_eq!(found(&pack, "It was not the kitchen, but your fault.").len(), 1);
    assert_eq!(found(&(pack.replace("hit", "negated = \"allow\"\nhit")), "This is not your fault.").len(), 1);
}

#[test]
fn the_customers_quoted_words_are_not_the_businesss() {
    let pack = phrases("\"worst stay\"");
    assert!(found(&pack, "You wrote \"the worst stay ever\" and that hurt.").is_empty());
    assert_eq!(found(&pack, "It was the worst stay.").len(), 1);
}

#[test]
fn exceptions_before_after_in_the_sentence_and_by_overlap() {
    let pack = "[cue.d]\nphrases = [\"sorry you feel\"]\nhit = [\"x\"]\nmiss = [\"y\"]\n[cue.c]\nphrases = [\"sorry\"]\nunless = [{ before = \"not (a|at all)\", within = 0 }, \
                { after = \"state of\", within = 1 }, { sentence = \"ha ha\" }, { overlap = \"d\" }]\nhit = [\"x\"]\nmiss = [\"y\"]\n";
    assert_eq!(found(pack, "We are sorry.").len(), 1);
    for text in
        ["I am, at all, not at all sorry", "a sorry, sad state of affairs", "Sorry, ha ha.", "sorry you feel bad"]
    {
        assert!(found(pack, text).is_empty(), "{text}");
    }
    assert_eq!(found(pack, "Sorry. Ha ha.").len(), 1);
}

#[test]
fn composed_cues_stay_in_their_scope() {
    let base = "[cue.a]\nphrases = [\"sorry\"]\nhit = [\"x\"]\nmiss = [\"y\"]\n[cue.b]\nphrases = [\"but\"]\nhit = [\"x\"]\nmiss = [\"y\"]\n";
    let sequence =
        format!("{base}[cue.c]\nsequence = [\"a\", \"b\"]\nin = \"sentence\"\nhit = [\"x\"]\nmiss = [\"y\"]\n");
    assert_eq!(found(&sequence, "Sorry, it was busy but fine."), ["Sorry, it was busy but"]);
    assert!(found(&sequence, "But we are sorry.").is_empty());
    assert!(found(&sequence, "Sorry. But no.").is_empty());
    let near = sequence.replace("sequence =", "near =");
    assert_eq!(found(&near, "But we are sorry.").len(), 1);
    let any = format!("{base}[cue.c]\nany = [\"a\", \"b\"]\nhit = [\"x\"]\nmiss = [\"y\"]\n");
    assert_eq!(found(&any, "Sorry but"), ["Sorry", "but"]);
}

#[test]
fn packs_extend_the_cues_of_others() {
    let pack = phrases("\"thank you\"") + "[extend.c]\nphrases = [\"cheers\"]\nhit = [\"Cheers!\"]\n";
    assert_eq!(found(&pack, "Cheers, and thank you"), ["Cheers", "thank you"]);
}

#[test]
fn a_closing_and_a_greeting_are_parts() {
    let text = "Hi thank you Ann,\nthank you for that.\n\nThank you,\nThe Elm Team";
    let with =
        |part: &str| found(&phrases("\"thank you\"").replace("hit", &format!("part = \"{part}\"\nhit")), text).len();
    assert_eq!(with("body"), 1);
    assert_eq!(with("closing"), 1);
}

#[test]
fn drawn_out_words_and_common_slips_are_understood() {
    let pack = phrases("\"so sorry\", \"inconvenience\", \"thank you\"");
    assert_eq!(found(&pack, "Sooooo sorrry"), ["Sooooo sorrry"]);
    assert_eq!(found(&pack, "the inconvinience"), ["inconvinience"]);
    assert_eq!(found(&pack, "Thankyou Ann"), ["Thankyou"]);
}
