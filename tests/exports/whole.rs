//! Whole files, long, cut and broken: one clear message with its place each, the rest checked, always the same output.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Command, Stdio};

use serde_json::Value;

/// What a run gave: exit code, standard output, standard error.
fn check(name: &str, bytes: &[u8], more: &[&str]) -> (i32, String, String) {
    let arguments = [&["check", "--isolated", "--output-format", "jsonl", "--stdin-filename", name], more].concat();
    let mut command = Command::new(env!("CARGO_BIN_EXE_replylint"));
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let (mut stdin, bytes) = (child.stdin.take().unwrap(), bytes.to_vec());
    // Who reads and writes at once must not wait for itself.
    let writer = std::thread::spawn(move || stdin.write_all(&bytes));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

/// Which records were checked.
fn checked(stdout: &str) -> Vec<u64> {
    let records = stdout.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    records.filter(|record| record["skipped"].is_null()).map(|record| record["record"].as_u64().unwrap()).collect()
}

#[test]
fn output_is_the_same_with_any_number_of_threads() {
    let mut csv = String::from("id,rating,review,reply\n");
    for number in 0..300 {
        let reply =
            ["Sorry if you felt that.", "\"Thank you, \"\"Ana\"\".\nCall 020 7946 0117.\"", "", "You are lying."];
        csv.push_str(&format!("{number},{},bad,{}\n", number % 5 + 1, reply[number % 4]));
    }
    csv.push_str("300,1,bad,\"never closed\n301,1,bad,Sorry.\n");
    let one = check("a.csv", csv.as_bytes(), &["--threads", "1"]);
    assert!(one.0 == 2 && one.2.contains("a.csv:377:11: record 301: the quote"), "{}", one.2);
    assert_eq!(checked(&one.1).last(), Some(&302));
    for threads in ["2", "7"] {
        assert_eq!(check("a.csv", csv.as_bytes(), &["--threads", threads]), one, "{threads}");
    }
}

#[test]
fn each_broken_record_is_told_with_its_place_and_the_rest_is_checked() {
    for (name, bytes, told, rest) in [
        ("ragged.csv", &b"id,reply\n1,Thank you.\n2\n3,a,b\n4,Sorry.\n"[..], "ragged.csv:3:1: record 2: ", &[1, 4][..]),
        (
            "mixed.csv",
            b"id,reply\n1,Caf\xE9 is open\n2,Caf\xC3\xA9 is open\n",
            "mixed.csv:2:6: record 1: invalid UTF-8",
            &[2],
        ),
        ("cut.csv", b"id,reply\n1,Thank you.\n2,Caf\xC3", "cut.csv:3:6: record 2: invalid UTF-8", &[1]),
        ("cut.jsonl", b"{\"reply\": \"Sorry.\"}\n{\"reply\": \"So", "cut.jsonl:2:13: record 2: this is not JSON", &[1]),
        ("cut.json", b"[{\"reply\": \"Sorry.\"},\n{\"reply\": \"So", "cut.json:2:13: record 2: this is not JSON", &[1]),
        (
            "one.json",
            b"[{\"reply\": \"Sorry.\"},\n {\"reply\" 5}, {\"reply\": \"Caf\xE9\"},\n {\"reply\": \"Bye.\"}]",
            "one.json:2:11: record 2: this is not JSON: expected `:`",
            &[1, 4],
        ),
        (
            "list.json",
            b"{\"next\": 1, \"reviews\": [{\"reply\": \"Sorry.\"}\n {\"reply\": \"Bye.\"}]}",
            "list.json:2:2: record 2: this is not JSON: expected `,` or `]`; what follows record 1 was not read",
            &[1],
        ),
    ] {
        let (code, stdout, stderr) = check(name, bytes, &[]);
        assert_eq!(code, 2, "{name}");
        assert!(stderr.contains(told), "{name}: {stderr}");
        assert_eq!(checked(&stdout), rest, "{name}");
    }
}

#[test]
fn a_header_that_is_not_understood_is_shown_and_one_alone_is_no_mistake() {
    let (code, _, stderr) = check("a.csv", b"id^reply^rating\n1^Sorry.^2\n", &[]);
    assert_eq!(code, 2);
    assert!(stderr.starts_with("error: a.csv:1:1: no column is named `reply`; the columns are id^reply^rating; "));
    let (code, stdout, _) = check("a.csv", b"id|reply|rating\n1|Sorry, Ana.|2\n", &[]);
    assert!(code < 2 && checked(&stdout) == [1], "{stdout}");
    assert_eq!(check("a.csv", b"id,reply\n", &[]), (0, String::new(), String::new()));
}

#[test]
fn a_hundred_thousand_columns_and_ten_thousand_levels_take_no_time() {
    let started = std::time::Instant::now();
    let names: Vec<String> = (0..100_000).map(|number| format!("c{number}")).collect();
    let wide = format!("reply,{}\nSorry.{}\n", names.join(","), ",".repeat(100_000));
    let (code, stdout, _) = check("wide.csv", wide.as_bytes(), &[]);
    assert!(code < 2 && checked(&stdout) == [1]);
    for deep in ["[".repeat(10_000), format!("[{{\"reply\": {}", "[".repeat(10_000)), "{\"a\":".repeat(10_000)] {
        let (code, stdout, stderr) = check("deep.json", deep.as_bytes(), &[]);
        assert_eq!(code, 2);
        assert!(checked(&stdout).is_empty() && stderr.contains("error: deep.json:1:"), "{stderr}");
    }
    let whole = format!("[{{\"x\": {}{}, \"reply\": \"Sorry.\"}}]", "[".repeat(10_000), "]".repeat(10_000));
    let (code, stdout, _) = check("deep.json", whole.as_bytes(), &[]);
    assert!(code < 2 && checked(&stdout) == [1]);
    assert!(started.elapsed().as_secs() < 30, "{:?}", started.elapsed());
}

#[test]
#[cfg(unix)]
fn ctrl_c_ends_a_run_with_what_was_done_so_far() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_replylint"))
        .args(["check", "--isolated", "--output-format", "json", "--threads", "1", "--stdin-filename", "a.jsonl"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(b"{\"reply\": \"Thank you.\"}\n{broken\n").unwrap();
    let mut stderr = BufReader::new(child.stderr.take().unwrap());
    let mut told = String::new();
    // What is wrong with the second record is told once the first is done.
    stderr.read_line(&mut told).unwrap();
    let killed = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(killed.success());
    stderr.read_to_string(&mut told).unwrap();
    let mut json = String::new();
    child.stdout.take().unwrap().read_to_string(&mut json).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(2));
    drop(stdin);
    assert!(told.ends_with("interrupted: what follows was not read\n"), "{told}");
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!((json["summary"]["interrupted"].as_bool(), json["summary"]["drafts"].as_u64()), (Some(true), Some(1)));
}
