/* The journal's records, written and read by hand: one schema, known at compile time. The unit test
 * holds both directions against libavro. */
#include "journal/record.h"

#include "ingest/bytes.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

extern const unsigned char case_event_v1[], case_event_v1_end[];

#define FRAME_BYTES 5
#define VARINT_BYTES 10

const char *record_schema(size_t *len)
{
    *len = (size_t)(case_event_v1_end - case_event_v1);
    return (const char *)case_event_v1;
}

/* ---- writing ---------------------------------------------------------------------------------*/

static uint8_t *room(struct record_buf *buf, size_t bytes)
{
    if (buf->len + bytes > buf->cap) {
        buf->cap = (buf->len + bytes) * 2;
        buf->bytes = check_realloc(buf->bytes, buf->cap);
    }
    return buf->bytes + buf->len;
}

static void put_long(struct record_buf *buf, int64_t value)
{
    uint8_t *to = room(buf, VARINT_BYTES);
    uint64_t n = ((uint64_t)value << 1) ^ (value < 0 ? UINT64_MAX : 0);
    for (; n > 0x7f; n >>= 7)
        *to++ = (uint8_t)(n | 0x80);
    *to++ = (uint8_t)n;
    buf->len = (size_t)(to - buf->bytes);
}

static void put_str(struct record_buf *buf, struct str s)
{
    put_long(buf, s.len);
    if (s.len)
        memcpy(room(buf, s.len), s.ptr, s.len);
    buf->len += s.len;
}

/* A union of null and a long. */
static void put_maybe(struct record_buf *buf, bool there, int64_t value)
{
    put_long(buf, there);
    if (there)
        put_long(buf, value);
}

static void put_id(struct record_buf *buf, const struct record *r)
{
    char id[128];
    int n = snprintf(id, sizeof(id), "%.*s:%" PRId64 ":%" PRId64, STR_FMT(r->case_id), r->rev,
                     r->at_ms);
    CHECK(n > 0 && (size_t)n < sizeof(id));
    put_str(buf, (struct str){id, (uint32_t)n});
}

static void put_map(struct record_buf *buf, bool there, const struct record_map *map)
{
    put_long(buf, there);
    if (!there)
        return;
    if (map->count > 0)
        put_long(buf, map->count);
    for (unsigned i = 0; i < map->count; i++) {
        put_str(buf, map->at[i].name);
        put_str(buf, map->at[i].value);
    }
    put_long(buf, 0); /* the end of the map */
}

static void put_memory(struct record_buf *buf, const struct record *r)
{
    put_long(buf, r->memory.key.ptr != NULL);
    if (!r->memory.key.ptr)
        return;
    put_str(buf, r->memory.key);
    put_str(buf, r->memory.field);
    put_long(buf, r->memory.value);
    put_long(buf, r->memory.expires_ms);
}

void record_encode(const struct record *r, int32_t schema_id, struct record_buf *buf)
{
    buf->len = 0;
    uint8_t *frame = room(buf, FRAME_BYTES);
    frame[0] = 0;
    for (int i = 0; i < 4; i++)
        frame[1 + i] = (uint8_t)((uint32_t)schema_id >> (24 - 8 * i));
    buf->len = FRAME_BYTES;
    put_id(buf, r);
    put_str(buf, r->case_id);
    put_long(buf, r->rev);
    put_str(buf, r->event);
    put_str(buf, r->who);
    put_long(buf, r->at_ms);
    put_str(buf, r->state);
    put_long(buf, r->shard);
    put_str(buf, r->log_id);
    put_maybe(buf, r->has_state, r->opened_ms);
    put_maybe(buf, r->has_state, r->state_rev);
    put_map(buf, r->has_state, &r->fields);
    put_map(buf, r->has_state, &r->stored);
    put_maybe(buf, r->has_state && r->wake_ms, r->wake_ms);
    put_maybe(buf, r->has_state && r->placed, r->place);
    put_maybe(buf, r->has_state && r->expires_ms, r->expires_ms);
    put_long(buf, r->author.ptr != NULL);
    if (r->author.ptr)
        put_str(buf, r->author);
    put_memory(buf, r);
}

/* ---- reading ---------------------------------------------------------------------------------*/

