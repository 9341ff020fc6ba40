//! What a process uses.

use std::fs;
use std::time::Duration;

/// What a process has used, and uses.
#[derive(Clone, Copy, Default)]
pub(crate) struct Usage {
    pub(crate) cpu: Duration,
    pub(crate) resident_kb: u64,
}

/// A tick of the kernel's clock for processes: a hundredth of a second on Linux.
const TICK: Duration = Duration::from_millis(10);

impl Usage {
    /// What a process has used so far; nothing where the system does not tell.
    pub(crate) fn of(process: u32) -> Self {
        let file = |name: &str| fs::read_to_string(format!("/proc/{process}/{name}"));
        let stat = file("stat").unwrap_or_default();
        // The name may hold spaces, so count from behind it.
        let fields: Vec<&str> = stat
            .rsplit_once(')')
            .map_or("", |(_, rest)| rest)
            .split_whitespace()
            .collect();
        let ticks = |at: usize| fields.get(at).and_then(|field| field.parse::<u32>().ok());
        let cpu = TICK * (ticks(11).unwrap_or(0) + ticks(12).unwrap_or(0));
        let status = file("status").unwrap_or_default();
        let resident = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let resident = resident.and_then(|rest| rest.split_whitespace().next()?.parse().ok());
        Self {
            cpu,
            resident_kb: resident.unwrap_or(0),
        }
    }

    /// The memory in megabytes.
    #[expect(clippy::cast_precision_loss, reason = "kilobytes of a process")]
    pub(crate) fn resident_mb(self) -> f64 {
        self.resident_kb as f64 / 1024.0
    }
}

/// The value that this share of sorted values does not exceed.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a share of some thousand"
)]
pub(crate) fn at_share(sorted: &[Duration], share: f64) -> Duration {
    let at = (sorted.len() as f64 * share) as usize;
    sorted
        .get(at.min(sorted.len().saturating_sub(1)))
        .copied()
        .unwrap_or_default()
}
