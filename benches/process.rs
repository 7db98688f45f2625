//! The whole program, from process start to exit: start-up beside an empty program of the same profile, two threads
//! beside one, and peak memory for ten times the records. Prints ratios; asserts only that outputs are identical.
//!
//! `cargo bench --bench process`. Peak memory is read from `/proc` and so printed on Linux only.

#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::cast_precision_loss)] // a benchmark reports by printing

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

const BINARY: &str = env!("CARGO_BIN_EXE_replylint");

fn main() {
    let folder = std::env::temp_dir().join(format!("replylint-bench-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    start_up(&folder);
    threads_and_memory(&folder);
    fs::remove_dir_all(&folder).unwrap();
}

/// One 700-byte draft with all built-in packs, in turn with a program that does nothing.
fn start_up(folder: &Path) {
    let empty = empty_program(folder);
    let draft = folder.join("draft.txt");
    let sentence = "We're sorry if you felt rushed, but our records show that you arrived late. ";
    fs::write(&draft, sentence.repeat(10).get(..700).unwrap()).unwrap();
    let mut ratios = Vec::new();
    for _ in 0..200 {
        let ours = run(Command::new(BINARY).args(["check", "--isolated"]).arg(&draft));
        let theirs = run(&mut Command::new(&empty));
        ratios.push(ours / theirs);
    }
    println!("start to exit, one 700-byte draft / an empty program: median {:.2}", median(&mut ratios));
}

/// An empty program, built with the release profile of `Cargo.toml`.
fn empty_program(folder: &Path) -> PathBuf {
    let source = folder.join("empty.rs");
    let binary = folder.join("empty");
    fs::write(&source, "fn main() {}\n").unwrap();
    let flags =
        ["-Copt-level=3", "-Clto=fat", "-Ccodegen-units=1", "-Cpanic=abort", "-Cstrip=symbols", "--edition=2024"];
    let built = Command::new("rustc").args(flags).arg("-o").arg(&binary).arg(&source).status().unwrap();
    assert!(built.success(), "the empty program can be built");
    binary
}

fn run(command: &mut Command) -> f64 {
    let start = Instant::now();
    let _ = command.stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap();
    start.elapsed().as_secs_f64()
}

fn threads_and_memory(folder: &Path) {
    let record = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/records/drafts.jsonl")).unwrap();
    let (small, large) = (folder.join("small.jsonl"), folder.join("large.jsonl"));
    fs::write(&small, record.repeat(4_000_000 / record.len())).unwrap();
    fs::write(&large, record.repeat(40_000_000 / record.len())).unwrap();

    let csv = folder.join("small.csv");
    let rows = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/records/drafts.csv")).unwrap();
    let (header, rows) = rows.split_once('\n').unwrap();
    fs::write(&csv, format!("{header}\n{}", rows.repeat(4_000_000 / rows.len()))).unwrap();

    let output = |threads: &str| {
        let run = Command::new(BINARY)
            .args(["check", "--isolated", "--output-format", "jsonl", "--threads", threads])
            .arg(&small)
            .output();
        run.unwrap().stdout
    };
    assert!(output("1") == output("2"), "the output does not depend on the number of threads");

    for (file, what) in [(&small, "JSONL"), (&csv, "CSV")] {
        let mut ratios = Vec::new();
        for _ in 0..7 {
            let timed = |threads: &str| {
                run(Command::new(BINARY)
                    .args(["check", "--isolated", "--output-format", "jsonl", "--threads", threads])
                    .arg(file))
            };
            ratios.push(timed("1") / timed("2"));
        }
        println!("one thread / two threads, 4 MB of {what}: median {:.2}", median(&mut ratios));
    }
    match (peak_memory(&small), peak_memory(&large)) {
        (Some(few), Some(many)) => {
            println!("peak memory, 40 MB / 4 MB of JSONL: {:.2} ({many} kB / {few} kB)", many as f64 / few as f64)
        }
        _ => println!("peak memory: not readable here"),
    }
}

/// The greatest resident size of a run, in kilobytes.
fn peak_memory(records: &Path) -> Option<u64> {
    let mut child = Command::new(BINARY)
        .args(["check", "--isolated", "--output-format", "jsonl", "--threads", "2"])
        .arg(records)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let status = format!("/proc/{}/status", child.id());
    let mut peak = None;
    while child.try_wait().ok()?.is_none() {
        let now = fs::read_to_string(&status).ok().and_then(|status| {
            let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
            line.split_whitespace().nth(1)?.parse().ok()
        });
        peak = now.max(peak);
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    peak
}

fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}
