/* encode.c - the plan of a schema, and records made by it.
 *
 *   schema text --libavro--> avro_schema_t --plan_field--> steps[] --put_field--> bytes
 *
 * The steps stand in the order of the schema's fields; a step knows where its value lies in struct
 * event_fields, how wide Avro writes it, and, for an optional field, the two branches of its union.
 * After encode_new libavro is not touched again. */
#include "feed/encode.h"

#include "core/member.h"

#include <avro.h>
#include <stdlib.h>
#include <string.h>

#define FRAME_BYTES 5
#define VARINT_BYTES 10
#define STEPS_MAX 256

enum width { WIDTH_VARINT, WIDTH_FLOAT, WIDTH_DOUBLE, WIDTH_STRING, WIDTH_NONE };

/* Writes one field of the schema. */
struct step {
    char *name;                /* in the schema */
    const struct member *from; /* NULL: always null */
    enum width width;
    int8_t null_index;  /* union branch of null; -1: no union */
    int8_t value_index; /* union branch of the value */
    int64_t *symbols;   /* enums: our number -> the schema's index, else NULL */
};

struct encoder {
    int32_t schema_id;
    unsigned count;
    struct step steps[STEPS_MAX];
};

/* What the schema calls `ours`, as indexes of its symbols. */
static int map_symbols(struct step *s, avro_schema_t schema, const char *const *ours, int n,
                       struct err *e)
{
    s->symbols = check_calloc((size_t)n, sizeof(*s->symbols));
    for (int i = 0; i < n; i++) {
        s->symbols[i] = avro_schema_enum_get_by_name(schema, ours[i]);
        if (s->symbols[i] < 0)
            return err_set(e, "field '%s': the enum has no symbol '%s'", s->name, ours[i]);
    }
    return 0;
}

/* A number of the schema must hold every number of ours: an int is enough for a rating alone, and
 * only a real number may lose its last digits (float). */
static int plan_number(struct step *s, avro_schema_t schema)
{
    if (is_avro_double(schema) || is_avro_float(schema)) {
        s->width = is_avro_double(schema) ? WIDTH_DOUBLE : WIDTH_FLOAT;
        return s->from->type == MEMBER_REAL ? 0 : -1;
    }
    s->width = WIDTH_VARINT;
    bool fits = is_avro_int64(schema) || (is_avro_int32(schema) && s->from->type == MEMBER_RATING);
    return fits && s->from->type != MEMBER_REAL ? 0 : -1;
}

/* The step for a value of `schema` (no union). */
static int plan_value(struct step *s, avro_schema_t schema, struct err *e)
{
    int rc = -1;
    switch (s->from->type) {
    case MEMBER_ID:
    case MEMBER_TEXT:
        s->width = WIDTH_STRING;
        rc = is_avro_string(schema) ? 0 : -1;
        break;
    case MEMBER_COUNT:
    case MEMBER_MOMENT:
    case MEMBER_RATING:
    case MEMBER_REAL:
        rc = plan_number(s, schema);
        break;
    case MEMBER_KIND:
    case MEMBER_CHANNEL:
        s->width = WIDTH_VARINT;
        if (is_avro_enum(schema))
            return s->from->type == MEMBER_KIND
                       ? map_symbols(s, schema, vocab_kind, KIND_N, e)
                       : map_symbols(s, schema, vocab_channel, CHANNEL_N, e);
        break;
    }
    return rc == 0 ? 0 : err_set(e, "field '%s': is not of the type that redress has", s->name);
}

/* A field of ours needs a branch beside null; one that is not ours needs null. */
static int plan_union(struct step *s, avro_schema_t schema, struct err *e)
{
    size_t n = avro_schema_union_size(schema);
    int value = -1;
    for (size_t i = 0; i < n && i < 128; i++) {
        bool null = is_avro_null(avro_schema_union_branch(schema, (int)i));
        if (null)
            s->null_index = (int8_t)i;
        else if (value < 0)
            value = (int)i;
    }
    s->value_index = (int8_t)value;
    if (s->null_index < 0 || (s->from && (value < 0 || n > 2)))
        return err_set(e, "field '%s': must be a union of null and one type", s->name);
    return s->from ? plan_value(s, avro_schema_union_branch(schema, value), e) : 0;
}

static int plan_field(struct step *s, const char *name, avro_schema_t schema, struct err *e)
{
    *s = (struct step){.name = check_strdup(name),
                       .from = member_find(name),
                       .width = WIDTH_NONE,
                       .null_index = -1,
                       .value_index = -1};
    if (is_avro_union(schema))
        return plan_union(s, schema, e);
    if (!s->from)
        return err_set(e, "field '%s': redress has nothing to put there", name);
    return plan_value(s, schema, e);
}

static int plan_record(struct encoder *enc, avro_schema_t schema, struct err *e)
{
    if (!is_avro_record(schema))
        return err_set(e, "the schema is not a record");
    size_t n = avro_schema_record_size(schema);
    if (n > STEPS_MAX)
        return err_set(e, "the schema has %zu fields, more than %d", n, STEPS_MAX);
    for (size_t i = 0; i < n; i++) {
        enc->count++; /* counted first: a field that fails is freed like the others */
        if (plan_field(&enc->steps[i], avro_schema_record_field_name(schema, (int)i),
                       avro_schema_record_field_get_by_index(schema, (int)i), e) != 0)
            return -1;
    }
    return 0;
}

