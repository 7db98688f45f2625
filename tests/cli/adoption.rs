//! Taking replylint up in a folder that has findings already: baselines, and reports in files.

use crate::support::Folder;

const DRAFT: &str = "Thank you for writing. Please hurry up. We call you.\n";
const CHECK: [&str; 6] = ["check", "--pack", "house.toml", "--select", "house/*", "--quiet"];

fn folder() -> Folder {
    Folder::new(&[("house.toml", crate::support::PACK), ("a.txt", DRAFT)])
}

fn check(folder: &Folder, more: &[&str]) -> crate::support::Run {
    folder.run(&[&CHECK, more].concat())
}

#[test]
fn a_baseline_silences_what_is_known_and_only_that() {
    let folder = folder();
    assert_eq!(check(&folder, &["a.txt"]).code, 1);
    let written = check(&folder, &["a.txt", "--baseline", "known.json", "--write-baseline"]);
    assert_eq!(
        (written.code, written.stderr.contains("known.json: 1 known finding\n")),
        (0, true),
        "{}",
        written.stderr
    );
    let silent = check(&folder, &["a.txt", "--baseline", "known.json"]);
    assert_eq!(silent.code, 0, "{}", silent.stdout);
    assert!(silent.stderr.contains("1 "), "what is not shown is counted: {}", silent.stderr);

    folder.write("a.txt", b"A new first line.\n\nPlease hurry up. Do hurry up, Ana.\n");
    let new = check(&folder, &["a.txt", "--baseline", "known.json", "--output-format", "concise"]);
    assert_eq!(new.code, 1);
    assert_eq!(new.stdout.lines().count(), 1, "the known sentence moved and stays known: {}", new.stdout);
    assert!(new.stdout.starts_with("a.txt:3:21: "), "{}", new.stdout);
}

#[test]
fn a_baseline_that_cannot_be_used_stops_the_run_and_says_what_to_do() {
    let folder = folder();
    let missing = check(&folder, &["a.txt", "--baseline", "none.json"]);
    assert_eq!((missing.code, missing.stderr.contains("none.json")), (2, true), "{}", missing.stderr);
    folder.write("old.json", b"{\"version\":7,\"findings\":[]}");
    let old = check(&folder, &["a.txt", "--baseline", "old.json"]);
    assert_eq!((old.code, old.stderr.contains("another version")), (2, true), "{}", old.stderr);
    folder.write("broken.json", b"{\"version\":1,\n\"findings\":7}");
    let broken = check(&folder, &["a.txt", "--baseline", "broken.json"]);
    assert_eq!((broken.code, broken.stderr.contains("broken.json:2:")), (2, true), "{}", broken.stderr);
    assert_eq!(check(&folder, &["a.txt", "--write-baseline"]).code, 2, "it has to be named");
}

#[test]
fn a_baseline_is_not_written_from_half_of_the_files() {
    let folder = folder();
    folder.write("known.json", b"{\"version\":1,\"findings\":[]}");
    let run = check(&folder, &["a.txt", "gone.txt", "--baseline", "known.json", "--write-baseline"]);
    assert_eq!(run.code, 2);
    assert_eq!(folder.read("known.json"), "{\"version\":1,\"findings\":[]}");
}

#[test]
fn a_report_in_a_file_is_what_standard_output_would_have_been() {
    let folder = folder();
    let printed = check(&folder, &["a.txt", "--output-format", "sarif"]);
    let filed = check(&folder, &["a.txt", "--output-format", "sarif", "--output-file", "out.sarif"]);
    assert_eq!((filed.code, filed.stdout.as_str()), (1, ""));
    assert_eq!(folder.read("out.sarif"), printed.stdout);
    let nowhere = check(&folder, &["a.txt", "--output-file", "no/such/folder/out.txt"]);
    assert_eq!((nowhere.code, nowhere.stderr.contains("no/such/folder/out.txt")), (2, true), "{}", nowhere.stderr);
}
