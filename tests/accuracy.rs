//! The measured accuracy is data: a table of counts can be written into it, and it is told with every built-in rule.
//! `ACCURACY=TABLE ACCURACY_DATE=DATE cargo test --test accuracy` writes the counts of the file TABLE.

use std::path::Path;
use std::process::Command;

const FILE: &str = "docs/accuracy.toml";

/// `data` with the counts of the rows `LABEL … hits false missed of`, and with that date. Rows of other labels and
/// lines that are no such rows change nothing.
fn with_counts(data: &str, table: &str, date: Option<&str>) -> String {
    let row = |label: &str| {
        table.lines().find_map(|line| {
            let cells: Vec<&str> = line.split_whitespace().collect();
            let counts: Option<Vec<u64>> =
                cells.get(cells.len().checked_sub(4)?..)?.iter().map(|cell| cell.parse().ok()).collect();
            (cells.first() == Some(&label)).then_some(counts?)
        })
    };
    let (mut label, mut section) = ("", "");
    let mut out = String::new();
    for line in data.lines() {
        if line.starts_with('[') {
            section = line;
        }
        if let Some(named) = line.strip_prefix("label = ") {
            label = named.trim_matches('"');
        }
        match (line.starts_with("counts = "), row(label)) {
            (true, Some(counts)) => out.push_str(&format!("counts = {counts:?}")),
            _ if section == "[development]" && line.starts_with("date = ") && date.is_some() => {
                out.push_str(&format!("date = {:?}", date.unwrap_or_default()));
            }
            _ => out.push_str(line),
        }
        out.push('\n');
    }
    out
}

#[test]
fn a_table_of_counts_is_written_into_the_data() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(FILE);
    let data = std::fs::read_to_string(&path).expect("the data can be read");
    let table = "label precision hits false missed of\nthanks 0.5 0.1–0.9 1 1 2 9\nunknown 1 2 3 4\n";
    let changed = with_counts(&data, table, Some("2030-01-02"));
    assert!(
        changed.contains(
            "label = \"thanks\"\nwhat = \"thanks\"\ncategories = [\"acknowledgment\"]\ncounts = [1, 1, 2, 9]\n"
        )
    );
    assert!(changed.contains("[development]\ndate = \"2030-01-02\"\n"));
    let differing = data.lines().zip(changed.lines()).filter(|(old, new)| old != new).count();
    assert_eq!((differing, data.lines().count()), (2, changed.lines().count()));
    assert_eq!(with_counts(&data, "", None), data);
    if let Ok(table) = std::env::var("ACCURACY") {
        let table = std::fs::read_to_string(table).expect("the table can be read");
        let date = std::env::var("ACCURACY_DATE").ok();
        std::fs::write(&path, with_counts(&data, &table, date.as_deref())).expect("the data can be written");
    }
}

#[test]
fn a_built_in_rule_is_explained_with_the_accuracy_of_its_category() {
    let explained = |rule: &str| {
        let output = Command::new(env!("CARGO_BIN_EXE_replylint")).args(["explain", "--isolated", rule]).output();
        let page = String::from_utf8(output.expect("the program runs").stdout).expect("UTF-8");
        // However it is wrapped.
        page.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let thanks = explained("missing-thanks");
    for part in [" Accuracy ", "179 public replies, not distributed", "thanks: precision 0.", "(0.", "other businesses"]
    {
        assert!(thanks.contains(part), "{part} in {thanks}");
    }
    assert!(explained("profanity").contains("not measured"), "{}", explained("profanity"));
}
