//! Findings that a file does not want reported, and suppressions that do nothing.

use serde_json::Value;

use crate::support::{Folder, Run};

const RULES: &str = "denial,missing-thanks,suppression";

fn run(folder: &Folder, more: &[&str]) -> Run {
    let format: &[&str] =
        if more.iter().any(|option| option.starts_with("--output")) { &[] } else { &["--output-format=concise"] };
    folder.run(&[&["check", "--select", RULES], format, more].concat())
}

/// Line and rule of each finding of one file.
fn found(name: &str, text: &str) -> Vec<String> {
    told(&run(&Folder::new(&[(name, text)]), &[name]))
}

fn told(run: &Run) -> Vec<String> {
    assert!(!run.stderr.contains("error:"), "{}", run.stderr);
    let short = |line: &str| {
        let mut parts = line.splitn(5, ':');
        let (_, line, _, rule) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
        Some(format!("{line} {}", rule.split_once('[')?.1.trim_end_matches(']')))
    };
    run.stdout.lines().filter_map(short).collect()
}

#[test]
fn a_comment_holds_for_the_next_line_of_the_reply_and_no_other() {
    let text = "<!-- replylint-disable-next-line missing-thanks, denial -->\n\nThat is simply not true,\nAna. That is simply not true.\n\nThat is simply not true.\n";
    assert_eq!(found("a.md", text), ["4 denial", "6 denial"]);
    let inline = "Thank you for writing. <!-- replylint-disable-next-line denial -->\nThat is simply not true.\nThat is simply not true.\n";
    assert_eq!(found("a.md", inline), ["3 denial"]);
}

#[test]
fn comments_one_below_the_other_hold_for_the_same_line() {
    let text = "<!-- replylint-disable-next-line missing-thanks -->\n<!-- replylint-disable-next-line defensiveness -->\nThat is simply not true.\n";
    assert_eq!(found("a.md", text), [""; 0]);
}

#[test]
fn a_block_ends_where_it_is_switched_on_again_or_with_the_file() {
    let block = "Thank you for writing.\n\n<!-- replylint-disable denial -->\nThat is simply not true.\n\n<!-- replylint-enable -->\n\nThat is simply not true.\n";
    assert_eq!(found("a.md", block), ["8 denial"]);
    let open = "That is simply not true.\n\n<!-- replylint-disable missing-*, den* -->\nThat is simply not true.\n";
    assert_eq!(found("a.md", open), ["1 denial", "1 missing-thanks"]);
    let other = "Thank you for writing.\n\n<!-- replylint-disable denial -->\nThat is simply not true.\n\n<!-- replylint-enable missing-thanks -->\n";
    assert_eq!(found("a.md", other), ["6 unused-suppression"]);
}

#[test]
fn a_file_and_its_front_matter_speak_for_the_whole_draft() {
    assert_eq!(
        found("a.md", "That is simply not true.\n\n<!-- replylint-disable-file denial, missing-thanks -->\n"),
        [""; 0]
    );
    for name in ["a.md", "a.txt"] {
        let yaml = "---\nrating: 1\nreplylint-disable: [denial, acknowledgment]\n---\nThat is simply not true.\n";
        assert_eq!(found(name, yaml), [""; 0], "{name}");
        let toml = "+++\n[replylint-disable]\ndenial = \"they asked us to\"\n+++\nThat is simply not true.\n";
        assert_eq!(found(name, toml), ["5 missing-thanks"], "{name}");
    }
}

#[test]
fn what_is_suppressed_is_counted_and_the_draft_is_ready() {
    let folder = Folder::new(&[("a.md", "<!-- replylint-disable-next-line all -->\nThat is simply not true.\n")]);
    let quiet = run(&folder, &["a.md"]);
    assert_eq!((quiet.code, quiet.stdout.as_str()), (0, ""));
    assert!(quiet.stderr.contains("not shown: 2 suppressed\n"), "{}", quiet.stderr);
    let json: Value = serde_json::from_str(&run(&folder, &["a.md", "--output-format=json"]).stdout).unwrap();
    assert_eq!(json["summary"]["suppressed"], 2);
    assert_eq!(json["drafts"][0]["verdict"], "post");
}

