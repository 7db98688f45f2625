//! Owns the shapes of known exports: by which names each is recognised, and where it keeps reply, review and context.
//! It must not know how a file is split into records.
//!
//! An export is recognised by its header or keys, never by its file's name.

mod known;

use std::borrow::Cow;

use crate::draft::Passage;
use crate::input::exports::known::{EXPORTS, LIST_OF_APP_STORE};
use crate::input::record::Field;
use crate::input::{html, translated};

pub(super) use crate::input::exports::known::{APP_STORE, APP_STORE_RESPONSE};

/// One known export. Columns of a CSV file and keys of a JSON record are the same to it.
#[derive(Debug)]
pub(super) struct Export {
    /// What people call it.
    pub(super) name: &'static str,
    /// Recognised if all of these are there.
    marks: &'static [&'static str],
    /// The platform it comes from.
    pub(super) platform: Option<&'static str>,
    /// The kind of business that it comes from.
    pub(super) profile: Option<&'static str>,
    /// Whether its texts are templates.
    pub(super) templates: bool,
    /// Whether its ratings go from 0 to 10.
    pub(super) of_ten: bool,
    /// Whether its texts may be HTML.
    html: bool,
    /// How it writes dates.
    dates: Dates,
    /// Where each field is: the names from the record down, joined by `/`. Of several places for a field, the first
    /// that holds something counts. Lists are looked through; `name=text` keeps only objects in which `name` is `text`;
    /// `?name` takes a parameter out of a link.
    pub(super) places: &'static [(Field, &'static str)],
}

/// Which part of `03/04/2026` is the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Dates {
    /// Not known, or not written like that.
    AsGiven,
    /// The first.
    DayFirst,
    /// The second.
    MonthFirst,
}

/// The export that has these names.
pub(super) fn recognise(has: impl Fn(&str) -> bool) -> Option<&'static Export> {
    EXPORTS.iter().find(|export| export.marks.iter().all(|mark| has(mark)))
}

/// An export that is recognised without configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownExport {
    /// What people call it.
    pub name: &'static str,
    /// The columns or keys by which it is recognised: all of them must be there.
    pub marks: &'static [&'static str],
    /// The canonical name of the platform that it comes from.
    pub platform: Option<&'static str>,
    /// The kind of business that it comes from.
    pub profile: Option<&'static str>,
    /// Whether its texts are templates.
    pub templates: bool,
    /// The best rating.
    pub out_of: u8,
    /// Every field by its name in the vocabulary, with the column or path that it is in. Of several places for a field
    /// the first that holds something counts.
    pub fields: Vec<(&'static str, &'static str)>,
}

/// The exports that are recognised without configuration.
pub fn known_exports() -> Vec<KnownExport> {
    let known = |export: &Export, marks, places: &mut dyn Iterator<Item = &(Field, &'static str)>| KnownExport {
        name: export.name,
        marks,
        platform: export.platform,
        profile: export.profile,
        templates: export.templates,
        out_of: if export.of_ten { 10 } else { 5 },
        fields: places.map(|(field, place)| (field.name(), *place)).collect(),
    };
    let mut all: Vec<_> = EXPORTS.iter().map(|export| known(export, export.marks, &mut export.places.iter())).collect();
    let app_store = &mut LIST_OF_APP_STORE.iter();
    all.push(known(&APP_STORE, APP_STORE.marks, app_store));
    all
}

impl Export {
    /// Whether it keeps replies at all.
    pub(super) fn has_reply(&self) -> bool {
        self.places.iter().any(|(field, _)| *field == Field::Reply)
    }

    /// The value of a field as everyone else writes it: stars out of five, the year first.
    pub(super) fn value<'t>(&self, field: Field, text: Cow<'t, str>) -> Cow<'t, str> {
        match field {
            Field::Rating if self.of_ten => Cow::Owned(self.rating(&text)),
            Field::ReviewedAt | Field::RepliedAt => match self.date(&text) {
                Some(date) => Cow::Owned(date),
                None => text,
            },
            _ => text,
        }
    }

    /// `03/04/2026 10:00:00` with the year first, if it is known what is what.
    fn date(&self, text: &str) -> Option<String> {
        let text = text.trim_matches([' ', '"']);
        let (date, time) = text.split_once(' ').map_or((text, ""), |(date, time)| (date, time));
        let mut parts = date.split('/');
        let (first, second, year) = (parts.next()?, parts.next()?, parts.next()?);
        let number = |text: &str| text.parse::<u32>().ok();
        let (month, day) = match self.dates {
            Dates::AsGiven => return None,
            Dates::DayFirst => (number(second)?, number(first)?),
            Dates::MonthFirst => (number(first)?, number(second)?),
        };
        let date = format!("{:04}-{month:02}-{day:02}", number(year)?);
        Some(if time.is_empty() { date } else { format!("{date} {time}") })
    }

    /// The value of the rating on the scale of 1 to 5, as text.
    fn rating(&self, text: &str) -> String {
        match text.trim().replace(',', ".").parse::<f64>() {
            Ok(score) if self.of_ten && (0.0..=10.0).contains(&score) => {
                format!("{}", (score / 2.0).round().max(1.0))
            }
            _ => text.to_owned(),
        }
    }
}

impl Export {
    /// Whether a text is HTML, as [`Export::text`] takes it.
    pub(super) fn is_html(&self, passage: &Passage) -> bool {
        self.html && html::is_html(&passage.text)
    }

    /// A text as its author wrote it: without markup, and without what the platform put in.
    pub(super) fn text(&self, passage: Passage) -> Passage {
        let passage = if self.html { html::plain(passage) } else { passage };
        if self.platform == Some("google") { translated::original(passage) } else { passage }
    }
}

/// The value of a parameter of a link.
pub(super) fn parameter<'a>(link: &'a str, name: &str) -> Option<&'a str> {
    link.split(['?', '&', '#']).find_map(|part| part.strip_prefix(name)?.strip_prefix('='))
}

#[cfg(test)]
mod tests;
