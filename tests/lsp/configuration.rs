//! Configuration and packs: what changes on disk counts from the next word on, and mistakes are told where they stand.

use serde_json::{Value, json};

use crate::client::{Editor, Folder, about, range};

const CHEAP: &str = "select = [\"term-list\"]\n\n[[terms]]\navoid = [\"cheap\"]\n";
const DEAR: &str = "select = [\"term-list\"]\n\n[[terms]]\navoid = [\"so dear\"]\n";
const TEXT: &str = "So cheap. So dear.\n";

const PACK: &str = "[pack]\nname = \"house\"\nsummary = \"Ours.\"\n\n[cue.\"house.hurry\"]\nphrases = [\"hurry up\"]\n\
                    hit = [\"Please hurry up.\"]\nmiss = [\"Take your time.\"]\n\n[rule.hurry]\ncategory = \"brand\"\n\
                    level = \"warning\"\nforbid = \"house.hurry\"\nmessage = \"this hurries the customer\"\n\
                    label = \"hurries\"\nwhy = \"Nobody likes it.\"\nflag = [{ reply = \"Hurry up, Ana.\", rating = 2 }]\n\
                    pass = [{ reply = \"Whenever it suits you.\" }]\n";

fn changed(editor: &mut Editor, uri: &str) {
    editor.tell("workspace/didChangeWatchedFiles", &json!({ "changes": [{ "uri": uri, "type": 2 }] }));
}

fn avoided(told: &Value) -> Vec<&Value> {
    about(told, "term-list").iter().map(|diagnostic| &diagnostic["range"]["start"]["character"]).collect()
}

#[test]
fn a_client_that_watches_files_is_asked_to() {
    let folder = Folder::new(&[]);
    let mut editor = Editor::start(&folder, &[]);
    let asked = editor.wait(|message| message["method"] == "client/registerCapability");
    let registration = &asked["params"]["registrations"][0];
    assert_eq!(registration["method"], "workspace/didChangeWatchedFiles");
    assert_eq!(registration["registerOptions"]["watchers"][0]["globPattern"], "**/*.toml");
    editor.send(&json!({ "jsonrpc": "2.0", "id": asked["id"], "result": null }));
    assert_eq!(editor.leave(), 0);
}

#[test]
fn what_the_client_tells_of_the_configuration_counts_at_once() {
    let folder = Folder::new(&[("replylint.toml", CHEAP)]);
    let mut editor = Editor::start(&folder, &[]);
    let uri = folder.uri("reply.txt");
    assert_eq!(avoided(&editor.open(&uri, "plaintext", TEXT)), [3]);
    folder.write("replylint.toml", DEAR);
    changed(&mut editor, &folder.uri("replylint.toml"));
    assert_eq!(avoided(&editor.diagnostics(&uri)), [10]);
    std::fs::remove_file(folder.0.join("replylint.toml")).unwrap();
    changed(&mut editor, &folder.uri("replylint.toml"));
    assert_eq!(avoided(&editor.diagnostics(&uri)), Vec::<&Value>::new());
}

#[test]
fn a_client_that_watches_nothing_gets_it_when_a_document_is_opened_or_saved() {
    let folder = Folder::new(&[("a/x.txt", "")]);
    let mut editor = Editor::start(&folder, &[]);
    let (first, second) = (folder.uri("a/first.txt"), folder.uri("a/second.txt"));
    assert_eq!(avoided(&editor.open(&first, "plaintext", TEXT)), Vec::<&Value>::new());
    folder.write("replylint.toml", CHEAP);
    assert_eq!(avoided(&editor.open(&second, "plaintext", TEXT)), [3]);
    assert_eq!(avoided(&editor.diagnostics(&first)), [3], "the other one is checked again");
    folder.write("a/replylint.toml", &format!("extends = [\"../replylint.toml\"]\n{DEAR}"));
    editor.tell("textDocument/didSave", &json!({ "textDocument": { "uri": second } }));
    assert_eq!(avoided(&editor.diagnostics(&first)), [3, 10]);
    assert_eq!(avoided(&editor.diagnostics(&second)), [3, 10]);
    folder.write("replylint.toml", "");
    editor.tell("textDocument/didSave", &json!({ "textDocument": { "uri": first } }));
    assert_eq!(avoided(&editor.diagnostics(&first)), [10], "what is extended counts as well");
}