#[test]
fn a_suppression_that_does_nothing_is_a_finding_under_its_name() {
    let text = "<!-- replylint-disable-next-line denial, missing-thanks -->\nThank you.\n";
    let folder = Folder::new(&[("a.md", text)]);
    let run = run(&folder, &["a.md", "--output-format=json"]);
    let json: Value = serde_json::from_str(&run.stdout).unwrap();
    let finding = &json["drafts"][0]["findings"][0];
    assert_eq!(finding["rule"], "unused-suppression");
    assert_eq!(finding["message"], "this suppression can go: `denial` reports nothing here");
    let place = text.find("denial").unwrap();
    assert_eq!(finding["span"], serde_json::json!({"start": place, "end": place + 6}));
    assert_eq!((finding["start"]["line"].as_u64(), finding["start"]["column"].as_u64()), (Some(1), Some(34)));
    assert!(finding["reply_span"].is_null() && finding["excerpt"].is_null(), "{finding}");
}

#[test]
fn a_suppression_is_not_called_unused_for_a_rule_that_did_not_run() {
    let text = "<!-- replylint-disable-next-line denial, missing-signoff, contact -->\nThank you for writing.\n";
    let folder = Folder::new(&[("a.md", text)]);
    let with = |more: &[&str]| {
        let told = told(&folder.run(&[&["check", "--output-format=concise", "a.md"], more].concat()));
        told.into_iter().filter(|line| line.contains("suppression")).collect::<Vec<_>>()
    };
    assert_eq!(with(&["--select", "denial,suppression"]), ["1 unused-suppression"], "contact was not looked for");
    assert_eq!(with(&["--rating", "5", "--select", "denial,suppression"]), [""; 0], "denial is for unhappy customers");
    assert_eq!(with(&["--select", "suppression"]), [""; 0]);
    assert_eq!(with(&["--ignore", "denial,unapproved-contact"]), [""; 0]);
    assert_eq!(with(&["--ignore", "unused-suppression"]), [""; 0]);
}

#[test]
fn a_slip_in_a_comment_is_a_finding_with_the_name_that_was_meant() {
    let text = "<!-- replylint-disable-next-line denail -->\n<!-- replylint-disable-nextline denial -->\n\
                <!-- replylint-disable -->\n\nThank you for writing.\n";
    let folder = Folder::new(&[("a.md", text)]);
    let full = run(&folder, &["a.md", "--output-format=full"]).stdout;
    assert!(full.contains("no rule, category or pack is called `denail`"), "{full}");
    assert!(full.contains("did you mean `denial`?"), "{full}");
    assert!(full.contains("no comment is called `replylint-disable-nextline`"), "{full}");
    assert!(full.contains("did you mean `replylint-disable-next-line`?"), "{full}");
    assert!(full.contains("it names no rule"), "{full}");
    let caret = full.lines().position(|line| line.contains("denail -->")).unwrap();
    let under = full.lines().nth(caret + 1).unwrap();
    assert_eq!(under.matches('^').count(), "denail".len(), "{full}");
}

#[test]
fn reasons_are_demanded_where_the_rule_for_them_is_on() {
    let text = "<!-- replylint-disable-next-line denial -->\nThat is simply not true. Thank you for writing.\n\n\
                <!-- replylint-disable-next-line denial -- they asked us to -->\nThat is simply not true.\n";
    let folder =
        Folder::new(&[("a.md", text), ("replylint.toml", "[rules]\nsuppression-without-reason = \"error\"\n")]);
    assert_eq!(told(&run(&folder, &["a.md"])), ["1 suppression-without-reason"]);
    assert_eq!(told(&run(&folder, &["a.md", "--isolated"])), [""; 0]);
}

#[test]
fn a_comment_in_a_text_that_is_posted_as_it_is_suppresses_nothing_and_is_an_error() {
    let expected = ["1 suppression-in-reply", "1 missing-thanks", "2 denial"];
    assert_eq!(found("a.txt", "<!-- replylint-disable-next-line denial -->\nThat is simply not true.\n"), expected);
    let json = "{\"rating\": 2, \"reply\": \"<!-- replylint-disable-file all --> Thank you for writing.\"}\n";
    assert_eq!(found("a.jsonl", json), ["1 suppression-in-reply"]);
    let quoted = "Thank you for writing.\n\n> <!-- replylint-disable-file denial -->\n\n```\n<!-- replylint-disable-file all -->\n```\n\nThat is simply not true.\n";
    assert_eq!(found("a.md", quoted), ["9 denial"], "in quotes and code they are somebody's words");
}

