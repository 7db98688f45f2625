use std::collections::BTreeSet;

use super::*;
use crate::config::mistakes_of_shape;
use crate::mistake::{Mistake, TomlFile};
use crate::pack::read_pack;

/// A key that nobody knows, and that is like none that somebody knows.
const UNKNOWN: &str = "zzzzzzzzzzzzzzzz";

fn parsed(schema: &str) -> Value {
    serde_json::from_str(schema).unwrap()
}

fn schemas() -> [Value; 3] {
    [config(), pack(), output()].map(|schema| parsed(&schema))
}

fn keys(value: &Value) -> BTreeSet<String> {
    value.as_object().unwrap().keys().cloned().collect()
}

/// By what messages call a table, the keys that the reader knows in it: each table of `text` has a key that it does not.
fn known(text: &str, read: impl Fn(&TomlFile, &mut Vec<Mistake>)) -> Vec<(String, BTreeSet<String>)> {
    let text = text.replace('?', &format!("{UNKNOWN} = 1"));
    let mut mistakes = Vec::new();
    read(&TomlFile { path: "f.toml".to_owned(), text: text.clone() }, &mut mistakes);
    let unknown = mistakes.iter().filter_map(|mistake| {
        let table = mistake.message.strip_prefix(&format!("unknown key `{UNKNOWN}` in "))?;
        let known = mistake.help.as_deref()?.strip_prefix("known are ")?;
        Some((table.to_owned(), known.split(", ").map(|key| key.trim_matches('`').to_owned()).collect()))
    });
    let unknown: Vec<_> = unknown.collect();
    assert_eq!(unknown.len(), text.matches(UNKNOWN).count(), "{mistakes:?}");
    unknown
}

#[test]
fn the_schema_of_a_configuration_has_the_keys_that_its_reader_knows_and_no_others() {
    let schema = parsed(&config());
    let text = "?\n[brand]\n?\n[contacts]\n?\n[templates]\n?\n[timeliness]\n?\n[[terms]]\n?\n[[formats]]\n?\n[[overrides]]\n?\n";
    let known = known(text, mistakes_of_shape);
    for (table, known) in known {
        let pointer = match table.as_str() {
            "the file" => "/properties".to_owned(),
            "[[terms]]" => "/definitions/term/properties".to_owned(),
            "[[formats]]" => "/definitions/format/properties".to_owned(),
            "[[overrides]]" => "/definitions/override/properties".to_owned(),
            other => format!("/properties/{}/properties", other.trim_matches(['[', ']'])),
        };
        assert_eq!(keys(schema.pointer(&pointer).unwrap()), known, "{table}");
    }
}

#[test]
fn the_schema_of_a_pack_has_the_keys_that_its_reader_knows_and_no_others() {
    let schema = parsed(&pack());
    let text = "?\n[pack]\n?\n[cue.c]\nunless = { ? }\n?\n[extend.e]\n?\n[rule.r]\n?\nwhen = { ?, not = { ? } }\n\
        levels = { ? }\norder = { ? }\nlimit = { ? }\nscore = { ? }\nflag = { ? }\nfix = { ? }\nfixed = { ? }\n";
    let of_table = |table: &str| match table {
        "the file" => "",
        "[pack]" => "/properties/pack",
        "[cue.c]" => "/definitions/cue",
        "[extend.e]" => "/definitions/extension",
        "[rule.r]" => "/definitions/rule",
        "an entry of `unless`" => "/definitions/exception",
        "`when`" => "/definitions/when",
        "`not`" => "/definitions/condition",
        "an entry of `levels`" => "/definitions/level-by-context",
        "`order`" => "/definitions/rule/properties/order",
        "a limit" => "/definitions/limit",
        "`score`" => "/definitions/rule/properties/score",
        "an example in `flag`" => "/definitions/draft",
        "a fix" => "/definitions/fix",
        "an example in `fixed`" => "/definitions/fixed-draft",
        other => panic!("{other}"),
    };
    for (table, mut known) in known(text, |file, mistakes| drop(read_pack(file, mistakes))) {
        // Keys that the reader knows only to say that they do not belong there.
        match table.as_str() {
            "[extend.e]" => {
                let of_cues = ["detector", "any", "sequence", "near", "negated", "quoted", "part", "in"];
                known.retain(|key| !of_cues.contains(&key.as_str()));
            }
            "`not`" => known.retain(|key| key != "not"),
            _ => {}
        }
        let properties = schema.pointer(&format!("{}/properties", of_table(&table))).unwrap();
        assert_eq!(keys(properties), known, "{table}");
    }
}

#[test]
fn every_blank_is_filled_in() {
    fn left(schema: &Value) -> Vec<&str> {
        let is_blank = |text: &&str| text.starts_with('@');
        match schema {
            Value::String(text) => Some(text.as_str()).filter(is_blank).into_iter().collect(),
            Value::Array(items) => items.iter().flat_map(left).collect(),
            Value::Object(entries) => {
                let names = entries.keys().map(String::as_str).filter(is_blank);
                names.chain(entries.values().flat_map(left)).collect()
            }
            _ => Vec::new(),
        }
    }
    for schema in schemas() {
        assert_eq!(left(&schema), [""; 0]);
    }
}

