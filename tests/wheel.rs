//! The wheel that maturin builds, installed with pip and run where there is no Rust; and a hook of pre-commit that uses it.
//! Runs where `REPLYLINT_READERS` names a Python that has maturin and pre-commit.
#![cfg(unix)]
#![allow(clippy::unwrap_used)] // a test fails by panicking

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A folder, gone with the value.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn told(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// Runs a command that must succeed.
fn done(command: &mut Command) -> String {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{command:?}: {}", told(&output));
    told(&output)
}

/// Builds the wheel without optimising: what is tested is what is in it.
fn wheel(maturin: &Path, folder: &Path) -> PathBuf {
    let target = Path::new(env!("CARGO_BIN_EXE_replylint")).parent().unwrap().parent().unwrap();
    let mut command = Command::new(maturin);
    command.args(["build", "--profile", "dev", "--out"]).arg(folder).arg("--target-dir").arg(target);
    done(command.current_dir(env!("CARGO_MANIFEST_DIR")));
    let mut wheels = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    wheels.find(|path| path.extension().is_some_and(|extension| extension == "whl")).unwrap()
}

#[test]
fn a_machine_without_rust_gets_the_command_from_the_wheel() {
    let Some(python) = std::env::var_os("REPLYLINT_READERS").map(PathBuf::from) else { return };
    let folder = Folder::new("wheel");
    let wheel = wheel(&python.with_file_name("maturin"), &folder.0);
    let environment = folder.0.join("environment");
    done(Command::new(&python).args(["-m", "venv"]).arg(&environment));
    let bin = environment.join("bin");
    done(Command::new(bin.join("pip")).args(["install", "--quiet", "--no-index"]).arg(&wheel));
    let version = done(Command::new("replylint").arg("--version").env("PATH", &bin));
    assert_eq!(version.trim(), concat!("replylint ", env!("CARGO_PKG_VERSION")));
    let draft = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/drafts/late-order.txt");
    let arguments = ["check", "--isolated", "--output-format", "concise", draft];
    let checked = Command::new("replylint").args(arguments).env("PATH", &bin).output().unwrap();
    let own = Command::new(env!("CARGO_BIN_EXE_replylint")).args(arguments).output().unwrap();
    assert_eq!((checked.status.code(), told(&checked)), (Some(1), told(&own)));

    hook_of_python(&python.with_file_name("pre-commit"), &folder.0, &wheel);
}

/// The hook that the documentation shows, with this wheel.
fn hook_of_python(pre_commit: &Path, folder: &Path, wheel: &Path) {
    let page = include_str!("../docs/automation.md");
    let (_, hook) = page.split_once("```yaml\nrepos:\n- repo: local\n").unwrap();
    let (hook, _) = hook.split_once("```").unwrap();
    let (address, _) = hook.split_once("\"replylint @ ").unwrap().1.split_once('"').unwrap();
    let hook = hook.replace(&format!("replylint @ {address}"), wheel.to_str().unwrap());
    let repository = folder.join("repository");
    fs::create_dir_all(repository.join("replies")).unwrap();
    let run = |program: &Path, arguments: &[&str]| {
        let mut command = Command::new(program);
        command.args(arguments).current_dir(&repository).env("PRE_COMMIT_HOME", folder.join("cache"));
        command.env_remove("GIT_DIR").env_remove("GIT_INDEX_FILE").output().unwrap()
    };
    let git = |arguments: &[&str]| assert!(run(Path::new("git"), arguments).status.success());
    git(&["init", "--quiet"]);
    fs::write(repository.join(".pre-commit-config.yaml"), format!("repos:\n- repo: local\n{hook}")).unwrap();
    fs::write(repository.join("replies/good.txt"), "Not a reply yet.\n").unwrap();
    fs::write(repository.join("replies/bad.txt"), "We refund you once you delete your review.\n").unwrap();
    git(&["add", ".", ":!replies/good.txt"]);
    let output = run(pre_commit, &["run"]);
    let out = told(&output);
    assert!(!output.status.success() && out.contains("[resolution-conditional-on-review]"), "{out}");
    assert!(!out.contains("good.txt"), "only what is staged: {out}");
}

#[test]
fn the_source_distribution_holds_what_a_build_needs() {
    let Some(python) = std::env::var_os("REPLYLINT_READERS").map(PathBuf::from) else { return };
    let folder = Folder::new("sdist");
    let mut command = Command::new(python.with_file_name("maturin"));
    done(command.args(["sdist", "--out"]).arg(&folder.0).current_dir(env!("CARGO_MANIFEST_DIR")));
    let archive = fs::read_dir(&folder.0).unwrap().next().unwrap().unwrap().path();
    let listed = done(Command::new("tar").arg("tzf").arg(archive));
    let has = |name: &str| listed.lines().any(|line| line.split_once('/').is_some_and(|(_, path)| path == name));
    for rules in fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/rules")).unwrap() {
        assert!(has(&format!("rules/{}", rules.unwrap().file_name().to_str().unwrap())));
    }
    for name in ["src/build.rs", "src/schema/config.json", "Cargo.toml", "Cargo.lock", "pyproject.toml", "README.md"] {
        assert!(has(name), "{name} is missing:\n{listed}");
    }
}
