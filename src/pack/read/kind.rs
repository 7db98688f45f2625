//! Owns reading the kind of a rule, of which there is exactly one. It must not know how a kind is checked.

use crate::pack::raw::{At, RawKind, RawLimit, RawScore, Spanned, Strings};
use crate::span::Span;
use crate::toml_table::{Reader, Table, span_of};

/// The keys that make a rule.
pub(super) const KINDS: [&str; 9] =
    ["forbid", "require", "require-all", "order", "limit", "score", "compare", "across", "suppression"];
pub(super) const PLACES: &[(&str, At)] = &[("start", At::Start), ("end", At::End)];

/// Reads the kind of the rule in `table`. What has a mistake still names its cues, so that these are looked up as well.
pub(super) fn read_kind(reader: &mut Reader<'_>, table: &mut Table<'_>) -> RawKind {
    let mut kinds: Vec<(&str, Span)> =
        KINDS.iter().filter_map(|key| table.key_span(key).map(|span| (*key, span))).collect();
    kinds.sort_by_key(|(_, span)| *span);
    // Each is read, so that each one's own mistakes are reported and none is called an unknown key.
    let mut read: Vec<RawKind> = KINDS.iter().filter_map(|key| read_one(reader, table, key)).collect();
    let Some((first, first_span)) = kinds.first().copied() else {
        let keys: Vec<String> = KINDS.iter().map(|key| format!("`{key}`")).collect();
        let message = format!("{} says nothing to look for", table.called);
        reader.missing(table, &format!("one of {}", keys.join(", ")), message);
        return RawKind::Broken(Vec::new());
    };
    for (other, span) in kinds.iter().skip(1) {
        let message = format!("{} has two kinds, `{first}` and `{other}`", table.called);
        let mistake = reader.mistake("two-kinds", *span, message);
        let mistake = mistake.label("the second kind").related(first_span, "the first kind");
        reader.report(mistake.help("write two rules, or a condition: when = { has = … }, when = { lacks = … }"));
    }
    if kinds.len() == 1
        && let Some(only) = read.pop()
    {
        return only;
    }
    RawKind::Broken(read.into_iter().flat_map(named).collect())
}

/// The cues that a kind names.
fn named(kind: RawKind) -> Strings {
    match kind {
        RawKind::Forbid(cues) | RawKind::Require(cues, _) | RawKind::RequireAll(cues, _) | RawKind::Broken(cues) => {
            cues
        }
        RawKind::Order(first, then) => vec![first, then],
        RawKind::Score(score) => score.add.into_iter().chain(score.subtract).map(|(cue, _)| cue).collect(),
        // A limit names measures too, the others no cues.
        RawKind::Limit(_) | RawKind::Compare(_) | RawKind::Across(_) | RawKind::Suppression(_) => Vec::new(),
    }
}

fn read_one(reader: &mut Reader<'_>, table: &mut Table<'_>, key: &'static str) -> Option<RawKind> {
    if key == "require" || key == "require-all" {
        let at = read_at(reader, table, key);
        return filled(reader.texts(table, key)).map(|cues| match key {
            "require" => RawKind::Require(cues, at),
            _ => RawKind::RequireAll(cues, at),
        });
    }
    match key {
        "forbid" => filled(reader.texts(table, key)).map(RawKind::Forbid),
        "order" => read_order(reader, table),
        "limit" => read_limits(reader, table),
        "score" => read_score(reader, table),
        "compare" => reader.text(table, key).map(RawKind::Compare),
        "across" => reader.text(table, key).map(RawKind::Across),
        _ => reader.text(table, key).map(RawKind::Suppression),
    }
}

fn filled(cues: Strings) -> Option<Strings> {
    (!cues.is_empty()).then_some(cues)
}

/// Reads `at`, once, though two kinds may have it.
fn read_at(reader: &mut Reader<'_>, table: &mut Table<'_>, key: &str) -> At {
    let wanted = table.has("require") || table.has("require-all");
    if !wanted && key == "require" {
        if let Some((span, _)) = table.take("at") {
            let mistake = reader.mistake("misplaced-key", span, "`at` belongs to `require` and `require-all`");
            reader.report(mistake.label("says nothing here"));
        }
        return At::default();
    }
    if !table.has(key) {
        return At::default();
    }
    reader.choice(table, "at", PLACES).map(|at| at.value).unwrap_or_default()
}

