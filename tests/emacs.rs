//! The language server in the real Emacs, with the settings that the documentation shows. Runs where an Emacs with eglot
//! is.
#![cfg(all(unix, feature = "lsp"))]
#![allow(clippy::unwrap_used)] // a test fails by panicking

#[path = "support/editor.rs"]
mod editor;

use std::path::Path;
use std::process::Command;

use editor::{Session, places};
use serde_json::Value;

/// How the session ends where Emacs has no eglot.
const NO_EGLOT: i32 = 77;

/// What a person sees in a session, by step; none where there is no Emacs with eglot. Lines are from 1, columns in
/// characters from 0.
fn session() -> Option<Vec<(String, Value)>> {
    Command::new("emacs").arg("--version").output().ok()?;
    let draft = "Each customer counts.\n\nThe customers at the bar were loud.\n";
    let session = Session::new("emacs", "100% new.txt", draft);
    let output = session
        .command("emacs", "eglot.el")
        .args(["-Q", "--batch", "-l"])
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/emacs/session.el"))
        .env("HOME", session.folder())
        .env("LC_ALL", "C.UTF-8")
        .output()
        .unwrap();
    if output.status.code() == Some(NO_EGLOT) {
        session.remove();
        return None;
    }
    Some(session.steps(&output))
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
