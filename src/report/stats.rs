//! Owns how statistics look: tables for a terminal, CSV, and a page of its own. It must not count anything.

mod html;

use super::{Style, safe};
use crate::stats::{GroupOut, StatsOut, TopicOut};

pub use html::html;

/// How many rows a table for people has.
const ROWS: usize = 12;

/// Tables for a terminal.
pub fn table(stats: &StatsOut, style: &Style) -> String {
    let mut out = String::new();
    let all = &stats.all;
    out.push_str(&format!(
        "{} reviews, {} answered ({}){}\n",
        all.reviews,
        all.answered,
        percent(all.response_rate),
        all.median_hours.map_or(String::new(), |hours| format!(", half of them within {}", wait(hours)))
    ));
    out.push_str(&format!("{} ready to post, {} to revise, {} blocked\n", all.post, all.revise, all.block));
    for (title, groups) in [
        ("stars", &stats.by_rating),
        ("platform", &stats.by_platform),
        ("month", &stats.by_month),
        ("author", &stats.by_author),
        ("location", &stats.by_location),
    ] {
        if groups.is_empty() {
            continue;
        }
        let mut rows = vec![
            [title, "reviews", "answered", "half within", "late", "post", "revise", "block", "most frequent rule"]
                .map(str::to_owned)
                .to_vec(),
        ];
        rows.extend(groups.iter().map(group_row));
        section(&mut out, "", &rows, style);
    }
    let problems: Vec<&TopicOut> = stats.topics.iter().filter(|topic| topic.negative > 0).collect();
    if !problems.is_empty() {
        let mut rows = vec![
            ["topic", "mentions", "average", "1 to 5 stars", "impact", "chance", "passed over", "no reply"]
                .map(str::to_owned)
                .to_vec(),
        ];
        rows.extend(problems.iter().take(ROWS).map(|topic| topic_row(topic)));
        section(&mut out, "Recurring problems, the best chance of improvement first", &rows, style);
        left_out(&mut out, problems.len());
    }
    if !all.rules.is_empty() {
        let rules = all.rules.iter().take(ROWS);
        let rows: Vec<Vec<String>> = rules.map(|(rule, count)| vec![count.to_string(), rule.clone()]).collect();
        section(&mut out, "Rules, by the replies that they fired in", &rows, style);
        left_out(&mut out, all.rules.len());
    }
    if !stats.copies.is_empty() {
        let copies = stats.copies.iter().take(ROWS);
        let rows: Vec<Vec<String>> =
            copies.map(|copy| vec![format!("{}×", copy.count), format!("“{}”", copy.excerpt)]).collect();
        let title = format!("Copied replies, names and numbers aside: {} in all", stats.copied);
        section(&mut out, &title, &rows, style);
        left_out(&mut out, stats.copies.len());
    }
    let changes = &stats.changes;
    if changes.done + changes.planned > 0 {
        let topics: Vec<String> =
            changes.topics.iter().take(ROWS).map(|(topic, count)| format!("{topic} {count}")).collect();
        let about = if topics.is_empty() { String::new() } else { format!(", about {}", topics.join(", ")) };
        let line =
            format!("\nReplies that announce a change: {} made, {} planned{about}\n", changes.done, changes.planned);
        out.push_str(&line);
    }
    safe::shown(&out).into_owned()
}

/// How many rows a section does not show, and where they are.
fn left_out(out: &mut String, all: usize) {
    if let Some(more @ 1..) = all.checked_sub(ROWS) {
        out.push_str(&format!("and {more} more, in `--output-format csv` and `json`\n"));
    }
}

fn group_row(group: &GroupOut) -> Vec<String> {
    vec![
        group.name.clone(),
        group.reviews.to_string(),
        format!("{} ({})", group.answered, percent(group.response_rate)),
        group.median_hours.map_or("-".to_owned(), wait),
        if group.waits_known > 0 { group.late.to_string() } else { "-".to_owned() },
        group.post.to_string(),
        group.revise.to_string(),
        group.block.to_string(),
        group.rules.first().map_or("-".to_owned(), |(rule, count)| format!("{rule} {count}")),
    ]
}

