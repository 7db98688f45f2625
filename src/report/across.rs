//! Owns the report of what holds over many drafts, after the drafts themselves: for people, and what the reports for
//! programs share. It must not decide what is reported.

use serde::Serialize;

use super::{Format, Style, github, gitlab, json, junit, rdjson, safe, sarif};
use crate::across::{Cluster, Place};
use crate::finding::Level;

/// How many members the report for people names.
const SHOWN: usize = 5;

#[derive(Debug, Serialize)]
struct ClusterOut<'a> {
    rule: &'a str,
    category: &'a str,
    level: Level,
    message: &'a str,
    label: &'a str,
    help: Option<&'a str>,
    /// How many drafts it holds for.
    size: usize,
    /// The first of them.
    members: Vec<MemberOut<'a>>,
    excerpt: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct MemberOut<'a> {
    path: &'a str,
    record: Option<u32>,
    line: u32,
}

/// The clusters as a JSON list.
pub(super) fn list(clusters: &[Cluster]) -> String {
    let out: Vec<ClusterOut<'_>> = clusters
        .iter()
        .map(|cluster| ClusterOut {
            rule: &cluster.rule,
            category: &cluster.category,
            level: cluster.level,
            message: &cluster.message,
            label: &cluster.label,
            help: cluster.help.as_deref(),
            size: cluster.size,
            members: cluster
                .members
                .iter()
                .map(|place| MemberOut { path: &place.path, record: place.record, line: place.line })
                .collect(),
            excerpt: cluster.excerpt.as_deref(),
        })
        .collect();
    json::line(&out)
}

/// The output for one cluster. Empty where it has its place elsewhere, or none.
pub fn cluster(cluster: &Cluster, format: Format, style: &Style) -> String {
    match format {
        Format::Full => full(cluster, style),
        Format::Concise => concise(cluster),
        Format::Github => github::cluster(cluster),
        Format::Sarif => sarif::cluster(cluster),
        Format::Gitlab => gitlab::cluster(cluster),
        Format::Junit => junit::cluster(cluster),
        Format::Rdjson => rdjson::cluster(cluster),
        Format::Json | Format::Jsonl => String::new(),
    }
}

/// What is wrong, where, and what to do instead, in one text.
pub(super) fn advice(cluster: &Cluster) -> String {
    let mut out = cluster.message.clone();
    if let Some(excerpt) = &cluster.excerpt {
        out.push_str(&format!(": “{excerpt}”"));
    }
    if !cluster.label.is_empty() {
        out.push_str(&format!(" ({})", cluster.label));
    }
    let places: Vec<String> =
        by_path(&cluster.members).into_iter().map(|(path, places)| format!("{path}{places}")).collect();
    out.push_str(&format!("; in {}", places.join(", ")));
    let shown = cluster.members.len().min(SHOWN);
    if cluster.size > shown {
        out.push_str(&format!(" and {} more", cluster.size - shown));
    }
    if let Some(help) = &cluster.help {
        out.push_str(&format!("; {help}"));
    }
    out
}

/// `record 3`; `this draft` where the file is one.
pub(super) fn member(place: &Place) -> String {
    place.record.map_or_else(|| "this draft".to_owned(), |record| format!("record {record}"))
}

fn full(cluster: &Cluster, style: &Style) -> String {
    let (name, rule) = (cluster.level.name(), safe::shown_in_a_line(&cluster.rule));
    let head = format!("{name}[{rule}]");
    let color = match cluster.level {
        Level::Error => "\x1b[1;31m",
        Level::Warning => "\x1b[1;33m",
        Level::Note | Level::Off => "\x1b[1;32m",
    };
    let head = if style.color { format!("{color}{head}\x1b[0m") } else { head };
    let mut out = format!("{head}: {}\n", safe::shown_in_a_line(&cluster.message));
    if let Some(excerpt) = &cluster.excerpt {
        out.push_str(&format!("  “{}”\n", safe::shown_in_a_line(excerpt)));
    }
    if !cluster.label.is_empty() {
        out.push_str(&format!("  {}\n", safe::shown_in_a_line(&cluster.label)));
    }
    for (path, places) in by_path(&cluster.members) {
        out.push_str(&format!("  in {}{places}\n", safe::shown_in_a_line(path)));
    }
    let shown = cluster.members.len().min(SHOWN);
    if cluster.size > shown {
        out.push_str(&format!("  and {} more\n", cluster.size - shown));
    }
    if let Some(help) = &cluster.help {
        out.push_str(&format!("  = help: {}\n", safe::shown_in_a_line(help)));
    }
    out + "\n"
}

/// The first members by file: `: records 3, 7`.
fn by_path(members: &[Place]) -> Vec<(&str, String)> {
    let mut paths: Vec<(&str, Vec<String>)> = Vec::new();
    for place in members.iter().take(SHOWN) {
        let record = place.record.map(|record| record.to_string());
        match paths.last_mut().filter(|(path, _)| *path == &*place.path) {
            Some((_, records)) => records.extend(record),
            None => paths.push((&place.path, record.into_iter().collect())),
        }
    }
    let told = |records: &[String]| match records {
        [] => String::new(),
        [one] => format!(" record {one}"),
        many => format!(" records {}", many.join(", ")),
    };
    paths.iter().map(|(path, records)| (*path, told(records))).collect()
}

/// One line, at the first member.
fn concise(cluster: &Cluster) -> String {
    let place = cluster.members.first().map_or(String::new(), |place| format!("{}:{}:1: ", place.path, place.line));
    format!(
        "{}{}[{}]: {}\n",
        safe::escaped(&place),
        cluster.level.name(),
        safe::escaped(&cluster.rule),
        safe::escaped(&cluster.message)
    )
}
