//! Figures as people read them.

use std::collections::HashMap;
use std::fmt::Write as _;

use crate::eval::{Confusion, Figures, Report, Share};

/// At most this many confusions, and ids of each, are listed unless all are wanted.
const FEW: usize = 30;
const FEW_IDS: usize = 4;

/// The whole report. With `texts`, by id, every confusion is listed, and what was asked.
pub(super) fn of(report: &Report, texts: Option<&HashMap<&str, &str>>) -> String {
    let width = report
        .kinds
        .iter()
        .map(|figures| figures.kind.chars().count());
    let width = width.max().unwrap_or(0).max(4);
    let mut table = format!(
        "{:width$} {:>6} {:>13} {:>13} {:>13} {:>13} {:>13}\n",
        "kind", "n", "right", "helped", "wrong", "false", "asked back",
    );
    for figures in report.kinds.iter().chain([&report.all]) {
        row(&mut table, width, figures);
    }
    summary(&mut table, &report.all);
    confusions(&mut table, &report.confusions, texts);
    table.truncate(table.trim_end().len());
    table
}

fn row(table: &mut String, width: usize, figures: &Figures) {
    let shares = [
        figures.right,
        figures.helped,
        figures.wrong,
        figures.false_answers,
        figures.asked_back_out_of_scope,
    ];
    let _ = write!(table, "{:width$} {:>6}", figures.kind, figures.n);
    for share in shares {
        let _ = write!(table, " {:>13}", cell(share));
    }
    table.push('\n');
}

/// Such as `12  80.0 %`, or a dash of nothing.
fn cell(share: Share) -> String {
    share.value().map_or_else(
        || "-".to_owned(),
        |value| format!("{} {:>5.1} %", share.count, value * 100.0),
    )
}

fn summary(table: &mut String, all: &Figures) {
    table.push('\n');
    for (name, share) in [
        ("in scope, answered rightly", all.right_in_scope),
        ("in scope, helped", all.helped),
        ("in scope, answered wrongly", all.wrong),
        ("two topics at once, both answered", all.both),
        ("out of scope, falsely answered", all.false_answers),
        ("out of scope, asked back", all.asked_back_out_of_scope),
        ("small talk, taken as such", all.social),
        ("emergencies, recognised", all.emergencies),
        ("emergencies, not even asked back", all.emergencies_missed),
        ("false alarms", all.false_alarms),
    ] {
        if share.of > 0 {
            let _ = writeln!(table, "{name:42} {:>13}  of {}", cell(share), share.of);
        }
    }
}

fn confusions(table: &mut String, all: &[Confusion], texts: Option<&HashMap<&str, &str>>) {
    if all.is_empty() {
        return;
    }
    let most = if texts.is_some() { all.len() } else { FEW };
    table.push_str("\nconfusions, worst first\n");
    for confusion in all.iter().take(most) {
        let Confusion {
            mistake,
            expected,
            got,
            count,
            ids,
        } = confusion;
        let _ = write!(table, "{count:>4}  {mistake}: {expected} -> {got}");
        let Some(texts) = texts else {
            let more = if ids.len() > FEW_IDS { " ..." } else { "" };
            let few = &ids[..ids.len().min(FEW_IDS)];
            let _ = writeln!(table, "  ({}{more})", few.join(" "));
            continue;
        };
        table.push('\n');
        for id in ids {
            // Quoted, so that line feeds and controls in a message do not disturb the table.
            let text = texts.get(id.as_str()).unwrap_or(&"");
            let _ = writeln!(table, "        {id} {text:?}");
        }
    }
    if all.len() > most {
        let _ = writeln!(
            table,
            "      and {} more; --verbose lists all",
            all.len() - most
        );
    }
}
