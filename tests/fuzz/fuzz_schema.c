/* Any writer's schema and any body: the first two bytes are the length of the schema's text, the
 * text follows, then the body. A schema is refused with a reason and a sentence, or compiled; then
 * the body is refused with a reason inside it, or read to valid strings and enums in range. */
#include "core/check.h"
#include "core/event.h"
#include "ingest/plan.h"
#include "ingest/reader.h"
#include "ingest/utf8.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_string(struct str s)
{
    CHECK(!s.len ||
          utf8_valid_kernel((const uint8_t *)s.ptr, s.len, (const uint8_t *)s.ptr + s.len));
}

static void check_body(const struct plan *plan, const uint8_t *body, size_t len)
{
    struct event_fields f;
    struct plan_fault fault;
    if (!plan_decode(plan, body, len, &f, &fault)) {
        CHECK(fault.reason > REASON_NONE && fault.reason < REASON_N);
        CHECK(fault.field && fault.at <= len);
        return;
    }
    check_string(f.review_id);
    check_string(f.title);
    check_string(f.body);
    CHECK(f.kind < KIND_N && f.channel < CHANNEL_N);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct reader *reader;
    struct err e = {""};
    size_t own;
    if (!reader) {
        const char *json = reader_schema(&own);
        reader = reader_new(json, own, &e);
        CHECK(reader);
    }
    if (size < 2)
        return 0;
    size_t len = (size_t)data[0] << 8 | data[1];
    len = len < size - 2 ? len : size - 2;
    enum reason reason = REASON_NONE;
    struct plan *plan = plan_new(reader, (const char *)data + 2, len, &reason, &e);
    if (!plan) {
        CHECK(reason == REASON_BAD_SCHEMA || reason == REASON_INCOMPATIBLE);
        CHECK(e.msg[0]);
        return 0;
    }
    check_body(plan, data + 2 + len, size - 2 - len);
    plan_free(plan);
    return 0;
}
