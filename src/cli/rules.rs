//! Owns `rules`: the list of rules, for people, programs and documents. It must not know how a rule works.

use std::path::Path;

use serde::Serialize;

use super::arguments::{Color, PackArguments, RulesArguments, TableFormat};
use super::output::Output;
use super::setup::{Configs, broken_packs, sources};
use super::words::{columns, plural};
use super::{Code, Failure, Result};
use crate::draft::canonical_platform;
use crate::finding::{CATEGORIES, Level};
use crate::mistake::closest;
use crate::pack::compile::rule_id;
use crate::pack::raw::{RawPack, RawRule, RawWhen, Spanned};
use crate::pack::{PackSource, RuleSet, builtin, compile, read_pack};

/// The version of the JSON list.
const VERSION: u32 = 1;

/// Packs as they were read, for what the compiled form leaves out.
pub(super) struct Packs(Vec<(PackSource, RawPack)>);

impl Packs {
    /// The built-in packs, those of the configuration (the closest one to the working directory: there is no file that
    /// it could be closest to), and those that the arguments name.
    pub(super) fn read(arguments: &PackArguments, color: Color) -> Result<Self> {
        let config = Configs::new(arguments, color).of(Some(Path::new(".")))?;
        let sources = sources(&config.packs, &arguments.packs, color)?;
        if sources.iter().any(|source| !source.builtin) {
            compile(&sources).map_err(|mistakes| broken_packs(mistakes, &sources, color))?;
        }
        let read = |source: PackSource| read_pack(&source.file, &mut Vec::new()).map(|pack| (source, pack));
        Ok(Self(sources.into_iter().filter_map(read).collect()))
    }

    /// Every rule with its id as users write it, and its pack.
    pub(super) fn rules(&self) -> impl Iterator<Item = (String, &RawPack, &RawRule)> {
        self.0
            .iter()
            .flat_map(|(source, pack)| pack.rules.iter().map(move |rule| (rule_id(source, pack, rule), pack, rule)))
    }
}

/// A rule as the JSON list shows it.
#[derive(Debug, Serialize)]
struct Row<'a> {
    id: String,
    pack: &'a str,
    category: &'a str,
    level: Level,
    /// Whether it is reported unless it is switched off.
    on: bool,
    message: &'a str,
    help: Option<&'a str>,
    why: &'a str,
    sources: &'a [String],
}

#[derive(Debug, Serialize)]
struct List<'a> {
    version: u32,
    rules: Vec<Row<'a>>,
}

/// Prints the list.
pub(super) fn run(arguments: &RulesArguments, output: &mut Output) -> Result {
    if let Some(category) = &arguments.category
        && !CATEGORIES.contains(&category.as_str())
    {
        let help = match closest(category, CATEGORIES.iter().copied()) {
            Some(closest) => format!("did you mean `{closest}`?"),
            None => format!("known are {}", CATEGORIES.join(", ")),
        };
        return Err(Failure::with_help(format!("there is no category `{category}`"), help));
    }
    let packs = Packs::read(&arguments.packs, Color::Auto)?;
    // What platforms allow comes with replylint, whatever the packs.
    let builtin = builtin::rule_set();
    let wanted = |rule: &RawRule| {
        arguments.category.as_ref().is_none_or(|category| *category == rule.category.value)
            && arguments.platform.as_ref().is_none_or(|platform| can_fire_on(rule, platform, &builtin))
    };
    let rows: Vec<Row<'_>> = packs
        .rules()
        .filter(|(_, _, rule)| wanted(rule))
        .map(|(id, pack, rule)| Row {
            id,
            pack: &pack.name.value,
            category: &rule.category.value,
            level: rule.level,
            on: rule.level != Level::Off || rule.levels.iter().any(|(_, level)| *level != Level::Off),
            message: &rule.message,
            help: rule.help.as_deref(),
            why: &rule.why,
            sources: &rule.sources,
        })
        .collect();
    match arguments.output_format {
        TableFormat::Table => {
            let _ = output.print(&table(&rows));
            output.tell(&format!("{}; `replylint explain RULE` says more\n", plural(rows.len(), "rule")));
        }
        TableFormat::Markdown => {
            let _ = output.print(&markdown(&rows));
        }
        TableFormat::Json => {
            let list = List { version: VERSION, rules: rows };
            let json = serde_json::to_string_pretty(&list).map_err(|error| Failure::new(error.to_string()))?;
            let _ = output.print(&(json + "\n"));
        }
    }
    Ok(Code::Fine)
}

fn table(rows: &[Row<'_>]) -> String {
    let messages: Vec<String> = rows.iter().map(|row| without_fields(row.message)).collect();
    let mut all = vec![["rule", "level", "category", "message"]];
    all.extend(rows.iter().zip(&messages).map(|(row, message)| [&*row.id, row.level.name(), row.category, message]));
    columns(&all)
}

fn markdown(rows: &[Row<'_>]) -> String {
    let cell = |text: &str| text.replace('|', "\\|").replace('\n', " ");
    let mut out = String::from("| rule | level | category | message |\n|---|---|---|---|\n");
    for row in rows {
        let (level, message) = (row.level.name(), cell(&without_fields(row.message)));
        out.push_str(&format!("| `{}` | {level} | {} | {message} |\n", row.id, row.category));
    }
    out
}

/// A message in which `{found}` and its like, which only a finding fills in, are left open.
pub(super) fn without_fields(message: &str) -> String {
    let mut out = String::new();
    let mut rest = message;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        match after.split_once('}') {
            Some((name, after)) if !name.is_empty() && name.chars().all(|letter| letter.is_ascii_lowercase()) => {
                out.push('…');
                rest = after;
            }
            _ => {
                out.push('{');
                rest = after;
            }
        }
    }
    out + rest
}

/// Whether a rule's condition leaves room for the platform.
fn can_fire_on(rule: &RawRule, platform: &str, rules: &RuleSet) -> bool {
    let names = |when: &RawWhen| -> Vec<&str> {
        when.platform.iter().filter_map(|name| canonical_platform(&name.value)).collect()
    };
    rule.when.as_ref().is_none_or(|when| {
        let wanted = names(when);
        // A negated condition with other keys may still hold.
        let refused = when.not.as_deref().filter(|not| is_platform_only(not)).map(names).unwrap_or_default();
        let allowed = |fact: &Spanned<String>, wanted| rules.allows(platform, &fact.value) == Some(wanted);
        (wanted.is_empty() || wanted.contains(&platform))
            && !refused.contains(&platform)
            && when.allows.iter().all(|fact| allowed(fact, true))
            && when.forbids.iter().all(|fact| allowed(fact, false))
    })
}

fn is_platform_only(when: &RawWhen) -> bool {
    when.rating.is_empty()
        && when.profile.is_empty()
        && when.kind.is_empty()
        && when.review.is_empty()
        && when.review_words.is_none()
        && when.has.is_empty()
        && when.lacks.is_empty()
        && when.allows.is_empty()
        && when.forbids.is_empty()
        && when.not.is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_a_finding_fills_in_is_left_open() {
        assert_eq!(without_fields("“{found}” is over {limit}"), "“…” is over …");
        assert_eq!(without_fields("{{name}} and { that"), "{…} and { that");
    }
}
