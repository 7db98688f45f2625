//! Owns `rules`: the list of rules, for people, programs and documents. It must not know how a rule works.

mod here;

use std::path::Path;

use serde::Serialize;

use super::arguments::{Color, PackArguments, RulesArguments, TableFormat};
use super::output::Output;
use super::setup::{Configs, broken_packs, sources};
use super::words::{columns, plural};
use super::{Code, Failure, Result};
use crate::config::Config;
use crate::finding::{CATEGORIES, Level};
use crate::mistake::closest;
use crate::pack::compile::rule_id;
use crate::pack::platforms::{self, Row as Fact, Says};
use crate::pack::raw::{RawPack, RawRule};
use crate::pack::ruleset::without_fields;
use crate::pack::{PackSource, compile, read_pack};
use here::{Here, facts, here, says};

/// The version of the JSON list.
const VERSION: u32 = 1;

/// Packs as they were read, for what the compiled form leaves out.
pub(super) struct Packs {
    packs: Vec<(PackSource, RawPack)>,
    /// What replies are held to on platforms.
    platforms: Vec<platforms::Platform>,
}

impl Packs {
    /// The built-in packs, those of the configuration (the closest one to the working directory: there is no file that
    /// it could be closest to), and those that the arguments name.
    pub(super) fn read(arguments: &PackArguments, color: Color) -> Result<Self> {
        let config = Configs::new(arguments, color).of(Some(Path::new(".")))?;
        let sources = sources(&config.packs, &arguments.packs, color)?;
        if sources.iter().any(|source| !source.builtin) {
            compile(&sources).map_err(|mistakes| broken_packs(mistakes, &sources, color))?;
        }
        Ok(Self::of(&config, sources))
    }

    /// These packs, which can be compiled, under a configuration.
    pub(super) fn of(config: &Config, sources: Vec<PackSource>) -> Self {
        let read = |source: PackSource| read_pack(&source.file, &mut Vec::new()).map(|pack| (source, pack));
        let platforms = platforms::table(config.unverified_platforms);
        Self { packs: sources.into_iter().filter_map(read).collect(), platforms }
    }

    /// Every rule with its id as users write it, and its pack.
    pub(super) fn rules(&self) -> impl Iterator<Item = (String, &RawPack, &RawRule)> {
        self.packs
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
    /// Its level; that on the platform, if one was asked for.
    level: Level,
    /// Whether it is reported unless it is switched off.
    on: bool,
    /// What is different on the platform, if one was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    changes: Option<Vec<String>>,
    message: &'a str,
    help: Option<&'a str>,
    why: &'a str,
    sources: &'a [String],
}

#[derive(Debug, Serialize)]
struct List<'a> {
    version: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    platform: Option<Platform<'a>>,
    rules: Vec<Row<'a>>,
}

/// A platform as the JSON list shows it.
#[derive(Debug, Serialize)]
struct Platform<'a> {
    name: &'a str,
    facts: Vec<PlatformFact<'a>>,
}

/// What is known of a platform. One that nobody has checked is unknown to rules.
#[derive(Debug, Serialize)]
struct PlatformFact<'a> {
    fact: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    allowed: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    most: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<&'static str>,
    checked: Option<&'a str>,
    source: &'a str,
}

