/* clock.h - two clocks that must not be mixed, as two types that do not mix.
 *
 * Every function that depends on time takes it as an argument; only the threads' outermost loops
 * read a clock, so tests never sleep. */
#ifndef REDRESS_CORE_CLOCK_H
#define REDRESS_CORE_CLOCK_H

#include <stdint.h>
#include <time.h>

typedef struct {
    uint64_t ns; /* since an arbitrary start, never steps: for durations */
} mono_ns_t;

typedef struct {
    int64_t ms; /* since 1970-01-01T00:00Z, may step: for deadlines people see */
} wall_ms_t;

static inline mono_ns_t clock_mono(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (mono_ns_t){(uint64_t)ts.tv_sec * 1000000000u + (uint64_t)ts.tv_nsec};
}

static inline wall_ms_t clock_wall(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_REALTIME, &ts);
    return (wall_ms_t){(int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000};
}

/* Milliseconds from `from` to `to`; 0 if `to` is the earlier one. */
static inline uint64_t clock_elapsed_ms(mono_ns_t from, mono_ns_t to)
{
    return to.ns > from.ns ? (to.ns - from.ns) / 1000000u : 0;
}

/* CPU time this thread / the whole process has used, nanoseconds. */
static inline uint64_t clock_cpu_ns(clockid_t id)
{
    struct timespec ts;
    clock_gettime(id, &ts);
    return (uint64_t)ts.tv_sec * 1000000000u + (uint64_t)ts.tv_nsec;
}

#endif
