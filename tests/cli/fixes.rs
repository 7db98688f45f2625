//! What `--fix` does to files: what is fixed in which format, and that nothing is lost, whatever happens meanwhile.

use super::support::{Folder, Run};

/// A brand that says “guest”.
const BRAND: &str = r#"[brand]
name = "Harbour Inn"
misspellings = ["Harbor Inn"]
emoji = "avoid"

[[terms]]
avoid = ["~customer"]
use = "guest"

[templates]
files = ["templates/**"]
"#;

fn folder(files: &[(&str, &str)]) -> Folder {
    let all: Vec<(&str, &str)> = [("replylint.toml", BRAND)].into_iter().chain(files.iter().copied()).collect();
    Folder::new(&all)
}

fn fix(folder: &Folder, more: &[&str]) -> Run {
    let arguments = ["check", "--fix", "--select", "brand,template", "--output-format", "concise"];
    folder.run(&[&arguments[..], more].concat())
}

/// The file `name` that holds `text`, fixed; a second run must leave it as it is.
fn fixed(name: &str, text: &str) -> String {
    let folder = folder(&[(name, text)]);
    fix(&folder, &[name]);
    let once = folder.read(name);
    let again = fix(&folder, &[name]);
    assert_eq!(folder.read(name), once, "{}", again.stderr);
    once
}

#[test]
fn safe_fixes_are_made_in_place_and_what_remains_is_reported() {
    let folder = folder(&[("a.txt", "Customers first 😀. Thank you, says the Harbor Inn.\n")]);
    let run = fix(&folder, &["a.txt"]);
    assert_eq!(folder.read("a.txt"), "Guests first 😀. Thank you, says the Harbour Inn.\n");
    assert_eq!(run.code, 0, "a note remains: {}", run.stdout);
    assert!(run.stdout.contains("unwanted-emoji") && !run.stdout.contains("term-list"), "{}", run.stdout);
    let told = "1 draft: 1 ready to post; 1 finding\nfixed: 2 findings, 1 more by --unsafe-fixes\n";
    assert_eq!(run.stderr, told);
    let all = fix(&folder, &["--unsafe-fixes", "a.txt"]);
    assert_eq!(folder.read("a.txt"), "Guests first. Thank you, says the Harbour Inn.\n");
    assert_eq!(
        (all.stdout.as_str(), all.stderr.as_str()),
        ("", "1 draft: 1 ready to post; no findings\nfixed: 1 finding\n")
    );
}

#[test]
fn without_fix_nothing_changes_and_what_could_be_fixed_is_counted() {
    let folder = folder(&[("a.txt", "Customers first 😀.\n")]);
    let run = folder.run(&["check", "--select", "brand", "--output-format", "concise", "a.txt"]);
    assert_eq!(folder.read("a.txt"), "Customers first 😀.\n");
    assert!(run.stderr.ends_with("fixable: 1 by --fix, 1 more by --fix --unsafe-fixes\n"), "{}", run.stderr);
    let alone = folder.run(&["check", "--unsafe-fixes", "a.txt"]);
    assert_eq!(alone.code, 2);
    assert!(alone.stderr.contains("--fix"), "{}", alone.stderr);
}

#[test]
fn a_diff_shows_what_would_change_and_changes_nothing() {
    let text = "Hi,\n\nCustomers first.\nThank you.\n";
    let folder = folder(&[("a.txt", text), ("b.txt", "Thank you.\n")]);
    let diff = |more: &[&str]| folder.run(&[&["check", "--diff", "--select", "brand"], more].concat());
    let run = diff(&["a.txt", "b.txt"]);
    let expected = "--- a.txt\n+++ a.txt\n@@ -1,4 +1,4 @@\n Hi,\n \n-Customers first.\n+Guests first.\n Thank you.\n";
    assert_eq!((run.code, run.stdout.as_str()), (1, expected));
    assert_eq!(run.stderr, "would fix: 1 finding\n");
    assert_eq!(folder.read("a.txt"), text);
    assert_eq!((diff(&["b.txt"]).code, diff(&["b.txt"]).stdout.as_str()), (0, ""));
    assert_eq!(diff(&["--exit-zero", "a.txt"]).code, 0);
    assert_eq!(diff(&["a.txt", "missing.txt"]).code, 2);
    assert_eq!(diff(&["--fix", "a.txt"]).stdout, expected, "with --fix, too");
    assert_eq!(folder.read("a.txt"), text);
}

