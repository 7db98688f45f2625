//! Drafts in the editor: what `check` says of a file is said of its text while it is written.

use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use crate::client::{Editor, Folder, about, range};

const BLAME: &str = "Thank you, Ana.\n\nYou should have read the listing.\n";

#[test]
fn findings_appear_when_a_draft_is_opened_and_go_when_it_is_closed() {
    let folder = Folder::new(&[]);
    let mut editor = Editor::start(&folder, &["--isolated"]);
    let uri = folder.uri("reply.txt");
    let told = editor.open(&uri, "plaintext", BLAME);
    assert_eq!(told["version"], 1);
    let blame = about(&told, "blames-customer")[0];
    assert_eq!(blame["range"], range((2, 0), (2, 20)));
    assert_eq!(blame["severity"], 2);
    assert_eq!(blame["source"], "replylint");
    let message = blame["message"].as_str().unwrap();
    assert!(message.starts_with("this puts the blame on the customer\nhelp: "), "{message}");
    assert!(blame.get("codeDescription").is_none(), "nothing leads to the net");
    editor.tell("textDocument/didClose", &json!({ "textDocument": { "uri": uri } }));
    assert_eq!(editor.diagnostics(&uri)["diagnostics"], json!([]));
    assert_eq!(editor.leave(), 0);
}

#[test]
fn findings_move_with_the_text_and_go_with_their_words() {
    let folder = Folder::new(&[]);
    let mut editor = Editor::start(&folder, &["--isolated", "--stdio"]);
    let uri = folder.uri("reply.txt");
    editor.open(&uri, "plaintext", BLAME);
    // Two edits of which the second speaks of the text after the first; an emoji takes two units.
    let told = editor.change(
        &uri,
        2,
        &json!([{ "range": range((0, 14), (0, 15)), "text": " 🙂\n" }, { "range": range((3, 0), (3, 0)), "text": "🙂 é " }]),
    );
    assert_eq!(told["version"], 2);
    assert_eq!(about(&told, "blames-customer")[0]["range"], range((3, 5), (3, 25)));
    let told = editor.change(&uri, 3, &json!([{ "range": range((3, 5), (3, 25)), "text": "We have read" }]));
    assert_eq!(about(&told, "blames-customer"), Vec::<&Value>::new());
    let told = editor.change(&uri, 4, &json!([{ "text": BLAME }]));
    assert_eq!(about(&told, "blames-customer")[0]["range"], range((2, 0), (2, 20)), "the whole text anew");
}

#[test]
fn columns_are_counted_as_agreed() {
    let folder = Folder::new(&[]);
    let text = "🙂 Grüße 🙂: you should have read the listing.\n";
    for (offered, agreed, start) in [
        (&["utf-8", "utf-16"][..], "utf-8", 19),
        (&["utf-16"], "utf-16", 13),
        (&["utf-32", "utf-7"], "utf-32", 11),
        (&[], "utf-16", 13),
    ] {
        let mut editor = Editor::counting(&folder, &["--isolated"], offered);
        assert_eq!(editor.capabilities["positionEncoding"], agreed);
        let uri = folder.uri("reply.txt");
        let told = editor.open(&uri, "plaintext", text);
        assert_eq!(about(&told, "blames-customer")[0]["range"], range((0, start), (0, start + 20)), "{agreed}");
        let edit = json!([{ "range": range((0, 0), (0, start)), "text": "" }]);
        let told = editor.change(&uri, 2, &edit);
        assert_eq!(about(&told, "blames-customer")[0]["range"], range((0, 0), (0, 20)), "{agreed}");
    }
}

/// Line, column, line, column, rule and level of every finding that `check` reports, counted as an editor counts.
fn checked(root: &Path, path: &str) -> Vec<Value> {
    let arguments = ["check", "--exit-zero", "--output-format", "json", path];
    let output = Command::new(env!("CARGO_BIN_EXE_replylint")).args(arguments).current_dir(root).output().unwrap();
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let text = std::fs::read_to_string(root.join(path)).unwrap();
    let place = |place: &Value| {
        let number = |name: &str| usize::try_from(place[name].as_u64().unwrap()).unwrap() - 1;
        let line = text.split('\n').nth(number("line")).unwrap();
        let units: usize = line.chars().take(number("column")).map(char::len_utf16).sum();
        json!({ "line": number("line"), "character": units })
    };
    let findings = report["drafts"].as_array().unwrap().iter().flat_map(|draft| draft["findings"].as_array());
    findings
        .flatten()
        .map(|finding| {
            let severity = match finding["level"].as_str().unwrap() {
                "error" => 1,
                "warning" => 2,
                _ => 3,
            };
            let range = json!({ "start": place(&finding["start"]), "end": place(&finding["end"]) });
            json!({ "range": range, "code": finding["rule"], "severity": severity })
        })
        .collect()
}

