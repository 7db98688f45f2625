//! Reports for logs that others can read.

use crate::support::Folder;

const RECORDS: &str = "reply,review,rating,reviewer,id\n\
    \"Dear Ottoline, you should have read the menu. Call me on 020 7946 0117.\",Cold soup and a rude waiter.,1,Ottoline Brae,r-7781\n\
    ,Never again.,Ottoline,Piet,r-7782\n";

const SECRETS: [&str; 8] = ["Ottoline", "ottoline", "Brae", "7946", "soup", "waiter", "r-778", "Piet"];

#[test]
fn no_format_and_no_message_of_a_run_shows_names_numbers_and_the_words_of_customers() {
    let folder = Folder::new(&[("a.csv", RECORDS)]);
    for format in ["full", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit", "rdjson"] {
        let run = folder.run(&["check", "--isolated", "--redact", "--output-format", format, "a.csv"]);
        let open = folder.run(&["check", "--isolated", "--output-format", format, "a.csv"]);
        assert_eq!(run.code, open.code, "{format}");
        assert_eq!(run.stdout.lines().count(), open.stdout.lines().count(), "{format}");
        for secret in SECRETS {
            assert!(!run.stdout.contains(secret), "{format} shows {secret}: {}", run.stdout);
            assert!(!run.stderr.contains(secret), "{format} tells {secret}: {}", run.stderr);
        }
        assert!(run.stdout.contains("a.csv") || run.stdout.is_empty(), "files keep their names");
    }
}

#[test]
fn contacts_of_the_business_stay() {
    let folder = Folder::new(&[("a.csv", RECORDS), ("replylint.toml", "[contacts]\nphones = [\"020 7946 0117\"]\n")]);
    let run = folder.run(&["check", "--redact", "a.csv"]);
    assert!(run.stdout.contains("Call me on 020 7946 0117."), "{}", run.stdout);
}

#[test]
fn what_many_replies_share_is_shown_without_names() {
    let one = "Hi Ottoline, thank you for your feedback. We strive for excellence in all that we do.\n";
    let folder = Folder::new(&[("a.txt", one), ("b.txt", one)]);
    let run = folder.run(&["check", "--isolated", "--redact", "--select", "duplicate-reply", "a.txt", "b.txt"]);
    assert!(run.stdout.contains("Hi ********, thank you for your feedback."), "{}", run.stdout);
}
