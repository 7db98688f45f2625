//! Owns which files are read: paths to files, globs, ignore files, and the order. It must not know what they hold.

use std::collections::HashSet;
use std::path::{Component, Path, PathBuf, absolute};
use std::sync::Arc;

use ignore::gitignore::{Gitignore, GitignoreBuilder};
use ignore::{DirEntry, WalkBuilder};

use crate::input::{ReadProblem, io_message};

/// What a folder is walked for, unless told otherwise.
pub const DEFAULT_INCLUDE: &[&str] = &["*.txt", "*.md", "*.csv", "*.tsv", "*.json", "*.jsonl"];

/// What a folder is walked for besides, where its files are templates.
pub const TEMPLATE_INCLUDE: &[&str] = &["*.yaml", "*.yml"];

/// Files of a repository that are prose but not replies, whatever follows the name.
const NOT_REPLIES: &[&str] = &["readme", "license", "licence"];

/// What to walk for.
#[derive(Debug, Clone, Default)]
pub struct WalkOptions {
    /// Globs of the files to read in folders, written as in a gitignore file; [`DEFAULT_INCLUDE`] where empty.
    pub include: Vec<String>,
    /// Globs of the files and folders to leave out.
    pub exclude: Vec<String>,
    /// Whether `exclude` also holds for files that are named.
    pub force_exclude: bool,
    /// The folder that globs with a `/` start from (that of the configuration file); the working directory where empty.
    pub root: PathBuf,
}

/// A file to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundFile {
    /// As the user named it, `/` between its parts.
    pub path: Arc<str>,
    /// Where it is.
    pub origin: PathBuf,
}

/// The files that `paths` name: named files as they are, folders walked in sorted order, each file once. A path that
/// does not exist, a folder that cannot be read and a glob that cannot be understood are problems; the rest goes on.
pub fn walk(paths: &[PathBuf], options: &WalkOptions) -> (Vec<FoundFile>, Vec<ReadProblem>) {
    let mut problems = Vec::new();
    let root = absolute(&options.root).or_else(|_| absolute(".")).unwrap_or_else(|_| options.root.clone());
    let include: Vec<&str> = if options.include.is_empty() {
        DEFAULT_INCLUDE.to_vec()
    } else {
        options.include.iter().map(String::as_str).collect()
    };
    let exclude: Vec<&str> = options.exclude.iter().map(String::as_str).collect();
    let include = Globs::new(&root, &include, &mut problems);
    let exclude = Globs::new(&root, &exclude, &mut problems);

    let mut files = Vec::new();
    for path in paths {
        match std::fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => walk_folder(path, &include, &exclude, &mut files, &mut problems),
            Ok(_) if options.force_exclude && exclude.matches(path, false) => {}
            Ok(_) => files.push(found(path.clone())),
            Err(error) => problems.push(ReadProblem::whole(shown(path), io_message(&error))),
        }
    }
    let mut seen = HashSet::new();
    files.retain(|file| seen.insert(absolute(&file.origin).unwrap_or_else(|_| file.origin.clone())));
    (files, problems)
}

/// Whether a file, open in an editor, is none that a walk through its folder would come across: excluded, or no reply.
/// Ignore files and `include` do not count, since somebody has opened it.
pub fn is_left_out(path: &Path, options: &WalkOptions) -> bool {
    let exclude: Vec<&str> = options.exclude.iter().map(String::as_str).collect();
    is_not_a_reply(path) || Globs::new(&options.root, &exclude, &mut Vec::new()).matches(path, false)
}

