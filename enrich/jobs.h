/* jobs.h - the same work on several parts at once, each in a process of its own: libraries that
 * keep state (rand() in liblinear) do not disturb one another, and memory comes back whole. */
#ifndef REDRESS_ENRICH_JOBS_H
#define REDRESS_ENRICH_JOBS_H

#include "core/check.h"

#include <stddef.h>

/* Calls job(ctx, 0) .. job(ctx, n - 1), `at_once` of them at a time. What a job wants to leave
 * behind it writes to memory of jobs_memory. -1 with e set: one of them died. */
MUST_CHECK int jobs_run(unsigned n, unsigned at_once, void (*job)(void *ctx, unsigned i), void *ctx,
                        struct err *e);

/* Zeroed memory that jobs share with their parent; freed by munmap of the same size. */
void *jobs_memory(size_t bytes);

#endif
