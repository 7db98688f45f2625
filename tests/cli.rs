//! What a user of the command line can rely on: streams, exit codes, formats, and that bad input never stops the rest.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "cli/adoption.rs"]
mod adoption;
#[path = "cli/configured.rs"]
mod configured;
#[path = "cli/file_list.rs"]
mod file_list;
#[path = "cli/fixes.rs"]
mod fixes;
#[path = "cli/hostile.rs"]
mod hostile;
#[path = "cli/packs.rs"]
mod packs;
#[path = "cli/redaction.rs"]
mod redaction;
#[path = "cli/support.rs"]
mod support;
#[path = "cli/suppressions.rs"]
mod suppressions;

use support::{Folder, PACK};

#[test]
fn a_draft_that_is_ready_exits_with_0_and_one_with_findings_with_1() {
    let folder = Folder::new(&[("house.toml", PACK), ("good.txt", "Thank you."), ("bad.txt", "Hurry up please.")]);
    let good = folder.run(&["check", "--isolated", "--pack", "house.toml", "--select", "house", "good.txt"]);
    assert_eq!((good.code, good.stdout.as_str()), (0, "good.txt: ready to post\n"));
    let bad = folder.run(&["check", "--isolated", "--pack", "house.toml", "--select", "house", "bad.txt"]);
    assert_eq!(bad.code, 1, "{}", bad.stdout);
    assert!(bad.stdout.contains("warning[house/hurry]"), "{}", bad.stdout);
    assert_eq!(bad.stderr, "1 draft: 1 to revise; 1 finding\n");
}

#[test]
fn fail_on_and_exit_zero_decide_about_1_only() {
    let folder = Folder::new(&[("house.toml", PACK), ("bad.txt", "Hurry up please.")]);
    let run = |more: &[&str]| {
        let mut arguments = vec!["check", "--isolated", "--pack", "house.toml", "--select", "house", "bad.txt"];
        arguments.extend(more);
        folder.run(&arguments).code
    };
    assert_eq!(run(&["--fail-on", "error"]), 0);
    assert_eq!(run(&["--fail-on", "never"]), 0);
    assert_eq!(run(&["--fail-on", "note"]), 1);
    assert_eq!(run(&["--exit-zero"]), 0);
    assert_eq!(run(&["--exit-zero", "missing.txt"]), 2);
}

#[test]
fn a_slip_in_a_rule_name_is_corrected() {
    let folder = Folder::new(&[("house.toml", PACK), ("bad.txt", "Hurry up please.")]);
    let run = folder.run(&["check", "--isolated", "--pack", "house.toml", "--select", "house/hury", "bad.txt"]);
    let expected = "error: no rule, category or pack is called `house/hury`\nhelp: did you mean `house/hurry`?\n";
    assert_eq!((run.code, run.stdout.as_str(), run.stderr.as_str()), (2, "", expected));
}

#[test]
fn piped_text_is_a_draft_and_stdin_filename_gives_it_a_name_and_a_format() {
    let folder = Folder::new(&[("house.toml", PACK)]);
    let arguments = ["check", "--isolated", "--pack", "house.toml", "--select", "house", "--output-format", "concise"];
    let run = folder.run_with(&arguments, b"Hurry up please.");
    assert_eq!(run.stdout, "<stdin>:1:1: warning[house/hurry]: this hurries the customer\n");
    let mut named = arguments.to_vec();
    named.extend(["--stdin-filename", "drafts/a.jsonl", "-"]);
    let run = folder.run_with(&named, b"{\"reply\": \"Hurry up please.\"}\n");
    assert_eq!(run.stdout, "drafts/a.jsonl:1:12: warning[house/hurry]: this hurries the customer\n");
}

#[test]
fn a_review_in_a_file_and_flags_of_the_context_reach_the_draft() {
    let folder = Folder::new(&[("review.txt", "Cold soup."), ("reply.txt", "Thank you.")]);
    let arguments = ["inspect", "--isolated", "--output-format", "jsonl", "--review", "review.txt", "--rating", "2"];
    let mut all = arguments.to_vec();
    all.extend(["--platform", "Google Maps", "--reviewer", "Ana", "--kind", "template", "reply.txt"]);
    let run = folder.run(&all);
    let value: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    let context = &value["context"];
    assert_eq!((context["rating"].as_u64(), context["platform"].as_str()), (Some(2), Some("google")));
    assert_eq!((context["reviewer"].as_str(), context["kind"].as_str()), (Some("Ana"), Some("template")));
    let missing = folder.run(&["check", "--isolated", "--review", "nowhere.txt", "reply.txt"]);
    assert_eq!((missing.code, missing.stdout.as_str()), (2, ""));
    assert_eq!(missing.stderr, "error: the review nowhere.txt: no such file or folder\n");
}

