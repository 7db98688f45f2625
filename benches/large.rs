//! Whole exports, as large as one likes: time and peak memory of the commands that people run over a year of reviews.
//! Prints; asserts nothing, since a timed test is a test of the machine.
//!
//! `cargo bench --bench large [-- MEGABYTES]` (10 unless told otherwise; 1000 is a gigabyte in each of the formats, one
//! after the other). Peak memory is read from `/proc` and so printed on Linux only.

#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::cast_precision_loss)] // a benchmark reports by printing

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const BINARY: &str = env!("CARGO_BIN_EXE_replylint");

/// How the records of a file are written.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Shape {
    Csv,
    Jsonl,
    /// One list.
    List,
    /// A list in an object, as the Google Business Profile has it.
    Reviews,
    /// Two lists in an object, as App Store Connect has it: this is read as a whole.
    AppStore,
}

fn main() {
    let megabytes: usize =
        std::env::args().skip(1).find_map(|argument| argument.parse().ok()).filter(|size| *size > 0).unwrap_or(10);
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("large-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let sentences = sentences();
    let jsonl = ["check", "--isolated", "--output-format", "jsonl"];
    for (name, shape, commands) in [
        (
            "a.csv",
            Shape::Csv,
            &[
                &["check", "--isolated", "--output-format", "jsonl", "--threads", "1"][..],
                &jsonl,
                &["check", "--isolated", "--now", "2026-04-01"],
                &["stats", "--isolated"],
            ][..],
        ),
        ("a.jsonl", Shape::Jsonl, &[&jsonl]),
        ("list.json", Shape::List, &[&jsonl]),
        ("reviews.json", Shape::Reviews, &[&jsonl]),
        ("connect.json", Shape::AppStore, &[&jsonl]),
    ] {
        let path = folder.join(name);
        // What is read as a whole needs no more than this to show what it takes.
        let size = if shape == Shape::AppStore { megabytes.min(100) } else { megabytes } * 1_000_000;
        let records = write(&path, shape, size, &sentences);
        println!("{name}: {} MB, {records} records", fs::metadata(&path).unwrap().len() / 1_000_000);
        for command in commands {
            let (time, peak) = run(command, &path);
            let rate = size as f64 / 1e6 / time.as_secs_f64();
            let peak = peak.map_or("not readable here".to_owned(), |kilobytes| format!("{} MB", kilobytes / 1000));
            println!("  {}: {:.1} s, {rate:.1} MB/s, peak memory {peak}", command.join(" "), time.as_secs_f64());
        }
        fs::remove_file(&path).unwrap();
    }
    fs::remove_dir_all(&folder).unwrap();
}

/// The sentences of the drafts of the fixtures, to make up replies of.
fn sentences() -> Vec<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/drafts");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    paths.sort();
    let mut sentences = Vec::new();
    for text in paths.iter().filter_map(|path| fs::read_to_string(path).ok()) {
        let body =
            text.split_once("---\n").and_then(|(_, rest)| rest.split_once("---\n")).map(|(_, body)| body.to_owned());
        let body = body.unwrap_or(text).replace('\n', " ");
        sentences.extend(body.split_inclusive(". ").map(|sentence| sentence.trim().to_owned()));
    }
    sentences.retain(|sentence| sentence.len() > 20);
    sentences
}

/// Numbers that look random and are the same each time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end as u64) as usize
    }
}

