//! Owns doing work on many threads while results come out in the order in which the work went in. It must not know
//! what the work is.
//!
//! Only so many chunks are under way at a time: memory does not grow with the number of inputs. Threads start when a
//! second chunk is needed, so that a single draft does not pay for them.

use std::collections::BTreeMap;
use std::mem;
use std::ops::ControlFlow;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, Scope};

/// A chunk is full with so many inputs …
const CHUNK_INPUTS: usize = 32;
/// … or with so much weight.
const CHUNK_WEIGHT: usize = 256 * 1024;
/// How many chunks may be under way for each thread.
const CHUNKS_PER_THREAD: usize = 4;

/// What comes with an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// Its weight, roughly its bytes.
    Weight(usize),
    /// Nothing follows for now: all results are to be had before the next input is asked for.
    Pause,
}

/// Calls `work` for everything that `feed` hands over, on up to `threads` threads, and `sink` with the results, on this
/// thread, in order. Once `sink` breaks, `feed` is told so.
pub(crate) fn map<I: Send, O: Send>(
    threads: usize,
    work: impl Fn(I) -> O + Sync,
    sink: &mut dyn FnMut(O) -> ControlFlow<()>,
    feed: impl FnOnce(&mut dyn FnMut(I, Step) -> ControlFlow<()>),
) {
    if threads <= 1 {
        feed(&mut |input, _| sink(work(input)));
        return;
    }
    thread::scope(|scope| {
        let mut pool = Pool::new(scope, threads, &work, sink);
        feed(&mut |input, step| pool.push(input, step));
        pool.finish();
    });
}

struct Pool<'scope, 'env, 'sink, I, O, W> {
    scope: &'scope Scope<'scope, 'env>,
    threads: usize,
    work: &'env W,
    sink: &'sink mut dyn FnMut(O) -> ControlFlow<()>,
    /// The chunk that is being filled, and its weight.
    chunk: Vec<I>,
    weight: usize,
    channels: Option<Channels<I, O>>,
    /// The number of the next chunk that goes out to be worked on.
    next: u64,
    /// The number of the next chunk that goes to the sink.
    wanted: u64,
    /// Chunks that came back before their turn.
    early: BTreeMap<u64, Vec<O>>,
    /// Whether the sink wants no more.
    ended: bool,
}

struct Channels<I, O> {
    work: Sender<(u64, Vec<I>)>,
    results: Receiver<(u64, Vec<O>)>,
}

impl<'scope, 'env, 'sink, I, O, W> Pool<'scope, 'env, 'sink, I, O, W>
where
    I: Send + 'scope,
    O: Send + 'scope,
    W: Fn(I) -> O + Sync,
{
    fn new(
        scope: &'scope Scope<'scope, 'env>,
        threads: usize,
        work: &'env W,
        sink: &'sink mut dyn FnMut(O) -> ControlFlow<()>,
    ) -> Self {
        Self {
            scope,
            threads,
            work,
            sink,
            chunk: Vec::new(),
            weight: 0,
            channels: None,
            next: 0,
            wanted: 0,
            early: BTreeMap::new(),
            ended: false,
        }
    }

    fn push(&mut self, input: I, step: Step) -> ControlFlow<()> {
        if self.chunk.len() >= CHUNK_INPUTS || self.weight >= CHUNK_WEIGHT {
            self.send()?;
        }
        self.chunk.push(input);
        match step {
            Step::Weight(weight) => self.weight += weight,
            Step::Pause => self.work_off()?,
        }
        ControlFlow::Continue(())
    }

    /// Sends the chunk off, and waits for room first.
    fn send(&mut self) -> ControlFlow<()> {
        while self.next - self.wanted >= (self.threads * CHUNKS_PER_THREAD) as u64 {
            self.receive()?;
        }
        let chunk = mem::take(&mut self.chunk);
        self.weight = 0;
        let (scope, threads, work) = (self.scope, self.threads, self.work);
        let channels = self.channels.get_or_insert_with(|| start(scope, threads, work));
        if channels.work.send((self.next, chunk)).is_err() {
            return ControlFlow::Break(());
        }
        self.next += 1;
        ControlFlow::Continue(())
    }

    /// Waits for one chunk, and hands over every chunk whose turn it is.
    fn receive(&mut self) -> ControlFlow<()> {
        let received = self.channels.as_ref().and_then(|channels| channels.results.recv().ok());
        let Some((number, results)) = received else { return ControlFlow::Break(()) };
        self.early.insert(number, results);
        while let Some(results) = self.early.remove(&self.wanted) {
            self.wanted += 1;
            for result in results {
                if (self.sink)(result).is_break() {
                    self.ended = true;
                    return ControlFlow::Break(());
                }
            }
        }
        ControlFlow::Continue(())
    }

    /// Works off what is left. Dropping the channels ends the threads.
    fn finish(mut self) {
        if !self.ended {
            let _ = self.work_off();
        }
    }

    /// Hands over the results of everything that came in.
    fn work_off(&mut self) -> ControlFlow<()> {
        if self.channels.is_none() {
            self.weight = 0;
            for input in mem::take(&mut self.chunk) {
                if (self.sink)((self.work)(input)).is_break() {
                    self.ended = true;
                    return ControlFlow::Break(());
                }
            }
            return ControlFlow::Continue(());
        }
        self.send()?;
        while self.wanted < self.next {
            self.receive()?;
        }
        ControlFlow::Continue(())
    }
}

