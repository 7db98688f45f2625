//! Owns the values that packs and configuration share: levels, platforms, ratings, ranges.
//! It must not know which table they stand in.

use toml::de::DeValue;

use super::{Reader, Table, Value, integer, items, span_of};
use crate::draft::{PLATFORMS, canonical_platform};
use crate::finding::Level;
use crate::pack::raw::{Spanned, Strings};

/// Least and greatest whole number; none where the range is open. Both belong to the range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    /// The least number.
    pub low: Option<usize>,
    /// The greatest number.
    pub high: Option<usize>,
}

impl Range {
    /// The same range with its ends filled in; none if no number lies in it.
    pub fn within(self, least: usize, greatest: usize) -> Option<(usize, usize)> {
        let (low, high) = (self.low.unwrap_or(least).max(least), self.high.unwrap_or(greatest).min(greatest));
        (low <= high).then_some((low, high))
    }
}

/// Reads `3`, `1..=3`, `1..3` (without the 3), `..=2`, `4..`, `<=2`, `<3`, `>=4`, `>3`. `None` if it is none of these;
/// a range that holds no number, such as `..0`, has its least number above its greatest.
pub fn parse_range(text: &str) -> Option<Range> {
    let text = text.trim();
    let number = |digits: &str| digits.trim().parse::<usize>().ok();
    // Below zero there is nothing: `<0` becomes a range that holds no number.
    let below = |high: usize| match high.checked_sub(1) {
        Some(high) => Range { low: None, high: Some(high) },
        None => Range { low: Some(1), high: Some(0) },
    };
    if let Some(high) = text.strip_prefix("<=") {
        return Some(Range { low: None, high: Some(number(high)?) });
    }
    if let Some(high) = text.strip_prefix('<') {
        return number(high).map(below);
    }
    if let Some(low) = text.strip_prefix(">=") {
        return Some(Range { low: Some(number(low)?), high: None });
    }
    if let Some(low) = text.strip_prefix('>') {
        return Some(Range { low: Some(number(low)?.checked_add(1)?), high: None });
    }
    let Some((low, high)) = text.split_once("..") else {
        let number = number(text)?;
        return Some(Range { low: Some(number), high: Some(number) });
    };
    let low = if low.trim().is_empty() { None } else { Some(number(low)?) };
    if let Some(high) = high.strip_prefix('=') {
        return Some(Range { low, high: Some(number(high)?) });
    }
    if high.trim().is_empty() {
        return low.map(|low| Range { low: Some(low), high: None });
    }
    let range = below(number(high)?);
    Some(if range.low.is_some() { range } else { Range { low, ..range } })
}

