//! replylint reads a draft reply to a customer review and reports what would hurt if it were posted.
//!
//! The modules in reading order, which is the order in which data flows.

mod html_tags;
pub mod span;

pub mod input;

pub mod draft;
pub mod suppression;
pub mod text;

pub mod toml_table;

pub mod pack;

pub mod template;

pub mod config;

pub mod engine;

pub mod facts;

pub mod check;
pub mod judge;

pub mod dates;

pub mod patience;

pub mod across;

pub mod stats;

pub mod fix;
pub mod triage;

pub mod examples;

pub mod baseline;
pub mod finding;
pub mod fingerprint;
pub mod mistake;

pub mod accuracy;

pub mod report;

pub mod redact;

#[cfg(feature = "lsp")]
pub mod lsp;

pub mod schema;

pub mod cli;
