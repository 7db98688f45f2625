//! Many files, named by another program.

use crate::support::{Folder, Run};

const CHECK: [&str; 4] = ["check", "--select", "missing-thanks", "--output-format=concise"];

fn folder() -> Folder {
    Folder::new(&[
        ("a.txt", "We will call you, Ana."),
        ("b c.txt", "We will call you, Bo."),
        ("more/d.txt", "We will call you, Dee."),
    ])
}

fn check(folder: &Folder, more: &[&str], stdin: &str) -> Run {
    folder.run_with(&[&CHECK, more].concat(), stdin.as_bytes())
}

/// The files that have findings, in the order of the report.
fn reported(run: &Run) -> Vec<&str> {
    run.stdout.lines().filter_map(|line| line.split_once(':')).map(|(path, _)| path).collect()
}

#[test]
fn a_list_names_files_and_folders_one_a_line_or_each_with_a_nul_after_it() {
    let folder = folder();
    for list in ["b c.txt\n\nmore\n", "b c.txt\r\nmore", "b c.txt\0more\0"] {
        let run = check(&folder, &["--file-list", "-"], list);
        assert_eq!((run.code, reported(&run)), (1, vec!["b c.txt", "more/d.txt"]), "{list:?} {}", run.stderr);
    }
}

#[test]
fn a_list_adds_to_the_paths_on_the_command_line_and_each_file_is_read_once() {
    let folder = folder();
    folder.write("list.txt", b"b c.txt\na.txt\n");
    let run = check(&folder, &["--file-list", "list.txt", "a.txt"], "");
    assert_eq!(reported(&run), ["a.txt", "b c.txt"], "{}", run.stderr);
}

#[test]
fn a_file_that_is_missing_is_told_with_its_line_and_the_rest_goes_on() {
    let run = check(&folder(), &["--file-list", "-"], "gone.txt\na.txt\n\nlost.txt\n");
    assert_eq!((run.code, reported(&run)), (2, vec!["a.txt"]));
    assert!(run.stderr.contains("error: <stdin>:1:1: gone.txt: no such file or folder\n"), "{}", run.stderr);
    assert!(run.stderr.contains("error: <stdin>:4:1: lost.txt: no such file or folder\n"), "{}", run.stderr);
}

#[test]
fn an_empty_list_is_nothing_to_check_and_no_mistake() {
    let run = check(&folder(), &["--file-list", "-"], "\n");
    assert_eq!((run.code, run.stdout.as_str(), run.stderr.as_str()), (0, "", "no drafts\n"));
}

#[test]
fn a_list_that_cannot_be_read_or_shares_standard_input_with_a_draft_stops_the_run() {
    let folder = folder();
    let run = check(&folder, &["--file-list", "nowhere.txt"], "");
    assert_eq!(run.code, 2);
    assert!(run.stderr.starts_with("error: nowhere.txt: the list of files cannot be read: "), "{}", run.stderr);
    let run = check(&folder, &["--file-list", "-", "-"], "a.txt\n");
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("standard input can be read only once"), "{}", run.stderr);
}

#[test]
fn excludes_hold_for_files_in_a_list_as_for_files_that_are_named() {
    let folder = folder();
    let arguments = ["--file-list", "-", "--exclude", "more/"];
    assert_eq!(reported(&check(&folder, &arguments, "a.txt\nmore/d.txt\n")), ["a.txt", "more/d.txt"]);
    let forced = [&arguments[..], &["--force-exclude"]].concat();
    assert_eq!(reported(&check(&folder, &forced, "a.txt\nmore/d.txt\n")), ["a.txt"]);
}

#[test]
fn drafts_are_inspected_and_counted_by_list_too() {
    let folder = folder();
    let inspected = folder.run_with(&["inspect", "--isolated", "--file-list", "-"], b"a.txt\nmore/d.txt\n");
    assert_eq!(inspected.stdout.matches("  context ").count(), 2, "{}", inspected.stdout);
    let counted =
        folder.run_with(&["stats", "--isolated", "--output-format", "json", "--file-list", "-"], b"a.txt\nb c.txt\n");
    let numbers: serde_json::Value = serde_json::from_str(&counted.stdout).unwrap();
    assert_eq!(numbers["all"]["reviews"], 2, "{}", counted.stdout);
    let config = folder.run_with(&["check", "--print-config", "--file-list", "-"], b"a.txt\nb c.txt\n");
    assert_eq!(config.stdout.matches("# What holds for ").count(), 2, "{}", config.stdout);
}
