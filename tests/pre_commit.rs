//! The hooks in the real pre-commit, in a real git repository. Runs where `REPLYLINT_READERS` names a Python that has
//! pre-commit; it compiles this checkout, as pre-commit does for everybody.

#![allow(clippy::unwrap_used)] // a test fails by panicking

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

struct Repository(PathBuf);

impl Repository {
    fn run(&self, program: &Path, arguments: &[&str]) -> Output {
        let output = Command::new(program)
            .args(arguments)
            .current_dir(&self.0)
            .env("PRE_COMMIT_HOME", self.0.join(".cache"))
            // What is tested is the hook, not the optimiser.
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
            .env("GIT_CONFIG_COUNT", "2")
            .envs([("GIT_CONFIG_KEY_0", "user.name"), ("GIT_CONFIG_VALUE_0", "Ana")])
            .envs([("GIT_CONFIG_KEY_1", "user.email"), ("GIT_CONFIG_VALUE_1", "ana@example.com")])
            .env_remove("GIT_DIR")
            .env_remove("GIT_INDEX_FILE")
            .output();
        output.unwrap()
    }

    fn git(&self, arguments: &[&str]) -> String {
        let output = self.run(Path::new("git"), arguments);
        assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    }

    fn stage(&self, name: &str, text: &str) {
        fs::write(self.0.join(name), text).unwrap();
        self.git(&["add", name]);
    }
}

impl Drop for Repository {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

const GOOD: &str = "Dear Ana,\n\nThank you for telling us about the cold soup. I am sorry: it should have been hot, and the \
    fault was ours. We now check every bowl before it leaves the kitchen. Please write to me at \
    ines@example.com, so that I can make it up to you.\n\nInes Prado, owner\n";

#[test]
fn pre_commit_blocks_a_bad_template_passes_a_good_one_and_looks_at_what_is_staged_only() {
    let Some(python) = std::env::var_os("REPLYLINT_READERS").map(PathBuf::from) else { return };
    let pre_commit = python.with_file_name("pre-commit");
    let root = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("pre-commit-{}", std::process::id()));
    let _ = fs::remove_dir_all(&root);
    fs::create_dir_all(&root).unwrap();
    let repository = Repository(root);
    repository.git(&["init", "--quiet"]);
    let checkout = env!("CARGO_MANIFEST_DIR");
    let revision = repository.git(&["-C", checkout, "rev-parse", "HEAD"]);
    let configuration = format!(
        "repos:\n- repo: file://{checkout}\n  rev: {revision}\n  hooks:\n  - id: replylint\n    exclude: ^templates-\n  \
         - id: replylint-templates\n    files: ^templates-\n"
    );
    repository.stage(".pre-commit-config.yaml", &configuration);

    // Bad, but not staged: nobody asked.
    fs::write(repository.0.join("unstaged.txt"), "You are lying.\n").unwrap();
    repository.stage("good.txt", GOOD);
    repository.stage("templates-good.txt", &GOOD.replace("Ana", "{{name}}"));
    let passed = repository.run(&pre_commit, &["run"]);
    assert!(passed.status.success(), "{}", String::from_utf8_lossy(&passed.stdout));

    let bad = "Dear {{name}},\n\nThank you for writing. We refund you once you delete your review.\n";
    repository.stage("templates-bad.txt", bad);
    let blocked = repository.run(&pre_commit, &["run"]);
    let out = String::from_utf8_lossy(&blocked.stdout);
    assert!(!blocked.status.success(), "{out}");
    assert!(out.contains("templates-bad.txt") && out.contains("[resolution-conditional-on-review]"), "{out}");
    assert!(!out.contains("[unresolved-placeholder]"), "a template keeps its placeholders: {out}");
    assert!(!out.contains("unstaged.txt"), "{out}");

    repository.stage("draft.txt", &GOOD.replace("Ana", "{{name}}"));
    let draft = repository.run(&pre_commit, &["run", "replylint"]);
    assert!(String::from_utf8_lossy(&draft.stdout).contains("[unresolved-placeholder]"), "a draft must not");
}
