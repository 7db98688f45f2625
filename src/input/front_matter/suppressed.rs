//! Owns the key of front matter that names rules which are not reported about the draft: a text or a list of texts, each
//! as in a comment (`denial -- why`), or a table of names and reasons.

use crate::input::encoding::Decoded;
use crate::input::front_matter::{BadEntry, Entry};
use crate::input::marker::{self, KEY, names};
use crate::input::record::Value;
use crate::span::Span;
use crate::suppression::{Marker, Name, Reach, Slip, Suppressions, Wrong};

/// Whether a key is the one, in any case, with hyphens or underscores.
pub(super) fn is_key(key: &str) -> bool {
    key.trim().to_lowercase().replace('_', "-") == KEY
}

/// Takes the names, or says what is wrong with the first that cannot be understood. `offset` is where the block starts
/// in the text.
pub(super) fn take(
    entry: &Entry<'_>,
    offset: usize,
    decoded: &Decoded,
    suppressions: &mut Suppressions,
) -> Option<BadEntry> {
    let mut found = Suppressions::default();
    let mut bad = None;
    let mut not_a = |what: &str, at: usize, wanted: &str| {
        let message = format!("`{KEY}` has {what} where {wanted} is expected");
        bad.get_or_insert(BadEntry { at, message, fatal: true });
    };
    let placed = |span: Span| Span::new(offset + span.start, offset + span.end);
    match &entry.value {
        Value::Text(text) => listed(text, placed(entry.value_span), decoded, &mut found),
        Value::Nothing => {}
        Value::Other(_) if !entry.items.is_empty() => {
            for item in &entry.items {
                match (&item.key, &item.value) {
                    (None, Value::Text(text)) => listed(text, placed(item.span), decoded, &mut found),
                    (None, Value::Other(what)) => not_a(what, item.span.start, "the name of a rule"),
                    (None, _) => not_a("no text", item.span.start, "the name of a rule"),
                    (Some((key, span)), Value::Text(_) | Value::Nothing) => {
                        let has_reason = matches!(&item.value, Value::Text(why) if why.contains(char::is_alphanumeric));
                        let name = Name { name: key.clone(), place: placed(*span), reach: Reach::Draft };
                        found.markers.push(Marker { place: name.place, names: vec![name], has_reason });
                    }
                    (Some(_), Value::Other(what)) => not_a(what, item.span.start, "a reason"),
                    (Some(_), Value::Number(_)) => not_a("a number", item.span.start, "a reason"),
                }
            }
        }
        Value::Number(_) => not_a("a number", entry.value_span.start, "a list of rules"),
        Value::Other("a list" | "a table") => {}
        Value::Other(what) => not_a(what, entry.value_span.start, "a list of rules"),
    }
    suppressions.add(marker::in_file(found, decoded));
    bad
}

/// Takes the names in a text, which stands at `place` with its quotes.
fn listed(text: &str, place: Span, decoded: &Decoded, found: &mut Suppressions) {
    let (names, has_reason) = names(text);
    let source = place.of(&decoded.text);
    let mut from = 0;
    let names: Vec<Name> = names
        .into_iter()
        .map(|(name, _)| {
            // An escape in a name is nothing that anybody writes: then the whole text stands for it.
            let at = source.get(from..).and_then(|rest| rest.find(&name)).map(|at| from + at);
            from = at.map_or(from, |at| at + name.len());
            let place = at.map_or(place, |at| Span::new(place.start + at, place.start + at + name.len()));
            Name { name, place, reach: Reach::Draft }
        })
        .collect();
    if names.is_empty() {
        found.slips.push(Slip { place, what: Wrong::Nameless });
    } else {
        found.markers.push(Marker { place, names, has_reason });
    }
}

#[cfg(test)]
mod tests {
    use crate::input::testing::{drafts, only};

    /// What each name stands for, where it stands, and whether a reason is given.
    fn named(text: &str) -> Vec<(String, String, bool)> {
        let said = drafts("a.txt", text).remove(0).suppressions;
        let all = said.markers.iter().flat_map(|marker| marker.names.iter().map(|name| (name, marker.has_reason)));
        all.map(|(name, has_reason)| (name.name.clone(), name.place.of(text).to_owned(), has_reason)).collect()
    }

    #[test]
    fn names_come_in_a_text_a_list_or_a_table_with_reasons() {
        let plain = |names: &[&str], has_reason: bool| -> Vec<(String, String, bool)> {
            names.iter().map(|name| ((*name).to_owned(), (*name).to_owned(), has_reason)).collect()
        };
        for front in [
            "---\nreplylint-disable: [denial, 'tone']\n---\n",
            "---\nreplylint-disable:\n- denial\n- \"tone\"\n---\n",
            "---\nreplylint_disable: denial, tone\n---\n",
            "+++\nreplylint-disable = [\"denial\", 'tone']\n+++\n",
        ] {
            assert_eq!(named(&format!("{front}Sorry.\n")), plain(&["denial", "tone"], false), "{front}");
        }
        for front in [
            "---\nreplylint-disable: [denial -- it is, tone -- so]\n---\n",
            "---\nrating: 1\nreplylint-disable:\n  denial: the receipt says so\n  tone: a joke of theirs\n---\n",
            "+++\n[replylint-disable]\ndenial = \"the receipt\"\ntone = \"theirs\"\n+++\n",
            "+++\nreplylint-disable = { denial = \"the receipt\", tone = \"theirs\" }\n+++\n",
        ] {
            assert_eq!(named(&format!("{front}Sorry.\n")), plain(&["denial", "tone"], true), "{front}");
        }
    }

    #[test]
    fn what_is_no_name_and_no_reason_is_told_with_its_place() {
        for (front, line, column, message) in [
            ("---\nreplylint-disable: [[denial]]\n---\n", 2, 21, "a list where the name of a rule"),
            ("---\nreplylint-disable:\n  denial: [why]\n---\n", 3, 11, "a list where a reason"),
            ("+++\nreplylint-disable = 3\n+++\n", 2, 21, "a number where a list of rules"),
        ] {
            let (_, problems) = only("a.md", &format!("{front}Sorry.\n"));
            let told: Vec<_> = problems.iter().map(|problem| (problem.line, problem.column, problem.fatal)).collect();
            assert_eq!(told, [(Some(line), Some(column), true)], "{front}");
            assert!(problems[0].message.contains(message), "{}", problems[0].message);
        }
    }
}
