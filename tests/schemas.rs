//! The schemas that `replylint schema` prints say what the readers and the writers do: in other people's validators, where
//! `REPLYLINT_READERS` names a Python that has them.

#![allow(clippy::unwrap_used)] // a test fails by panicking

mod schemas {
    pub(super) mod snippets;
}

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use replylint::mistake::TomlFile;
use replylint::pack::{PackSource, compile};
use schemas::snippets::{BROKEN_CONFIGS, BROKEN_PACKS, CONFIGS, CONFIGS_BEYOND, PACKS, PACKS_BEYOND, pack};

/// A folder, gone with the value.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("schemas-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.0.join(name);
        fs::write(&path, text).unwrap();
        path
    }

    /// What a schema has against each of the files; none where there is no validator.
    fn validate(&self, shape: &str, files: &[PathBuf]) -> Option<Vec<(PathBuf, String)>> {
        let python = std::env::var_os("REPLYLINT_READERS")?;
        let schema = self.write(&format!("{shape}.schema.json"), &run(&["schema", shape]).0);
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/readers/validate.py");
        let output = Command::new(python).arg(script).arg(schema).args(files).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let told = String::from_utf8(output.stdout).unwrap();
        let told: Vec<_> = told.lines().map(|line| line.split_once('\t').unwrap()).collect();
        assert_eq!(told.len(), files.len());
        Some(told.into_iter().map(|(path, wrong)| (path.into(), wrong.to_owned())).collect())
    }

    /// A file for each of the texts.
    fn files(&self, kind: &str, texts: impl IntoIterator<Item = String>) -> Vec<PathBuf> {
        let texts = texts.into_iter().enumerate();
        texts.map(|(number, text)| self.write(&format!("{kind}-{number}.toml"), &text)).collect()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Standard output, standard error, and the exit code.
fn run(arguments: &[&str]) -> (String, String, i32) {
    let output = Command::new(env!("CARGO_BIN_EXE_replylint"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (text(output.stdout), text(output.stderr), output.status.code().unwrap())
}

/// Files below `folder` that `wanted` accepts.
fn below(folder: &Path, wanted: &dyn Fn(&Path) -> bool) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(below(&path, wanted));
        } else if wanted(&path) {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn is_toml(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "toml")
}

fn is_named(path: &Path, name: &str) -> bool {
    path.file_name().is_some_and(|own| own == name)
}

/// Whether `check` takes a configuration.
fn config_is_read(text: &str, file: &Path) -> bool {
    let (_, told, code) = run(&["check", "--config", file.to_str().unwrap(), "fixtures/drafts/short-thanks.txt"]);
    assert!(code != 2 || told.contains("error["), "{text}\n{told}");
    code != 2
}

/// Whether a pack compiles beside two cues that come with replylint: to compile all of them takes too long.
fn pack_is_read(text: &str, _: &Path) -> bool {
    let builtin = "pack.name = \"b\"\ncue.\"act.thanks\" = { phrases = \"thanked\" }\n\
        cue.\"defensive.x\" = { phrases = \"accused\" }\n";
    let source = |path: &str, text: &str, builtin: bool| PackSource {
        file: TomlFile { path: path.to_owned(), text: text.to_owned() },
        builtin,
    };
    compile(&[source("b.toml", builtin, true), source("p.toml", text, false)]).is_ok()
}

type IsRead = fn(&str, &Path) -> bool;

fn check_snippets(shape: &str, is_read: IsRead, good: Vec<String>, broken: Vec<String>, beyond: Vec<String>) {
    let folder = Folder::new(shape);
    let files = |kind: &str, texts: &[String], fits: bool| {
        let files = folder.files(kind, texts.iter().cloned());
        for (file, text) in files.iter().zip(texts) {
            assert_eq!(is_read(text, file), fits, "whether this is read:\n{text}");
        }
        files
    };
    let (good, broken, beyond) =
        (files("good", &good, true), files("broken", &broken, false), files("beyond", &beyond, false));
    for (file, wrong) in folder.validate(shape, &good).into_iter().flatten() {
        assert_eq!(wrong, "", "the schema refuses:\n{}", fs::read_to_string(file).unwrap());
    }
    for (file, wrong) in folder.validate(shape, &broken).into_iter().flatten() {
        assert_ne!(wrong, "", "the schema takes:\n{}", fs::read_to_string(file).unwrap());
    }
    for (file, wrong) in folder.validate(shape, &beyond).into_iter().flatten() {
        assert_eq!(wrong, "", "the schema can express it after all:\n{}", fs::read_to_string(file).unwrap());
    }
}

fn owned(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

#[test]
fn what_the_reader_of_configurations_takes_and_refuses_its_schema_takes_and_refuses() {
    check_snippets("config", config_is_read, owned(CONFIGS), owned(BROKEN_CONFIGS), owned(CONFIGS_BEYOND));
}

#[test]
fn what_the_reader_of_packs_takes_and_refuses_its_schema_takes_and_refuses() {
    let packs = |texts: &[&str]| texts.iter().map(|text| pack(text)).collect();
    check_snippets("pack", pack_is_read, packs(PACKS), packs(BROKEN_PACKS), packs(PACKS_BEYOND));
}

#[test]
fn every_good_file_of_this_project_fits_its_schema_and_every_broken_one_does_not() {
    let folder = Folder::new("files");
    let configs = below(&root().join("fixtures"), &|path| is_named(path, "replylint.toml"));
    let is_pack = |path: &Path| is_toml(path) && !is_named(path, "platforms.toml");
    let mut packs = below(&root().join("rules"), &is_pack);
    packs.extend(below(&root().join("fixtures/packs"), &is_pack));
    packs.extend(below(&root().join("fixtures/shop/packs"), &is_pack));
    assert!(configs.len() > 5 && packs.len() > 15);
    for (shape, files) in [("config", configs), ("pack", packs)] {
        for (path, wrong) in folder.validate(shape, &files).into_iter().flatten() {
            assert_eq!(wrong, "", "{}", path.display());
        }
    }
    // Two files that extend each other are each of the right shape.
    let is_shape = |path: &Path| is_toml(path) && !path.parent().is_some_and(|folder| is_named(folder, "circle"));
    for (shape, of) in [("config", "fixtures/broken-configs"), ("pack", "fixtures/broken-packs")] {
        for (path, wrong) in folder.validate(shape, &below(&root().join(of), &is_shape)).into_iter().flatten() {
            assert_ne!(wrong, "", "{}", path.display());
        }
    }
}

/// The schema of the output, with fields that it does not name forbidden: nobody else's files may be held to that, but
/// what replylint writes now is all described.
fn strict(schema: &str) -> String {
    fn close(schema: &mut serde_json::Value) {
        if let Some(entries) = schema.as_object_mut() {
            entries.values_mut().for_each(close);
            if entries.contains_key("properties") && !entries.contains_key("additionalProperties") {
                entries.insert("additionalProperties".to_owned(), false.into());
            }
        }
    }
    let mut schema = serde_json::from_str(schema).unwrap();
    close(&mut schema);
    schema.to_string()
}

#[test]
fn everything_that_check_writes_for_programs_fits_its_schema() {
    let Some(python) = std::env::var_os("REPLYLINT_READERS") else { return };
    let folder = Folder::new("output");
    let mut files = Vec::new();
    let both = ["json", "jsonl"].as_slice();
    for (number, (formats, arguments)) in [
        (both, vec!["--isolated", "fixtures/drafts", "fixtures/records"]),
        (&["jsonl"], vec!["--isolated", "fixtures/corpus"]),
        (both, vec!["fixtures/shop", "fixtures/templates", "fixtures/exports"]),
        (both, vec!["--isolated", "--now", "2026-06-01", "fixtures/exports"]),
        (both, vec!["--isolated", "fixtures/records/broken.jsonl"]),
    ]
    .iter()
    .enumerate()
    {
        for format in *formats {
            let (out, _, _) = run(&[&["check", "--output-format", format], arguments.as_slice()].concat());
            files.push(folder.write(&format!("{number}.{format}"), &out));
        }
    }
    let text: String = files.iter().map(|file| fs::read_to_string(file).unwrap()).collect();
    for part in ["\"skipped\"", "\"across\":[{", "\"in\":\"reply\"", "\"in\":\"review\"", "\"marks\""] {
        assert!(text.contains(part), "the fixtures give no {part}");
    }
    let schema = folder.write("output.schema.json", &strict(&run(&["schema", "output"]).0));
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/readers/validate.py");
    let output = Command::new(python).arg(script).arg(schema).args(&files).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(told.lines().count() == files.len() && told.lines().all(|line| line.ends_with('\t')), "{told}");
}

#[test]
fn taplo_finds_the_schema_that_init_writes_by_the_first_line_of_the_file() {
    let Some(python) = std::env::var_os("REPLYLINT_READERS").map(PathBuf::from) else { return };
    let folder = Folder::new("taplo");
    let (_, told, code) = run(&["init", folder.0.to_str().unwrap()]);
    assert_eq!(code, 0, "{told}");
    let path = folder.0.join("replylint.toml");
    let template = fs::read_to_string(&path).unwrap();
    let lint = || {
        let mut taplo = Command::new(python.with_file_name("taplo"));
        let output = taplo.args(["lint", "--colors", "never"]).arg(&path).current_dir(&folder.0).output().unwrap();
        (output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let (fine, told) = lint();
    assert!(fine, "{told}");
    fs::write(&path, format!("{template}\n[brand]\nemoij = \"avoid\"\nvoice = \"they\"\n")).unwrap();
    let (fine, told) = lint();
    assert!(!fine && told.contains("'emoij' was unexpected") && told.contains("[\"we\",\"I\"]"), "{told}");
}
