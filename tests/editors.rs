//! What the documentation shows for editors, in the real ones where there are any: Vim, Neovim, and the regular expression
//! of the task for VS Code in Node.js.

#![allow(clippy::unwrap_used)] // a test fails by panicking

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A draft in which bytes, characters and columns of a terminal differ.
const DRAFT: &str = "Thank you, José 😀 — I see.\n\nDear Zoë 😀😀, but you are lying: it was hot.\n";
/// What is wrong with it, and the bytes before that on the third line.
const WRONG: (&str, usize) = ("accuses-lying", "Dear Zoë 😀😀, but ".len());

/// A folder with the draft in it, gone with the value.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(path.join("replies")).unwrap();
        fs::write(path.join("replies/two words.txt"), DRAFT).unwrap();
        Self(path)
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.0.join(name), text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name)).unwrap()
    }

    /// Runs a program that finds replylint by its name; none if there is no such program.
    fn run(&self, program: &str, arguments: &[&str]) -> Option<Output> {
        let own = Path::new(env!("CARGO_BIN_EXE_replylint")).parent().unwrap();
        let path = format!("{}:{}", own.display(), std::env::var("PATH").unwrap_or_default());
        let mut command = Command::new(program);
        command.args(arguments).current_dir(&self.0).env("PATH", path);
        // Neither the editor of who runs the tests nor its settings take part.
        command.envs(["HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"].map(|name| (name, &self.0)));
        command.output().ok()
    }

    fn concise(&self) -> String {
        let arguments = ["check", "--isolated", "--output-format", "concise", "replies"];
        String::from_utf8(self.run("replylint", &arguments).unwrap().stdout).unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn shown(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/editors").join(name).to_string_lossy().into_owned()
}

/// The line of the documentation that starts so.
fn documented(start: &str) -> &'static str {
    let line = include_str!("../docs/automation.md").lines().find(|line| line.starts_with(start));
    line.expect("the documentation shows it")
}

/// A line for each entry of Vim's list of errors.
const LIST: &str = "map(getqflist(), \
    'v:val.valid.\"|\".bufname(v:val.bufnr).\"|\".v:val.lnum.\"|\".v:val.col.\"|\".v:val.type.\"|\".v:val.text')";

#[test]
fn vim_goes_to_the_words_of_each_finding() {
    let folder = Folder::new("vim");
    folder.write("replies/two words.txt", "Thank you, Ana.\n\nBut you are lying: it was hot.\n");
    folder.write("report.txt", &folder.concise());
    let script =
        format!("{}\ncgetfile report.txt\ncall writefile({LIST}, 'list.txt')\nqa!\n", documented("set errorformat="));
    folder.write("script.vim", &script);
    let Some(vim) = folder.run("vim", &["-es", "-N", "-u", "NONE", "-S", "script.vim"]) else { return };
    assert!(vim.status.success());
    let list = folder.read("list.txt");
    assert!(list.contains("1|replies/two words.txt|3|5|e|[accuses-lying]: "), "{list}");
    assert!(list.lines().all(|line| line.starts_with("1|")), "{list}");
}

#[test]
fn vim_checks_the_text_in_the_window_before_it_is_saved() {
    let folder = Folder::new("vim-buffer");
    let script = format!(
        "source {}\nedit replies/two\\ words.txt\ncall setline(1, 'Grüße 😀, so sorry if you felt that.')\nReplylint\n\
         let out = {LIST}\nfor item in range(1, len(getqflist()))\nexecute 'cc! ' . item\n\
         call add(out, 'at ' . strpart(getline('.'), col('.') - 1))\nendfor\ncall writefile(out, 'list.txt')\nqa!\n",
        shown("replylint.vim")
    );
    folder.write("script.vim", &script);
    let Some(vim) = folder.run("vim", &["-es", "-N", "-n", "-u", "NONE", "-S", "script.vim"]) else { return };
    assert!(vim.status.success());
    let list = folder.read("list.txt");
    assert!(list.contains("1|replies/two words.txt|1|") && list.contains("[conditional-apology]: "), "{list}");
    assert!(list.contains("\nat sorry if you felt that.\n"), "{list}");
    let (rule, before) = WRONG;
    assert!(list.contains(&format!("|3|{}|e|[{rule}]: ", before + 1)), "{list}");
    assert!(list.contains("\nat you are lying: it was hot.\n"), "{list}");
    assert!(!list.contains("0|"), "nothing but findings: {list}");
}

