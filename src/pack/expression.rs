//! Owns the translation of phrases to regular expressions: what the benchmark runs beside the engine, and what shows
//! that a phrase is regular. It must not be used to lint.

use super::phrase::Node;
use super::program::{Builder, STRETCHES};
use super::raw::RawPack;
use super::resolve::Names;
use super::{PackSource, read_pack};

/// The phrases of one cue as one expression.
#[derive(Debug, Clone)]
pub struct Family {
    /// The cue.
    pub cue: String,
    /// Case-insensitive, ASCII, over bytes.
    pub expression: String,
    /// A text without any of these (ASCII case aside) cannot match; empty if nothing is sure.
    pub literals: Vec<String>,
}

/// What may stand between two words of a phrase.
const BETWEEN: &str = r#"[^A-Za-z0-9_.;:!?]{1,6}"#;
const WORD: &str = r"[A-Za-z0-9_'\xe2\x80\x99]{1,30}";

/// The cues of packs that are made of phrases, each as an expression. Phrases that name stretches (`#quote`) are left
/// out, and so are exceptions.
pub fn families(sources: &[PackSource]) -> Vec<Family> {
    let mut families = Vec::new();
    for source in sources {
        let Some(pack) = read_pack(&source.file, &mut Vec::new()) else { continue };
        families.extend(of_pack(&pack, &source.file.text));
    }
    families
}

fn of_pack(pack: &RawPack, text: &str) -> Vec<Family> {
    let names = Names::new(pack, text, &mut Vec::new());
    pack.cues
        .iter()
        .filter(|cue| !cue.phrases.is_empty())
        .map(|cue| {
            let mut branches = Vec::new();
            let mut literals = Vec::new();
            let mut sure = true;
            for phrase in &cue.phrases {
                let Some(node) = names.phrase(phrase, &mut Vec::new()) else { continue };
                if stretches(&node) {
                    continue;
                }
                match Builder::new().anchor_literals(&node) {
                    Some(found) => literals.extend(found),
                    None => sure = false,
                }
                branches.push(expression(&node));
            }
            literals.sort();
            literals.dedup();
            let expression = format!(r"(?i-u)\b(?:{})\b", branches.join("|"));
            Family { cue: cue.name.value.clone(), expression, literals: if sure { literals } else { Vec::new() } }
        })
        .collect()
}

fn stretches(node: &Node) -> bool {
    match node {
        Node::Detector(name, _) => STRETCHES.contains(&name.as_str()),
        Node::Sequence(parts) | Node::Choice(parts) => parts.iter().any(stretches),
        Node::Optional(inner) | Node::Repeat(inner) | Node::Not(inner, _) => stretches(inner),
        _ => false,
    }
}

/// Every part starts with what separates it from the part before, so that an absent part leaves nothing behind.
fn expression(node: &Node) -> String {
    let parts: Vec<&Node> = match node {
        Node::Sequence(parts) => parts.iter().collect(),
        other => vec![other],
    };
    let mut all = String::new();
    let mut first = true;
    for part in parts {
        let body = body(part);
        match part {
            Node::Optional(_) if first => all.push_str(&format!("(?:{body}{BETWEEN})?")),
            Node::Optional(_) => all.push_str(&format!("(?:{BETWEEN}{body})?")),
            Node::Gap(least, greatest) => all.push_str(&format!("(?:{BETWEEN}{WORD}){{{least},{greatest}}}")),
            Node::Break => all.push_str("(?:[,;:-]|\\xe2\\x80[\\x93\\x94])"),
            Node::Start | Node::End => {}
            _ if first => {
                all.push_str(&body);
                first = false;
            }
            _ => all.push_str(&format!("{BETWEEN}{body}")),
        }
    }
    all
}

fn body(node: &Node) -> String {
    match node {
        Node::Word(word) => match word.as_str() {
            "are" => "(?:are|re)".to_owned(),
            "have" => "(?:have|ve)".to_owned(),
            "will" => "(?:will|ll)".to_owned(),
            "am" => "(?:am|m)".to_owned(),
            "not" => "(?:not|t)".to_owned(),
            "is" => "(?:is|s)".to_owned(),
            "would" => "(?:would|d)".to_owned(),
            other => regex_syntax::escape(other),
        },
        Node::Prefix(prefix) => format!("{}[a-z]*", regex_syntax::escape(prefix)),
        Node::Sequence(_) => format!("(?:{})", expression(node)),
        Node::Choice(branches) => {
            format!(
                "(?:{})",
                branches.iter().map(expression).filter(|branch| !branch.is_empty()).collect::<Vec<_>>().join("|")
            )
        }
        Node::Optional(inner) => body(inner),
        Node::Repeat(inner) => {
            let inner = body(inner);
            format!("{inner}(?:{BETWEEN}{inner}){{0,3}}")
        }
        Node::Not(..) => WORD.to_owned(),
        Node::Detector(name, _) => match name.as_str() {
            "email" => r"[a-z0-9._%+-]+@[a-z0-9.-]+".to_owned(),
            "url" => r"(?:https?://|www\.)[a-z0-9./?=&_-]+".to_owned(),
            "handle" => "@[a-z0-9_]+".to_owned(),
            "placeholder" => r"[\[{<%][a-z0-9_ ]+[\]}>%]".to_owned(),
            "caps" | "name" => "[a-z]+".to_owned(),
            _ => r"[0-9][0-9.,:/ -]*".to_owned(),
        },
        _ => String::new(),
    }
}
