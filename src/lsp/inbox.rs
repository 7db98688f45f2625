//! Owns what has arrived and was not answered yet. A request that the client has cancelled meanwhile is not worked on.
//! It must not know any other method.

use std::collections::VecDeque;
use std::io::BufRead;
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;

use serde_json::Value;

use super::message::{Code, Message, Refusal};
use super::wire::{Frame, Frames};

/// How many frames may wait for the reader to go on.
const WAITING: usize = 256;

/// Messages in the order in which they came.
#[derive(Debug)]
pub(super) struct Inbox {
    incoming: Receiver<Frame>,
    waiting: VecDeque<Message>,
}

impl Inbox {
    /// Starts to read. The thread ends with the stream, or with the process.
    pub(super) fn new(input: impl BufRead + Send + 'static) -> Self {
        let (sender, incoming) = sync_channel(WAITING);
        thread::spawn(move || {
            let mut frames = Frames::new(input);
            // A stream that cannot be read has ended.
            while let Ok(Some(frame)) = frames.next() {
                if sender.send(frame).is_err() {
                    break;
                }
            }
        });
        Self { incoming, waiting: VecDeque::new() }
    }

    /// Whether nothing has arrived.
    pub(super) fn is_empty(&mut self) -> bool {
        self.gather();
        self.waiting.is_empty()
    }

    /// The next message, waited for if need be; none once the stream has ended.
    pub(super) fn next(&mut self) -> Option<Message> {
        self.gather();
        if self.waiting.is_empty() {
            let frame = self.incoming.recv().ok()?;
            self.take(frame);
            return self.next();
        }
        self.waiting.pop_front()
    }

    fn gather(&mut self) {
        while let Ok(frame) = self.incoming.try_recv() {
            self.take(frame);
        }
    }

    fn take(&mut self, frame: Frame) {
        let message = match frame {
            Frame::Body(body) => Message::read(&body),
            Frame::Broken(why) => Message::Invalid { id: Value::Null, refusal: Refusal::new(Code::Parse, why) },
        };
        match message {
            Message::Notification { method, params } if method == "$/cancelRequest" => self.cancel(params.get("id")),
            message => self.waiting.push_back(message),
        }
    }

    /// What was answered already stays answered.
    fn cancel(&mut self, cancelled: Option<&Value>) {
        for waiting in &mut self.waiting {
            match waiting {
                Message::Request { id, .. } if Some(&*id) == cancelled => {
                    let refusal = Refusal::new(Code::Cancelled, "cancelled");
                    *waiting = Message::Invalid { id: id.take(), refusal };
                }
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lsp::message;
    use crate::lsp::wire;
    use serde_json::json;

    #[test]
    fn a_request_that_is_cancelled_before_its_turn_is_refused() {
        let mut bytes = Vec::new();
        for body in [
            message::request("1", "slow", &Value::Null),
            message::request("2", "slow", &Value::Null),
            message::notification("$/cancelRequest", &json!({ "id": "2" })),
            message::notification("$/cancelRequest", &json!({ "id": "9" })),
            message::notification("$/cancelRequest", &json!(null)),
        ] {
            wire::write(&mut bytes, &body).unwrap();
        }
        let mut inbox = Inbox::new(std::io::Cursor::new(bytes));
        // Wait until all has arrived.
        while let Ok(frame) = inbox.incoming.recv() {
            inbox.take(frame);
        }
        assert!(matches!(inbox.next(), Some(Message::Request { id, .. }) if id == "1"));
        let refused = inbox.next();
        assert!(
            matches!(&refused, Some(Message::Invalid { id, refusal }) if id == "2" && refusal.code == Code::Cancelled),
            "{refused:?}"
        );
        assert_eq!(inbox.next(), None);
    }
}
