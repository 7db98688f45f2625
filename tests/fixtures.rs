//! The hand-written drafts under `fixtures/drafts` and `fixtures/records`: each gives the findings that `expected.toml`
//! beside it states, and each finding points at the words it names.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// What `expected.toml` says about one draft.
#[derive(Debug, Default)]
struct Expected {
    silent: bool,
    fires: BTreeSet<String>,
    may: BTreeSet<String>,
    mistaken: BTreeSet<String>,
    missed: BTreeSet<String>,
    verdict: String,
}

impl Expected {
    /// Reads one entry. A key that is not known would silently check nothing, so it is a failure.
    fn read(name: &str, entry: &toml::Value) -> Self {
        let table = entry.as_table().unwrap_or_else(|| panic!("{name}: not a table"));
        let mut expected = Self { verdict: "post".to_owned(), ..Self::default() };
        let ids = |value: &toml::Value| -> BTreeSet<String> {
            let list = value.as_array().unwrap_or_else(|| panic!("{name}: not a list of rules"));
            list.iter().filter_map(toml::Value::as_str).map(str::to_owned).collect()
        };
        for (key, value) in table {
            match key.as_str() {
                "silent" => expected.silent = value.as_bool() == Some(true),
                "fires" => expected.fires = ids(value),
                "may" => expected.may = ids(value),
                "mistaken" => expected.mistaken = ids(value),
                "missed" => expected.missed = ids(value),
                "verdict" => expected.verdict = value.as_str().unwrap_or_default().to_owned(),
                _ => panic!("{name}: unknown key `{key}`"),
            }
        }
        assert_ne!(expected.silent, !expected.fires.is_empty(), "{name}: either `silent = true` or `fires = […]`");
        assert!(expected.missed.is_subset(&expected.fires), "{name}: what is missed is in `fires` as well");
        assert!(expected.fires.is_disjoint(&expected.may), "{name}: a rule is both in `fires` and in `may`");
        expected
    }

    /// What is different in `draft`, a line each.
    fn differences(&self, draft: &Value) -> Vec<String> {
        let mut differences = Vec::new();
        let findings = draft["findings"].as_array().map_or(&[][..], Vec::as_slice);
        let fired: BTreeSet<&str> = findings.iter().filter_map(|finding| finding["rule"].as_str()).collect();
        for rule in self.fires.difference(&self.missed).filter(|rule| !fired.contains(rule.as_str())) {
            differences.push(format!("`{rule}` should fire"));
        }
        for rule in self.missed.iter().filter(|rule| fired.contains(rule.as_str())) {
            differences.push(format!("`{rule}` fires now: take it out of `missed`"));
        }
        for rule in self.mistaken.iter().filter(|rule| !fired.contains(rule.as_str())) {
            differences.push(format!("`{rule}` no longer fires: take it out of `mistaken`"));
        }
        for finding in findings {
            let rule = text(&finding["rule"]);
            if ![&self.fires, &self.may, &self.mistaken].iter().any(|rules| rules.contains(rule)) {
                let (level, excerpt) = (text(&finding["level"]), text(&finding["excerpt"]));
                differences.push(format!("`{rule}` should not fire ({level}: {excerpt:?})"));
            }
        }
        let verdict = text(&draft["verdict"]);
        if verdict != self.verdict && self.mistaken.is_empty() && self.missed.is_empty() {
            differences.push(format!("the verdict is `{verdict}`, not `{}`", self.verdict));
        }
        differences
    }
}

