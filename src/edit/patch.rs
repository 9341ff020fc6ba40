//! Changes as unified diffs.

use std::path::Path;

use diffy::{DiffOptions, Patch};

use crate::faq::shown_path;

/// What stands in place of a file that is not there.
const NOTHING: &str = "/dev/null";

/// What changes the file at `path` from `before` to `after`, as `git apply` and `patch -p1` read it.
pub(super) fn between(path: &Path, before: Option<&str>, after: Option<&str>) -> String {
    let path = shown_path(path);
    let name = |side: char, text: Option<&str>| match text {
        Some(_) => format!("{side}/{path}"),
        None => NOTHING.to_owned(),
    };
    DiffOptions::new()
        .set_original_filename(name('a', before))
        .set_modified_filename(name('b', after))
        .create_patch(before.unwrap_or_default(), after.unwrap_or_default())
        .to_string()
}

/// `text` with a patch applied; `None` if a line that it removes or stands beside is no longer there.
pub(super) fn apply(patch: &str, text: &str) -> Option<String> {
    let patch = Patch::from_str(patch).ok()?;
    // Text in front of the first change is passed over, so anything is a patch that changes nothing.
    if patch.hunks().is_empty() {
        return None;
    }
    diffy::apply(text, &patch).ok()
}

/// `text` with a patch taken back; `None` as for [`apply`].
pub(super) fn take_back(patch: &str, text: &str) -> Option<String> {
    let patch = Patch::from_str(patch).ok()?;
    if patch.hunks().is_empty() {
        return None;
    }
    diffy::apply(text, &patch.reverse()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patch_names_the_file_on_both_sides_or_nothing() {
        let path = Path::new("faq/topics/a.md");
        assert_eq!(
            between(path, Some("a\nb"), Some("a\nc\n")),
            "--- a/faq/topics/a.md\n+++ b/faq/topics/a.md\n@@ -1,2 +1,2 @@\n a\n-b\n\
             \\ No newline at end of file\n+c\n"
        );
        assert_eq!(
            between(path, None, Some("a\n")),
            "--- /dev/null\n+++ b/faq/topics/a.md\n@@ -0,0 +1 @@\n+a\n"
        );
    }

    #[test]
    fn patch_fits_where_its_lines_are_and_nowhere_else() {
        let patch = between(Path::new("a"), Some("1\r\n2\r\n3\r\n"), Some("1\r\n3\r\n"));
        assert_eq!(
            apply(&patch, "0\r\n1\r\n2\r\n3\r\n").as_deref(),
            Some("0\r\n1\r\n3\r\n")
        );
        assert_eq!(apply(&patch, "1\r\n2 or 3\r\n3\r\n"), None);
        assert_eq!(apply("no patch at all", "1\n").as_deref(), None);
        assert_eq!(
            take_back(&patch, "0\r\n1\r\n3\r\n").as_deref(),
            Some("0\r\n1\r\n2\r\n3\r\n")
        );
        assert_eq!(take_back(&patch, "1\r\n2\r\n3\r\n"), None);
        assert_eq!(take_back("no patch at all", "1\n"), None);
    }
}
