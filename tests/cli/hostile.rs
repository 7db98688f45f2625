//! Input that is wrong, broken or malicious: one clear error each, exit code 2, the rest checked.

use crate::support::{Folder, PACK, Run};

const GOOD: &str = "Hurry up please.";

/// Checks the named paths with the rules of the house only.
fn check(folder: &Folder, paths: &[&str]) -> Run {
    let arguments = ["check", "--isolated", "--pack", "house.toml", "--select", "house", "--output-format", "concise"];
    let mut all = arguments.to_vec();
    all.extend(paths);
    folder.run(&all)
}

#[test]
fn a_missing_file_is_told_and_the_rest_is_checked() {
    let folder = Folder::new(&[("house.toml", PACK), ("good.txt", GOOD)]);
    let run = check(&folder, &["nowhere.txt", "good.txt"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.starts_with("error: nowhere.txt: no such file or folder\n"), "{}", run.stderr);
    assert!(run.stderr.contains("1 unreadable"), "{}", run.stderr);
    assert!(run.stdout.starts_with("good.txt:1:1: warning[house/hurry]"), "{}", run.stdout);
}

#[test]
fn invalid_utf8_is_told_with_its_place_and_the_rest_is_checked() {
    let folder = Folder::new(&[("house.toml", PACK), ("good.txt", GOOD)]);
    folder.write("bad.txt", b"Dear Ana,\nso \xFF sorry");
    let run = check(&folder, &["bad.txt", "good.txt"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.starts_with("error: bad.txt:2:4: invalid UTF-8"), "{}", run.stderr);
    assert!(run.stdout.contains("good.txt:1:1"), "{}", run.stdout);
}

#[test]
fn a_malformed_record_is_told_and_the_other_records_are_checked() {
    let records = "{\"reply\": \"Hurry up.\"}\n{\"reply\": \nnull\n[1]\n{\"reply\": \"Hurry up.\"}\n";
    let folder = Folder::new(&[("house.toml", PACK), ("a.jsonl", records)]);
    let run = check(&folder, &["a.jsonl"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("error: a.jsonl:2:"), "{}", run.stderr);
    let places: Vec<&str> = run.stdout.lines().filter_map(|line| line.split(" warning").next()).collect();
    assert_eq!(places, ["a.jsonl:1:12:", "a.jsonl:5:12:"]);
}

#[test]
fn unclosed_front_matter_is_told_and_the_rest_is_checked() {
    let folder = Folder::new(&[("house.toml", PACK), ("a.md", "+++\nrating = 2\n\nHurry up."), ("good.txt", GOOD)]);
    let run = check(&folder, &["a.md", "good.txt"]);
    assert_eq!(run.code, 2, "{}", run.stderr);
    assert!(run.stderr.starts_with("error: a.md:"), "{}", run.stderr);
    assert!(run.stdout.contains("good.txt:1:1"), "{}", run.stdout);
}

#[test]
fn a_bad_rating_is_told_and_the_draft_is_checked_without_it() {
    let folder = Folder::new(&[("house.toml", PACK), ("a.md", "+++\nrating = 9\n+++\nHurry up.")]);
    let run = check(&folder, &["a.md"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("error: a.md:2:"), "{}", run.stderr);
    assert!(run.stdout.contains("a.md:4:1: warning[house/hurry]"), "{}", run.stdout);
}

#[test]
fn no_control_character_of_a_draft_or_a_path_reaches_the_output() {
    let folder = Folder::new(&[("house.toml", PACK)]);
    folder.write("a.txt", "Hurry up \u{1b}[31m\u{202e}now\u{7}.".as_bytes());
    folder.write("b.jsonl", b"{\"reply\": \"Hurry up \\u001b[31m.\", \"reviewer\": \"\\u001b]0;x\\u0007\"}\n");
    for command in ["check", "inspect"] {
        let formats: &[&str] =
            if command == "check" { &["full", "concise", "json", "jsonl"] } else { &["text", "jsonl"] };
        for format in formats {
            let arguments =
                [command, "--isolated", "--pack", "house.toml", "--output-format", format, "a.txt", "b.jsonl"];
            let run = folder.run(&arguments);
            let dangerous = |text: &str| text.contains(['\u{1b}', '\u{7}', '\u{202e}']);
            assert!(!dangerous(&run.stdout) && !dangerous(&run.stderr), "{command} {format}: {:?}", run.stdout);
        }
    }
}

#[test]
fn a_record_that_cannot_be_read_still_has_its_line_in_jsonl() {
    let folder = Folder::new(&[("a.jsonl", "{broken\n{\"reply\": \"Thank you.\"}\n")]);
    for command in ["check", "inspect"] {
        let run = folder.run(&[command, "--isolated", "--output-format", "jsonl", "a.jsonl"]);
        assert_eq!(run.code, 2);
        let lines: Vec<serde_json::Value> =
            run.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(lines.len(), 2, "{command}");
        assert!(lines[0]["skipped"].is_string(), "{command}");
    }
}

#[test]
fn a_pack_that_is_missing_or_broken_stops_the_run_before_anything_is_checked() {
    let folder = Folder::new(&[("bad.toml", "[pack]\nname = \"bad\"\n[rule.x]\nlevle = \"error\"\n"), ("a.txt", GOOD)]);
    let missing = folder.run(&["check", "--isolated", "--pack", "nowhere.toml", "a.txt"]);
    assert_eq!((missing.code, missing.stdout.as_str()), (2, ""));
    let broken = folder.run(&["check", "--isolated", "--pack", "bad.toml", "a.txt"]);
    assert_eq!((broken.code, broken.stdout.as_str()), (2, ""));
    assert!(broken.stderr.contains("levle") && broken.stderr.contains("bad.toml:4:1"), "{}", broken.stderr);
}

#[test]
fn nonsense_on_the_command_line_is_refused_with_2() {
    let folder = Folder::new(&[("a.txt", GOOD)]);
    for arguments in [
        &["check", "--rating", "9", "a.txt"][..],
        &["check", "--platform", "gogle", "a.txt"],
        &["check", "--assume-rating", "0", "a.txt"],
        &["check", "--threads", "0", "a.txt"],
        &["check", "-", "-"],
        &["chekc"],
        &[],
    ] {
        let run = folder.run(arguments);
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{arguments:?}");
        assert!(!run.stderr.is_empty());
    }
    assert!(folder.run(&["check", "--platform", "gogle", "a.txt"]).stderr.contains("did you mean `google`?"));
}

#[test]
fn a_file_that_cannot_be_read_at_all_is_counted_whatever_is_wrong_with_it() {
    let folder = Folder::new(&[
        ("house.toml", PACK),
        ("header.csv", "id,\"re\"ply\n1,Hello\n"),
        ("text.json", "\"Hello\""),
        ("good.txt", GOOD),
    ]);
    folder.write("bytes.csv", b"id,reply\xFF\n1,Hello\n");
    folder.write("bytes.json", b"[{\"reply\": \"\xFF\"}]");
    let run = check(&folder, &["header.csv", "bytes.csv", "text.json", "bytes.json", "good.txt"]);
    assert_eq!(run.code, 2);
    assert_eq!(run.stderr.matches("error: ").count(), 4, "{}", run.stderr);
    assert!(run.stderr.contains("not checked: 4 unreadable"), "{}", run.stderr);
    assert!(run.stdout.starts_with("good.txt:1:1: warning[house/hurry]"), "{}", run.stdout);
}

#[test]
fn a_broken_pack_is_not_told_beside_notes_about_packs_of_others() {
    let folder = Folder::new(&[("bad.toml", "[pack]\nname = \"bad\"\n[rule.x]\nlevle = \"error\"\n"), ("a.txt", GOOD)]);
    for arguments in [&["test", "bad.toml"][..], &["check", "--isolated", "--pack", "bad.toml", "a.txt"]] {
        let run = folder.run(arguments);
        assert_eq!(run.code, 2);
        assert!(!run.stderr.contains("rules/"), "{}", run.stderr);
        assert!(run.stderr.lines().last().is_some_and(|line| line.starts_with("bad.toml: ")), "{}", run.stderr);
    }
}