#[test]
fn standard_input_is_printed_fixed_and_the_report_goes_to_standard_error() {
    let folder = folder(&[]);
    let arguments =
        ["check", "--fix", "--select", "brand", "--stdin-filename", "a.txt", "--output-format", "concise", "-"];
    let run = folder.run_with(&arguments, "Customers first 😀.".as_bytes());
    assert_eq!(run.stdout, "Guests first 😀.");
    assert!(run.stderr.starts_with("a.txt:1:14: note[unwanted-emoji]"), "{}", run.stderr);
    assert!(run.stderr.ends_with("fixed: 1 finding, 1 more by --unsafe-fixes\n"), "{}", run.stderr);
    let untouched = folder.run_with(&arguments, b"Thank you.");
    assert_eq!(untouched.stdout, "Thank you.", "a filter hands on what it need not change");
    let diff = folder.run_with(&["check", "--diff", "--select", "brand", "--stdin-filename", "a.txt"], b"Customers!\n");
    assert_eq!(diff.stdout, "--- a.txt\n+++ a.txt\n@@ -1 +1 @@\n-Customers!\n+Guests!\n");
}

#[test]
fn line_breaks_marks_and_encodings_stay() {
    assert_eq!(fixed("a.txt", "\u{feff}Customers\r\nfirst.\r\n\r\n"), "\u{feff}Guests\r\nfirst.\r\n\r\n");
    assert_eq!(fixed("a.txt", "---\nrating: 5\n---\n\n  Customers first."), "---\nrating: 5\n---\n\n  Guests first.");
    type ToBytes = fn(u16) -> [u8; 2];
    for (mark, to_bytes) in [([0xFF, 0xFE], u16::to_le_bytes as ToBytes), ([0xFE, 0xFF], u16::to_be_bytes)] {
        let bytes =
            |text: &str| -> Vec<u8> { mark.into_iter().chain(text.encode_utf16().flat_map(to_bytes)).collect() };
        for (name, before, after) in [
            ("a.txt", "É: customers 😀 first.\r\n", "É: guests 😀 first.\r\n"),
            (
                "a.csv",
                "reply\tid\r\n\"A \"\"customer\"\" and customers, é\"\t1\r\n",
                "reply\tid\r\n\"A \"\"customer\"\" and guests, é\"\t1\r\n",
            ),
        ] {
            let folder = folder(&[]);
            folder.write(name, &bytes(before));
            let run = fix(&folder, &[name]);
            assert_eq!(folder.read_bytes(name), bytes(after), "{name}: {}", run.stderr);
            let diff = folder.run(&["check", "--diff", name]);
            assert_eq!(diff.stdout, "", "{}", diff.stderr);
        }
    }
}

#[test]
fn a_cell_gets_the_quotes_that_it_needs_and_all_others_stay() {
    let before = "id,reply,note\n1,We were wordy,\"a, b\"\n2,\"We \"\"said\"\" it, wordy\",  c\n3, a \"customer\" is wordy,\n4,Each customer,d\n";
    let after = "id,reply,note\n1,\"We were put in \"\"many\"\", many words\",\"a, b\"\n2,\"We \"\"said\"\" it, put in \"\"many\"\", many words\",  c\n3,\" a \"\"customer\"\" is put in \"\"many\"\", many words\",\n4,Each guest,d\n";
    let pack = "[pack]\nname = \"house\"\n[cue.wordy]\nphrases = [\"wordy\"]\n[rule.wordy]\ncategory = \"brand\"\nlevel = \"note\"\nforbid = \"wordy\"\nmessage = \"m\"\nwhy = \"w\"\nfix = { replace = 'put in \"many\", many words', safe = true }\n";
    let folder = folder(&[("a.csv", before), ("house.toml", pack)]);
    let run = fix(&folder, &["--pack", "house.toml", "a.csv"]);
    assert_eq!(folder.read("a.csv"), after, "{}{}", run.stdout, run.stderr);
}

#[test]
fn a_string_of_json_keeps_its_escapes_and_gets_those_that_it_needs() {
    let before = "{\"reply\": \"Our \\u0063ustomer\\u2019s \\\"soup\\\"\\nwas cold. Customers first.\", \"id\": 1}\n";
    let after = "{\"reply\": \"Our guest\\u2019s \\\"soup\\\"\\nwas cold. Guests first.\", \"id\": 1}\n";
    assert_eq!(fixed("a.jsonl", before), after);
    assert_eq!(fixed("a.json", &format!("[{before}]")), format!("[{after}]"));
}

