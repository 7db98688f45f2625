//! `stats`: the numbers of exports and of what `check` wrote are the same, in every format.

use serde_json::Value;

use crate::run;

fn stats(format: &str) -> String {
    let (code, stdout, stderr) = run(&["stats", "--isolated", "--output-format", format, "month.csv"]);
    assert_eq!(code, 0, "{stderr}");
    stdout
}

#[test]
fn a_month_is_counted_by_stars_author_and_location() {
    let stats: Value = serde_json::from_str(&stats("json")).unwrap();
    assert_eq!((stats["all"]["reviews"].as_u64(), stats["all"]["answered"].as_u64()), (Some(30), Some(22)));
    let names = |list: &str| -> Vec<String> {
        stats[list].as_array().unwrap().iter().map(|group| group["name"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(names("by_rating"), ["1", "2", "4", "5"]);
    assert_eq!(names("by_author"), ["Mira", "Tomas"]);
    assert_eq!(names("by_location"), ["Harbour", "Old Town"]);
    assert_eq!(names("by_month"), ["2026-03"]);
    assert_eq!(stats["copies"][0]["count"].as_u64(), Some(6));
    assert!(names("topics").contains(&"noise".to_owned()));
}

#[test]
fn the_numbers_of_parts_are_those_of_the_whole() {
    let folder = std::path::PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("numbers-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let (_, written, _) = run(&["check", "--isolated", "--output-format", "jsonl", "month.csv"]);
    let lines: Vec<&str> = written.lines().collect();
    let parts = [("a.jsonl", &lines[..9]), ("b.jsonl", &lines[9..])];
    let paths = parts.map(|(name, lines)| {
        let path = folder.join(name);
        std::fs::write(&path, lines.join("\n")).unwrap();
        path.to_str().unwrap().to_owned()
    });
    let (code, merged, stderr) = run(&["stats", "--output-format", "json", &paths[0], &paths[1]]);
    assert_eq!(code, 0, "{stderr}");
    assert_eq!(merged, stats("json"));
    std::fs::write(folder.join("a.jsonl"), format!("{}\n{{broken\n{}", lines[0], lines[1])).unwrap();
    let (code, merged, stderr) = run(&["stats", "--output-format", "json", &paths[0]]);
    assert!(code == 2 && stderr.contains("a.jsonl:2:1: this is no line of `check`"), "{stderr}");
    assert_eq!(serde_json::from_str::<Value>(&merged).unwrap()["all"]["reviews"].as_u64(), Some(2));
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn the_page_needs_no_network_and_no_script_and_hides_no_markup() {
    let page = stats("html");
    assert!(page.starts_with("<!doctype html>") && page.contains("prefers-color-scheme: dark"));
    for forbidden in ["<script", "src=", "http:", "https:", "url(", "@import", "<link"] {
        assert!(!page.contains(forbidden), "{forbidden}");
    }
    assert_eq!(page.matches("<svg").count(), 3);
    let opened = |tag: &str| page.matches(&format!("<{tag}")).count() == page.matches(&format!("</{tag}>")).count();
    assert!(["svg", "table", "section", "tr", "td", "div"].iter().all(|tag| opened(tag)));
}

#[test]
fn the_table_of_numbers_has_one_a_row_and_no_formula() {
    let csv = stats("csv");
    assert!(csv.starts_with("section,name,measure,value\nall,all,reviews,30\n"), "{csv}");
    assert!(csv.lines().all(|line| !line.contains(",=") && !line.contains(",@")), "{csv}");
}

#[test]
fn nothing_to_count_is_told() {
    let (code, stdout, stderr) = run(&["stats", "--isolated", "front-templates.json", "no-such-file.csv"]);
    assert_eq!(code, 2, "{stdout}");
    assert!(stderr.contains("no-such-file.csv: no such file"), "{stderr}");
}
