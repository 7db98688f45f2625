//! Owns the printed form of what holds for a path: TOML that can be read back. It must not touch the file system.

use std::path::Path;

use toml::{Table, Value};

use super::{Brand, Config, Contractions, Settings, Voice};
use crate::draft::{Context, Kind};
use crate::input::Format;
use crate::patience::{Patience, Stars};
use crate::template::Placeholders;

impl Config {
    /// What holds for the file at `path`, as a replylint.toml.
    pub fn print(&self, path: &Path) -> String {
        let settings = self.for_path(path);
        let file = self.path.as_deref().map_or("no configuration file".to_owned(), comment);
        let mut top = Table::new();
        list(&mut top, "packs", self.packs.iter().map(|pack| &pack.file.path));
        list(&mut top, "select", &settings.select);
        list(&mut top, "ignore", &settings.ignore);
        let fail_on = self.fail_on.map_or("never", |level| level.name());
        top.insert("fail-on".to_owned(), fail_on.into());
        list(&mut top, "include", &self.include);
        list(&mut top, "exclude", &self.exclude);
        top.insert("force-exclude".to_owned(), self.force_exclude.into());
        if self.unverified_platforms {
            top.insert("unverified-platforms".to_owned(), true.into());
        }
        let assumed =
            settings.context.assumed_rating.map_or("none".to_owned(), |(low, high)| format!("{low}..={high}"));
        top.insert("assume-rating".to_owned(), assumed.into());
        context(&mut top, &settings.context);
        table(&mut top, "rules", rules(&settings));
        table(&mut top, "brand", brand(&self.brand));
        let terms: Vec<Value> = self.brand.terms.iter().map(|entry| Value::Table(term(entry))).collect();
        if !terms.is_empty() {
            top.insert("terms".to_owned(), Value::Array(terms));
        }
        let formats: Vec<Value> = self.formats_for(path).iter().map(|entry| Value::Table(format_of(entry))).collect();
        if !formats.is_empty() {
            top.insert("formats".to_owned(), Value::Array(formats));
        }
        table(&mut top, "templates", templates(&self.placeholders));
        let mut contacts = Table::new();
        list(&mut contacts, "emails", &self.brand.contacts.emails);
        list(&mut contacts, "phones", &self.brand.contacts.phones);
        list(&mut contacts, "urls", &self.brand.contacts.urls);
        list(&mut contacts, "handles", &self.brand.contacts.handles);
        table(&mut top, "contacts", contacts);
        table(&mut top, "timeliness", timeliness(&self.patience));
        if let Some(own) = own_context(&settings.context) {
            top.insert("overrides".to_owned(), Value::Array(vec![Value::Table(own)]));
        }
        format!("# What holds for {} (from {file})\n{top}", comment(&path.to_string_lossy()))
    }
}

/// Text that stays on its line of comment.
fn comment(text: &str) -> String {
    text.chars().map(|character| if character.is_control() { '?' } else { character }).collect()
}

fn list<'s>(table: &mut Table, key: &str, values: impl IntoIterator<Item = &'s String>) {
    let values: Vec<Value> = values.into_iter().map(|value| value.as_str().into()).collect();
    if !values.is_empty() {
        table.insert(key.to_owned(), Value::Array(values));
    }
}

fn table(top: &mut Table, key: &str, entries: Table) {
    if !entries.is_empty() {
        top.insert(key.to_owned(), Value::Table(entries));
    }
}

fn text(table: &mut Table, key: &str, value: Option<&String>) {
    table.extend(value.map(|value| (key.to_owned(), value.as_str().into())));
}

fn count(table: &mut Table, key: &str, value: Option<usize>) {
    let value = value.and_then(|value| i64::try_from(value).ok());
    table.extend(value.map(|value| (key.to_owned(), Value::Integer(value))));
}

/// Without its `files`: it holds for this one.
fn format_of(format: &Format) -> Table {
    let mut table = Table::new();
    table.insert("name".to_owned(), format.name.as_str().into());
    list(&mut table, "columns", &format.columns);
    let map = format.map.entries().map(|(field, place)| (field.to_owned(), Value::from(place)));
    table.insert("map".to_owned(), Value::Table(map.collect()));
    text(&mut table, "platform", format.platform.as_ref());
    text(&mut table, "profile", format.profile.as_ref());
    table
}

