//! Owns reading `flag` and `pass`: drafts written into a pack. It must not know what is wrong with them.

use toml::de::DeValue;

use crate::draft::Kind;
use crate::pack::raw::{RawExample, Spanned};
use crate::toml_table::{Reader, Table, Value, items, span_of};

/// The fields of the context that are kept as written.
const FIELDS: [&str; 10] = [
    "platform",
    "profile",
    "reviewer",
    "business",
    "location",
    "author",
    "language",
    "kind",
    "reviewed_at",
    "replied_at",
];

/// Reads the examples under `key`: tables, or replies without context.
pub(super) fn read_examples(reader: &mut Reader<'_>, table: &mut Table<'_>, key: &'static str) -> Vec<RawExample> {
    let Some((_, value)) = table.take(key) else { return Vec::new() };
    items(value).into_iter().filter_map(|item| read_example(reader, item, key)).collect()
}

fn read_example(reader: &mut Reader<'_>, value: &Value<'_>, key: &str) -> Option<RawExample> {
    let span = span_of(value);
    if let DeValue::String(reply) = value.get_ref() {
        let reply = Spanned { value: reply.to_string(), span };
        return Some(RawExample { span, reply, ..RawExample::default() });
    }
    if !value.get_ref().is_table() {
        reader.wrong_type(value, &format!("an example in `{key}`"), "a table or a string");
        return None;
    }
    let table = reader.table(value, format!("an example in `{key}`"))?;
    read_fields(reader, table).map(|example| RawExample { span, ..example })
}

/// Reads the fields of a draft. What else the table holds is a mistake.
pub(super) fn read_fields(reader: &mut Reader<'_>, mut table: Table<'_>) -> Option<RawExample> {
    let span = table.span.unwrap_or_default();
    reader.require(&table, "reply");
    let reply = table.take("reply").and_then(|(_, value)| reader.string(value, "`reply`"));
    let review = table.take("review").and_then(|(_, value)| reader.string(value, "`review`"));
    let rating = table.take("rating").and_then(|(_, value)| reader.stars(value, "`rating`"));
    let mut context = Vec::new();
    for field in FIELDS.into_iter().chain(["id"]) {
        let name = table.key_span(field).map(|span| Spanned { value: field.to_owned(), span });
        let written = table.take(field).and_then(|(_, value)| read_field(reader, value, field));
        context.extend(name.zip(written));
    }
    context.sort_by_key(|(name, _): &(Spanned<String>, _)| name.span);
    reader.finish(table);
    Some(RawExample { span, reply: reply?, review: review.map(|review| review.value), rating, context })
}

/// A field of the context as written. Dates and numbers need no quotes.
fn read_field(reader: &mut Reader<'_>, value: &Value<'_>, field: &str) -> Option<Spanned<String>> {
    let span = span_of(value);
    let written = match value.get_ref() {
        DeValue::Datetime(date) if field.ends_with("_at") => Spanned { value: date.to_string(), span },
        DeValue::Integer(digits) if field == "id" => Spanned { value: digits.to_string(), span },
        _ => reader.filled(value, &format!("`{field}`"))?,
    };
    match field {
        "platform" => reader.check_platform(&written),
        "kind" => reader.chosen(&written, "kind of draft", Kind::NAMES).map(|_| ())?,
        _ => {}
    }
    Some(written)
}
