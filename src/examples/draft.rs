//! Owns the step from an example, as written in a pack, to a draft. It must not know what the draft is an example of.

use std::ops::ControlFlow;

use crate::draft::{Context, Draft, Kind, Passage, SourceText, canonical_platform};
use crate::input::{self, Defaults, Item};
use crate::pack::raw::RawExample;
use crate::span::OffsetMap;

/// The ratings that are assumed for an example without one, as for any text draft.
const ASSUMED_RATING: (u8, u8) = (1, 2);

/// The draft that an example describes.
pub fn draft_of(example: &RawExample) -> Draft {
    let field = |name: &str| {
        let written = example.context.iter().find(|(known, _)| known.value == name);
        written.map(|(_, value)| value.value.clone())
    };
    let kind = if field("kind").as_deref() == Some("template") { Kind::Template } else { Kind::Draft };
    let is_assumed = example.rating.is_none() && kind == Kind::Draft;
    let context = Context {
        rating: example.rating,
        assumed_rating: is_assumed.then_some(ASSUMED_RATING),
        platform: field("platform").map(|name| canonical_platform(&name).map_or(name, str::to_owned)),
        profile: field("profile"),
        reviewer: field("reviewer"),
        business: field("business"),
        location: field("location"),
        author: field("author"),
        language: field("language"),
        reviewed_at: field("reviewed_at"),
        replied_at: field("replied_at"),
        id: field("id"),
        policy_violation: field("policy_violation"),
        kind,
    };
    let review = example.review.clone().map(|text| Passage { text, ..Passage::default() });
    Draft { review, context, ..draft_of_text(&example.reply.value) }
}

/// The draft that an example describes whose reply is a Markdown file.
pub(super) fn draft_of_markdown(example: &RawExample) -> Draft {
    let mut draft = draft_of(example);
    let mut read = |item| {
        if let Item::Draft(file) = item {
            (draft.reply, draft.source, draft.suppressions) = (file.reply, file.source, file.suppressions);
        }
        ControlFlow::Continue(())
    };
    input::read_stream(&mut example.reply.value.as_bytes(), Some("example.md"), &Defaults::default(), &mut read);
    draft
}

/// A draft of which only the reply is known.
pub(super) fn draft_of_text(reply: &str) -> Draft {
    Draft {
        path: "example".into(),
        reply: Passage::verbatim(reply, 0),
        source: SourceText {
            text: reply.to_owned(),
            map: OffsetMap::verbatim(0, reply.len()),
            first_line: 1,
            columns_before: 0,
        },
        ..Draft::default()
    }
}
