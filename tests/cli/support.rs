//! A folder with files, and the program run in it.

use std::fs;
use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

/// A pack with one rule, so that tests do not depend on the built-in rules.
pub(crate) const PACK: &str = r#"[pack]
name = "house"
summary = "The rules of the house."

[cue."house.hurry"]
phrases = ["hurry up"]
hit = ["Please hurry up."]
miss = ["Take your time."]

[cue."act.house-wave"]
phrases = ["we wave to you"]
hit = ["We wave to you."]
miss = ["The wave came."]

[rule.hurry]
category = "brand"
level = "warning"
forbid = "house.hurry"
when = { not = { platform = ["yelp"] } }
message = "this hurries the customer"
label = "hurries"
help = "say “whenever it suits you”"
why = "Nobody likes to be hurried, least of all by those who kept them waiting for their soup in the first place."
sources = ["House rules"]
flag = [{ reply = "Hurry up, Ana.", rating = 2 }, { reply = "Please hurry up." }]
pass = [{ reply = "Whenever it suits you." }]
"#;

/// What a run of the program gave.
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8(output.stdout).expect("UTF-8"),
            stderr: String::from_utf8(output.stderr).expect("UTF-8"),
        }
    }
}

/// A temporary folder, gone with the value.
pub(crate) struct Folder(PathBuf);

impl Folder {
    /// A folder with these files.
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("cli-{}-{number}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        let folder = Self(path);
        for (name, text) in files {
            folder.write(name, text.as_bytes());
        }
        folder
    }

    /// Writes a file, in a folder of its own if its name says so.
    pub(crate) fn write(&self, name: &str, bytes: &[u8]) {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    /// The text of a file.
    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name)).unwrap()
    }

    /// The bytes of a file.
    pub(crate) fn read_bytes(&self, name: &str) -> Vec<u8> {
        fs::read(self.0.join(name)).unwrap()
    }

    /// Where a file of the folder is.
    #[cfg(unix)]
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// Runs the program in the folder, with nothing on standard input.
    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        self.run_with(arguments, b"")
    }

    /// Runs the program in the folder, with these variables in its environment.
    pub(crate) fn run_in(&self, arguments: &[&str], variables: &[(&str, Option<&str>)]) -> Run {
        let mut command = self.command(arguments);
        command.envs(variables.iter().filter_map(|(name, value)| Some((name, (*value)?))));
        command.stdin(Stdio::null()).output().unwrap().into()
    }

    /// Runs the program in the folder, with `input` on standard input.
    pub(crate) fn run_with(&self, arguments: &[&str], input: &[u8]) -> Run {
        let mut child = self.command(arguments).stdin(Stdio::piped()).spawn().unwrap();
        // Who does not read it closes the pipe: not what is tested.
        let _ = child.stdin.take().unwrap().write_all(input);
        child.wait_with_output().unwrap().into()
    }

    /// Runs the program, reads a little of its output, leaves, and gives what it wrote to standard error.
    pub(crate) fn run_and_leave(&self, arguments: &[&str]) -> String {
        let mut child = self.command(arguments).stdin(Stdio::null()).spawn().unwrap();
        let mut little = [0; 64];
        child.stdout.take().unwrap().read_exact(&mut little).unwrap();
        String::from_utf8(child.wait_with_output().unwrap().stderr).expect("UTF-8")
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_replylint"));
        command
            .args(arguments)
            .current_dir(&self.0)
            .env_remove("NO_COLOR")
            .env_remove("CLICOLOR_FORCE")
            .env_remove("COLUMNS");
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
