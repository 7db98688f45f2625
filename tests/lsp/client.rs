//! A small editor: talks with the real program over pipes.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use serde_json::{Value, json};

/// Long enough for a machine that does much else.
const PATIENCE: Duration = Duration::from_secs(240);

/// A temporary folder, gone with the value.
pub(crate) struct Folder(pub(crate) PathBuf);

impl Folder {
    /// A folder with these files.
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("lsp-{}-{number}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        let folder = Self(path);
        for (name, text) in files {
            folder.write(name, text);
        }
        folder
    }

    /// Writes a file, in a folder of its own if its name says so.
    pub(crate) fn write(&self, name: &str, text: &str) {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// The address of a file, as an editor writes it.
    pub(crate) fn uri(&self, name: &str) -> String {
        let path = self.0.join(name).to_string_lossy().into_owned();
        let encoded = path.bytes().map(|byte| match byte {
            b' ' | b'%' | 0x80.. => format!("%{byte:02X}"),
            byte => char::from(byte).to_string(),
        });
        format!("file://{}", encoded.collect::<String>())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// An editor in which the program runs.
pub(crate) struct Editor {
    program: Child,
    input: Option<ChildStdin>,
    output: Receiver<Value>,
    /// What has come and was not asked for yet.
    kept: Vec<Value>,
    number: u64,
    /// What the program said it can do.
    pub(crate) capabilities: Value,
}

impl Editor {
    /// Starts the program in a folder, without saying a word.
    pub(crate) fn silent(folder: &Folder, arguments: &[&str]) -> Self {
        let mut program = Command::new(env!("CARGO_BIN_EXE_replylint"))
            .arg("lsp")
            .args(arguments)
            .current_dir(&folder.0)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let stdout = BufReader::new(program.stdout.take().unwrap());
        let (sender, output) = channel();
        std::thread::spawn(move || read(stdout, &sender));
        let input = program.stdin.take();
        Self { program, input, output, kept: Vec::new(), number: 0, capabilities: Value::Null }
    }

    /// Starts the program in a folder, as an editor that can do all that there is, but counts as `encodings` say.
    pub(crate) fn counting(folder: &Folder, arguments: &[&str], encodings: &[&str]) -> Self {
        let mut editor = Self::silent(folder, arguments);
        let capabilities = json!({
            "general": { "positionEncodings": encodings },
            "textDocument": {
                "publishDiagnostics": { "relatedInformation": true, "versionSupport": true, "dataSupport": true },
                "codeAction": { "codeActionLiteralSupport": { "codeActionKind": { "valueSet": ["quickfix"] } } },
                "hover": { "contentFormat": ["markdown", "plaintext"] },
            },
            "workspace": {
                "workspaceEdit": { "documentChanges": true },
                "didChangeWatchedFiles": { "dynamicRegistration": true },
            },
        });
        let params = json!({ "processId": null, "rootUri": folder.uri("."), "capabilities": capabilities });
        let mut result = editor.ask("initialize", &params).unwrap();
        editor.capabilities = result["capabilities"].take();
        editor.tell("initialized", &json!({}));
        editor
    }

    /// Starts the program in a folder, as an editor of the usual kind.
    pub(crate) fn start(folder: &Folder, arguments: &[&str]) -> Self {
        Self::counting(folder, arguments, &["utf-16"])
    }

    /// Sends bytes as they are.
    pub(crate) fn send_bytes(&mut self, bytes: &[u8]) {
        let input = self.input.as_mut().unwrap();
        input.write_all(bytes).unwrap();
        input.flush().unwrap();
    }

    /// Sends a message.
    pub(crate) fn send(&mut self, message: &Value) {
        let body = message.to_string();
        self.send_bytes(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes());
    }

    /// Sends a notification.
    pub(crate) fn tell(&mut self, method: &str, params: &Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// Sends a request and waits for its result, or for the code of an error.
    pub(crate) fn ask(&mut self, method: &str, params: &Value) -> Result<Value, i64> {
        self.number += 1;
        let id = self.number;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        let answer = self.wait(|message| message["id"] == id && message.get("method").is_none());
        self.result(&answer)
    }

    /// The result in an answer, or the code of its error.
    pub(crate) fn result(&self, answer: &Value) -> Result<Value, i64> {
        match answer.get("error") {
            Some(error) => {
                assert!(error["message"].as_str().is_some_and(|message| !message.is_empty()), "{answer}");
                Err(error["code"].as_i64().unwrap())
            }
            None => Ok(answer["result"].clone()),
        }
    }

    /// The next message that is like this; what comes before is kept.
    pub(crate) fn wait(&mut self, is_it: impl Fn(&Value) -> bool) -> Value {
        if let Some(at) = self.kept.iter().position(&is_it) {
            return self.kept.remove(at);
        }
        loop {
            let message = self.output.recv_timeout(PATIENCE).expect("the program answers in time");
            if is_it(&message) {
                return message;
            }
            self.kept.push(message);
        }
    }

    /// Whether a message like this has come and was not asked for.
    pub(crate) fn has_kept(&self, is_it: impl Fn(&Value) -> bool) -> bool {
        self.kept.iter().any(is_it)
    }

    /// What the program tells about a document next.
    pub(crate) fn diagnostics(&mut self, uri: &str) -> Value {
        let method = "textDocument/publishDiagnostics";
        self.wait(|message| message["method"] == method && message["params"]["uri"] == uri)["params"].take()
    }

    /// What the program shows to the person next.
    pub(crate) fn shown(&mut self) -> String {
        let message = self.wait(|message| message["method"] == "window/showMessage");
        message["params"]["message"].as_str().unwrap().to_owned()
    }

    /// Opens a document, and gives what the program tells about it.
    pub(crate) fn open(&mut self, uri: &str, language: &str, text: &str) -> Value {
        let document = json!({ "uri": uri, "languageId": language, "version": 1, "text": text });
        self.tell("textDocument/didOpen", &json!({ "textDocument": document }));
        self.diagnostics(uri)
    }

    /// Changes a document, and gives what the program tells about it.
    pub(crate) fn change(&mut self, uri: &str, version: u64, changes: &Value) -> Value {
        let document = json!({ "uri": uri, "version": version });
        self.tell("textDocument/didChange", &json!({ "textDocument": document, "contentChanges": changes }));
        self.diagnostics(uri)
    }

    /// Says goodbye, and gives the exit code.
    pub(crate) fn leave(mut self) -> i32 {
        assert_eq!(self.ask("shutdown", &Value::Null), Ok(Value::Null));
        self.tell("exit", &Value::Null);
        self.code()
    }

    /// Hangs up, and gives the exit code.
    pub(crate) fn code(&mut self) -> i32 {
        self.input = None;
        self.program.wait().unwrap().code().unwrap_or(-1)
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

fn read(mut stream: impl BufRead, sender: &std::sync::mpsc::Sender<Value>) {
    let mut length = 0;
    let mut line = String::new();
    while stream.read_line(&mut line).is_ok_and(|read| read > 0) {
        if let Some(number) = line.strip_prefix("Content-Length: ") {
            length = number.trim().parse().unwrap();
        }
        if line == "\r\n" {
            let mut body = vec![0; length];
            stream.read_exact(&mut body).unwrap();
            let _ = sender.send(serde_json::from_slice(&body).unwrap());
        }
        line.clear();
    }
}

/// A range from its numbers.
pub(crate) fn range(from: (u32, u32), to: (u32, u32)) -> Value {
    let place = |(line, character)| json!({ "line": line, "character": character });
    json!({ "start": place(from), "end": place(to) })
}

/// The diagnostics about one rule.
pub(crate) fn about<'d>(told: &'d Value, rule: &str) -> Vec<&'d Value> {
    told["diagnostics"].as_array().unwrap().iter().filter(|diagnostic| diagnostic["code"] == rule).collect()
}
