//! Owns the report for editors and scripts: one line for each finding. It must not know about colours or widths.

use super::position::DraftIndex;
use super::{Checked, safe};

/// One line for each finding: `path:line:column: level[rule]: message`.
pub(super) fn draft(checked: &Checked) -> String {
    let mut out = String::new();
    if checked.findings.is_empty() {
        return out;
    }
    let index = DraftIndex::new(&checked.draft);
    let path = safe::escaped(&checked.draft.path);
    for finding in &checked.findings {
        let place = index.position(index.standing(finding).source.start);
        out.push_str(&format!(
            "{path}:{}:{}: {}[{}]: {}\n",
            place.line,
            place.column,
            finding.level.name(),
            safe::escaped(&finding.rule),
            safe::escaped(&finding.message),
        ));
    }
    out
}
