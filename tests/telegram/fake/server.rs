//! The server's edge: HTTP in, a method of the Bot API, HTTP out.

use std::sync::Arc;
use std::time::Instant;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{ConnectInfo, State as Extract};
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::Response;
use serde_json::{Value, json};

use super::faults::Mishap;
use super::params::Params;
use super::refusal::Refusal;
use super::spec::Spec;
use super::state::{Accepted, Request, State, TOKEN};
use super::wire::{Port, Scissors, Switch};
use super::{Shared, answers, messages, profile, webhook};

/// Serves until it is dropped.
pub(crate) async fn serve(port: Port, shared: Arc<Shared>) {
    let app = Router::new()
        .fallback(handle)
        .with_state(Arc::clone(&shared));
    let app = app.into_make_service_with_connect_info::<Scissors>();
    let served = async { axum::serve(port, app).await };
    tokio::select! {
        _ = served => {}
        () = webhook::post(shared) => {}
    }
}

/// A free port and the switch that closes it.
pub(crate) async fn port() -> (Port, Arc<Switch>) {
    let switch = Arc::new(Switch::new());
    let port = Port::open(Arc::clone(&switch)).await.expect("a free port");
    (port, switch)
}

fn response(status: u16, body: String) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    let json = header::HeaderValue::from_static("application/json");
    response.headers_mut().insert(header::CONTENT_TYPE, json);
    response
}

fn answer(result: &Result<Value, Refusal>) -> Response {
    match result {
        Ok(result) => response(200, json!({ "ok": true, "result": result }).to_string()),
        Err(refusal) => response(refusal.code, refusal.to_json().to_string()),
    }
}

/// Who asks, and the method, if the path has the right token: `/bot<token>/<method>`. A server of
/// one's own may stand below any path, by which bots can be told apart.
fn method(path: &str) -> Result<(String, String), Refusal> {
    let not_found = || Refusal::world(404, "Not Found");
    let (from, rest) = path.split_once("/bot").ok_or_else(not_found)?;
    let (token, method) = rest.split_once('/').ok_or_else(not_found)?;
    let token = token.replace("%3A", ":");
    if token != TOKEN {
        let has_form = token
            .split_once(':')
            .is_some_and(|(id, secret)| id.parse::<u64>().is_ok() && !secret.is_empty());
        return Err(if has_form {
            Refusal::world(401, "Unauthorized")
        } else {
            not_found()
        });
    }
    let from = from.trim_start_matches('/').to_owned();
    Ok((from, method.trim_end_matches('/').to_owned()))
}

/// The connection is cut, so nothing can be answered; the task ends with its connection.
async fn cut(scissors: &Scissors) -> Response {
    scissors.0.cut();
    std::future::pending().await
}

async fn handle(
    Extract(shared): Extract<Arc<Shared>>,
    ConnectInfo(scissors): ConnectInfo<Scissors>,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let (from, method) = match method(uri.path()) {
        Ok(found) => found,
        Err(refusal) => return answer(&Err(refusal)),
    };
    let content_type = headers.get(header::CONTENT_TYPE);
    let content_type = content_type
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let params = match Params::read(uri.query().unwrap_or_default(), content_type, &body) {
        Ok(params) => params,
        Err(refusal) => return answer(&Err(refusal)),
    };
    let call = Call {
        from,
        name: method.to_lowercase(),
        method,
        params,
    };
    let struck = shared.change(|state| call.arrive(state));
    let mut is_lost = false;
    match struck.mishap {
        None => {}
        Some(Mishap::LostResponse) => is_lost = true,
        Some(Mishap::Slow(delay)) => tokio::time::sleep(delay).await,
        Some(Mishap::Hangs) => return std::future::pending().await,
        Some(Mishap::Reset) => return cut(&scissors).await,
        Some(Mishap::Garbage) => return response(200, "{\"ok\":true,\"resu".to_owned()),
        Some(Mishap::Refused(refusal)) => {
            let refused = Err(refusal);
            shared.change(|state| call.leave(state, struck.index, &refused));
            return answer(&refused);
        }
    }
    let result = if call.name == "getupdates" {
        poll(&shared, &call).await
    } else {
        shared.change(|state| {
            let result = call.run(state);
            if result.is_ok() && call.name == "sendmessage" {
                state.accepted.push(call.accepted(is_lost));
            }
            call.leave(state, struck.index, &result);
            result
        })
    };
    if is_lost {
        shared.change(|state| state.note(format!("    ({}: the response is lost)", call.method)));
        return cut(&scissors).await;
    }
    answer(&result)
}

