//! The built-in packs keep the promises of their own examples.

use replylint::examples;
use replylint::pack::{builtin, compile};
use replylint::report::{self, Style};

#[test]
fn every_example_of_the_built_in_packs_holds() {
    let sources = builtin::sources();
    let tested = examples::run(&sources, |_| true, false).expect("packs without mistakes");
    let files: Vec<_> = sources.iter().map(|source| source.file.clone()).collect();
    assert!(tested.failures.is_empty(), "\n{}", report::mistakes(&tested.failures, &files, &Style::default()));
}

#[test]
fn every_cue_and_every_rule_of_the_built_in_packs_has_examples() {
    let coverage = examples::run(&builtin::sources(), |_| true, true).expect("packs without mistakes").coverage;
    let lacking: Vec<String> =
        coverage.expect("it was asked for").lacking.into_iter().map(|note| note.message).collect();
    assert_eq!(lacking, [""; 0]);
}

#[test]
fn the_stored_rules_are_those_that_the_packs_compile_to() {
    let compiled = compile(&builtin::sources()).expect("packs without mistakes");
    let stored = builtin::rule_set();
    assert_eq!(format!("{:?}", stored.rules), format!("{:?}", compiled.rules.rules));
    assert_eq!(format!("{:?}", stored.cues), format!("{:?}", compiled.rules.cues));
}

#[test]
fn the_built_in_packs_compile_without_a_note() {
    let notes = compile(&builtin::sources()).expect("packs without mistakes").notes;
    assert!(notes.is_empty(), "{notes:#?}");
}
