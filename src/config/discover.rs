//! Owns finding configuration files and the packs that they name. The only module of the configuration that touches
//! the file system.

use std::collections::{BTreeSet, HashMap};
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf, absolute};
use std::sync::Arc;

use ignore::WalkBuilder;
use ignore::gitignore::GitignoreBuilder;

use super::raw::RawConfig;
use super::read::read_config;
use super::{Config, FILE_NAME};
use crate::mistake::{Mistake, TomlFile};
use crate::pack::PackSource;
use crate::pack::raw::Spanned;
use crate::span::Span;

/// A configuration that cannot be used: every mistake in all of its files, and these files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// The mistakes, the extended files first.
    pub mistakes: Vec<Mistake>,
    /// The files that could be read.
    pub files: Vec<TomlFile>,
}

/// What discovery has found so far. Many drafts share one configuration: each is read once.
#[derive(Debug, Default)]
pub struct Cache {
    /// By folder: the closest configuration file.
    closest: HashMap<PathBuf, Option<PathBuf>>,
    /// By configuration file.
    loaded: HashMap<PathBuf, Result<Arc<Config>, Arc<Broken>>>,
    /// Every file that was read or asked for, and the folders that globs have looked into.
    read: BTreeSet<PathBuf>,
    isolated: Option<Arc<Config>>,
}

impl Config {
    /// The configuration of the file or folder at `path`: the replylint.toml in its folder or in the closest folder
    /// above; the default where there is none. `path` need not exist.
    ///
    /// # Errors
    /// Every mistake in the configuration file and in the files that it extends.
    pub fn discover(path: &Path, cache: &mut Cache) -> Result<Arc<Self>, Arc<Broken>> {
        let path = normal(path);
        let folder = if path.is_dir() { path } else { path.parent().map(Path::to_owned).unwrap_or_default() };
        match cache.closest_to(&folder) {
            Some(file) => cache.load(&file),
            None => Ok(cache.isolated.get_or_insert_default().clone()),
        }
    }

    /// The configuration file at `path`, for `--config`.
    ///
    /// # Errors
    /// Every mistake in it and in the files that it extends; that it cannot be read is one of them.
    pub fn open(path: &Path, cache: &mut Cache) -> Result<Arc<Self>, Arc<Broken>> {
        cache.load(&normal(path))
    }
}

impl Cache {
    /// Every file and folder on which it depends what was found; some need not exist.
    pub fn files(&self) -> impl Iterator<Item = PathBuf> {
        let candidates = self.closest.keys().map(|folder| folder.join(FILE_NAME));
        candidates.chain(self.read.iter().cloned())
    }

    fn closest_to(&mut self, folder: &Path) -> Option<PathBuf> {
        let mut visited = Vec::new();
        let mut found = None;
        for folder in folder.ancestors() {
            if let Some(known) = self.closest.get(folder) {
                found.clone_from(known);
                break;
            }
            visited.push(folder.to_owned());
            let file = folder.join(FILE_NAME);
            if file.is_file() {
                found = Some(file);
                break;
            }
        }
        self.closest.extend(visited.into_iter().map(|folder| (folder, found.clone())));
        found
    }

    fn load(&mut self, path: &Path) -> Result<Arc<Config>, Arc<Broken>> {
        if let Some(known) = self.loaded.get(path) {
            return known.clone();
        }
        let loaded = Loader::default().load(path, &mut self.read);
        self.loaded.insert(path.to_owned(), loaded.clone());
        loaded
    }
}

/// A place in a configuration file that names another file.
struct Origin<'f> {
    file: &'f TomlFile,
    span: Span,
}

/// Reads a configuration file and all that it extends.
#[derive(Default)]
struct Loader {
    config: Config,
    mistakes: Vec<Mistake>,
    files: Vec<Arc<TomlFile>>,
    /// The files that are being read, each extending the next.
    chain: Vec<PathBuf>,
    /// The files that were read: what is extended twice is laid over once.
    done: Vec<PathBuf>,
    packs: Vec<PathBuf>,
    read: BTreeSet<PathBuf>,
}

impl Loader {
    /// `read` is told what was read.
    fn load(mut self, path: &Path, read: &mut BTreeSet<PathBuf>) -> Result<Arc<Config>, Arc<Broken>> {
        self.add(path, None);
        read.append(&mut self.read);
        if self.mistakes.is_empty() {
            self.config.path = Some(shown(path));
            self.config.folder = path.parent().map(Path::to_owned).unwrap_or_default();
            return Ok(Arc::new(self.config));
        }
        let files = self.files.iter().map(|file| (**file).clone()).collect();
        Err(Arc::new(Broken { mistakes: self.mistakes, files }))
    }

    fn add(&mut self, path: &Path, origin: Option<&Origin<'_>>) {
        self.read.insert(path.to_owned());
        let file = match read_text(path) {
            Ok(text) => Arc::new(TomlFile { path: shown(path), text }),
            Err(reason) => return self.mistakes.push(unreadable(path, &reason, origin)),
        };
        self.files.push(file.clone());
        let raw = read_config(&file, &mut self.mistakes);
        let folder = path.parent().map(Path::to_owned).unwrap_or_default();
        self.chain.push(path.to_owned());
        for extended in &raw.extends {
            self.extend(&folder, extended, &file);
        }
        self.chain.pop();
        self.done.push(path.to_owned());
        self.add_packs(&folder, &file, &raw);
        self.config.lay_over(&file, raw);
    }

