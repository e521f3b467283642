#include "ingest/decode.h"

#include "ingest/bytes.h"
#include "ingest/plan.h"
#include "ingest/schemas.h"

#include <stdio.h>
#include <stdlib.h>

struct decoder {
    struct schemas *schemas;
    const struct schema *last; /* of the last event; most writers share one */
};

struct decoder *decoder_new(struct schemas *schemas)
{
    struct decoder *d = check_calloc(1, sizeof(*d));
    d->schemas = schemas;
    return d;
}

void decoder_free(struct decoder *d)
{
    free(d);
}

static enum decode_status reject(struct event *ev, enum reason reason, const char *fmt, ...)
    PRINTF_LIKE(3, 4);

static enum decode_status reject(struct event *ev, enum reason reason, const char *fmt, ...)
{
    char detail[sizeof(ev->verdict.detail)];
    va_list args;
    va_start(args, fmt);
    vsnprintf(detail, sizeof(detail), fmt, args);
    va_end(args);
    event_fields_init(&ev->fields);
    event_reject(ev, reason, detail);
    return DECODE_DONE;
}

/* The schema of an id not seen last time. NULL with *status set: there is none to decode with. */
static const struct schema *find(struct decoder *d, int32_t id, struct event *ev,
                                 enum decode_status *status)
{
    const struct schema *s = id >= 0 ? schemas_find(d->schemas, id) : NULL;
    if (s && s->reason == REASON_NONE)
        return d->last = s;
    if (s)
        *status = reject(ev, s->reason, "schema id %d: %s", (int)id, s->detail);
    else if (id >= 0 && schemas_ask(d->schemas, id, clock_mono()) == SCHEMAS_ASKED)
        *status = DECODE_WAIT;
    else
        *status = reject(ev, REASON_UNKNOWN_SCHEMA, "schema id %d", (int)id);
    return NULL;
}

static enum decode_status reject_framing(struct event *ev, const uint8_t *bytes, size_t len)
{
    ev->source.schema_id = -1;
    if (len < DECODE_FRAME_BYTES)
        return reject(ev, REASON_BAD_MAGIC, "%zu bytes", len);
    return reject(ev, REASON_BAD_MAGIC, "first byte 0x%02x", bytes[0]);
}

enum decode_status decode_event(struct decoder *d, const void *value, size_t len, struct event *ev)
{
    const uint8_t *bytes = value;
    if (BYTES_UNLIKELY(len < DECODE_FRAME_BYTES || bytes[0] != 0))
        return reject_framing(ev, bytes, len);
    uint32_t big_endian;
    memcpy(&big_endian, bytes + 1, 4);
    int32_t id = (int32_t)__builtin_bswap32(big_endian);
    ev->source.schema_id = id;

    enum decode_status status;
    const struct schema *s = d->last;
    if (BYTES_UNLIKELY(!s || s->id != id) && !(s = find(d, id, ev, &status)))
        return status;

    struct plan_fault fault;
    if (BYTES_UNLIKELY(!plan_decode(s->plan, bytes + DECODE_FRAME_BYTES, len - DECODE_FRAME_BYTES,
                                    &ev->fields, &fault)))
        return reject(ev, fault.reason, "%.60s at byte %zu", fault.field,
                      fault.at + DECODE_FRAME_BYTES);
    const char *invalid = event_fields_invalid(&ev->fields);
    if (BYTES_UNLIKELY(invalid != NULL))
        return reject(ev, REASON_INVALID_VALUE, "%s", invalid);
    return DECODE_DONE;
}
