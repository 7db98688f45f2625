//! Owns `init`: a commented configuration to start from, and beside it what tells editors which keys it may have. It must
//! not know what can be configured.
//!
//! The schema lies in the folder, since nothing here asks the network and an editor knows no other way to a program's
//! own version of it. Its name starts with a dot so that nobody who wants no editor's help has to look at it, and so that
//! it is not taken for an export full of replies.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};

use super::arguments::InitArguments;
use super::output::Output;
use super::{Code, Failure, Result};
use crate::config::{FILE_NAME, SCHEMA_NAME, TEMPLATE};
use crate::schema;

/// Writes both files, unless there is a configuration.
pub(super) fn run(arguments: &InitArguments, output: &mut Output) -> Result {
    let path = arguments.folder.join(FILE_NAME);
    let shown = path.strip_prefix("./").unwrap_or(&path).to_string_lossy();
    let written = OpenOptions::new().write(true).create_new(true).open(&path);
    match written.and_then(|mut file| file.write_all(TEMPLATE.as_bytes())) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            return Err(Failure::with_help(format!("{shown} exists already"), "delete it first, or edit it"));
        }
        Err(error) => return Err(Failure::new(format!("{shown} cannot be written: {error}"))),
    }
    // An old one is of an older version: it is written by replylint only.
    let beside = arguments.folder.join(SCHEMA_NAME);
    if let Err(error) = fs::write(&beside, schema::config()) {
        return Err(Failure::new(format!("{} cannot be written: {error}", beside.display())));
    }
    output.tell(&format!(
        "wrote {shown}: every line in it is optional\nwrote {SCHEMA_NAME} beside it: editors complete and explain from it\n"
    ));
    Ok(Code::Fine)
}
