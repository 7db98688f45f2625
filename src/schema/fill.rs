//! Owns how a schema is filled in, and the regular expressions that stand for what a closed list cannot hold. It must
//! not know what the schemas describe.

use serde_json::Value;

/// A number of words, or a range of them, as `review-words` takes it.
pub(super) const COUNTS: &str = r"^\s*(?:\d+|(?:<=?|>=?)\s*\d+|\d+\s*\.\.|\d*\s*\.\.=?\s*\d+)\s*$";

/// `text` with every `"@name"` replaced by the value of that name.
pub(super) fn fill(text: &str, blanks: &[(&str, Value)]) -> String {
    let mut filled = text.replace("@version", env!("CARGO_PKG_VERSION"));
    for (name, value) in blanks {
        let blank = format!("\"@{name}\"");
        if filled.contains(&blank) {
            filled = filled.replace(&blank, &written(value));
        }
    }
    filled
}

/// A list on a line, an object with an entry a line.
fn written(value: &Value) -> String {
    match value {
        Value::Array(items) => format!("[{}]", items.iter().map(Value::to_string).collect::<Vec<_>>().join(", ")),
        Value::Object(entries) => {
            let lines = entries.iter().map(|(key, value)| format!("  {}: {value}", Value::from(key.as_str())));
            format!("{{\n{}\n}}", lines.collect::<Vec<_>>().join(",\n"))
        }
        other => other.to_string(),
    }
}

/// Any of `names`, whatever its capitals, with blanks or hyphens for `_`.
pub(super) fn spellings<'n>(names: impl Iterator<Item = &'n str>) -> String {
    let letter = |letter: char| match letter {
        '_' => "[ _-]".to_owned(),
        '.' => "\\.".to_owned(),
        letter if letter.is_alphabetic() => format!("[{}{letter}]", letter.to_uppercase()),
        letter => letter.to_string(),
    };
    let all: Vec<String> = names.map(|name| name.chars().map(letter).collect()).collect();
    format!("^\\s*(?:{})\\s*$", all.join("|"))
}

/// A rating, or a range in which at least one rating lies and which does not reach beyond the scale.
pub(super) fn ratings() -> String {
    let mut forms: Vec<String> = ["N[1-5]", "<=N[1-5]", "<N[2-6]", ">=N[1-5]", ">N[0-4]", r"N[1-5]\s*\.\."]
        .into_iter()
        .chain([r"\.\.=N[1-5]", r"\.\.N[2-6]"])
        .map(str::to_owned)
        .collect();
    for low in 1..=5 {
        forms.push(format!(r"N{low}\s*\.\.=N[{low}-5]"));
        forms.push(format!(r"N{low}\s*\.\.N[{}-6]", low + 1));
    }
    format!(r"^\s*(?:{})\s*$", forms.join("|")).replace('N', r"\s*0*")
}
