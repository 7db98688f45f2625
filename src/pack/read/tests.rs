use super::*;
use crate::mistake::Mistake;
use crate::pack::raw::{RawKind, RawTest};
use crate::toml_table::testing::listing;

fn file(text: &str) -> TomlFile {
    TomlFile { path: "pack.toml".to_owned(), text: text.to_owned() }
}

fn read(text: &str) -> (Option<RawPack>, Vec<Mistake>) {
    let mut mistakes = Vec::new();
    let pack = read_pack(&file(text), &mut mistakes);
    (pack, mistakes)
}

#[test]
fn every_mistake_of_a_broken_pack_is_reported_with_its_place() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/broken-packs");
    for name in ["cues", "rules", "syntax", "nameless", "names"] {
        let text = std::fs::read_to_string(format!("{folder}/{name}.toml")).unwrap();
        let (_, mistakes) = read(&text);
        insta::assert_snapshot!(name, listing(&text, &mistakes));
    }
}

const WHOLE: &str = r#"
[pack]
name = "house"
summary = "What our house says."

[set]
us = ["we", "our (team|staff)"]

[inflections]
grovel = ["grovels", "grovelled", "grovelling"]

[cue."house.greeting"]
phrases = ["^ dear {us}"]
patterns = ['!{3}']
negated = "allow"
quoted = "allow"
part = "greeting"
unless = [{ before = "not" }, { after = "at all", within = 1 }, { overlap = "act.thanks" }]
hit = ["Dear team, thanks."]
miss = ["", "Hello."]

[cue.pair]
near = ["house.greeting", "act.thanks"]
in = "reply"

[extend."act.thanks"]
phrases = "cheers"

[rule.dear]
category = "tone"
level = "off"
limit = { of = "words", max = 1.5, min = 0 }
when = { rating = ["1..3", 5], review-words = "2..=5", not = { platform = ["Google Maps", "yelp"] } }
levels = [{ when = { has = "pair" }, level = "error" }]
message = "dear"
why = "Because."
sources = "Our style guide"
flag = ["Dear team", { reply = "Dear all", rating = 1, id = 7, reviewed_at = 2025-03-01, reviewer = "Ana" }]
pass = { reply = "" }
"#;

#[test]
fn a_sound_pack_is_read_whole() {
    let (pack, mistakes) = read(WHOLE);
    assert_eq!(mistakes, []);
    let pack = pack.unwrap();
    assert_eq!((pack.name.value.as_str(), pack.summary.as_str()), ("house", "What our house says."));
    assert_eq!(pack.sets[0].1[1].value, "our (team|staff)");
    assert_eq!(pack.sets[0].1[1].span.of(WHOLE), "\"our (team|staff)\"");
    assert_eq!(pack.inflections[0].1.len(), 3);
    let cue = &pack.cues[0];
    assert_eq!(cue.name.span.of(WHOLE), "\"house.greeting\"");
    assert!(cue.negated_allowed && cue.quoted_allowed);
    assert_eq!(cue.miss[0].value, "");
    assert!(matches!(&cue.unless[0].test, RawTest::Before(phrase, 3) if phrase.value == "not"));
    assert!(matches!(&cue.unless[1].test, RawTest::After(_, 1)));
    assert_eq!(cue.unless[2].span.of(WHOLE), "{ overlap = \"act.thanks\" }");
    assert_eq!(pack.extends[0].phrases[0].value, "cheers");
    let rule = &pack.rules[0];
    assert!(matches!(&rule.kind, RawKind::Limit(limits) if limits[0].max == Some(1.5) && limits[0].min == Some(0.0)));
    let when = rule.when.as_ref().unwrap();
    assert_eq!(when.rating, [1, 2, 5]);
    assert_eq!(when.review_words, Some((2, 5)));
    assert_eq!(when.not.as_ref().unwrap().platform[0].value, "Google Maps");
    assert_eq!(rule.levels[0].0.has[0].value, "pair");
    assert_eq!(rule.flag[0].reply.value, "Dear team");
    let context: Vec<_> = rule.flag[1].context.iter().map(|(name, value)| (&*name.value, &*value.value)).collect();
    assert_eq!(context, [("id", "7"), ("reviewed_at", "2025-03-01"), ("reviewer", "Ana")]);
    assert_eq!(rule.pass[0].reply.value, "");
}

#[test]
fn names_keep_the_order_of_the_file() {
    let (pack, _) = read("[pack]\nname = \"p\"\n[set]\nzebra = [\"z\"]\nant = [\"a\"]\n");
    let names: Vec<String> = pack.unwrap().sets.into_iter().map(|(name, _)| name.value).collect();
    assert_eq!(names, ["zebra", "ant"]);
}

#[test]
fn a_pack_with_mistakes_of_shape_is_still_handed_on() {
    let text = "[pack]\nname = \"p\"\n[cue.a]\nphrases = [\"a\"]\n[rule.r]\nlevel = \"note\"\n";
    let (pack, mistakes) = read(text);
    let pack = pack.unwrap();
    assert_eq!((pack.cues.len(), pack.rules.len(), mistakes.len()), (1, 1, 4));
}

#[test]
fn no_text_makes_the_reader_panic() {
    for end in (0..=WHOLE.len()).filter(|end| WHOLE.is_char_boundary(*end)) {
        let (_, mistakes) = read(&WHOLE[..end]);
        let inside = |mistake: &Mistake| mistake.span.is_none_or(|span| span.start <= span.end && span.end <= end);
        assert!(mistakes.iter().all(inside), "a place outside the file, cut at {end}");
        read(&WHOLE[end..]);
    }
}
