//! The process: logging, arguments, exit code.

use std::env;
use std::io::{self, Write as _};
use std::process::ExitCode;

use log::LevelFilter;
use skincare_faq_bot::cli;

fn main() -> ExitCode {
    // Before everything else, as it may say what is logged.
    let env_file = cli::read_env_file();
    // That a logger is set already cannot happen here and would do no harm.
    let _ = pretty_env_logger::formatted_timed_builder()
        .filter_level(LevelFilter::Info)
        .parse_default_env()
        .try_init();
    let exit = env_file
        .and_then(|()| cli::run(env::args_os()))
        .unwrap_or_else(|error| {
            if let Some(report) = error.report() {
                // With standard error closed nobody is left to tell.
                let _ = writeln!(io::stderr(), "{report}");
            }
            error.exit()
        });
    exit.into()
}
