//! Owns reading one replylint.toml, with every mistake of shape at once. It must not touch the file system, nor know
//! which rules and packs exist.

mod timeliness;

pub(crate) use timeliness::LONGEST_WAIT;

use ignore::gitignore::GitignoreBuilder;
use toml::de::DeValue;

use super::raw::{
    Contacts, Contractions, RawBrand, RawConfig, RawContext, RawFormat, RawOverride, RawRuleEntry, RawTemplates,
    RawTerm, Voice,
};
use crate::draft::{Kind, canonical_platform};
use crate::finding::Level;
use crate::input::{Format, Mapping};
use crate::mistake::{Mistake, TomlFile};
use crate::pack::raw::{Spanned, Strings};
use crate::template::{Shape, StandsFor};
use crate::toml_table::{Reader, Table, Value, read_file};

const FAIL_ON: &[(&str, Option<Level>)] =
    &[("note", Some(Level::Note)), ("warning", Some(Level::Warning)), ("error", Some(Level::Error)), ("never", None)];
const VOICES: &[(&str, Voice)] = &[("we", Voice::We), ("I", Voice::I)];
const CONTRACTIONS: &[(&str, Contractions)] =
    &[("allow", Contractions::Allow), ("avoid", Contractions::Avoid), ("require", Contractions::Require)];
const EMOJI: &[(&str, bool)] = &[("allow", false), ("avoid", true)];

/// The closed lists that only a configuration has, by key: for whoever describes its shape.
pub(crate) fn choices_of_config() -> [(&'static str, Vec<&'static str>); 4] {
    [
        ("fail-on", named(FAIL_ON)),
        ("voice", named(VOICES)),
        ("contractions", named(CONTRACTIONS)),
        ("emoji", named(EMOJI)),
    ]
}

