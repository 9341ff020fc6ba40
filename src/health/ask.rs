//! Asking a bot that runs whether it is ready.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use thiserror::Error;
use tokio::runtime::Builder;

/// How long an answer may take.
const ANSWER_WITHIN: Duration = Duration::from_secs(5);

/// Why there is no answer.
#[derive(Debug, Error)]
pub enum AskError {
    /// Nobody answers there.
    #[error("nothing answers at http://{0}/readyz")]
    NoAnswer(SocketAddr),
    /// The system gives no means to ask.
    #[error("the system gives no means to ask")]
    System(#[from] io::Error),
}

/// Whether the bot whose health is served at `address` is ready, and what it says of it. Takes five
/// seconds at most.
///
/// # Errors
///
/// If nothing answers there in time.
pub fn ask(address: SocketAddr) -> Result<(bool, String), AskError> {
    let address = SocketAddr::new(reachable(address.ip()), address.port());
    let asked = async {
        // The answer is on this machine: no proxy has a say.
        let http = reqwest::Client::builder().no_proxy().timeout(ANSWER_WITHIN);
        let url = format!("http://{address}/readyz");
        let response = http.build()?.get(url).send().await?;
        let is_ready = response.status().is_success();
        Ok::<_, reqwest::Error>((is_ready, response.text().await?))
    };
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let answer = runtime.block_on(asked);
    answer.map_err(|_| AskError::NoAnswer(address))
}

/// Where to ask what listens at all addresses.
fn reachable(ip: IpAddr) -> IpAddr {
    match ip {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    }
}
