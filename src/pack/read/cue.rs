//! Owns reading `[cue.NAME]` and `[extend.NAME]`. It must not know how a cue is found in a text.

use crate::pack::raw::{Part, RawCue, RawTest, RawUnless, Scope, Spanned};
use crate::span::Span;
use crate::toml_table::{Reader, Table};

pub(super) const PARTS: &[(&str, Part)] =
    &[("greeting", Part::Greeting), ("body", Part::Body), ("closing", Part::Closing), ("question", Part::Question)];
pub(super) const SCOPES: &[(&str, Scope)] =
    &[("clause", Scope::Clause), ("sentence", Scope::Sentence), ("reply", Scope::Reply)];
pub(super) const ALLOWED: &[(&str, bool)] = &[("skip", false), ("allow", true)];
/// The keys that say what a cue is made of; the first two go together.
const MAKERS: [&str; 6] = ["phrases", "patterns", "detector", "any", "sequence", "near"];
const SETTINGS: [&str; 4] = ["negated", "quoted", "part", "in"];
pub(super) const WITHIN: usize = 3;

/// Reads a cue. It is returned even if it has a mistake, since others may refer to it.
pub(super) fn read_cue(reader: &mut Reader<'_>, name: Spanned<String>, mut table: Table<'_>) -> RawCue {
    check_makers(reader, &table);
    let mut cue = read_common(reader, name, &mut table);
    cue.detector = reader.text(&mut table, "detector");
    cue.any = reader.texts(&mut table, "any");
    cue.sequence = reader.texts(&mut table, "sequence");
    cue.near = reader.texts(&mut table, "near");
    for (key, parts) in [("sequence", &cue.sequence), ("near", &cue.near)] {
        if let ([only], Some(span)) = (parts.as_slice(), table.key_span(key)) {
            let mistake = reader.mistake("too-few", span, format!("`{key}` needs two cues or more"));
            reader.report(mistake.label("only one here").related(only.span, "the only one"));
        }
    }
    let scope = reader.choice(&mut table, "in", SCOPES);
    if let Some(span) = table.key_span("in").filter(|_| !table.has("sequence") && !table.has("near")) {
        let mistake = reader.mistake("misplaced-key", span, "`in` belongs to `sequence` and `near`");
        reader.report(mistake.label("says nothing here"));
    }
    cue.scope = scope.map(|scope| scope.value);
    cue.negated_allowed = reader.choice(&mut table, "negated", ALLOWED).is_some_and(|allowed| allowed.value);
    cue.quoted_allowed = reader.choice(&mut table, "quoted", ALLOWED).is_some_and(|allowed| allowed.value);
    cue.part = reader.choice(&mut table, "part", PARTS).map(|part| part.value);
    reader.finish(table);
    cue
}

/// Reads what a pack adds to a cue of another one.
pub(super) fn read_extension(reader: &mut Reader<'_>, name: Spanned<String>, mut table: Table<'_>) -> RawCue {
    let cue = read_common(reader, name, &mut table);
    for key in MAKERS.into_iter().skip(2).chain(SETTINGS) {
        if let Some((span, _)) = table.take(key) {
            let mistake = reader.mistake("misplaced-key", span, format!("{} cannot change `{key}`", table.called));
            let help = "an extension may have `phrases`, `patterns`, `unless`, `hit` and `miss`";
            reader.report(mistake.label("belongs to the cue itself").help(help));
        }
    }
    if !["phrases", "patterns", "unless"].iter().any(|key| table.has(key)) {
        let message = format!("{} adds nothing: write `phrases`, `patterns` or `unless`", table.called);
        reader.missing(&table, "what it adds", message);
    }
    reader.finish(table);
    cue
}

fn read_common(reader: &mut Reader<'_>, name: Spanned<String>, table: &mut Table<'_>) -> RawCue {
    RawCue {
        name,
        phrases: reader.texts(table, "phrases"),
        patterns: reader.texts(table, "patterns"),
        unless: reader
            .subtables(table, "unless", "an entry of `unless`")
            .into_iter()
            .filter_map(|entry| read_unless(reader, entry))
            .collect(),
        hit: reader.strings(table, "hit"),
        miss: reader.strings(table, "miss"),
        ..RawCue::default()
    }
}

/// Reports a cue that nothing makes, or that two things make.
fn check_makers(reader: &mut Reader<'_>, table: &Table<'_>) {
    let mut makers: Vec<(&str, Span)> =
        MAKERS.iter().filter_map(|key| table.key_span(key).map(|span| (*key, span))).collect();
    makers.sort_by_key(|(_, span)| *span);
    let Some((first, first_span)) = makers.first().copied() else {
        let message = format!("nothing makes {}", table.called);
        return reader.missing(table, "`phrases`, `patterns`, `detector`, `any`, `sequence` or `near`", message);
    };
    let written = |key: &str| key == "phrases" || key == "patterns";
    for (other, span) in makers.into_iter().skip(1).filter(|(other, _)| !(written(first) && written(other))) {
        let message = format!("{} is made of `{first}` and of `{other}`; only one is possible", table.called);
        let mistake = reader.mistake("two-makers", span, message);
        reader.report(mistake.label("the second").related(first_span, "the first"));
    }
}

pub(super) type Test = fn(Spanned<String>, usize) -> RawTest;

/// The tests of an exception, and whether `within` belongs to them.
pub(super) const TESTS: [(&str, Test, bool); 6] = [
    ("before", RawTest::Before, true),
    ("after", RawTest::After, true),
    ("sentence", |phrase, _| RawTest::Sentence(phrase), false),
    ("clause", |phrase, _| RawTest::Clause(phrase), false),
    ("reply", |phrase, _| RawTest::Reply(phrase), false),
    ("overlap", |cue, _| RawTest::Overlap(cue), false),
];

fn read_unless(reader: &mut Reader<'_>, mut table: Table<'_>) -> Option<RawUnless> {
    let span = table.span.unwrap_or_default();
    let within = reader.count(&mut table, "within");
    let mut first: Option<(&str, Span)> = None;
    let mut test = None;
    for (key, make, takes_within) in TESTS {
        let Some(key_span) = table.key_span(key) else {
            table.take(key);
            continue;
        };
        let phrase = reader.text(&mut table, key);
        if let Some((other, other_span)) = first {
            let message = format!("an exception with two tests, `{other}` and `{key}`");
            let mistake = reader.mistake("two-tests", key_span, message);
            reader.report(mistake.label("one of the two").related(other_span, "the other").help("write two entries"));
            continue;
        }
        first = Some((key, key_span));
        test = phrase.map(|phrase| make(phrase, within.unwrap_or(WITHIN)));
        if let Some(within_span) = table.key_span("within").filter(|_| !takes_within) {
            let mistake = reader.mistake("misplaced-key", within_span, "`within` belongs to `before` and `after`");
            reader.report(mistake.label(format!("says nothing beside `{key}`")));
        }
    }
    if first.is_none() {
        let message = "an exception without a test".to_owned();
        reader.missing(&table, "`before`, `after`, `sentence`, `clause`, `reply` or `overlap`", message);
    }
    reader.finish(table);
    test.map(|test| RawUnless { span, test })
}