fn named<T>(choices: &[(&'static str, T)]) -> Vec<&'static str> {
    choices.iter().map(|(name, _)| *name).collect()
}

/// Reads a configuration file. Every mistake is added to `mistakes`; what could be read is returned besides.
pub(super) fn read_config(file: &TomlFile, mistakes: &mut Vec<Mistake>) -> RawConfig {
    let (config, _) = read_file(file, mistakes, |reader, root| RawConfig {
        extends: reader.listed_texts(root, "extends"),
        packs: reader.listed_texts(root, "packs"),
        select: read_filled(reader, root, "select"),
        ignore: read_listed(reader, root, "ignore"),
        fail_on: reader.choice(root, "fail-on", FAIL_ON).map(|level| level.value),
        include: read_filled(reader, root, "include").map(|globs| checked(reader, globs)),
        exclude: read_listed(reader, root, "exclude").map(|globs| checked(reader, globs)),
        force_exclude: reader.switch(root, "force-exclude"),
        unverified_platforms: reader.switch(root, "unverified-platforms"),
        assume_rating: read_assumed_rating(reader, root),
        context: read_top_context(reader, root),
        rules: read_rules(reader, root),
        overrides: read_overrides(reader, root),
        templates: read_templates(reader, root),
        brand: read_brand(reader, root),
        terms: read_terms(reader, root),
        contacts: read_contacts(reader, root),
        formats: read_formats(reader, root),
        within_hours: timeliness::read_within_hours(reader, root),
    });
    config
}

/// A list that says something only if it is not empty.
fn read_filled(reader: &mut Reader<'_>, table: &mut Table<'_>, key: &'static str) -> Option<Strings> {
    let strings = reader.texts(table, key);
    table.has(key).then_some(strings)
}

/// A list that may be empty, to take back what a file says that this one extends.
fn read_listed(reader: &mut Reader<'_>, table: &mut Table<'_>, key: &'static str) -> Option<Strings> {
    let strings = reader.listed_texts(table, key);
    table.has(key).then_some(strings)
}

fn values(strings: Strings) -> Vec<String> {
    strings.into_iter().map(|string| string.value).collect()
}

/// The globs that can be understood; the others are reported.
fn checked(reader: &mut Reader<'_>, globs: Strings) -> Strings {
    let understood = |glob: &Spanned<String>| {
        let error = GitignoreBuilder::new("").add_line(None, &glob.value).err();
        if error.is_some() {
            let mistake = reader.mistake("bad-glob", glob.span, format!("“{}” is no glob", glob.value));
            let help = "globs are written as in a gitignore file: `google/**`, `*.md`, `old/`";
            reader.report(mistake.label("cannot be understood").help(help));
        }
        error.is_none()
    };
    globs.into_iter().filter(understood).collect()
}

fn read_assumed_rating(reader: &mut Reader<'_>, root: &mut Table<'_>) -> Option<Option<(u8, u8)>> {
    let (_, value) = root.take("assume-rating")?;
    if value.get_ref().as_str() == Some("none") {
        return Some(None);
    }
    reader.rating_range(value, "assume-rating").map(Some)
}

fn read_platform(reader: &mut Reader<'_>, table: &mut Table<'_>) -> Option<String> {
    let platform = reader.text(table, "platform")?;
    reader.check_platform(&platform);
    canonical_platform(&platform.value).map(str::to_owned)
}

/// The context that may stand at the top of the file. What differs from draft to draft has its place in `overrides`.
fn read_top_context(reader: &mut Reader<'_>, root: &mut Table<'_>) -> RawContext {
    for (key, instead) in [("rating", "assume-rating"), ("kind", "[templates]")] {
        if !root.has(key) {
            continue;
        }
        if let Some((span, _)) = root.take(key) {
            let mistake = reader.mistake("misplaced-key", span, format!("`{key}` cannot hold for every file"));
            let help = format!("write it in [[overrides]], with the files that it holds for, or use `{instead}`");
            reader.report(mistake.label("belongs to some files only").help(help));
        }
    }
    read_context(reader, root)
}

fn read_context(reader: &mut Reader<'_>, table: &mut Table<'_>) -> RawContext {
    let platform = read_platform(reader, table);
    let [profile, business, location, author, language] = ["profile", "business", "location", "author", "language"]
        .map(|key| reader.text(table, key).map(|text| text.value));
    RawContext { rating: None, kind: None, platform, profile, business, location, author, language }
}

/// The entries of `[rules]` of the file or of an override.
fn read_rules(reader: &mut Reader<'_>, table: &mut Table<'_>) -> Vec<RawRuleEntry> {
    let Some(rules) = reader.subtable(table, "rules", "[rules]") else { return Vec::new() };
    rules.entries().iter().filter_map(|(id, value)| read_rule(reader, id, value)).collect()
}

fn read_rule(reader: &mut Reader<'_>, id: &Spanned<String>, value: &Value<'_>) -> Option<RawRuleEntry> {
    if let DeValue::String(_) = value.get_ref() {
        let level = reader.level_of(value)?;
        return Some(RawRuleEntry { id: id.clone(), level: Some(level), parameters: Vec::new() });
    }
    if !value.get_ref().is_table() {
        reader.wrong_type(value, &format!("`{}`", id.value), "a level or a table");
        return None;
    }
    let mut table = reader.table(value, format!("`{}`", id.value))?;
    let level = reader.level(&mut table, "level");
    let mut parameters = Vec::new();
    for (name, value) in table.entries().iter().filter(|(name, _)| name.value != "level") {
        parameters.extend(reader.number_of(value, &format!("`{}`", name.value)).map(|number| (name.clone(), number)));
    }
    if table.entries().is_empty() {
        reader.missing(&table, "a level or a parameter", format!("`{}` sets nothing", id.value));
    }
    Some(RawRuleEntry { id: id.clone(), level, parameters })
}

fn read_overrides(reader: &mut Reader<'_>, root: &mut Table<'_>) -> Vec<RawOverride> {
    let mut overrides = Vec::new();
    for mut table in reader.subtables(root, "overrides", "[[overrides]]") {
        reader.require(&table, "files");
        let files = reader.texts(&mut table, "files");
        let files = checked(reader, files);
        let mut context = read_context(reader, &mut table);
        context.rating = table.take("rating").and_then(|(_, value)| reader.stars(value, "`rating`"));
        context.kind = reader.choice(&mut table, "kind", Kind::NAMES).map(|kind| kind.value);
        let rules = read_rules(reader, &mut table);
        let select = read_filled(reader, &mut table, "select");
        let ignore = reader.listed_texts(&mut table, "ignore");
        if table.entries().iter().all(|(key, _)| key.value == "files") {
            reader.missing(&table, "what holds for these files", "an override that changes nothing".to_owned());
        }
        reader.finish(table);
        overrides.push(RawOverride { files, context, rules, select, ignore });
    }
    overrides
}

fn read_formats(reader: &mut Reader<'_>, root: &mut Table<'_>) -> Vec<RawFormat> {
    let mut formats = Vec::new();
    for mut table in reader.subtables(root, "formats", "[[formats]]") {
        let name = reader.required_text(&mut table, "name").map(|name| name.value).unwrap_or_default();
        let files = reader.texts(&mut table, "files");
        let files = checked(reader, files);
        let columns = values(reader.texts(&mut table, "columns"));
        if !table.has("files") && !table.has("columns") {
            let message = format!("nothing says which files are “{name}”");
            reader.missing(&table, "`files` or `columns`", message);
        }
        reader.require(&table, "map");
        let map = read_map(reader, &mut table);
        let platform = read_platform(reader, &mut table);
        let profile = reader.text(&mut table, "profile").map(|profile| profile.value);
        reader.finish(table);
        formats.push(RawFormat { files, format: Format { name, columns, map, platform, profile } });
    }
    formats
}

/// `map = { reply = "Antwort", … }`.
fn read_map(reader: &mut Reader<'_>, table: &mut Table<'_>) -> Mapping {
    let mut mapping = Mapping::default();
    let Some(map) = reader.subtable(table, "map", "`map`") else { return mapping };
    for (field, value) in map.entries() {
        let Some(place) = reader.filled(value, &format!("`{}`", field.value)) else { continue };
        if let Err(message) = mapping.add(&field.value, &place.value) {
            let mistake = reader.mistake("unknown-field", field.span, message);
            reader.report(mistake.label("names no field of a draft"));
        }
    }
    if !map.has("reply") {
        reader.missing(&map, "`reply`", "nothing says where the replies are".to_owned());
    }
    mapping
}

fn read_templates(reader: &mut Reader<'_>, root: &mut Table<'_>) -> RawTemplates {
    let Some(mut table) = reader.subtable(root, "templates", "[templates]") else { return RawTemplates::default() };
    if !table.has("syntax") && !table.has("placeholders") {
        reader.require(&table, "files");
    }
    let files = reader.texts(&mut table, "files");
    let shapes = reader.texts(&mut table, "syntax");
    let shapes = shapes.iter().filter_map(|shape| reader.chosen(shape, "syntax of placeholders", Shape::NAMES));
    let shapes: Vec<Shape> = shapes.collect();
    let syntax = table.has("syntax").then_some(shapes);
    let mut placeholders = Vec::new();
    if let Some(names) = reader.subtable(&mut table, "placeholders", "[templates.placeholders]") {
        for (name, value) in names.entries() {
            let Some(meaning) = reader.filled(value, &format!("`{}`", name.value)) else { continue };
            let meaning = reader.chosen(&meaning, "meaning of a placeholder", StandsFor::NAMES);
            placeholders.extend(meaning.map(|meaning| (name.value.clone(), meaning)));
        }
    }
    reader.finish(table);
    RawTemplates { files: checked(reader, files), syntax, placeholders }
}

fn read_brand(reader: &mut Reader<'_>, root: &mut Table<'_>) -> RawBrand {
    let Some(mut table) = reader.subtable(root, "brand", "[brand]") else { return RawBrand::default() };
    let brand = RawBrand {
        name: reader.text(&mut table, "name").map(|name| name.value),
        misspellings: values(reader.listed_texts(&mut table, "misspellings")),
        locations: values(reader.listed_texts(&mut table, "locations")),
        voice: reader.choice(&mut table, "voice", VOICES).map(|voice| voice.value),
        contractions: reader.choice(&mut table, "contractions", CONTRACTIONS).map(|choice| choice.value),
        avoid_emoji: reader.choice(&mut table, "emoji", EMOJI).map(|avoid| avoid.value),
        max_exclamations: reader.count(&mut table, "max-exclamations"),
        max_sentence_words: read_size(reader, &mut table, "max-sentence-words"),
        max_words: read_size(reader, &mut table, "max-words"),
        sign_offs: values(reader.listed_texts(&mut table, "sign-off")),
        thanks: reader.text(&mut table, "thanks").map(|thanks| thanks.value),
    };
    if let Some(span) = table.key_span("misspellings").filter(|_| !table.has("name")) {
        let mistake = reader.mistake("missing-key", span, "[brand] has `misspellings` but no `name`");
        reader.report(mistake.label("of what?").help("add name = \"…\", spelled as it should be"));
    }
    reader.finish(table);
    brand
}

/// A greatest number of words, which cannot be zero.
fn read_size(reader: &mut Reader<'_>, table: &mut Table<'_>, key: &'static str) -> Option<usize> {
    let size = reader.count(table, key)?;
    if let Some((span, _)) = table.take(key).filter(|_| size == 0) {
        let mistake = reader.mistake("bad-number", span, format!("no reply has a `{key}` of 0"));
        reader.report(mistake.label("must be 1 or more"));
    }
    Some(size)
}

fn read_terms(reader: &mut Reader<'_>, root: &mut Table<'_>) -> Vec<RawTerm> {
    let mut terms = Vec::new();
    for mut table in reader.subtables(root, "terms", "[[terms]]") {
        reader.require(&table, "avoid");
        let avoid = reader.texts(&mut table, "avoid");
        let use_instead = reader.text(&mut table, "use").map(|text| text.value);
        let why = reader.text(&mut table, "why").map(|text| text.value);
        let level = reader.level(&mut table, "level");
        reader.finish(table);
        terms.push(RawTerm { avoid, use_instead, why, level });
    }
    terms
}

fn read_contacts(reader: &mut Reader<'_>, root: &mut Table<'_>) -> Contacts {
    let Some(mut table) = reader.subtable(root, "contacts", "[contacts]") else { return Contacts::default() };
    let [emails, phones, urls, handles] =
        ["emails", "phones", "urls", "handles"].map(|key| values(reader.listed_texts(&mut table, key)));
    reader.finish(table);
    Contacts { emails, phones, urls, handles }
}
