//! An allocator that counts what one thread allocates while it is asked to. Asked for nothing, it costs a look at a flag.
#![allow(unsafe_code, reason = "what an allocator is")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering::Relaxed};

#[global_allocator]
static ALLOCATOR: Counting = Counting {
    counts: AtomicBool::new(false),
    allocations: AtomicU64::new(0),
    bytes: AtomicI64::new(0),
    most: AtomicI64::new(0),
};

struct Counting {
    counts: AtomicBool,
    allocations: AtomicU64,
    /// Held now, of what was allocated since the count began.
    bytes: AtomicI64,
    most: AtomicI64,
}

/// What was allocated during a call.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Counted {
    pub(crate) allocations: u64,
    /// Still held at its end.
    pub(crate) bytes: i64,
    /// Held at most at any time.
    pub(crate) most_bytes: i64,
}

/// Counts what `run` allocates. The program has one thread.
pub(crate) fn count(run: impl FnOnce()) -> Counted {
    ALLOCATOR.allocations.store(0, Relaxed);
    ALLOCATOR.bytes.store(0, Relaxed);
    ALLOCATOR.most.store(0, Relaxed);
    ALLOCATOR.counts.store(true, Relaxed);
    run();
    ALLOCATOR.counts.store(false, Relaxed);
    Counted {
        allocations: ALLOCATOR.allocations.load(Relaxed),
        bytes: ALLOCATOR.bytes.load(Relaxed),
        most_bytes: ALLOCATOR.most.load(Relaxed),
    }
}

impl Counting {
    #[cold]
    fn note(&self, allocations: u64, bytes: i64) {
        self.allocations.fetch_add(allocations, Relaxed);
        let held = self.bytes.fetch_add(bytes, Relaxed) + bytes;
        self.most.fetch_max(held, Relaxed);
    }
}

#[allow(clippy::cast_possible_wrap, reason = "no layout is larger than isize")]
// SAFETY: every call goes to the system's allocator as it came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if self.counts.load(Relaxed) {
            self.note(1, layout.size() as i64);
        }
        // SAFETY: the caller's own promise.
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        if self.counts.load(Relaxed) {
            self.note(1, layout.size() as i64);
        }
        // SAFETY: the caller's own promise.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        if self.counts.load(Relaxed) {
            self.note(0, -(layout.size() as i64));
        }
        // SAFETY: the caller's own promise.
        unsafe { System.dealloc(block, layout) }
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        if self.counts.load(Relaxed) {
            self.note(1, size as i64 - layout.size() as i64);
        }
        // SAFETY: the caller's own promise.
        unsafe { System.realloc(block, layout, size) }
    }
}
