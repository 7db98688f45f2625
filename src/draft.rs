//! Owns what is linted: a reply, the review it answers, and what is known about both.
//! It must not know where they were read from, nor what is wrong with them.

use std::sync::Arc;

use crate::span::{OffsetMap, Span};
use crate::suppression::Suppressions;

/// A decoded text and the bytes of the file that it came from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Passage {
    /// The text as a reader sees it: escapes undone, markup and masked parts (code, block quotes) left out.
    pub text: String,
    /// From bytes of `text` to bytes of the file.
    pub map: OffsetMap,
}

impl Passage {
    /// A text that stands in the file as it is, from byte `source_start`.
    pub fn verbatim(text: impl Into<String>, source_start: usize) -> Self {
        let text = text.into();
        let map = OffsetMap::verbatim(source_start, text.len());
        Self { text, map }
    }

    /// `span` of the text, which starts and ends between characters, with its places.
    pub fn part(&self, span: Span) -> Self {
        let mut part = Self::default();
        part.append_part(self, span);
        part
    }

    /// Appends `span` of another text of the same file, with its places.
    pub fn append_part(&mut self, other: &Self, span: Span) {
        self.text.push_str(span.of(&other.text));
        self.map.push_part(&other.map, span);
    }

    /// Appends `replacement`, which stands for `span` of another text of the same file as a whole.
    pub fn append_as(&mut self, other: &Self, replacement: &str, span: Span) {
        self.text.push_str(replacement);
        self.map.push(replacement.len(), other.map.to_source(span));
    }
}

/// The part of a file that a draft stands in, decoded for display: the whole file of a text draft, the lines of one
/// record otherwise. Spans of the file are relative to the file, not to this part.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SourceText {
    /// The decoded lines.
    pub text: String,
    /// From bytes of `text` to bytes of the file (differs from verbatim only for UTF-16 or repaired input).
    pub map: OffsetMap,
    /// The line number of the first line of `text` in the file, from 1.
    pub first_line: usize,
    /// How many characters stand before `text` on its first line: more than 0 only where many records share a line.
    pub columns_before: usize,
}

/// How the full report shows a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Shown {
    /// By the lines of its file (text, Markdown).
    #[default]
    Lines,
    /// By its decoded reply (a record of a CSV or JSON file), since its line in the file is not readable.
    Reply,
}

/// What has to be done to words before they can stand in a file, besides the file's encoding. What stands in a format
/// inside of another one (JSON in a cell) has several.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notation {
    /// Markdown.
    Markdown,
    /// The HTML of a helpdesk.
    Html,
    /// A JSON string, between its quotes.
    Json,
    /// A CSV cell, between its quotes.
    Quoted,
    /// A CSV cell without quotes.
    Bare {
        /// Its bytes in the file.
        cell: Span,
        /// What ends it.
        delimiter: u8,
    },
    /// A YAML scalar, whose further lines stand so many blanks from the start of the line.
    Yaml(Scalar, usize),
}

/// The styles of YAML scalars.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scalar {
    /// Without quotes.
    Plain,
    /// `'…'`
    SingleQuoted,
    /// `"…"`
    DoubleQuoted,
    /// `|`
    Literal,
    /// `>`
    Folded,
}

/// Whether a draft will be posted as it is, or is a text to be filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Kind {
    /// Will be posted as it is.
    #[default]
    Draft,
    /// Holds placeholders that are filled in later.
    Template,
}

impl Kind {
    /// Both by the names that packs, configuration and output use.
    pub const NAMES: &'static [(&'static str, Self)] = &[("draft", Self::Draft), ("template", Self::Template)];

    /// Its name.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, kind)| *kind == self).map_or("", |(name, _)| *name)
    }
}

/// What is known besides the text. What is absent is unknown, never assumed (see [`Context::assumed_rating`]).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Context {
    /// Stars, 1 to 5.
    pub rating: Option<u8>,
    /// The ratings that stand in for a missing one, lowest and highest; set for text drafts only.
    pub assumed_rating: Option<(u8, u8)>,
    /// The canonical name of the platform (`google`, `app_store`, …).
    pub platform: Option<String>,
    /// The kind of business (`hospitality`, `healthcare`, `app`, …).
    pub profile: Option<String>,
    /// The customer's display name.
    pub reviewer: Option<String>,
    /// The name of the business.
    pub business: Option<String>,
    /// The branch or place.
    pub location: Option<String>,
    /// Who wrote the reply.
    pub author: Option<String>,
    /// BCP 47 language of the reply.
    pub language: Option<String>,
    /// When the review was written, as given.
    pub reviewed_at: Option<String>,
    /// When the reply was posted, as given.
    pub replied_at: Option<String>,
    /// The record's own id.
    pub id: Option<String>,
    /// What the platform says that is wrong with a reply that it holds back, as given.
    pub policy_violation: Option<String>,
    /// Draft or template.
    pub kind: Kind,
}

/// One reply to be linted, with its context.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Draft {
    /// The file as the user named it, `/` between its parts; `<stdin>` where nothing names it.
    pub path: Arc<str>,
    /// The number of the record in its file, from 1; none where the file is one draft.
    pub record: Option<u64>,
    /// What would be posted.
    pub reply: Passage,
    /// What it answers.
    pub review: Option<Passage>,
    /// What is known.
    pub context: Context,
    /// The lines around it, for display.
    pub source: SourceText,
    /// How the full report shows it.
    pub shown: Shown,
    /// What the file says about findings that it does not want reported.
    pub suppressions: Suppressions,
    /// How the reply is written in its file, from the inside out; empty where it stands there as it is.
    pub notations: Vec<Notation>,
}

impl Draft {
    /// The bytes of the file that `span` of the reply stands for.
    pub fn source_span(&self, span: Span) -> Span {
        self.reply.map.to_source(span)
    }
}

/// The platforms that replylint knows by name, and the other names that people and exports use for them.
pub const PLATFORMS: &[(&str, &[&str])] = &[
    ("google", &["google_maps", "google_business", "google_business_profile", "gbp", "gmb"]),
    ("google_play", &["play_store", "play", "android"]),
    ("app_store", &["apple", "apple_app_store", "ios", "appstore"]),
    ("yelp", &[]),
    ("tripadvisor", &["trip_advisor"]),
    ("trustpilot", &[]),
    ("booking", &["booking.com", "booking_com"]),
    ("airbnb", &[]),
    ("amazon", &[]),
    ("facebook", &["fb", "meta"]),
    ("glassdoor", &[]),
    ("g2", &[]),
    ("bbb", &[]),
    ("expedia", &["hotels.com"]),
    ("opentable", &[]),
    ("healthgrades", &[]),
    ("zocdoc", &[]),
    ("capterra", &[]),
    ("indeed", &[]),
    ("etsy", &[]),
    ("ebay", &[]),
    ("doordash", &[]),
    ("ubereats", &["uber_eats"]),
    ("trustedshops", &["trusted_shops"]),
    ("steam", &[]),
    ("other", &[]),
];

/// The canonical name of a platform, or none if nobody knows it. Case, spaces and hyphens do not matter.
pub fn canonical_platform(name: &str) -> Option<&'static str> {
    let folded = name.trim().to_lowercase().replace([' ', '-'], "_");
    PLATFORMS
        .iter()
        .find(|(canonical, aliases)| *canonical == folded || aliases.contains(&folded.as_str()))
        .map(|(canonical, _)| *canonical)
}
