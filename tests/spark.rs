//! The example for Spark does what the page about exports says. Needs Python with PySpark, and Java:
//! `SPARK_PYTHON=python3 cargo test --test spark -- --ignored`.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

#[test]
#[ignore = "needs PySpark, which .ci/run installs"]
fn a_job_gives_one_line_for_each_record_in_order() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let program = Path::new(env!("CARGO_BIN_EXE_replylint")).parent().unwrap();
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("spark-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    let records: Vec<String> = (0..400)
        .map(|number| match number % 4 {
            0 => format!("{{\"id\": \"{number}\", \"rating\": 1, \"review\": \"bad\", \"reply\": null}}"),
            _ => format!("{{\"id\": \"{number}\", \"rating\": 1, \"reply\": \"Sorry if you felt that, {number}.\"}}"),
        })
        .collect();
    std::fs::write(folder.join("replies.jsonl"), records.join("\n")).unwrap();
    let status = Command::new(std::env::var("SPARK_PYTHON").unwrap_or_else(|_| "python3".to_owned()))
        .arg(root.join("fixtures/spark/check_replies.py"))
        .args([folder.join("replies.jsonl"), folder.join("checked")])
        .env("PATH", format!("{}:{}", program.display(), std::env::var("PATH").unwrap_or_default()))
        .env("SPARK_LOCAL_IP", "127.0.0.1")
        .env("PYSPARK_SUBMIT_ARGS", "--master local[2] --conf spark.ui.enabled=false pyspark-shell")
        .status()
        .unwrap();
    assert!(status.success());
    let mut parts: Vec<PathBuf> =
        std::fs::read_dir(folder.join("checked")).unwrap().map(|part| part.unwrap().path()).collect();
    parts.retain(|path| path.file_name().unwrap().to_string_lossy().starts_with("part-"));
    parts.sort();
    let lines: Vec<Value> = parts
        .iter()
        .flat_map(|part| std::fs::read_to_string(part).unwrap().lines().map(str::to_owned).collect::<Vec<_>>())
        .map(|line| serde_json::from_str(&line).unwrap())
        .collect();
    let ids: Vec<String> = lines.iter().map(|line| line["id"].as_str().unwrap().to_owned()).collect();
    assert_eq!(ids, (0..400).map(|number| number.to_string()).collect::<Vec<_>>());
    assert!(parts.len() >= 2, "{parts:?}");
    assert_eq!(lines.iter().filter(|line| line["skipped"].is_string()).count(), 100);
    let mut command = Command::new(env!("CARGO_BIN_EXE_replylint"));
    let numbers = command.args(["stats", "--output-format", "json"]).args(&parts).output().unwrap();
    let numbers: Value = serde_json::from_slice(&numbers.stdout).unwrap();
    assert_eq!((numbers["all"]["reviews"].as_u64(), numbers["all"]["answered"].as_u64()), (Some(400), Some(300)));
    std::fs::remove_dir_all(&folder).unwrap();
}
