//! The parameters of a request, in each of the four forms in which they may come.

use reqwest::Url;
use serde_json::{Map, Value};

use super::refusal::Refusal;

/// The parameters of one request.
#[derive(Debug, Clone, Default)]
pub(crate) struct Params {
    fields: Map<String, Value>,
    /// Whether values came as text, so that numbers and objects are written inside of strings.
    pub(crate) is_textual: bool,
}

impl Params {
    /// Reads the query and the body; what cannot be read is told like the real server does.
    pub(crate) fn read(query: &str, content_type: &str, body: &[u8]) -> Result<Self, Refusal> {
        let mut params = Self {
            is_textual: true,
            ..Self::default()
        };
        params.take_pairs(query);
        let kind = content_type.split(';').next().unwrap_or_default().trim();
        match kind.to_ascii_lowercase().as_str() {
            "application/json" if !body.is_empty() => {
                params.is_textual = false;
                let read = serde_json::from_slice(body);
                let Ok(Value::Object(fields)) = read else {
                    return Err(Refusal::rule("can't parse JSON encoded parameters"));
                };
                params.fields.extend(fields);
            }
            "application/x-www-form-urlencoded" => {
                params.take_pairs(&String::from_utf8_lossy(body));
            }
            "multipart/form-data" => params.take_parts(content_type, body)?,
            _ => {}
        }
        Ok(params)
    }

    /// The fields of an object inside of a request.
    pub(crate) fn of(object: &Value) -> Self {
        Self {
            fields: object.as_object().cloned().unwrap_or_default(),
            is_textual: false,
        }
    }

    fn take_pairs(&mut self, encoded: &str) {
        // A full address is the way to the decoder that is already among the dependencies.
        let Ok(url) = Url::parse(&format!("http://localhost/?{encoded}")) else {
            return;
        };
        for (name, value) in url.query_pairs() {
            let value = Value::String(value.into_owned());
            self.fields.insert(name.into_owned(), value);
        }
    }

    fn take_parts(&mut self, content_type: &str, body: &[u8]) -> Result<(), Refusal> {
        let malformed = || Refusal::rule("can't parse multipart form data");
        let boundary = content_type
            .split(';')
            .find_map(|piece| piece.trim().strip_prefix("boundary="))
            .ok_or_else(malformed)?;
        let body = String::from_utf8_lossy(body);
        let separator = format!("--{}", boundary.trim_matches('"'));
        for part in body.split(separator.as_str()).skip(1) {
            if part.starts_with("--") {
                return Ok(());
            }
            let (head, value) = part.split_once("\r\n\r\n").ok_or_else(malformed)?;
            let name = head
                .split("name=\"")
                .nth(1)
                .and_then(|rest| rest.split('"').next())
                .ok_or_else(malformed)?;
            let value = value.strip_suffix("\r\n").unwrap_or(value);
            self.fields.insert(name.to_owned(), value.into());
        }
        Err(malformed())
    }

    /// All fields by name.
    pub(crate) fn fields(&self) -> &Map<String, Value> {
        &self.fields
    }

    /// The field as JSON, whether it came as such or as text.
    pub(crate) fn json(&self, name: &str) -> Option<Value> {
        match self.fields.get(name)? {
            Value::Null => None,
            Value::String(text) => {
                Some(serde_json::from_str(text).unwrap_or_else(|_| Value::String(text.clone())))
            }
            value => Some(value.clone()),
        }
    }

    /// The field as text; empty where there is none.
    pub(crate) fn text(&self, name: &str) -> String {
        match self.fields.get(name) {
            None | Some(Value::Null) => String::new(),
            Some(Value::String(text)) => text.clone(),
            Some(value) => value.to_string(),
        }
    }

    /// The field as a whole number, if it is one.
    pub(crate) fn int(&self, name: &str) -> Option<i64> {
        match self.fields.get(name)? {
            Value::String(text) => text.trim().parse().ok(),
            value => value.as_i64(),
        }
    }

    /// Whether the field says yes.
    pub(crate) fn is_set(&self, name: &str) -> bool {
        matches!(
            self.text(name).to_lowercase().as_str(),
            "true" | "1" | "yes"
        )
    }

    /// The parameters on one line.
    pub(crate) fn shown(&self) -> String {
        Value::Object(self.fields.clone()).to_string()
    }
}