#[test]
fn a_review_is_one_text_and_not_the_first_of_many_records() {
    let folder = Folder::new(&[("a.txt", "Thank you."), ("reviews.csv", "reply\nBad.\nWorse.\n")]);
    let run = folder.run(&["check", "--isolated", "--review", "reviews.csv", "a.txt"]);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""));
    assert!(run.stderr.starts_with("error: the review reviews.csv: a file of records, not"), "{}", run.stderr);
}

#[test]
fn what_is_piped_is_as_wide_as_columns_says() {
    let folder = Folder::new(&[("house.toml", PACK), ("bad.txt", &format!("{}Hurry up please.", "so ".repeat(60)))]);
    let arguments = ["check", "--isolated", "--pack", "house.toml", "--select", "house", "bad.txt"];
    let widest = |columns: Option<&str>| {
        let run = folder.run_in(&arguments, &[("COLUMNS", columns)]);
        run.stdout.lines().map(|line| line.chars().count()).max().unwrap_or_default()
    };
    assert!((81..=100).contains(&widest(None)), "{}", widest(None));
    assert!((41..=60).contains(&widest(Some("60"))), "{}", widest(Some("60")));
    assert_eq!(widest(Some("wide")), widest(None));
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let records: String = (0..150)
        .map(|number| match number % 50 {
            7 => "{\"review\": \"no reply\"}\n".to_owned(),
            9 => "{broken\n".to_owned(),
            _ => format!("{{\"id\": \"{number}\", \"reply\": \"Thank you. Hurry up, {number}!\"}}\n"),
        })
        .collect();
    let folder = Folder::new(&[("house.toml", PACK), ("a.jsonl", &records), ("b.txt", "Hurry up.")]);
    for format in ["full", "json"] {
        let run = |threads: &str| {
            let arguments = ["check", "--isolated", "--pack", "house.toml", "--output-format", format, "--statistics"];
            let mut all = arguments.to_vec();
            all.extend(["--threads", threads, "a.jsonl", "b.txt"]);
            let run = folder.run(&all);
            (run.code, run.stdout, run.stderr)
        };
        let one = run("1");
        assert_eq!(one.0, 2, "broken records");
        for threads in ["2", "7"] {
            assert_eq!(run(threads), one, "{format}, {threads} threads");
        }
    }
}

#[test]
fn the_number_of_threads_changes_nothing_in_the_fixtures_of_this_project() {
    let fixtures = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/");
    let paths = ["drafts", "records", "templates", "shop"].map(|folder| format!("{fixtures}{folder}"));
    let folder = Folder::new(&[]);
    let run = |threads: &str| {
        let mut arguments = vec!["check", "--output-format", "jsonl", "--threads", threads];
        arguments.extend(paths.iter().map(String::as_str));
        let run = folder.run(&arguments);
        (run.code, run.stdout, run.stderr)
    };
    let one = run("1");
    assert!(one.1.lines().count() > 50, "{}", one.2);
    assert_eq!(run("5"), one);
}

#[test]
fn colours_are_only_where_they_are_wanted() {
    let folder = Folder::new(&[("house.toml", PACK), ("bad.txt", "Hurry up please.")]);
    let colored =
        |color: &str| folder.run(&["check", "--isolated", "--color", color, "bad.txt"]).stdout.contains('\u{1b}');
    assert!(colored("always"));
    assert!(!colored("never") && !colored("auto"), "piped");
}

#[test]
fn json_is_one_document_and_jsonl_a_line_for_every_record() {
    let records = "{\"reply\": \"Hurry up.\"}\n{\"review\": \"none\"}\n{\"reply\": \"Thank you.\"}\n";
    let folder = Folder::new(&[("house.toml", PACK), ("a.jsonl", records)]);
    let arguments = ["check", "--isolated", "--pack", "house.toml", "--select", "house", "a.jsonl", "--output-format"];
    let run = |format| {
        let mut all = arguments.to_vec();
        all.push(format);
        folder.run(&all).stdout
    };
    let json: serde_json::Value = serde_json::from_str(&run("json")).unwrap();
    assert_eq!(json["drafts"].as_array().unwrap().len(), 3);
    assert_eq!((json["summary"]["drafts"].as_u64(), json["summary"]["skipped"].as_u64()), (Some(2), Some(1)));
    let lines: Vec<serde_json::Value> = run("jsonl").lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.iter().map(|line| line["record"].as_u64()).collect::<Vec<_>>(), [Some(1), Some(2), Some(3)]);
    assert_eq!(lines[0]["findings"][0]["rule"], "house/hurry");
    assert_eq!(lines[1]["skipped"], "no reply");
    assert_eq!(lines[2]["verdict"], "post");
}

