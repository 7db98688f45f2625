//! What holds over many drafts comes once for each cluster, after the drafts, and never between the lines of a filter.

use serde_json::Value;

use crate::run;

const RULES: &str = "duplicate-reply,late-reply,unanswered-review";

fn check(format: &str, now: &str) -> (i32, String, String) {
    run(&["check", "--isolated", "--now", now, "--select", RULES, "--output-format", format, "month.csv"])
}

#[test]
fn json_has_the_clusters_beside_the_drafts() {
    let (code, json, _) = check("json", "2026-04-01");
    assert_eq!(code, 1);
    let json: Value = serde_json::from_str(&json).unwrap();
    let of = |rule: &str| -> Vec<&Value> {
        json["across"].as_array().unwrap().iter().filter(|cluster| cluster["rule"] == rule).collect()
    };
    let copies = of("duplicate-reply");
    assert_eq!((copies[0]["size"].as_u64(), copies[0]["members"].as_array().unwrap().len()), (Some(6), 6));
    assert_eq!(copies[0]["members"][0]["path"], "month.csv");
    assert!(copies.iter().all(|cluster| cluster["excerpt"].is_string() && cluster["level"] == "warning"));
    let late: Vec<u64> = of("late-reply")[0]["members"]
        .as_array()
        .unwrap()
        .iter()
        .map(|place| place["record"].as_u64().unwrap())
        .collect();
    assert_eq!(late, [4, 8, 16]);
    let clusters = json["across"].as_array().unwrap().len() as u64;
    let counted: u64 = json["summary"]["by_rule"].as_object().unwrap().values().filter_map(Value::as_u64).sum();
    assert_eq!(counted, clusters);
}

#[test]
fn the_clock_decides_which_reviews_have_waited() {
    let waiting = |now: &str| {
        let (_, concise, _) = check("concise", now);
        concise.lines().filter(|line| line.contains("[unanswered-review]")).count()
    };
    assert_eq!((waiting("2026-03-02"), waiting("2026-04-01")), (0, 2));
    let (code, _, stderr) = check("concise", "yesterday");
    assert!(code == 2 && stderr.contains("a date such as"), "{stderr}");
}

#[test]
fn a_line_in_is_a_line_out_whatever_many_have_in_common() {
    let (code, lines, stderr) = check("jsonl", "2026-04-01");
    assert_eq!((code, lines.lines().count()), (0, 30));
    assert!(!lines.contains("duplicate-reply") && !stderr.contains("duplicate-reply"), "{stderr}");
}

#[test]
fn formats_without_a_place_for_clusters_have_them_on_standard_error() {
    let (code, sarif, stderr) = check("sarif", "2026-04-01");
    assert_eq!(code, 1);
    serde_json::from_str::<Value>(&sarif).unwrap();
    assert!(stderr.contains("month.csv:3:1: warning[duplicate-reply]: one reply stands here 6 times\n"), "{stderr}");
}
