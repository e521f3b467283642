/* schemas.h - who knows which schema id: one table for the process.
 *
 *   decoder --schemas_find--> table (lock-free)
 *      |  not there                  ^
 *      +--schemas_ask--> wanted --> one background thread: directory, then registry
 *
 * A schema once known is known for ever (ids are immutable), whatever happens to its source. One
 * thread asks for all, so each id is asked for once however many decoders wait for it; while its
 * source fails it is asked again with capped, jittered backoff. An id that its sources do not have
 * is remembered as unknown for schemas.negative_cache_s. */
#ifndef REDRESS_INGEST_SCHEMAS_H
#define REDRESS_INGEST_SCHEMAS_H

#include "core/clock.h"
#include "core/vocab.h"

#include <stddef.h>
#include <stdint.h>

struct plan;
struct schemas;

struct schema {
    int32_t id;
    enum reason reason;      /* REASON_NONE, or why its records cannot be read */
    const struct plan *plan; /* NULL if there is a reason */
    char detail[80];         /* the reason in words */
    struct schema *next;     /* private */
};

/* Any thread, never blocks. NULL: not known here. The schema lives as long as s. */
const struct schema *schemas_find(const struct schemas *s, int32_t id);

enum schemas_answer {
    SCHEMAS_ASKED,  /* it is being asked for: look again a little later */
    SCHEMAS_UNKNOWN /* nobody has it */
};

/* Any thread; takes a lock for a moment, for ids that schemas_find does not have. */
enum schemas_answer schemas_ask(struct schemas *s, int32_t id, mono_ns_t now);

/* The id in a file name <id>.avsc; -1: it is another kind of file. */
int32_t schemas_file_id(const char *name);

/* The text of a file, freed by the caller; NULL with errno set. */
char *schemas_read_file(const char *path, size_t *len);

#endif
