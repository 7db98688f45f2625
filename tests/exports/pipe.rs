//! A filter in a pipe: a line out for each line in, as soon as it is there; Ctrl-C ends it with what was done so far.

#![cfg(unix)]

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use serde_json::Value;

/// Long enough for any machine.
const PATIENCE: Duration = Duration::from_secs(60);

fn start(arguments: &[&str]) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_replylint"));
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command.spawn().unwrap()
}

/// The lines of a stream as they come.
fn lines(stream: impl Read + Send + 'static) -> Receiver<String> {
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        for line in BufReader::new(stream).lines().map_while(Result::ok) {
            if sender.send(line).is_err() {
                break;
            }
        }
    });
    receiver
}

fn interrupt(child: &Child) {
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
}

#[test]
fn a_line_goes_out_before_the_next_one_comes_in() {
    for threads in ["1", "2"] {
        for (name, head, line) in [
            ("a.jsonl", "", "{\"id\": N, \"reply\": \"Thank you.\"}\n"),
            ("a.csv", "id,reply\n", "N,\"Thank you,\nAna.\"\n"),
            ("a.json", "[", "{\"id\": N, \"reply\": \"Thank you.\"}, "),
        ] {
            let arguments = ["check", "--isolated", "--output-format", "jsonl", "--threads", threads];
            let mut child = start(&[&arguments[..], &["--stdin-filename", name, "-"]].concat());
            let mut stdin = child.stdin.take().unwrap();
            let out = lines(child.stdout.take().unwrap());
            stdin.write_all(head.as_bytes()).unwrap();
            for number in 1..=5 {
                stdin.write_all(line.replace('N', &number.to_string()).as_bytes()).unwrap();
                let checked = out.recv_timeout(PATIENCE).unwrap_or_else(|_| panic!("{name}: no line {number}"));
                let checked: Value = serde_json::from_str(&checked).unwrap();
                assert_eq!((&checked["record"], &checked["id"]), (&number.into(), &number.to_string().into()));
            }
            drop(stdin);
            child.wait().unwrap();
            // A list that is cut has a line that says so.
            let rest: Vec<String> = out.iter().collect();
            assert_eq!(rest.len(), usize::from(name == "a.json"), "{name}: {rest:?}");
        }
    }
}

#[test]
fn ctrl_c_is_heard_while_nothing_comes_in() {
    let mut child = start(&["check", "--isolated", "--output-format", "jsonl", "--stdin-filename", "a.jsonl", "-"]);
    let mut stdin = child.stdin.take().unwrap();
    let out = lines(child.stdout.take().unwrap());
    let told = lines(child.stderr.take().unwrap());
    stdin.write_all(b"{\"reply\": \"Thank you.\"}\n").unwrap();
    assert!(out.recv_timeout(PATIENCE).unwrap().contains("\"record\":1"));
    interrupt(&child);
    assert_eq!(told.recv_timeout(PATIENCE).unwrap(), "interrupted: what follows was not read");
    assert_eq!(child.wait().unwrap().code(), Some(2));
    drop(stdin);
}

#[test]
fn ctrl_c_ends_stats_with_the_numbers_so_far() {
    let mut child = start(&["stats", "--isolated", "--output-format", "json", "--stdin-filename", "a.jsonl", "-"]);
    let mut stdin = child.stdin.take().unwrap();
    let record = format!("{{\"rating\": 2, \"reply\": \"Thank you.{}\"}}\n", " ".repeat(20_000));
    // More than waits anywhere on the way: once it is written, some of it has been counted.
    for _ in 0..100 {
        stdin.write_all(record.as_bytes()).unwrap();
    }
    interrupt(&child);
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "interrupted: what follows was not counted\n");
    let numbers: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!((1..=100).contains(&numbers["all"]["reviews"].as_u64().unwrap()), "{numbers}");
    drop(stdin);
}

#[test]
fn ctrl_c_ends_a_run_over_a_file_with_what_was_done_so_far() {
    let path = std::env::temp_dir().join(format!("replylint-interrupt-{}.csv", std::process::id()));
    let row =
        "2,\"I am sorry, Ana. The soup should have been hot, and it is now. Please write to me at jo@example.com.\"\n";
    std::fs::write(&path, format!("rating,reply\n{}", row.repeat(200_000))).unwrap();
    let mut child = start(&["check", "--isolated", "--output-format", "jsonl", path.to_str().unwrap()]);
    let out = lines(child.stdout.take().unwrap());
    out.recv_timeout(PATIENCE).unwrap();
    interrupt(&child);
    let told = lines(child.stderr.take().unwrap());
    let rest: Vec<String> = out.iter().collect();
    assert_eq!(child.wait().unwrap().code(), Some(2));
    assert_eq!(told.recv_timeout(PATIENCE).unwrap(), "interrupted: what follows was not read");
    assert!(rest.len() < 199_999, "{}", rest.len());
    assert!(rest.iter().all(|line| serde_json::from_str::<Value>(line).is_ok()), "every line is whole");
    std::fs::remove_file(&path).unwrap();
}
