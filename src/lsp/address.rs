//! Owns addresses of documents: which file a URI means, and the URI of a file. It must not know what is in the file.

use std::path::{Path, PathBuf};

/// The file that a URI means; none if it means no file (`untitled:Untitled-1`, or a buffer without a name).
///
/// Lenient, as editors are: what ought to be percent-encoded may stand as it is.
pub(super) fn path_of(uri: &str) -> Option<PathBuf> {
    let (scheme, rest) = uri.split_once(':')?;
    if !scheme.eq_ignore_ascii_case("file") {
        return None;
    }
    let (host, path) = match rest.strip_prefix("//") {
        Some(rest) => rest.split_at(rest.find('/').unwrap_or(rest.len())),
        None => ("", rest),
    };
    let path = decoded(path);
    if path.is_empty() || path == b"/" {
        return None;
    }
    native(host, path)
}

/// What comes last in a URI, for documents that are no files: `Untitled-1`.
pub(super) fn name_of(uri: &str) -> String {
    let name = uri.rsplit(['/', ':']).next().unwrap_or_default();
    String::from_utf8_lossy(&decoded(name)).into_owned()
}

/// The URI of a file.
pub(super) fn of_path(path: &Path) -> String {
    let text = path.to_string_lossy();
    let text = if cfg!(windows) { text.replace('\\', "/") } else { text.into_owned() };
    let mut uri = String::from(if text.starts_with('/') { "file://" } else { "file:///" });
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' => uri.push(char::from(byte)),
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

fn decoded(text: &str) -> Vec<u8> {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let digit = |at: usize| bytes.get(at).and_then(|byte| char::from(*byte).to_digit(16));
        match (byte, digit(at + 1), digit(at + 2)) {
            (b'%', Some(high), Some(low)) => {
                out.push(u8::try_from(high * 16 + low).unwrap_or(b'%'));
                at += 3;
            }
            _ => {
                out.push(*byte);
                at += 1;
            }
        }
    }
    out
}

#[cfg(unix)]
fn native(_host: &str, path: Vec<u8>) -> Option<PathBuf> {
    use std::os::unix::ffi::OsStringExt;
    Some(PathBuf::from(std::ffi::OsString::from_vec(path)))
}

#[cfg(not(unix))]
fn native(host: &str, path: Vec<u8>) -> Option<PathBuf> {
    let path = String::from_utf8(path).ok()?;
    // `/c:/replies` is a drive, `//host/share` another machine.
    let is_drive = path.as_bytes().get(2) == Some(&b':');
    let shared = !host.is_empty() && !host.eq_ignore_ascii_case("localhost");
    Some(PathBuf::from(match (shared, is_drive) {
        (true, _) => format!("//{host}{path}"),
        (false, true) => path.trim_start_matches('/').to_owned(),
        (false, false) => path,
    }))
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_path_with_any_signs_survives_the_way_there_and_back() {
        for path in ["/tmp/two words.txt", "/tmp/Grüße 100%/#1?.md", "/日本/🙂.txt", "/a%20b"] {
            assert_eq!(path_of(&of_path(Path::new(path))), Some(PathBuf::from(path)));
        }
        assert_eq!(of_path(Path::new("/tmp/two wörds.txt")), "file:///tmp/two%20w%C3%B6rds.txt");
    }

    #[test]
    fn the_spellings_of_many_editors_mean_the_same_file() {
        for uri in
            ["file:///tmp/a%20b.txt", "file:/tmp/a b.txt", "FILE://localhost/tmp/a%20b.txt", "file:///tmp/a b.txt"]
        {
            assert_eq!(path_of(uri), Some(PathBuf::from("/tmp/a b.txt")), "{uri}");
        }
    }

    #[test]
    fn what_is_no_file_has_no_path_but_a_name() {
        for (uri, name) in
            [("untitled:Untitled-1", "Untitled-1"), ("file://", ""), ("inmemory://model/1", "1"), ("", "")]
        {
            assert_eq!((path_of(uri), name_of(uri).as_str()), (None, name), "{uri}");
        }
        assert_eq!(path_of("file:///"), None);
        assert_eq!(path_of("file:///%zz%"), Some(PathBuf::from("/%zz%")));
    }
}