#[test]
fn inspect_shows_every_act_and_where_cues_are() {
    let folder = Folder::new(&[("house.toml", PACK), ("a.txt", "Dear Ana,\nplease hurry up."), ("empty.txt", "")]);
    let arguments = ["inspect", "--isolated", "--pack", "house.toml", "a.txt", "empty.txt"];
    let text = folder.run(&arguments);
    assert!(text.stdout.contains("rating unknown (assumed 1..=2)"), "{}", text.stdout);
    let line = text.stdout.lines().find(|line| line.contains("house.hurry")).unwrap();
    assert_eq!(line.split_whitespace().collect::<Vec<_>>(), ["2:8", "house.hurry", "“hurry", "up”"]);
    let mut jsonl = arguments.to_vec();
    jsonl.extend(["--output-format", "jsonl"]);
    let run = folder.run(&jsonl);
    let lines: Vec<serde_json::Value> = run.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines[0]["acts"]["house-wave"], serde_json::json!([]));
    let cue = lines[0]["cues"].as_array().unwrap().iter().find(|cue| cue["cue"] == "house.hurry").unwrap();
    assert_eq!(cue["excerpt"], "hurry up");
    assert_eq!(cue["reply_span"], serde_json::json!({"start": 17, "end": 25}));
    assert_eq!(cue["span"], serde_json::json!({"start": 17, "end": 25}));
    assert_eq!(lines[1]["skipped"], "no reply");
}

