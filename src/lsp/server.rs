//! Owns the conversation: which message may come when, and what is done about it. It must not know how messages travel
//! nor how their parts look.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, Write};
use std::path::Path;

use serde_json::{Value, json};

use super::actions::{self, CodeAction, Offer};
use super::client::Client;
use super::diagnostics::{Reported, Reporter};
use super::document::{DidChange, DidOpen, Document, Named};
use super::hover::Hover;
use super::inbox::Inbox;
use super::message::{self, Code, Message, Refusal};
use super::reload::{DidChangeWatchedFiles, Stamps, Troubles, WATCHED};
use super::{Linter, address, suppress, wire};
use crate::config;

/// How far the conversation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// Nobody has said who they are.
    Fresh,
    /// Drafts are checked.
    Running,
    /// The client is about to leave.
    ShutDown,
}

/// One conversation with a client.
pub(super) struct Server<'s> {
    output: &'s mut dyn Write,
    /// Whether nobody reads what is written any more.
    is_gone: bool,
    linter: &'s mut dyn Linter,
    stage: Stage,
    client: Client,
    /// By the address that the client uses.
    documents: BTreeMap<String, Document>,
    reported: BTreeMap<String, Vec<Reported>>,
    /// The documents that have changed since they were checked.
    changed: BTreeSet<String>,
    stamps: Stamps,
    troubles: Troubles,
}

impl<'s> Server<'s> {
    pub(super) fn new(output: &'s mut dyn Write, linter: &'s mut dyn Linter) -> Self {
        Self {
            output,
            is_gone: false,
            linter,
            stage: Stage::Fresh,
            client: Client::default(),
            documents: BTreeMap::new(),
            reported: BTreeMap::new(),
            changed: BTreeSet::new(),
            stamps: Stamps::default(),
            troubles: Troubles::default(),
        }
    }

    /// Talks until the client leaves. Returns whether it said goodbye as it should.
    pub(super) fn run(mut self, input: impl BufRead + Send + 'static) -> bool {
        let mut inbox = Inbox::new(input);
        while !self.is_gone {
            self.settle(&mut inbox);
            match inbox.next() {
                None => return false,
                Some(Message::Notification { method, .. }) if method == "exit" => return self.stage == Stage::ShutDown,
                Some(message) => self.handle(message),
            }
        }
        false
    }

    fn handle(&mut self, message: Message) {
        match message {
            Message::Request { id, method, params } => {
                let result = self.request(&method, params);
                self.send(&message::answer(&id, result));
                if method == "initialize" && self.stage == Stage::Running {
                    self.watch();
                }
            }
            Message::Notification { method, params } => {
                if let Err(refusal) = self.notification(&method, params) {
                    self.log(&format!("{method}: {}", refusal.message));
                }
            }
            Message::Response { error: Some(why) } => self.log(&format!("the client refused: {why}")),
            Message::Response { error: None } => {}
            Message::Invalid { id, refusal } => self.send(&message::answer(&id, Err(refusal))),
        }
    }

    fn request(&mut self, method: &str, params: Value) -> Result<Value, Refusal> {
        match (self.stage, method) {
            (Stage::Fresh, "initialize") => self.initialize(&params),
            (Stage::Fresh, _) => Err(Refusal::new(Code::NotInitialized, "`initialize` has to come first")),
            (Stage::ShutDown, _) => Err(Refusal::new(Code::InvalidRequest, "after `shutdown` only `exit` may come")),
            (Stage::Running, "initialize") => {
                Err(Refusal::new(Code::InvalidRequest, "`initialize` may come only once"))
            }
            (Stage::Running, "shutdown") => {
                self.stage = Stage::ShutDown;
                Ok(Value::Null)
            }
            (Stage::Running, "textDocument/codeAction") => self.code_actions(&message::parameters(params)?),
            (Stage::Running, "textDocument/hover") => self.hover(&message::parameters(params)?),
            (Stage::Running, _) => Err(Refusal::new(Code::MethodNotFound, format!("there is no method `{method}`"))),
        }
    }

    fn notification(&mut self, method: &str, params: Value) -> Result<(), Refusal> {
        if self.stage != Stage::Running {
            return Ok(());
        }
        match method {
            "textDocument/didOpen" => self.opened(message::parameters(params)?),
            "textDocument/didChange" => return self.edited(message::parameters(params)?),
            "textDocument/didSave" => self.saved(&message::parameters(params)?),
            "textDocument/didClose" => self.closed(&message::parameters(params)?),
            "workspace/didChangeWatchedFiles" => self.files_changed(&message::parameters(params)?),
            // Others may be ignored.
            _ => {}
        }
        Ok(())
    }

