//! Owns the page of statistics: one file, no network, no script, charts as inline SVG, for light and dark, wide and
//! narrow windows and for paper. It must not count anything.

use super::{percent, wait};
use crate::stats::{GroupOut, StatsOut, TopicOut};

const STYLE: &str = include_str!("page.css");

/// How many rows a chart or table has.
const ROWS: usize = 15;

/// How many months the chart has.
const MONTHS: usize = 24;

/// The page.
pub fn html(stats: &StatsOut) -> String {
    let mut body = String::new();
    body.push_str(&cards(stats));
    section(
        &mut body,
        "Answers by stars",
        "How many reviews have a reply, and how long half of them waited at most.",
        |out| {
            out.push_str(&response_chart(&stats.by_rating));
            out.push_str(&group_table("Stars", &stats.by_rating));
        },
    );
    if !stats.by_month.is_empty() {
        let last =
            if stats.by_month.len() > MONTHS { format!(" The chart shows the last {MONTHS}.") } else { String::new() };
        let about = format!("Ready to post, to revise, blocked: by the month of the review.{last}");
        section(&mut body, "Replies by month", &about, |out| {
            out.push_str(&verdict_chart(&stats.by_month));
            out.push_str(&group_table("Month", &stats.by_month));
        });
    }
    let negative = || stats.topics.iter().filter(|topic| topic.negative > 0);
    let problems: Vec<&TopicOut> = negative().take(ROWS).collect();
    if !problems.is_empty() {
        let about = "What reviews of 1 and 2 stars speak of. Chance: how many stars the average could gain if it were \
                     mended. Impact: what it does to the average now.";
        section(&mut body, "Recurring problems", about, |out| {
            out.push_str(&chance_chart(&problems));
            out.push_str(&topic_table(&problems));
            out.push_str(&more(negative().count()));
        });
    }
    for (title, name, groups) in [
        ("By platform", "Platform", &stats.by_platform),
        ("By author", "Author", &stats.by_author),
        ("By location", "Location", &stats.by_location),
    ] {
        if !groups.is_empty() {
            section(&mut body, title, "", |out| out.push_str(&group_table(name, groups)));
        }
    }
    if !stats.all.rules.is_empty() {
        section(&mut body, "Rules", "In how many replies each rule fired.", |out| {
            out.push_str(&pairs_table("Rule", "Replies", &stats.all.rules));
        });
    }
    if !stats.copies.is_empty() {
        let about = format!("{} replies stand more than once, names and numbers aside.", stats.copied);
        section(&mut body, "Copied replies", &about, |out| {
            let copies: Vec<(String, usize)> =
                stats.copies.iter().map(|copy| (format!("“{}”", copy.excerpt), copy.count)).collect();
            out.push_str(&pairs_table("First words", "Times", &copies));
        });
    }
    let changes = &stats.changes;
    if changes.done + changes.planned > 0 {
        let about =
            format!("{} replies say that something was changed, {} that it will be.", changes.done, changes.planned);
        section(&mut body, "Changes announced", &about, |out| {
            if !changes.topics.is_empty() {
                out.push_str(&pairs_table("About", "Replies", &changes.topics));
            }
        });
    }
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" \
         content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>Reviews and replies</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>Reviews and \
         replies</h1>\n{body}</main>\n</body>\n</html>\n"
    )
}

fn section(body: &mut String, title: &str, about: &str, fill: impl FnOnce(&mut String)) {
    body.push_str(&format!("<section>\n<h2>{}</h2>\n", escaped(title)));
    if !about.is_empty() {
        body.push_str(&format!("<p>{}</p>\n", escaped(about)));
    }
    fill(body);
    body.push_str("</section>\n");
}

fn cards(stats: &StatsOut) -> String {
    let all = &stats.all;
    let mut cards = vec![
        (all.reviews.to_string(), "reviews"),
        (percent(all.response_rate), "answered"),
        (all.post.to_string(), "ready to post"),
        (all.revise.to_string(), "to revise"),
        (all.block.to_string(), "blocked"),
    ];
    if let Some(hours) = all.median_hours {
        cards.insert(2, (wait(hours), "half answered within"));
    }
    let cards: String =
        cards.iter().map(|(number, name)| format!("<div><b>{number}</b><span>{name}</span></div>\n")).collect();
    format!("<div class=\"cards\">\n{cards}</div>\n")
}

/// The width of the drawing of a chart, in its own units, and what its parts take of it.
const WIDTH: usize = 640;
const NAMES: usize = 150;
const NUMBERS: usize = 130;
const ROW: usize = 30;

/// A row of a chart: its name, its parts (share of the width, class) and the number beside it.
type Bar<'a> = (String, Vec<(f64, &'a str)>, String);

