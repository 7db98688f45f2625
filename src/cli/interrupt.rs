//! Owns Ctrl-C: the first ends a run with what was done so far, the second ends it at once. It must not know what runs.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use signal_hook::consts::SIGINT;
use signal_hook::flag;

/// Whether someone wants the run to end.
#[derive(Debug, Clone, Default)]
pub(super) struct Interrupt(Arc<AtomicBool>);

impl Interrupt {
    /// Listens from now on. Where that cannot be, Ctrl-C ends the run at once, as it always did.
    pub(super) fn watch() -> Self {
        let interrupt = Self::default();
        // In this order: the second signal finds the flag that the first has set.
        let _ = flag::register_conditional_shutdown(SIGINT, 130, Arc::clone(&interrupt.0));
        let _ = flag::register(SIGINT, Arc::clone(&interrupt.0));
        interrupt
    }

    /// Whether it came.
    pub(super) fn came(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}