    fn initialize(&mut self, params: &Value) -> Result<Value, Refusal> {
        if !params.is_object() {
            return Err(Refusal::new(Code::InvalidParams, "the parameters of `initialize` have to be an object"));
        }
        self.client = Client::of(params);
        self.stage = Stage::Running;
        let mut capabilities = json!({
            "positionEncoding": self.client.encoding.name(),
            "textDocumentSync": { "openClose": true, "change": 2, "save": { "includeText": false } },
            "hoverProvider": true,
        });
        if let Some(fields) = capabilities.as_object_mut().filter(|_| self.client.has_actions) {
            fields.insert("codeActionProvider".to_owned(), json!({ "codeActionKinds": actions::KINDS }));
        }
        let info = json!({ "name": "replylint", "version": env!("CARGO_PKG_VERSION") });
        Ok(json!({ "capabilities": capabilities, "serverInfo": info }))
    }

    /// Asks the client to tell when configuration or packs change.
    fn watch(&mut self) {
        if self.client.watches_files {
            let options = json!({ "watchers": [{ "globPattern": WATCHED }] });
            let method = "workspace/didChangeWatchedFiles";
            let registration = json!({ "id": "watch", "method": method, "registerOptions": options });
            let params = json!({ "registrations": [registration] });
            self.send(&message::request("watch", "client/registerCapability", &params));
        }
    }

    fn opened(&mut self, params: DidOpen) {
        self.reload_if_stale();
        let document = Document::open(params.text_document, self.client.folder.as_deref(), self.client.encoding);
        self.changed.insert(document.uri.clone());
        self.documents.insert(document.uri.clone(), document);
    }

    fn edited(&mut self, params: DidChange) -> Result<(), Refusal> {
        let uri = params.text_document.uri;
        let Some(document) = self.documents.get_mut(&uri) else { return Err(not_open(&uri)) };
        document.change(params.content_changes);
        document.version = params.text_document.version.unwrap_or(document.version);
        self.changed.insert(uri);
        Ok(())
    }

    fn saved(&mut self, params: &Named) {
        self.reload_if_stale();
        let is_toml = |document: &&Document| is_toml(document);
        if let Some(document) = self.documents.get(&params.text_document.uri).filter(is_toml) {
            self.changed.insert(document.uri.clone());
        }
    }

    fn closed(&mut self, params: &Named) {
        let uri = &params.text_document.uri;
        self.changed.remove(uri);
        let Some(document) = self.documents.remove(uri) else { return };
        self.reported.remove(uri);
        if !is_toml(&document) {
            self.publish(uri, None, &[]);
        }
    }

    fn files_changed(&mut self, params: &DidChangeWatchedFiles) {
        let matters = params
            .changes
            .iter()
            .filter_map(|event| address::path_of(&event.uri))
            .any(|path| self.stamps.know(&path) || path.file_name().is_some_and(|name| name == config::FILE_NAME));
        if matters {
            self.reload();
        } else {
            self.reload_if_stale();
        }
    }

    fn reload_if_stale(&mut self) {
        if self.stamps.are_stale() {
            self.reload();
        }
    }

    /// Everything is read and checked anew.
    fn reload(&mut self) {
        self.linter.reload();
        self.stamps.clear();
        self.troubles.clear();
        self.changed.extend(self.documents.keys().cloned());
    }

    /// Checks what has changed, as long as nothing else has arrived: it may be the next edit.
    fn settle(&mut self, inbox: &mut Inbox) {
        while inbox.is_empty() && !self.is_gone {
            match self.changed.first().cloned() {
                Some(uri) => self.check(&uri),
                None => return self.tell_troubles(),
            }
        }
    }

    /// Checks a document if it has changed, and tells what is found.
    fn check(&mut self, uri: &str) {
        if !self.changed.remove(uri) {
            return;
        }
        let Some(document) = self.documents.get(uri) else { return };
        let mut reported = Vec::new();
        let result = match &document.path {
            Some(path) if is_toml(document) => self.linter.prepare(path),
            _ => {
                let reporter = Reporter::new(document, &self.client);
                self.linter.check(&document.opened(), &mut |found| reported.extend(reporter.reported(found)))
            }
        };
        let encoding = self.client.encoding;
        if let Err(broken) = result {
            reported.clear();
            self.troubles.stop(&broken, encoding);
        }
        self.troubles.add(&self.linter.notes(), encoding);
        self.stamps.note(self.linter.files());
        if !is_toml(document) {
            let all: Vec<Value> = reported.iter().map(|about| about.diagnostic.clone()).collect();
            let version = document.version;
            self.publish(uri, Some(version), &all);
        }
        self.reported.insert(uri.to_owned(), reported);
    }

