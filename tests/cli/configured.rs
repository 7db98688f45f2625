//! What replylint.toml changes, and how its mistakes are told.

use crate::support::{Folder, PACK};

const CONFIG: &str = "packs = [\"house.toml\"]\nselect = [\"house\"]\n";

/// The rules and levels reported in each path, by the concise format.
fn reported(folder: &Folder, arguments: &[&str]) -> Vec<String> {
    let mut all = vec!["check", "--output-format", "concise"];
    all.extend(arguments);
    let run = folder.run(&all);
    assert_ne!(run.code, 2, "{}", run.stderr);
    run.stdout.lines().map(|line| line.split("]: ").next().unwrap_or_default().to_owned()).collect()
}

#[test]
fn the_closest_configuration_of_each_file_holds_wherever_one_stands() {
    let strict = format!("extends = [\"../replylint.toml\"]\n[rules]\n{}\n", "\"house/hurry\" = \"error\"");
    let folder = Folder::new(&[
        ("a/house.toml", PACK),
        ("a/replylint.toml", CONFIG),
        ("a/mild.txt", "Hurry up."),
        ("a/b/replylint.toml", &strict),
        ("a/b/strict.txt", "Hurry up."),
        ("free.txt", "Hurry up."),
    ]);
    let expected = ["a/b/strict.txt:1:1: error[house/hurry", "a/mild.txt:1:1: warning[house/hurry"];
    assert_eq!(reported(&folder, &["a"]), expected);
    let elsewhere = reported(&folder, &["a/b/../mild.txt"]);
    assert_eq!(elsewhere, ["a/b/../mild.txt:1:1: warning[house/hurry"]);
    assert!(!reported(&folder, &["free.txt"]).iter().any(|line| line.contains("house/")));
    assert!(!reported(&folder, &["--isolated", "a/mild.txt"]).iter().any(|line| line.contains("house/")));
    let named = reported(&folder, &["--config", "a/replylint.toml", "free.txt"]);
    assert_eq!(named, ["free.txt:1:1: warning[house/hurry"]);
}

#[test]
fn overrides_hold_for_their_files_and_flags_win() {
    let config = format!(
        "{CONFIG}[rules]\n\"house/hurry\" = \"note\"\n[[overrides]]\nfiles = [\"loud/**\"]\nplatform = \"yelp\"\n\
         [[overrides]]\nfiles = [\"hard/**\"]\nrules = {{ \"house/hurry\" = \"error\" }}\n"
    );
    let folder = Folder::new(&[
        ("house.toml", PACK),
        ("replylint.toml", &config),
        ("hard/a.txt", "Hurry up."),
        ("loud/a.txt", "Hurry up."),
        ("soft/a.txt", "Hurry up."),
    ]);
    let expected = ["hard/a.txt:1:1: error[house/hurry", "soft/a.txt:1:1: note[house/hurry"];
    assert_eq!(reported(&folder, &["."]), expected);
    assert_eq!(reported(&folder, &["--platform", "yelp", "."]), [""; 0]);
    assert_eq!(reported(&folder, &["--platform", "google", "loud"]), ["loud/a.txt:1:1: note[house/hurry"]);
    assert_eq!(reported(&folder, &["--ignore", "house/hurry", "."]), [""; 0]);
}

#[test]
fn what_is_excluded_is_left_out_of_folders_and_of_named_files_when_forced() {
    let config = format!("{CONFIG}exclude = [\"archive/\"]\n");
    let folder = Folder::new(&[
        ("house.toml", PACK),
        ("replylint.toml", &config),
        ("archive/a.txt", "Hurry up."),
        ("b.txt", "Hurry up."),
        ("c.txt", "Hurry up."),
    ]);
    let only = |path: &str| vec![format!("{path}:1:1: warning[house/hurry")];
    assert_eq!(reported(&folder, &["--exclude", "c.txt", "."]), only("b.txt"));
    assert_eq!(reported(&folder, &["archive/a.txt"]), only("archive/a.txt"));
    assert_eq!(reported(&folder, &["--force-exclude", "archive/a.txt", "b.txt"]), only("b.txt"));
    assert_eq!(reported(&folder, &["--include", "c*", "."]), only("c.txt"));
}

#[test]
fn limits_are_set_by_their_parameters_and_a_wrong_name_is_pointed_at() {
    let pack = format!(
        "{PACK}\n[rule.wordy]\ncategory = \"readability\"\nlevel = \"warning\"\nlimit = {{ of = \"words\", max = 100 }}\n\
         message = \"too many words\"\nlabel = \"wordy\"\nwhy = \"w\"\nflag = [\"{}\"]\npass = [\"Short.\"]\n",
        "so ".repeat(101)
    );
    let config = |rule: &str| format!("{CONFIG}[rules]\n{rule}\n");
    let folder = Folder::new(&[
        ("house.toml", &pack),
        ("replylint.toml", &config("\"house/wordy\" = { max = 3 }")),
        ("a.txt", "One two three four."),
        (
            "wrong/replylint.toml",
            "extends = [\"../replylint.toml\"]\n[rules]\n\"house/wordy\" = { maxx = 3 }\n\"house/hury\" = \"off\"\n",
        ),
        ("wrong/a.txt", "One two three four."),
    ]);
    assert_eq!(reported(&folder, &["a.txt"]), ["a.txt:1:1: warning[house/wordy"]);
    let wrong = folder.run(&["check", "wrong"]);
    assert_eq!((wrong.code, wrong.stdout.as_str()), (2, ""));
    for part in [
        "error[unknown-parameter]",
        "3:19",
        "did you mean `max`?",
        "error[unknown-rule]",
        "did you mean `house/hurry`?",
    ] {
        assert!(wrong.stderr.contains(part), "{part} in {}", wrong.stderr);
    }
}