/* After the first thing that cannot be read `at` is NULL, and everything reads as 0 or empty. */
struct reader {
    const uint8_t *at, *end;
};

static int64_t get_long(struct reader *in)
{
    if (!in->at)
        return 0;
    struct bytes_varint v = bytes_varint(in->at, in->end);
    in->at = v.next;
    return v.next ? bytes_zigzag(v.raw) : 0;
}

static struct str get_str(struct reader *in)
{
    int64_t len = get_long(in);
    if (!in->at || len < 0 || len > in->end - in->at) {
        in->at = NULL;
        return STR_NONE;
    }
    struct str s = {(const char *)in->at, (uint32_t)len};
    in->at += len;
    return s;
}

/* Which branch of a union of null and something. */
static bool get_there(struct reader *in)
{
    int64_t branch = get_long(in);
    if (branch != 0 && branch != 1)
        in->at = NULL;
    return branch == 1;
}

static bool get_maybe(struct reader *in, int64_t *out)
{
    *out = 0;
    bool there = get_there(in);
    if (there)
        *out = get_long(in);
    return there;
}

/* Blocks of a map; a negative count is followed by the block's size (Avro specification, "Maps").
 */
static bool get_map(struct reader *in, struct record_map *map)
{
    map->count = 0;
    bool there = get_there(in);
    while (there && in->at) {
        int64_t n = get_long(in);
        if (n == 0)
            break;
        if (n < 0)
            get_long(in);
        if (n < -RECORD_FIELDS_MAX || n > RECORD_FIELDS_MAX)
            in->at = NULL;
        n = n < 0 ? -n : n;
        if (n > RECORD_FIELDS_MAX - (int64_t)map->count)
            in->at = NULL;
        for (int64_t i = 0; in->at && i < n; i++) {
            struct record_field *f = &map->at[map->count++];
            f->name = get_str(in);
            f->value = get_str(in);
        }
    }
    return there;
}

static void get_memory(struct reader *in, struct record *r)
{
    r->memory.key = r->memory.field = STR_NONE;
    r->memory.value = r->memory.expires_ms = 0;
    if (!get_there(in))
        return;
    r->memory.key = get_str(in);
    r->memory.field = get_str(in);
    r->memory.value = get_long(in);
    r->memory.expires_ms = get_long(in);
}

int32_t record_schema_id(const void *bytes, size_t len)
{
    const uint8_t *b = bytes;
    if (len < FRAME_BYTES || b[0] != 0 || b[1] > 0x7f)
        return -1;
    return (int32_t)((uint32_t)b[1] << 24 | (uint32_t)b[2] << 16 | (uint32_t)b[3] << 8 | b[4]);
}

static void get_head(struct reader *in, struct record *r)
{
    get_str(in); /* id: made of what follows */
    r->case_id = get_str(in);
    r->rev = get_long(in);
    r->event = get_str(in);
    r->who = get_str(in);
    r->at_ms = get_long(in);
    r->state = get_str(in);
    int64_t shard = get_long(in);
    if (shard < 0 || shard > INT32_MAX)
        in->at = NULL;
    r->shard = (int32_t)shard;
    r->log_id = get_str(in);
}

int record_decode(const void *bytes, size_t len, struct record *r, struct err *e)
{
    if (record_schema_id(bytes, len) < 0)
        return err_set(e, "not framed: it does not begin with 00 and a schema id");
    struct reader in = {(const uint8_t *)bytes + FRAME_BYTES, (const uint8_t *)bytes + len};
    get_head(&in, r);
    get_maybe(&in, &r->opened_ms);
    get_maybe(&in, &r->state_rev);
    r->has_state = get_map(&in, &r->fields);
    r->has_state = get_map(&in, &r->stored) && r->has_state;
    get_maybe(&in, &r->wake_ms);
    r->placed = get_maybe(&in, &r->place);
    get_maybe(&in, &r->expires_ms);
    r->author = get_there(&in) ? get_str(&in) : STR_NONE;
    get_memory(&in, r);
    if (!in.at)
        return err_set(e, "not a case_event: a length or a union's branch is wrong, or it is cut");
    if (in.at != in.end)
        return err_set(e, "not a case_event: %zu bytes are left over", (size_t)(in.end - in.at));
    return 0;
}