struct encoder *encode_new(const char *schema_text, size_t len, int32_t schema_id, struct err *e)
{
    avro_schema_t schema = NULL;
    if (avro_schema_from_json_length(schema_text, len, &schema) != 0) {
        err_set(e, "the schema cannot be parsed: %s", avro_strerror());
        return NULL;
    }
    struct encoder *enc = check_calloc(1, sizeof(*enc));
    enc->schema_id = schema_id;
    int rc = plan_record(enc, schema, e);
    avro_schema_decref(schema);
    if (rc == 0)
        return enc;
    encode_free(enc);
    return NULL;
}

void encode_free(struct encoder *enc)
{
    if (!enc)
        return;
    for (unsigned i = 0; i < enc->count; i++) {
        free(enc->steps[i].name);
        free(enc->steps[i].symbols);
    }
    free(enc);
}

/* Zigzag puts the sign into the lowest bit, so that small negative numbers stay short; then seven
 * bits a byte, the lowest first (Avro specification, "Binary Encoding"). */
uint8_t *encode_long(uint8_t *to, int64_t value)
{
    uint64_t n = ((uint64_t)value << 1) ^ (value < 0 ? UINT64_MAX : 0);
    for (; n > 0x7f; n >>= 7)
        *to++ = (uint8_t)(n | 0x80);
    *to++ = (uint8_t)n;
    return to;
}

static uint8_t *put(uint8_t *to, const void *bytes, size_t len)
{
    if (len)
        memcpy(to, bytes, len);
    return to + len;
}

/* What Avro writes as a varint: a count, a moment, a rating, or the index of an enum's symbol. */
static int64_t number(const struct step *s, const void *at)
{
    if (s->from->type == MEMBER_RATING)
        return *(const int32_t *)at;
    if (s->symbols)
        return s->symbols[*(const uint8_t *)at];
    return *(const int64_t *)at;
}

/* Avro's floats are little-endian, as every machine we build for is. */
static uint8_t *put_value(const struct step *s, const void *at, uint8_t *to)
{
    if (s->width == WIDTH_STRING) {
        struct str text = *(const struct str *)at;
        return put(encode_long(to, text.len), text.ptr, text.len);
    }
    if (s->width == WIDTH_DOUBLE)
        return put(to, at, sizeof(double));
    if (s->width == WIDTH_FLOAT) {
        float x = (float)*(const double *)at;
        return put(to, &x, sizeof(x));
    }
    return encode_long(to, number(s, at));
}

/* An absent value in a union is the branch of null and nothing behind it; outside a union there is
 * no way to say "absent", so the value is written as it is. */
static uint8_t *put_field(const struct step *s, const struct event_fields *f, uint8_t *to)
{
    bool there = s->from && member_present(f, s->from);
    if (s->null_index >= 0)
        to = encode_long(to, there ? s->value_index : s->null_index);
    return there || s->null_index < 0 ? put_value(s, member_at(f, s->from), to) : to;
}

/* An upper bound: every step as an index and a number, and every string. */
static size_t bound(const struct encoder *enc, const struct event_fields *f)
{
    size_t n = FRAME_BYTES + enc->count * 2 * VARINT_BYTES;
    for (unsigned i = 0; i < enc->count; i++)
        if (enc->steps[i].width == WIDTH_STRING)
            n += ((const struct str *)member_at(f, enc->steps[i].from))->len;
    return n;
}

static uint8_t *put_frame(uint8_t *to, int32_t id)
{
    uint32_t n = (uint32_t)id;
    const uint8_t frame[FRAME_BYTES] = {0, (uint8_t)(n >> 24), (uint8_t)(n >> 16),
                                        (uint8_t)(n >> 8), (uint8_t)n};
    return put(to, frame, sizeof(frame));
}

void encode_event(const struct encoder *enc, const struct event_fields *f, struct encode_buf *buf)
{
    size_t most = bound(enc, f);
    CHECK(f->kind < KIND_N && f->channel < CHANNEL_N);
    if (most > buf->cap) {
        buf->bytes = check_realloc(buf->bytes, most * 2);
        buf->cap = most * 2;
    }
    uint8_t *end = put_frame(buf->bytes, enc->schema_id);
    for (unsigned i = 0; i < enc->count; i++)
        end = put_field(&enc->steps[i], f, end);
    buf->len = (size_t)(end - buf->bytes);
}

size_t encode_offset(const struct encoder *enc, const struct event_fields *f, const char *name)
{
    uint8_t *scratch = check_malloc(bound(enc, f)), *end = scratch + FRAME_BYTES;
    size_t found = 0;
    for (unsigned i = 0; i < enc->count && !found; i++) {
        if (strcmp(enc->steps[i].name, name) == 0)
            found = (size_t)(end - scratch);
        end = put_field(&enc->steps[i], f, end);
    }
    free(scratch);
    return found;
}
