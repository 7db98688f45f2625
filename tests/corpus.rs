//! The drafts in `fixtures/corpus`, labelled before the linter saw them: what each rule misses on them, and where it fires
//! by mistake, is recorded in `baseline.toml` beside them. A rule that gets worse fails, and so does one that gets better
//! while the record stays as it is. `UPDATE_CORPUS=1 cargo test --test corpus` writes the record anew.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::{Value, json};

/// Rules of these categories are judged in every draft. The others only where a draft names them.
const JUDGED_EVERYWHERE: [&str; 2] = ["defensiveness", "legal"];

/// One draft and what a careful reader says about it. Acts are named `act.…` beside the rules.
#[derive(Debug)]
struct Labelled {
    name: String,
    reply: String,
    rating: i64,
    /// What is known besides, by the names of the fields of a record.
    context: Vec<(String, String)>,
    fires: BTreeSet<String>,
    silent: BTreeSet<String>,
    may: BTreeSet<String>,
}

impl Labelled {
    fn read(name: &str, entry: &toml::Value) -> Self {
        let table = entry.as_table().unwrap_or_else(|| panic!("{name}: not a table"));
        let mut draft = Self {
            name: name.to_owned(),
            reply: String::new(),
            rating: 1,
            context: Vec::new(),
            fires: BTreeSet::new(),
            silent: BTreeSet::new(),
            may: BTreeSet::new(),
        };
        let names = |value: &toml::Value, prefix: &str| -> Vec<String> {
            let list = value.as_array().unwrap_or_else(|| panic!("{name}: not a list"));
            list.iter().filter_map(toml::Value::as_str).map(|item| format!("{prefix}{item}")).collect()
        };
        for (key, value) in table {
            match key.as_str() {
                "reply" => value.as_str().unwrap_or_default().clone_into(&mut draft.reply),
                "rating" => draft.rating = value.as_integer().unwrap_or_else(|| panic!("{name}: rating")),
                "review" | "platform" | "profile" | "reviewer" | "location" => {
                    draft.context.push((key.clone(), value.as_str().unwrap_or_default().to_owned()));
                }
                "fires" => draft.fires.extend(names(value, "")),
                "silent" => draft.silent.extend(names(value, "")),
                "may" => draft.may.extend(names(value, "")),
                "acts" => draft.fires.extend(names(value, "act.")),
                "lacks" => draft.silent.extend(names(value, "act.")),
                _ => panic!("{name}: unknown key `{key}`"),
            }
        }
        assert!(!draft.reply.is_empty(), "{name}: no reply");
        assert!(draft.fires.is_disjoint(&draft.silent), "{name}: something is both in `fires` and in `silent`");
        assert!(draft.fires.is_disjoint(&draft.may), "{name}: something is both in `fires` and in `may`");
        draft
    }
}

/// How a rule does on the whole corpus: the names of the drafts.
#[derive(Debug, Default, PartialEq, Eq)]
struct Score {
    found: usize,
    missed: BTreeSet<String>,
    mistaken: BTreeSet<String>,
}

impl Score {
    fn percent(part: usize, whole: usize) -> String {
        (part * 100).checked_div(whole).map_or_else(|| "-".to_owned(), |percent| percent.to_string())
    }

    fn precision(&self) -> String {
        Self::percent(self.found, self.found + self.mistaken.len())
    }

    fn recall(&self) -> String {
        Self::percent(self.found, self.found + self.missed.len())
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/corpus")
}

fn corpus() -> Vec<Labelled> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| {
        file.extension().is_some_and(|extension| extension == "toml") && !file.ends_with("baseline.toml")
    });
    files.sort();
    let mut drafts = Vec::new();
    for file in files {
        let table: toml::Table = std::fs::read_to_string(&file).unwrap().parse().unwrap();
        drafts.extend(table.iter().map(|(name, entry)| Labelled::read(name, entry)));
    }
    drafts
}

