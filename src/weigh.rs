//! What a planned change of one file would change of the answers, before it is made.

use crate::diff::{Changes, Corpus, Side, compare};
use crate::edit::{Error, Folder, Plan};
use crate::faq::{Faq, Kind, read_entry};
use crate::matcher::Matcher;

/// Which of the phrasings of the FAQ and of the `open` questions, in the language of the plan, get
/// another outcome by a change of the files in `folder`. Waits for the disk, and takes as long as deciding on all of them twice.
///
/// # Errors
///
/// What keeps the FAQ from being loaded, as it is or as it would be.
pub fn weigh(folder: &Folder, plan: &Plan, open: &[String]) -> Result<Changes, Error> {
    let old = folder.faq(plan.language.as_deref())?;
    let new = with(&old, folder, plan)?;
    let (old_matcher, new_matcher) = (Matcher::new(&old), Matcher::new(&new));
    let old = Side {
        faq: &old,
        matcher: &old_matcher,
    };
    let new = Side {
        faq: &new,
        matcher: &new_matcher,
    };
    let corpus = Corpus {
        unanswered: open,
        ..Corpus::default()
    };
    Ok(compare(&[old], &[new], corpus, &|_, _| {}))
}

/// The FAQ as it would be.
fn with(faq: &Faq, folder: &Folder, plan: &Plan) -> Result<Faq, Error> {
    let path = folder.dir().join(&plan.file);
    let entry = read_entry(&path, &plan.id, kind_of(plan), &plan.after).map_err(Error::Faq)?;
    let mut faq = faq.clone();
    faq.entries.retain(|known| known.id != entry.id);
    let at = faq.entries.partition_point(|known| known.id < entry.id);
    faq.entries.insert(at, entry);
    Ok(faq)
}

/// The kind of the entry, which the folder of its file decides.
fn kind_of(plan: &Plan) -> Kind {
    let folder = plan.file.parent().and_then(|folder| folder.file_name());
    let kind = folder.and_then(|name| Kind::of_folder(name.to_str()?));
    kind.unwrap_or(Kind::Topic)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn open_questions_and_phrasings_that_get_another_outcome_are_told() {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join("topics")).unwrap();
        for (id, title) in [("rain", "What about rain?"), ("cost", "What does it cost?")] {
            let path = dir.path().join(format!("topics/{id}.md"));
            fs::write(path, format!("+++\ntitle = {title:?}\n+++\nAn answer.\n")).unwrap();
        }
        let folder = Folder::new(dir.path());
        let open = [
            "will my umbrella help",
            "umbrella?",
            "do you sell xylophones",
        ];
        let open = open.map(str::to_owned);

        let plan = folder.plan_phrasing(None, "rain", &open[0]).unwrap();
        let changes = weigh(&folder, &plan, &open).unwrap();
        let told: Vec<String> = (changes.unanswered.iter())
            .map(|change| format!("{}: {} -> {}", change.text, change.from, change.to))
            .collect();
        assert_eq!(
            told,
            [
                "will my umbrella help: decline -> answer rain",
                "umbrella?: decline -> answer rain"
            ]
        );

        let plan = folder
            .plan_entry(
                None,
                Kind::NotCovered,
                "Umbrellas",
                Some(&open[0]),
                "Bring one.",
            )
            .unwrap();
        let changes = weigh(&folder, &plan, &open).unwrap();
        assert_eq!(changes.entries.added, ["umbrellas"]);
        assert_eq!(
            changes.unanswered[0].to.to_string(),
            "not_covered umbrellas"
        );
        assert!(!dir.path().join("not-covered").exists(), "nothing is made");
    }
}
