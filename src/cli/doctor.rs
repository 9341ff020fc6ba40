//! `doctor`: looks at everything that serving Telegram needs, and changes nothing.

use std::io::Write;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use super::{Error, Exit, output};
use crate::config::Config;
use crate::{faq, telegram};

pub(super) fn run(dir: &Path, config: &Config, out: &mut dyn Write) -> Result<Exit, Error> {
    let loaded = faq::load_all(dir);
    let mut all_good = loaded.is_ok();
    match &loaded {
        Ok(languages) => {
            let counts = languages
                .iter()
                .map(|faq| (faq.size().entries, faq.language()));
            let says = match counts.collect::<Vec<_>>().as_slice() {
                [(entries, _)] => format!("has {entries} entries"),
                several => {
                    let of_each = several.iter();
                    let of_each = of_each.map(|(own, language)| format!("{own} in `{language}`"));
                    format!("has entries: {}", of_each.collect::<Vec<_>>().join(", "))
                }
            };
            output::line(out, &told(true, "FAQ", &says))?;
        }
        Err(problems) => {
            let says = format!("cannot be loaded: see `check`\n{problems}");
            output::line(out, &told(false, "FAQ", &says))?;
        }
    }
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    let now = now.map_or(0, |since| since.as_secs());
    let findings = telegram::examine(config, loaded.as_deref().ok(), now)?;
    for finding in findings {
        all_good &= finding.good;
        output::line(out, &told(finding.good, finding.of, &finding.says))?;
    }
    Ok(if all_good { Exit::Ok } else { Exit::Problems })
}

fn told(good: bool, of: &str, says: &str) -> String {
    let mark = if good { "ok     " } else { "problem" };
    format!("{mark} {of}: {says}")
}
