/* registry.h - a client of the Confluent Schema Registry's HTTP interface (also Apicurio's
 * ccompat).
 *
 * Every call blocks, for schemas.registry_timeout_ms at most; the threads that decode never make
 * one, see schemas.h. Nothing is kept between calls. */
#ifndef REDRESS_INGEST_REGISTRY_H
#define REDRESS_INGEST_REGISTRY_H

#include "core/check.h"
#include "core/config.h"

#include <stdint.h>

struct registry;

/* From the settings schemas.registry_*. NULL with e set: a password file or an address is bad. */
MUST_CHECK struct registry *registry_new(const struct config *cfg, struct err *e);
void registry_free(struct registry *r);

enum registry_answer {
    REGISTRY_FOUND,
    REGISTRY_MISSING, /* the registry itself says that there is no such id */
    REGISTRY_FOREIGN, /* it is there, but is no Avro schema that stands alone */
    REGISTRY_FAILED,  /* no answer, or one that is none: try again later */
};

/* GET /schemas/ids/{id}. FOUND: *schema is the JSON text, freed by the caller. FOREIGN and FAILED:
 * e says why. One call at a time. */
enum registry_answer registry_get(struct registry *r, int32_t id, char **schema, struct err *e);

/* Any thread: makes a running registry_get return FAILED within a second, and all later ones. */
void registry_stop(struct registry *r);

/* A schema that we write. */
struct registry_own {
    const char *text; /* JSON */
    size_t len;
    const char *file;   /* in the source tree, for messages */
    int32_t builtin_id; /* its number where there is neither registry nor directory */
};

/* The id under which records of `own` are to be framed for `topic`: registered as subject
 * <topic>-value if there is a registry, else the id of the file in schemas.directory that holds it,
 * else its number among the built-in ones. -1: e says why there is none. */
MUST_CHECK int registry_own_id(const struct config *cfg, const char *topic,
                               const struct registry_own *own, int32_t *id, struct err *e);
/* The same for review events (reader.h). */
MUST_CHECK int registry_writer_id(const struct config *cfg, const char *topic, int32_t *id,
                                  struct err *e);
/* Is `id` known where readers will look for it, and that of a schema with the same fields as ours?
 * -1: e says what it is instead. */
MUST_CHECK int registry_writer_check(const struct config *cfg, int32_t id, struct err *e);

#endif
