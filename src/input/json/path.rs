//! Owns following a path of names down into a JSON value.

use serde_json::value::RawValue;

use crate::input::json::{Object, string};

/// The raw text or number at `path` below the raw value `raw`; none where there is none. A list is looked through, its
/// first hit counts; at the path's end the last text of a list counts. A list in a list is not looked into.
pub(in crate::input) fn find<'a>(raw: &'a str, path: &str) -> Option<&'a str> {
    if !raw.starts_with('[') {
        return in_value(raw, path);
    }
    let list: Vec<&RawValue> = serde_json::from_str(raw).ok()?;
    if path.is_empty() {
        return list.iter().rev().map(|value| value.get()).find(|raw| is_leaf(raw));
    }
    list.iter().map(|value| value.get()).filter(|raw| raw.starts_with('{')).find_map(|raw| in_value(raw, path))
}

fn in_value<'a>(raw: &'a str, path: &str) -> Option<&'a str> {
    if path.is_empty() {
        return is_leaf(raw).then_some(raw);
    }
    if !raw.starts_with('{') {
        return None;
    }
    let (first, rest) = path.split_once('/').unwrap_or((path, ""));
    let (name, wanted) = first.split_once('=').map_or((first, None), |(name, text)| (name, Some(text)));
    let object: Object<'a> = serde_json::from_str(raw).ok()?;
    let value = object.get(name)?;
    match wanted {
        Some(text) => (string::text(value) == text).then(|| in_value(raw, rest)).flatten(),
        None => find(value, rest),
    }
}

fn is_leaf(raw: &str) -> bool {
    raw.starts_with(|first: char| first == '"' || first == '-' || first.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_leads_through_objects_and_lists() {
        let json = r#"{"a": [{"t": "x", "v": "1"}, {"t": "y", "v": ["ch", "2"]}, {"w": {"z": 3}}], "n": null}"#;
        assert_eq!(find(json, "a/v"), Some("\"1\""));
        assert_eq!(find(json, "a/t=y/v"), Some("\"2\""));
        assert_eq!(find(json, "a/w/z"), Some("3"));
        for path in ["a", "n", "a/w", "b", "a/t=q/v", "n/x"] {
            assert_eq!(find(json, path), None, "{path}");
        }
    }

    #[test]
    fn what_is_not_json_holds_nothing() {
        for text in ["", "[", "{", "{'a': 1}", "[[[[", "é"] {
            assert_eq!(find(text, "a"), None);
        }
    }
}
