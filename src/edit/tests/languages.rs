//! Changes of what is written in another language than the default one.

use super::*;

const REGEN: &str = "+++\ntitle = \"Was ist bei Regen?\"\n+++\nBoote werden nass.\n";

/// The FAQ of two topics, one of them also in German.
fn bilingual() -> (TempDir, Folder) {
    let root = boat_hire();
    write(root.path(), "faq/de/topics/rain.md", REGEN);
    let folder = Folder::new(root.path().join("faq"));
    (root, folder)
}

#[test]
fn phrasing_goes_into_the_folder_of_its_language_and_is_taken_back_from_the_one_list() {
    let (root, folder) = bilingual();
    let plan = folder
        .plan_phrasing(Some("de"), "rain", "werde ich nass")
        .unwrap();
    assert_eq!(plan.file, Path::new("de/topics/rain.md"));
    assert_eq!(plan.language.as_deref(), Some("de"));
    assert!(plan.patch().contains("+++ b/faq/de/topics/rain.md\n"));
    folder.can_write(&plan).unwrap();
    folder.apply(&plan, "Ann", at(60)).unwrap();
    let english = folder
        .plan_phrasing(None, "rain", "will I get wet")
        .unwrap();
    folder.apply(&english, "Ann", at(90)).unwrap();
    let written = read(root.path(), "faq/de/topics/rain.md");
    assert!(written.contains("werde ich nass"), "{written}");
    assert!(!root.path().join("faq/de").join(LOG).exists());

    assert_eq!(folder.undo("Bob", at(120)).unwrap().what, english.what);
    assert_eq!(read(root.path(), "faq/topics/rain.md"), RAIN);
    assert_eq!(read(root.path(), "faq/de/topics/rain.md"), written);
    assert_eq!(folder.undo("Bob", at(150)).unwrap().what, plan.what);
    assert_eq!(read(root.path(), "faq/de/topics/rain.md"), REGEN);
}

#[test]
fn new_entry_takes_no_name_that_another_language_has() {
    let (root, folder) = bilingual();
    let plan = folder
        .plan_entry(
            Some("de"),
            Kind::NotCovered,
            "Cost",
            Some("was kostet es"),
            "Frag.",
        )
        .unwrap();
    assert_eq!(plan.file, Path::new("de/not-covered/cost-2.md"));
    folder.apply(&plan, "Ann", at(60)).unwrap();
    let german = folder.faq(Some("de")).unwrap();
    assert!(german.find("cost-2").is_some());
    assert!(folder.faq(None).unwrap().find("cost-2").is_none());
    assert!(folder.undo("Bob", at(120)).unwrap().has_changed);
    assert!(!root.path().join("faq/de/not-covered/cost-2.md").exists());
}

#[test]
fn what_is_not_translated_takes_no_phrasing_of_the_language() {
    let (root, folder) = bilingual();
    assert_eq!(
        said(
            folder.plan_phrasing(Some("de"), "cost", "was kostet es"),
            root.path()
        ),
        "`cost` is not translated, so nothing in that language can be added to it\n  \
         help: write the translation in faq/de/topics/cost.md"
    );
    assert_eq!(
        said(
            folder.plan_phrasing(Some("fr"), "rain", "la pluie"),
            root.path()
        ),
        "nothing is written in `fr`\n  help: the folder of that language has gone: make the change \
         there by hand once it is back"
    );
    assert_eq!(read(root.path(), "faq/topics/cost.md"), COST);
}
