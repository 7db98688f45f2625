//! Owns the texts that can become of a template: every combination of its branches, or, where these are too many, so
//! many texts that each branch is in one of them. It must not know what the texts say.

use super::structure::{Choice, Node};
use super::{Problem, Structure};
use crate::draft::Passage;
use crate::span::Span;

/// The greatest number of combinations that are all looked at.
const MOST_COMBINED: usize = 64;

/// The greatest number of texts that are looked at in any case.
const MOST: usize = 256;

/// A branch that a text has taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Taken {
    /// The tag that begins the branch, in the template.
    pub tag: Span,
    /// Whether it is what happens where a condition does not hold and nobody wrote an `else`.
    pub is_implied: bool,
    /// What the branch covers in the template.
    pub reach: Span,
}

/// A text that can become of a template.
#[derive(Debug, Clone)]
pub struct Variant {
    /// The text, with the bytes of the template that it stands for.
    pub text: Passage,
    /// The branches that lead to it, in the order of the template.
    pub taken: Vec<Taken>,
}

/// What is known of a text while it is put together.
#[derive(Debug, Clone, Default)]
struct Path {
    parts: Vec<Span>,
    taken: Vec<Taken>,
    /// The branches chosen so far, by variable.
    chosen: Vec<(usize, usize)>,
}

impl Structure {
    /// The texts that can become of it, at least one.
    pub fn variants(&self, template: &str) -> Vec<Variant> {
        let whole = Passage::verbatim(template, 0);
        let paths = combined(&self.nodes, vec![Path::default()]).unwrap_or_else(|| covering(&self.nodes));
        paths
            .into_iter()
            .map(|path| {
                let mut text = Passage::default();
                for part in path.parts {
                    text.append_part(&whole, part);
                }
                Variant { text, taken: path.taken }
            })
            .collect()
    }
}

/// Says so where there are more branches than are looked at.
pub(super) fn beyond_reach(structure: &Structure) -> Option<Problem> {
    let needed = needed(&structure.nodes);
    let first = structure.nodes.iter().find_map(|node| match node {
        Node::Choice(choice) if needed_of(choice) > MOST => choice.branches.first(),
        _ => None,
    })?;
    let message = format!("{needed} branches, of which only {MOST} were followed");
    let help = "split the template".to_owned();
    Some(Problem::new(first.tag, message, "more branches than are followed", help))
}

/// How many texts it takes so that each branch is in one.
fn needed(nodes: &[Node]) -> usize {
    let of = |node: &Node| match node {
        Node::Text(_) => 1,
        Node::Choice(choice) => needed_of(choice),
    };
    nodes.iter().map(of).max().unwrap_or(1)
}

fn needed_of(choice: &Choice) -> usize {
    choice.branches.iter().map(|branch| needed(&branch.nodes)).sum()
}

/// Every path through `nodes` that goes on from one of `paths`; none if there are too many.
fn combined(nodes: &[Node], mut paths: Vec<Path>) -> Option<Vec<Path>> {
    for node in nodes {
        match node {
            Node::Text(span) => paths.iter_mut().for_each(|path| path.parts.push(*span)),
            Node::Choice(choice) => {
                let mut after = Vec::new();
                for path in paths {
                    let known = path.chosen.iter().find(|(variable, _)| *variable == choice.variable);
                    let known = known.map(|(_, branch)| *branch);
                    let open: Vec<usize> = (0..choice.branches.len())
                        .filter(|number| known.is_none_or(|known| known == *number))
                        .collect();
                    let mut ways = Vec::with_capacity(open.len());
                    // The last way takes the path itself: where the condition is known, nothing is copied.
                    ways.extend(open.iter().skip(1).map(|_| path.clone()));
                    ways.push(path);
                    for (number, mut next) in open.into_iter().zip(ways) {
                        let Some(branch) = choice.branches.get(number) else { continue };
                        next.taken.push(taken(branch));
                        if known.is_none() {
                            next.chosen.push((choice.variable, number));
                        }
                        after.extend(combined(&branch.nodes, vec![next])?);
                        if after.len() > MOST_COMBINED {
                            return None;
                        }
                    }
                }
                paths = after;
            }
        }
    }
    Some(paths)
}

