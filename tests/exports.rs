//! Whole exports: every known shape is recognised by its header or keys, and each finding leads to the bytes it names.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "exports/many.rs"]
mod many;
#[path = "exports/numbers.rs"]
mod numbers;
#[path = "exports/pipe.rs"]
mod pipe;
#[path = "exports/whole.rs"]
mod whole;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/exports")
}

/// What a run gave: exit code, standard output, standard error.
fn run(arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_replylint"));
    let output = command.args(arguments).current_dir(folder()).stdin(Stdio::null()).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn records(name: &str, more: &[&str]) -> Vec<Value> {
    let (_, stdout, _) = run(&[&["check", "--output-format", "jsonl", name], more].concat());
    stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Name, platform, kind, which records hold a reply, and the id of the first one.
type Export = (&'static str, Option<&'static str>, &'static str, &'static [bool], Option<&'static str>);

const EXPORTS: &[Export] = &[
    ("app-store-connect.json", Some("app_store"), "draft", &[true, true, false], Some("a1")),
    ("app-store-scraper.csv", Some("app_store"), "draft", &[true, true, false], None),
    ("feedback-desk.csv", Some("google"), "draft", &[true], Some("1")),
    ("front-templates.json", None, "template", &[true], Some("rsp_1")),
    ("google-business-profile.json", Some("google"), "draft", &[true, true, false], Some("g1")),
    ("google-play-scraper.csv", Some("google_play"), "draft", &[true, true, false], Some("gs-1")),
    ("google-play-scraper.json", Some("google_play"), "draft", &[true, true, false], Some("gs-1")),
    ("intercom-macros.json", None, "template", &[true], Some("m1")),
    ("outscraper.csv", Some("google"), "draft", &[true, true, false], Some("o1")),
    ("outscraper.json", Some("google"), "draft", &[true, true, false], Some("o1")),
    ("play-console.csv", Some("google_play"), "draft", &[true, true, false, false], Some("gp-1")),
    ("trustpilot.json", Some("trustpilot"), "draft", &[true, true, false], Some("t1")),
    ("yelp-brightdata.csv", Some("yelp"), "draft", &[true, true, false], None),
    ("zendesk-macros.json", None, "template", &[true, false, true], Some("4")),
];

#[test]
fn every_export_is_recognised_by_what_is_in_it() {
    for (name, platform, kind, replies, id) in EXPORTS {
        let (code, _, stderr) = run(&["check", "--output-format", "jsonl", name]);
        assert!(code < 2 && !stderr.contains("error"), "{name}: {stderr}");
        let records = records(name, &[]);
        let found: Vec<bool> = records.iter().map(|record| record["skipped"].is_null()).collect();
        assert_eq!(&found, replies, "{name}");
        let context = &records[0]["context"];
        assert_eq!((context["platform"].as_str(), context["kind"].as_str()), (*platform, Some(*kind)), "{name}");
        assert_eq!(context["id"].as_str(), *id, "{name}");
        if *kind == "draft" {
            let dates = ["reviewed_at", "replied_at"].map(|key| context[key].is_string());
            assert!(context["rating"].is_u64() && dates == [true, true], "{name}: {context}");
        }
    }
}

#[test]
fn every_fixture_is_in_the_list() {
    let known =
        |name: &str| EXPORTS.iter().any(|export| export.0 == name) || ["month.csv", "names.csv"].contains(&name);
    for entry in std::fs::read_dir(folder()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(known(&name) || name.ends_with(".toml") || name.starts_with('.'), "{name}");
    }
}

/// The text that stands between two bytes of a file, whatever the file is written in.
fn decoded(name: &str, bytes: &[u8], wide: bool) -> String {
    let text = if wide {
        let units: Vec<u16> = bytes.chunks(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
        String::from_utf16(&units).unwrap()
    } else {
        String::from_utf8(bytes.to_vec()).unwrap()
    };
    let text = if name.ends_with(".csv") { text.replace("\"\"", "\"") } else { text };
    // JSON, in a file or in a cell.
    let text = serde_json::from_str(&format!("\"{text}\"")).unwrap_or(text);
    let mut plain = String::new();
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once('<') {
        plain.push_str(before);
        let (tag, after) = after.split_once('>').unwrap_or(("", after));
        plain.push_str(if tag.starts_with('/') || tag.starts_with("br") { "\n" } else { "" });
        rest = after;
    }
    (plain + rest).replace("&amp;", "&").replace("&#39;", "'")
}

#[test]
fn every_finding_leads_to_the_bytes_and_the_line_that_it_names() {
    let mut seen = 0;
    for (name, ..) in EXPORTS {
        let file = std::fs::read(folder().join(name)).unwrap();
        let wide = file.starts_with(&[0xFF, 0xFE]);
        for record in records(name, &["--select", "all"]) {
            for finding in record["findings"].as_array().into_iter().flatten() {
                let at = |part: &str| usize::try_from(finding["span"][part].as_u64().unwrap()).unwrap();
                let words = decoded(name, &file[at("start")..at("end")], wide);
                assert_eq!(words, finding["excerpt"].as_str().unwrap(), "{name}: {finding}");
                let before = decoded_lines(&file[..at("start")], wide);
                assert_eq!(finding["start"]["line"].as_u64().unwrap(), before, "{name}: {finding}");
                seen += 1;
            }
        }
    }
    assert!(seen > 40, "{seen}");
}

fn decoded_lines(bytes: &[u8], wide: bool) -> u64 {
    let breaks = if wide {
        bytes.chunks(2).filter(|pair| *pair == [0x0A, 0]).count()
    } else {
        bytes.iter().filter(|byte| **byte == b'\n').count()
    };
    breaks as u64 + 1
}

#[test]
fn what_a_platform_translated_is_left_out_and_what_it_holds_back_is_shown() {
    let records = records("google-business-profile.json", &[]);
    assert_eq!(records[1]["context"]["policy_violation"], "HARASSMENT");
    let (_, stdout, _) = run(&["check", "google-business-profile.json"]);
    let line = stdout.lines().find(|line| line.starts_with("google-business-profile.json record 2:")).unwrap();
    assert!(line.ends_with("; the platform reports a violation: HARASSMENT"), "{line}");
}

#[test]
fn a_column_of_names_is_an_error_that_shows_the_header() {
    let (code, _, stderr) = run(&["check", "--output-format", "concise", "names.csv"]);
    assert_eq!(code, 2);
    let told = "error: names.csv:1:1: 3 of 3 replies look like names or dates, such as “Wander Ltd”; the columns are \
                Customer, Rating, Date, Review, Reply, Answered, Useful; if another one holds the replies, name it: \
                --map reply=COLUMN\n";
    assert!(stderr.contains(told), "{stderr}");
}

#[test]
fn a_flag_names_the_columns_of_any_file() {
    let map = "--map=reply=Antwort, öffentlich,review=Text,rating=Sterne,id=Nr";
    let records = records("feedback-desk.csv", &["--isolated", map]);
    let context = &records[0]["context"];
    assert_eq!((context["rating"].as_u64(), context["id"].as_str()), (Some(2), Some("1")));
    assert!(records[0]["findings"].as_array().unwrap().iter().any(|found| found["rule"] == "conditional-apology"));
}

#[test]
fn without_a_mapping_the_columns_and_the_flag_are_shown() {
    let (code, _, stderr) = run(&["check", "--isolated", "feedback-desk.csv"]);
    assert_eq!(code, 2);
    let told = "error: feedback-desk.csv:1:1: no column is named `reply`; the columns are Nr, Datum, Gast, Text, \
                Sterne, Antwort, öffentlich, Antwort am; name the one that holds the replies: --map \
                reply=\"Antwort, öffentlich\"\n";
    assert!(stderr.starts_with(told), "{stderr}");
    let (code, _, stderr) = run(&["check", "--isolated", "--map", "reply=Reply", "feedback-desk.csv"]);
    assert_eq!(code, 2);
    assert!(stderr.starts_with("error: feedback-desk.csv:1:1: no column is called `Reply`; the columns"), "{stderr}");
    let (code, _, stderr) = run(&["check", "--map", "antwort=Reply", "feedback-desk.csv"]);
    assert_eq!(code, 2);
    assert!(stderr.contains("`antwort` is no field; fields are reply, review"), "{stderr}");
}

#[test]
fn the_list_of_formats_is_for_people_programs_and_documents() {
    let (code, table, told) = run(&["formats"]);
    assert_eq!(code, 0);
    assert!(table.contains("feedback desk") && table.contains("Antwort, öffentlich + Sterne"), "{table}");
    assert!(told.contains("--map reply=COLUMN"), "{told}");
    let (_, json, _) = run(&["formats", "--isolated", "--output-format", "json"]);
    let json: Value = serde_json::from_str(&json).unwrap();
    let formats = json["formats"].as_array().unwrap();
    assert!(formats.len() > 20 && formats.iter().all(|format| format["from"] == "built-in"));
    let outscraper = formats.iter().find(|format| format["name"] == "Outscraper, Google Maps reviews").unwrap();
    assert_eq!(outscraper["fields"]["reply"], serde_json::json!(["owner_answer"]));
    let (_, markdown, _) = run(&["formats", "--isolated", "--output-format", "markdown"]);
    assert_eq!(markdown.lines().count(), formats.len() + 2);
}
