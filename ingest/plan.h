/* plan.h - a writer's schema, compiled once into steps that fill struct event_fields.
 *
 * The Avro specification's "Schema Resolution", done ahead of time: each field of the writer, in
 * the writer's order, becomes one step that stores it or steps over it; fields of ours that the
 * writer does not have are in the defaults that the steps start from.
 *
 * Where we say more than the specification:
 *  - names of records and enums need not match, only fields and symbols do (as in Avro Java);
 *  - a field of ours that is found neither by its name nor by one of our aliases is taken from a
 *    field that lists our name among ITS aliases: a newer writer that renamed it says so;
 *  - timestamp-micros is scaled to our timestamp-millis; other logical types are what they stand
 *    on. */
#ifndef REDRESS_INGEST_PLAN_H
#define REDRESS_INGEST_PLAN_H

#include "core/check.h"
#include "core/event.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

struct plan;
struct reader;

/* Compiles the writer's schema (JSON text). NULL with e and *reason set: REASON_BAD_SCHEMA it is no
 * schema, REASON_INCOMPATIBLE it cannot be read as ours. The reader must outlive the plan. The
 * caller frees it; immutable, any number of threads may use it. */
MUST_CHECK struct plan *plan_new(const struct reader *reader, const char *json, size_t len,
                                 enum reason *reason, struct err *e);
void plan_free(struct plan *plan);

struct plan_fault {
    enum reason reason;
    const char *field; /* the writer's name of it; lives as long as the plan */
    size_t at;         /* bytes from the start of the body */
};

/* Decodes an Avro body of len bytes (< 2^31). Strings of *f are borrowed from it, or from the plan
 * if they are defaults. false: *fault says why, *f is unspecified. No allocation. */
MUST_CHECK bool plan_decode(const struct plan *plan, const uint8_t *body, size_t len,
                            struct event_fields *f, struct plan_fault *fault);

/* The same by the steps alone, without the straight path (straight.h); for tests. */
MUST_CHECK bool plan_interpret(const struct plan *plan, const uint8_t *body, size_t len,
                               struct event_fields *f, struct plan_fault *fault);

/* Does the writer lay its records out as our own schema does, so that the straight path serves? */
bool plan_is_straight(const struct plan *plan);

/* One line a step, for people (`redress schema`). */
void plan_print(const struct plan *plan, FILE *out);

#endif