#[test]
fn every_format_for_programs_places_a_finding_about_a_comment() {
    let text = "Thank you for writing.\n\n<!-- replylint-disable-file denail -->\n";
    let folder = Folder::new(&[("a.md", text)]);
    let with = |format: &str| run(&folder, &["a.md", "--output-format", format]).stdout;
    assert!(
        with("github").starts_with("::warning file=a.md,line=3,endLine=3,col=29,endColumn=35,"),
        "{}",
        with("github")
    );
    let sarif: Value = serde_json::from_str(&with("sarif")).unwrap();
    let region = &sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"];
    assert_eq!((&region["startLine"], &region["startColumn"]), (&3.into(), &29.into()));
    for format in ["gitlab", "junit", "rdjson"] {
        assert!(with(format).contains("unknown-suppression"), "{format}");
    }
}

#[test]
fn suppressed_findings_stay_out_of_a_baseline() {
    let folder = Folder::new(&[(
        "a.md",
        "<!-- replylint-disable-next-line defensiveness, acknowledgment -->\nThat is simply not true.\n\nThat is simply not true now.\n",
    )]);
    let written = run(&folder, &["a.md", "--baseline", "known.json", "--write-baseline"]);
    assert!(written.stderr.contains("known.json: 1 known finding\n"), "{}", written.stderr);
    let silent = run(&folder, &["a.md", "--baseline", "known.json"]);
    assert_eq!((silent.code, silent.stdout.as_str()), (0, ""));
    assert!(silent.stderr.contains("not shown: 2 suppressed, 1 known to the baseline\n"), "{}", silent.stderr);
}

#[test]
fn a_finding_about_a_suppression_can_be_known_to_a_baseline() {
    let folder = Folder::new(&[("a.md", "Thank you for writing.\n\n<!-- replylint-disable-file denail -->\n")]);
    run(&folder, &["a.md", "--baseline", "known.json", "--write-baseline"]);
    assert_eq!(run(&folder, &["a.md", "--baseline", "known.json"]).code, 0);
    folder.write("a.md", b"Thank you for writing.\n\n<!-- replylint-disable-file deniall -->\n");
    assert_eq!(run(&folder, &["a.md", "--baseline", "known.json"]).code, 1);
}

#[test]
fn a_comment_before_a_template_in_yaml_holds_for_that_template() {
    let text = "first: We will call you soon.\n# replylint-disable-next-line missing-thanks -- a text message\nsecond: |\n  \
                We will call you.\n  # replylint-disable-file all\nthird: We call.\n# replylint-disable missing-thanks\n\
                fourth: We will call now.\n";
    let config = "[templates]\nfiles = [\"*.yaml\"]\n";
    let folder = Folder::new(&[("a.yaml", text), ("replylint.toml", config)]);
    let expected =
        ["1 missing-thanks", "5 suppression-in-reply", "6 missing-thanks", "7 unknown-suppression", "8 missing-thanks"];
    assert_eq!(told(&run(&folder, &["a.yaml"])), expected);
    let full = run(&folder, &["a.yaml", "--output-format=full"]).stdout;
    assert!(full.contains("`replylint-disable` does not work here"), "{full}");
    assert!(full.contains("only `replylint-disable-next-line` does"), "{full}");
}

#[test]
fn a_reply_may_be_left_out_where_replies_are_compared() {
    let same = "Hi Ana, thank you for your feedback. We strive for excellence in all that we do.\n";
    let folder = Folder::new(&[
        ("a.md", same),
        ("b.md", same),
        ("c.md", &format!("<!-- replylint-disable-file duplicate-reply -->\n\n{same}")),
    ]);
    let check = ["check", "--select", "duplicate-reply,suppression", "--output-format=concise"];
    assert_eq!(folder.run(&[&check[..], &["a.md", "c.md"]].concat()).stdout, "");
    let two = folder.run(&[&check[..], &["a.md", "b.md", "c.md"]].concat());
    assert!(two.stdout.contains("one reply stands here 2 times"), "{}", two.stdout);
}
