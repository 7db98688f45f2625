//! Owns the JUnit report that build servers read: a suite for each draft, a case for each finding. It must not know about
//! other formats.

use super::across::advice as advice_of_many;
use super::hosts::{advice, placed};
use super::position::DraftIndex;
use super::{Checked, safe};
use crate::across::Cluster;
use crate::finding::Level;

/// What opens the document.
pub(super) fn begin() -> String {
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"replylint\">\n".to_owned()
}

/// What closes it.
pub(super) fn end() -> String {
    "</testsuites>\n".to_owned()
}

/// The suite of one draft. Errors and warnings fail; a note is a case that passes and says so.
pub(super) fn draft(checked: &Checked) -> String {
    let index = DraftIndex::new(&checked.draft);
    let name = name(&checked.draft.path, checked.draft.record);
    let mut cases = String::new();
    let mut failures = 0;
    for placed in placed(checked, &index) {
        let finding = placed.finding;
        let place = format!("{}:{}:{}", checked.draft.path, placed.start.line, placed.start.column);
        let case = format!("{} {}:{}", finding.rule, placed.start.line, placed.start.column);
        cases.push_str(&format!("<testcase classname=\"{name}\" name=\"{}\">\n", xml(&case)));
        let text = xml(&format!("{place}: {}", advice(finding)));
        if finding.level >= Level::Warning {
            failures += 1;
            cases.push_str(&format!(
                "<failure type=\"{}\" message=\"{}\">{text}</failure>\n",
                finding.level.name(),
                xml(&finding.message)
            ));
        } else {
            cases.push_str(&format!("<system-out>{text}</system-out>\n"));
        }
        cases.push_str("</testcase>\n");
    }
    let mut tests = checked.findings.len();
    if tests == 0 {
        tests = 1;
        cases = format!("<testcase classname=\"{name}\" name=\"ready to post\"/>\n");
    }
    format!("<testsuite name=\"{name}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\">\n{cases}</testsuite>\n")
}

/// The suite of what holds over many drafts: a case, which names them.
pub(super) fn cluster(cluster: &Cluster) -> String {
    let first = cluster.members.first();
    let place = first.map_or_else(String::new, |first| format!("{}:{}:1", first.path, first.line));
    let name = first.map_or_else(String::new, |first| name(&first.path, first.record.map(u64::from)));
    let text = xml(&format!("{place}: {}", advice_of_many(cluster)));
    let is_failure = cluster.level >= Level::Warning;
    let result = if is_failure {
        format!("<failure type=\"{}\" message=\"{}\">{text}</failure>", cluster.level.name(), xml(&cluster.message))
    } else {
        format!("<system-out>{text}</system-out>")
    };
    format!(
        "<testsuite name=\"many drafts\" tests=\"1\" failures=\"{}\" errors=\"0\">\n<testcase classname=\"{name}\" \
         name=\"{}\">\n{result}\n</testcase>\n</testsuite>\n",
        u8::from(is_failure),
        xml(&format!("{}: {}", cluster.rule, cluster.message)),
    )
}

/// The suite of a record that was not checked.
pub(super) fn skipped(path: &str, record: Option<u64>, why: &str) -> String {
    let name = name(path, record);
    format!(
        "<testsuite name=\"{name}\" tests=\"1\" failures=\"0\" errors=\"0\" skipped=\"1\">\n<testcase classname=\"{name}\" \
         name=\"not checked\"><skipped message=\"{}\"/></testcase>\n</testsuite>\n",
        xml(why)
    )
}

fn name(path: &str, record: Option<u64>) -> String {
    xml(&record.map_or_else(|| path.to_owned(), |record| format!("{path} record {record}")))
}

/// Text as it may stand in XML 1.0, in an attribute too. What no XML may hold is written as an escape to read.
fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in safe::escaped(text).chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            '\u{FFFE}' | '\u{FFFF}' => out.push('\u{FFFD}'),
            _ => out.push(character),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text_in_xml() {
        assert_eq!(xml("a<b & \"c\" 'd' > e"), "a&lt;b &amp; &quot;c&quot; &apos;d&apos; &gt; e");
        assert_eq!(xml("\u{0}\u{1b}\u{ffff}"), "\\u{0}\\u{1b}\u{fffd}");
    }
}
