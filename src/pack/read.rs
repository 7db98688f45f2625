//! Owns reading a pack file into its raw shape, with every mistake of shape at once: syntax, unknown keys, missing
//! keys, wrong types, values outside a closed list. It must not look up cues, sets or phrases.

mod condition;
mod cue;
mod example;
mod fix;
mod kind;
mod rule;

use toml::de::DeValue;

use super::raw::{RawPack, Spanned, Strings};
use crate::mistake::{Mistake, TomlFile};
use crate::span::Span;
use crate::toml_table::{Reader, Table, Value, read_file, span_of};

/// Reads a pack. Every mistake is added to `mistakes`. What could be read is returned besides, so that its phrases and
/// names can be checked too; nothing where the file is not TOML, since a broken line may hide what others refer to.
pub fn read_pack(file: &TomlFile, mistakes: &mut Vec<Mistake>) -> Option<RawPack> {
    let (pack, whole) = read_file(file, mistakes, |reader, root| {
        let mut pack = RawPack { path: file.path.clone(), ..RawPack::default() };
        read_head(reader, root, &mut pack);
        pack.sets = read_lists(reader, root, "set", "a set");
        pack.inflections = read_lists(reader, root, "inflections", "a word");
        for (name, table) in read_named(reader, root, "cue") {
            check_name(reader, &name, "cue", "._-");
            pack.cues.push(cue::read_cue(reader, name, table));
        }
        for (name, table) in read_named(reader, root, "extend") {
            pack.extends.push(cue::read_extension(reader, name, table));
        }
        for (id, table) in read_named(reader, root, "rule") {
            check_name(reader, &id, "rule", "-");
            pack.rules.push(rule::read_rule(reader, id, table));
        }
        pack
    });
    whole.then_some(pack)
}

/// The closed lists of the rule language that stand nowhere else, by what they are lists of, and what `within` is unless
/// told otherwise: for whoever describes its shape.
pub(crate) fn choices_of_packs() -> ([(&'static str, Vec<&'static str>); 6], usize) {
    let choices = [
        ("parts", named(cue::PARTS)),
        ("scopes", named(cue::SCOPES)),
        ("allowed", named(cue::ALLOWED)),
        ("tests", cue::TESTS.map(|(name, ..)| name).to_vec()),
        ("rule-kinds", kind::KINDS.to_vec()),
        ("places", named(kind::PLACES)),
    ];
    (choices, cue::WITHIN)
}

fn named<T>(choices: &[(&'static str, T)]) -> Vec<&'static str> {
    choices.iter().map(|(name, _)| *name).collect()
}

fn read_head(reader: &mut Reader<'_>, root: &mut Table<'_>, pack: &mut RawPack) {
    if !root.has("pack") {
        let mut mistake = reader.mistake("missing-key", Span::default(), "the pack has no name");
        mistake.span = None;
        if reader.is_toml() {
            reader.report(mistake.help("begin the file with [pack] and name = \"…\""));
        }
    }
    let Some(mut head) = reader.subtable(root, "pack", "[pack]") else { return };
    if let Some(name) = reader.required_text(&mut head, "name") {
        check_name(reader, &name, "pack", "_-");
        pack.name = name;
    }
    pack.summary = reader.text(&mut head, "summary").map(|text| text.value).unwrap_or_default();
    reader.finish(head);
}

/// A table whose keys are names and whose values are lists of strings.
fn read_lists(
    reader: &mut Reader<'_>,
    root: &mut Table<'_>,
    key: &'static str,
    what: &str,
) -> Vec<(Spanned<String>, Strings)> {
    let Some(table) = reader.subtable(root, key, format!("[{key}]")) else { return Vec::new() };
    let mut lists = Vec::new();
    for (name, value) in table.entries() {
        if key == "set" {
            check_name(reader, name, "set", "_-");
        }
        if let DeValue::Table(_) = value.get_ref() {
            reader.wrong_type(value, &format!("{what} in [{key}]"), "a list of strings");
            continue;
        }
        lists.push((name.clone(), reader.text_list(value, &format!("`{}` in [{key}]", name.value))));
    }
    lists
}

/// The tables under `key`, each with its name.
fn read_named<'t>(
    reader: &mut Reader<'_>,
    root: &mut Table<'t>,
    key: &'static str,
) -> Vec<(Spanned<String>, Table<'t>)> {
    let Some(group) = reader.subtable(root, key, format!("[{key}]")) else { return Vec::new() };
    let mut named = Vec::new();
    for (name, value) in group.entries() {
        if let Some(dotted) = unquoted_names(&name.value, value) {
            for (dotted, span) in dotted {
                let message = format!("the name `{dotted}` needs quotes, because of its dots");
                let mistake = reader.mistake("unquoted-name", span, message);
                reader
                    .report(mistake.label("read as tables inside tables").help(format!("write [{key}.\"{dotted}\"]")));
            }
            continue;
        }
        if let Some(table) = reader.table(value, called(key, &name.value)) {
            named.push((name.clone(), table));
        }
    }
    named
}

/// What messages call `[cue.NAME]`.
fn called(key: &str, name: &str) -> String {
    let bare = name.chars().all(|character| character.is_ascii_alphanumeric() || "-_".contains(character));
    if bare { format!("[{key}.{name}]") } else { format!("[{key}.\"{name}\"]") }
}

/// The names meant by `[cue.act.thanks]`, which TOML reads as tables inside tables; `None` if `value` is a plain entry.
fn unquoted_names(name: &str, value: &Value<'_>) -> Option<Vec<(String, Span)>> {
    const KEYS_WITH_TABLES: [&str; 7] = ["unless", "when", "levels", "order", "limit", "score", "flag"];
    let DeValue::Table(table) = value.get_ref() else { return None };
    let nested = |key: &str, value: &Value<'_>| value.get_ref().is_table() && !KEYS_WITH_TABLES.contains(&key);
    if table.is_empty() || !table.iter().all(|(key, value)| nested(key.get_ref(), value)) {
        return None;
    }
    let mut names = Vec::new();
    for (key, value) in table {
        let dotted = format!("{name}.{}", key.get_ref());
        match unquoted_names(&dotted, value) {
            Some(deeper) => names.extend(deeper),
            None => names.push((dotted, span_of(value))),
        }
    }
    names.sort_by_key(|(_, span)| *span);
    Some(names)
}

/// Reports a name with other characters than small letters, digits and `also`.
fn check_name(reader: &mut Reader<'_>, name: &Spanned<String>, what: &str, also: &str) {
    let fits =
        |character: char| character.is_ascii_lowercase() || character.is_ascii_digit() || also.contains(character);
    if !name.value.is_empty() && name.value.chars().all(fits) {
        return;
    }
    let listed: Vec<String> = also.chars().map(|character| format!("`{character}`")).collect();
    let mistake = reader.mistake("bad-name", name.span, format!("“{}” is no name for a {what}", name.value));
    let help = format!("use small letters, digits and {}", listed.join(" "));
    reader.report(mistake.label("a character that names cannot have").help(help));
}

#[cfg(test)]
mod tests;
