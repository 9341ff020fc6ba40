//! Changes as they are told to people.

use std::fmt;

use super::{
    ChangedLanguage, Changes, EntryChanges, LabelledChange, LanguageChanges, PhrasingChange,
    Presence, Turn,
};
use crate::eval::Mistake;
use crate::faq::excerpt;

impl fmt::Display for Changes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            entries,
            languages,
            compared,
            labelled,
            phrasings,
            unanswered,
        } = self;
        if *entries == EntryChanges::default() {
            writeln!(f, "entries: nothing changes")?;
        } else {
            writeln!(f, "entries")?;
            entries.fmt(f)?;
        }
        languages.fmt(f)?;
        if compared.labelled > 0 {
            let [worse, better, other] =
                [Turn::Worse, Turn::Better, Turn::Other].map(|turn| self.labelled_that_turn(turn));
            writeln!(
                f,
                "labelled questions: {} compared, {worse} worse, {better} better, {other} other",
                compared.labelled
            )?;
            for change in labelled {
                writeln!(f, "  {change}")?;
            }
        }
        let changed = phrasings.len();
        writeln!(
            f,
            "phrasings: {} compared, {changed} changed",
            compared.phrasings
        )?;
        for change in phrasings {
            writeln!(f, "  {change}")?;
        }
        if compared.unanswered > 0 {
            let (all, changed) = (compared.unanswered, unanswered.len());
            writeln!(f, "unanswered questions: {all} compared, {changed} changed")?;
            for change in unanswered {
                let text = excerpt(&change.text);
                writeln!(f, "  \"{text}\": {} -> {}", change.from, change.to)?;
            }
        }
        Ok(())
    }
}

impl fmt::Display for LanguageChanges {
    /// Which are new or gone, then those that changed one after the other; nothing if there is none.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            added,
            removed,
            changed,
        } = self;
        if !added.is_empty() || !removed.is_empty() {
            writeln!(f, "languages")?;
        }
        for tag in added {
            writeln!(f, "  added    {tag}")?;
        }
        for tag in removed {
            writeln!(f, "  removed  {tag}")?;
        }
        for ChangedLanguage { language, entries } in changed {
            writeln!(f, "entries in {language}")?;
            entries.fmt(f)?;
        }
        Ok(())
    }
}

impl fmt::Display for EntryChanges {
    /// One indented line for each change, nothing if there is none.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for id in &self.added {
            writeln!(f, "  added    {id}")?;
        }
        for id in &self.removed {
            writeln!(f, "  removed  {id}")?;
        }
        for renamed in &self.renamed {
            writeln!(f, "  renamed  {} -> {}", renamed.from, renamed.to)?;
        }
        for entry in &self.changed {
            writeln!(f, "  changed  {} ({})", entry.id, entry.parts.join(", "))?;
        }
        for (file, keys) in [
            ("concepts.toml", &self.concepts),
            ("examples.toml", &self.examples),
            ("bot.toml", &self.wording),
        ] {
            if !keys.is_empty() {
                writeln!(f, "  changed  {file} ({})", keys.join(", "))?;
            }
        }
        Ok(())
    }
}

impl fmt::Display for Turn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Worse => "worse",
            Self::Better => "better",
            Self::Other => "other",
        })
    }
}

impl fmt::Display for LabelledChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            id, turn, from, to, ..
        } = self;
        let (id, text) = (excerpt(id), excerpt(&self.text));
        write!(f, "{turn:<6}  {id} \"{text}\": {from} -> {to}")?;
        let name = |mistake: Option<Mistake>| {
            mistake.map_or_else(|| "right".to_owned(), |mistake| mistake.to_string())
        };
        if self.was != self.is {
            write!(f, " ({} -> {})", name(self.was), name(self.is))?;
        }
        Ok(())
    }
}

impl fmt::Display for PhrasingChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let presence = match self.presence {
            Presence::Kept => "",
            Presence::Moved => ", moved",
            Presence::Added => ", added",
            Presence::Removed => ", removed",
        };
        let Self {
            entry,
            turn,
            from,
            to,
            ..
        } = self;
        let text = excerpt(&self.text);
        write!(f, "{turn:<6}  {entry} \"{text}\"{presence}: {from} -> {to}")
    }
}