#[test]
fn a_rule_is_explained_with_its_reasons_examples_and_how_to_switch_it_off() {
    let folder = Folder::new(&[("house.toml", PACK)]);
    let run = folder.run(&["explain", "--pack", "house.toml", "house/hurry"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    insta::assert_snapshot!("explain", run.stdout);
    let slip = folder.run(&["explain", "--pack", "house.toml", "house/hury"]);
    assert_eq!((slip.code, slip.stdout.as_str()), (2, ""));
    assert_eq!(slip.stderr, "error: no rule is called `house/hury`\nhelp: did you mean `house/hurry`?\n");
}

#[test]
fn rules_are_listed_for_people_programs_and_documents() {
    let folder = Folder::new(&[("house.toml", PACK)]);
    let list = |more: &[&str]| {
        let mut arguments = vec!["rules", "--pack", "house.toml", "--category", "brand"];
        arguments.extend(more);
        folder.run(&arguments).stdout
    };
    let row = |text: String| text.lines().find(|line| line.contains("house/hurry")).unwrap_or_default().to_owned();
    let table = row(list(&[]));
    let cells: Vec<&str> = table.split_whitespace().take(3).collect();
    assert_eq!(cells, ["house/hurry", "warning", "brand"]);
    assert_eq!(
        row(list(&["--output-format", "markdown"])),
        "| `house/hurry` | warning | brand | this hurries the customer |"
    );
    let json: serde_json::Value = serde_json::from_str(&list(&["--output-format", "json"])).unwrap();
    let rule = json["rules"].as_array().unwrap().iter().find(|rule| rule["id"] == "house/hurry").unwrap();
    assert_eq!((rule["pack"].as_str(), rule["on"].as_bool()), (Some("house"), Some(true)));
    assert_eq!(rule["sources"], serde_json::json!(["House rules"]));
    let level = |platform: &str| row(list(&["--platform", platform])).split_whitespace().nth(1).map(str::to_owned);
    assert_eq!(level("yelp").as_deref(), Some("off"), "holds on google only");
    assert_eq!(level("google_maps").as_deref(), Some("warning"));
}

#[test]
fn what_changes_on_a_platform_is_told_in_every_format() {
    let folder = Folder::new(&[]);
    let list = |format: &str| {
        let arguments = ["rules", "--platform", "google_play", "--category", "platform", "--output-format", format];
        folder.run(&arguments).stdout
    };
    let table = list("table");
    assert!(
        table.lines().any(|line| line.starts_with("over-length") && line.contains("at most 350 characters")),
        "{table}"
    );
    assert!(table.lines().any(|line| line.starts_with("link-not-allowed") && line.contains("off here")), "{table}");
    assert!(table.lines().any(|line| line.starts_with("length") && line.contains("at most 350 characters")), "{table}");
    let markdown = list("markdown");
    assert!(markdown.contains("| `over-length` | error | platform | at most 350 characters |"), "{markdown}");
    assert!(markdown.contains("| links | allowed |"), "{markdown}");
    let json: serde_json::Value = serde_json::from_str(&list("json")).unwrap();
    assert_eq!(json["platform"]["name"], "google_play");
    let length = json["platform"]["facts"].as_array().unwrap().iter().find(|fact| fact["fact"] == "length").unwrap();
    assert_eq!((length["most"].as_u64(), length["unit"].as_str()), (Some(350), Some("chars")));
    let rule = |id: &str| json["rules"].as_array().unwrap().iter().find(|rule| rule["id"] == id).unwrap().clone();
    assert_eq!(rule("over-length")["changes"], serde_json::json!(["at most 350 characters"]));
    let link = rule("link-not-allowed");
    assert_eq!((link["level"].as_str(), link["on"].as_bool()), (Some("off"), Some(false)));
    assert!(folder.run(&["rules", "--platform", "etsy"]).stdout.contains("nothing is known of etsy"));
}

#[test]
fn the_examples_of_a_pack_are_run_and_a_failing_one_is_pointed_at() {
    let broken = PACK
        .replace("hit = [\"Please hurry up.\"]", "hit = [\"Please hurry up.\", \"No rush at all.\"]")
        .replace("miss = [\"Take your time.\"]", "miss = [\"Take your time, hurry up or not.\"]");
    let unclosed = PACK.replace("hurry up\"]", "hurry (up\"]");
    let folder = Folder::new(&[("house.toml", PACK), ("broken.toml", &broken), ("unclosed.toml", &unclosed)]);
    let good = folder.run(&["test", "house.toml"]);
    assert_eq!((good.code, good.stdout.as_str()), (0, ""), "{}", good.stderr);
    assert_eq!(good.stderr, "7 of 7 examples passed: 1 pack, 2 cues, 1 rule\n");
    let bad = folder.run(&["test", "broken.toml"]);
    assert_eq!(bad.code, 1);
    insta::assert_snapshot!("failing_examples", bad.stdout);
    let unreadable = folder.run(&["test", "unclosed.toml"]);
    assert_eq!((unreadable.code, unreadable.stdout.as_str()), (2, ""));
    assert!(unreadable.stderr.contains("hurry (up"), "{}", unreadable.stderr);
    assert_eq!(folder.run(&["test", "nowhere.toml"]).code, 2);
}

#[test]
fn coverage_lists_what_no_example_exercises() {
    let wider = PACK.replace("phrases = [\"hurry up\"]", "phrases = [\"hurry up\", \"be quick\"]");
    let folder = Folder::new(&[("house.toml", &wider)]);
    let run = folder.run(&["test", "--coverage", "house.toml"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stdout.contains("note[unexercised-phrase]: no example exercises this phrase"), "{}", run.stdout);
    assert!(run.stderr.contains("2 of 3 phrases, patterns and exceptions exercised"), "{}", run.stderr);
}

#[test]
fn completions_name_the_commands() {
    let folder = Folder::new(&[]);
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let run = folder.run(&["completions", shell]);
        assert!(run.code == 0 && run.stdout.contains("explain"), "{shell}");
    }
}

/// What bash offers in place of the last of these words when somebody presses the tabulator key; none without bash.
fn offered_by_bash(words: &[&str]) -> Option<Vec<String>> {
    let script = "source <(\"$0\" completions bash)\nown=$(complete -p replylint)\nown=${own##*-F }\nCOMP_WORDS=(\"$@\")\n\
        COMP_CWORD=$(($# - 1))\n\"${own%% *}\" replylint \"${@: -1}\" \"${@: -2:1}\"\nprintf '%s\\n' \"${COMPREPLY[@]}\"\n";
    let mut bash = std::process::Command::new("bash");
    let output = bash.args(["--norc", "-c", script, env!("CARGO_BIN_EXE_replylint")]).args(words).output().ok()?;
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(String::from_utf8_lossy(&output.stdout).lines().map(str::to_owned).collect())
}

#[test]
fn bash_completes_commands_and_values() {
    let Some(commands) = offered_by_bash(&["replylint", "ch"]) else { return };
    assert_eq!(commands, ["check"]);
    assert_eq!(offered_by_bash(&["replylint", "schema", "p"]).unwrap(), ["pack"]);
    assert_eq!(offered_by_bash(&["replylint", "check", "--output-format", "js"]).unwrap(), ["json", "jsonl"]);
    assert!(offered_by_bash(&["replylint", "check", "--assume"]).unwrap().contains(&"--assume-rating".to_owned()));
}

#[test]
fn a_reader_that_leaves_ends_the_run_quietly() {
    let records = "{\"reply\": \"Hurry up.\"}\n".repeat(2_000);
    let folder = Folder::new(&[("a.jsonl", &records)]);
    let stderr = folder.run_and_leave(&["check", "--isolated", "--output-format", "jsonl", "a.jsonl"]);
    assert!(!stderr.contains("error") && !stderr.contains("panicked"), "{stderr}");
}