/// What the linter prints for the drafts, one document for each, in their order.
fn run(arguments: &[&str], drafts: &[Labelled]) -> Vec<Value> {
    let mut child = Command::new(env!("CARGO_BIN_EXE_replylint"))
        .args(arguments)
        .args(["--isolated", "--output-format", "jsonl", "--stdin-filename", "corpus.jsonl", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = String::new();
    for draft in drafts {
        let mut record = json!({ "id": draft.name, "rating": draft.rating, "reply": draft.reply });
        for (key, value) in &draft.context {
            record[key] = json!(value);
        }
        let _ = writeln!(lines, "{record}");
    }
    // It prints while it reads: whoever writes all before reading anything waits for ever once both pipes are full.
    let mut input = child.stdin.take().unwrap();
    let writer = std::thread::spawn(move || input.write_all(lines.as_bytes()).unwrap());
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let documents: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(documents.len(), drafts.len(), "one document for each draft");
    documents
}

/// Every rule with its category, as the linter lists them.
fn categories() -> BTreeMap<String, String> {
    let output = Command::new(env!("CARGO_BIN_EXE_replylint")).args(["rules", "--isolated"]).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let rows = text.lines().skip(1).map(str::split_whitespace);
    rows.filter_map(|mut row| Some((row.next()?.to_owned(), row.nth(1)?.to_owned()))).collect()
}

/// What was found in each draft: the ids of rules, and acts as `act.…`.
fn found(drafts: &[Labelled]) -> Vec<BTreeSet<String>> {
    let checked = run(&["check", "--exit-zero"], drafts);
    let inspected = run(&["inspect"], drafts);
    let found = checked.iter().zip(&inspected).zip(drafts).map(|((checked, inspected), draft)| {
        assert_eq!(checked["id"], draft.name.as_str());
        let findings = checked["findings"].as_array().unwrap().iter();
        let rules = findings.map(|finding| finding["rule"].as_str().unwrap().to_owned());
        let acts = inspected["acts"].as_object().unwrap().iter();
        let acts = acts.filter(|(_, spans)| !spans.as_array().unwrap().is_empty()).map(|(act, _)| format!("act.{act}"));
        rules.chain(acts).collect()
    });
    found.collect()
}

/// Compares what was found with the labels: one score for a rule or an act, and one for all of `defensiveness`.
fn scores(drafts: &[Labelled], categories: &BTreeMap<String, String>) -> BTreeMap<String, Score> {
    let everywhere = |rule: &str| categories.get(rule).is_some_and(|found| JUDGED_EVERYWHERE.contains(&found.as_str()));
    let defensive = |rule: &String| categories.get(rule).is_some_and(|found| found == "defensiveness");
    let mut scores: BTreeMap<String, Score> = BTreeMap::new();
    for (draft, found) in drafts.iter().zip(found(drafts)) {
        for name in draft.fires.iter().chain(&draft.silent).chain(&draft.may) {
            let known = categories.contains_key(name) || name.starts_with("act.");
            assert!(known, "{}: unknown rule `{name}`", draft.name);
        }
        for rule in &draft.fires {
            let score = scores.entry(rule.clone()).or_default();
            if found.contains(rule) {
                score.found += 1;
            } else {
                score.missed.insert(draft.name.clone());
            }
        }
        // Where one kind of defensiveness or threat is labelled, which other kinds one sees in it is a matter of reading.
        let hostile = draft.fires.iter().any(|rule| everywhere(rule));
        for rule in found.difference(&draft.fires).filter(|rule| !draft.may.contains(*rule)) {
            if draft.silent.contains(rule) || (everywhere(rule) && !hostile) {
                scores.entry(rule.clone()).or_default().mistaken.insert(draft.name.clone());
            }
        }
        let any = scores.entry("any defensiveness".to_owned()).or_default();
        let (labelled, seen) = (draft.fires.iter().any(defensive), found.iter().any(defensive));
        let open = draft.may.iter().any(defensive) || hostile;
        match (labelled, seen) {
            (true, true) => any.found += 1,
            (true, false) => drop(any.missed.insert(draft.name.clone())),
            (false, true) if !open => drop(any.mistaken.insert(draft.name.clone())),
            (false, _) => {}
        }
    }
    scores
}

/// The record as text: TOML that a person can read, with how good each rule is as a comment.
fn render(scores: &BTreeMap<String, Score>) -> String {
    let mut text = String::from(
        "# What the rules get wrong on the drafts in this folder. Written by `UPDATE_CORPUS=1 cargo test --test corpus`.\n\
         # `missed`: the draft is labelled with it and it was not found. `mistaken`: it was found and should not have been.\n",
    );
    for (name, score) in scores {
        let _ = writeln!(text, "\n[{name:?}] # precision {} %, recall {} %", score.precision(), score.recall());
        let _ = writeln!(text, "found = {}", score.found);
        for (key, names) in [("missed", &score.missed), ("mistaken", &score.mistaken)] {
            if names.is_empty() {
                let _ = writeln!(text, "{key} = []");
                continue;
            }
            let _ = writeln!(text, "{key} = [");
            for name in names {
                let _ = writeln!(text, "    {name:?},");
            }
            text.push_str("]\n");
        }
    }
    text
}

fn read(text: &str) -> BTreeMap<String, Score> {
    let table: toml::Table = text.parse().expect("baseline.toml is TOML");
    let scores = table.iter().map(|(name, entry)| {
        let names = |key: &str| -> BTreeSet<String> {
            let list = entry[key].as_array().unwrap_or_else(|| panic!("{name}: `{key}` is not a list"));
            list.iter().filter_map(toml::Value::as_str).map(str::to_owned).collect()
        };
        let found = usize::try_from(entry["found"].as_integer().unwrap()).unwrap();
        (name.clone(), Score { found, missed: names("missed"), mistaken: names("mistaken") })
    });
    scores.collect()
}

/// What is different from the record, a line each: first what got worse.
fn differences(recorded: &BTreeMap<String, Score>, now: &BTreeMap<String, Score>) -> (Vec<String>, Vec<String>) {
    let (mut worse, mut better) = (Vec::new(), Vec::new());
    let none = Score::default();
    let names: BTreeSet<&String> = recorded.keys().chain(now.keys()).collect();
    for name in names {
        let (before, after) = (recorded.get(name).unwrap_or(&none), now.get(name).unwrap_or(&none));
        worse.extend(after.missed.difference(&before.missed).map(|draft| format!("{name}: misses {draft}")));
        worse
            .extend(after.mistaken.difference(&before.mistaken).map(|draft| format!("{name}: false alarm in {draft}")));
        better.extend(before.missed.difference(&after.missed).map(|draft| format!("{name}: finds {draft}")));
        better.extend(before.mistaken.difference(&after.mistaken).map(|draft| format!("{name}: silent in {draft}")));
    }
    (worse, better)
}

#[test]
fn no_rule_gets_worse_on_the_corpus_and_the_record_is_up_to_date() {
    let drafts = corpus();
    let names: BTreeSet<&String> = drafts.iter().map(|draft| &draft.name).collect();
    assert_eq!(names.len(), drafts.len(), "two drafts have the same name");
    let now = scores(&drafts, &categories());
    let file = folder().join("baseline.toml");
    if std::env::var_os("UPDATE_CORPUS").is_some() {
        std::fs::write(&file, render(&now)).unwrap();
        return;
    }
    let recorded = std::fs::read_to_string(&file).expect("baseline.toml can be read");
    let (worse, better) = differences(&read(&recorded), &now);
    assert!(worse.is_empty(), "worse than fixtures/corpus/baseline.toml says:\n{}", worse.join("\n"));
    assert!(
        better.is_empty() && recorded == render(&now),
        "better than fixtures/corpus/baseline.toml says (UPDATE_CORPUS=1 cargo test --test corpus records it):\n{}",
        better.join("\n")
    );
}

#[test]
fn a_rule_that_gets_worse_and_one_that_gets_better_are_told_apart() {
    let score = |missed: &[&str], mistaken: &[&str]| Score {
        found: 1,
        missed: missed.iter().map(|&name| name.to_owned()).collect(),
        mistaken: mistaken.iter().map(|&name| name.to_owned()).collect(),
    };
    let recorded = BTreeMap::from([("denial".to_owned(), score(&["a"], &["b"]))]);
    let now = BTreeMap::from([("denial".to_owned(), score(&["c"], &[])), ("excuse".to_owned(), score(&[], &["d"]))]);
    let (worse, better) = differences(&recorded, &now);
    assert_eq!(worse, ["denial: misses c", "excuse: false alarm in d"]);
    assert_eq!(better, ["denial: finds a", "denial: silent in b"]);
    assert_eq!(read(&render(&now)), now);
}