/// How often a rule fires.
fn count(draft: &Value, rule: &str) -> usize {
    let findings = draft["findings"].as_array().map_or(&[][..], Vec::as_slice);
    findings.iter().filter(|finding| finding["rule"] == rule).count()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn fixtures(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(folder)
}

fn folder() -> PathBuf {
    fixtures("drafts")
}

fn file_name(path: &str) -> String {
    path.rsplit('/').next().unwrap_or(path).to_owned()
}

/// The names of the drafts in the folder.
fn names() -> BTreeSet<String> {
    let entries = std::fs::read_dir(folder()).expect("the folder of drafts can be read");
    let names = entries.map(|entry| entry.expect("an entry can be read").file_name().to_string_lossy().into_owned());
    names.filter(|name| name.ends_with(".txt") || name.ends_with(".md")).collect()
}

fn expectations(folder: &str) -> BTreeMap<String, Expected> {
    let source = std::fs::read_to_string(fixtures(folder).join("expected.toml")).expect("expected.toml can be read");
    let table: toml::Table = source.parse().expect("expected.toml is TOML");
    table.iter().map(|(name, entry)| (name.clone(), Expected::read(name, entry))).collect()
}

/// What `check` prints on standard output and standard error for `files`, one draft a line, and its exit code.
fn check(files: impl IntoIterator<Item = PathBuf>) -> (Vec<Value>, String, Option<i32>) {
    let output = Command::new(env!("CARGO_BIN_EXE_replylint"))
        .args(["check", "--isolated", "--output-format", "jsonl"])
        .args(files)
        .output()
        .expect("the linter runs");
    let stdout = String::from_utf8(output.stdout).expect("the output is UTF-8");
    let drafts = stdout.lines().map(|line| serde_json::from_str(line).expect("each line is JSON")).collect();
    (drafts, String::from_utf8_lossy(&output.stderr).into_owned(), output.status.code())
}

/// What the linter says about each draft of the folder, by the name of its file.
fn checked() -> BTreeMap<String, Value> {
    let (drafts, stderr, code) = check(names().iter().map(|name| folder().join(name)));
    assert_eq!(code, Some(1), "the drafts with defects make the run fail, and nothing else:\n{stderr}");
    drafts.into_iter().map(|draft| (file_name(text(&draft["path"])), draft)).collect()
}

/// The records of one file that are no notes, by their id: which rule names which words.
fn findings_by_record(drafts: &[Value]) -> BTreeMap<String, Vec<(String, String)>> {
    let mut found = BTreeMap::new();
    for draft in drafts {
        let findings = draft["findings"].as_array().map_or(&[][..], Vec::as_slice);
        let serious = findings.iter().filter(|finding| finding["level"] != "note");
        let named = serious.map(|finding| (text(&finding["rule"]).to_owned(), text(&finding["excerpt"]).to_owned()));
        found.insert(text(&draft["id"]).to_owned(), named.collect());
    }
    found
}

#[test]
fn every_draft_is_expected_and_every_expectation_has_its_draft() {
    let expected: BTreeSet<String> = expectations("drafts").into_keys().collect();
    assert_eq!(names(), expected);
    assert_eq!(expected, checked().into_keys().collect());
}

#[test]
fn each_draft_gives_exactly_the_findings_that_are_expected() {
    let checked = checked();
    let mut failures = Vec::new();
    for (name, expected) in expectations("drafts") {
        let draft = checked.get(&name).cloned().unwrap_or_default();
        failures.extend(expected.differences(&draft).into_iter().map(|difference| format!("{name}: {difference}")));
    }
    assert!(failures.is_empty(), "{} differences:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn the_bytes_at_each_span_of_a_text_file_are_the_words_that_the_finding_names() {
    let mut failures = Vec::new();
    let mut findings = 0;
    for (name, draft) in checked().into_iter().filter(|(name, _)| name.ends_with(".txt")) {
        let source = std::fs::read(folder().join(&name)).expect("the draft can be read");
        for finding in draft["findings"].as_array().map_or(&[][..], Vec::as_slice) {
            let edge = |edge: &str| finding["span"][edge].as_u64().and_then(|byte| usize::try_from(byte).ok());
            let bytes = edge("start").zip(edge("end")).and_then(|(start, end)| source.get(start..end));
            let excerpt = text(&finding["excerpt"]);
            findings += 1;
            if bytes != Some(excerpt.as_bytes()) {
                let bytes = bytes.map(String::from_utf8_lossy);
                failures.push(format!("{name}: {}: {excerpt:?} but {bytes:?}", text(&finding["rule"])));
            }
        }
    }
    assert!(findings > 0, "no finding was looked at");
    assert!(failures.is_empty(), "{} differences:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn the_same_drafts_give_the_same_findings_in_csv_and_in_jsonl() {
    let (csv, _, csv_code) = check([fixtures("records").join("drafts.csv")]);
    let (jsonl, _, jsonl_code) = check([fixtures("records").join("drafts.jsonl")]);
    assert_eq!((csv_code, jsonl_code), (Some(1), Some(1)));
    assert_eq!((csv.len(), jsonl.len()), (12, 12), "one line for every record in");
    assert_eq!(findings_by_record(&csv), findings_by_record(&jsonl));
}

#[test]
fn each_record_gives_exactly_the_findings_that_are_expected() {
    let expected = expectations("records");
    let (drafts, _, _) = check([fixtures("records").join("drafts.jsonl")]);
    let drafts: BTreeMap<&str, &Value> = drafts.iter().map(|draft| (text(&draft["id"]), draft)).collect();
    assert_eq!(
        drafts.keys().copied().collect::<BTreeSet<_>>(),
        expected.keys().map(String::as_str).collect::<BTreeSet<_>>()
    );
    let mut failures = Vec::new();
    for (id, draft) in drafts.iter().filter(|(_, draft)| draft["skipped"].is_null()) {
        failures.extend(expected[*id].differences(draft).into_iter().map(|difference| format!("{id}: {difference}")));
    }
    assert!(failures.is_empty(), "{} differences:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn a_record_without_a_reply_is_passed_over_and_says_why() {
    let (drafts, _, _) = check([fixtures("records").join("drafts.jsonl")]);
    let without = drafts.iter().find(|draft| draft["id"] == "r-11").expect("there is a record r-11");
    assert!(!text(&without["skipped"]).is_empty(), "{without}");
}

#[test]
fn one_broken_record_makes_the_run_fail_and_the_others_are_checked_all_the_same() {
    let (drafts, stderr, code) = check([fixtures("records").join("broken.jsonl")]);
    assert_eq!(code, Some(2), "{stderr}");
    assert_eq!(drafts.len(), 8, "one line for every record in");
    let skipped: Vec<_> = drafts.iter().filter(|draft| !draft["skipped"].is_null()).collect();
    assert_eq!(skipped.len(), 1, "{skipped:?}");
    assert_eq!(skipped[0]["record"], 6);
    let last = drafts.last().expect("there is a last record");
    assert_eq!(last["id"], "r-10");
    assert_eq!(last["verdict"], "revise", "a record after the broken one is checked: {last}");
}

#[test]
fn placeholders_are_fine_in_a_template_and_must_not_be_left_in_a_draft() {
    let mut differences = Vec::new();
    let scratch = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("templates-as-drafts");
    std::fs::create_dir_all(&scratch).expect("a scratch folder can be made");
    for entry in std::fs::read_dir(fixtures("templates")).expect("the folder of templates can be read") {
        let path = entry.expect("an entry can be read").path();
        // Folders have a configuration of their own, and say it there.
        if path.is_dir() {
            continue;
        }
        let template = std::fs::read_to_string(&path).expect("the template can be read");
        let draft = template.replacen("template", "draft", 1);
        assert_ne!(draft, template, "{} says that it is a template", path.display());
        let as_draft = scratch.join(path.file_name().expect("a file has a name"));
        std::fs::write(&as_draft, draft).expect("the draft can be written");
        let (drafts, _, code) = check([path, as_draft]);
        let left: Vec<usize> = drafts.iter().map(|draft| count(draft, "unresolved-placeholder")).collect();
        if left[0] != 0 || left[1] == 0 || drafts[1]["verdict"] != "block" || code != Some(1) {
            differences.push(format!("{}: {left:?} placeholders reported", text(&drafts[0]["path"])));
        }
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

#[test]
fn each_template_of_a_repository_gives_exactly_the_findings_that_are_expected() {
    let mut failures = Vec::new();
    for folder in ["desk", "handlebars", "jinja", "by-hand"] {
        let folder = format!("templates/{folder}");
        let output = Command::new(env!("CARGO_BIN_EXE_replylint"))
            .args(["check", "--output-format", "jsonl"])
            .arg(fixtures(&folder))
            .output()
            .expect("the linter runs");
        let stdout = String::from_utf8(output.stdout).expect("the output is UTF-8");
        let mut drafts: BTreeMap<String, Value> = BTreeMap::new();
        for line in stdout.lines() {
            let draft: Value = serde_json::from_str(line).expect("JSON");
            assert_eq!(draft["context"]["kind"], "template", "{draft}");
            let name = draft["id"].as_str().map_or_else(|| file_name(text(&draft["path"])), str::to_owned);
            drafts.insert(name, draft);
        }
        let expected = expectations(&folder);
        assert_eq!(drafts.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>(), "{folder}");
        for (name, expected) in expected {
            let differences = expected.differences(&drafts[&name]).into_iter();
            failures.extend(differences.map(|difference| format!("{folder}: {name}: {difference}")));
        }
    }
    assert!(failures.is_empty(), "{} differences:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn a_finding_of_one_branch_is_told_once_and_names_the_branch() {
    let path = fixtures("templates/desk/late-delivery.txt");
    let output = Command::new(env!("CARGO_BIN_EXE_replylint"))
        .args(["check", "--output-format", "json"])
        .arg(&path)
        .output()
        .expect("the linter runs");
    let json: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let source = std::fs::read_to_string(path).expect("a text");
    let findings = json["drafts"][0]["findings"].as_array().expect("findings");
    let branches = |rule: &str| -> Vec<(String, String)> {
        let of_rule: Vec<&Value> = findings.iter().filter(|finding| finding["rule"] == rule).collect();
        assert_eq!(of_rule.len(), 1, "{rule} is told once: {findings:?}");
        let words = |related: &Value| {
            let edge = |edge: &str| related["span"][edge].as_u64().and_then(|byte| usize::try_from(byte).ok());
            let span = edge("start").expect("a start")..edge("end").expect("an end");
            (source[span].to_owned(), text(&related["label"]).to_owned())
        };
        of_rule[0]["related"].as_array().expect("related places").iter().map(words).collect()
    };
    let pair = |tag: &str, label: &str| (tag.to_owned(), label.to_owned());
    assert_eq!(branches("missing-thanks"), [pair("{% elsif days > 1 %}", "missing in this branch")]);
    let without = [pair("{% unless express %}", "missing where this does not hold")];
    assert_eq!(branches("missing-offline-contact"), without);
}

#[test]
fn a_house_has_its_own_words_contacts_and_rules() {
    let output = Command::new(env!("CARGO_BIN_EXE_replylint"))
        .args(["check", "--output-format", "jsonl"])
        .arg(fixtures("shop"))
        .output()
        .expect("the linter runs");
    let stdout = String::from_utf8(output.stdout).expect("the output is UTF-8");
    let drafts: Vec<Value> = stdout.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let found = |name: &str| -> Vec<(&str, &str)> {
        let draft = drafts.iter().find(|draft| text(&draft["path"]).ends_with(name)).expect("the draft is checked");
        let findings = draft["findings"].as_array().map_or(&[][..], Vec::as_slice);
        findings.iter().map(|finding| (text(&finding["rule"]), text(&finding["excerpt"]))).collect()
    };
    assert_eq!(found("thanks-for-praise.md"), []);
    assert_eq!(found("breakfast.txt"), []);
    assert_eq!(
        found("room-noise.txt"),
        [
            ("term-list", "customer"),
            ("house/sends-to-reception", "ask reception"),
            ("unapproved-contact", "bennyhost@mail.example"),
            ("brand-name-spelling", "Harbor Inn"),
        ]
    );
}

/// The finding of `defensive-tone` in a draft of the folder, and the labels of what it adds up.
fn defensive_tone(draft: &Value) -> Option<(Value, Vec<String>)> {
    let finding = draft["findings"].as_array()?.iter().find(|finding| finding["rule"] == "defensive-tone")?;
    let related = finding["related"].as_array()?.iter().map(|related| text(&related["label"]));
    let labels = std::iter::once(text(&finding["label"])).chain(related).map(str::to_owned).collect();
    Some((finding.clone(), labels))
}

#[test]
fn a_defensive_tone_names_what_adds_up_and_what_it_takes_off_and_becomes_an_error() {
    let checked = checked();
    let (quarrel, parts) = defensive_tone(&checked["landlord-quarrel.txt"]).expect("five phrases are a tone");
    assert_eq!(quarrel["level"], "warning");
    assert!(parts.iter().any(|part| part == "−1 ownership"), "{parts:?}");
    let sum: f64 = parts
        .iter()
        .map(|part| part.split(' ').next().unwrap_or("").replace('−', "-").parse::<f64>().unwrap_or(0.0))
        .sum();
    assert!(text(&quarrel["message"]).ends_with(&format!("(adds up to {sum})")), "{quarrel}");
    for related in quarrel["related"].as_array().expect("a list") {
        assert_eq!(related["in"], "reply");
        assert!(related["span"]["end"].as_u64() > related["span"]["start"].as_u64(), "{related}");
    }
    let (rant, parts) = defensive_tone(&checked["towing-rant.txt"]).expect("more of it is a tone, too");
    assert_eq!(rant["level"], "error", "it has added up");
    assert!(parts.iter().all(|part| part.starts_with('+')), "nothing is owned or mended: {parts:?}");
    // One phrase, beside a mistake that is owned and mended.
    assert_eq!(defensive_tone(&checked["cafe-one-slip.txt"]), None);
}
