/* Any bytes as the value of a Kafka record, by each of the built-in schemas (the id in the bytes
 * chooses). Afterwards: rejected with a reason, or every string is valid UTF-8 within the input (or
 * a default), every enum in range, and the interpreter says the same as the straight path. */
#include "core/check.h"
#include "core/event.h"
#include "ingest/decode.h"
#include "ingest/ingest.h"
#include "ingest/plan.h"
#include "ingest/reader.h"
#include "ingest/schemas.h"
#include "ingest/utf8.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct event_fields *defaults;

static void check_string(struct str s, struct str otherwise, const uint8_t *data, size_t size)
{
    const uint8_t *p = (const uint8_t *)s.ptr;
    if (!p || s.ptr == otherwise.ptr || s.len == 0)
        return;
    CHECK(p >= data && p <= data + size && s.len <= (size_t)(data + size - p));
    CHECK(utf8_valid_kernel(p, s.len, p + s.len));
}

#define CHECK_STRING(field) check_string(f->field, defaults->field, data, size)
#define CHECK_LONG(field) CHECK(f->field >= EVENT_ABSENT)
#define CHECK_TIME CHECK_LONG
#define CHECK_INT(field) CHECK(f->field == EVENT_ABSENT || (f->field >= 1 && f->field <= 5))
#define CHECK_DOUBLE(field) CHECK(f->field <= 5)
#define CHECK_KIND(field) CHECK(f->field < KIND_N)
#define CHECK_CHANNEL(field) CHECK(f->field < CHANNEL_N)
#define CHECK_FIELD(field, type, optional) CHECK_##type(field);

#define SAME_STRING(field) CHECK(a.field.ptr == b.field.ptr && a.field.len == b.field.len)
#define SAME_LONG(field) CHECK(a.field == b.field)
#define SAME_TIME SAME_LONG
#define SAME_INT SAME_LONG
#define SAME_DOUBLE(field) CHECK(a.field == b.field || (a.field != a.field && b.field != b.field))
#define SAME_KIND SAME_LONG
#define SAME_CHANNEL SAME_LONG
#define SAME_FIELD(field, type, optional) SAME_##type(field);

static void check_both_ways(const struct plan *plan, const uint8_t *body, size_t len)
{
    struct event_fields a, b;
    struct plan_fault fault_a, fault_b;
    bool good = plan_decode(plan, body, len, &a, &fault_a);
    CHECK(plan_interpret(plan, body, len, &b, &fault_b) == good);
    if (good) {
        READER_FIELDS(SAME_FIELD)
    } else {
        CHECK(fault_a.reason == fault_b.reason && fault_a.at == fault_b.at);
        CHECK(fault_a.reason != REASON_NONE && fault_a.at <= len);
    }
}

static void check_event(const struct event *ev, const uint8_t *data, size_t size)
{
    const struct event_fields *f = &ev->fields;
    if (ev->verdict.outcome == OUTCOME_DEAD_LETTER) {
        CHECK(ev->verdict.reason > REASON_NONE && ev->verdict.reason < REASON_N);
        CHECK(!f->review_id.ptr);
        return;
    }
    CHECK(ev->verdict.outcome == OUTCOME_NONE && event_fields_invalid(f) == NULL);
    READER_FIELDS(CHECK_FIELD)
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct schemas *schemas;
    static struct decoder *decoder;
    if (!schemas) {
        struct err e;
        size_t len;
        struct config *cfg = config_new();
        schemas = schemas_new(cfg, &e);
        CHECK(schemas);
        config_free(cfg);
        decoder = decoder_new(schemas);
        const char *json = reader_schema(&len);
        struct reader *reader = reader_new(json, len, &e);
        defaults = &reader->defaults; /* for ids 1 to 4 these are the same texts: "" */
    }
    struct event ev = {.verdict.outcome = OUTCOME_NONE};
    CHECK(decode_event(decoder, data, size, &ev) == DECODE_DONE);
    check_event(&ev, data, size);
    const struct schema *s =
        ev.source.schema_id >= 0 ? schemas_find(schemas, ev.source.schema_id) : NULL;
    if (s)
        check_both_ways(s->plan, data + DECODE_FRAME_BYTES, size - DECODE_FRAME_BYTES);
    return 0;
}
