//! Owns JSON-RPC: what a body is, and how answers are written. It must not know any method.

use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// Codes of errors, as JSON-RPC and the protocol number them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Code {
    /// The body is no JSON.
    Parse = -32_700,
    /// It is no request, or one that may not come now.
    InvalidRequest = -32_600,
    /// Nothing is called so.
    MethodNotFound = -32_601,
    /// The parameters are not those of the method.
    InvalidParams = -32_602,
    /// `initialize` has to come first.
    NotInitialized = -32_002,
    /// The client does not want the answer any more.
    Cancelled = -32_800,
}

/// Why there is no result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Refusal {
    pub(super) code: Code,
    /// Lower case, no full stop.
    pub(super) message: String,
}

impl Refusal {
    pub(super) fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }
}

/// A message from the client.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Message {
    /// Wants an answer.
    Request { id: Value, method: String, params: Value },
    /// Wants none.
    Notification { method: String, params: Value },
    /// The answer to a request of the server.
    Response { error: Option<String> },
    /// None of these. The id is null where it has none that could be answered.
    Invalid { id: Value, refusal: Refusal },
}

impl Message {
    /// Reads a body.
    pub(super) fn read(body: &[u8]) -> Self {
        let invalid = |id, code, message: String| Self::Invalid { id, refusal: Refusal::new(code, message) };
        let mut fields = match serde_json::from_slice(body) {
            Ok(Value::Object(fields)) => fields,
            Ok(_) => return invalid(Value::Null, Code::InvalidRequest, "a message has to be an object".to_owned()),
            Err(error) => return invalid(Value::Null, Code::Parse, format!("not JSON: {error}")),
        };
        let params = fields.remove("params").unwrap_or_default();
        let id = fields.remove("id");
        match (fields.remove("method"), id) {
            (Some(Value::String(method)), None) => Self::Notification { method, params },
            (Some(Value::String(method)), Some(id)) if is_id(&id) => Self::Request { id, method, params },
            (Some(Value::String(_)), Some(_)) => {
                invalid(Value::Null, Code::InvalidRequest, "an id has to be a whole number or a string".to_owned())
            }
            (None, Some(_)) if fields.contains_key("result") || fields.contains_key("error") => {
                let error = fields.get("error").filter(|error| !error.is_null());
                let told =
                    error.map(|error| error.get("message").and_then(Value::as_str).unwrap_or("no reason").into());
                Self::Response { error: told }
            }
            (_, id) => {
                let id = id.filter(is_id).unwrap_or_default();
                invalid(id, Code::InvalidRequest, "a message has to name a method".to_owned())
            }
        }
    }
}

fn is_id(id: &Value) -> bool {
    id.is_string() || id.is_i64() || id.is_u64()
}

/// The parameters of a method.
pub(super) fn parameters<T: DeserializeOwned>(params: Value) -> Result<T, Refusal> {
    serde_json::from_value(params).map_err(|error| Refusal::new(Code::InvalidParams, error.to_string()))
}

/// The answer to a request.
pub(super) fn answer(id: &Value, result: Result<Value, Refusal>) -> String {
    let message = match result {
        Ok(result) => json!({ "jsonrpc": "2.0", "id": id, "result": result }),
        Err(refusal) => {
            let error = json!({ "code": refusal.code as i32, "message": refusal.message });
            json!({ "jsonrpc": "2.0", "id": id, "error": error })
        }
    };
    message.to_string()
}

/// A message to the client that wants no answer.
pub(super) fn notification(method: &str, params: &Value) -> String {
    json!({ "jsonrpc": "2.0", "method": method, "params": params }).to_string()
}

/// A message to the client that wants an answer.
pub(super) fn request(id: &str, method: &str, params: &Value) -> String {
    json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kinds_of_messages_are_told_apart() {
        let read = |text: &str| Message::read(text.as_bytes());
        assert_eq!(
            read(r#"{"jsonrpc": "2.0", "id": "a", "method": "m", "params": [1]}"#),
            Message::Request { id: json!("a"), method: "m".to_owned(), params: json!([1]) }
        );
        assert_eq!(read(r#"{"method": "m"}"#), Message::Notification { method: "m".to_owned(), params: Value::Null });
        assert_eq!(read(r#"{"id": 1, "result": null}"#), Message::Response { error: None });
        let refused = Message::Response { error: Some("no".to_owned()) };
        assert_eq!(read(r#"{"id": 1, "error": {"code": 1, "message": "no"}}"#), refused);
    }

    #[test]
    fn what_is_no_message_is_refused_with_its_id_if_it_has_one() {
        let refused = |text: &[u8]| match Message::read(text) {
            Message::Invalid { id, refusal } => (id, refusal.code),
            other => panic!("{other:?}"),
        };
        assert_eq!(refused(b"{"), (Value::Null, Code::Parse));
        assert_eq!(refused(b"\xFF"), (Value::Null, Code::Parse));
        assert_eq!(refused(&[b'['; 100_000]), (Value::Null, Code::Parse));
        assert_eq!(refused(b"[]"), (Value::Null, Code::InvalidRequest));
        assert_eq!(refused(br#"{"id": 7}"#), (json!(7), Code::InvalidRequest));
        assert_eq!(refused(br#"{"id": 7, "method": 8}"#), (json!(7), Code::InvalidRequest));
        assert_eq!(refused(br#"{"id": 1.5, "method": "m"}"#), (Value::Null, Code::InvalidRequest));
        assert_eq!(refused(br#"{"id": null, "method": "m"}"#), (Value::Null, Code::InvalidRequest));
    }
}
