//! Editors that read the `concise` report: the settings that the documentation shows, in the real Vim where there is one.

#![allow(clippy::unwrap_used)] // a test fails by panicking

use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// The line of the documentation that starts so.
fn documented(start: &str) -> &'static str {
    let line = include_str!("../docs/automation.md").lines().find(|line| line.starts_with(start));
    line.expect("the documentation shows it")
}

#[test]
fn vim_goes_to_the_words_of_each_finding() {
    if Command::new("vim").arg("--version").output().is_err() {
        return;
    }
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("vim-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("two words.txt"), "Thank you, Ana.\n\nBut you are lying: it was hot.\n").unwrap();
    let report = Command::new(env!("CARGO_BIN_EXE_replylint"))
        .args(["check", "--isolated", "--select", "accuses-lying", "--output-format", "concise", "two words.txt"])
        .current_dir(&folder)
        .output()
        .unwrap();
    fs::write(folder.join("report.txt"), &report.stdout).unwrap();
    let script = format!(
        "{}\ncgetfile report.txt\ncall writefile(map(getqflist(), \
         'v:val.valid.\"|\".bufname(v:val.bufnr).\"|\".v:val.lnum.\"|\".v:val.col.\"|\".v:val.type.\"|\".v:val.text'), \
         'list.txt')\nqa!\n",
        documented("set errorformat=")
    );
    fs::write(folder.join("script.vim"), script).unwrap();
    let vim = Command::new("vim").args(["-es", "-N", "-u", "NONE", "-S", "script.vim"]).current_dir(&folder).status();
    assert!(vim.unwrap().success());
    let list = fs::read_to_string(folder.join("list.txt")).unwrap();
    fs::remove_dir_all(&folder).unwrap();
    let places: Vec<&str> = list.lines().collect();
    assert!(places[0].starts_with("1|two words.txt|3|"), "{list}");
    assert!(places[0].contains("|e|[accuses-lying]: "), "{list}");
    assert!(places.iter().all(|line| line.starts_with("1|")), "{list}");
}
