//! One thread, records in, lines out. JSONL: the engine beside the same cues as one regular expression per family behind
//! an `aho-corasick` prefilter; both read the same records, find the same cues and write a line for each record. CSV: all
//! that `check --output-format jsonl` does, beside the `csv` crate that feeds those regular expressions. Prints ratios;
//! asserts nothing, since a timed test is a test of the machine.
//!
//! `cargo bench --bench throughput [-- FILE.jsonl]`: without a file, the replies of `fixtures/drafts`, a record each. Few
//! records, repeated, flatter lazy automata: a file of thousands of different replies is the better measure.

#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::cast_precision_loss)] // a benchmark reports by printing

use std::ops::ControlFlow;
use std::time::Instant;

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, MatchKind};
use regex::bytes::{Regex, RegexBuilder};
use replylint::draft::{Context, Draft, Passage};
use replylint::engine::Engine;
use replylint::facts::Facts;
use replylint::facts::brand::Brand;
use replylint::finding::Verdict;
use replylint::input::{Defaults, Item, read_stream};
use replylint::judge;
use replylint::pack::builtin;
use replylint::pack::expression::families;
use replylint::report::{self, Checked, Format, Outcome, Style};
use replylint::stats::Marks;
use replylint::triage::{Choice, Triage};

fn main() {
    let path = std::env::args().skip(1).find(|argument| !argument.starts_with("--"));
    let text = path.map_or_else(drafts, |path| std::fs::read_to_string(path).expect("the records can be read"));
    let mut lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    while lines.iter().map(|line| line.len()).sum::<usize>() < 700_000 {
        lines.extend_from_within(..);
    }
    let bytes: usize = lines.iter().map(|line| line.len()).sum();

    let engine = Engine::new(builtin::rule_set(), Brand::default());
    let compared = Compared::new();
    println!(
        "{} records, {bytes} bytes, {} cues, {} families",
        lines.len(),
        engine.rules().cues.len(),
        compared.families.len()
    );

    let mut ratios = Vec::new();
    for _ in 0..5 {
        let (ours, our_hits) = timed(|| lines.iter().map(|line| engine_line(&engine, line)).sum());
        let (theirs, their_hits) = timed(|| lines.iter().map(|line| compared.line(line)).sum());
        ratios.push(theirs / ours);
        println!(
            "engine {:.1} MB/s ({our_hits} hits), regex families {:.1} MB/s ({their_hits} hits), ratio {:.1}",
            megabytes(bytes) / ours,
            megabytes(bytes) / theirs,
            theirs / ours
        );
    }
    ratios.sort_by(f64::total_cmp);
    println!("median ratio {:.1}", ratios[ratios.len() / 2]);
    whole_csv(&engine, &compared, &lines);
}

/// The same records as CSV, through all of the library, and through the `csv` crate and the regular expressions.
fn whole_csv(engine: &Engine, compared: &Compared, lines: &[&str]) {
    let mut csv = String::from("id,rating,reply\n");
    for (number, line) in lines.iter().enumerate() {
        let (reply, rating) = fields(line);
        let rating = rating.map(|rating| rating.to_string()).unwrap_or_default();
        csv.push_str(&format!("{number},{rating},\"{}\"\n", reply.replace('"', "\"\"")));
    }
    let triage = Triage::new(engine.rules(), &Choice::default());
    let mut ratios = Vec::new();
    for _ in 0..5 {
        let (ours, written) = timed(|| checked_csv(engine, &triage, &csv));
        let (theirs, hits) = timed(|| compared.csv(&csv));
        ratios.push(theirs / ours);
        println!(
            "check of CSV {:.1} MB/s ({written} bytes out), csv crate and regex families {:.1} MB/s ({hits} hits), ratio {:.1}",
            megabytes(csv.len()) / ours,
            megabytes(csv.len()) / theirs,
            theirs / ours
        );
    }
    ratios.sort_by(f64::total_cmp);
    println!("median ratio, CSV to jsonl {:.1}", ratios[ratios.len() / 2]);
}

/// Reads, judges and writes every record; says how many bytes were written.
fn checked_csv(engine: &Engine, triage: &Triage, csv: &str) -> usize {
    let (mut written, mut stream) = (0, csv.as_bytes());
    let problems = read_stream(&mut stream, Some("a.csv"), &Defaults::default(), &mut |item| {
        if let Item::Draft(draft) = item {
            let facts = Facts::of(engine, &draft);
            let findings = triage.apply(judge::findings(engine, &draft, &facts));
            let verdict = Verdict::of(&findings);
            let marks = Some(Marks::of(engine, &draft, &facts));
            let outcome = Outcome::Checked(Checked { draft, findings, verdict, marks });
            let line = report::render(&outcome, Format::Jsonl, &Style::default());
            written += std::hint::black_box(line).len();
        }
        ControlFlow::Continue(())
    });
    assert!(problems.is_empty(), "{problems:?}");
    written
}