#[test]
fn every_style_of_a_yaml_scalar_stays_what_it_is() {
    let before = "plain: Each customer comes first\nsingle: 'Our customer''s soup: cold'\ndouble: \"Each customer\\u0027s\\n\\tsoup\"\nliteral: |-\n  Hi,\n\n  customers first.\nfolded: >\n  Dear Harbor\n  Inn customers,\n\n  we know.\n";
    let after = "plain: Each guest comes first\nsingle: 'Our guest''s soup: cold'\ndouble: \"Each guest\\u0027s\\n\\tsoup\"\nliteral: |-\n  Hi,\n\n  guests first.\nfolded: >\n  Dear Harbour Inn guests,\n\n  we know.\n";
    assert_eq!(fixed("templates/a.yaml", before), after);
    assert_eq!(fixed("templates/a.yaml", &before.replace('\n', "\r\n")), after.replace('\n', "\r\n"));
}

#[test]
fn markup_stays_and_a_fix_that_would_tear_it_is_left_out_and_told() {
    let before = "# To our *customers*\n\n- the **Harbor** Inn\n- a [customer](https://example.com/customer)\n\n> A customer said so.\n";
    let folder = folder(&[("a.md", before)]);
    let run = fix(&folder, &["a.md"]);
    let after = "# To our *guests*\n\n- the **Harbor** Inn\n- a [guest](https://example.com/customer)\n\n> A customer said so.\n";
    assert_eq!(folder.read("a.md"), after);
    let told = "warning: a.md:3:9: the fix of brand-name-spelling was left out: it cannot be written here so that the file stays what it is\n";
    assert!(run.stderr.starts_with(told), "{}", run.stderr);
    assert_eq!(run.code, 1, "it remains");
    assert!(run.stderr.ends_with("fixed: 2 findings\n"), "{}", run.stderr);
}

#[test]
fn records_that_cannot_be_read_stay_as_they_are() {
    let before = "{\"reply\": \"A customer.\"}\n{broken customer\n{\"reply\": \"A customer.\"}\n";
    let folder = folder(&[("a.jsonl", before)]);
    let run = fix(&folder, &["a.jsonl"]);
    assert_eq!(folder.read("a.jsonl"), "{\"reply\": \"A guest.\"}\n{broken customer\n{\"reply\": \"A guest.\"}\n");
    assert_eq!(run.code, 2);
}

#[test]
fn fixes_that_undo_each_other_leave_the_draft_as_it_is() {
    let config = "[[terms]]\navoid = \"tea\"\nuse = \"coffee\"\n[[terms]]\navoid = \"coffee\"\nuse = \"tea\"\n[[terms]]\navoid = \"~customer\"\nuse = \"guest\"\n";
    let folder = Folder::new(&[
        ("replylint.toml", config),
        ("a.jsonl", "{\"reply\":\"Our tea, customer.\"}\n{\"reply\":\"A customer.\"}\n"),
    ]);
    let run = fix(&folder, &["a.jsonl"]);
    assert_eq!(folder.read("a.jsonl"), "{\"reply\":\"Our tea, customer.\"}\n{\"reply\":\"A guest.\"}\n");
    assert!(run.stderr.contains("the fixes of this draft undo each other"), "{}", run.stderr);
}

#[test]
fn a_slip_in_a_placeholder_is_corrected_where_only_one_can_be_meant() {
    let config = "[templates]\nfiles = [\"**\"]\n[templates.placeholders]\nfirst_name = \"name\"\ndate_a = \"date\"\ndate_b = \"date\"\n";
    let folder = Folder::new(&[
        ("replylint.toml", config),
        ("a.txt", "Hi {{frist_name}}, {% if first_nmae %}on {{date_c}}{% endif %}.\n"),
    ]);
    fix(&folder, &["a.txt"]);
    assert_eq!(folder.read("a.txt"), "Hi {{first_name}}, {% if first_name %}on {{date_c}}{% endif %}.\n");
}

/// A brand with words of its own for what a reply may lack.
const OWN_WORDS: &str = "[brand]\nname = \"Harbour Inn\"\nthanks = \"Thank you for telling us\"\nsign-off = \"Warm regards\"\n[contacts]\nemails = [\"care@harbourinn.example\"]\n[rules]\nmissing-signoff = \"note\"\n";

