//! What the writer of a pack is told about it.

use crate::support::Folder;

/// What `replylint test` says about a pack, and with which code it exits.
fn told(pack: &str) -> (i32, String) {
    let folder = Folder::new(&[("house.toml", &format!("[pack]\nname = \"house\"\n{pack}"))]);
    let run = folder.run(&["test", "house.toml"]);
    (run.code, run.stderr)
}

#[test]
fn a_rule_with_mistakes_of_shape_has_its_unknown_cues_reported_in_the_same_run() {
    let (code, told) = told(
        "[rule.no-reason]\ncategory = \"tone\"\nlevel = 3\nforbid = \"cue-a\"\nwhen = { has = \"cue-b\" }\n\
         levels = [{ when = { lacks = \"cue-c\" }, level = \"note\" }]\nmessage = \"m\"\n\
         [rule.two-kinds]\ncategory = \"tone\"\nlevel = \"note\"\nforbid = \"cue-d\"\nrequire = \"cue-e\"\nmessage = \"m\"\n\
         why = \"w\"\n\
         [rule.half-an-order]\ncategory = \"tone\"\nlevel = \"note\"\norder = { first = \"cue-f\" }\nmessage = \"m\"\nwhy = \"w\"\n\
         [rule.weightless]\ncategory = \"tone\"\nlevel = \"note\"\nmessage = \"m\"\nwhy = \"w\"\n\
         score = { add = { \"cue-g\" = \"heavy\" }, note = 1 }\n",
    );
    assert_eq!(code, 2);
    let cues = ["cue-a", "cue-b", "cue-c", "cue-d", "cue-e", "cue-f", "cue-g"];
    for part in cues.map(|cue| format!("no cue is called `{cue}`")) {
        assert!(told.contains(&part), "{part} in {told}");
    }
    for part in [
        "`why` is missing",
        "the level must be a string",
        "`then` is missing",
        "the second kind",
        "the weight of `cue-g`",
    ] {
        assert!(told.contains(part), "{part} in {told}");
    }
}

#[test]
fn a_pattern_that_is_too_large_is_refused_at_its_place() {
    let (code, told) = told("[cue.x]\npatterns = ['y', 'x{1000000}']\nhit = [\"y\"]\nmiss = [\"z\"]\n");
    assert_eq!(code, 2);
    for part in ["error[large-pattern]: this regular expression is too large", "house.toml:4:18"] {
        assert!(told.contains(part), "{part} in {told}");
    }
}

#[test]
fn a_phrase_of_words_that_every_reply_has_is_noted_and_a_telling_one_is_not() {
    let cue =
        |phrases: &str| format!("[cue.x]\nphrases = [{phrases}]\nhit = [\"the you your refund\"]\nmiss = [\"z\"]\n");
    let (code, noted) = told(&cue("\"you\", \"the you your\""));
    assert_eq!((code, noted.matches("note[stop-words-only]").count()), (0, 2), "{noted}");
    let (_, quiet) = told(&cue("\"you <0-3> refund\", \"refund\""));
    assert!(!quiet.contains("note["), "{quiet}");
}

#[test]
fn the_built_in_packs_pass_their_examples_without_a_note() {
    let run = Folder::new(&[]).run(&["test"]);
    assert_eq!((run.code, run.stdout.as_str(), run.stderr.lines().count()), (0, "", 1), "{}", run.stderr);
}