    fn extend(&mut self, folder: &Path, extended: &Spanned<String>, file: &TomlFile) {
        let target = normal(&folder.join(&extended.value));
        if let Some(start) = self.chain.iter().position(|path| *path == target) {
            let steps: Vec<String> = self.chain.iter().skip(start).chain([&target]).map(|path| shown(path)).collect();
            let message = format!("a configuration extends itself: {}", steps.join(" → "));
            let mistake = Mistake::error("extends-itself", &file.path, extended.span, message);
            return self.mistakes.push(mistake.label("leads back here"));
        }
        if !self.done.contains(&target) {
            self.add(&target, Some(&Origin { file, span: extended.span }));
        }
    }

    fn add_packs(&mut self, folder: &Path, file: &TomlFile, raw: &RawConfig) {
        for named in &raw.packs {
            let origin = Origin { file, span: named.span };
            self.read.insert(globbed(folder, &named.value).0);
            match expand(folder, &named.value) {
                Ok(paths) => paths.iter().for_each(|path| self.add_pack(path, &origin)),
                Err(reason) => {
                    let mistake = Mistake::error("no-such-pack", &file.path, named.span, reason);
                    self.mistakes.push(mistake.label("no pack there"));
                }
            }
        }
    }

    fn add_pack(&mut self, path: &Path, origin: &Origin<'_>) {
        if self.packs.iter().any(|known| known == path) {
            return;
        }
        self.packs.push(path.to_owned());
        self.read.insert(path.to_owned());
        match read_text(path) {
            Ok(text) => {
                self.config.packs.push(PackSource { file: TomlFile { path: shown(path), text }, builtin: false });
            }
            Err(reason) => self.mistakes.push(unreadable(path, &reason, Some(origin))),
        }
    }
}

/// Reads a pack that the command line names.
///
/// # Errors
/// Why it cannot be read.
pub fn read_pack_source(path: &Path) -> Result<PackSource, Box<Mistake>> {
    match read_text(path) {
        Ok(text) => Ok(PackSource { file: TomlFile { path: shown(path), text }, builtin: false }),
        Err(reason) => Err(Box::new(unreadable(path, &reason, None))),
    }
}

/// The path from `folder` to the file at `path`; the absolute path where it lies elsewhere.
pub(super) fn from_folder(folder: &Path, path: &Path) -> PathBuf {
    let path = normal(path);
    path.strip_prefix(folder).map(Path::to_owned).unwrap_or(path)
}

/// The path that `named` stands for from `folder`; if it has a glob, the path before it and the parts of the glob.
fn globbed<'n>(folder: &Path, named: &'n str) -> (PathBuf, Vec<&'n str>) {
    let is_glob = |part: &str| part.contains(['*', '?', '[']);
    let mut parts: Vec<&str> = named.split('/').collect();
    let Some(first) = parts.iter().position(|part| is_glob(part)) else {
        return (normal(&folder.join(named)), Vec::new());
    };
    let glob = parts.split_off(first);
    // A leading slash is a part of its own, and an empty one.
    let fixed = if parts == [""] { "/".to_owned() } else { parts.join("/") };
    (normal(&folder.join(fixed)), glob)
}

/// The files that `named` stands for, a path or a glob from `folder`, in sorted order.
fn expand(folder: &Path, named: &str) -> Result<Vec<PathBuf>, String> {
    let (base, glob) = globbed(folder, named);
    if glob.is_empty() {
        return Ok(vec![base]);
    }
    let mut builder = GitignoreBuilder::new("");
    let matcher = builder
        .add_line(None, &format!("/{}", glob.join("/")))
        .and_then(|builder| builder.build())
        .map_err(|_| format!("“{named}” is no glob"))?;
    let depth = if glob.contains(&"**") { None } else { Some(glob.len()) };
    let mut paths: Vec<PathBuf> = WalkBuilder::new(&base)
        .standard_filters(false)
        .max_depth(depth)
        .build()
        .filter_map(Result::ok)
        .map(ignore::DirEntry::into_path)
        .filter(|path| {
            path.is_file() && path.strip_prefix(&base).is_ok_and(|path| matcher.matched(path, false).is_ignore())
        })
        .collect();
    paths.sort();
    if paths.is_empty() { Err(format!("“{named}” matches no file")) } else { Ok(paths) }
}

fn read_text(path: &Path) -> Result<String, String> {
    let bytes = std::fs::read(path).map_err(|error| match error.kind() {
        ErrorKind::NotFound => "there is no such file".to_owned(),
        ErrorKind::PermissionDenied => "permission to read it is denied".to_owned(),
        ErrorKind::IsADirectory => "it is a folder".to_owned(),
        _ => error.to_string(),
    })?;
    String::from_utf8(bytes)
        .map_err(|error| format!("it is not UTF-8 from byte {} on", error.utf8_error().valid_up_to()))
}

fn unreadable(path: &Path, reason: &str, origin: Option<&Origin<'_>>) -> Mistake {
    let message = format!("cannot read {}: {reason}", shown(path));
    match origin {
        Some(origin) => {
            let mistake = Mistake::error("unreadable", &origin.file.path, origin.span, message);
            mistake.label("named here")
        }
        None => {
            let mut mistake = Mistake::error("unreadable", &shown(path), Span::default(), message);
            mistake.span = None;
            mistake
        }
    }
}

/// The absolute path without `.` and `..`, so that one file has one name.
fn normal(path: &Path) -> PathBuf {
    let full = absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut result = PathBuf::new();
    for part in full.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                result.pop();
            }
            _ => result.push(part.as_os_str()),
        }
    }
    result
}

/// The path as people know it: from the working directory, if it lies inside; `/` between its parts.
fn shown(path: &Path) -> String {
    let full = normal(path);
    let working = normal(Path::new("."));
    let short = full.strip_prefix(&working).unwrap_or(&full);
    let text = short.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '\\' { text.replace('\\', "/") } else { text.into_owned() }
}
