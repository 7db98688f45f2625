//! Owns the frames in which messages travel: a header with the length of a body, the body. It must not know what bodies
//! say. What cannot be read as a frame is told once, and reading goes on at the next header.

use std::io::{self, BufRead, Read, Write};

/// The longest body that is taken. A document of this size is no draft, and a length beyond it is a slip.
const MOST: u64 = 512 * 1024 * 1024;

/// What is kept of a line: enough for any header, and for a header that follows garbage in one line.
const LINE: usize = 1024;

const LENGTH: &str = "content-length:";

/// What comes off the wire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Frame {
    /// A body.
    Body(Vec<u8>),
    /// Bytes that are no frame, and what is wrong with them.
    Broken(String),
}

/// Reads frames.
#[derive(Debug)]
pub(super) struct Frames<R> {
    stream: R,
    /// Whether broken bytes were told of, and no frame has come since.
    told: bool,
}

impl<R: BufRead> Frames<R> {
    pub(super) fn new(stream: R) -> Self {
        Self { stream, told: false }
    }

    /// The next frame; none at the end of the stream.
    ///
    /// # Errors
    /// If the stream itself cannot be read.
    pub(super) fn next(&mut self) -> io::Result<Option<Frame>> {
        loop {
            match self.header()? {
                None => return Ok(None),
                Some(Ok(length)) => {
                    let mut body = Vec::new();
                    // Grows with what arrives: a length is only a promise.
                    self.stream.by_ref().take(length).read_to_end(&mut body)?;
                    self.told = false;
                    let whole = body.len() as u64 == length;
                    return Ok(whole.then_some(Frame::Body(body)));
                }
                Some(Err(_)) if self.told => {}
                Some(Err(why)) => {
                    self.told = true;
                    return Ok(Some(Frame::Broken(why)));
                }
            }
        }
    }

    /// The length that a header names, or what is wrong with the header; none at the end of the stream.
    fn header(&mut self) -> io::Result<Option<Result<u64, String>>> {
        let mut length = None;
        let mut lines = 0;
        while let Some(line) = self.line()? {
            let line = String::from_utf8_lossy(&line);
            let line = line.trim_end_matches(['\r', '\n']);
            if line.is_empty() {
                if lines == 0 {
                    // Blank lines between two messages do no harm.
                    continue;
                }
                return Ok(Some(length.unwrap_or_else(|| Err("a header without Content-Length".to_owned()))));
            }
            lines += 1;
            // ASCII lower case keeps every byte where it is. A body without a header shares its line with what follows.
            let folded = line.to_ascii_lowercase();
            if let Some(at) = folded.rfind(LENGTH) {
                length = Some(parsed(line.get(at + LENGTH.len()..).unwrap_or_default().trim()));
            } else if length.is_none() && !is_field(line) {
                length = Some(Err("bytes that are neither a header nor a body".to_owned()));
            }
        }
        Ok(None)
    }

    /// The next line with its end, or only its last bytes if it is long; none at the end of the stream.
    fn line(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut line: Vec<u8> = Vec::new();
        loop {
            let available = self.stream.fill_buf()?;
            if available.is_empty() {
                return Ok((!line.is_empty()).then_some(line));
            }
            let end = available.iter().position(|byte| *byte == b'\n').map(|at| at + 1);
            let used = end.unwrap_or(available.len());
            line.extend_from_slice(available.get(..used).unwrap_or_default());
            self.stream.consume(used);
            if line.len() > LINE {
                line.drain(..line.len() - LINE);
            }
            if end.is_some() {
                return Ok(Some(line));
            }
        }
    }
}

/// Whether a line looks like a field of a header.
fn is_field(line: &str) -> bool {
    line.split_once(':').is_some_and(|(name, _)| {
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    })
}

fn parsed(length: &str) -> Result<u64, String> {
    match length.parse::<u64>() {
        Ok(length) if length <= MOST => Ok(length),
        Ok(length) => Err(format!("a Content-Length of {length} bytes is too large")),
        Err(_) => Err(format!("“{}” is no Content-Length", length.chars().take(40).collect::<String>())),
    }
}

/// Writes a body with its header, at once.
///
/// # Errors
/// If nobody reads it any more.
pub(super) fn write(stream: &mut dyn Write, body: &str) -> io::Result<()> {
    write!(stream, "Content-Length: {}\r\n\r\n{body}", body.len())?;
    stream.flush()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn frames(bytes: &[u8]) -> Vec<Frame> {
        let mut frames = Frames::new(bytes);
        std::iter::from_fn(|| frames.next().unwrap()).collect()
    }

    fn body(text: &str) -> Frame {
        Frame::Body(text.as_bytes().to_vec())
    }

    fn is_broken(frame: &Frame, words: &str) -> bool {
        matches!(frame, Frame::Broken(why) if why.contains(words))
    }

    #[test]
    fn a_frame_that_is_written_is_read_again() {
        let mut wire = Vec::new();
        for text in ["{}", "Grüße 🙂", ""] {
            write(&mut wire, text).unwrap();
        }
        assert_eq!(frames(&wire), [body("{}"), body("Grüße 🙂"), body("")]);
    }

    #[test]
    fn other_fields_and_other_spellings_of_a_header_are_taken() {
        let wire = b"Content-Type: application/vscode-jsonrpc; charset=utf-8\r\ncontent-length:2\n\n{}";
        assert_eq!(frames(wire), [body("{}")]);
    }

    #[test]
    fn reading_goes_on_after_a_body_without_a_length() {
        let found = frames(b"X-Name: y\r\n\r\n{\"a\": 1}Content-Length: 2\r\n\r\n{}");
        assert!(is_broken(&found[0], "without Content-Length"), "{found:?}");
        assert_eq!(found[1..], [body("{}")]);
    }

    #[test]
    fn a_length_that_is_no_length_is_told_once_and_skipped() {
        for length in ["-5", "99999999999999999999999", "18446744073709551615", "many", ""] {
            let wire = format!("Content-Length: {length}\r\n\r\n{{\"id\": 1}}\n{{}}\nContent-Length: 2\r\n\r\n[]");
            let found = frames(wire.as_bytes());
            assert!(is_broken(&found[0], "Content-Length"), "{found:?}");
            assert_eq!(found[1..], [body("[]")], "{length}");
        }
    }

    #[test]
    fn garbage_of_any_length_is_told_once() {
        let wire = [&vec![b'x'; 100_000][..], b"\n\n\n", &[0xFF; 50], b"\nContent-Length: 2\r\n\r\n{}"].concat();
        let found = frames(&wire);
        assert!(is_broken(&found[0], "neither a header nor a body"), "{found:?}");
        assert_eq!(found[1..], [body("{}")]);
    }

    #[test]
    fn a_body_that_ends_early_is_the_end() {
        assert_eq!(frames(b"Content-Length: 20\r\n\r\n{}"), []);
    }

    proptest! {
        #[test]
        fn no_bytes_make_the_reader_panic(bytes: Vec<u8>, header in "(Content-Length: -?[0-9]{0,3}\r?\n\r?\n)?") {
            frames(&[header.as_bytes(), &bytes, header.as_bytes()].concat());
        }
    }
}
