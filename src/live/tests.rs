use std::fs;
use std::path::PathBuf;

use tempfile::TempDir;
use tokio::time::timeout;

use super::*;

/// Ends a test that would hang. How soon an edit is live is measured with the whole bot.
const HANG: Duration = Duration::from_secs(20);

/// So long nothing is told where nothing is to be told: longer than a look, a rest and a half-written
/// file are waited for.
const LONG: Duration = Duration::from_secs(4);

fn entry(title: &str) -> String {
    format!("+++\ntitle = \"{title}\"\n+++\nAn answer.\n")
}

fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("topics")).unwrap();
    fs::write(folder.path().join("topics/a.md"), entry("First")).unwrap();
    folder
}

fn path(folder: &TempDir) -> PathBuf {
    folder.path().join("topics/a.md")
}

async fn told(files: &mut Files) -> News {
    timeout(HANG, files.news()).await.expect("nothing was told")
}

async fn edited(files: &mut Files) -> String {
    match told(files).await {
        News::Edited(assistant) => assistant.faq().entries[0].title.text.clone(),
        other => panic!("{other:?}"),
    }
}

async fn nothing(files: &mut Files) {
    let told = timeout(LONG, files.news()).await;
    assert!(told.is_err(), "{told:?}");
}

#[tokio::test]
async fn an_edit_is_told_with_the_new_content() {
    let folder = folder();
    let (_, mut files) = Files::open(folder.path()).unwrap();
    fs::write(path(&folder), entry("Second")).unwrap();
    assert_eq!(edited(&mut files).await, "Second");
    let beside = folder.path().join("topics/.a.md.tmp");
    fs::write(&beside, entry("Third")).unwrap();
    fs::rename(&beside, path(&folder)).unwrap();
    assert_eq!(edited(&mut files).await, "Third");
}

#[tokio::test]
async fn what_was_edited_before_the_first_look_is_not_missed() {
    let folder = folder();
    let (_, mut files) = Files::open(folder.path()).unwrap();
    fs::write(folder.path().join("topics/0.md"), entry("Zeroth")).unwrap();
    assert_eq!(edited(&mut files).await, "Zeroth");
}

#[tokio::test]
async fn what_says_the_same_is_told_as_no_edit() {
    let folder = folder();
    let (_, mut files) = Files::open(folder.path()).unwrap();
    fs::write(folder.path().join("notes.txt"), "Something else").unwrap();
    nothing(&mut files).await;
    fs::write(path(&folder), format!("{}\n\n", entry("First"))).unwrap();
    assert!(matches!(told(&mut files).await, News::Rewritten));
    nothing(&mut files).await;
}

#[tokio::test]
async fn a_broken_edit_is_told_once_with_its_line_and_so_is_its_mending() {
    let folder = folder();
    let (_, mut files) = Files::open(folder.path()).unwrap();
    fs::write(path(&folder), "+++\ntitle = First\n+++\nAn answer.\n").unwrap();
    let News::Broken(error) = told(&mut files).await else {
        panic!("it is not told");
    };
    assert_eq!(error.problems[0].line, Some(2));
    // As bad as before.
    fs::write(path(&folder), "+++\ntitle = First\n+++\nAnother answer.\n").unwrap();
    nothing(&mut files).await;
    fs::write(path(&folder), entry("First")).unwrap();
    assert!(matches!(told(&mut files).await, News::Mended));
    fs::write(path(&folder), entry("Second")).unwrap();
    assert_eq!(edited(&mut files).await, "Second");
}

#[tokio::test]
async fn what_is_half_written_is_not_told() {
    let folder = folder();
    let (_, mut files) = Files::open(folder.path()).unwrap();
    let whole = entry("Second");
    let file = path(&folder);
    let writing = tokio::spawn(async move {
        fs::write(&file, "").unwrap();
        sleep(Duration::from_millis(600)).await;
        fs::write(&file, &whole[..20]).unwrap();
        sleep(Duration::from_millis(600)).await;
        fs::write(&file, whole).unwrap();
    });
    let news = told(&mut files).await;
    assert!(matches!(news, News::Edited(_)), "{news:?}");
    writing.await.unwrap();
}

