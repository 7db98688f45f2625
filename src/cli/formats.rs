//! Owns `formats`: the list of exports that are recognised, for people, programs and documents. It must not know how
//! they are read.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Serialize;

use super::arguments::{Color, FormatsArguments, PackArguments, TableFormat};
use super::output::Output;
use super::setup::Configs;
use super::words::{columns, plural};
use super::{Code, Failure, Result};
use crate::config::Config;
use crate::input::{Mapping, known_exports};

/// The version of the JSON list.
const VERSION: u32 = 1;

/// A format as the JSON list shows it.
#[derive(Debug, Serialize)]
struct Row<'a> {
    name: &'a str,
    /// `built-in` or `configuration`.
    from: &'static str,
    /// The columns or keys that must all be there.
    recognised_by: Vec<&'a str>,
    platform: Option<&'a str>,
    profile: Option<&'a str>,
    kind: &'static str,
    /// The best rating.
    out_of: u8,
    /// By field of the vocabulary, the columns, keys or paths that are tried in turn.
    fields: BTreeMap<&'static str, Vec<&'a str>>,
}

#[derive(Debug, Serialize)]
struct List<'a> {
    version: u32,
    /// The names that need no mapping in any CSV or JSON file.
    vocabulary: Vec<&'static str>,
    formats: Vec<Row<'a>>,
}

/// Prints the list.
pub(super) fn run(arguments: &FormatsArguments, output: &mut Output) -> Result {
    let packs = PackArguments { config: arguments.config.clone(), isolated: arguments.isolated, packs: Vec::new() };
    let config = Configs::new(&packs, Color::Auto).of(Some(Path::new(".")))?;
    let rows = rows(&config);
    match arguments.output_format {
        TableFormat::Table => {
            let _ = output.print(&table(&rows));
            output.tell(&format!(
                "{}; columns named like the fields ({}) need none; --map reply=COLUMN names others\n",
                plural(rows.len(), "format"),
                Mapping::fields().join(", ")
            ));
        }
        TableFormat::Markdown => {
            let _ = output.print(&markdown(&rows));
        }
        TableFormat::Json => {
            let list = List { version: VERSION, vocabulary: Mapping::fields(), formats: rows };
            let json = serde_json::to_string_pretty(&list).map_err(|error| Failure::new(error.to_string()))?;
            let _ = output.print(&(json + "\n"));
        }
    }
    Ok(Code::Fine)
}

/// Those of the configuration first, since they are tried first.
fn rows(config: &Config) -> Vec<Row<'_>> {
    let own = config.formats().map(|format| Row {
        name: &format.name,
        from: "configuration",
        recognised_by: format.columns.iter().map(String::as_str).collect(),
        platform: format.platform.as_deref(),
        profile: format.profile.as_deref(),
        kind: "draft",
        out_of: 5,
        fields: by_field(format.map.entries()),
    });
    let known = known_exports().into_iter().map(|export| Row {
        name: export.name,
        from: "built-in",
        recognised_by: export.marks.to_vec(),
        platform: export.platform,
        profile: export.profile,
        kind: if export.templates { "template" } else { "draft" },
        out_of: export.out_of,
        fields: by_field(export.fields.into_iter()),
    });
    own.chain(known).collect()
}

fn by_field<'a>(entries: impl Iterator<Item = (&'static str, &'a str)>) -> BTreeMap<&'static str, Vec<&'a str>> {
    let mut fields: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for (field, place) in entries {
        fields.entry(field).or_default().push(place);
    }
    fields
}

impl Row<'_> {
    fn recognised_by(&self) -> String {
        if self.recognised_by.is_empty() { "its files".to_owned() } else { self.recognised_by.join(" + ") }
    }

    fn reply(&self) -> &str {
        self.fields.get("reply").and_then(|places| places.first()).copied().unwrap_or("none")
    }
}

fn table(rows: &[Row<'_>]) -> String {
    let marks: Vec<String> = rows.iter().map(Row::recognised_by).collect();
    let mut all = vec![["format", "platform", "recognised by", "reply"]];
    all.extend(rows.iter().zip(&marks).map(|(row, marks)| [row.name, row.platform.unwrap_or("-"), marks, row.reply()]));
    columns(&all)
}

fn markdown(rows: &[Row<'_>]) -> String {
    let cell = |text: &str| text.replace('|', "\\|").replace('\n', " ");
    let code = |names: &[&str]| names.iter().map(|name| format!("`{}`", cell(name))).collect::<Vec<_>>().join(", ");
    let mut out = String::from("| format | recognised by | fields |\n|---|---|---|\n");
    for row in rows {
        let fields: Vec<String> =
            row.fields.iter().map(|(field, places)| format!("{field}: {}", code(places))).collect();
        let marks = if row.recognised_by.is_empty() { row.recognised_by() } else { code(&row.recognised_by) };
        out.push_str(&format!("| {} | {marks} | {} |\n", cell(row.name), fields.join("; ")));
    }
    out
}
