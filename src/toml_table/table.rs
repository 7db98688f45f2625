//! Owns a table as it is read: its entries in the order of the file, and which of them somebody asked for. It must not
//! know how mistakes are reported.

use toml::de::{DeTable, DeValue};

use crate::pack::raw::Spanned;
use crate::span::Span;

/// A value as the TOML parser gives it.
pub type Value<'t> = toml::Spanned<DeValue<'t>>;

/// A table being read. Keys that nobody asked for are unknown: see [`Reader::finish`].
#[derive(Debug)]
pub struct Table<'t> {
    /// Its header or its braces; none for the file as a whole.
    pub span: Option<Span>,
    /// What messages call it: `[rule.x]`, `` `when` ``.
    pub called: String,
    /// Its entries in the order of the file.
    pub(super) entries: Vec<(Spanned<String>, &'t Value<'t>)>,
    pub(super) asked: Vec<&'static str>,
}

impl<'t> Table<'t> {
    /// The entry of that key, with the place of the key.
    pub fn take(&mut self, key: &'static str) -> Option<(Span, &'t Value<'t>)> {
        if !self.asked.contains(&key) {
            self.asked.push(key);
        }
        self.entries.iter().find(|(name, _)| name.value == key).map(|(name, value)| (name.span, *value))
    }

    /// Whether the key is there.
    pub fn has(&self, key: &str) -> bool {
        self.entries.iter().any(|(name, _)| name.value == key)
    }

    /// The place of a key, if it is there.
    pub fn key_span(&self, key: &str) -> Option<Span> {
        self.entries.iter().find(|(name, _)| name.value == key).map(|(name, _)| name.span)
    }

    /// The entries in the order of the file, for tables whose keys are names that the writer chooses.
    pub fn entries(&self) -> &[(Spanned<String>, &'t Value<'t>)] {
        &self.entries
    }
}

pub(super) fn table_of<'t>(table: &'t DeTable<'t>, span: Option<Span>, called: String) -> Table<'t> {
    let mut entries: Vec<(Spanned<String>, &'t Value<'t>)> = table
        .iter()
        .map(|(key, value)| (Spanned { value: key.get_ref().to_string(), span: key.span().into() }, value))
        .collect();
    entries.sort_by_key(|(key, _)| key.span);
    Table { span, called, entries, asked: Vec::new() }
}

/// The items of a list; a value that is no list is its own only item.
pub fn items<'t>(value: &'t Value<'t>) -> Vec<&'t Value<'t>> {
    match value.get_ref() {
        DeValue::Array(array) => array.iter().collect(),
        _ => vec![value],
    }
}

/// The bytes of a value.
pub fn span_of(value: &Value<'_>) -> Span {
    value.span().into()
}

/// A whole number, if `value` is one.
pub fn integer(value: &Value<'_>) -> Option<i64> {
    match value.get_ref() {
        DeValue::Integer(digits) => i64::from_str_radix(digits.as_str(), digits.radix()).ok(),
        _ => None,
    }
}
