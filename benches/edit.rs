//! An edit in an editor: from `textDocument/didChange` to the diagnostics, in a draft of 20 kB, in turn with a run of
//! `check` over the same text. Prints the median time and its ratio.
//!
//! `cargo bench --bench edit`.

#![allow(clippy::print_stdout, clippy::unwrap_used)] // a benchmark reports by printing

#[cfg(feature = "lsp")]
fn main() {
    edit::run();
}

#[cfg(not(feature = "lsp"))]
fn main() {
    println!("nothing to measure: built without the language server");
}

#[cfg(feature = "lsp")]
mod edit {
    use std::fs;
    use std::io::{BufRead, BufReader, Read, Write};
    use std::process::{Child, Command, Stdio};
    use std::time::Instant;

    use serde_json::{Value, json};

    const BINARY: &str = env!("CARGO_BIN_EXE_replylint");
    const SIZE: usize = 20_000;
    const ROUNDS: usize = 200;

    pub(crate) fn run() {
        let folder = std::env::temp_dir().join(format!("replylint-edit-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let file = folder.join("draft.txt");
        let text = draft();
        fs::write(&file, &text).unwrap();
        let mut server = Server::start();
        let uri = format!("file://{}", file.display());
        server.tell(
            "textDocument/didOpen",
            &json!({
                "textDocument": { "uri": uri, "languageId": "plaintext", "version": 0, "text": text }
            }),
        );
        let mut findings = server.diagnostics();
        let (mut edits, mut ratios) = (Vec::new(), Vec::new());
        for round in 1..=ROUNDS {
            // A letter more in the middle of the text, and away again.
            let (end, letter) = if round % 2 == 1 { (4, "x") } else { (5, "") };
            let range = json!({ "start": { "line": 40, "character": 4 }, "end": { "line": 40, "character": end } });
            let start = Instant::now();
            server.tell("textDocument/didChange", &json!({
                "textDocument": { "uri": uri, "version": round }, "contentChanges": [{ "range": range, "text": letter }]
            }));
            findings = server.diagnostics();
            let edit = start.elapsed().as_secs_f64();
            let start = Instant::now();
            Command::new(BINARY).args(["check", "--isolated"]).arg(&file).stdout(Stdio::null()).status().unwrap();
            edits.push(edit);
            ratios.push(edit / start.elapsed().as_secs_f64());
        }
        server.child.kill().unwrap();
        server.child.wait().unwrap();
        fs::remove_dir_all(&folder).unwrap();
        let (edit, ratio) = (median(&mut edits), median(&mut ratios));
        let milliseconds = edit * 1000.0;
        println!("a letter in a draft of {} bytes with {findings} findings: median {milliseconds:.2} ms", text.len());
        println!("an edit / a run of `check` over the same text: median {ratio:.2}");
    }

    /// Paragraphs of replies, of which some deserve a finding.
    fn draft() -> String {
        let fixtures = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/drafts");
        let mut paths: Vec<_> = fs::read_dir(fixtures).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.retain(|path| path.extension().is_some_and(|ending| ending == "txt"));
        paths.sort();
        let bodies = paths.iter().cycle().map(|path| {
            let text = fs::read_to_string(path).unwrap();
            let body = text.rsplit_once("\n---\n").or_else(|| text.rsplit_once("\n+++\n"));
            body.map_or(text.clone(), |(_, body)| body.to_owned())
        });
        let mut text = String::new();
        for body in bodies {
            text.push_str(&body);
            text.push('\n');
            if text.len() >= SIZE {
                break;
            }
        }
        text
    }

    struct Server {
        child: Child,
        output: BufReader<std::process::ChildStdout>,
    }

    impl Server {
        fn start() -> Self {
            let mut child = Command::new(BINARY)
                .args(["lsp", "--isolated"])
                .stdin(Stdio::piped())
                .stdout(Stdio::piped())
                .spawn()
                .unwrap();
            let output = BufReader::new(child.stdout.take().unwrap());
            let mut server = Self { child, output };
            let params = json!({ "capabilities": {} });
            server.send(&json!({ "jsonrpc": "2.0", "id": 1, "method": "initialize", "params": params }));
            server.next();
            server
        }

        fn send(&mut self, message: &Value) {
            let body = message.to_string();
            let input = self.child.stdin.as_mut().unwrap();
            write!(input, "Content-Length: {}\r\n\r\n{body}", body.len()).unwrap();
            input.flush().unwrap();
        }

        fn tell(&mut self, method: &str, params: &Value) {
            self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
        }

        fn next(&mut self) -> Value {
            let (mut length, mut line) = (0, String::new());
            while line != "\r\n" {
                line.clear();
                self.output.read_line(&mut line).unwrap();
                if let Some(number) = line.strip_prefix("Content-Length: ") {
                    length = number.trim().parse().unwrap();
                }
            }
            let mut body = vec![0; length];
            self.output.read_exact(&mut body).unwrap();
            serde_json::from_slice(&body).unwrap()
        }

        /// How many findings there are now.
        fn diagnostics(&mut self) -> usize {
            self.next()["params"]["diagnostics"].as_array().unwrap().len()
        }
    }

    fn median(values: &mut [f64]) -> f64 {
        values.sort_by(f64::total_cmp);
        values.get(values.len() / 2).copied().unwrap_or(0.0)
    }
}
