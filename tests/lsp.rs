//! What an editor can rely on: a small one talks with the real program over pipes.
#![cfg(all(unix, feature = "lsp"))]
#![allow(clippy::unwrap_used)] // a test fails by panicking

#[path = "lsp/actions.rs"]
mod actions;
#[path = "lsp/client.rs"]
mod client;
#[path = "lsp/configuration.rs"]
mod configuration;
#[path = "lsp/documents.rs"]
mod documents;
#[path = "lsp/hostile.rs"]
mod hostile;