impl<'a> From<&'a Fact> for PlatformFact<'a> {
    fn from(row: &'a Fact) -> Self {
        let (allowed, length) = match row.says {
            Says::Allowed(allowed) => (Some(allowed), None),
            Says::Length(length) => (None, Some(length)),
        };
        Self {
            fact: &row.fact,
            allowed,
            most: length.map(|length| length.most),
            unit: length.map(|length| length.unit.name()),
            checked: row.checked.as_deref(),
            source: &row.source,
        }
    }
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
    let platform = arguments.platform.as_deref();
    let wanted = |rule: &RawRule| arguments.category.as_ref().is_none_or(|category| *category == rule.category.value);
    let rows: Vec<Row<'_>> = packs
        .rules()
        .filter(|(_, _, rule)| wanted(rule))
        .map(|(id, pack, rule)| {
            let on = rule.level != Level::Off || rule.levels.iter().any(|(_, level)| *level != Level::Off);
            let there = platform.map(|platform| here(rule, platform, &packs.platforms));
            Row {
                id,
                pack: &pack.name.value,
                category: &rule.category.value,
                level: there.as_ref().map_or(rule.level, |there| there.level),
                on: there.as_ref().map_or(on, |there| there.level != Level::Off),
                message: &rule.message,
                help: rule.help.as_deref(),
                why: &rule.why,
                sources: &rule.sources,
                changes: there.map(|Here { changes, .. }| changes),
            }
        })
        .collect();
    let facts = platform.map(facts).unwrap_or_default();
    match arguments.output_format {
        TableFormat::Table => {
            let _ = output.print(&table(&rows, platform, &facts));
            output.tell(&format!("{}; `replylint explain RULE` says more\n", plural(rows.len(), "rule")));
        }
        TableFormat::Markdown => {
            let _ = output.print(&markdown(&rows, platform, &facts));
        }
        TableFormat::Json => {
            let platform =
                platform.map(|name| Platform { name, facts: facts.iter().map(PlatformFact::from).collect() });
            let list = List { version: VERSION, platform, rules: rows };
            let json = serde_json::to_string_pretty(&list).map_err(|error| Failure::new(error.to_string()))?;
            let _ = output.print(&(json + "\n"));
        }
    }
    Ok(Code::Fine)
}

/// What nobody has verified says so.
fn checked(fact: &Fact) -> &str {
    fact.checked.as_deref().unwrap_or("not verified")
}

fn table(rows: &[Row<'_>], platform: Option<&str>, facts: &[Fact]) -> String {
    let messages: Vec<String> = rows.iter().map(|row| without_fields(row.message)).collect();
    let Some(platform) = platform else {
        let mut all = vec![["rule", "level", "category", "message"]];
        all.extend(rows.iter().zip(&messages).map(|(row, text)| [&*row.id, row.level.name(), row.category, text]));
        return columns(&all);
    };
    let changes: Vec<String> = rows.iter().map(Row::changes).collect();
    let here = format!("on {platform}");
    let mut all = vec![["rule", "level", "category", &here, "message"]];
    all.extend(
        rows.iter()
            .zip(&changes)
            .zip(&messages)
            .map(|((row, changes), text)| [&*row.id, row.level.name(), row.category, changes, text]),
    );
    let says: Vec<String> = facts.iter().map(says).collect();
    let mut known = vec![[platform, "", "checked", "source"]];
    known.extend(facts.iter().zip(&says).map(|(fact, says)| [&*fact.fact, says, checked(fact), &*fact.source]));
    let known = if facts.is_empty() { format!("nothing is known of {platform}\n") } else { columns(&known) };
    format!("{}\n{known}", columns(&all))
}

fn markdown(rows: &[Row<'_>], platform: Option<&str>, facts: &[Fact]) -> String {
    let cell = |text: &str| text.replace('|', "\\|").replace('\n', " ");
    let mut out = match platform {
        Some(platform) => format!("| rule | level | category | on {platform} | message |\n|---|---|---|---|---|\n"),
        None => String::from("| rule | level | category | message |\n|---|---|---|---|\n"),
    };
    for row in rows {
        let (level, message) = (row.level.name(), cell(&without_fields(row.message)));
        let changes = platform.map(|_| format!("{} | ", cell(&row.changes()))).unwrap_or_default();
        out.push_str(&format!("| `{}` | {level} | {} | {changes}{message} |\n", row.id, row.category));
    }
    if let Some(platform) = platform.filter(|_| !facts.is_empty()) {
        out.push_str(&format!("\n| {platform} | | checked | source |\n|---|---|---|---|\n"));
        for fact in facts {
            out.push_str(&format!("| {} | {} | {} | {} |\n", fact.fact, says(fact), checked(fact), cell(&fact.source)));
        }
    }
    out
}

impl Row<'_> {
    /// What is different on the platform, in one line.
    fn changes(&self) -> String {
        self.changes.as_deref().unwrap_or_default().join("; ")
    }
}
