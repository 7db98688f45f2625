//! The language server in the real Emacs, with the settings that the documentation shows. Runs where an Emacs with eglot
//! is.
#![cfg(all(unix, feature = "lsp"))]
#![allow(clippy::unwrap_used)] // a test fails by panicking

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// How the session ends where Emacs has no eglot.
const NO_EGLOT: i32 = 77;

/// What a person sees in a session, by step; none where there is no Emacs with eglot.
fn session() -> Option<Vec<(String, Value)>> {
    Command::new("emacs").arg("--version").output().ok()?;
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("emacs-{}", std::process::id()));
    fs::create_dir_all(folder.join("wörk")).unwrap();
    let config = "select = [\"term-list\"]\n\n[[terms]]\navoid = [\"~customer\"]\nuse = \"guest\"\n";
    fs::write(folder.join("wörk/replylint.toml"), config).unwrap();
    let draft = folder.join("wörk/100% new.txt");
    fs::write(&draft, "Each customer counts.\n\nThe customers at the bar were loud.\n").unwrap();
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let binary = Path::new(env!("CARGO_BIN_EXE_replylint")).parent().unwrap();
    let seen = folder.join("seen.jsonl");
    let output = Command::new("emacs")
        .args(["-Q", "--batch", "-l"])
        .arg(here.join("tests/emacs/session.el"))
        .env("PATH", format!("{}:{}", binary.display(), std::env::var("PATH").unwrap()))
        .env("SETTINGS", here.join("fixtures/editors/eglot.el"))
        .env("DRAFT", &draft)
        .env("SEEN", &seen)
        .env("HOME", &folder)
        .env("LC_ALL", "C.UTF-8")
        .output()
        .unwrap();
    if output.status.code() == Some(NO_EGLOT) {
        fs::remove_dir_all(&folder).unwrap();
        return None;
    }
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    let text = fs::read_to_string(&seen).unwrap_or_else(|_| panic!("Emacs saw nothing: {told}"));
    assert!(output.status.success(), "{told}{text}");
    fs::remove_dir_all(&folder).unwrap();
    let steps = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    Some(steps.map(|step| (step["step"].as_str().unwrap().to_owned(), step["what"].clone())).collect())
}

/// Lines from 1, columns in characters from 0.
fn places(findings: &Value) -> Vec<(u64, u64)> {
    let findings = findings.as_array().unwrap().iter();
    findings.map(|found| (found["line"].as_u64().unwrap(), found["column"].as_u64().unwrap())).collect()
}

#[test]
fn the_settings_of_the_documentation_work_in_the_emacs_that_is_here() {
    let Some(seen) = session() else { return };
    let steps: Vec<&str> = seen.iter().map(|(step, _)| step.as_str()).collect();
    assert_eq!(steps, ["opened", "edited", "hover", "offered", "left", "text"], "{seen:?}");
    assert_eq!(places(&seen[0].1), [(1, 5), (3, 4)]);
    let message = seen[0].1[0]["text"].as_str().unwrap();
    assert!(message.contains("term-list") && message.contains("help: write “guest”"), "{message}");
    assert_eq!(places(&seen[1].1), [(1, 9), (3, 7), (5, 4)]);
    let page = seen[2].1.as_str().unwrap();
    assert!(page.contains("term-list (brand)") && page.contains("Why:"), "{page}");
    assert!(seen[3].1[0].as_str().unwrap().contains("guest"), "{}", seen[3].1);
    assert_eq!(places(&seen[4].1), [(1, 9), (5, 4)]);
    assert_eq!(seen[5].1, "Grüße 🙂, customer,\n\n🙂 Each guest counts.\n\nThe customers at the bar were loud.\n");
}