/// The schema that `reference` (`#/definitions/…`) means.
fn resolved<'s>(root: &'s Value, schema: &'s Value) -> &'s Value {
    match schema["$ref"].as_str() {
        Some(reference) => resolved(root, root.pointer(reference.trim_start_matches('#')).unwrap()),
        None => schema,
    }
}

/// Calls `visit` with every property that `schema` names, wherever.
fn properties(schema: &Value, visit: &mut impl FnMut(&str, &Value)) {
    match schema {
        Value::Object(entries) => {
            for (key, value) in entries {
                if key == "properties" && value.is_object() {
                    value.as_object().unwrap().iter().for_each(|(name, property)| visit(name, property));
                }
                properties(value, visit);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| properties(item, visit)),
        _ => {}
    }
}

#[test]
fn an_editor_has_something_to_say_about_every_key() {
    // Numbers of a rule, built-in cues and the ends of a span say what they are by their names.
    let plain = |name: &str| ["max", "min", "waited-days", "note", "warning", "error", "start", "end"].contains(&name);
    for root in schemas() {
        let mut silent = Vec::new();
        properties(&root, &mut |name, property| {
            let described = resolved(&root, property);
            if described["description"].is_null() && !plain(name) && described["oneOf"].is_null() {
                silent.push(format!("{name}: {property}"));
            }
        });
        silent.retain(|property| !property.contains("#/definitions/extension"));
        assert_eq!(silent, [""; 0]);
    }
}

#[test]
fn every_reference_leads_to_a_definition_and_every_definition_is_used() {
    for root in schemas() {
        let text = root.to_string();
        let mut used = BTreeSet::new();
        for reference in text.split("\"$ref\":\"#").skip(1) {
            let pointer = reference.split('"').next().unwrap();
            assert!(root.pointer(pointer).is_some(), "{pointer}");
            used.extend(pointer.split('/').nth(2).map(str::to_owned));
        }
        assert_eq!(keys(&root["definitions"]), used);
    }
}

#[test]
fn the_rules_and_their_numbers_are_named() {
    let schema = parsed(&config());
    let rules = &schema["definitions"]["rules"]["properties"];
    let over = &rules["over-apology"];
    assert!(over["description"].as_str().unwrap().ends_with("; note unless told otherwise."), "{over}");
    assert_eq!(keys(&over["anyOf"][1]["properties"]), ["level", "max"].map(str::to_owned).into());
    assert_eq!(keys(&rules["missing-thanks"]["anyOf"][1]["properties"]), ["level".to_owned()].into());
}

fn fits(pattern: &str, text: &str) -> bool {
    regex::Regex::new(pattern).unwrap().is_match(text)
}

#[test]
fn a_range_fits_its_pattern_exactly_if_the_reader_takes_it() {
    let ratings = fill::ratings();
    let ends = ["", "0", "1", "2", "3", "4", "5", "6", "7"];
    let mut texts = Vec::new();
    for sign in ["<=", "<", ">=", ">", "..", "..=", "", "x", "=", "-"] {
        texts.extend(ends.iter().flat_map(|low| ends.map(|high| format!("{low}{sign}{high}"))));
    }
    texts.extend([" 1 ..= 3 ", "< 3", "1 . . 3", "1-3", "none"].map(str::to_owned));
    for text in texts {
        let read = |key: &str| {
            let text = format!("[pack]\nname = \"p\"\n[rule.r]\nwhen = {{ {key} = \"{text}\" }}\n");
            let mut mistakes = Vec::new();
            read_pack(&TomlFile { path: "f.toml".to_owned(), text }, &mut mistakes);
            mistakes.iter().all(|mistake| mistake.code == "missing-key")
        };
        assert_eq!(fits(&ratings, &text), read("rating"), "a rating: {text:?}");
        // That no number lies in a range is beyond a regular expression.
        assert!(fits(fill::COUNTS, &text) || !read("review-words"), "a number of words: {text:?}");
    }
    for wrong in ["", "..", "x", "3-4", "..=", "=3", "<"] {
        assert!(!fits(fill::COUNTS, wrong), "{wrong}");
    }
}

#[test]
fn every_spelling_of_a_platform_fits() {
    let schema = parsed(&config());
    let pattern = schema["definitions"]["platform"]["anyOf"][1]["pattern"].as_str().unwrap();
    for right in ["google", "Google Maps", "GOOGLE-maps", "Booking.com", " fb ", "g2"] {
        assert!(fits(pattern, right) && crate::draft::canonical_platform(right).is_some(), "{right}");
    }
    for wrong in ["gogle", "googlemaps", "bookingXcom", ""] {
        assert!(!fits(pattern, wrong) && crate::draft::canonical_platform(wrong).is_none(), "{wrong}");
    }
}
