//! Owns `schema`: what tells editors and programs which keys there are. It must not know any of them.

use super::arguments::{SchemaArguments, SchemaShape};
use super::output::Output;
use super::{Code, Result};
use crate::schema;

/// Prints the schema.
pub(super) fn run(arguments: &SchemaArguments, output: &mut Output) -> Result {
    let schema = match arguments.shape {
        SchemaShape::Config => schema::config(),
        SchemaShape::Pack => schema::pack(),
        SchemaShape::Output => schema::output(),
    };
    let _ = output.print(&schema);
    Ok(Code::Fine)
}
