//! Owns a session in a real editor: the folder that it works in, what the editor is told of it, and what a person saw.
//! It must not know which editor it is.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

/// A draft in a folder with a term to avoid. The folder stays where a test fails.
pub(crate) struct Session {
    folder: PathBuf,
    draft: PathBuf,
}

impl Session {
    /// Of a name that no other session of this process has; `draft` is the path of the draft in the folder.
    pub(crate) fn new(name: &str, draft: &str, text: &str) -> Self {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", std::process::id()));
        let work = folder.join("wörk");
        let draft = work.join(draft);
        fs::create_dir_all(draft.parent().unwrap()).unwrap();
        let config = "select = [\"term-list\"]\n\n[[terms]]\navoid = [\"~customer\"]\nuse = \"guest\"\n";
        fs::write(work.join("replylint.toml"), config).unwrap();
        fs::write(&draft, text).unwrap();
        Self { folder, draft }
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The editor, which finds the binary under test first. Its script finds the settings that the documentation shows
    /// in $SETTINGS, the draft in $DRAFT, and writes a line for each step to $SEEN.
    pub(crate) fn command(&self, editor: impl AsRef<OsStr>, settings: &str) -> Command {
        let binary = Path::new(env!("CARGO_BIN_EXE_replylint")).parent().unwrap();
        let mut command = Command::new(editor);
        command
            .env("PATH", format!("{}:{}", binary.display(), std::env::var("PATH").unwrap()))
            .env("SETTINGS", Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/editors").join(settings))
            .env("DRAFT", &self.draft)
            .env("SEEN", self.seen());
        command
    }

    /// What a person saw, by step.
    pub(crate) fn steps(self, output: &Output) -> Vec<(String, Value)> {
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        let text = fs::read_to_string(self.seen()).unwrap_or_else(|_| panic!("the editor saw nothing: {told}"));
        assert!(output.status.success(), "{told}{text}");
        self.remove();
        let steps = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        steps.map(|step| (step["step"].as_str().unwrap().to_owned(), step["what"].clone())).collect()
    }

    pub(crate) fn remove(self) {
        fs::remove_dir_all(self.folder).unwrap();
    }

    fn seen(&self) -> PathBuf {
        self.folder.join("seen.jsonl")
    }
}

/// Lines and columns, as the script of the editor counts them.
pub(crate) fn places(findings: &Value) -> Vec<(u64, u64)> {
    let findings = findings.as_array().unwrap().iter();
    findings.map(|found| (found["line"].as_u64().unwrap(), found["column"].as_u64().unwrap())).collect()
}
