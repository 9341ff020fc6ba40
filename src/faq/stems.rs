//! Words of two concepts that are the same word to the bot.

use std::collections::BTreeMap;
use std::path::Path;

use super::Located;
use super::phrasing::folded;
use super::problem::Problem;
use super::wording::excerpt;
use crate::text::Language;

/// A member of a concept.
struct Member<'a> {
    concept: &'a str,
    word: Located,
}

/// Every word that is a member of two concepts, be it in another form: only the concept that comes
/// first by name counts where a word can have but one. Sorted by line.
pub(super) fn check(
    path: &Path,
    language: Language,
    groups: &[(Located, Vec<Located>)],
) -> Vec<Problem> {
    let mut members: BTreeMap<String, Vec<Member<'_>>> = BTreeMap::new();
    for (name, words) in groups {
        let own = Located {
            text: name.text.replace('-', " "),
            line: name.line,
        };
        for word in std::iter::once(&own).chain(words) {
            let key = key(language, &word.text);
            if !key.is_empty() {
                members.entry(key).or_default().push(Member {
                    concept: &name.text,
                    word: word.clone(),
                });
            }
        }
    }
    let mut problems = Vec::new();
    for mut same in members.into_values() {
        same.sort_by_key(|member| member.concept);
        // Two concepts of one name are an error already.
        same.dedup_by_key(|member| folded(member.concept));
        let [first, others @ ..] = same.as_slice() else {
            continue;
        };
        for other in others {
            problems.push(problem(path, first, other));
        }
    }
    problems.sort();
    problems
}

fn problem(path: &Path, first: &Member<'_>, other: &Member<'_>) -> Problem {
    let word = excerpt(&other.word.text);
    let (owner, concept) = (excerpt(first.concept), excerpt(other.concept));
    let as_word = if first.word.text == other.word.text {
        String::new()
    } else {
        format!(" as \"{}\"", excerpt(&first.word.text))
    };
    let message = format!(
        "word \"{word}\" of concept `{concept}` is in `{owner}`{as_word} too (line {})",
        first.word.line
    );
    let help = format!(
        "the bot takes the two for one word, and where it can have but one meaning `{owner}` \
         counts: keep it in one of the two"
    );
    Problem::warning(path, other.word.line, message).with_help(help)
}

/// What two members are compared by: their stems, as the matcher reads them.
fn key(language: Language, member: &str) -> String {
    let stem = |word: &str| language.stem(word).to_string();
    match language.words(&language.fold(member)).as_slice() {
        [only] => stem(&only.text),
        words => {
            let stems = words
                .iter()
                .map(|word| stem(language.in_phrase(&word.text)));
            stems.collect::<Vec<_>>().join(" ")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_in_two_concepts_are_found_and_within_one_they_are_not() {
        let word = |text: &str, line| Located {
            text: text.to_owned(),
            line,
        };
        let groups = [
            (
                word("work", 2),
                vec![word("job", 2), word("jobs", 2), word("light shift", 3)],
            ),
            (
                word("move-on", 4),
                vec![word("light shifts", 5), word("working", 6)],
            ),
        ];
        let found = check(Path::new("concepts.toml"), Language::ENGLISH, &groups);
        let messages: Vec<_> = found
            .iter()
            .map(|problem| (problem.line, problem.message.as_str()))
            .collect();
        let expected = [
            (
                Some(2),
                "word \"work\" of concept `work` is in `move-on` as \"working\" too (line 6)",
            ),
            (
                Some(3),
                "word \"light shift\" of concept `work` is in `move-on` as \"light shifts\" too (line 5)",
            ),
        ];
        assert_eq!(messages, expected);
    }
}
