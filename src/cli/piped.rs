//! Owns standard input as it comes: before it waits for more, it says so, so that what is there can go out. It must not
//! know what the bytes mean.
//!
//! A thread of its own reads: only so can one know that there is nothing to read, and hear Ctrl-C meanwhile.

use std::io::{self, Read};
use std::ops::ControlFlow;
use std::sync::mpsc::{Receiver, RecvTimeoutError, TryRecvError, sync_channel};
use std::thread;
use std::time::Duration;

use super::interrupt::Interrupt;

/// How many bytes are read at a time, at most.
const BUFFER: usize = 64 * 1024;
/// How many of these may wait.
const WAITING: usize = 4;
/// How often somebody who waits looks whether to go on.
const LOOK: Duration = Duration::from_millis(50);

/// Standard input.
pub(super) struct Piped<'p> {
    chunks: Receiver<io::Result<Vec<u8>>>,
    current: Vec<u8>,
    at: usize,
    pause: &'p mut dyn FnMut() -> ControlFlow<()>,
    interrupt: &'p Interrupt,
    has_ended: bool,
}

impl<'p> Piped<'p> {
    /// Starts to read. `pause` is called before it waits for more; where it breaks, the input ends. So it does when the
    /// interrupt comes.
    pub(super) fn start(pause: &'p mut dyn FnMut() -> ControlFlow<()>, interrupt: &'p Interrupt) -> Self {
        let (sender, chunks) = sync_channel(WAITING);
        // It ends with the input, or with the process: nobody waits for it.
        thread::spawn(move || {
            let mut stdin = io::stdin().lock();
            loop {
                let mut bytes = vec![0; BUFFER];
                let chunk = match stdin.read(&mut bytes) {
                    Ok(0) => break,
                    Ok(length) => {
                        bytes.truncate(length);
                        Ok(bytes)
                    }
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                    Err(error) => Err(error),
                };
                let is_last = chunk.is_err();
                if sender.send(chunk).is_err() || is_last {
                    break;
                }
            }
        });
        Self { chunks, current: Vec::new(), at: 0, pause, interrupt, has_ended: false }
    }

    /// What comes next; none at the end.
    fn next(&mut self) -> Option<io::Result<Vec<u8>>> {
        match self.chunks.try_recv() {
            Ok(chunk) => return Some(chunk),
            Err(TryRecvError::Disconnected) => return None,
            Err(TryRecvError::Empty) => {}
        }
        if (self.pause)().is_break() {
            return None;
        }
        loop {
            match self.chunks.recv_timeout(LOOK) {
                Ok(chunk) => return Some(chunk),
                Err(RecvTimeoutError::Timeout) if !self.interrupt.came() => {}
                Err(_) => return None,
            }
        }
    }
}

impl Read for Piped<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.at == self.current.len() && !self.has_ended {
            match self.next().transpose()? {
                Some(chunk) => (self.current, self.at) = (chunk, 0),
                None => self.has_ended = true,
            }
        }
        let left = if self.has_ended { &[] } else { self.current.get(self.at..).unwrap_or_default() };
        let length = left.len().min(buffer.len());
        if let (Some(to), Some(from)) = (buffer.get_mut(..length), left.get(..length)) {
            to.copy_from_slice(from);
        }
        self.at += length;
        Ok(length)
    }
}