/// A chart of horizontal bars.
fn bars(title: &str, rows: &[Bar<'_>]) -> String {
    let height = rows.len() * ROW + 4;
    let room = (WIDTH - NAMES - NUMBERS) as f64;
    let mut out = format!("<svg viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-label=\"{}\">\n", escaped(title));
    for (number, (name, parts, told)) in rows.iter().enumerate() {
        let top = number * ROW + 4;
        let middle = top + ROW / 2 + 2;
        let shown: String = name.chars().take(20).collect();
        out.push_str(&format!("<text x=\"{}\" y=\"{middle}\" class=\"name\">{}</text>\n", NAMES - 10, escaped(&shown)));
        out.push_str(&format!(
            "<rect x=\"{NAMES}\" y=\"{top}\" width=\"{room}\" height=\"{}\" rx=\"3\" class=\"track\"/>\n",
            ROW - 8
        ));
        let mut left = NAMES as f64;
        for (share, class) in parts {
            let width = share.clamp(0.0, 1.0) * room;
            if width > 0.0 {
                out.push_str(&format!(
                    "<rect x=\"{left:.1}\" y=\"{top}\" width=\"{width:.1}\" height=\"{}\" rx=\"3\" class=\"{class}\"/>\n",
                    ROW - 8
                ));
            }
            left += width;
        }
        let at = NAMES as f64 + room + 10.0;
        out.push_str(&format!("<text x=\"{at}\" y=\"{middle}\" class=\"number\">{}</text>\n", escaped(told)));
    }
    out + "</svg>\n"
}

fn response_chart(groups: &[GroupOut]) -> String {
    let rows: Vec<_> = groups
        .iter()
        .map(|group| {
            let told = format!("{} of {}", group.answered, group.reviews);
            (stars(&group.name), vec![(group.response_rate, "good")], told)
        })
        .collect();
    bars("Share of reviews with a reply, by stars", &rows)
}

fn stars(name: &str) -> String {
    name.parse::<usize>().map_or_else(|_| "no stars known".to_owned(), |count| "★".repeat(count))
}

fn verdict_chart(groups: &[GroupOut]) -> String {
    let most = groups.iter().map(|group| group.answered).max().unwrap_or(0).max(1) as f64;
    let rows: Vec<_> = groups
        .iter()
        .rev()
        .take(MONTHS)
        .rev()
        .map(|group| {
            let share = |count: usize| count as f64 / most;
            let parts = vec![(share(group.post), "good"), (share(group.revise), "fair"), (share(group.block), "bad")];
            (group.name.clone(), parts, format!("{} · {} · {}", group.post, group.revise, group.block))
        })
        .collect();
    let legend = "<p class=\"legend\"><i class=\"good\"></i> ready to post <i class=\"fair\"></i> to revise <i \
                  class=\"bad\"></i> blocked</p>\n";
    bars("Replies ready to post, to revise and blocked, by month", &rows) + legend
}

fn chance_chart(topics: &[&TopicOut]) -> String {
    let most = topics.iter().map(|topic| topic.chance).fold(0.01, f64::max);
    let rows: Vec<_> = topics
        .iter()
        .map(|topic| {
            (topic.name.replace('-', " "), vec![(topic.chance / most, "bad")], format!("{:.2} stars", topic.chance))
        })
        .collect();
    bars("Chance of improvement by topic", &rows)
}

fn topic_table(topics: &[&TopicOut]) -> String {
    let names =
        ["Topic", "Mentions", "Average", "1 to 5 stars", "Impact", "Chance", "Reply passes over it", "No reply"];
    let rows = topics.iter().map(|topic| {
        let mut row = super::topic_row(topic);
        if let Some(name) = row.first_mut() {
            *name = name.replace('-', " ");
        }
        row
    });
    table(&names, rows.collect())
}

fn group_table(name: &str, groups: &[GroupOut]) -> String {
    let names = [name, "Reviews", "Answered", "Half within", "Late", "Post", "Revise", "Block", "Most frequent rule"];
    table(&names, groups.iter().map(super::group_row).collect())
}

/// How many rows a table leaves out, if it does.
fn more(all: usize) -> String {
    if all > ROWS { format!("<p>and {} more</p>\n", all - ROWS) } else { String::new() }
}

fn pairs_table(name: &str, count: &str, pairs: &[(String, usize)]) -> String {
    let rows = pairs.iter().take(ROWS).map(|(name, count)| vec![name.clone(), count.to_string()]);
    table(&[name, count], rows.collect()).replace("<table>", "<table class=\"pairs\">") + &more(pairs.len())
}

fn table(names: &[&str], rows: Vec<Vec<String>>) -> String {
    let mut out = String::from("<div class=\"scroll\"><table>\n<thead><tr>");
    for name in names {
        out.push_str(&format!("<th scope=\"col\">{}</th>", escaped(name)));
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for row in rows {
        out.push_str("<tr>");
        for cell in row {
            out.push_str(&format!("<td>{}</td>", escaped(&cell)));
        }
        out.push_str("</tr>\n");
    }
    out + "</tbody>\n</table></div>\n"
}

/// Text that is no markup, without characters that reorder or control what is shown.
fn escaped(text: &str) -> String {
    let safe = super::safe::shown_in_a_line(text);
    safe.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