fn walk_folder(
    folder: &Path,
    include: &Globs,
    exclude: &Globs,
    files: &mut Vec<FoundFile>,
    problems: &mut Vec<ReadProblem>,
) {
    let excluded = exclude.clone();
    let walker = WalkBuilder::new(folder)
        // A checkout without its .git folder (an archive, a CI cache) must give the same files.
        .require_git(false)
        .sort_by_file_name(Ord::cmp)
        .filter_entry(move |entry| entry.depth() == 0 || !excluded.matches(entry.path(), is_folder(entry)))
        .build();
    for entry in walker {
        match entry {
            Ok(entry) => {
                let path = entry.path();
                if !is_folder(&entry) && path.is_file() && !is_not_a_reply(path) && include.matches(path, false) {
                    files.push(found(path.to_owned()));
                }
                if let Some(error) = entry.error() {
                    problems.push(walk_problem(folder, error));
                }
            }
            Err(error) => problems.push(walk_problem(folder, &error)),
        }
    }
}

fn is_folder(entry: &DirEntry) -> bool {
    entry.file_type().is_some_and(|kind| kind.is_dir())
}

fn is_not_a_reply(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    NOT_REPLIES.iter().any(|prefix| name.starts_with(prefix))
}

fn walk_problem(folder: &Path, error: &ignore::Error) -> ReadProblem {
    let (mut path, mut inner) = (folder, error);
    loop {
        match inner {
            ignore::Error::WithPath { path: at, err } => (path, inner) = (at, err),
            ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => inner = err,
            ignore::Error::Io(error) => return ReadProblem::whole(shown(path), io_message(error)),
            // A slip in an ignore file is not a file that could not be read.
            other => {
                return ReadProblem {
                    fatal: false,
                    unread: false,
                    ..ReadProblem::whole(shown(path), other.to_string())
                };
            }
        }
    }
}

fn found(origin: PathBuf) -> FoundFile {
    FoundFile { path: Arc::from(shown(&origin)), origin }
}

/// As the user named it: `/` between the parts, no `./` in front.
pub(super) fn shown(path: &Path) -> String {
    let text = path.to_string_lossy();
    let text = if std::path::MAIN_SEPARATOR == '\\' { text.replace('\\', "/") } else { text.into_owned() };
    match text.strip_prefix("./") {
        Some(rest) if !rest.is_empty() => rest.to_owned(),
        _ => text,
    }
}

/// Globs written as in a gitignore file, from one folder.
#[derive(Debug, Clone)]
struct Globs {
    root: PathBuf,
    globs: Gitignore,
}

impl Globs {
    fn new(root: &Path, patterns: &[&str], problems: &mut Vec<ReadProblem>) -> Self {
        let mut builder = GitignoreBuilder::new("");
        for pattern in patterns {
            if let Err(error) = builder.add_line(None, pattern) {
                problems.push(ReadProblem::whole(*pattern, format!("this glob cannot be understood: {error}")));
            }
        }
        let globs = builder.build().unwrap_or_else(|error| {
            problems.push(ReadProblem::whole(patterns.join(" "), format!("these globs are too large: {error}")));
            Gitignore::empty()
        });
        Self { root: root.to_owned(), globs }
    }

    /// Whether the path or a folder above it matches.
    fn matches(&self, path: &Path, folder: bool) -> bool {
        let full = absolute(path).unwrap_or_else(|_| path.to_owned());
        let from_root = full.strip_prefix(&self.root).unwrap_or(&full);
        // The matcher takes relative paths only.
        let relative: PathBuf = from_root.components().filter(|part| matches!(part, Component::Normal(_))).collect();
        self.globs.matched_path_or_any_parents(relative, folder).is_ignore()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder that is removed at the end of the test.
    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str, files: &[(&str, &str)]) -> Self {
            let folder = std::env::temp_dir().join(format!("replylint-walk-{name}-{}", std::process::id()));
            let _ = std::fs::remove_dir_all(&folder);
            for (path, text) in files {
                let path = folder.join(path);
                std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
                std::fs::write(path, text).expect("written");
            }
            Self(folder)
        }

        fn options(&self) -> WalkOptions {
            WalkOptions { root: self.0.clone(), ..WalkOptions::default() }
        }