/// The reply to a bad review, with all that the rules `select` miss added.
fn completed(select: &str, reply: &str, more: &[&str]) -> String {
    let folder = Folder::new(&[("replylint.toml", OWN_WORDS), ("a.txt", reply)]);
    let arguments = ["check", "--fix", "--unsafe-fixes", "--rating", "1", "--select", select, "a.txt"];
    let arguments = [&arguments[..], more].concat();
    folder.run(&arguments);
    let once = folder.read("a.txt");
    folder.run(&arguments);
    assert_eq!(folder.read("a.txt"), once);
    once
}

#[test]
fn what_a_reply_lacks_is_added_in_the_words_of_the_brand_where_it_belongs() {
    let thanks = |reply: &str| completed("missing-thanks", reply, &[]);
    assert_eq!(
        thanks("Dear Ana,\n\nWe served you cold soup.\n"),
        "Dear Ana,\n\nThank you for telling us. We served you cold soup.\n"
    );
    assert_eq!(
        thanks("Hi Ana, we served you cold soup."),
        "Hi Ana, thank you for telling us. We served you cold soup."
    );
    assert_eq!(thanks("We served you cold soup."), "Thank you for telling us. We served you cold soup.");
    let contact = |reply: &str, more: &[&str]| completed("missing-offline-contact", reply, more);
    assert_eq!(
        contact("Dear Ana,\r\n\r\nWe served you cold soup\r\n\r\nKind regards,\r\nBo\r\n", &[]),
        "Dear Ana,\r\n\r\nWe served you cold soup. Please write to care@harbourinn.example.\r\n\r\nKind regards,\r\nBo\r\n"
    );
    assert_eq!(
        contact("We served you cold soup.\n\n– Bo", &[]),
        "We served you cold soup. Please write to care@harbourinn.example.\n\n– Bo"
    );
    let sign_off = |reply: &str| completed("missing-signoff,other-sign-off", reply, &[]);
    assert_eq!(
        sign_off("Hi Ana,\n\nWe served you cold soup.\n"),
        "Hi Ana,\n\nWe served you cold soup.\n\nWarm regards,\nHarbour Inn\n"
    );
    assert_eq!(sign_off("We served you cold soup.\n\nCheers,\nBo"), "We served you cold soup.\n\nWarm regards,\nBo");
}

#[cfg(unix)]
mod files {
    use super::*;
    use std::fs::{self, Permissions};
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::path::Path;
    use std::process::{Command, Stdio};
    use std::time::{Duration, Instant};

    #[test]
    fn permissions_stay() {
        let folder = folder(&[("a.txt", "Customers first.\n")]);
        let path = folder.path("a.txt");
        fs::set_permissions(&path, Permissions::from_mode(0o640)).unwrap();
        fix(&folder, &["a.txt"]);
        assert_eq!(folder.read("a.txt"), "Guests first.\n");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
    }

    #[test]
    fn a_read_only_file_stays_as_it_is_and_the_others_are_fixed() {
        let folder = folder(&[("a.txt", "Customers first.\n"), ("b.txt", "Customers first.\n")]);
        fs::set_permissions(folder.path("a.txt"), Permissions::from_mode(0o444)).unwrap();
        let run = fix(&folder, &["a.txt", "b.txt"]);
        assert_eq!(
            (folder.read("a.txt").as_str(), folder.read("b.txt").as_str()),
            ("Customers first.\n", "Guests first.\n")
        );
        assert_eq!(run.code, 2);
        assert!(run.stdout.starts_with("a.txt:1:1: warning[term-list]"), "what remains is told: {}", run.stdout);
        assert!(run.stderr.starts_with("error: a.txt: not fixed: it is read-only\n"), "{}", run.stderr);
    }

    #[test]
    fn a_link_is_followed_only_within_the_folder_that_was_named() {
        let folder = folder(&[("in/real/a.txt", "Customers first.\n"), ("out/b.txt", "Customers first.\n")]);
        symlink("real/a.txt", folder.path("in/a.txt")).unwrap();
        symlink("../out/b.txt", folder.path("in/b.txt")).unwrap();
        let run = fix(&folder, &["in"]);
        assert_eq!(folder.read("in/real/a.txt"), "Guests first.\n");
        assert!(fs::symlink_metadata(folder.path("in/a.txt")).unwrap().is_symlink(), "it is still a link");
        assert_eq!(folder.read("out/b.txt"), "Customers first.\n");
        assert_eq!(run.code, 2);
        assert!(run.stderr.contains("error: in/b.txt: not fixed: it is a link to "), "{}", run.stderr);
        assert!(run.stderr.contains("/out/b.txt, which is not below in\n"), "{}", run.stderr);
        assert_eq!(folder.read("in/a.txt"), "Guests first.\n");
    }

