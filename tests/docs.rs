//! What README.md and docs/*.md show is what the program does: outputs are run, files are compared, the rule table is
//! generated. `UPDATE_DOCS=1 cargo test --test docs` writes the present state instead of comparing.
#![cfg(unix)]

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A fenced block of a page.
struct Block {
    /// What stands after the opening fence.
    info: String,
    /// The bytes of the page between the fences.
    body: Range<usize>,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn pages() -> Vec<PathBuf> {
    let folder = std::fs::read_dir(root().join("docs")).expect("docs can be read");
    let mut pages: Vec<PathBuf> = folder.map(|entry| entry.expect("an entry can be read").path()).collect();
    pages.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    pages.push(root().join("README.md"));
    pages.sort();
    pages
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn blocks(page: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<(String, usize)> = None;
    let mut at = 0;
    for line in page.split_inclusive('\n') {
        if let Some(info) = line.trim_end().strip_prefix("```") {
            open = match open.take() {
                None => Some((info.to_owned(), at + line.len())),
                Some((info, start)) => {
                    blocks.push(Block { info, body: start..at });
                    None
                }
            };
        }
        at += line.len();
    }
    assert!(open.is_none(), "a block is never closed");
    blocks
}

/// What `command` prints to both outputs, as a person at the root of the repository would see it without colours.
fn run(command: &str) -> String {
    let program = Path::new(env!("CARGO_BIN_EXE_replylint"));
    let folder = program.parent().expect("the program is in a folder");
    // Pages write there, and Cargo may have been told to build somewhere else.
    std::fs::create_dir_all(root().join("target")).expect("a folder for what commands write");
    let path = format!("{}:{}", folder.display(), std::env::var("PATH").unwrap_or_default());
    let output = Command::new("sh")
        .args(["-c", &format!("{{ {command}\n}} 2>&1")])
        .current_dir(root())
        .env("PATH", path)
        .env("NO_COLOR", "1")
        .env_remove("COLUMNS")
        .env_remove("RUST_BACKTRACE")
        .output()
        .expect("a shell runs");
    String::from_utf8(output.stdout).expect("the output is UTF-8")
}

/// A console block with each command's output as it is now.
fn with_fresh_outputs(block: &str) -> String {
    let commands = block.lines().filter_map(|line| line.strip_prefix("$ "));
    commands.map(|command| format!("$ {command}\n{}", run(command))).collect()
}

/// Puts a table between the marks of that name, if the page has them.
fn with_table(page: &mut String, name: &str, table: impl FnOnce() -> String) {
    let begin = format!("<!-- {name}:begin -->\n");
    if let Some(start) = page.find(&begin).map(|start| start + begin.len()) {
        let stop = page.find(&format!("<!-- {name}:end -->")).expect("the table ends");
        page.replace_range(start..stop, &table());
    }
}

/// The page with everything that can be generated as it is now.
fn fresh(page: &str) -> String {
    let mut fresh = page.to_owned();
    for block in blocks(page).into_iter().rev() {
        let body = &page[block.body.clone()];
        let now = match block.info.split_once(' ') {
            None if block.info == "console" => with_fresh_outputs(body),
            Some((_, rest)) => {
                let file = rest.strip_prefix("file=").unwrap_or_else(|| panic!("unknown mark `{rest}` of a block"));
                read(&root().join(file))
            }
            None => continue,
        };
        fresh.replace_range(block.body, &now);
    }
    let rules = || run("replylint rules --isolated --output-format markdown");
    let accuracy = || replylint::accuracy::Accuracy::of_builtin_rules().markdown();
    with_table(&mut fresh, "rules", rules);
    with_table(&mut fresh, "accuracy", accuracy);
    fresh
}

#[test]
fn every_output_file_and_table_that_the_pages_show_is_the_present_one() {
    let mut stale = Vec::new();
    for path in pages() {
        let page = read(&path);
        let now = fresh(&page);
        if std::env::var_os("UPDATE_DOCS").is_some() {
            std::fs::write(&path, now).expect("the page can be written");
        } else if let Some((line, (shown, now))) =
            page.lines().zip(now.lines()).enumerate().find(|(_, (shown, now))| shown != now)
        {
            stale.push(format!("{}:{}:\n  shown: {shown}\n  now:   {now}", path.display(), line + 1));
        } else if page != now {
            stale.push(format!("{}: the end differs", path.display()));
        }
    }
    assert!(stale.is_empty(), "run `UPDATE_DOCS=1 cargo test --test docs`:\n{}", stale.join("\n"));
}

#[test]
fn the_readme_shows_a_run_and_every_rule() {
    let readme = read(&root().join("README.md"));
    assert!(blocks(&readme).iter().any(|block| block.info == "console"), "no run is shown");
    let ids = run("replylint rules --isolated --output-format markdown");
    assert!(ids.lines().count() > 40, "the rule table is short:\n{ids}");
}

#[test]
fn every_link_to_a_file_leads_somewhere() {
    let mut broken = Vec::new();
    for path in pages() {
        let page = read(&path);
        let folder = path.parent().expect("a page is in a folder");
        for target in page.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(target, _)| target) {
            let file = target.split('#').next().unwrap_or_default();
            if !file.is_empty() && !target.contains(':') && !folder.join(file).exists() {
                broken.push(format!("{}: {target}", path.display()));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

/// What each row of a table of exit codes, and each sentence about them, rests on.
#[test]
fn the_exit_codes_are_as_the_readme_says() {
    let code = |command: &str| run(&format!("{command} >/dev/null 2>&1; echo $?")).trim().to_owned();
    assert_eq!(code("replylint check --isolated fixtures/drafts/cafe-slow-breakfast.txt"), "0");
    assert_eq!(code("replylint check --isolated fixtures/drafts/late-order.txt"), "1");
    assert_eq!(code("replylint check --isolated --exit-zero fixtures/drafts/late-order.txt"), "0");
    assert_eq!(code("replylint check --isolated --fail-on error fixtures/drafts/late-order.txt"), "0");
    assert_eq!(code("replylint check --isolated fixtures/records/broken.jsonl"), "2");
    assert_eq!(code("replylint check --isolated --exit-zero fixtures/records/broken.jsonl"), "2");
    assert_eq!(code("replylint check --isolated no-such-file.txt"), "2");
}

#[test]
fn every_example_of_the_packs_that_the_pages_show_holds() {
    for folder in ["fixtures/packs", "fixtures/shop/packs"] {
        let output = run(&format!("replylint test {folder}/*.toml; echo \"exit $?\""));
        assert!(output.trim_end().ends_with("exit 0"), "{output}");
    }
}