fn start<'scope, I, O, W>(scope: &'scope Scope<'scope, '_>, threads: usize, work: &'scope W) -> Channels<I, O>
where
    I: Send + 'scope,
    O: Send + 'scope,
    W: Fn(I) -> O + Sync,
{
    let (work_sender, work_receiver) = channel::<(u64, Vec<I>)>();
    let (result_sender, results) = channel();
    let work_receiver = Arc::new(Mutex::new(work_receiver));
    for _ in 0..threads {
        let (receiver, sender) = (Arc::clone(&work_receiver), result_sender.clone());
        scope.spawn(move || {
            loop {
                let received = receiver.lock().unwrap_or_else(PoisonError::into_inner).recv();
                let Ok((number, chunk)) = received else { break };
                let results: Vec<O> = chunk.into_iter().map(work).collect();
                if sender.send((number, results)).is_err() {
                    break;
                }
            }
        });
    }
    Channels { work: work_sender, results }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    fn doubled(threads: usize, count: usize) -> Vec<usize> {
        let mut results = Vec::new();
        let mut sink = |result| {
            results.push(result);
            ControlFlow::Continue(())
        };
        let feed = |push: &mut dyn FnMut(usize, Step) -> ControlFlow<()>| {
            for number in 0..count {
                let step = if number % 11 == 10 { Step::Pause } else { Step::Weight(number % 7 * 10_000) };
                assert!(push(number, step).is_continue());
            }
        };
        map(threads, |number: usize| number * 2, &mut sink, feed);
        results
    }

    #[test]
    fn results_come_in_order_whatever_the_number_of_threads() {
        for count in [0, 1, CHUNK_INPUTS, CHUNK_INPUTS + 1, 5000] {
            let expected: Vec<usize> = (0..count).map(|number| number * 2).collect();
            for threads in [1, 2, 3, 16] {
                assert_eq!(doubled(threads, count), expected, "{threads} threads, {count} inputs");
            }
        }
    }

    #[test]
    fn few_inputs_start_no_thread() {
        let here = thread::current().id();
        let mut sink = |id| {
            assert_eq!(id, here);
            ControlFlow::Continue(())
        };
        map(
            8,
            |_: usize| thread::current().id(),
            &mut sink,
            |push| {
                for number in 0..CHUNK_INPUTS {
                    let _ = push(number, Step::Weight(1));
                }
            },
        );
    }

    #[test]
    fn what_came_in_before_a_pause_has_come_out_after_it() {
        for threads in [1, 2, 8] {
            let out = AtomicUsize::new(0);
            let mut sink = |_: usize| {
                out.fetch_add(1, Ordering::Relaxed);
                ControlFlow::Continue(())
            };
            map(
                threads,
                |number: usize| number,
                &mut sink,
                |push| {
                    for number in 0..500 {
                        let step = if number % 50 == 49 { Step::Pause } else { Step::Weight(1) };
                        assert!(push(number, step).is_continue());
                        if step == Step::Pause {
                            assert_eq!(out.load(Ordering::Relaxed), number + 1, "{threads} threads");
                        }
                    }
                },
            );
        }
    }

    #[test]
    fn a_sink_that_breaks_ends_the_feeding_and_the_threads() {
        for threads in [1, 4] {
            let fed = AtomicUsize::new(0);
            let mut seen = 0;
            let mut sink = |_: usize| {
                seen += 1;
                if seen == 3 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            };
            map(
                threads,
                |number: usize| number,
                &mut sink,
                |push| {
                    for number in 0..1_000_000 {
                        fed.fetch_add(1, Ordering::Relaxed);
                        if push(number, Step::Weight(1)).is_break() {
                            break;
                        }
                    }
                },
            );
            assert_eq!(seen, 3);
            assert!(fed.load(Ordering::Relaxed) < 10_000, "{threads} threads");
        }
    }

    #[test]
    fn only_so_much_is_under_way_at_a_time() {
        let (fed, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let mut seen = 0;
        let mut sink = |_: usize| {
            seen += 1;
            most.fetch_max(fed.load(Ordering::Relaxed) - seen, Ordering::Relaxed);
            ControlFlow::Continue(())
        };
        map(
            2,
            |number: usize| number,
            &mut sink,
            |push| {
                for number in 0..20_000 {
                    fed.fetch_add(1, Ordering::Relaxed);
                    let _ = push(number, Step::Weight(1));
                }
            },
        );
        assert!(most.load(Ordering::Relaxed) <= CHUNK_INPUTS * (2 * CHUNKS_PER_THREAD + 2));
    }
}
