/* poison.c - good records, broken in exactly one place.
 *
 * Each is broken so that a decoder must find it for its own reason and no other: the cut is between
 * two fields, the wrong index stands where the schema says an index is, the rest stays intact. */
#include "feed/poison.h"

#include <stdlib.h>
#include <string.h>

#define FRAME_BYTES 5

#define NAME(id, name, reason, doc) name,
#define REASON(id, name, reason, doc) REASON_##reason,
#define DOC(id, name, reason, doc) doc,
const char *const poison_name[POISON_N] = {POISON_KINDS(NAME)};
const char *const poison_doc[POISON_N] = {POISON_KINDS(DOC)};
const unsigned char poison_reason[POISON_N] = {POISON_KINDS(REASON)};

static size_t place(const struct encoder *enc, const struct event_fields *f, const char *field)
{
    size_t at = encode_offset(enc, f, field);
    CHECK(at > 0);
    return at;
}

/* All but the last byte of a varint have the high bit set. */
static size_t varint_bytes(const uint8_t *at)
{
    size_t n = 1;
    while (at[n - 1] & 0x80)
        n++;
    return n;
}

static void make_room(struct encode_buf *buf, size_t len)
{
    if (buf->len + len <= buf->cap)
        return;
    buf->cap = buf->len + len;
    buf->bytes = check_realloc(buf->bytes, buf->cap);
}

/* Replaces the varint at `at` by one that says `value`. */
static void replace_varint(struct encode_buf *buf, size_t at, int64_t value)
{
    uint8_t fresh[10];
    size_t len = (size_t)(encode_long(fresh, value) - fresh), old = varint_bytes(buf->bytes + at);
    make_room(buf, len);
    memmove(buf->bytes + at + len, buf->bytes + at + old, buf->len - at - old);
    memcpy(buf->bytes + at, fresh, len);
    buf->len += len - old;
}

static void append(struct encode_buf *buf, const char *bytes, size_t len)
{
    make_room(buf, len);
    memcpy(buf->bytes + buf->len, bytes, len);
    buf->len += len;
}

/* What is wrong with the bytes of an event that is good by itself. */
static void spoil(enum poison kind, const struct encoder *enc, const struct event_fields *f,
                  struct encode_buf *buf)
{
    switch (kind) {
    case POISON_WRONG_MAGIC:
        buf->bytes[0] = 1;
        break;
    case POISON_SHORT:
        buf->len = 3;
        break;
    case POISON_UNKNOWN_ID:
        memcpy(buf->bytes + 1, "\x7f\xff\xf3\x60", 4); /* 2147480000, big-endian */
        break;
    case POISON_TRUNCATED: /* between two fields: inside a string it would be a bad length */
        buf->len = place(enc, f, "created_at");
        break;
    case POISON_GIANT_LENGTH:
        replace_varint(buf, place(enc, f, "review_id"), INT64_C(1) << 30);
        break;
    case POISON_BAD_UNION:
        replace_varint(buf, place(enc, f, "reply_to"), 7);
        break;
    case POISON_BAD_ENUM:
        replace_varint(buf, place(enc, f, "kind"), 31);
        break;
    case POISON_TRAILING:
        append(buf, "\0\1\2", 3);
        break;
    case POISON_BAD_UTF8: /* these two are bad events, encoded well */
    case POISON_INVALID:
    case POISON_N:
        break;
    }
}

void poison_make(enum poison kind, const struct encoder *enc, const struct event_fields *good,
                 struct encode_buf *buf)
{
    struct event_fields f = *good;
    CHECK(kind < POISON_N);
    if (kind == POISON_BAD_UTF8)
        f.body = STR_LIT("\xff is no UTF-8");
    if (kind == POISON_INVALID)
        f.rating = 9;
    encode_event(enc, &f, buf);
    CHECK(buf->len > FRAME_BYTES);
    spoil(kind, enc, &f, buf);
}