async fn poll(shared: &Shared, call: &Call) -> Result<Value, Refusal> {
    let poll = shared.change(|state| state.updates.begin(&call.params))?;
    let found = shared.found(|state| state.updates.look(poll).transpose());
    if let Ok(found) = tokio::time::timeout(poll.timeout, found).await {
        // Somebody may wait for the bot to have it.
        shared.change(|_| ());
        return found;
    }
    shared.look(|state| {
        if state.updates.found_nothing() {
            state.violated("polls without pause", call.params.shown());
        }
    });
    Ok(json!([]))
}

/// What is known of a request before it is dealt with.
struct Struck {
    mishap: Option<Mishap>,
    /// Its place among the requests; polls have none.
    index: Option<usize>,
}

/// One call of a method.
struct Call {
    /// Whose it is.
    from: String,
    /// As it was written.
    method: String,
    /// In lower case.
    name: String,
    params: Params,
}

impl Call {
    fn shown(&self) -> String {
        format!("{} {}", self.method, self.params.shown())
    }

    /// What a refusal with `retry_after` is about.
    fn about(&self) -> String {
        format!("{} {}", self.name, self.params.text("chat_id"))
    }

    /// Notes the request, holds it against the published API, and sees whether a fault strikes it.
    fn arrive(&self, state: &mut State) -> Struck {
        let is_poll = self.name == "getupdates";
        let index = (!is_poll && !state.is_light).then(|| {
            state.requests.push(Request {
                method: self.method.clone(),
                params: Value::Object(self.params.fields().clone()),
                at: Instant::now(),
                status: 0,
            });
            state.requests.len() - 1
        });
        if let Some(spec) = Spec::published() {
            for fault in spec.faults(&self.method, &self.params) {
                state.violated(fault, self.shown());
            }
        }
        if let Some(fault) = state.ignored_refusal(&self.shown(), &self.about()) {
            state.violated(fault, self.shown());
        }
        let mishap = state.faults.strike(&self.name, &self.params);
        if let Some(mishap) = &mishap {
            state.note(format!("    ({}: {mishap:?})", self.method));
        }
        Struck { mishap, index }
    }

    fn run(&self, state: &mut State) -> Result<Value, Refusal> {
        let (name, params) = (self.name.as_str(), &self.params);
        match name {
            "sendmessage" => messages::send(state, params),
            "editmessagetext" => messages::edit_text(state, params),
            "editmessagereplymarkup" => messages::edit_markup(state, params),
            "deletemessage" => messages::delete(state, params),
            "deletebusinessmessages" => messages::delete_business(state, params),
            "sendchataction" => messages::chat_action(state, params),
            "leavechat" => messages::leave(state, params),
            "getchat" => messages::chat(state, params),
            "answercallbackquery" => answers::callback(state, params),
            "answerinlinequery" => answers::inline(state, params),
            _ => profile::call(state, name, params)
                .or_else(|| webhook::call(state, name, params))
                .unwrap_or_else(|| Err(Refusal::unknown_method())),
        }
    }

    /// The message that was taken.
    fn accepted(&self, is_lost: bool) -> Accepted {
        let reply = self.params.json("reply_parameters");
        Accepted {
            from: self.from.clone(),
            at: Instant::now(),
            chat: self.params.int("chat_id").unwrap_or_default(),
            replies_to: reply.and_then(|reply| reply["message_id"].as_i64()),
            text: self.params.text("text"),
            is_lost,
        }
    }

    /// Notes how the request went.
    fn leave(&self, state: &mut State, index: Option<usize>, result: &Result<Value, Refusal>) {
        let status = result.as_ref().map_or_else(|refusal| refusal.code, |_| 200);
        if let Some(request) = index.and_then(|index| state.requests.get_mut(index)) {
            request.status = status;
        }
        if let Err(refusal) = result {
            state.note(format!("    ({}: {})", self.method, refusal.description));
            state.remember_refusal(&self.shown(), &self.about(), refusal);
            if refusal.breaks_rule {
                state.violated(&refusal.description, self.shown());
            }
        } else {
            state.note_deed();
        }
    }
}
