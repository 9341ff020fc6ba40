//! What stands where nothing of a FAQ is read, and what was probably meant.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::file_name::{is_part, without_extension};
use super::problem::{Findings, Problem};
use super::source::read_bytes;
use super::wording::{nearest, shown_path};
use super::{Kind, is_plain, tag};

/// The files that stand beside the folders of entries.
const FILES: [&str; 3] = ["bot.toml", "concepts.toml", "examples.toml"];

/// Notes the folders of languages that stand at the wrong place, and takes them away.
pub(super) fn note_languages(
    own: &str,
    is_inside: bool,
    languages: &mut Vec<(String, PathBuf)>,
    findings: &mut Findings,
) {
    let mut first: Option<(String, PathBuf)> = None;
    languages.retain(|(tag, path)| {
        let twin = first.replace((tag.clone(), path.clone()));
        let twin = twin.filter(|(before, _)| before == tag);
        let help = if is_inside {
            "a language stands beside the default one: move this folder up".to_owned()
        } else if tag == own {
            format!(
                "`{tag}` is the default language, which stands one folder up: move its files \
                 there, or name the default by `language` in `bot.toml`"
            )
        } else if let Some((_, twin)) = twin {
            format!(
                "it is the language of {}, too: move its files there",
                shown_path(&twin)
            )
        } else {
            return true;
        };
        findings.note(Problem::error(path, None, "this folder is not read").with_help(help));
        false
    });
}

/// Notes a file or folder beside `bot.toml` that looks as if it should be read, and is not.
pub(super) fn note_at_top(dir: &Path, path: &Path, name: &str, findings: &mut Findings) {
    let folders = Kind::ALL.map(Kind::folder);
    let mut note = |message: &str, help: String| {
        findings.note(Problem::error(path, None, message).with_help(help));
    };
    if is_folder(path) {
        let dashed = name.replace('_', "-");
        let help = match nearest(name, folders) {
            Some(similar) => format!("did you mean `{similar}`?"),
            None if holds_language(path) && tag(name).is_some() => format!(
                "if `{name}` is a language, say so in its `bot.toml`: `language = \"{name}\"`; if not, move \
                 it out of this folder"
            ),
            None if tag(name).is_some() => format!(
                "the folder of a language holds `{}`, `{}`: this has none of them",
                FILES.join("`, `"),
                folders.join("`, `")
            ),
            None => match tag(&dashed) {
                Some(tag) => format!("did you mean `{tag}`?"),
                None => format!(
                    "entries stand in `{}`; a language has a folder of its own, named by its tag, \
                     such as `de` or `pt-BR`",
                    folders.join("`, `")
                ),
            },
        };
        note("this folder is not read", help);
    } else if name.eq_ignore_ascii_case("README.md") {
        // Written for the people who edit the files.
    } else if without_extension(name, "md").is_some() {
        let places = folders.map(|folder| shown_path(&dir.join(folder)));
        note("is not read", format!("move it into {}", places.join(", ")));
    } else if without_extension(name, "toml").is_some() {
        let help = match nearest(name, FILES) {
            Some(similar) => format!("did you mean `{similar}`?"),
            None => format!("only `{}` are read", FILES.join("`, `")),
        };
        note("is not read", help);
    }
}

/// Whether this is a folder, and no link to one, which may lead anywhere.
fn is_folder(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|file| file.is_dir())
}

/// Whether a folder whose name is a `tag` holds that language. Where the name is not enough to tell,
/// the folder has to say so itself.
pub(super) fn is_of_language(path: &Path, tag: &str) -> bool {
    holds_language(path) && (is_plain(tag) || says_language(path, tag))
}

/// Whether `bot.toml` in a folder names this language.
fn says_language(path: &Path, wanted: &str) -> bool {
    #[derive(Deserialize)]
    struct Named {
        language: String,
    }
    let bytes = read_bytes(&path.join("bot.toml")).ok().flatten();
    let text = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
    let named = text.and_then(|text| toml::from_str::<Named>(&text).ok());
    named.is_some_and(|named| tag(&named.language).is_some_and(|named| named == wanted))
}

/// Whether this is a folder, or a link to one, that is laid out like a FAQ.
fn holds_language(path: &Path) -> bool {
    fs::read_dir(path).is_ok_and(|mut items| {
        items.any(|item| {
            item.is_ok_and(|item| {
                let name = item.file_name().to_string_lossy().into_owned();
                Kind::of_folder(&name).is_some() || FILES.contains(&name.as_str())
            })
        })
    })
}

/// Whether this is a folder with files in it that look like parts of a FAQ.
pub(super) fn holds_faq_files(path: &Path) -> bool {
    is_folder(path)
        && fs::read_dir(path).is_ok_and(|mut items| {
            items.any(|item| {
                item.is_ok_and(|item| {
                    let name = item.file_name().to_string_lossy().into_owned();
                    is_part(&name)
                })
            })
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_letters_are_a_language_only_if_the_folder_says_so() {
        let folder = tempfile::tempdir().unwrap();
        let is_language = |name: &str, says: Option<&str>| {
            let path = folder.path().join(name);
            fs::create_dir_all(path.join("topics")).unwrap();
            if let Some(says) = says {
                fs::write(path.join("bot.toml"), says).unwrap();
            }
            is_of_language(&path, &tag(name).unwrap())
        };
        assert!(is_language("de", None));
        assert!(is_language("pt-BR", None));
        assert!(!is_language("old", None));
        assert!(!is_language("bak", Some("name = \"Before\"\n")));
        assert!(!is_language("new", Some("language = \"de\"\n")));
        assert!(is_language(
            "gsw",
            Some("name = \"Fragen\"\nlanguage = \"gsw\"\n")
        ));
        assert!(is_language("yue-HK", Some("language = \"yue-hk\"\n")));
    }
}