/// Without its `files`: what holds for this one stands in an override.
fn templates(placeholders: &Placeholders) -> Table {
    let mut entries = Table::new();
    let syntax: Vec<Value> = placeholders.syntax.iter().map(|shape| shape.name().into()).collect();
    if !syntax.is_empty() {
        entries.insert("syntax".to_owned(), Value::Array(syntax));
    }
    // The first of two with the same name counts.
    let names = placeholders.declared.iter().rev().map(|(name, meaning)| (name.clone(), meaning.name().into()));
    table(&mut entries, "placeholders", names.collect());
    entries
}

fn context(top: &mut Table, context: &Context) {
    text(top, "platform", context.platform.as_ref());
    text(top, "profile", context.profile.as_ref());
    text(top, "business", context.business.as_ref());
    text(top, "location", context.location.as_ref());
    text(top, "author", context.author.as_ref());
    text(top, "language", context.language.as_ref());
}

/// What can hold for some files only, and so stands in an override.
fn own_context(context: &Context) -> Option<Table> {
    let mut own = Table::new();
    own.extend(context.rating.map(|rating| ("rating".to_owned(), Value::Integer(rating.into()))));
    if context.kind == Kind::Template {
        own.insert("kind".to_owned(), "template".into());
    }
    if own.is_empty() {
        return None;
    }
    own.insert("files".to_owned(), Value::Array(vec!["**".into()]));
    Some(own)
}

fn rules(settings: &Settings) -> Table {
    let mut rules = Table::new();
    for (id, level) in &settings.levels {
        rules.insert(id.clone(), level.name().into());
    }
    for (id, parameters) in &settings.parameters {
        let mut entry: Table = parameters.iter().map(|(name, value)| (name.clone(), number(*value))).collect();
        entry.extend(settings.levels.get(id).map(|level| ("level".to_owned(), level.name().into())));
        rules.insert(id.clone(), Value::Table(entry));
    }
    rules
}

/// Nothing where it is what holds anyway.
fn timeliness(patience: &Patience) -> Table {
    let mut entries = Table::new();
    if *patience != Patience::default() {
        let hours = patience.limits().into_iter().map(|limit| {
            let stars = match limit.stars {
                Stars::Known(low, high) if low == high => low.to_string(),
                Stars::Known(low, high) => format!("{low}..={high}"),
                Stars::Unknown => super::UNKNOWN_STARS.to_owned(),
            };
            (stars, Value::Integer(limit.hours.into()))
        });
        entries.insert("within-hours".to_owned(), Value::Table(hours.collect()));
    }
    entries
}

/// A whole number where it is one.
fn number(value: f64) -> Value {
    if value.fract() == 0.0 && value.abs() < 1e15 { Value::Integer(value as i64) } else { Value::Float(value) }
}

fn brand(brand: &Brand) -> Table {
    let mut entries = Table::new();
    text(&mut entries, "name", brand.name.as_ref());
    list(&mut entries, "misspellings", &brand.misspellings);
    list(&mut entries, "locations", &brand.locations);
    let voice = brand.voice.map(|voice| match voice {
        Voice::We => "we",
        Voice::I => "I",
    });
    entries.extend(voice.map(|voice| ("voice".to_owned(), voice.into())));
    let contractions = brand.contractions.map(|choice| match choice {
        Contractions::Allow => "allow",
        Contractions::Avoid => "avoid",
        Contractions::Require => "require",
    });
    entries.extend(contractions.map(|choice| ("contractions".to_owned(), choice.into())));
    if brand.avoid_emoji {
        entries.insert("emoji".to_owned(), "avoid".into());
    }
    count(&mut entries, "max-exclamations", brand.max_exclamations);
    count(&mut entries, "max-sentence-words", brand.max_sentence_words);
    count(&mut entries, "max-words", brand.max_words);
    list(&mut entries, "sign-off", &brand.sign_offs);
    text(&mut entries, "thanks", brand.thanks.as_ref());
    entries
}

fn term(term: &super::Term) -> Table {
    let mut entries = Table::new();
    list(&mut entries, "avoid", term.avoid.iter().map(|phrase| &phrase.value));
    text(&mut entries, "use", term.use_instead.as_ref());
    text(&mut entries, "why", term.why.as_ref());
    entries.extend(term.level.map(|level| ("level".to_owned(), level.name().into())));
    entries
}