    /// A file that takes much longer to write than to judge.
    fn large(word: &str) -> String {
        let note = "x".repeat(200_000);
        (0..60)
            .map(|number| {
                format!(
                    "{{\"id\": \"{number}\", \"note\": \"{note}\", \"reply\": \"Each {word} matters, {number}.\"}}\n"
                )
            })
            .collect()
    }

    #[test]
    fn a_run_that_is_killed_leaves_the_old_file_or_the_new_one() {
        let (old, new) = (large("customer"), large("guest"));
        let folder = folder(&[("a.jsonl", &old)]);
        let begun = Instant::now();
        let whole = start(&folder, &["a.jsonl"]).wait_with_output().unwrap();
        let duration = begun.elapsed();
        assert_eq!((whole.status.code(), folder.read("a.jsonl") == new), (Some(0), true));
        let (mut killed, mut half) = (0, 0);
        for number in 1..=40_u32 {
            folder.write("a.jsonl", old.as_bytes());
            let mut child = start(&folder, &["a.jsonl"]);
            std::thread::sleep(duration * number / 40);
            // SIGKILL: nothing can be cleaned up.
            let _ = child.kill();
            let status = child.wait().unwrap();
            let now = folder.read("a.jsonl");
            assert!(now == old || now == new, "killed at {number} of 40, the file is neither");
            killed += usize::from(status.code().is_none());
            half += usize::from(folder.path(".a.jsonl.replylint.tmp").exists());
        }
        assert!(killed > 10, "only {killed} runs were killed, {half} while they wrote");
        // Whatever was left beside it is in nobody's way.
        folder.write("a.jsonl", old.as_bytes());
        folder.write(".a.jsonl.replylint.tmp", b"half a fi");
        let run = fix(&folder, &["a.jsonl"]);
        assert_eq!((run.code, folder.read("a.jsonl") == new), (0, true), "{}", run.stderr);
        let mut names: Vec<_> =
            fs::read_dir(folder.path(".")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        assert_eq!(names, ["a.jsonl", "replylint.toml"]);
    }

    #[test]
    fn of_two_runs_at_once_one_fixes_the_file_and_nothing_is_lost() {
        let (old, new) = (large("customer"), large("guest"));
        let folder = folder(&[("a.jsonl", &old)]);
        let runs: Vec<_> = (0..4).map(|_| start(&folder, &["a.jsonl"])).collect();
        let ends: Vec<_> = runs.into_iter().map(|child| child.wait_with_output().unwrap()).collect();
        assert!(folder.read("a.jsonl") == new, "the file is not what it should be");
        for end in &ends {
            let told = String::from_utf8_lossy(&end.stderr);
            let is_late = told.contains("not fixed: somebody changed it meanwhile; run replylint again");
            assert!(end.status.code() == Some(if is_late { 2 } else { 0 }), "{told}");
        }
        assert!(ends.iter().any(|end| end.status.code() == Some(0)), "nobody fixed it");
    }

    #[test]
    fn what_somebody_wrote_meanwhile_is_not_lost() {
        let (old, theirs) = (large("customer"), "{\"reply\": \"Theirs, customer.\"}\n");
        let folder = folder(&[("a.jsonl", &old)]);
        let child = start(&folder, &["a.jsonl"]);
        // It was opened by then or is opened afterwards: either way their words must be there in the end.
        std::thread::sleep(Duration::from_millis(60));
        folder.write("theirs", theirs.as_bytes());
        fs::rename(folder.path("theirs"), folder.path("a.jsonl")).unwrap();
        let end = child.wait_with_output().unwrap();
        let now = folder.read("a.jsonl");
        assert!(now.contains("Theirs"), "{}", String::from_utf8_lossy(&end.stderr));
    }

    fn start(folder: &Folder, more: &[&str]) -> std::process::Child {
        Command::new(env!("CARGO_BIN_EXE_replylint"))
            .args(["check", "--fix", "--select", "brand", "--quiet"])
            .args(more)
            .current_dir(Path::new(&folder.path(".")))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    }
}