#[test]
fn an_editor_is_told_what_check_reports_of_the_same_file() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = Folder::new(&[]);
    let mut editor = Editor::start(&folder, &[]);
    let mut count = 0;
    let walk = ignore::WalkBuilder::new(root.join("fixtures"))
        .filter_entry(|entry| !entry.file_name().to_string_lossy().starts_with("broken"))
        .build();
    for entry in walk.map(Result::unwrap).filter(|entry| entry.path().is_file()) {
        let path = entry.path().strip_prefix(root).unwrap().to_str().unwrap();
        let is_draft = [".txt", ".md", ".csv", ".json", ".jsonl", ".yaml"].iter().any(|ending| path.ends_with(ending));
        // Large exports, text that is no UTF-8 and files that an editor is not meant to check are not opened.
        let Ok(text) = std::fs::read_to_string(entry.path()) else { continue };
        if !is_draft || text.len() > 60_000 || text.contains('\r') || path.contains("README") {
            continue;
        }
        let told = editor.open(&format!("file://{}", entry.path().display()), "", &text);
        let all = told["diagnostics"].as_array().unwrap();
        let has_place = |diagnostic: &&Value| diagnostic.get("code").is_some();
        let across =
            ["duplicate-reply", "repeated-opening", "late-reply", "unanswered-review", "inconsistent-sign-off"];
        let mut found: Vec<Value> = all
            .iter()
            .filter(has_place)
            .filter(|diagnostic| !across.contains(&diagnostic["code"].as_str().unwrap()))
            .map(|diagnostic| {
                let (range, severity) = (&diagnostic["range"], &diagnostic["severity"]);
                json!({ "range": range, "code": diagnostic["code"], "severity": severity })
            })
            .collect();
        let mut expected = if path.ends_with(".yaml") && found.is_empty() { Vec::new() } else { checked(root, path) };
        let key = |value: &Value| value.to_string();
        found.sort_by_key(key);
        expected.sort_by_key(key);
        assert_eq!(found, expected, "{path}");
        count += found.len();
    }
    assert!(count > 100, "only {count} findings were compared");
}

#[test]
fn front_matter_and_the_configuration_of_the_folder_count() {
    let folder = Folder::new(&[
        ("two wörds/replylint.toml", "select = [\"term-list\"]\n[[terms]]\navoid = [\"cheap\"]\n"),
        ("plain/x.txt", ""),
    ]);
    let mut editor = Editor::start(&folder, &[]);
    let told = editor.open(&folder.uri("two wörds/new reply.txt"), "plaintext", "So cheap.\n");
    assert_eq!(about(&told, "term-list")[0]["range"], range((0, 3), (0, 8)), "the file need not exist");
    let told = editor.open(&folder.uri("plain/reply.md"), "markdown", "---\nrating: 5\n---\nThank you so much, Ana!\n");
    assert_eq!(about(&told, "missing-offline-contact"), Vec::<&Value>::new());
    let told = editor.open(&folder.uri("plain/other.md"), "markdown", "---\nrating: 1\n---\nThank you so much, Ana!\n");
    assert_eq!(about(&told, "missing-offline-contact").len(), 1);
    let told = editor.open(&folder.uri("plain/slip.md"), "markdown", "---\nrating: 9\n---\nThank you, Ana!\n");
    let problem = told["diagnostics"].as_array().unwrap().iter().find(|diagnostic| diagnostic.get("code").is_none());
    assert_eq!(problem.unwrap()["range"]["start"]["line"], 1, "{told}");
}

