//! Compiles the built-in packs when replylint is built, so that no run has to. The compiler is the library's own: these
//! are the same modules, by the same paths.

#![allow(dead_code, unused_imports, unreachable_pub, missing_docs, clippy::print_stdout, clippy::print_stderr)]

mod draft;
mod finding;
mod mistake;
mod pack {
    //! The part of the rule language that compiles.
    pub mod compile;
    mod frequency;
    pub mod needs;
    mod pattern;
    pub(crate) mod phrase;
    pub mod platforms;
    pub mod program;
    pub mod raw;
    mod read;
    mod resolve;
    pub mod ruleset;
    pub mod table;

    pub use read::read_pack;

    /// As in the library.
    #[derive(Debug, Clone)]
    pub struct PackSource {
        pub file: crate::mistake::TomlFile,
        pub builtin: bool,
    }
}
mod span;
mod suppression;
mod text;
mod toml_table;

use std::error::Error;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

fn main() -> ExitCode {
    match build() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn build() -> Result<(), Box<dyn Error>> {
    let root = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR")?);
    let out = PathBuf::from(std::env::var("OUT_DIR")?);
    for watched in
        ["rules", "src/pack", "src/text", "src/text.rs", "src/toml_table.rs", "src/toml_table", "src/build.rs"]
    {
        println!("cargo::rerun-if-changed={watched}");
    }
    let mut paths: Vec<PathBuf> = std::fs::read_dir(root.join("rules"))?
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| {
            path.extension().is_some_and(|extension| extension == "toml") && !path.ends_with("platforms.toml")
        })
        .collect();
    paths.sort();
    let mut sources = Vec::new();
    let mut listing = String::from("/// Path and text of each pack.\nconst PACKS: &[(&str, &str)] = &[\n");
    for path in &paths {
        let name = format!("rules/{}", path.file_name().and_then(|name| name.to_str()).unwrap_or_default());
        writeln!(listing, "    ({name:?}, include_str!({path:?})),")?;
        let file = mistake::TomlFile { path: name, text: std::fs::read_to_string(path)? };
        sources.push(pack::PackSource { file, builtin: true });
    }
    listing.push_str("];\n/// The compiled rule set.\nstatic COMPILED: &[u8] = include_bytes!(concat!(env!(\"OUT_DIR\"), \"/packs.bin\"));\n");
    let compiled = pack::compile::compile(&sources).map_err(|mistakes| describe(&sources, &mistakes))?;
    std::fs::write(out.join("packs.bin"), postcard::to_allocvec(&compiled.rules)?)?;
    std::fs::write(out.join("packs.rs"), listing)?;
    Ok(())
}

/// All mistakes of the packs, one a line: what `replylint test` would show, without the renderer.
fn describe(sources: &[pack::PackSource], mistakes: &[mistake::Mistake]) -> String {
    let mut all = String::from("the built-in packs have mistakes\n");
    for mistake in mistakes.iter().filter(|mistake| mistake.level == finding::Level::Error) {
        let text = sources
            .iter()
            .find(|source| source.file.path == mistake.path)
            .map_or("", |source| source.file.text.as_str());
        let start = mistake.span.map_or(0, |span| span.start);
        let line = text.get(..start).map_or(0, |head| head.matches('\n').count()) + 1;
        let words = mistake.span.map_or("", |span| span.of(text));
        let _ = writeln!(
            all,
            "{}:{line}: {}: {words} {}",
            mistake.path,
            mistake.message,
            mistake.help.as_deref().unwrap_or("")
        );
    }
    all
}
