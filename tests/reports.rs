//! The reports for code hosts and build servers: one run through every writer, read back by a parser and, where
//! `REPLYLINT_READERS` names a Python that has them, by the readers that people use.

#![allow(clippy::unwrap_used)] // a test fails by panicking

mod support {
    pub(crate) mod drafts;
}

use std::collections::BTreeSet;
use std::process::Command;

use replylint::across::{Cluster, Place as Member};
use replylint::finding::{Finding, Fix, Level, Place, Related, Verdict};
use replylint::report::{self, Checked, Format, Outcome, Style, Summary};
use replylint::span::Span;
use serde_json::Value;
use support::drafts::{finding, text_draft};

/// Text that would do harm in any format that forgot to escape it.
const HOSTILE: &str = "50 %, \"quoted\" & <b>\n::error file=x::]]> \u{1b}[2J\u{202e}'";

/// Two drafts, the second of them without findings, and a record that could not be read.
fn outcomes() -> Vec<Outcome> {
    let reply = "Dear José,\n\nWe don't agree. We don't agree.\nSmall thing 🙂 here.\n";
    let at = |words: &str, after: usize| {
        let start = after + reply[after..].find(words).unwrap();
        Span::new(start, start + words.len())
    };
    let second = at("don't", 0).end;
    let mut fixable = finding("a-note", Level::Note, at("here", 0), "a note", "here");
    fixable.fix = Some(Fix { span: at("Small thing", 0), replace: "Thing".to_owned(), safe: true });
    let mut hostile = finding("a-rule", Level::Error, at("José", 0), HOSTILE, HOSTILE);
    hostile.help = Some(HOSTILE.into());
    hostile.related = vec![Related { place: Place::Reply, span: at("Small", 0), label: HOSTILE.to_owned() }];
    let findings = vec![
        hostile,
        finding("b-rule", Level::Warning, at("don't", 0), "argues", "argues"),
        finding("b-rule", Level::Warning, at("don't", second), "argues", "argues"),
        fixable,
    ];
    let checked = |path: &str, findings: Vec<Finding>| {
        let verdict = Verdict::of(&findings);
        Outcome::Checked(Checked { draft: text_draft(path, reply), findings, verdict, marks: None })
    };
    vec![
        checked("replies/two words, 100%.txt", findings),
        checked("replies/good.txt", Vec::new()),
        Outcome::Skipped { path: "a.csv".into(), record: Some(3), id: None, why: HOSTILE.to_owned(), unanswered: None },
    ]
}

/// What holds over three records of two files, and over two that share no words.
fn clusters() -> Vec<Cluster> {
    let member = |path: &str, record: u32, line: u32| Member { path: path.into(), record: Some(record), line };
    let cluster = |rule: &str, level: Level, members: Vec<Member>, excerpt: Option<&str>| Cluster {
        rule: rule.to_owned(),
        category: "authenticity".to_owned(),
        level,
        message: HOSTILE.to_owned(),
        label: HOSTILE.to_owned(),
        help: Some(HOSTILE.to_owned()),
        size: members.len() + 1,
        members,
        excerpt: excerpt.map(str::to_owned),
        about: "1 and 2 stars".to_owned(),
    };
    let three = vec![member("a, b.csv", 2, 3), member("a, b.csv", 9, 10), member("c.csv", 1, 2)];
    vec![
        cluster("c-rule", Level::Warning, three, Some(HOSTILE)),
        cluster("d-rule", Level::Note, vec![member("c.csv", 4, 5), member("c.csv", 6, 7)], None),
    ]
}

/// The whole output of a run.
fn run(format: Format) -> String {
    let (mut out, mut total, mut is_first) = (report::begin(format), Summary::default(), true);
    for outcome in outcomes() {
        total.count(&outcome);
        let piece = report::render(&outcome, format, &Style::default());
        if piece.is_empty() {
            continue;
        }
        if !is_first {
            out.push_str(report::between(format));
        }
        is_first = false;
        out.push_str(&piece);
    }
    let clusters = clusters();
    total.count_clusters(&clusters);
    for cluster in &clusters {
        let piece = report::cluster(cluster, format, &Style::default());
        if !piece.is_empty() {
            out.push_str(report::between(format));
        }
        out.push_str(&piece);
    }
    out + &report::end(&total, &clusters, format, &Style::default()).stdout
}

fn json(format: Format) -> Value {
    serde_json::from_str(&run(format)).unwrap()
}

/// What a reader that is not ours says, if there is one.
fn read_by_others(name: &str, format: Format) -> Option<String> {
    let python = std::env::var_os("REPLYLINT_READERS")?;
    let path = std::env::temp_dir().join(format!("replylint-{}.{name}", std::process::id()));
    std::fs::write(&path, run(format)).unwrap();
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/readers/read.py");
    let read = Command::new(python).arg(script).arg(name).arg(&path).output().unwrap();
    std::fs::remove_file(&path).unwrap();
    assert!(read.status.success(), "{}", String::from_utf8_lossy(&read.stderr));
    Some(String::from_utf8(read.stdout).unwrap().trim().to_owned())
}

#[test]
fn no_report_holds_a_character_that_a_terminal_would_obey() {
    for (name, format) in Format::NAMES {
        let out = run(*format);
        assert!(!out.contains(['\u{1b}', '\u{202e}']), "{name}: {out}");
    }
}

