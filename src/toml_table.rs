//! Owns reading TOML in such a way that every mistake is collected, each with its place. It must not know what the
//! tables mean: packs and configuration are read with it.

mod place;
mod syntax;
mod table;
mod vocabulary;

pub use place::inner_span;
pub use table::{Table, Value, integer, items, span_of};
pub use vocabulary::{Range, parse_range};

use toml::de::{DeTable, DeValue};

use table::table_of;

use crate::mistake::{Mistake, TomlFile, closest};
use crate::pack::raw::{Spanned, Strings};
use crate::span::Span;

/// Collects the mistakes of one file.
#[derive(Debug)]
pub struct Reader<'f> {
    file: &'f TomlFile,
    /// The statements that are no TOML, or that write a name twice: nothing else is said about them.
    broken: Vec<Span>,
    mistakes: Vec<Mistake>,
}

/// Reads `file` by handing its root table to `read`, and adds every mistake to `mistakes`, in the order of the file.
/// Keys of the root that `read` does not ask for are unknown. Returns what `read` returns, made of what could be read,
/// and whether the file is TOML throughout (names written twice aside).
pub fn read_file<T>(
    file: &TomlFile,
    mistakes: &mut Vec<Mistake>,
    read: impl FnOnce(&mut Reader<'_>, &mut Table<'_>) -> T,
) -> (T, bool) {
    let sifted = syntax::sift(file);
    let (document, _) = DeTable::parse_recoverable(&sifted.text);
    let mut reader = Reader { file, broken: sifted.broken, mistakes: sifted.mistakes };
    let mut root = table_of(document.get_ref(), None, "the file".to_owned());
    let result = read(&mut reader, &mut root);
    reader.finish(root);
    let whole = reader.is_toml();
    reader.mistakes.sort_by_key(|mistake| mistake.span);
    mistakes.append(&mut reader.mistakes);
    (result, whole)
}