#[test]
fn a_document_that_is_no_file_yet_is_checked_under_the_configuration_of_the_workspace() {
    let folder = Folder::new(&[("replylint.toml", "select = [\"term-list\"]\n[[terms]]\navoid = [\"cheap\"]\n")]);
    let mut editor = Editor::start(&folder, &[]);
    let told = editor.open("untitled:Untitled-1", "plaintext", "So cheap.\n");
    assert_eq!(about(&told, "term-list").len(), 1);
    let told = editor.open("untitled:Untitled-2", "csv", "rating,reply\n1,So cheap.\n");
    assert_eq!(about(&told, "term-list")[0]["range"], range((1, 5), (1, 10)));
}

#[test]
fn templates_and_files_of_records_are_read_as_such() {
    let folder = Folder::new(&[(
        "replylint.toml",
        "select = [\"template\", \"term-list\", \"duplicate-reply\"]\n[templates]\nfiles = [\"templates/**\"]\n\
         placeholders = { name = \"name\" }\n[[terms]]\navoid = [\"cheap\"]\n",
    )]);
    let mut editor = Editor::start(&folder, &[]);
    let told = editor.open(&folder.uri("templates/a.txt"), "plaintext", "Dear {{name}}, so cheap.\n");
    assert_eq!((about(&told, "term-list").len(), about(&told, "unresolved-placeholder").len()), (1, 0), "{told}");
    let told = editor.open(&folder.uri("drafts/a.txt"), "plaintext", "Dear {{name}}, so cheap.\n");
    assert_eq!(about(&told, "unresolved-placeholder")[0]["range"], range((0, 5), (0, 13)));
    let told = editor.open(&folder.uri("templates/all.yaml"), "yaml", "hello: |\n  So cheap.\n");
    assert_eq!(about(&told, "term-list")[0]["range"], range((1, 5), (1, 10)));
    let told = editor.open(&folder.uri("other.yaml"), "yaml", "hello: So cheap.\n");
    assert_eq!(told["diagnostics"], json!([]), "YAML may be anything");
    let text = "{\"reply\": \"So \\u0063heap, so cheap it is for you and all.\"}\n";
    let told = editor.open(&folder.uri("all.jsonl"), "jsonl", &text.repeat(2));
    let places: Vec<&Value> = about(&told, "term-list").iter().map(|cheap| &cheap["range"]).collect();
    assert_eq!(places.len(), 4, "{told}");
    assert_eq!(places[0], &range((0, 14), (0, 24)), "an escape takes its place");
    let copies = about(&told, "duplicate-reply")[0];
    assert_eq!(copies["range"]["start"], json!({ "line": 0, "character": 0 }));
    assert_eq!(copies["relatedInformation"][0]["location"]["range"]["start"]["line"], 1, "{copies}");
}

#[test]
fn what_a_walk_through_the_folder_leaves_out_is_left_out() {
    let folder = Folder::new(&[("replylint.toml", "exclude = [\"old/\"]\n")]);
    let mut editor = Editor::start(&folder, &[]);
    for name in ["old/reply.txt", "README.md", "other.toml"] {
        let uri = folder.uri(name);
        let document = json!({ "uri": uri, "languageId": "", "version": 1, "text": BLAME });
        editor.tell("textDocument/didOpen", &json!({ "textDocument": document }));
    }
    let told = editor.open(&folder.uri("reply.txt"), "plaintext", BLAME);
    assert!(!about(&told, "blames-customer").is_empty());
    editor.ask("shutdown", &Value::Null).unwrap();
    let found = |message: &Value| message["params"]["diagnostics"].as_array().is_some_and(|all| !all.is_empty());
    assert!(!editor.has_kept(found), "nothing is told about the others");
}

#[test]
fn a_second_place_is_told_where_it_lies_in_the_document() {
    let folder = Folder::new(&[]);
    let mut editor = Editor::start(&folder, &["--isolated", "--select", "reviewer-name-mismatch,wrong-name,fit"]);
    let text = "---\nrating: 1\nreviewer: Ben\nreview: |\n  The soup was cold. Ben\n---\nDear Ana,\nthank you.\n";
    let told = editor.open(&folder.uri("reply.txt"), "plaintext", text);
    for diagnostic in told["diagnostics"].as_array().unwrap() {
        for related in diagnostic["relatedInformation"].as_array().into_iter().flatten() {
            assert_eq!(related["location"]["uri"], folder.uri("reply.txt"));
        }
    }
}