/// So many paths that each branch is on one of them, up to [`MOST`].
fn covering(nodes: &[Node]) -> Vec<Path> {
    let mut paths = vec![Path::default()];
    for node in nodes {
        match node {
            Node::Text(span) => paths.iter_mut().for_each(|path| path.parts.push(*span)),
            Node::Choice(choice) => {
                let mut ways: Vec<Path> = Vec::new();
                for branch in &choice.branches {
                    for mut way in covering(&branch.nodes) {
                        way.taken.insert(0, taken(branch));
                        ways.push(way);
                    }
                }
                ways.truncate(MOST);
                let known = paths.len();
                while paths.len() < ways.len()
                    && let Some(again) = paths.get(paths.len() % known).cloned()
                {
                    paths.push(again);
                }
                for (path, way) in paths.iter_mut().zip(ways.iter().cycle()) {
                    path.parts.extend(&way.parts);
                    path.taken.extend(&way.taken);
                }
            }
        }
    }
    paths
}

fn taken(branch: &super::structure::Branch) -> Taken {
    Taken { tag: branch.tag, is_implied: branch.is_implied, reach: branch.reach }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(template: &str) -> Vec<String> {
        let structure = Structure::read(template);
        assert_eq!(structure.problems, [], "{template}");
        structure.variants(template).into_iter().map(|variant| variant.text.text).collect()
    }

    fn problems(template: &str) -> Vec<(String, String)> {
        let problems = Structure::read(template).problems;
        problems.into_iter().map(|problem| (problem.message, problem.span.of(template).to_owned())).collect()
    }

    #[test]
    fn each_branch_gives_a_text_in_every_language_of_tags() {
        for template in [
            "A{% if x %}b{% elsif y %}c{% else %}d{% endif %}E",
            "A{%- if x -%}b{% elif y %}c{% else %}d{% endif %}E",
            "A{{#if x}}b{{else if y}}c{{else}}d{{/if}}E",
            "A{% case x %} {% when 1 %}b{% when 2 %}c{% else %}d{% endcase %}E",
        ] {
            assert_eq!(texts(template), ["AbE", "AcE", "AdE"], "{template}");
        }
        assert_eq!(texts("A{% if x %}b{% endif %}"), ["Ab", "A"]);
        assert_eq!(texts("A{{^x}}b{{/x}}"), ["A", "Ab"]);
        assert_eq!(texts("A{{#x}}b{{/x}}"), ["Ab", "A"]);
    }

    #[test]
    fn the_same_condition_holds_everywhere() {
        assert_eq!(texts("{% if x %}a{% endif %}-{% if x %}b{% else %}c{% endif %}"), ["a-b", "-c"]);
        assert_eq!(texts("{% if x %}a{% endif %}-{% unless x %}b{% endunless %}"), ["a-", "-b"]);
        assert_eq!(texts("{{#if x}}a{{#unless y}}b{{/unless}}{{/if}}"), ["a", "ab", ""]);
    }

    #[test]
    fn comments_loops_and_tags_that_show_nothing_leave_only_their_words() {
        assert_eq!(texts("a{# no #}b{% comment %}no {% if %} {% endcomment %}c{{!-- no --}}d{{! no }}"), ["abcd"]);
        assert_eq!(
            texts("{% assign x = 1 %}a{% for item in items %}b{% endfor %}{% capture y %}no{% endcapture %}"),
            ["ab"]
        );
        assert_eq!(texts("{% for item in items %}b{% else %}c{% endfor %}"), ["b", "c"]);
        assert_eq!(texts("{% raw %}{{x}}{% endraw %}"), ["{{x}}"]);
        assert_eq!(texts("{{#each items}}b{{/each}}{{#with x}}c{{/with}}"), ["bc"]);
    }

    #[test]
    fn a_tag_alone_on_its_line_takes_the_line_with_it() {
        assert_eq!(texts("a\n{% if x %}\nb\n  {% else %}\nc\n{% endif %}\nd"), ["a\nb\nd", "a\nc\nd"]);
    }

    #[test]
    fn where_there_are_too_many_combinations_each_branch_is_in_a_text() {
        let template: String = (0..20)
            .map(|number| format!("{{% if x{number} %}}<{number}>{{% else %}}({number}){{% endif %}}"))
            .collect();
        let texts = texts(&template);
        assert!(texts.len() <= MOST, "{}", texts.len());
        for number in 0..20 {
            for part in [format!("<{number}>"), format!("({number})")] {
                assert!(texts.iter().any(|text| text.contains(&part)), "{part}");
            }
        }
        let nested =
            "{% if a %}{% if b %}1{% else %}2{% endif %}{% else %}{% if c %}3{% else %}4{% endif %}{% endif %}";
        let covered: Vec<String> = super::covering(&Structure::read(nested).nodes)
            .into_iter()
            .map(|path| path.parts.iter().map(|part| part.of(nested)).collect())
            .collect();
        assert_eq!(covered, ["1", "2", "3", "4"]);
    }

    #[test]
    fn more_branches_than_are_followed_are_told() {
        let whens: String = (0..300).map(|number| format!("{{% when {number} %}}a")).collect();
        let template = format!("{{% case x %}}{whens}{{% endcase %}}");
        let structure = Structure::read(&template);
        assert_eq!(structure.problems.len(), 1);
        assert_eq!(structure.problems[0].message, "301 branches, of which only 256 were followed");
        assert_eq!(structure.variants(&template).len(), MOST);
    }

    #[test]
    fn what_does_not_fit_together_is_told_at_its_place() {
        for (template, message, words) in [
            ("Hi {{name, thanks", "`{{` is never closed", "{{name"),
            ("Hi {{name}, thanks", "`{{` is never closed", "{{name}"),
            ("Hi {{ name } thanks", "`{{` is never closed", "{{ name }"),
            ("Hi {name, thanks", "`{` is never closed", "{name"),
            ("Hi [First Name, thanks", "`[` is never closed", "[First Name"),
            ("Hi name}}, thanks", "`}}` closes nothing", "}}"),
            ("Hi name}, thanks", "`}` closes nothing", "}"),
            ("{% if x thanks", "`{%` is never closed", "{% if"),
            ("a {% if x %}b", "`if` is never closed", "{% if x %}"),
            ("a {{#if x}}b", "`#if` is never closed", "{{#if x}}"),
            ("a {% endif %}b", "this closes `if`, which is not open", "{% endif %}"),
            ("{% if x %}a{% endunless %}{% endif %}", "this closes `unless`, which is not open", "{% endunless %}"),
            ("{% if x %}{% unless y %}a{% endif %}", "`unless` is never closed", "{% unless y %}"),
            ("a {% else %}b", "`else` belongs to nothing", "{% else %}"),
            ("{% if x %}a{% else %}b{% elsif y %}c{% endif %}", "`elsif` cannot stand here", "{% elsif y %}"),
            ("{% iff x %}a", "there is no tag `iff`", "{% iff x %}"),
            ("{% if x %}a{% endiff %}{% endif %}", "there is no tag `endiff`", "{% endiff %}"),
            ("{% comment %}a", "`comment` is never closed", "{% comment %}"),
        ] {
            assert!(
                problems(template).contains(&(message.to_owned(), words.to_owned())),
                "{template}: {:?}",
                problems(template)
            );
        }
        for fine in [
            "[If so: “about [topic] and”]",
            "Hi {name}, [Name], %name%, :[ =[ {{ a | b: \"c\" }} {%customer.firstName,fallback=there%} {{{x}}}",
        ] {
            assert_eq!(problems(fine), []);
        }
    }

    #[test]
    fn every_text_leads_back_to_the_template() {
        let template = "Hé {% if x %}thänks{% else %}\n{# n #}sorry{% endif %} bye";
        for variant in Structure::read(template).variants(template) {
            for (at, character) in variant.text.text.char_indices() {
                let span = variant.text.map.to_source(Span::new(at, at + character.len_utf8()));
                assert_eq!(span.of(template), character.to_string());
            }
        }
    }

    #[test]
    fn very_many_tags_deep_in_each_other_are_told_and_break_nothing() {
        for open in ["{% if x %}", "{{#if x}}", "{{", "{%", "[", "{"] {
            let template = open.repeat(20_000);
            let structure = Structure::read(&template);
            assert!(!structure.variants(&template).is_empty());
        }
    }
}