impl<'f> Reader<'f> {
    /// The path of the file.
    pub fn path(&self) -> &'f str {
        &self.file.path
    }

    /// The text of the file.
    pub fn text_of_file(&self) -> &'f str {
        &self.file.text
    }

    /// Whether the file is TOML throughout (names written twice aside).
    pub fn is_toml(&self) -> bool {
        !self.mistakes.iter().any(|mistake| mistake.code == "toml-syntax")
    }

    /// Notes a mistake.
    pub fn report(&mut self, mistake: Mistake) {
        self.mistakes.push(mistake);
    }

    /// A mistake at `span`, to be refined and reported.
    pub fn mistake(&self, code: &'static str, span: Span, message: impl Into<String>) -> Mistake {
        Mistake::error(code, &self.file.path, span, message)
    }

    /// `value` as a table.
    pub fn table<'t>(&mut self, value: &'t Value<'t>, called: impl Into<String>) -> Option<Table<'t>> {
        let called = called.into();
        match value.get_ref() {
            DeValue::Table(table) => Some(table_of(table, Some(span_of(value)), called)),
            _ => {
                self.wrong_type(value, &called, "a table");
                None
            }
        }
    }

    /// The table under `key`, if there is one.
    pub fn subtable<'t>(
        &mut self,
        table: &mut Table<'t>,
        key: &'static str,
        called: impl Into<String>,
    ) -> Option<Table<'t>> {
        let (_, value) = table.take(key)?;
        self.table(value, called)
    }

    /// The tables under `key`: a list of them, or one.
    pub fn subtables<'t>(&mut self, table: &mut Table<'t>, key: &'static str, called: &str) -> Vec<Table<'t>> {
        let Some((_, value)) = table.take(key) else { return Vec::new() };
        items(value).into_iter().filter_map(|item| self.table(item, called)).collect()
    }

    /// `value` as a string, which may be empty.
    pub fn string(&mut self, value: &Value<'_>, called: &str) -> Option<Spanned<String>> {
        match value.get_ref() {
            DeValue::String(text) => Some(Spanned { value: text.to_string(), span: span_of(value) }),
            _ => {
                self.wrong_type(value, called, "a string");
                None
            }
        }
    }

    /// `value` as a string with something in it.
    pub fn filled(&mut self, value: &Value<'_>, called: &str) -> Option<Spanned<String>> {
        let text = self.string(value, called)?;
        if text.value.trim().is_empty() {
            let mistake = self.mistake("empty", text.span, format!("{called} is empty"));
            self.report(mistake.label("nothing is written here"));
            return None;
        }
        Some(text)
    }

    /// The string under `key`, if there is one; it must not be empty.
    pub fn text(&mut self, table: &mut Table<'_>, key: &'static str) -> Option<Spanned<String>> {
        let (_, value) = table.take(key)?;
        self.filled(value, &format!("`{key}`"))
    }

    /// The string under `key`, which must be there and must not be empty.
    pub fn required_text(&mut self, table: &mut Table<'_>, key: &'static str) -> Option<Spanned<String>> {
        self.require(table, key);
        self.text(table, key)
    }

    /// The strings under `key`: a list, or one without brackets. Neither the list nor a string may be empty.
    pub fn texts(&mut self, table: &mut Table<'_>, key: &'static str) -> Strings {
        table.take(key).map(|(_, value)| self.text_list(value, &format!("`{key}`"))).unwrap_or_default()
    }

    /// The strings under `key`: a list, which may be empty, or one without brackets. No string may be empty.
    pub fn listed_texts(&mut self, table: &mut Table<'_>, key: &'static str) -> Strings {
        let strings = table.take(key).map(|(_, value)| value);
        let empty = strings.is_some_and(|value| value.get_ref().is_array() && items(value).is_empty());
        if empty { Vec::new() } else { self.texts(table, key) }
    }

    /// `value` as a list of strings, or one without brackets. Neither the list nor a string may be empty.
    pub fn text_list(&mut self, value: &Value<'_>, called: &str) -> Strings {
        let strings = items(value);
        if strings.is_empty() {
            let mistake = self.mistake("empty", span_of(value), format!("{called} is an empty list"));
            self.report(mistake.label("nothing is listed here"));
        }
        let item_called = called_item(value, called);
        self.all_strings(value, called).into_iter().filter_map(|item| self.filled(item, &item_called)).collect()
    }

    /// The strings under `key`, any of which may be empty.
    pub fn strings(&mut self, table: &mut Table<'_>, key: &'static str) -> Strings {
        let Some((_, value)) = table.take(key) else { return Vec::new() };
        let called = format!("`{key}`");
        let item_called = called_item(value, &called);
        self.all_strings(value, &called).into_iter().filter_map(|item| self.string(item, &item_called)).collect()
    }

    /// The items of a list of strings; a value that is neither list nor string is reported as such.
    fn all_strings<'v>(&mut self, value: &'v Value<'v>, called: &str) -> Vec<&'v Value<'v>> {
        match value.get_ref() {
            DeValue::Array(_) | DeValue::String(_) => items(value),
            _ => {
                self.wrong_type(value, called, "a string or a list of strings");
                Vec::new()
            }
        }
    }

    /// The number under `key`, if there is one: finite and not negative.
    pub fn number(&mut self, table: &mut Table<'_>, key: &'static str) -> Option<f64> {
        let (_, value) = table.take(key)?;
        self.number_of(value, &format!("`{key}`"))
    }

    /// `value` as a number: finite and not negative.
    pub fn number_of(&mut self, value: &Value<'_>, called: &str) -> Option<f64> {
        let number = match value.get_ref() {
            DeValue::Integer(_) => integer(value).map(|whole| whole as f64),
            DeValue::Float(float) => float.as_str().parse().ok(),
            _ => {
                self.wrong_type(value, called, "a number");
                return None;
            }
        };
        let fits = number.filter(|number: &f64| number.is_finite() && *number >= 0.0);
        if fits.is_none() {
            let mistake = self.mistake("bad-number", span_of(value), format!("{called} must be zero or more"));
            self.report(mistake.label("not such a number"));
        }
        fits
    }

    /// The whole number under `key`, if there is one, zero or more.
    pub fn count(&mut self, table: &mut Table<'_>, key: &'static str) -> Option<usize> {
        let (_, value) = table.take(key)?;
        match value.get_ref() {
            DeValue::Integer(_) => {
                let count = integer(value).and_then(|whole| usize::try_from(whole).ok());
                if count.is_none() {
                    let mistake = self.mistake(
                        "bad-number",
                        span_of(value),
                        format!("`{key}` must be a whole number, zero or more"),
                    );
                    self.report(mistake.label("not such a number"));
                }
                count
            }
            _ => {
                self.wrong_type(value, &format!("`{key}`"), "a whole number");
                None
            }
        }
    }

    /// The `true` or `false` under `key`, if there is one.
    pub fn switch(&mut self, table: &mut Table<'_>, key: &'static str) -> Option<bool> {
        let (_, value) = table.take(key)?;
        if let DeValue::Boolean(on) = value.get_ref() {
            return Some(*on);
        }
        self.wrong_type(value, &format!("`{key}`"), "true or false");
        None
    }

    /// The string under `key`, which must be one of `choices`.
    pub fn choice<T: Copy>(
        &mut self,
        table: &mut Table<'_>,
        key: &'static str,
        choices: &[(&str, T)],
    ) -> Option<Spanned<T>> {
        let (_, value) = table.take(key)?;
        let text = self.filled(value, &format!("`{key}`"))?;
        let found = choices.iter().find(|(name, _)| *name == text.value);
        if found.is_none() {
            let message = format!("`{key}` cannot be “{}”", text.value);
            let mistake = self.mistake("unknown-value", text.span, message);
            self.report(suggest(mistake, &text.value, choices.iter().map(|(name, _)| *name), "not a possible value"));
        }
        found.map(|(_, value)| Spanned { value: *value, span: text.span })
    }

    /// What `text` chooses from `choices`; reported if nothing.
    pub fn chosen<T: Copy>(&mut self, text: &Spanned<String>, what: &str, choices: &[(&str, T)]) -> Option<T> {
        let found = choices.iter().find(|(name, _)| *name == text.value).map(|(_, value)| *value);
        if found.is_none() {
            let names = choices.iter().map(|(name, _)| *name);
            self.unknown_value(text, what, names);
        }
        found
    }

    /// Reports that `text` is no known `what`.
    pub fn unknown_value<'n>(
        &mut self,
        text: &Spanned<String>,
        what: &str,
        known: impl Iterator<Item = &'n str> + Clone,
    ) {
        let mistake = self.mistake("unknown-value", text.span, format!("there is no {what} “{}”", text.value));
        self.report(suggest(mistake, &text.value, known, &format!("not a known {what}")));
    }

    /// Reports a missing key, unless a broken line may have been meant to hold it.
    pub fn require(&mut self, table: &Table<'_>, key: &str) {
        if !table.has(key) {
            self.missing(table, &format!("`{key}`"), format!("{} has no `{key}`", table.called));
        }
    }

    /// Reports that `table` lacks `what`, unless a broken line may have been meant to hold it.
    pub fn missing(&mut self, table: &Table<'_>, what: &str, message: String) {
        let mut mistake = self.mistake("missing-key", table.span.unwrap_or_default(), message);
        mistake.span = table.span;
        let scope = table.span.map(|span| place::scope_of(&self.file.text, span));
        if scope.is_none_or(|scope| !self.broken.iter().any(|line| line.overlaps(scope))) {
            self.report(mistake.label(format!("{what} is missing")));
        }
    }

    /// Reports every key of `table` that nobody asked for.
    pub fn finish(&mut self, table: Table<'_>) {
        for (key, value) in &table.entries {
            if !table.asked.contains(&key.value.as_str()) && !self.is_broken(span_of(value)) {
                self.unknown_key(&table, key);
            }
        }
    }

    fn unknown_key(&mut self, table: &Table<'_>, key: &Spanned<String>) {
        let message = format!("unknown key `{}` in {}", key.value, table.called);
        let mistake = self.mistake("unknown-key", key.span, message);
        self.report(suggest(mistake, &key.value, table.asked.iter().copied(), "not a known key"));
    }

    /// Reports that `value` should have been something else.
    pub fn wrong_type(&mut self, value: &Value<'_>, called: &str, expected: &str) {
        let span = span_of(value);
        if self.is_broken(span) {
            return;
        }
        let found = match value.get_ref() {
            DeValue::String(_) => "a string",
            DeValue::Integer(_) => "a whole number",
            DeValue::Float(_) => "a number with a fraction",
            DeValue::Boolean(_) => "true or false",
            DeValue::Datetime(_) => "a date",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        let mistake = self.mistake("wrong-type", span, format!("{called} must be {expected}, not {found}"));
        self.report(mistake.label(format!("this is {found}")));
    }

    /// Whether a value stands where the text is no TOML: the parser puts something there that nobody wrote.
    fn is_broken(&self, span: Span) -> bool {
        !self.broken.is_empty() && (span.is_empty() || self.broken.iter().any(|line| line.overlaps(span)))
    }
}

/// What messages call an item of `value`, which may be a list or the item itself.
fn called_item(value: &Value<'_>, called: &str) -> String {
    if value.get_ref().is_array() { format!("an item of {called}") } else { called.to_owned() }
}

/// With “did you mean”, or with the list of what is known.
fn suggest<'n>(mistake: Mistake, name: &str, known: impl Iterator<Item = &'n str> + Clone, label: &str) -> Mistake {
    // `warn` is further from `warning` than a slip of the finger, but meant.
    let begun = || known.clone().find(|known| name.len() >= 3 && known.starts_with(name));
    if let Some(near) = closest(name, known.clone()).or_else(begun) {
        return mistake.label(format!("did you mean `{near}`?"));
    }
    let known: Vec<String> = known.map(|name| format!("`{name}`")).collect();
    let mistake = mistake.label(label);
    if known.is_empty() { mistake } else { mistake.help(format!("known are {}", known.join(", "))) }
}

#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