#[test]
fn neovim_shows_the_findings_of_what_stands_in_the_window() {
    let folder = Folder::new("neovim");
    let script = format!(
        r#"vim.cmd("luafile {}")
local out = {{}}
local function wait()
  vim.wait(20000, function() return #vim.diagnostic.get(0) > 0 end, 20)
  for _, found in ipairs(vim.diagnostic.get(0)) do
    local line = vim.api.nvim_buf_get_lines(0, found.lnum, found.lnum + 1, false)[1]
    local words = found.lnum == found.end_lnum and line:sub(found.col + 1, found.end_col) or "…"
    table.insert(out, table.concat({{ found.lnum, found.col, found.severity, found.source, found.code, words }}, "|"))
  end
end
vim.cmd("edit replies/two\\ words.txt")
wait()
table.insert(out, "changed")
vim.diagnostic.reset()
vim.api.nvim_buf_set_lines(0, 0, 1, false, {{ "Grüße 😀, so sorry if you felt that." }})
vim.cmd("Replylint")
wait()
vim.fn.writefile(out, "list.txt")
vim.cmd("qa!")
"#,
        shown("replylint.lua")
    );
    folder.write("script.lua", &script);
    let arguments = ["--headless", "-n", "-u", "NONE", "-c", "luafile script.lua", "-c", "qa!"];
    let named = std::env::var("REPLYLINT_NVIM").ok().filter(|path| Path::new(path).exists());
    let program = named.as_deref().unwrap_or("nvim");
    let Some(neovim) = folder.run(program, &arguments) else { return };
    let told = String::from_utf8_lossy(&neovim.stderr);
    assert!(neovim.status.success() && !told.contains("rror"), "{told}");
    let list = folder.read("list.txt");
    let (as_saved, changed) = list.split_once("changed\n").unwrap();
    let (rule, before) = WRONG;
    for list in [as_saved, changed] {
        assert!(list.contains(&format!("2|{before}|1|replylint|{rule}|you are lying\n")), "{list}");
    }
    assert!(as_saved.contains("|levity-in-negative|😀\n"), "{as_saved}");
    let before = "Grüße 😀, so ".len();
    assert!(changed.contains(&format!("0|{before}|2|replylint|conditional-apology|sorry if you")), "{changed}");
}

#[test]
fn the_task_for_vs_code_sees_every_finding() {
    let folder = Folder::new("code");
    let tasks: serde_json::Value = serde_json::from_str(&fs::read_to_string(shown("tasks.json")).unwrap()).unwrap();
    let task = &tasks["tasks"][0];
    let pattern = &task["problemMatcher"]["pattern"];
    let regexp = pattern["regexp"].as_str().unwrap();
    let group = |name: &str| usize::try_from(pattern[name].as_u64().unwrap()).unwrap();
    let groups = ["file", "line", "column", "severity", "code"].map(group);

    let mut arguments: Vec<&str> = task["args"].as_array().unwrap().iter().filter_map(|word| word.as_str()).collect();
    let file = arguments.iter_mut().find(|word| **word == "${file}").unwrap();
    *file = "replies/two words.txt";
    let output = folder.run(task["command"].as_str().unwrap(), &arguments).unwrap();
    let out = String::from_utf8(output.stdout).unwrap();
    assert!(out.lines().count() > 3, "{out}");

    let wanted = format!("replies/two words.txt|3|{}|error|{}", "Dear Zoë 😀😀, but ".chars().count() + 1, WRONG.0);
    let expression = regex::Regex::new(regexp).unwrap();
    let seen: Vec<String> = out
        .lines()
        .map(|line| {
            let found = expression.captures(line).unwrap_or_else(|| panic!("{line}"));
            groups.map(|group| found[group].to_owned()).join("|")
        })
        .collect();
    assert!(seen.contains(&wanted), "{seen:?}");

    // The same lines, read by the engine that VS Code has.
    let script = "const [regexp, groups, out] = JSON.parse(process.argv[1]);\n\
        for (const line of out.trimEnd().split('\\n')) {\n\
        const found = new RegExp(regexp).exec(line);\n\
        console.log(groups.map((group) => found[group]).join('|'));\n}\n";
    let input = serde_json::json!([regexp, groups, out]).to_string();
    let Some(node) = folder.run("node", &["-e", script, &input]) else { return };
    assert!(node.status.success(), "{}", String::from_utf8_lossy(&node.stderr));
    assert_eq!(String::from_utf8(node.stdout).unwrap().lines().collect::<Vec<_>>(), seen);
}
