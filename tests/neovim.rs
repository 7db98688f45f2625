//! The language server in the real Neovim, with the settings that the documentation shows. Runs with the `nvim` of this
//! machine, and with the newer one that `REPLYLINT_NVIM` names.
#![cfg(all(unix, feature = "lsp"))]
#![allow(clippy::unwrap_used)] // a test fails by panicking

#[path = "support/editor.rs"]
mod editor;

use std::ffi::OsString;
use std::path::Path;
use std::process::Command;

use editor::{Session, places};
use serde_json::{Value, json};

/// Every Neovim that can be run, with whether it is new enough for `vim.lsp.config`.
fn neovims() -> Vec<(OsString, bool)> {
    let named = std::env::var_os("REPLYLINT_NVIM");
    let version = |program: &OsString| {
        let output = Command::new(program).arg("--version").output().ok()?;
        let text = String::from_utf8(output.stdout).ok()?;
        text.strip_prefix("NVIM v0.")?.split('.').next()?.parse::<u32>().ok()
    };
    let programs = named.into_iter().chain([OsString::from("nvim")]);
    programs.filter_map(|program| version(&program).map(|minor| (program, minor >= 11))).collect()
}

/// What a person sees in a session, by step.
fn session(program: &OsString, settings: &str) -> Vec<(String, Value)> {
    let draft = "Each customer counts.\n\nThe customers at the bar were loud.\nCustomers do that.\n";
    let session = Session::new(&format!("nvim {settings}"), "google/100% new.md", draft);
    let output = session
        .command(program, settings)
        .args(["--headless", "-u", "NONE", "-i", "NONE", "-n", "-S"])
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/neovim/session.lua"))
        .env("XDG_STATE_HOME", session.folder())
        .env("XDG_CACHE_HOME", session.folder())
        .env("NVIM_LOG_FILE", session.folder().join("log"))
        .output()
        .unwrap();
    session.steps(&output)
}

fn a_person_sees_and_mends_what_is_found(program: &OsString, settings: &str) {
    let seen = session(program, settings);
    let steps: Vec<&str> = seen.iter().map(|(step, _)| step.as_str()).collect();
    assert_eq!(steps, ["opened", "edited", "hover", "suppressed", "left", "fixed"], "{seen:?}");
    let opened = &seen[0].1;
    assert_eq!(places(opened), [(0, 5), (2, 4), (3, 0)]);
    let first = &opened[0];
    assert_eq!(
        (&first["rule"], &first["source"], &first["severity"]),
        (&json!("term-list"), &json!("replylint"), &json!(2))
    );
    let message = first["message"].as_str().unwrap();
    assert!(message.contains("“customer”") && message.contains("help: write “guest”"), "{message}");
    // Neovim counts bytes: an emoji and a blank are five.
    assert_eq!(places(&seen[1].1), [(2, 10), (4, 4), (5, 0)]);
    let page = seen[2].1.as_str().unwrap();
    assert!(page.contains("`term-list` (brand)") && page.contains("**Why:**"), "{page}");
    let comment = "<!-- replylint-disable-next-line term-list -->";
    assert_eq!(seen[3].1, json!(["Grüße 🙂,", "", comment, "🙂 Each customer counts."]));
    assert_eq!(places(&seen[4].1), [(5, 4), (6, 0)]);
    assert_eq!(seen[5].1, json!(["", "The guests at the bar were loud.", "Guests do that."]));
}

#[test]
fn the_settings_of_the_documentation_work_in_the_neovims_that_are_here() {
    for (program, is_new) in neovims() {
        let settings = if is_new { "neovim.lua" } else { "neovim-old.lua" };
        a_person_sees_and_mends_what_is_found(&program, settings);
    }
}
