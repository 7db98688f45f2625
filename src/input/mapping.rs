//! Owns what a user says about where an input keeps its fields: `--map`, and the formats of a configuration.
//! It must not know how files are split into records.

use std::sync::Arc;

use crate::input::record::{Field, NAMES};

/// Which column or key holds which field. A place may lead into JSON: `answer/text`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mapping(Vec<(Field, String)>);

/// A format that a user describes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Format {
    /// What people call it.
    pub name: String,
    /// The columns or keys by which it is recognised: all of them must be there. None for a format that was named for
    /// the file.
    pub columns: Vec<String>,
    /// Where its fields are.
    pub map: Mapping,
    /// The canonical name of the platform that it comes from.
    pub platform: Option<String>,
    /// The kind of business that it comes from.
    pub profile: Option<String>,
}

impl Mapping {
    /// Reads `reply=Antwort,rating=Sterne`. A comma belongs to the name of a column unless a field and `=` follow it.
    ///
    /// # Errors
    ///
    /// What is wrong, in a few words, if a part is not `FIELD=COLUMN`, or names no field, or one twice.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut parts: Vec<String> = Vec::new();
        for part in text.split(',') {
            let names_field = part.split_once('=').is_some_and(|(name, _)| Field::named(name).is_some());
            match parts.last_mut().filter(|last| !names_field && last.contains('=')) {
                Some(last) => *last = format!("{last},{part}"),
                None => parts.push(part.to_owned()),
            }
        }
        let mut mapping = Self::default();
        for part in &parts {
            let (field, place) = part.split_once('=').ok_or_else(|| format!("`{part}` is not FIELD=COLUMN"))?;
            mapping.add(field, place)?;
        }
        Ok(mapping)
    }

    /// Adds where a field is.
    ///
    /// # Errors
    ///
    /// What is wrong, in a few words, if there is no such field, or it has a place already, or the place has no name.
    pub fn add(&mut self, field: &str, place: &str) -> Result<(), String> {
        let known = Field::named(field)
            .ok_or_else(|| format!("`{}` is no field; fields are {}", field.trim(), Self::fields().join(", ")))?;
        if place.trim().is_empty() {
            return Err(format!("`{}` needs the name of a column", known.name()));
        }
        if self.has(known) {
            return Err(format!("`{}` is mapped twice", known.name()));
        }
        self.0.push((known, place.trim().to_owned()));
        Ok(())
    }

    /// Whether nothing is mapped.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Every field by its name, with its place.
    pub fn entries(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.0.iter().map(|(field, place)| (field.name(), place.as_str()))
    }

    /// The names of all fields.
    pub fn fields() -> Vec<&'static str> {
        Field::all().map(Field::name).collect()
    }

    /// The names of all fields, the other names of some of them included.
    pub fn names() -> impl Iterator<Item = &'static str> {
        NAMES.iter().map(|(name, _)| *name)
    }

    /// Whether the field has a place.
    pub(super) fn has(&self, field: Field) -> bool {
        self.0.iter().any(|(known, _)| *known == field)
    }

    /// Every field with its place.
    pub(super) fn places(&self) -> impl Iterator<Item = (Field, &str)> {
        self.0.iter().map(|(field, place)| (*field, place.as_str()))
    }
}

impl Format {
    /// The first of the formats that an input has the names of.
    pub(super) fn recognise(formats: &[Arc<Self>], has: impl Fn(&str) -> bool) -> Option<&Arc<Self>> {
        formats.iter().find(|format| format.columns.iter().all(|column| has(column)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_mapped_to_columns_that_may_hold_commas_and_equals_signs() {
        let mapping = Mapping::parse("reply=Answer, public,rating=a=b,Reviewed At= When ").expect("a mapping");
        let entries: Vec<_> = mapping.entries().collect();
        assert_eq!(entries, [("reply", "Answer, public"), ("rating", "a=b"), ("reviewed_at", "When")]);
    }

    #[test]
    fn what_names_no_field_or_no_column_is_refused() {
        for (text, start) in [
            ("reply", "`reply` is not FIELD=COLUMN"),
            ("", "`` is not FIELD=COLUMN"),
            ("antwort=x", "`antwort` is no field; fields are reply, review, rating"),
            ("reply=", "`reply` needs the name of a column"),
            ("reply=a,reply=b", "`reply` is mapped twice"),
        ] {
            let message = Mapping::parse(text).expect_err(text);
            assert!(message.starts_with(start), "{message}");
        }
    }
}
