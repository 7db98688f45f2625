//! Owns the names of HTML elements: what stands in angle brackets is one of these, or a slot that someone has to fill in.
//! It must not know in which kind of text they stand.

/// The elements of HTML, old ones too.
#[rustfmt::skip]
const ELEMENTS: &[&str] = &[
    "a", "abbr", "acronym", "address", "area", "article", "aside", "audio", "b", "base", "big", "blockquote",
    "body", "br", "button", "canvas", "caption", "center", "cite", "code", "col", "colgroup", "dd", "del",
    "details", "dfn", "dialog", "div", "dl", "dt", "em", "embed", "fieldset", "figcaption", "figure", "font",
    "footer", "form", "frame", "frameset", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr", "html", "i",
    "iframe", "img", "input", "ins", "kbd", "label", "legend", "li", "link", "main", "map", "mark", "menu", "meta",
    "nav", "noscript", "object", "ol", "optgroup", "option", "output", "p", "param", "picture", "pre", "progress",
    "q", "s", "samp", "script", "section", "select", "small", "source", "span", "strike", "strong", "style", "sub",
    "summary", "sup", "svg", "table", "tbody", "td", "template", "textarea", "tfoot", "th", "thead", "tr", "tt",
    "u", "ul", "var", "video", "wbr",
];

/// Elements that hardly anybody pastes, while a template means the thing: `<address>`, `<link>`.
#[rustfmt::skip]
const SLOTS: &[&str] = &[
    "address", "area", "base", "caption", "details", "dialog", "figure", "frame", "label", "legend", "link", "map",
    "menu", "object", "option", "output", "picture", "progress", "select", "source", "summary", "template", "var",
];

/// Whether there is an element of that name, in whichever case.
pub(crate) fn is_element(name: &str) -> bool {
    holds(ELEMENTS, name)
}

/// Whether people paste tags of that name with text from a web page.
pub(crate) fn is_pasted(name: &str) -> bool {
    is_element(name) && !holds(SLOTS, name)
}

fn holds(names: &[&str], name: &str) -> bool {
    names.iter().any(|known| known.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_template_leaves_open_is_not_taken_for_pasted_html() {
        assert!(is_pasted("BR") && is_pasted("strong") && is_pasted("tfoot"));
        assert!(is_element("Link") && !is_pasted("Link"));
        assert!(!is_element("name") && !is_pasted("name"));
        assert!(SLOTS.iter().all(|slot| is_element(slot)));
    }
}
