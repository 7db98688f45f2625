//! Owns the vocabulary of an input: how fields are named, what their values may be, and how they become a context.
//! It must not know in which format they were written.

use std::borrow::Cow;

use crate::draft::{Context, Kind, Notation, Passage, SourceText, canonical_platform};
use crate::input::Defaults;
use crate::input::exports::Export;
use crate::input::mapping::Format;
use crate::suppression::Suppressions;

/// A named part of a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Reply,
    Review,
    Rating,
    Platform,
    Profile,
    Reviewer,
    Business,
    Location,
    Author,
    Language,
    ReviewedAt,
    RepliedAt,
    Id,
    PolicyViolation,
    Kind,
}

/// The names of the fields, in front matter, headers and keys alike. The first name of a field is its own.
pub(super) const NAMES: &[(&str, Field)] = &[
    ("reply", Field::Reply),
    ("review", Field::Review),
    ("rating", Field::Rating),
    ("platform", Field::Platform),
    ("profile", Field::Profile),
    ("reviewer", Field::Reviewer),
    ("business", Field::Business),
    ("location", Field::Location),
    ("author", Field::Author),
    ("language", Field::Language),
    ("lang", Field::Language),
    ("reviewed_at", Field::ReviewedAt),
    ("created_at", Field::ReviewedAt),
    ("replied_at", Field::RepliedAt),
    ("id", Field::Id),
    ("policy_violation", Field::PolicyViolation),
    ("kind", Field::Kind),
];

impl Field {
    /// The field of that name; case, spaces and hyphens do not matter.
    pub(super) fn named(name: &str) -> Option<Self> {
        let folded = name.trim().to_lowercase().replace([' ', '-'], "_");
        NAMES.iter().find(|(known, _)| *known == folded).map(|(_, field)| *field)
    }

    /// Each field, once.
    pub(super) fn all() -> impl Iterator<Item = Self> {
        NAMES.iter().filter(|(name, field)| field.name() == *name).map(|(_, field)| *field)
    }

    /// Its own name.
    pub(super) fn name(self) -> &'static str {
        NAMES.iter().find(|(_, field)| *field == self).map_or("", |(name, _)| *name)
    }
}

