//! Owns the workflow commands that GitHub Actions turns into annotations. It must not let text from a reply become a
//! command of its own.

use super::Checked;
use super::across::advice as advice_of_many;
use super::hosts::{advice, placed};
use super::position::DraftIndex;
use crate::across::Cluster;
use crate::finding::Level;

/// One command a line for each finding.
pub(super) fn draft(checked: &Checked) -> String {
    let index = DraftIndex::new(&checked.draft);
    let mut out = String::new();
    for placed in placed(checked, &index) {
        let command = command(placed.finding.level);
        // GitHub takes columns only where a finding stays on its line.
        let columns = if placed.start.line == placed.end.line {
            format!(",col={},endColumn={}", placed.start.column, placed.end.column)
        } else {
            String::new()
        };
        out.push_str(&format!(
            "::{command} file={},line={},endLine={}{columns},title={}::{}\n",
            property(checked.draft.path.trim_start_matches("./")),
            placed.start.line,
            placed.end.line,
            property(&format!("replylint: {}", placed.finding.rule)),
            message(&advice(placed.finding)),
        ));
    }
    out
}

/// The command for what holds over many drafts, at the first of them.
pub(super) fn cluster(cluster: &Cluster) -> String {
    let place = cluster.members.first().map_or_else(String::new, |place| {
        format!("file={},line={},", property(place.path.trim_start_matches("./")), place.line)
    });
    let title = property(&format!("replylint: {}", cluster.rule));
    let text = message(&advice_of_many(cluster));
    format!("::{} {place}title={title}::{text}\n", command(cluster.level))
}

fn command(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note | Level::Off => "notice",
    }
}

/// The runner undoes exactly these escapes; any other control character could still upset whoever reads its log.
fn message(text: &str) -> String {
    let escaped = text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    super::safe::escaped(&escaped).into_owned()
}

fn property(text: &str) -> String {
    message(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_can_become_a_command() {
        assert_eq!(message("100 %\n::error::x\r"), "100 %25%0A::error::x%0D");
        assert_eq!(property("a:b,c\n::set-env"), "a%3Ab%2Cc%0A%3A%3Aset-env");
        assert_eq!(message("a\u{1b}[2Jb"), "a\\u{1b}[2Jb");
    }
}
