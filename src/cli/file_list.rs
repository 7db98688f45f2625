//! Owns lists of paths that other programs write for `--file-list`. It must not know what is done with the paths.

use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::{Failure, Result};

/// A path to read, and where it was named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    /// The path.
    pub(super) path: PathBuf,
    /// None for one on the command line.
    pub(super) origin: Option<Origin>,
}

impl Named {
    /// A path of the command line.
    pub(super) fn given(path: PathBuf) -> Self {
        Self { path, origin: None }
    }

    /// Whether it stands for standard input.
    pub(super) fn is_stdin(&self) -> bool {
        self.path == Path::new("-")
    }
}

/// Where in a list a path stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Origin {
    /// The list, as shown to users.
    pub(super) list: String,
    /// The line, from 1; none in a list without lines.
    pub(super) line: Option<usize>,
}

/// The paths in a list; `-` is standard input.
///
/// # Errors
/// If the list cannot be read.
pub(super) fn read(list: &Path) -> Result<Vec<Named>> {
    let mut bytes = Vec::new();
    let (name, result) = if list == Path::new("-") {
        ("<stdin>".to_owned(), io::stdin().lock().read_to_end(&mut bytes).map(|_| ()))
    } else {
        (list.display().to_string(), std::fs::read(list).map(|read| bytes = read))
    };
    result.map_err(|error| Failure::new(format!("{name}: the list of files cannot be read: {error}")))?;
    Ok(paths(&bytes, &name))
}

/// One path a line; where there is a NUL, the paths end with NULs instead, and may hold line breaks.
fn paths(bytes: &[u8], list: &str) -> Vec<Named> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let has_lines = !bytes.contains(&0);
    let separator = if has_lines { b'\n' } else { 0 };
    let entries = (1..).zip(bytes.split(|byte| *byte == separator));
    let named = entries.filter_map(|(number, entry)| {
        let entry = if has_lines { entry.strip_suffix(b"\r").unwrap_or(entry) } else { entry };
        let origin = Origin { list: list.to_owned(), line: has_lines.then_some(number) };
        (!entry.trim_ascii().is_empty()).then(|| Named { path: path_of(entry), origin: Some(origin) })
    });
    named.collect()
}

/// In a list nothing stands for standard input: a file may be called `-`.
fn path_of(entry: &[u8]) -> PathBuf {
    if entry == b"-" { PathBuf::from("./-") } else { as_path(entry) }
}

#[cfg(unix)]
fn as_path(entry: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt as _;
    PathBuf::from(std::ffi::OsStr::from_bytes(entry))
}

#[cfg(not(unix))]
fn as_path(entry: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(entry).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(String, Option<usize>)> {
        let named = paths(text.as_bytes(), "list").into_iter();
        named.map(|named| (named.path.display().to_string(), named.origin.and_then(|origin| origin.line))).collect()
    }

    #[test]
    fn a_line_is_a_path_and_blank_lines_are_none() {
        let expected = [("a b.txt".to_owned(), Some(1)), ("c.txt".to_owned(), Some(4))];
        assert_eq!(read("a b.txt\n\n  \nc.txt"), expected);
        assert_eq!(read("\u{feff}a b.txt\r\n\r\n\r\nc.txt\r\n"), expected);
        assert_eq!(read(""), []);
    }

    #[test]
    fn paths_that_end_with_a_nul_may_hold_line_breaks() {
        assert_eq!(read("a\nb.txt\0c.txt\0"), [("a\nb.txt".to_owned(), None), ("c.txt".to_owned(), None)]);
    }

    #[test]
    fn a_file_in_a_list_may_be_called_like_standard_input() {
        assert!(!paths(b"-", "list").iter().any(Named::is_stdin));
    }
}