#[test]
fn a_broken_configuration_stops_the_run_with_every_mistake() {
    let config = format!("{CONFIG}fail-on = \"sometimes\"\nselekt = [\"a\"]\n");
    let folder = Folder::new(&[("house.toml", PACK), ("replylint.toml", &config), ("a.txt", "Hurry up.")]);
    let run = folder.run(&["check", "a.txt"]);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""));
    assert!(run.stderr.contains("sometimes") && run.stderr.contains("selekt"), "{}", run.stderr);
    let missing = folder.run(&["check", "--config", "nowhere.toml", "a.txt"]);
    assert_eq!(missing.code, 2);
    assert!(missing.stderr.contains("nowhere.toml"), "{}", missing.stderr);
}

#[test]
fn the_configuration_decides_what_fails_a_run_unless_a_flag_does() {
    let folder = Folder::new(&[
        ("house.toml", PACK),
        ("replylint.toml", &format!("{CONFIG}fail-on = \"error\"\n")),
        ("a.txt", "Hurry up."),
    ]);
    assert_eq!(folder.run(&["check", "a.txt"]).code, 0);
    assert_eq!(folder.run(&["check", "--fail-on", "warning", "a.txt"]).code, 1);
}

#[test]
fn print_config_shows_what_holds_for_a_file_and_checks_nothing() {
    let folder = Folder::new(&[
        ("house.toml", PACK),
        ("replylint.toml", &format!("{CONFIG}platform = \"yelp\"\n")),
        ("a.txt", "Hurry up."),
    ]);
    let run = folder.run(&["check", "--print-config", "a.txt"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stdout.starts_with("# What holds for a.txt") && run.stdout.contains("platform = \"yelp\""));
}

#[test]
fn explain_and_rules_know_the_packs_of_the_configuration() {
    let folder = Folder::new(&[("house.toml", PACK), ("replylint.toml", CONFIG)]);
    assert!(folder.run(&["explain", "house/hurry"]).stdout.starts_with("house/hurry\n"));
    assert!(folder.run(&["rules"]).stdout.contains("house/hurry"));
    assert_eq!(folder.run(&["explain", "--isolated", "house/hurry"]).code, 2);
}

#[test]
fn init_writes_a_configuration_that_holds_and_never_overwrites_one() {
    let folder = Folder::new(&[("a.txt", "Thank you."), ("sub/b.txt", "Thank you.")]);
    let first = folder.run(&["init"]);
    assert_eq!((first.code, first.stdout.as_str()), (0, ""));
    assert_eq!(folder.read(".replylint.schema.json"), folder.run(&["schema", "config"]).stdout);
    assert!(folder.read("replylint.toml").starts_with("#:schema ./.replylint.schema.json\n"));
    assert_eq!(folder.run(&["init", "sub"]).code, 0);
    let read = folder.run(&["check", "--exit-zero", "--output-format", "concise", "."]);
    assert!(read.stderr.starts_with("2 drafts: "), "the schema is not taken for replies: {}", read.stderr);
    assert_ne!(folder.run(&["check", "a.txt"]).code, 2, "the template is a valid configuration");
    folder.write("replylint.toml", b"platform = \"yelp\"\n");
    let second = folder.run(&["init"]);
    assert_eq!(second.code, 2);
    assert!(second.stderr.starts_with("error: replylint.toml exists already\n"), "{}", second.stderr);
    assert!(folder.run(&["check", "--print-config", "a.txt"]).stdout.contains("yelp"), "still the same");
}

#[test]
fn what_nobody_has_verified_of_a_platform_is_held_against_a_reply_only_if_asked_for() {
    let draft = "---\nplatform: airbnb\nrating: 2\n---\nSorry about the noise. Please write to ines@example.com.";
    let folder = Folder::new(&[("a/a.txt", draft), ("b/b.txt", draft)]);
    folder.write("b/replylint.toml", b"unverified-platforms = true\n");
    let not_allowed =
        |path: &str| reported(&folder, &[path]).iter().any(|line| line.contains("contact-not-allowed-here"));
    assert!(!not_allowed("a"));
    assert!(not_allowed("b"));
    let list = |more: &[&str]| {
        folder.run(&[&["rules", "--platform", "airbnb", "--category", "contact"], more].concat()).stdout
    };
    let row = |list: String| list.lines().find(|line| line.starts_with("contact-not-allowed")).unwrap_or("").to_owned();
    assert!(row(list(&[])).contains(" off "), "{}", row(list(&[])));
    assert!(row(list(&["--config", "b/replylint.toml"])).contains(" error "));
    assert!(folder.run(&["check", "--print-config", "b/b.txt"]).stdout.contains("unverified-platforms = true"));
}