fn topic_row(topic: &TopicOut) -> Vec<String> {
    vec![
        topic.name.clone(),
        topic.mentions.to_string(),
        topic.average.map_or("-".to_owned(), |average| format!("{average:.1}")),
        topic.by_stars.map(|count| count.to_string()).join(" "),
        format!("{:+.2}", topic.impact),
        format!("{:.2}", topic.chance),
        topic.passed_over.to_string(),
        topic.unanswered.to_string(),
    ]
}

/// Columns as wide as their widest cell, two blanks between them; the first to the left, numbers to the right.
fn section(out: &mut String, title: &str, rows: &[Vec<String>], style: &Style) {
    use unicode_width::UnicodeWidthStr;
    out.push('\n');
    if !title.is_empty() {
        out.push_str(&if style.color { format!("\x1b[1m{title}\x1b[0m\n") } else { format!("{title}\n") });
    }
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    let cell = |row: &Vec<String>, at: usize| row.get(at).map(|text| safe::shown_in_a_line(text).into_owned());
    let widths: Vec<usize> = (0..count)
        .map(|at| rows.iter().filter_map(|row| cell(row, at)).map(|text| text.width()).max().unwrap_or(0))
        .collect();
    for row in rows {
        let mut line = String::new();
        for (at, width) in widths.iter().enumerate() {
            let text = cell(row, at).unwrap_or_default();
            let blanks = " ".repeat(width.saturating_sub(text.width()));
            let is_last_text = at + 1 == count && at > 0 && !text.starts_with(|first: char| first.is_ascii_digit());
            let line_part = if at == 0 || is_last_text { format!("{text}{blanks}") } else { format!("{blanks}{text}") };
            line.push_str(&line_part);
            line.push_str("  ");
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
}

/// One number a row: `section,name,measure,value`.
pub fn csv(stats: &StatsOut) -> String {
    let mut out = String::from("section,name,measure,value\n");
    let mut row = |section: &str, name: &str, measure: &str, value: String| {
        out.push_str(&format!("{section},{},{},{}\n", quoted(name), quoted(measure), quoted(&value)));
    };
    for (section, groups) in [
        ("all", std::slice::from_ref(&stats.all)),
        ("rating", &stats.by_rating),
        ("platform", &stats.by_platform),
        ("month", &stats.by_month),
        ("author", &stats.by_author),
        ("location", &stats.by_location),
    ] {
        for group in groups {
            for (measure, value) in [
                ("reviews", group.reviews),
                ("answered", group.answered),
                ("waits-known", group.waits_known),
                ("late", group.late),
                ("post", group.post),
                ("revise", group.revise),
                ("block", group.block),
            ] {
                row(section, &group.name, measure, value.to_string());
            }
            row(section, &group.name, "response-rate", format!("{:.4}", group.response_rate));
            let median = group.median_hours.map_or(String::new(), |hours| format!("{hours:.1}"));
            row(section, &group.name, "median-hours", median);
            for (rule, count) in &group.rules {
                row(section, &group.name, &format!("rule:{rule}"), count.to_string());
            }
        }
    }
    for topic in &stats.topics {
        for (measure, value) in [
            ("mentions", topic.mentions),
            ("negative", topic.negative),
            ("passed-over", topic.passed_over),
            ("unanswered", topic.unanswered),
        ] {
            row("topic", &topic.name, measure, value.to_string());
        }
        row("topic", &topic.name, "average", topic.average.map_or(String::new(), |average| format!("{average:.3}")));
        row("topic", &topic.name, "impact", format!("{:.4}", topic.impact));
        row("topic", &topic.name, "chance", format!("{:.4}", topic.chance));
    }
    for copy in &stats.copies {
        row("copy", &copy.excerpt, "count", copy.count.to_string());
    }
    row("change", "done", "count", stats.changes.done.to_string());
    row("change", "planned", "count", stats.changes.planned.to_string());
    for (topic, count) in &stats.changes.topics {
        row("change-topic", topic, "count", count.to_string());
    }
    out
}

/// A cell; one that a spreadsheet would take for a formula is made a text.
fn quoted(text: &str) -> String {
    let text = if text.starts_with(['=', '@', '\t']) { format!("'{text}") } else { text.to_owned() };
    if text.contains(['"', ',', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

/// `83 %`.
fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}

/// `20 h`, `3.5 days`.
fn wait(hours: f64) -> String {
    if hours < 48.0 { format!("{hours:.0} h") } else { format!("{:.1} days", hours / 24.0) }
}
