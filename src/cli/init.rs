//! Owns `init`: a commented configuration to start from. It must not know what can be configured.

use std::fs::OpenOptions;
use std::io::{self, Write};

use super::arguments::InitArguments;
use super::output::Output;
use super::{Code, Failure, Result};
use crate::config::{FILE_NAME, TEMPLATE};

/// Writes the file, unless there is one.
pub(super) fn run(arguments: &InitArguments, output: &mut Output) -> Result {
    let path = arguments.folder.join(FILE_NAME);
    let shown = path.strip_prefix("./").unwrap_or(&path).to_string_lossy();
    let written = OpenOptions::new().write(true).create_new(true).open(&path);
    match written.and_then(|mut file| file.write_all(TEMPLATE.as_bytes())) {
        Ok(()) => {
            output.tell(&format!("wrote {shown}: every line in it is optional\n"));
            Ok(Code::Fine)
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            Err(Failure::with_help(format!("{shown} exists already"), "delete it first, or edit it"))
        }
        Err(error) => Err(Failure::new(format!("{shown} cannot be written: {error}"))),
    }
}