    /// Tells of mistakes in configuration and packs, as far as that is news.
    fn tell_troubles(&mut self) {
        for (path, diagnostics) in self.troubles.changes() {
            let is_it = |document: &&Document| document.path.as_deref() == Some(&path);
            // Clients know an open document by the address that they have given it.
            let open = self.documents.values().find(is_it).map(|document| document.uri.clone());
            self.publish(&open.unwrap_or_else(|| address::of_path(&path)), None, &diagnostics);
        }
        if let Some(message) = self.troubles.message() {
            self.send(&message::notification("window/showMessage", &json!({ "type": 1, "message": message })));
        }
    }

    fn code_actions(&mut self, asked: &CodeAction) -> Result<Value, Refusal> {
        let uri = &asked.text_document.uri;
        self.check(uri);
        let document = self.documents.get(uri).ok_or_else(|| not_open(uri))?;
        let reported = self.reported.get(uri).map_or(&[][..], Vec::as_slice);
        let span = document.lines.span(&document.text, asked.range);
        let mut offer = Offer { document, client: &self.client, actions: Vec::new() };
        if asked.wants(actions::QUICKFIX) {
            let here: Vec<&Reported> = reported.iter().filter(|about| actions::touch(about.span, span)).collect();
            here.iter().for_each(|about| offer.fix(about));
            // Two findings of one rule in one line need one comment.
            let mut told = Vec::new();
            for about in here {
                let helps = suppress::that_helps(document, about, reported, self.linter);
                if let Some((rule, edit)) = helps.filter(|helps| !told.contains(helps)) {
                    told.push((rule, edit.clone()));
                    offer.suppression(about, rule, edit);
                }
            }
        }
        let is_safe = |about: &Reported| about.fix.as_ref().is_some_and(|fix| fix.safe);
        if asked.wants(actions::FIX_ALL) && reported.iter().any(is_safe) {
            offer.fix_all(&self.linter.fixed(&document.opened()));
        }
        Ok(Value::Array(offer.actions))
    }

    fn hover(&mut self, asked: &Hover) -> Result<Value, Refusal> {
        let uri = &asked.text_document.uri;
        self.check(uri);
        let document = self.documents.get(uri).ok_or_else(|| not_open(uri))?;
        let at = document.lines.byte(&document.text, asked.position);
        let is_there = |about: &&Reported| about.span.start <= at && at <= about.span.end;
        let about: Vec<&Reported> = self.reported.get(uri).into_iter().flatten().filter(is_there).collect();
        let Some(first) = about.first() else { return Ok(Value::Null) };
        let range = document.lines.range(&document.text, first.span);
        let mut pages = Vec::new();
        for about in about {
            let Some(rule) = &about.rule else { continue };
            let Some(explanation) = self.linter.explanation(document.path.as_deref(), rule) else { continue };
            pages.push(explanation.page(about, self.client.has_markdown));
        }
        if pages.is_empty() {
            return Ok(Value::Null);
        }
        let (kind, between) = if self.client.has_markdown { ("markdown", "\n---\n\n") } else { ("plaintext", "\n\n") };
        Ok(json!({ "contents": { "kind": kind, "value": pages.join(between) }, "range": range }))
    }

    fn publish(&mut self, uri: &str, version: Option<i64>, diagnostics: &[Value]) {
        let mut params = json!({ "uri": uri, "diagnostics": diagnostics });
        if let (Some(version), Some(fields)) = (version, params.as_object_mut()) {
            fields.insert("version".to_owned(), json!(version));
        }
        self.send(&message::notification("textDocument/publishDiagnostics", &params));
    }

    fn log(&mut self, words: &str) {
        self.send(&message::notification("window/logMessage", &json!({ "type": 2, "message": words })));
    }

    fn send(&mut self, body: &str) {
        self.is_gone |= wire::write(self.output, body).is_err();
    }
}

fn not_open(uri: &str) -> Refusal {
    Refusal::new(Code::InvalidParams, format!("{uri} is not open"))
}

/// Whether a document is configuration or a pack, and so no draft.
fn is_toml(document: &Document) -> bool {
    Path::new(&document.name).extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml"))
}