/// Writes records until the file is so large; says how many.
fn write(path: &Path, shape: Shape, size: usize, sentences: &[String]) -> usize {
    let mut out = BufWriter::new(File::create(path).unwrap());
    let mut numbers = Numbers(88_172_645_463_325_252);
    let (mut written, mut count, mut included) = (0, 0, String::new());
    let head = match shape {
        Shape::Csv => "id,rating,reviewer,reviewed_at,replied_at,review,reply\n",
        Shape::Jsonl => "",
        Shape::List => "[\n",
        Shape::Reviews => "{\"averageRating\": 3.1, \"reviews\": [\n",
        Shape::AppStore => "{\"data\": [\n",
    };
    out.write_all(head.as_bytes()).unwrap();
    while written + included.len() < size {
        count += 1;
        let mut some = |most: usize| -> String {
            let count = 1 + numbers.below(most);
            (0..count).map(|_| sentences[numbers.below(sentences.len())].as_str()).collect::<Vec<_>>().join(" ")
        };
        let (review, reply) = (some(3), format!("Hi Ana, {}", some(6)));
        let (stars, day) = (1 + numbers.below(5), 1 + numbers.below(28));
        let review_day = format!("2026-02-{day:02}");
        let reply_day = format!("2026-03-{day:02}");
        let json = |value: &str| serde_json::to_string(value).unwrap();
        let (review_text, reply_text) = (json(&review), json(&reply));
        let comma = if count > 1 { ",\n" } else { "" };
        let record = match shape {
            Shape::Csv => {
                let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
                format!("{count},{stars},Ana,{review_day},{reply_day},{},{}\n", quoted(&review), quoted(&reply))
            }
            Shape::Jsonl => format!(
                "{{\"id\": {count}, \"rating\": {stars}, \"reviewed_at\": \"{review_day}\", \"replied_at\": \"{reply_day}\", \"review\": {review_text}, \"reply\": {reply_text}}}\n"
            ),
            Shape::List => format!(
                "{comma}{{\"id\": {count}, \"rating\": {stars}, \"reviewed_at\": \"{review_day}\", \"replied_at\": \"{reply_day}\", \"review\": {review_text}, \"reply\": {reply_text}}}"
            ),
            Shape::Reviews => {
                let words = ["ONE", "TWO", "THREE", "FOUR", "FIVE"][stars - 1];
                format!(
                    "{comma}{{\"reviewId\": \"r{count}\", \"starRating\": \"{words}\", \"comment\": {review_text}, \"createTime\": \"{review_day}T10:00:00Z\", \"reviewReply\": {{\"comment\": {reply_text}, \"updateTime\": \"{reply_day}T10:00:00Z\"}}}}"
                )
            }
            Shape::AppStore => {
                included.push_str(&format!("{comma}{{\"type\": \"customerReviewResponses\", \"id\": \"s{count}\", \"attributes\": {{\"responseBody\": {reply_text}}}}}"));
                format!(
                    "{comma}{{\"type\": \"customerReviews\", \"id\": \"r{count}\", \"attributes\": {{\"rating\": {stars}, \"body\": {review_text}}}, \"relationships\": {{\"response\": {{\"data\": {{\"type\": \"customerReviewResponses\", \"id\": \"s{count}\"}}}}}}}}"
                )
            }
        };
        out.write_all(record.as_bytes()).unwrap();
        written += record.len();
    }
    let tail = match shape {
        Shape::Csv | Shape::Jsonl => String::new(),
        Shape::List => "\n]\n".to_owned(),
        Shape::Reviews => "\n]}\n".to_owned(),
        Shape::AppStore => format!("\n], \"included\": [\n{included}\n]}}\n"),
    };
    out.write_all(tail.as_bytes()).unwrap();
    out.flush().unwrap();
    count
}

/// The time of a run, and its greatest resident size in kilobytes.
fn run(arguments: &[&str], path: &Path) -> (Duration, Option<u64>) {
    let started = Instant::now();
    let mut child = Command::new(BINARY)
        .args(arguments)
        .arg(path)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut peak = None;
    while child.try_wait().unwrap().is_none() {
        let now = fs::read_to_string(&status).ok().and_then(|status| {
            let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
            line.split_whitespace().nth(1)?.parse().ok()
        });
        peak = now.max(peak);
        std::thread::sleep(Duration::from_millis(5));
    }
    (started.elapsed(), peak)
}