impl Reader<'_> {
    /// The level under `key`, if there is one.
    pub fn level(&mut self, table: &mut Table<'_>, key: &'static str) -> Option<Level> {
        let (_, value) = table.take(key)?;
        self.level_of(value)
    }

    /// `value` as the name of a level.
    pub fn level_of(&mut self, value: &Value<'_>) -> Option<Level> {
        let text = self.filled(value, "the level")?;
        self.chosen(&text, "level", Level::NAMES)
    }

    /// Reports `name` if it is no platform.
    pub fn check_platform(&mut self, name: &Spanned<String>) {
        if canonical_platform(&name.value).is_none() {
            let mistake = self.mistake("unknown-platform", name.span, format!("there is no platform “{}”", name.value));
            let known =
                PLATFORMS.iter().flat_map(|(name, aliases)| std::iter::once(*name).chain(aliases.iter().copied()));
            let folded = name.value.trim().to_lowercase();
            let mistake = match crate::mistake::closest(&folded, known) {
                Some(near) => mistake.label(format!("did you mean `{near}`?")),
                None => {
                    let names: Vec<String> = PLATFORMS.iter().map(|(name, _)| format!("`{name}`")).collect();
                    mistake.label("not a known platform").help(format!("known are {}", names.join(", ")))
                }
            };
            self.report(mistake);
        }
    }

    /// The platforms under `key`, as written; unknown ones are reported.
    pub fn platforms(&mut self, table: &mut Table<'_>, key: &'static str) -> Strings {
        let names = self.texts(table, key);
        for name in &names {
            self.check_platform(name);
        }
        names
    }

    /// `value` as stars, 1 to 5.
    pub fn stars(&mut self, value: &Value<'_>, called: &str) -> Option<u8> {
        if !matches!(value.get_ref(), DeValue::Integer(_)) {
            self.wrong_type(value, called, "a whole number from 1 to 5");
            return None;
        }
        let stars = integer(value).and_then(|stars| u8::try_from(stars).ok()).filter(|stars| (1..=5).contains(stars));
        if stars.is_none() {
            let mistake = self.mistake("bad-rating", span_of(value), "a rating goes from 1 to 5");
            self.report(mistake.label("no such rating"));
        }
        stars
    }

    /// The ratings that satisfy what stands under `key` (a number, a range, or a list of these), in order.
    pub fn ratings(&mut self, table: &mut Table<'_>, key: &'static str) -> Vec<u8> {
        let Some((_, value)) = table.take(key) else { return Vec::new() };
        let ranges = items(value);
        if ranges.is_empty() {
            let mistake = self.mistake("empty", span_of(value), format!("`{key}` is an empty list"));
            self.report(mistake.label("no rating satisfies this"));
        }
        let mut ratings: Vec<u8> = ranges
            .into_iter()
            .filter_map(|range| self.rating_range(range, key))
            .flat_map(|(low, high)| low..=high)
            .collect();
        ratings.sort_unstable();
        ratings.dedup();
        ratings
    }

    /// `value` as a range of ratings, lowest and highest.
    pub fn rating_range(&mut self, value: &Value<'_>, key: &str) -> Option<(u8, u8)> {
        let range = match value.get_ref() {
            DeValue::Integer(_) => return self.stars(value, &format!("`{key}`")).map(|stars| (stars, stars)),
            DeValue::String(text) => self.range_of(value, text, key, "1..=3")?,
            _ => {
                self.wrong_type(value, &format!("`{key}`"), "a rating such as 2 or a range such as \"1..=3\"");
                return None;
            }
        };
        let outside = |end: Option<usize>| end.is_some_and(|end| !(1..=5).contains(&end));
        let Some((low, high)) = range.within(1, 5) else {
            let mistake = self.mistake("bad-rating", span_of(value), "no rating satisfies this condition");
            self.report(mistake.label("a rating goes from 1 to 5"));
            return None;
        };
        if outside(range.low) || outside(range.high) {
            let mistake = self.mistake("bad-rating", span_of(value), "a rating goes from 1 to 5");
            self.report(mistake.label("reaches beyond the scale"));
            return None;
        }
        Some((u8::try_from(low).ok()?, u8::try_from(high).ok()?))
    }

    /// The range of counts under `key`, if there is one, least and greatest.
    pub fn counts(&mut self, table: &mut Table<'_>, key: &'static str) -> Option<(usize, usize)> {
        let (_, value) = table.take(key)?;
        let range = match value.get_ref() {
            DeValue::Integer(_) => {
                integer(value).and_then(|count| usize::try_from(count).ok()).map(|count| (count, count))
            }
            DeValue::String(text) => self.range_of(value, text, key, "..4")?.within(0, usize::MAX),
            _ => {
                self.wrong_type(value, &format!("`{key}`"), "a number or a range such as \"..4\"");
                return None;
            }
        };
        if range.is_none() {
            let mistake = self.mistake("bad-range", span_of(value), format!("no number satisfies this `{key}`"));
            self.report(mistake.label("nothing lies in this range"));
        }
        range
    }

    fn range_of(&mut self, value: &Value<'_>, text: &str, key: &str, example: &str) -> Option<Range> {
        let range = parse_range(text);
        if range.is_none() {
            let mistake = self.mistake("bad-range", span_of(value), format!("`{key}` is not a range: “{text}”"));
            self.report(
                mistake.label("not a range").help(format!("write \"{example}\", \"<=2\", \"4..\" or a number")),
            );
        }
        range
    }
}
