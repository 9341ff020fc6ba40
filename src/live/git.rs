//! Whether git is writing the files: what a `git pull` or a `git checkout` has done only in part says
//! nothing of what it leads to.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// The file that is there while git changes what is checked out.
const LOCK: &str = "index.lock";

/// A lock that is older was left behind by a git that was ended, or that takes too long.
pub(super) const PATIENCE: Duration = Duration::from_secs(5);

/// Whether git has begun a moment ago, and not ended, to change the repository that `dir` lies in.
pub(super) fn is_at_work(dir: &Path) -> bool {
    let began = lock_of(dir).and_then(|lock| fs::metadata(lock).ok()?.modified().ok());
    // A time to come, of another clock, is recent too.
    began.is_some_and(|began| {
        let age = SystemTime::now().duration_since(began);
        age.is_ok_and(|age| age < PATIENCE) || began > SystemTime::now()
    })
}

/// Where the lock of the repository is or would be; `None` outside of one.
fn lock_of(dir: &Path) -> Option<PathBuf> {
    let dir = dir.canonicalize().ok()?;
    dir.ancestors().find_map(|folder| {
        let git = folder.join(".git");
        let kind = fs::metadata(&git).ok()?;
        if kind.is_dir() {
            return Some(git.join(LOCK));
        }
        // A further working tree, or a repository within another, names the folder in a line.
        let named = fs::read_to_string(&git).ok()?;
        let elsewhere = named.lines().next()?.strip_prefix("gitdir:")?.trim();
        Some(folder.join(elsewhere).join(LOCK))
    })
}

#[cfg(test)]
mod tests {
    use std::fs::{File, FileTimes};

    use super::*;

    fn lock(path: &Path, age: Duration) {
        let file = File::create(path).unwrap();
        let at = SystemTime::now() - age;
        file.set_times(FileTimes::new().set_modified(at)).unwrap();
    }

    #[test]
    fn lock_of_the_repository_around_the_folder_counts_until_it_is_old() {
        let root = tempfile::tempdir().unwrap();
        let faq = root.path().join("site/faq");
        fs::create_dir_all(&faq).unwrap();
        assert!(!is_at_work(&faq));
        fs::create_dir(root.path().join(".git")).unwrap();
        assert!(!is_at_work(&faq));
        let path = root.path().join(".git/index.lock");
        lock(&path, Duration::ZERO);
        assert!(is_at_work(&faq));
        lock(&path, PATIENCE * 2);
        assert!(!is_at_work(&faq), "left behind");
        assert!(!is_at_work(&root.path().join("absent")));
    }

    #[test]
    fn lock_of_a_further_working_tree_is_where_its_file_says() {
        let root = tempfile::tempdir().unwrap();
        let (tree, git) = (root.path().join("tree"), root.path().join("git/tree"));
        fs::create_dir_all(tree.join("faq")).unwrap();
        fs::create_dir_all(&git).unwrap();
        fs::write(tree.join(".git"), "gitdir: ../git/tree\n").unwrap();
        assert!(!is_at_work(&tree.join("faq")));
        lock(&git.join(LOCK), Duration::ZERO);
        assert!(is_at_work(&tree.join("faq")));
        fs::write(tree.join(".git"), "no folder").unwrap();
        assert!(!is_at_work(&tree.join("faq")));
    }
}