fn read_order(reader: &mut Reader<'_>, table: &mut Table<'_>) -> Option<RawKind> {
    let mut order = reader.subtable(table, "order", "`order`")?;
    let first = reader.required_text(&mut order, "first");
    let then = reader.required_text(&mut order, "then");
    reader.finish(order);
    Some(match (first, then) {
        (Some(first), Some(then)) => RawKind::Order(first, then),
        (first, then) => RawKind::Broken(first.into_iter().chain(then).collect()),
    })
}

fn read_limits(reader: &mut Reader<'_>, table: &mut Table<'_>) -> Option<RawKind> {
    let (_, value) = table.take("limit")?;
    let tables = reader.subtables(table, "limit", "a limit");
    if tables.is_empty() && value.get_ref().is_array() {
        let mistake = reader.mistake("empty", span_of(value), "`limit` is an empty list");
        reader.report(mistake.label("nothing is listed here"));
    }
    let limits: Vec<RawLimit> = tables.into_iter().filter_map(|limit| read_limit(reader, limit)).collect();
    (!limits.is_empty()).then_some(RawKind::Limit(limits))
}

fn read_limit(reader: &mut Reader<'_>, mut table: Table<'_>) -> Option<RawLimit> {
    let span = table.span.unwrap_or_default();
    let of = reader.required_text(&mut table, "of");
    let max = reader.number(&mut table, "max");
    let min = reader.number(&mut table, "min");
    if !table.has("max") && !table.has("min") {
        reader.missing(&table, "`max` or `min`", "a limit without a number".to_owned());
    }
    if let (Some(least), Some(greatest)) = (min, max)
        && least > greatest
        && let (Some(min_span), Some(max_span)) = (table.key_span("min"), table.key_span("max"))
    {
        let mistake =
            reader.mistake("bad-range", min_span, format!("no text has at least {least} and at most {greatest}"));
        reader.report(mistake.label("above `max`").related(max_span, "below `min`"));
    }
    reader.finish(table);
    Some(RawLimit { of: of?, max, min, span })
}

fn read_score(reader: &mut Reader<'_>, table: &mut Table<'_>) -> Option<RawKind> {
    let mut score = reader.subtable(table, "score", "`score`")?;
    reader.require(&score, "add");
    let add = read_weights(reader, &mut score, "add");
    let subtract = read_weights(reader, &mut score, "subtract");
    let [note, warning, error] = ["note", "warning", "error"].map(|key| reader.number(&mut score, key));
    let thresholds = [("note", note), ("warning", warning), ("error", error)];
    if !["note", "warning", "error"].iter().any(|key| score.has(key)) {
        reader.missing(&score, "`note`, `warning` or `error`", "a score that no sum reaches".to_owned());
    }
    let mut lower: Option<(&str, f64)> = None;
    for (key, value) in thresholds {
        let Some(value) = value else { continue };
        if let Some((below, least)) = lower.filter(|(_, least)| *least >= value)
            && let (Some(span), Some(other)) = (score.key_span(key), score.key_span(below))
        {
            let message = format!("`{key}` must be above `{below}`, which is {least}");
            let mistake = reader.mistake("bad-range", span, message);
            reader.report(mistake.label("never reached first").related(other, "the lower level"));
        }
        lower = Some((key, value));
    }
    reader.finish(score);
    Some(RawKind::Score(RawScore { add, subtract, note, warning, error }))
}

fn read_weights(reader: &mut Reader<'_>, score: &mut Table<'_>, key: &'static str) -> Vec<(Spanned<String>, f64)> {
    let Some(table) = reader.subtable(score, key, format!("`{key}`")) else { return Vec::new() };
    if table.entries().is_empty() {
        let mistake = reader.mistake("empty", table.span.unwrap_or_default(), format!("`{key}` is empty"));
        reader.report(mistake.label("no cue is weighed here"));
    }
    let weigh = |(name, value): &(Spanned<String>, &_)| {
        let weight = reader.number_of(value, &format!("the weight of `{}`", name.value));
        (name.clone(), weight.unwrap_or_default())
    };
    table.entries().iter().map(weigh).collect()
}
