//! Detectors, about to land.
#![allow(missing_docs)]
use crate::span::Span;
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detector {
    Email,
    Phone,
    Url,
    Handle,
    Path,
    Money,
    Date,
    Time,
    Number,
    Emoji,
    Caps,
    Placeholder,
}
#[derive(Debug, Clone)]
pub struct Detection {
    pub kind: Detector,
    pub span: Span,
}
impl Detector {
    pub fn name(self) -> &'static str {
        "email"
    }
    pub fn parse(_: &str) -> Option<Self> {
        None
    }
}
pub fn detect(_text: &str, _out: &mut Vec<Detection>) {}