#[tokio::test]
async fn many_files_are_told_as_one() {
    let folder = folder();
    let (_, mut files) = Files::open(folder.path()).unwrap();
    let topics = folder.path().join("topics");
    let writing = tokio::spawn(async move {
        for number in 0..20 {
            fs::write(
                topics.join(format!("b{number}.md")),
                entry(&format!("Number {number}")),
            )
            .unwrap();
            sleep(Duration::from_millis(20)).await;
        }
    });
    let News::Edited(assistant) = told(&mut files).await else {
        panic!("they are not told");
    };
    assert_eq!(assistant.faq().entries.len(), 21);
    writing.await.unwrap();
}

#[tokio::test]
async fn what_git_has_done_in_part_is_not_told() {
    let folder = folder();
    let lock = folder.path().join(".git/index.lock");
    fs::create_dir(folder.path().join(".git")).unwrap();
    let (_, mut files) = Files::open(folder.path()).unwrap();
    fs::write(&lock, "").unwrap();
    fs::write(path(&folder), entry("Half")).unwrap();
    let topics = folder.path().join("topics");
    let writing = tokio::spawn(async move {
        // Longer than files that change are waited for.
        sleep(NO_LONGER_THAN * 2).await;
        fs::write(topics.join("b.md"), entry("Other half")).unwrap();
        fs::remove_file(lock).unwrap();
    });
    let News::Edited(assistant) = told(&mut files).await else {
        panic!("it is not told");
    };
    assert_eq!(assistant.faq().entries.len(), 2);
    writing.await.unwrap();
}

#[tokio::test]
async fn lock_that_git_left_behind_holds_up_no_edit_for_long() {
    let folder = folder();
    fs::create_dir(folder.path().join(".git")).unwrap();
    let (_, mut files) = Files::open(folder.path()).unwrap();
    fs::write(folder.path().join(".git/index.lock"), "").unwrap();
    fs::write(path(&folder), entry("Second")).unwrap();
    assert_eq!(edited(&mut files).await, "Second");
}

#[tokio::test]
async fn a_folder_that_is_gone_is_broken_and_one_in_its_place_is_served() {
    let folder = folder();
    let dir = folder.path().join("faq");
    fs::create_dir(&dir).unwrap();
    fs::rename(folder.path().join("topics"), dir.join("topics")).unwrap();
    let (_, mut files) = Files::open(&dir).unwrap();
    fs::rename(&dir, folder.path().join("old")).unwrap();
    assert!(matches!(told(&mut files).await, News::Broken(_)));
    fs::rename(folder.path().join("old"), &dir).unwrap();
    assert!(matches!(told(&mut files).await, News::Mended));
}

#[cfg(unix)]
#[tokio::test]
async fn a_link_that_is_turned_is_an_edit() {
    use std::os::unix::fs::symlink;

    let folder = folder();
    let root = folder.path();
    for (version, title) in [("one", "First"), ("two", "Second")] {
        fs::create_dir_all(root.join(version).join("topics")).unwrap();
        fs::write(root.join(version).join("topics/a.md"), entry(title)).unwrap();
    }
    symlink(root.join("one"), root.join("current")).unwrap();
    let (_, mut files) = Files::open(&root.join("current")).unwrap();
    symlink(root.join("two"), root.join("next")).unwrap();
    fs::rename(root.join("next"), root.join("current")).unwrap();
    assert_eq!(edited(&mut files).await, "Second");
}

/// What is wrong need not be in the files: a right to read one, a network.
#[tokio::test]
async fn what_does_not_load_is_tried_again_though_no_file_changes() {
    let folder = folder();
    let (_, mut files) = Files::open(folder.path()).unwrap();
    let trouble = LoadError {
        problems: vec![Problem::error(folder.path(), None, "cannot be read")],
    };
    let long_ago = Instant::now().checked_sub(AGAIN_AFTER * 2).unwrap();
    files.trouble = Some((trouble, long_ago));
    assert!(matches!(told(&mut files).await, News::Mended));
}