#[test]
fn sarif_names_places_rules_and_fingerprints() {
    let log = json(Format::Sarif);
    let run = &log["runs"][0];
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), 6);
    let others = results[4]["relatedLocations"].as_array().unwrap();
    let place = |location: &Value| {
        let physical = &location["physicalLocation"];
        (physical["artifactLocation"]["uri"].as_str().unwrap().to_owned(), physical["region"]["startLine"].as_u64())
    };
    assert_eq!(place(&results[4]["locations"][0]), ("a%2C%20b.csv".to_owned(), Some(3)));
    let places: Vec<_> = others.iter().map(place).collect();
    assert_eq!(places, [("a%2C%20b.csv".to_owned(), Some(10)), ("c.csv".to_owned(), Some(2))]);
    assert_eq!((&others[1]["message"]["text"], &results[4]["occurrenceCount"]), (&"record 1".into(), &4.into()));
    let location = &results[0]["locations"][0]["physicalLocation"];
    assert_eq!(location["artifactLocation"]["uri"], "replies/two%20words%2C%20100%25.txt");
    let region = &location["region"];
    assert_eq!(
        (&region["startLine"], &region["startColumn"], &region["endColumn"]),
        (&1.into(), &6.into(), &10.into())
    );
    assert_eq!((&region["byteOffset"], &region["byteLength"]), (&5.into(), &5.into()));
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    assert_eq!(results[3]["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"]["text"], "Thing");
    assert_eq!(results[0]["relatedLocations"][0]["physicalLocation"]["region"]["startLine"], 4);
    let rules: Vec<&str> =
        run["tool"]["driver"]["rules"].as_array().unwrap().iter().filter_map(|rule| rule["id"].as_str()).collect();
    assert_eq!(rules, ["a-note", "a-rule", "b-rule", "c-rule", "d-rule"]);
    let fingerprints: BTreeSet<&str> =
        results.iter().filter_map(|result| result["partialFingerprints"]["sentence/v1"].as_str()).collect();
    assert_eq!(fingerprints.len(), 4);
    if let Some(seen) = read_by_others("sarif", Format::Sarif) {
        assert_eq!(seen, "6");
    }
}

#[test]
fn github_gets_one_command_for_each_finding_whatever_its_words() {
    let out = run(Format::Github);
    assert_eq!(out.lines().count(), 6);
    assert!(
        out.lines().all(|line| ["::error ", "::warning ", "::notice "].iter().any(|start| line.starts_with(start)))
    );
    let first = out.lines().next().unwrap();
    let place =
        "::error file=replies/two words%2C 100%25.txt,line=1,endLine=1,col=6,endColumn=10,title=replylint%3A a-rule::";
    assert!(first.starts_with(place), "{first}");
    assert!(first.contains("%0A::error file=x::"));
    let cluster = out.lines().nth(4).unwrap();
    assert!(cluster.starts_with("::warning file=a%2C b.csv,line=3,title=replylint%3A c-rule::"), "{cluster}");
    assert!(cluster.contains("; in a, b.csv records 2, 9, c.csv record 1 and 1 more; "), "{cluster}");
}

#[test]
fn gitlab_gets_a_fingerprint_of_its_own_for_each_issue() {
    let issues = json(Format::Gitlab);
    let issues = issues.as_array().unwrap();
    let fingerprints: BTreeSet<&str> = issues.iter().filter_map(|issue| issue["fingerprint"].as_str()).collect();
    assert_eq!((issues.len(), fingerprints.len()), (6, 6));
    let others = issues[4]["other_locations"].as_array().unwrap();
    assert_eq!((others.len(), &others[1]["path"], &others[1]["lines"]["begin"]), (2, &"c.csv".into(), &2.into()));
    for issue in issues {
        assert!(["info", "minor", "major", "critical", "blocker"].contains(&issue["severity"].as_str().unwrap()));
        assert!(issue["location"]["lines"]["begin"].is_u64());
        assert!(issue["description"].is_string() && issue["check_name"].is_string());
    }
}

#[test]
fn reviewdog_gets_columns_in_bytes() {
    let report = json(Format::Rdjson);
    let diagnostics = report["diagnostics"].as_array().unwrap();
    assert_eq!(diagnostics.len(), 6);
    let others = diagnostics[4]["related_locations"].as_array().unwrap();
    assert_eq!(diagnostics[4]["location"]["path"], "a, b.csv");
    assert_eq!((others.len(), &others[0]["location"]["range"]["start"]["line"]), (2, &10.into()));
    // "Small thing 🙂 here": the emoji is one character and four bytes.
    let range = &diagnostics[3]["location"]["range"];
    assert_eq!((&range["start"]["line"], &range["start"]["column"]), (&4.into(), &18.into()));
    let fix = &diagnostics[3]["suggestions"][0];
    assert_eq!((&fix["range"]["end"]["column"], &fix["text"]), (&12.into(), &"Thing".into()));
}

#[test]
fn junit_fails_for_warnings_and_errors_and_passes_for_notes_and_good_drafts() {
    let out = run(Format::Junit);
    assert_eq!(out.matches("<failure ").count(), 4);
    assert_eq!(out.matches("<testcase ").count(), 8);
    assert!(out.contains("records 2, 9, c.csv record 1 and 1 more"), "{out}");
    assert!(out.contains("<skipped message="));
    assert!(!out.contains("<b>"));
    if let Some(seen) = read_by_others("junit", Format::Junit) {
        assert_eq!(seen, "4");
    }
}
