#include "core/ring.h"

#include "core/check.h"
#include "core/clock.h"

#include <linux/futex.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

#define CACHE_LINE 64

struct ring {
    /* Written by the producer. */
    _Alignas(CACHE_LINE) _Atomic uint32_t tail;
    uint32_t head_seen;
    /* Written by the consumer. */
    _Alignas(CACHE_LINE) _Atomic uint32_t head;
    uint32_t tail_seen;
    /* Touched by both, but only around a sleep. */
    _Alignas(CACHE_LINE) _Atomic uint32_t asleep;
    _Atomic bool closed;
    /* Constant. */
    _Alignas(CACHE_LINE) uint32_t mask;
    void **slots;
};

struct ring *ring_new(uint32_t slots)
{
    uint32_t size = 2;
    CHECK(slots <= UINT32_C(1) << 31);
    while (size < slots)
        size *= 2;
    struct ring *r = aligned_alloc(CACHE_LINE, sizeof(*r));
    CHECK(r);
    *r = (struct ring){.mask = size - 1, .slots = check_calloc(size, sizeof(void *))};
    return r;
}

void ring_free(struct ring *r)
{
    if (!r)
        return;
    free(r->slots);
    free(r);
}

static void wake(struct ring *r)
{
    if (atomic_load(&r->asleep) && atomic_exchange(&r->asleep, 0))
        syscall(SYS_futex, &r->asleep, FUTEX_WAKE_PRIVATE, 1, NULL, NULL, 0);
}

bool ring_try_push(struct ring *r, void *item)
{
    uint32_t tail = atomic_load_explicit(&r->tail, memory_order_relaxed);
    CHECK(item); /* NULL is how a pop says "empty" */
    if (tail - r->head_seen > r->mask) {
        /* acquire: the consumer has finished reading the slots it gave back. */
        r->head_seen = atomic_load_explicit(&r->head, memory_order_acquire);
        if (tail - r->head_seen > r->mask)
            return false;
    }
    r->slots[tail & r->mask] = item;
    /* seq_cst, not just release: it must be ordered before the look at `asleep` in wake(). */
    atomic_store(&r->tail, tail + 1);
    wake(r);
    return true;
}

void ring_push(struct ring *r, void *item)
{
    CHECK(ring_try_push(r, item));
}

void ring_close(struct ring *r)
{
    atomic_store(&r->closed, true);
    wake(r);
}

void *ring_try_pop(struct ring *r)
{
    uint32_t head = atomic_load_explicit(&r->head, memory_order_relaxed);
    if (head == r->tail_seen) {
        /* acquire (here seq_cst, for the sleeper's second look): the slot was written before. */
        r->tail_seen = atomic_load(&r->tail);
        if (head == r->tail_seen)
            return NULL;
    }
    void *item = r->slots[head & r->mask];
    atomic_store_explicit(&r->head, head + 1, memory_order_release);
    return item;
}

static void sleep_until(struct ring *r, mono_ns_t deadline, bool forever)
{
    mono_ns_t now = clock_mono();
    if (!forever && now.ns >= deadline.ns)
        return;
    uint64_t left = forever ? 0 : deadline.ns - now.ns;
    struct timespec ts = {(time_t)(left / 1000000000u), (long)(left % 1000000000u)};
    syscall(SYS_futex, &r->asleep, FUTEX_WAIT_PRIVATE, 1, forever ? NULL : &ts, NULL, 0);
}

void *ring_pop(struct ring *r, int timeout_ms)
{
    void *item = ring_try_pop(r);
    if (item || timeout_ms == 0)
        return item;
    mono_ns_t deadline = {clock_mono().ns + (uint64_t)(timeout_ms > 0 ? timeout_ms : 0) * 1000000u};
    for (;;) {
        atomic_store(&r->asleep, 1);
        item = ring_try_pop(r);
        if (item || atomic_load(&r->closed))
            break;
        sleep_until(r, deadline, timeout_ms < 0);
        if (timeout_ms > 0 && clock_mono().ns >= deadline.ns)
            break;
    }
    atomic_store(&r->asleep, 0);
    return item ? item : ring_try_pop(r);
}

bool ring_drained(struct ring *r)
{
    /* `closed` first: what was pushed before the close is then visible to the second look. */
    return atomic_load(&r->closed) &&
           atomic_load(&r->tail) == atomic_load_explicit(&r->head, memory_order_relaxed);
}

uint32_t ring_depth(const struct ring *r)
{
    /* head first, and acquired: a tail read after it cannot be the older of the two, which would
     * make the difference 4 billion. More than fits may have passed in between, hence the cap. */
    uint32_t head = atomic_load_explicit(&r->head, memory_order_acquire);
    uint32_t depth = atomic_load_explicit(&r->tail, memory_order_relaxed) - head;
    return depth <= r->mask ? depth : r->mask + 1;
}
