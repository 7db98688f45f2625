//! Clients that make mistakes: each gets an error that names it, and the conversation goes on.

use serde_json::{Value, json};

use crate::client::{Editor, Folder, about, range};

const BLAME: &str = "You should have read the listing.\n";

/// The code of the next error that answers no request.
fn next_error(editor: &mut Editor) -> i64 {
    let answer = editor.wait(|message| message.get("id") == Some(&Value::Null) && message.get("error").is_some());
    editor.result(&answer).unwrap_err()
}

/// Whether drafts are still checked.
fn still_works(editor: &mut Editor, folder: &Folder) {
    let uri = folder.uri("still.txt");
    let told = editor.open(&uri, "plaintext", BLAME);
    assert_eq!(about(&told, "blames-customer").len(), 1);
    editor.tell("textDocument/didClose", &json!({ "textDocument": { "uri": uri } }));
    editor.diagnostics(&uri);
}

#[test]
fn bytes_that_are_no_message_are_answered_with_an_error() {
    let folder = Folder::new(&[]);
    let mut editor = Editor::start(&folder, &["--isolated"]);
    for (bytes, code) in [
        (&b"Content-Length: 5\r\n\r\n{\"a\":"[..], -32_700),
        (b"Content-Length: 2\r\n\r\n\xFF\xFE", -32_700),
        (b"Content-Length: 2\r\n\r\n[]", -32_600),
        (b"Content-Length: 4\r\n\r\nnull", -32_600),
        (b"Content-Length: 0\r\n\r\n", -32_700),
        (b"X-Length: 2\r\n\r\n{}", -32_700),
    ] {
        editor.send_bytes(bytes);
        assert_eq!(next_error(&mut editor), code, "{}", String::from_utf8_lossy(bytes));
        still_works(&mut editor, &folder);
    }
    for length in ["-1", "18446744073709551616", "9999999999999", "nine"] {
        editor.send_bytes(format!("Content-Length: {length}\r\n\r\n{{}}").as_bytes());
        assert_eq!(next_error(&mut editor), -32_700, "{length}");
        still_works(&mut editor, &folder);
    }
    let deep = "[".repeat(200_000);
    editor.send_bytes(format!("Content-Length: {}\r\n\r\n{deep}", deep.len()).as_bytes());
    assert_eq!(next_error(&mut editor), -32_700);
    assert_eq!(editor.leave(), 0);
}

#[test]
fn requests_that_cannot_be_answered_are_refused_by_their_ids() {
    let folder = Folder::new(&[]);
    let mut editor = Editor::start(&folder, &["--isolated"]);
    let uri = folder.uri("closed.txt");
    let document = json!({ "uri": uri });
    let place = json!({ "line": 0, "character": 0 });
    for (method, params, code) in [
        ("textDocument/definition", json!({}), -32_601),
        ("initialize", json!({}), -32_600),
        ("textDocument/hover", json!(null), -32_602),
        ("textDocument/hover", json!({ "textDocument": document, "position": place }), -32_602),
        (
            "textDocument/hover",
            json!({ "textDocument": document, "position": { "line": -1, "character": 0 } }),
            -32_602,
        ),
        ("textDocument/codeAction", json!({ "textDocument": document, "range": "all" }), -32_602),
        ("textDocument/codeAction", json!([1, 2]), -32_602),
    ] {
        assert_eq!(editor.ask(method, &params), Err(code), "{method} {params}");
    }
    editor.send(&json!({ "jsonrpc": "2.0", "id": "text", "method": "x" }));
    let answer = editor.wait(|message| message["id"] == "text");
    assert_eq!(editor.result(&answer), Err(-32_601));
    editor.send(&json!({ "jsonrpc": "2.0", "id": 1.5, "method": "x" }));
    assert_eq!(next_error(&mut editor), -32_600);
    editor.send(&json!({ "jsonrpc": "2.0", "id": 5, "result": {} }));
    editor.send(&json!({ "jsonrpc": "2.0", "id": "watch", "error": { "code": 1, "message": "no watching here" } }));
    let logged = editor.wait(|message| message["method"] == "window/logMessage");
    assert!(logged["params"]["message"].as_str().unwrap().contains("no watching here"));
    assert_eq!(editor.leave(), 0);
}

