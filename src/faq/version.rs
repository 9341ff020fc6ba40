//! Which FAQ this is: a fingerprint of what it says.

use sha2::{Digest as _, Sha256};

use super::{Concept, Entry, Examples, Faq, Kind, Located};

impl Faq {
    /// A fingerprint of everything that the FAQ says, as 16 hexadecimal digits: the same for the same
    /// files, wherever and whenever they are read.
    #[must_use]
    pub fn version(&self) -> String {
        let mut said = Said(Sha256::new());
        for entry in &self.entries {
            said.entry(entry);
        }
        for Concept { name, words, .. } in &self.concepts {
            said.text(name);
            said.texts(words);
        }
        // Without a word between them they would say the same as concepts of these names.
        if !self.examples.is_empty() {
            said.text("examples");
        }
        for Examples {
            entry, messages, ..
        } in &self.examples
        {
            said.text(entry);
            said.texts(messages);
        }
        for (key, text) in self.bot.said() {
            said.text(key);
            said.text(&text);
        }
        said.digits()
    }
}

/// Which FAQ this is in all its languages, see [`Faq::version`]; with one language that of it.
#[must_use]
pub fn version_of(languages: &[Faq]) -> String {
    if let [only] = languages {
        return only.version();
    }
    let mut said = Said(Sha256::new());
    said.texts(languages.iter().map(Faq::version));
    said.digits()
}

/// What was said so far. Each text goes with its length, so that none runs into the next.
struct Said(Sha256);

impl Said {
    fn entry(&mut self, entry: &Entry) {
        // Where it stands is not part of what it says.
        let Entry {
            id,
            kind,
            path: _,
            title,
            questions,
            not,
            tip,
            tips,
            related,
            urgent,
            section,
            reviewed,
            review_by,
            body,
            is_lent: _,
        } = entry;
        let kind = match kind {
            Kind::Topic => "topic",
            Kind::NotCovered => "not covered",
            Kind::SmallTalk => "small talk",
        };
        for text in [id, kind, &title.text, &body.text] {
            self.text(text);
        }
        for located in [questions, not, tips, related] {
            self.texts(located.iter().map(text_of));
        }
        self.texts(tip.iter().map(text_of));
        self.texts(section.iter().map(text_of));
        self.texts(urgent.then_some("urgent"));
        self.texts(reviewed.map(|date| date.to_string()));
        self.texts(review_by.map(|(date, _)| date.to_string()));
    }

    /// A fingerprint of it all.
    fn digits(self) -> String {
        let digits = self.0.finalize();
        let digits = digits.iter().take(8).map(|byte| format!("{byte:02x}"));
        digits.collect()
    }

    fn texts(&mut self, texts: impl IntoIterator<Item = impl AsRef<str>>) {
        let texts: Vec<_> = texts.into_iter().collect();
        self.length(texts.len());
        for text in texts {
            self.text(text.as_ref());
        }
    }

    fn text(&mut self, text: &str) {
        self.length(text.len());
        self.0.update(text);
    }

    fn length(&mut self, length: usize) {
        self.0.update((length as u64).to_le_bytes());
    }
}

fn text_of(located: &Located) -> &str {
    &located.text
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use crate::faq::load;

    fn write(folder: &Path, file: &str, text: &str) {
        let path = folder.join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    #[test]
    fn what_is_said_decides_and_not_where() {
        let (one, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let version = |folder: &Path| load(folder).unwrap().version();
        let sun = "+++\ntitle = \"Sun\"\nquestions = [\"sunlight\"]\n+++\nKeep out of it.\n";
        for folder in [&one, &other] {
            write(folder.path(), "topics/sun.md", sun);
        }
        let before = version(one.path());
        assert_eq!(before.len(), 16);
        assert_eq!(version(other.path()), before);

        let mut seen = vec![before];
        for (file, text) in [
            ("topics/sun.md", sun.replace("Keep", "Stay")),
            (
                "topics/sun.md",
                sun.replace("sunlight\"", "sun\", \"light\""),
            ),
            (
                "topics/sun.md",
                sun.replace("+++\nK", "urgent = true\n+++\nK"),
            ),
            (
                "topics/sun.md",
                sun.replace("+++\nK", "reviewed = 2026-01-01\n+++\nK"),
            ),
            ("bot.toml", "name = \"Bot\"\n".to_owned()),
            ("bot.toml", "[matching]\nanswer_at = 0.5\n".to_owned()),
            ("bot.toml", "[aging]\noverdue = \"withhold\"\n".to_owned()),
            (
                "concepts.toml",
                "[concepts]\nsun = [\"sunshine\"]\n".to_owned(),
            ),
            (
                "examples.toml",
                "[examples]\nsun = [\"is a tan ok\"]\n".to_owned(),
            ),
            (
                "examples.toml",
                "[examples]\nsun = [\"is a tan bad\"]\n".to_owned(),
            ),
        ] {
            write(other.path(), file, &text);
            let after = version(other.path());
            assert!(!seen.contains(&after), "{file} {text:?}");
            seen.push(after);
        }
    }

    #[test]
    fn the_same_words_are_another_thing_in_another_file() {
        let said = ["concepts", "examples"].map(|table| {
            let folder = tempfile::tempdir().unwrap();
            write(
                folder.path(),
                "topics/sun.md",
                "+++\ntitle = \"Sun\"\n+++\nOut.\n",
            );
            let lists = format!("[{table}]\nsun = [\"light\"]\n");
            write(folder.path(), &format!("{table}.toml"), &lists);
            load(folder.path()).unwrap().version()
        });
        assert_ne!(said[0], said[1]);
    }
}