        fn names(&self, files: &[FoundFile]) -> Vec<String> {
            let prefix = format!("{}/", shown(&self.0));
            files.iter().map(|file| file.path.strip_prefix(&prefix).unwrap_or(&file.path).to_owned()).collect()
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = std::fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn a_folder_gives_its_replies_in_order_without_readme_license_hidden_and_ignored_files() {
        let folder = Folder::new(
            "order",
            &[
                ("b.txt", ""),
                ("a.md", ""),
                ("sub/c.csv", ""),
                ("README.md", ""),
                ("licence.txt", ""),
                (".hidden.txt", ""),
                ("main.rs", ""),
                ("ignored/x.txt", ""),
                (".gitignore", "ignored/\n"),
            ],
        );
        let (files, problems) = walk(std::slice::from_ref(&folder.0), &folder.options());
        assert_eq!(folder.names(&files), ["a.md", "b.txt", "sub/c.csv"]);
        assert_eq!(problems, []);
    }

    #[test]
    fn a_named_file_is_always_read_unless_excludes_are_forced() {
        let folder = Folder::new("named", &[("README.md", ""), ("drafts/old/x.log", "")]);
        let named = [folder.0.join("README.md"), folder.0.join("drafts/old/x.log")];
        let mut options = folder.options();
        options.exclude = vec!["drafts/old/".to_owned()];
        assert_eq!(folder.names(&walk(&named, &options).0), ["README.md", "drafts/old/x.log"]);
        options.force_exclude = true;
        assert_eq!(folder.names(&walk(&named, &options).0), ["README.md"]);
    }

    #[test]
    fn globs_with_a_slash_start_from_the_root() {
        let folder = Folder::new("globs", &[("drafts/a.txt", ""), ("other/drafts/b.txt", ""), ("c.txt", "")]);
        let mut options = folder.options();
        options.include = vec!["drafts/*.txt".to_owned()];
        assert_eq!(folder.names(&walk(std::slice::from_ref(&folder.0), &options).0), ["drafts/a.txt"]);
        options.include = Vec::new();
        options.exclude = vec!["other".to_owned()];
        assert_eq!(folder.names(&walk(std::slice::from_ref(&folder.0), &options).0), ["c.txt", "drafts/a.txt"]);
    }

    #[test]
    fn a_missing_file_is_a_problem_and_the_rest_goes_on() {
        let folder = Folder::new("missing", &[("a.txt", "")]);
        let (files, problems) = walk(&[folder.0.join("gone.txt"), folder.0.join("a.txt")], &folder.options());
        assert_eq!(folder.names(&files), ["a.txt"]);
        assert_eq!(problems.len(), 1);
        assert_eq!(problems[0].message, "no such file or folder");
        assert!(problems[0].fatal && problems[0].path.ends_with("gone.txt"));
    }

    #[test]
    fn a_file_that_is_named_twice_is_read_once() {
        let folder = Folder::new("twice", &[("a.txt", "")]);
        let (files, _) = walk(&[folder.0.join("a.txt"), folder.0.clone()], &folder.options());
        assert_eq!(folder.names(&files), ["a.txt"]);
    }

    #[test]
    fn a_glob_that_cannot_be_understood_is_a_problem() {
        let options = WalkOptions { exclude: vec!["a{".to_owned()], ..WalkOptions::default() };
        let (_, problems) = walk(&[], &options);
        assert_eq!(problems.len(), 1);
        assert!(problems[0].fatal && problems[0].path == "a{", "{problems:?}");
    }

    #[test]
    fn a_path_outside_of_the_root_is_matched_by_its_own_parts() {
        let folder = Folder::new("outside", &[("a/x.txt", ""), ("b/y.txt", "")]);
        let options =
            WalkOptions { root: folder.0.join("b"), exclude: vec!["x.txt".to_owned()], ..WalkOptions::default() };
        assert_eq!(folder.names(&walk(std::slice::from_ref(&folder.0), &options).0), ["b/y.txt"]);
    }
}
