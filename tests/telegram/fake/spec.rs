//! Holds requests against the published Bot API, if `BOT_API_SPEC` names a file with it as JSON.
//!
//! The file lists `methods` and `types`, each with `fields` that have a name, types and whether they
//! are required; a type may list `subtypes` instead.

use std::env;
use std::fs;
use std::sync::OnceLock;

use serde_json::{Map, Value};

use super::params::Params;

/// The published Bot API.
pub(crate) struct Spec {
    api: Value,
}

impl Spec {
    /// The one that `BOT_API_SPEC` names, if it names any. It is read once and never changed.
    pub(crate) fn published() -> Option<&'static Self> {
        static SPEC: OnceLock<Option<Spec>> = OnceLock::new();
        let read = || {
            let path = env::var_os("BOT_API_SPEC").filter(|path| !path.is_empty())?;
            let text = fs::read_to_string(&path)
                .unwrap_or_else(|fault| panic!("BOT_API_SPEC names {}: {fault}", path.display()));
            Some(Spec::parse(&text))
        };
        SPEC.get_or_init(read).as_ref()
    }

    /// Reads the JSON of the published Bot API.
    pub(crate) fn parse(text: &str) -> Self {
        let api: Value = serde_json::from_str(text).expect("BOT_API_SPEC is JSON");
        Self { api }
    }

    /// What is wrong with a request; the method may be in any case.
    pub(crate) fn faults(&self, method: &str, params: &Params) -> Vec<String> {
        let methods = self.api["methods"].as_object();
        let found = methods
            .into_iter()
            .flatten()
            .find(|(name, _)| name.eq_ignore_ascii_case(method));
        let Some((name, published)) = found else {
            return vec![format!("the Bot API has no method `{method}`")];
        };
        let mut faults = Vec::new();
        let check = Check {
            spec: self,
            is_textual: params.is_textual,
        };
        check.fields(name, &published["fields"], params.fields(), &mut faults);
        faults
    }

    /// What is wrong with an object of a type, such as an `Update`.
    pub(crate) fn faults_of(&self, name: &str, object: &Value) -> Vec<String> {
        let mut faults = Vec::new();
        let check = Check {
            spec: self,
            is_textual: false,
        };
        check.object(name, name, object, &mut faults);
        faults
    }
}

struct Check<'a> {
    spec: &'a Spec,
    /// Whether numbers and objects may come inside of strings.
    is_textual: bool,
}

impl Check<'_> {
    fn fields(
        &self,
        owner: &str,
        published: &Value,
        given: &Map<String, Value>,
        faults: &mut Vec<String>,
    ) {
        let published = published.as_array().map(Vec::as_slice).unwrap_or_default();
        for field in published {
            let name = field["name"].as_str().unwrap_or_default();
            if field["required"] == true && !given.contains_key(name) {
                faults.push(format!("`{owner}` needs the field `{name}`"));
            }
        }
        for (name, value) in given {
            let Some(field) = published
                .iter()
                .find(|field| field["name"] == name.as_str())
            else {
                faults.push(format!("`{owner}` has no field `{name}`"));
                continue;
            };
            let types = field["types"]
                .as_array()
                .map(Vec::as_slice)
                .unwrap_or_default();
            let names = types.iter().filter_map(Value::as_str);
            self.one_of(&format!("{owner}.{name}"), names, value, faults);
        }
    }

    /// The value must be of one of the types; what is wrong with the likeliest is reported.
    fn one_of<'t>(
        &self,
        place: &str,
        types: impl Iterator<Item = &'t str>,
        value: &Value,
        faults: &mut Vec<String>,
    ) {
        let found = types.map(|name| {
            let mut faults = Vec::new();
            self.value(place, name, value, &mut faults);
            faults
        });
        if let Some(fewest) = found.min_by_key(Vec::len) {
            faults.extend(fewest);
        }
    }

    fn value(&self, place: &str, name: &str, value: &Value, faults: &mut Vec<String>) {
        let unpacked;
        let value = match value {
            Value::String(text) if self.is_textual && name != "String" => {
                unpacked = serde_json::from_str(text).unwrap_or_else(|_| value.clone());
                &unpacked
            }
            value => value,
        };
        if let Some(inner) = name.strip_prefix("Array of ") {
            match value {
                Value::Array(items) => {
                    for (i, item) in items.iter().enumerate() {
                        self.value(&format!("{place}[{i}]"), inner, item, faults);
                    }
                }
                _ => faults.push(format!("`{place}` is no {name}: {value}")),
            }
            return;
        }
        let fits = match name {
            "Integer" => value.is_i64() || value.is_u64(),
            "Float" => value.is_number(),
            "String" | "InputFile" => value.is_string(),
            "Boolean" => value.is_boolean(),
            "True" => value == &Value::Bool(true),
            _ => return self.object(place, name, value, faults),
        };
        if !fits {
            faults.push(format!("`{place}` is no {name}: {value}"));
        }
    }

    fn object(&self, place: &str, name: &str, value: &Value, faults: &mut Vec<String>) {
        let published = &self.spec.api["types"][name];
        if let Some(subtypes) = published["subtypes"].as_array() {
            let names = subtypes.iter().filter_map(Value::as_str);
            let alike = names.filter(|name| self.may_be(name, value));
            return self.one_of(place, alike, value, faults);
        }
        match value {
            Value::Object(given) => {
                self.fields(
                    &format!("{place}:{name}"),
                    &published["fields"],
                    given,
                    faults,
                );
            }
            _ => faults.push(format!("`{place}` is no {name}: {value}")),
        }
    }

    /// Whether a value with a `type` may be of this subtype, whose description tells its `type`.
    fn may_be(&self, subtype: &str, value: &Value) -> bool {
        let Some(kind) = value["type"].as_str() else {
            return true;
        };
        let fields = self.spec.api["types"][subtype]["fields"].as_array();
        let mut fields = fields.into_iter().flatten();
        let described = fields
            .find(|field| field["name"] == "type")
            .and_then(|field| field["description"].as_str());
        described.is_none_or(|text| {
            let mut words = text.split(|c: char| !c.is_alphanumeric() && c != '_');
            words.any(|word| word == kind)
        })
    }
}
