//! Owns what was measured of the built-in rules: counts on labelled replies, and what follows from them. It must not
//! know how rules find anything.

use toml::{Table, Value};

/// The counts, as they come with replylint.
const TABLE: &str = include_str!("../docs/accuracy.toml");

/// Some replies that something was measured on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sample {
    /// When, `2026-11-24`.
    pub date: String,
    /// How many replies.
    pub replies: u64,
}

/// How well one thing is found.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Measured {
    /// What it is called where it was counted.
    pub label: String,
    /// What is looked for, for people.
    pub what: String,
    /// The categories of the rules that rest on it.
    pub categories: Vec<String>,
    /// Found where it is.
    pub hits: u64,
    /// Found where it is not.
    pub mistaken: u64,
    /// Not found where it is.
    pub missed: u64,
    /// Replies that were counted.
    pub of: u64,
    /// Precision and recall on replies of other businesses, if known.
    pub elsewhere: Option<(f64, f64)>,
}

/// Everything that was measured.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Accuracy {
    /// The replies that the packs were built with.
    pub development: Sample,
    /// Replies of other businesses.
    pub elsewhere: Sample,
    /// Each thing.
    pub measured: Vec<Measured>,
}

/// A share of a whole, and between what it lies with a certainty of 95 %.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Share {
    /// From 0 to 1; none of nothing.
    pub value: Option<f64>,
    /// The least.
    pub least: f64,
    /// The most.
    pub most: f64,
}

impl Share {
    /// `part` of `whole`, with the interval of Wilson (1927), which holds for few cases too.
    pub fn of(part: u64, whole: u64) -> Self {
        if whole == 0 {
            return Self { value: None, least: 0.0, most: 1.0 };
        }
        const Z: f64 = 1.959_964;
        let (whole, share) = (float(whole), float(part) / float(whole));
        let centre = share + Z * Z / (2.0 * whole);
        let half = Z * (share * (1.0 - share) / whole + Z * Z / (4.0 * whole * whole)).sqrt();
        let scale = 1.0 + Z * Z / whole;
        let bound = |value: f64| (value / scale).clamp(0.0, 1.0);
        Self { value: Some(share), least: bound(centre - half), most: bound(centre + half) }
    }

    /// `0.99 (0.93–1.00)`.
    pub fn shown(&self) -> String {
        let value = self.value.map_or("–".to_owned(), |value| format!("{value:.2}"));
        format!("{value} ({:.2}–{:.2})", self.least, self.most)
    }
}

#[allow(clippy::cast_precision_loss)] // counts of replies
fn float(count: u64) -> f64 {
    count as f64
}

impl Measured {
    /// How much of what is found is there.
    pub fn precision(&self) -> Share {
        Share::of(self.hits, self.hits + self.mistaken)
    }

    /// How much of what is there is found.
    pub fn recall(&self) -> Share {
        Share::of(self.hits, self.hits + self.missed)
    }
}

impl Accuracy {
    /// What was measured. What the table does not say is empty.
    pub fn of_builtin_rules() -> Self {
        let table: Table = TABLE.parse().unwrap_or_default();
        let sample = |name: &str| {
            let sample = table.get(name).and_then(Value::as_table);
            let date = sample.and_then(|sample| sample.get("date")).and_then(Value::as_str).unwrap_or_default();
            let replies = sample.and_then(|sample| sample.get("replies")).and_then(Value::as_integer);
            Sample { date: date.to_owned(), replies: replies.and_then(|count| count.try_into().ok()).unwrap_or(0) }
        };
        let rows = table.get("measured").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        Self {
            development: sample("development"),
            elsewhere: sample("elsewhere"),
            measured: rows.iter().filter_map(Value::as_table).map(measured).collect(),
        }
    }

    /// What rules of a category rest on.
    pub fn of_category<'a>(&'a self, category: &'a str) -> impl Iterator<Item = &'a Measured> {
        self.measured.iter().filter(move |measured| measured.categories.iter().any(|own| own == category))
    }

    /// As a table in Markdown.
    pub fn markdown(&self) -> String {
        let mut out = String::from(
            "| what is recognised | precision | recall | replies with it | other businesses: precision, recall |\n\
             |---|---|---|---|---|\n",
        );
        for measured in &self.measured {
            let elsewhere =
                measured.elsewhere.map_or(String::new(), |(precision, recall)| format!("{precision:.2}, {recall:.2}"));
            out.push_str(&format!(
                "| {} | {} | {} | {} of {} | {elsewhere} |\n",
                measured.what,
                measured.precision().shown(),
                measured.recall().shown(),
                measured.hits + measured.missed,
                measured.of,
            ));
        }
        out
    }
}

fn measured(row: &Table) -> Measured {
    let text = |key: &str| row.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let list = |key: &str| row.get(key).and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let count = |at: usize| {
        list("counts").get(at).and_then(Value::as_integer).and_then(|count| u64::try_from(count).ok()).unwrap_or(0)
    };
    let share = |at: usize| list("elsewhere").get(at).and_then(Value::as_float);
    Measured {
        label: text("label"),
        what: text("what"),
        categories: list("categories").iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        hits: count(0),
        mistaken: count(1),
        missed: count(2),
        of: count(3),
        elsewhere: share(0).zip(share(1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::CATEGORIES;

    #[test]
    fn every_row_of_the_table_is_whole_and_adds_up() {
        let accuracy = Accuracy::of_builtin_rules();
        assert!(accuracy.measured.len() >= 10 && accuracy.development.replies > 0 && accuracy.elsewhere.replies > 0);
        for row in &accuracy.measured {
            assert!(!row.label.is_empty() && !row.what.is_empty(), "{row:?}");
            assert!(row.hits + row.mistaken + row.missed <= row.of, "{row:?}");
            assert!(row.of > 0 && row.of <= accuracy.development.replies, "{row:?}");
            assert!(row.categories.iter().all(|category| CATEGORIES.contains(&category.as_str())), "{row:?}");
        }
    }

    #[test]
    fn a_share_of_few_is_less_certain_than_the_same_of_many() {
        assert_eq!(Share::of(79, 80).shown(), "0.99 (0.93–1.00)");
        assert_eq!(Share::of(14, 15).shown(), "0.93 (0.70–0.99)");
        assert_eq!(Share::of(140, 150).shown(), "0.93 (0.88–0.96)");
        assert_eq!(Share::of(0, 0).shown(), "– (0.00–1.00)");
    }
}
