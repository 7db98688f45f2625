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
fn reports_for_code_hosts_have_each_cluster_at_its_first_member() {
    let (code, sarif, stderr) = check("sarif", "2026-04-01");
    assert_eq!((code, stderr.as_str()), (1, "not checked: 8 skipped\n"));
    let sarif: Value = serde_json::from_str(&sarif).unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    let copies: Vec<&Value> = results.iter().filter(|result| result["ruleId"] == "duplicate-reply").collect();
    let first = &copies[0];
    assert_eq!(first["locations"][0]["physicalLocation"]["region"]["startLine"], 3);
    assert_eq!((first["relatedLocations"].as_array().unwrap().len(), &first["occurrenceCount"]), (5, &6.into()));
    for format in ["gitlab", "junit", "rdjson", "github"] {
        let (code, report, _) = check(format, "2026-04-01");
        let found = report.matches("one reply stands here 6 times").count();
        assert!(code == 1 && found >= 1, "{format}: {report}");
    }
}

#[test]
fn the_same_clock_gives_the_same_report() {
    for format in ["full", "json", "sarif"] {
        assert_eq!(check(format, "2026-04-01"), check(format, "2026-04-01T00:00:00Z"), "{format}");
    }
}

#[test]
fn how_long_a_review_may_wait_is_configured_by_its_stars() {
    let folder = std::env::temp_dir().join(format!("replylint-timeliness-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let config = folder.join("replylint.toml");
    let with = |toml: &str, arguments: &[&str]| {
        std::fs::write(&config, toml).unwrap();
        run(&[arguments, &["--config", config.to_str().unwrap(), "month.csv"]].concat())
    };
    let late = ["check", "--now", "2026-04-01", "--select", "late-reply", "--output-format", "concise"];
    let (_, usual, _) = with("", &late);
    assert!(usual.contains("3 of 17 replies to 1 and 2 stars came late"), "{usual}");
    let (_, strict, _) = with("[timeliness]\nwithin-hours = { \"1\" = 24, \"2..=5\" = 20 }\n", &late);
    assert!(strict.contains("replies to 1 star came late") && strict.contains("to 2 to 5 stars came late"), "{strict}");
    let (code, patient, _) = with("[timeliness]\nwithin-hours = { \"<=5\" = 720 }\n", &late);
    assert_eq!((code, patient.as_str()), (0, ""));
    // The numbers of the month go by the same limits, also when they are made from what `check` wrote.
    let toml = "[timeliness]\nwithin-hours = { \"<=5\" = 720 }\n";
    let (_, table, _) = with(toml, &["stats", "--output-format", "json"]);
    let late_in = |json: &str| serde_json::from_str::<Value>(json).unwrap()["all"]["late"].as_u64();
    assert_eq!(late_in(&table), Some(0));
    let (_, lines, _) = with(toml, &["check", "--output-format", "jsonl"]);
    let written = folder.join("month.jsonl");
    std::fs::write(&written, lines).unwrap();
    let (_, again, _) = run(&["stats", "--isolated", "--output-format", "json", written.to_str().unwrap()]);
    assert_eq!(late_in(&again), Some(0));
    let (_, printed, _) = with(toml, &["check", "--print-config"]);
    assert!(printed.contains("[timeliness.within-hours]\n\"1..=5\" = 720\nunknown = 168"), "{printed}");
    std::fs::remove_dir_all(&folder).unwrap();
}
