//! Names of files, by which they are known as parts of a FAQ.

/// The name of a file without its extension, if that is `extension` in whatever case.
pub(crate) fn without_extension<'n>(name: &'n str, extension: &str) -> Option<&'n str> {
    let (stem, found) = name.rsplit_once('.')?;
    (!stem.is_empty() && found.eq_ignore_ascii_case(extension)).then_some(stem)
}

/// The id of the entry that somebody means by a name: that of its file, in whatever case, with or without
/// folders and `.md`.
pub(crate) fn id_in(name: &str) -> String {
    let name = name.trim().trim_matches(['`', '"']);
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    without_extension(file, "md").unwrap_or(file).to_lowercase()
}

/// Whether a file with such a name is a part of a FAQ: an entry, or what stands beside the entries.
pub(crate) fn is_part(name: &str) -> bool {
    ["md", "toml"]
        .iter()
        .any(|end| without_extension(name, end).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entry_is_meant_however_its_file_is_named() {
        for name in [
            "pain",
            "PAIN",
            " Pain\n",
            "pain.md",
            "topics/pain.MD",
            "de\\topics\\pain.md",
            "`pain`",
        ] {
            assert_eq!(id_in(name), "pain", "{name:?}");
        }
        assert_eq!(id_in(""), "");
        assert_eq!(id_in("topics/"), "");
        assert_eq!(id_in("pain.txt"), "pain.txt");
    }

    #[test]
    fn parts_end_in_md_or_toml_in_whatever_case() {
        for name in ["a.md", "A.MD", "bot.toml", "a.b.Toml", ".a.md"] {
            assert!(is_part(name), "{name}");
        }
        for name in ["md", ".md", ".toml", "a.md~", "a.md.swp", "a.", ""] {
            assert!(!is_part(name), "{name}");
        }
        assert_eq!(without_extension("a.b.MD", "md"), Some("a.b"));
        assert_eq!(without_extension("a.toml", "md"), None);
    }
}
