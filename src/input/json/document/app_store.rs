//! Owns the reviews of App Store Connect: reviews in one list of the file, the responses to them in another.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::ControlFlow;

use serde_json::value::RawValue;

use crate::input::exports::{APP_STORE, APP_STORE_RESPONSE};
use crate::input::json::document::Records;
use crate::input::json::{Object, Reader, find, offset, source, string};
use crate::input::record::Record;
use crate::span::Span;

/// The reviews in `data`, if it holds such reviews.
pub(super) fn reviews(data: &str) -> Option<Vec<&str>> {
    let list: Vec<&RawValue> = serde_json::from_str(data).ok()?;
    let first = list.first()?.get();
    (id(first, "type")? == "customerReviews").then(|| list.iter().map(|value| value.get()).collect())
}

/// Hands over a record for each review, with its response from `included`. Its lines are those of the response, since
/// that is what findings point to.
pub(super) fn read<'a>(
    records: &mut Records<'a, '_>,
    reviews: &[&'a str],
    included: Option<&'a str>,
) -> ControlFlow<()> {
    let list: Vec<&RawValue> = included.and_then(|raw| serde_json::from_str(raw).ok()).unwrap_or_default();
    let mut by_response = HashMap::new();
    let mut by_review = HashMap::new();
    let mut cursor = records.cursor.clone();
    for response in list.iter().map(|value| value.get()) {
        let place = cursor.place(records.decoded, offset(&records.decoded.text, response));
        if let Some(id) = id(response, "id") {
            by_response.insert(id, (response, place));
        }
        if let Some(id) = id(response, "relationships/review/data/id") {
            by_review.insert(id, (response, place));
        }
    }
    for review in reviews {
        records.number += 1;
        let response = id(review, "relationships/response/data/id")
            .and_then(|id| by_response.get(&id))
            .or_else(|| id(review, "id").and_then(|id| by_review.get(&id)));
        one(records, review, response.copied())?;
    }
    ControlFlow::Continue(())
}

fn one(records: &mut Records<'_, '_>, review: &str, response: Option<(&str, (usize, usize))>) -> ControlFlow<()> {
    let decoded = records.decoded;
    let start = offset(&decoded.text, review);
    let place = records.cursor.place(decoded, start);
    let record = Record { number: Some(records.number), ..Record::default() };
    let mut reader = Reader { decoded, place, start, format: None, record };
    let Ok(object) = serde_json::from_str::<Object<'_>>(review) else {
        let what = "a review is an object";
        return records.output.unreadable(Some(records.number), place, what);
    };
    reader.export(&object, APP_STORE.places, &APP_STORE, records.output);
    let mut shown = (Span::new(start, start + review.len()), place);
    if let Some((response, place)) = response
        && let Ok(object) = serde_json::from_str::<Object<'_>>(response)
    {
        let start = offset(&decoded.text, response);
        (reader.start, reader.place) = (start, place);
        reader.export(&object, APP_STORE_RESPONSE, &APP_STORE, records.output);
        shown = (Span::new(start, start + response.len()), place);
    }
    let mut record = reader.record;
    record.fields.set_origin(None, Some(&APP_STORE));
    record.source = source(decoded, shown.0, shown.1);
    records.output.record(record)
}

fn id<'a>(raw: &'a str, path: &str) -> Option<Cow<'a, str>> {
    find(raw, path).map(string::text)
}
