//! Owns the findings that are known and accepted: what a baseline file holds, and which findings it knows. It must not
//! read or write files.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::finding::Finding;
use crate::fingerprint::{Fingerprint, Fingerprints};

/// The version of the file. A file of another version is refused: what its fingerprints mean is not known.
const VERSION: u32 = 1;

/// Known findings: rules and the sentences that they are about, not lines, so that text may move.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Baseline {
    /// How many findings of one draft a rule may have in a sentence.
    known: BTreeMap<(String, String), usize>,
}

/// The file.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: u32,
    findings: Vec<Entry>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    rule: String,
    /// The fingerprint: a baseline may lie in a public repository, customers' words should not.
    sentence: String,
    count: usize,
}

/// Why a baseline file cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unusable {
    /// Line and column, from 1, if one place is to blame.
    pub place: Option<(usize, usize)>,
    /// What is wrong: lower case, no full stop.
    pub message: String,
}

impl fmt::Display for Unusable {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl Baseline {
    /// Reads the text of a baseline file.
    ///
    /// # Errors
    /// If it is not a baseline, or one of another version.
    pub fn parse(text: &str) -> Result<Self, Unusable> {
        let version = |value: &serde_json::Value| value.get("version").and_then(serde_json::Value::as_u64);
        if let Ok(value) = serde_json::from_str::<serde_json::Value>(text)
            && version(&value).is_some_and(|version| version != u64::from(VERSION))
        {
            let message = "this baseline was written by another version; write it again with --write-baseline";
            return Err(Unusable { place: None, message: message.to_owned() });
        }
        let file: File = serde_json::from_str(text).map_err(|error| Unusable {
            place: Some((error.line().max(1), error.column().max(1))),
            message: format!("this is not a baseline: {error}; write one with --write-baseline"),
        })?;
        let known = file.findings.into_iter().map(|entry| ((entry.rule, entry.sentence), entry.count)).collect();
        Ok(Self { known })
    }

    /// The text of a baseline file: one entry a line, sorted, so that changes are easy to review.
    pub fn write(&self) -> String {
        let entries: Vec<String> = self
            .known
            .iter()
            .filter_map(|((rule, sentence), count)| {
                let entry = Entry { rule: rule.clone(), sentence: sentence.clone(), count: *count };
                serde_json::to_string(&entry).ok()
            })
            .collect();
        format!("{{\"version\":{VERSION},\"findings\":[\n{}\n]}}\n", entries.join(",\n"))
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.known.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// Adds the findings of another baseline.
    pub fn add(&mut self, other: Self) {
        for (key, count) in other.known {
            let known = self.known.entry(key).or_default();
            *known = count.max(*known);
        }
    }

    /// The findings of one draft as a baseline.
    pub fn of(reply: &str, findings: &[Finding]) -> Self {
        let mut baseline = Self::default();
        let fingerprints = Fingerprints::new(reply);
        for finding in findings {
            *baseline.known.entry(key(finding, &fingerprints)).or_default() += 1;
        }
        baseline
    }

    /// Takes out the findings of one draft that are known, and says how many they were.
    pub fn silence(&self, reply: &str, findings: &mut Vec<Finding>) -> usize {
        if self.is_empty() || findings.is_empty() {
            return 0;
        }
        let before = findings.len();
        let fingerprints = Fingerprints::new(reply);
        let mut seen: BTreeMap<(String, String), usize> = BTreeMap::new();
        findings.retain(|finding| {
            let key = key(finding, &fingerprints);
            let allowed = self.known.get(&key).copied().unwrap_or_default();
            let seen = seen.entry(key).or_default();
            *seen += 1;
            *seen > allowed
        });
        before - findings.len()
    }
}

fn key(finding: &Finding, fingerprints: &Fingerprints<'_>) -> (String, String) {
    let fingerprint: Fingerprint = fingerprints.of_finding(finding);
    (finding.rule.to_string(), fingerprint.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Level;
    use crate::span::Span;

    fn finding(rule: &str, start: usize, end: usize) -> Finding {
        Finding {
            rule: rule.into(),
            category: "tone".into(),
            level: Level::Warning,
            message: "".into(),
            label: "".into(),
            help: None,
            span: Span::new(start, end),
            source: None,
            related: Vec::new(),
            fix: None,
        }
    }

    #[test]
    fn a_known_finding_is_silent_wherever_its_sentence_moved_and_a_new_one_is_not() {
        let known = Baseline::of("We disagree.", &[finding("denial", 3, 11)]);
        let mut findings = vec![finding("denial", 14, 22), finding("blame", 14, 22), finding("denial", 27, 31)];
        assert_eq!(known.silence("Thank you. We disagree. We deny.", &mut findings), 1);
        assert_eq!(findings.iter().map(|found| &*found.rule).collect::<Vec<_>>(), ["blame", "denial"]);
    }

    #[test]
    fn one_more_of_the_same_is_new() {
        let known = Baseline::of("No, no.", &[finding("denial", 0, 2)]);
        let mut findings = vec![finding("denial", 0, 2), finding("denial", 4, 6)];
        assert_eq!(known.silence("No, no.", &mut findings), 1);
        assert_eq!(findings.len(), 1);
    }

    #[test]
    fn what_is_written_is_read_again() {
        let mut baseline = Baseline::of("We disagree.", &[finding("denial", 3, 11)]);
        baseline.add(Baseline::of("Nobody else complained.", &[finding("others", 0, 6)]));
        assert_eq!(Baseline::parse(&baseline.write()), Ok(baseline));
    }

    #[test]
    fn a_file_of_another_version_or_another_kind_is_refused_with_its_place() {
        let other = Baseline::parse("{\"version\":2,\"findings\":[]}").unwrap_err();
        assert!(other.message.contains("another version"), "{other}");
        let broken = Baseline::parse("{\"version\":1,\n\"findings\":[{}]}").unwrap_err();
        assert_eq!(broken.place.map(|(line, _)| line), Some(2));
        assert!(Baseline::parse("").is_err());
    }
}