/// The value of a field as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value<'a> {
    /// Text, decoded.
    Text(Cow<'a, str>),
    /// A number, as written.
    Number(Cow<'a, str>),
    /// Nothing: null, an empty cell.
    Nothing,
    /// Something that no field takes (“a list”).
    Other(&'static str),
}

/// A value that a field cannot take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum BadValue {
    /// The name of a platform that nobody knows.
    Platform(String),
    /// Anything else.
    Other(String),
}

/// What an input says about a draft.
#[derive(Debug, Clone, Default)]
pub(super) struct Fields {
    pub(super) context: Context,
    /// None where the input does not say it.
    kind: Option<Kind>,
}

impl Fields {
    /// Takes the value of a field of the context ([`Field::Reply`] and [`Field::Review`] are passages, not context).
    pub(super) fn set(&mut self, field: Field, value: &Value<'_>) -> Result<(), BadValue> {
        let text = match value {
            Value::Text(text) | Value::Number(text) => text.trim(),
            Value::Nothing => return Ok(()),
            Value::Other(what) => {
                return Err(BadValue::Other(format!("`{}` is {what}, not a text or a number", field.name())));
            }
        };
        if text.is_empty() {
            return Ok(());
        }
        let context = &mut self.context;
        let slot = match field {
            Field::Reply | Field::Review => return Ok(()),
            Field::Rating => {
                context.rating = rating(text).map_err(BadValue::Other)?;
                return Ok(());
            }
            Field::Platform => {
                let known = canonical_platform(text).ok_or_else(|| BadValue::Platform(shortened(text)))?;
                context.platform = Some(known.to_owned());
                return Ok(());
            }
            Field::Kind => {
                self.kind = Some(match text.to_lowercase().as_str() {
                    "draft" => Kind::Draft,
                    "template" => Kind::Template,
                    _ => {
                        let message = format!("`kind` is `{}`, not `draft` or `template`", shortened(text));
                        return Err(BadValue::Other(message));
                    }
                });
                return Ok(());
            }
            Field::Profile => &mut context.profile,
            Field::Reviewer => &mut context.reviewer,
            Field::Business => &mut context.business,
            Field::Location => &mut context.location,
            Field::Author => &mut context.author,
            Field::Language => &mut context.language,
            Field::ReviewedAt => &mut context.reviewed_at,
            Field::RepliedAt => &mut context.replied_at,
            Field::Id => &mut context.id,
            Field::PolicyViolation => &mut context.policy_violation,
        };
        *slot = Some(text.to_owned());
        Ok(())
    }

    /// Whether the field has a value.
    pub(super) fn has(&self, field: Field) -> bool {
        let context = &self.context;
        match field {
            Field::Reply | Field::Review => false,
            Field::Rating => context.rating.is_some(),
            Field::Platform => context.platform.is_some(),
            Field::Profile => context.profile.is_some(),
            Field::Reviewer => context.reviewer.is_some(),
            Field::Business => context.business.is_some(),
            Field::Location => context.location.is_some(),
            Field::Author => context.author.is_some(),
            Field::Language => context.language.is_some(),
            Field::ReviewedAt => context.reviewed_at.is_some(),
            Field::RepliedAt => context.replied_at.is_some(),
            Field::Id => context.id.is_some(),
            Field::PolicyViolation => context.policy_violation.is_some(),
            Field::Kind => self.kind.is_some(),
        }
    }

    /// Takes what an input says by its format, where the record does not say otherwise.
    pub(super) fn set_origin(&mut self, format: Option<&Format>, export: Option<&Export>) {
        let or = |own: &mut Option<String>, name: Option<&str>| {
            if own.is_none() {
                *own = name.map(str::to_owned);
            }
        };
        if let Some(format) = format {
            or(&mut self.context.platform, format.platform.as_deref());
            or(&mut self.context.profile, format.profile.as_deref());
        }
        if let Some(export) = export {
            or(&mut self.context.platform, export.platform);
            or(&mut self.context.profile, export.profile);
            if export.templates && self.kind.is_none() {
                self.kind = Some(Kind::Template);
            }
        }
    }

    /// The context of a draft: what the input says, and the defaults for the rest. A rating is assumed only for a text
    /// that is a draft: records and templates are often neutral.
    pub(super) fn context(self, defaults: &Defaults, assume_rating: bool) -> Context {
        let (own, default) = (self.context, &defaults.context);
        let kind = self.kind.unwrap_or(default.kind);
        let rating = own.rating.or(default.rating);
        let assumed = assume_rating && kind == Kind::Draft && rating.is_none();
        let or = |own: Option<String>, default: &Option<String>| own.or_else(|| default.clone());
        Context {
            rating,
            assumed_rating: default.assumed_rating.filter(|_| assumed),
            platform: or(own.platform, &default.platform),
            profile: or(own.profile, &default.profile),
            reviewer: or(own.reviewer, &default.reviewer),
            business: or(own.business, &default.business),
            location: or(own.location, &default.location),
            author: or(own.author, &default.author),
            language: or(own.language, &default.language),
            reviewed_at: or(own.reviewed_at, &default.reviewed_at),
            replied_at: or(own.replied_at, &default.replied_at),
            id: or(own.id, &default.id),
            policy_violation: or(own.policy_violation, &default.policy_violation),
            kind,
        }
    }
}

/// The review to use: the input's own, or the default, which stands in no file and so has no places.
pub(super) fn review(own: Option<Passage>, defaults: &Defaults) -> Option<Passage> {
    own.filter(|passage| !passage.text.trim().is_empty())
        .or_else(|| defaults.review.clone().map(|text| Passage { text, ..Passage::default() }))
}

/// One record of a file, before it becomes a draft or is skipped.
#[derive(Debug, Default)]
pub(super) struct Record {
    /// From 1; none where the file holds one draft.
    pub(super) number: Option<u64>,
    pub(super) fields: Fields,
    pub(super) reply: Option<Passage>,
    /// How the reply is written, from the inside out.
    pub(super) notations: Vec<Notation>,
    pub(super) review: Option<Passage>,
    pub(super) source: SourceText,
    pub(super) suppressions: Suppressions,
}

impl Record {
    /// Whether the field has a value that is not blank.
    pub(super) fn has(&self, field: Field) -> bool {
        let has_text = |passage: &Option<Passage>| passage.as_ref().is_some_and(|text| !text.text.trim().is_empty());
        match field {
            Field::Reply => has_text(&self.reply),
            Field::Review => has_text(&self.review),
            _ => self.fields.has(field),
        }
    }
}

/// Whole stars, 1 to 5, as people and exports write them: `4`, `4.0`, `4/5`, `4 stars`, `FOUR`, `★★★★☆`. None where
/// the text says that there is none.
fn rating(text: &str) -> Result<Option<u8>, String> {
    const WORDS: &[&str] = &["one", "two", "three", "four", "five"];
    let folded = text.to_lowercase();
    if matches!(folded.as_str(), "nan" | "none" | "null" | "n/a" | "-" | "star_rating_unspecified") {
        return Ok(None);
    }
    let mut bare = folded.as_str();
    for suffix in ["stars", "star", "/5", "/ 5", "out of 5", "of 5"] {
        bare = bare.strip_suffix(suffix).unwrap_or(bare).trim_end_matches([' ', '-']);
    }
    let (full, all) = (bare.matches('★').count(), bare.chars().count());
    let stars = if let Some(index) = WORDS.iter().position(|word| *word == bare) {
        Some(index + 1)
    } else if full > 0 && full + bare.matches('☆').count() == all {
        Some(full)
    } else {
        let number = bare.replace(',', ".").parse::<f64>().ok();
        (1..=5).find(|stars| number == Some(f64::from(*stars as u8)))
    };
    match stars.and_then(|stars| u8::try_from(stars).ok()).filter(|stars| (1..=5).contains(stars)) {
        Some(stars) => Ok(Some(stars)),
        None => Err(format!("`rating` is `{}`, not a whole number from 1 to 5", shortened(text))),
    }
}

/// A value for a message: one short line.
pub(super) fn shortened(text: &str) -> String {
    const LONGEST: usize = 40;
    let line: String = text.chars().take(LONGEST).map(|char| if char.is_control() { ' ' } else { char }).collect();
    if text.chars().nth(LONGEST).is_some() { format!("{line}…") } else { line }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rating_is_understood_as_people_and_exports_write_it() {
        for text in ["4", "4.0", "4,0", "4/5", "4 / 5", "4 stars", "4-star", "4 out of 5", "FOUR", "★★★★", "★★★★☆"]
        {
            assert_eq!(rating(text), Ok(Some(4)), "{text}");
        }
        assert_eq!(rating("1 star"), Ok(Some(1)));
        assert_eq!(rating("nan"), Ok(None));
    }

    #[test]
    fn a_rating_outside_of_one_to_five_whole_stars_is_refused() {
        for text in ["0", "6", "4.5", "-1", "8/10", "good", "★★★★★★", "inf", "1e400", "☆☆☆☆☆", "五"]
        {
            assert!(rating(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_name_is_found_in_any_case_and_by_its_other_name() {
        assert_eq!(Field::named(" Reviewed At "), Some(Field::ReviewedAt));
        assert_eq!(Field::named("LANG"), Some(Field::Language));
        assert_eq!(Field::named("stars"), None);
        for (_, field) in NAMES {
            assert_eq!(Field::named(field.name()), Some(*field));
        }
    }

    #[test]
    fn what_the_input_says_wins_over_the_defaults() {
        let mut defaults = Defaults::default();
        defaults.context.rating = Some(5);
        defaults.context.platform = Some("yelp".to_owned());
        let mut fields = Fields::default();
        fields.set(Field::Rating, &Value::Number("2".into())).expect("a rating");
        let context = fields.context(&defaults, false);
        assert_eq!((context.rating, context.platform.as_deref()), (Some(2), Some("yelp")));
    }

    #[test]
    fn a_rating_is_assumed_for_text_drafts_only() {
        let mut defaults = Defaults::default();
        defaults.context.assumed_rating = Some((1, 2));
        let template = || {
            let mut fields = Fields::default();
            fields.set(Field::Kind, &Value::Text("template".into())).expect("a kind");
            fields
        };
        assert_eq!(Fields::default().context(&defaults, true).assumed_rating, Some((1, 2)));
        assert_eq!(Fields::default().context(&defaults, false).assumed_rating, None);
        assert_eq!(template().context(&defaults, true).assumed_rating, None);
    }

    #[test]
    fn an_alias_of_a_platform_becomes_its_name_and_an_unknown_one_is_refused() {
        let mut fields = Fields::default();
        assert_eq!(fields.set(Field::Platform, &Value::Text("Google Maps".into())), Ok(()));
        assert_eq!(fields.context.platform.as_deref(), Some("google"));
        let refused = fields.set(Field::Platform, &Value::Text("Kiosk".into()));
        assert_eq!(refused, Err(BadValue::Platform("Kiosk".to_owned())));
    }
}