/// The replies of the fixtures as JSONL, without their front matter.
fn drafts() -> String {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/drafts");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt" || extension == "md"));
    paths.sort();
    let mut records = String::new();
    for text in paths.iter().filter_map(|path| std::fs::read_to_string(path).ok()) {
        let reply = ["---\n", "+++\n"].iter().find_map(|fence| text.strip_prefix(fence)?.split_once(fence));
        let reply = reply.map_or(text.as_str(), |(_, reply)| reply);
        records.push_str(&serde_json::json!({ "reply": reply.trim(), "rating": 2 }).to_string());
        records.push('\n');
    }
    records
}

fn megabytes(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}

fn timed(work: impl FnOnce() -> usize) -> (f64, usize) {
    let start = Instant::now();
    let hits = work();
    (start.elapsed().as_secs_f64(), hits)
}

/// The two fields that both engines need.
fn fields(line: &str) -> (String, Option<u64>) {
    let record: serde_json::Value = serde_json::from_str(line).unwrap_or_default();
    (record["reply"].as_str().unwrap_or("").to_owned(), record["rating"].as_u64())
}

fn engine_line(engine: &Engine, line: &str) -> usize {
    let (reply, rating) = fields(line);
    let rating = rating.and_then(|rating| u8::try_from(rating).ok());
    let context = Context { rating, ..Context::default() };
    let draft = Draft { reply: Passage::verbatim(reply, 0), context, ..Draft::default() };
    let facts = Facts::of(engine, &draft);
    let mut out = Vec::new();
    let mut hits = 0;
    for (number, cue) in (0_u32..).zip(&engine.rules().cues) {
        for found in facts.reply.matches(number) {
            hits += 1;
            let _ = serde_json::to_writer(&mut out, &(cue.name.as_str(), found.span.start, found.span.end));
        }
    }
    std::hint::black_box(out);
    hits
}

struct Compared {
    families: Vec<(String, Regex)>,
    prefilter: AhoCorasick,
    /// By literal: the families that it may start.
    owners: Vec<usize>,
    always: Vec<usize>,
}

impl Compared {
    fn new() -> Self {
        let mut compiled = Vec::new();
        let (mut literals, mut owners, mut always) = (Vec::new(), Vec::new(), Vec::new());
        for family in families(&builtin::sources()) {
            let regex = RegexBuilder::new(&family.expression).size_limit(1 << 28).dfa_size_limit(1 << 24).build();
            let Ok(regex) = regex else {
                println!("left out (too large for one expression): {}", family.cue);
                continue;
            };
            if family.literals.is_empty() {
                always.push(compiled.len());
            }
            for literal in family.literals {
                literals.push(literal);
                owners.push(compiled.len());
            }
            compiled.push((family.cue, regex));
        }
        let prefilter = AhoCorasickBuilder::new()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::Standard)
            .kind(Some(aho_corasick::AhoCorasickKind::DFA))
            .build(&literals)
            .expect("the prefilter can be built");
        Self { families: compiled, prefilter, owners, always }
    }

    fn csv(&self, csv: &str) -> usize {
        let mut reader = csv::Reader::from_reader(csv.as_bytes());
        let mut record = csv::StringRecord::new();
        let mut hits = 0;
        while reader.read_record(&mut record).unwrap() {
            hits += self.reply(record.get(2).unwrap_or(""));
        }
        hits
    }

    fn line(&self, line: &str) -> usize {
        self.reply(&fields(line).0)
    }

    fn reply(&self, reply: &str) -> usize {
        let mut wanted = vec![false; self.families.len()];
        for family in &self.always {
            wanted[*family] = true;
        }
        for hit in self.prefilter.find_overlapping_iter(reply) {
            wanted[self.owners[hit.pattern().as_usize()]] = true;
        }
        let mut out = Vec::new();
        let mut hits = 0;
        for (number, (cue, regex)) in self.families.iter().enumerate() {
            if wanted[number] {
                for found in regex.find_iter(reply.as_bytes()) {
                    hits += 1;
                    let _ = serde_json::to_writer(&mut out, &(cue.as_str(), found.start(), found.end()));
                }
            }
        }
        std::hint::black_box(out);
        hits
    }
}