#[test]
fn a_broken_configuration_is_told_in_its_file_and_shown_once() {
    let folder = Folder::new(&[("replylint.toml", "selekt = [\"term-list\"]\n")]);
    let mut editor = Editor::start(&folder, &[]);
    let (uri, toml) = (folder.uri("reply.txt"), folder.uri("replylint.toml"));
    assert_eq!(editor.open(&uri, "plaintext", TEXT)["diagnostics"], json!([]));
    let told = editor.diagnostics(&toml);
    let mistake = &told["diagnostics"][0];
    assert_eq!(mistake["range"], range((0, 0), (0, 6)), "{told}");
    assert_eq!((&mistake["severity"], &mistake["code"]), (&json!(1), &json!("unknown-key")));
    assert!(mistake["message"].as_str().unwrap().contains("`select`"), "{mistake}");
    let shown = editor.shown();
    assert!(shown.contains("replylint.toml:1: ") && shown.contains("selekt"), "{shown}");
    editor.change(&uri, 2, &json!([{ "text": "So cheap, so very cheap." }]));
    folder.write("replylint.toml", CHEAP);
    changed(&mut editor, &toml);
    assert_eq!(avoided(&editor.diagnostics(&uri)), [3, 18]);
    assert_eq!(editor.diagnostics(&toml)["diagnostics"], json!([]), "mended");
    let again = editor.has_kept(|message| message["method"] == "window/showMessage");
    assert!(!again, "one mistake is shown once");
}

#[test]
fn a_configuration_that_is_open_is_looked_at_when_it_is_opened_and_saved() {
    let folder =
        Folder::new(&[("replylint.toml", "select = [\"all\"]\npacks = [\"house.toml\"]\n"), ("house.toml", PACK)]);
    let mut editor = Editor::start(&folder, &[]);
    let (config, pack) = (folder.uri("replylint.toml"), folder.uri("house.toml"));
    for (uri, text) in [(&config, "select = 5"), (&pack, PACK)] {
        let document = json!({ "uri": uri, "languageId": "toml", "version": 1, "text": text });
        editor.tell("textDocument/didOpen", &json!({ "textDocument": document }));
    }
    let uri = folder.uri("reply.txt");
    assert_eq!(about(&editor.open(&uri, "plaintext", "Hurry up!"), "house/hurry")[0]["range"], range((0, 0), (0, 8)));
    folder.write("house.toml", &PACK.replace("forbid = \"house.hurry\"", "forbid = \"house.hury\""));
    editor.tell("textDocument/didSave", &json!({ "textDocument": { "uri": pack } }));
    let told = editor.diagnostics(&pack);
    let mistake = &told["diagnostics"][0];
    assert_eq!(mistake["range"]["start"]["line"], 12, "{told}");
    assert!(editor.shown().contains("house.toml:13: "), "the place is shown");
    assert_eq!(editor.diagnostics(&uri)["diagnostics"], json!([]));
    folder.write("house.toml", PACK);
    editor.tell("textDocument/didSave", &json!({ "textDocument": { "uri": pack } }));
    assert_eq!(editor.diagnostics(&pack)["diagnostics"], json!([]));
    assert_eq!(about(&editor.diagnostics(&uri), "house/hurry").len(), 1);
}

#[test]
fn a_rule_of_a_pack_is_explained_where_its_words_stand() {
    let folder = Folder::new(&[("replylint.toml", "packs = [\"packs/*.toml\"]\n"), ("packs/house.toml", PACK)]);
    let mut editor = Editor::start(&folder, &[]);
    let uri = folder.uri("reply.txt");
    editor.open(&uri, "plaintext", "Thank you, Ana.\nHurry up!");
    let place = json!({ "line": 1, "character": 2 });
    let shown =
        editor.ask("textDocument/hover", &json!({ "textDocument": { "uri": uri }, "position": place })).unwrap();
    let page = shown["contents"]["value"].as_str().unwrap();
    assert!(page.contains("`house/hurry` (brand)") && page.contains("**Why:** Nobody likes it."), "{page}");
    assert!(page.contains("> “Hurry up, Ana.” (rating 2)") && page.contains("> “Whenever it suits you.”"), "{page}");
    folder.write("packs/house.toml", &PACK.replace("Nobody likes it.", "Everybody hates it."));
    changed(&mut editor, &folder.uri("packs/house.toml"));
    editor.diagnostics(&uri);
    let shown =
        editor.ask("textDocument/hover", &json!({ "textDocument": { "uri": uri }, "position": place })).unwrap();
    assert!(shown["contents"]["value"].as_str().unwrap().contains("Everybody hates it."), "{shown}");
}

#[test]
fn flags_hold_for_every_document() {
    let folder = Folder::new(&[("replylint.toml", "selekt = 1\n"), ("house.toml", PACK)]);
    let mut editor = Editor::start(&folder, &["--isolated", "--pack", "house.toml", "--select", "house"]);
    let told = editor.open(&folder.uri("reply.txt"), "plaintext", "Hurry up!");
    assert_eq!(told["diagnostics"].as_array().unwrap().len(), 1, "{told}");
    let mut editor = Editor::start(&folder, &["--isolated", "--select", "no-such-rule"]);
    editor.open(&folder.uri("reply.txt"), "plaintext", "Hurry up!");
    let shown = editor.shown();
    assert!(shown.contains("no rule, category or pack is called `no-such-rule`"), "{shown}");
}
