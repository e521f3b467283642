/* stress_ring.c - rings between threads that hurry, dawdle, sleep and close at bad moments.
 *
 * Run under ThreadSanitizer (preset tsan). Every scenario ends by checking that each item came out
 * once, in order, with what its producer wrote into it. */
#include "core/check.h"
#include "core/clock.h"
#include "core/ring.h"
#include "feed/dice.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

/* The payload is plain memory on purpose: the ring alone must make it visible. */
struct item {
    uint64_t number, echo;
};

struct lane {
    struct ring *to, *home;
    struct item *items;
    uint32_t slots;
    uint64_t count;      /* items to send */
    uint32_t dawdle_in;  /* one push in so many is preceded by a pause; 0: none */
    uint32_t dawdle_out; /* one pop in so many */
    int timeout_ms;      /* of the consumer's pops */
    _Atomic bool done;
    _Atomic uint64_t naps; /* pops that timed out */
};

static void dawdle(struct dice *d, uint32_t one_in)
{
    if (!one_in || dice_below(d, one_in) != 0)
        return;
    struct timespec pause = {0, (long)dice_below(d, 300000)}; /* up to 0.3 ms */
    if (dice_below(d, 2))
        nanosleep(&pause, NULL);
    else
        sched_yield();
}

/* Pushes 1..count, waiting for room when the ring is full, then closes. */
static void *produce(void *arg)
{
    struct lane *l = arg;
    struct dice d = {1};
    for (uint64_t n = 1; n <= l->count; n++) {
        /* Two more than fit: one being written here, one being read over there. */
        struct item *it = &l->items[n % (l->slots + 2)];
        dawdle(&d, l->dawdle_in);
        it->number = n;
        while (!ring_try_push(l->to, it))
            sched_yield();
    }
    ring_close(l->to);
    return NULL;
}

/* Pops until the ring is closed and empty. */
static void *consume(void *arg)
{
    struct lane *l = arg;
    struct dice d = {2};
    uint64_t expected = 1;
    while (!ring_drained(l->to)) {
        struct item *it = ring_pop(l->to, l->timeout_ms);
        if (!it) {
            atomic_fetch_add(&l->naps, 1);
            continue;
        }
        CHECK(it->number == expected);
        expected++;
        dawdle(&d, l->dawdle_out);
    }
    CHECK(expected == l->count + 1);
    CHECK(ring_try_pop(l->to) == NULL);
    atomic_store(&l->done, true);
    return NULL;
}

/* The metrics thread: what it reads must always be possible. */
static void *watch(void *arg)
{
    struct lane *l = arg;
    while (!atomic_load(&l->done))
        CHECK(ring_depth(l->to) <= l->slots);
    return NULL;
}

static void one_way(const char *name, uint32_t slots, uint64_t count, uint32_t dawdle_in,
                    uint32_t dawdle_out, int timeout_ms)
{
    pthread_t threads[3];
    struct lane l = {.to = ring_new(slots),
                     .items = check_calloc(slots + 2, sizeof(struct item)),
                     .slots = slots,
                     .count = count,
                     .dawdle_in = dawdle_in,
                     .dawdle_out = dawdle_out,
                     .timeout_ms = timeout_ms};
    void *(*const run[3])(void *) = {produce, consume, watch};
    for (int i = 0; i < 3; i++)
        CHECK(pthread_create(&threads[i], NULL, run[i], &l) == 0);
    for (int i = 0; i < 3; i++)
        pthread_join(threads[i], NULL);
    printf("%-24s %8llu items, %llu empty pops\n", name, (unsigned long long)count,
           (unsigned long long)atomic_load(&l.naps));
    ring_free(l.to);
    free(l.items);
}

/* The second stage: answers each item and sends it home, as the sink does with batches. */
static void *echo(void *arg)
{
    struct lane *l = arg;
    struct dice d = {3};
    for (;;) {
        struct item *it = ring_pop(l->to, -1);
        if (!it && ring_drained(l->to))
            break;
        CHECK(it); /* without a timeout nothing else ends a wait */
        it->echo = it->number * 3;
        dawdle(&d, l->dawdle_out);
        ring_push(l->home, it);
    }
    ring_close(l->home);
    return NULL;
}

/* A pool of items goes round: rings as long as the pool never overflow (ring_push CHECKs it). */
static void round_trip(uint32_t pool, uint64_t count, uint32_t dawdle_out)
{
    pthread_t thread;
    struct item *items = check_calloc(pool, sizeof(*items));
    struct lane l = {.to = ring_new(pool), .home = ring_new(pool), .dawdle_out = dawdle_out};
    uint64_t sent = 0, back = 0;
    CHECK(pthread_create(&thread, NULL, echo, &l) == 0);
    while (back < count) {
        for (; sent < count && sent - back < pool; sent++) {
            items[sent % pool].number = sent;
            ring_push(l.to, &items[sent % pool]);
        }
        struct item *it = ring_pop(l.home, -1);
        CHECK(it && it->number == back && it->echo == back * 3);
        back++;
    }
    ring_close(l.to);
    CHECK(ring_pop(l.home, -1) == NULL && ring_drained(l.home));
    pthread_join(thread, NULL);
    printf("%-24s %8llu items, pool of %u\n", "round trip", (unsigned long long)count, pool);
    ring_free(l.to);
    ring_free(l.home);
    free(items);
}

static void *close_at_once(void *arg)
{
    struct lane *l = arg;
    if (l->count)
        ring_push(l->to, &l->items[0]);
    ring_close(l->to);
    return NULL;
}

/* The last push, the close and the sleeper's second look, thousands of times. A lost wake-up hangs
 * here until the test's time limit. */
static void close_races(unsigned times)
{
    struct item it = {0};
    for (unsigned i = 0; i < times; i++) {
        pthread_t thread;
        struct lane l = {.to = ring_new(2), .items = &it, .count = i % 2};
        CHECK(pthread_create(&thread, NULL, close_at_once, &l) == 0);
        void *got = ring_pop(l.to, -1);
        CHECK((got != NULL) == (l.count == 1));
        CHECK(got == NULL || ring_pop(l.to, -1) == NULL);
        CHECK(ring_drained(l.to));
        pthread_join(thread, NULL);
        ring_free(l.to);
    }
    printf("%-24s %8u times\n", "close races", times);
}

int main(void)
{
    one_way("flat out", 64, 300000, 0, 0, -1);
    one_way("two slots", 2, 60000, 0, 0, -1);
    one_way("always full", 8, 20000, 0, 40, 1);
    one_way("always empty", 8, 20000, 40, 0, -1);
    one_way("sleepers time out", 16, 2000, 2, 0, 0);
    one_way("both dawdle", 4, 20000, 50, 50, 1);
    round_trip(2, 30000, 0);
    round_trip(16, 60000, 0);
    round_trip(64, 20000, 100);
    close_races(2000);
    return 0;
}