#[test]
fn notifications_that_make_no_sense_change_nothing() {
    let folder = Folder::new(&[]);
    let mut editor = Editor::start(&folder, &["--isolated"]);
    let uri = folder.uri("reply.txt");
    for (method, params) in [
        (
            "textDocument/didChange",
            json!({ "textDocument": { "uri": uri, "version": 2 }, "contentChanges": [{ "text": "x" }] }),
        ),
        ("textDocument/didOpen", json!({ "textDocument": { "uri": uri } })),
        ("textDocument/didChange", json!({ "textDocument": { "uri": uri }, "contentChanges": "all" })),
        ("textDocument/didClose", json!(7)),
    ] {
        editor.tell(method, &params);
        let logged = editor.wait(|message| message["method"] == "window/logMessage");
        assert!(logged["params"]["message"].as_str().unwrap().starts_with(method), "{logged}");
    }
    for (method, params) in [
        ("textDocument/didClose", json!({ "textDocument": { "uri": uri } })),
        ("textDocument/didSave", json!({ "textDocument": { "uri": uri } })),
        ("$/cancelRequest", json!({ "id": [] })),
        ("$/setTrace", json!({ "value": "off" })),
        ("workspace/didChangeConfiguration", json!({ "settings": {} })),
        ("no/such/method", json!(null)),
    ] {
        editor.tell(method, &params);
    }
    still_works(&mut editor, &folder);
    assert_eq!(editor.leave(), 0);
}

#[test]
fn edits_beyond_the_text_are_made_at_its_end() {
    let folder = Folder::new(&[]);
    let mut editor = Editor::start(&folder, &["--isolated"]);
    let uri = folder.uri("reply.txt");
    editor.open(&uri, "plaintext", "🙂🙂");
    let most = u32::MAX;
    editor.change(&uri, 2, &json!([{ "range": range((0, 1), (0, 3)), "text": "" }]));
    // The middle of an emoji is its start: one of the two is left.
    let told = editor.change(
        &uri,
        3,
        &json!([
            { "range": range((0, 2), (0, 2)), "text": "\n" },
            { "range": range((most, 0), (most, most)), "text": "You should have read the listing." },
            { "range": range((0, most), (0, 0)), "text": "Hm" },
        ]),
    );
    assert_eq!(about(&told, "blames-customer")[0]["range"], range((1, 0), (1, 20)));
    editor.tell(
        "textDocument/didOpen",
        &json!({
            "textDocument": { "uri": uri, "languageId": "plaintext", "version": 1, "text": BLAME }
        }),
    );
    let told = editor.diagnostics(&uri);
    assert_eq!(about(&told, "blames-customer")[0]["range"], range((0, 0), (0, 20)), "opened twice is opened anew");
}

#[test]
fn a_document_that_is_no_text_is_told_of_as_such() {
    let folder = Folder::new(&[]);
    let mut editor = Editor::start(&folder, &["--isolated"]);
    let told = editor.open(&folder.uri("reply.txt"), "plaintext", "Hello\n\u{0}\n");
    let message = told["diagnostics"][0]["message"].as_str().unwrap();
    assert!(message.contains("binary"), "{told}");
    assert_eq!(told["diagnostics"][0]["severity"], 1);
    let told = editor.open(&folder.uri("reply.json"), "json", "{\"reply\": ");
    assert_eq!(told["diagnostics"][0]["severity"], 1, "{told}");
    let told = editor.open(&folder.uri("empty.txt"), "plaintext", "");
    assert_eq!(told["diagnostics"], json!([]));
}

#[test]
fn the_order_of_the_conversation_is_kept() {
    let folder = Folder::new(&[]);
    let mut editor = Editor::silent(&folder, &[]);
    assert_eq!(editor.ask("textDocument/hover", &json!({})), Err(-32_002));
    assert_eq!(editor.ask("shutdown", &Value::Null), Err(-32_002));
    editor.tell("textDocument/didOpen", &json!({}));
    assert_eq!(editor.ask("initialize", &json!(null)), Err(-32_602));
    assert!(editor.ask("initialize", &json!({ "capabilities": {} })).is_ok());
    assert_eq!(editor.ask("shutdown", &Value::Null), Ok(Value::Null));
    assert_eq!(editor.ask("textDocument/hover", &json!({})), Err(-32_600));
    editor.tell("exit", &Value::Null);
    assert_eq!(editor.code(), 0);
}

#[test]
fn who_leaves_without_a_goodbye_is_seen_in_the_exit_code() {
    let folder = Folder::new(&[]);
    assert_eq!(Editor::start(&folder, &[]).code(), 1, "hung up");
    let mut editor = Editor::start(&folder, &[]);
    editor.tell("exit", &Value::Null);
    assert_eq!(editor.code(), 1, "no shutdown");
    let mut editor = Editor::silent(&folder, &[]);
    editor.tell("exit", &Value::Null);
    assert_eq!(editor.code(), 1, "not even started");
    let mut editor = Editor::silent(&folder, &["--baseline", "none.json"]);
    assert_eq!(editor.code(), 2, "cannot start");
}
