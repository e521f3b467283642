#include "ingest/shape.h"

#include "ingest/bytes.h"
#include "ingest/utf8.h"

#include <avro.h>
#include <stdlib.h>

#define MIN_BYTES_MAX (1u << 20) /* where counting stops: a bound needs no more */

/* A record, enum or fixed met before. `open`: it is being compiled further up. */
struct shape_named {
    avro_schema_t schema;
    uint32_t index;
    uint32_t guards;
    bool open;
};

static uint32_t grow(uint32_t cap)
{
    return cap ? cap * 2 : 16;
}

static uint32_t add_shape(struct shapes *s, enum shape_type type, uint32_t n, uint32_t min_bytes)
{
    if (s->count == s->cap) {
        s->cap = grow(s->cap);
        s->all = check_realloc(s->all, s->cap * sizeof(*s->all));
    }
    s->all[s->count] = (struct shape){.type = (uint8_t)type, .n = n, .min_bytes = min_bytes};
    return s->count++;
}

static uint32_t add_kids(struct shapes *s, const uint32_t *kids, uint32_t n)
{
    while (s->kid_count + n > s->kid_cap) {
        s->kid_cap = grow(s->kid_cap);
        s->kids = check_realloc(s->kids, s->kid_cap * sizeof(*s->kids));
    }
    if (n)
        memcpy(s->kids + s->kid_count, kids, n * sizeof(*kids));
    s->kid_count += n;
    return s->kid_count - n;
}

static struct shape_named *find_named(struct shapes *s, avro_schema_t schema)
{
    for (uint32_t i = 0; i < s->named_count; i++)
        if (s->named[i].schema == schema)
            return &s->named[i];
    return NULL;
}

/* Returns its place in s->named: the array may move, so no pointer. */
static uint32_t add_named(struct shapes *s, avro_schema_t schema, uint32_t index)
{
    if (s->named_count == s->named_cap) {
        s->named_cap = grow(s->named_cap);
        s->named = check_realloc(s->named, s->named_cap * sizeof(*s->named));
    }
    s->named[s->named_count] = (struct shape_named){schema, index, s->guards, true};
    return s->named_count++;
}

static int add_kid_shapes(struct shapes *s, avro_schema_t schema, uint32_t *kids, uint32_t n,
                          struct err *e)
{
    bool record = avro_typeof(schema) == AVRO_RECORD;
    for (uint32_t i = 0; i < n; i++) {
        avro_schema_t kid = record ? avro_schema_record_field_get_by_index(schema, (int)i)
                                   : avro_schema_union_branch(schema, (int)i);
        if (shape_add(s, kid, &kids[i], e) != 0)
            return -1;
    }
    return 0;
}

static uint32_t capped(uint64_t bytes)
{
    return bytes < MIN_BYTES_MAX ? (uint32_t)bytes : MIN_BYTES_MAX;
}

/* A record takes the sum of its fields. Only a field that must take bytes can lead back to a record
 * that is still open, and it counts without what lies behind it; so min_bytes 0 is exact. */
static int add_record(struct shapes *s, avro_schema_t schema, uint32_t *index, struct err *e)
{
    uint32_t n = (uint32_t)avro_schema_record_size(schema);
    uint32_t *kids = check_calloc(n + 1, sizeof(*kids));
    uint32_t self = add_shape(s, SHAPE_RECORD, 0, 0), name = add_named(s, schema, self);
    int failed = add_kid_shapes(s, schema, kids, n, e);
    uint64_t sum = 0;
    uint32_t kept = 0; /* fields without bytes need no step either */
    for (uint32_t i = 0; i < n && !failed; i++) {
        sum += s->all[kids[i]].min_bytes;
        if (s->all[kids[i]].min_bytes)
            kids[kept++] = kids[i];
    }
    s->all[self].min_bytes = capped(sum);
    s->all[self].n = kept;
    s->all[self].first = add_kids(s, kids, kept);
    if (kept == 0)
        s->all[self].type = SHAPE_EMPTY;
    s->named[name].open = false;
    free(kids);
    *index = self;
    return failed;
}

static int add_union(struct shapes *s, avro_schema_t schema, uint32_t *index, struct err *e)
{
    uint32_t n = (uint32_t)avro_schema_union_size(schema);
    uint32_t *kids = check_calloc(n + 1, sizeof(*kids));
    uint32_t self = add_shape(s, SHAPE_UNION, n, 0), least = n ? MIN_BYTES_MAX : 0;
    s->guards++;
    int failed = add_kid_shapes(s, schema, kids, n, e);
    s->guards--;
    for (uint32_t i = 0; i < n && !failed; i++)
        if (s->all[kids[i]].min_bytes < least)
            least = s->all[kids[i]].min_bytes;
    s->all[self].min_bytes = capped(1 + (uint64_t)least);
    s->all[self].first = add_kids(s, kids, n);
    free(kids);
    *index = self;
    return failed;
}

static int add_block(struct shapes *s, avro_schema_t schema, uint32_t *index, struct err *e)
{
    bool map = avro_typeof(schema) == AVRO_MAP;
    avro_schema_t item = map ? avro_schema_map_values(schema) : avro_schema_array_items(schema);
    uint32_t self = add_shape(s, map ? SHAPE_MAP : SHAPE_ARRAY, 1, 1), kid = 0;
    s->guards++;
    int failed = shape_add(s, item, &kid, e);
    s->guards--;
    s->all[self].first = add_kids(s, &kid, 1);
    *index = self;
    return failed;
}

static int add_fixed(struct shapes *s, avro_schema_t schema, uint32_t *index, struct err *e)
{
    int64_t n = avro_schema_fixed_size(schema);
    if (n < 0 || n > INT32_MAX)
        return err_set(e, "fixed %s: impossible size %lld", avro_schema_name(schema), (long long)n);
    *index = add_shape(s, n ? SHAPE_FIXED : SHAPE_EMPTY, (uint32_t)n, capped((uint64_t)n));
    return 0;
}

/* A name that stands for what was defined before it. */
static int add_link(struct shapes *s, avro_schema_t schema, uint32_t *index, struct err *e)
{
    avro_schema_t target = avro_schema_link_target(schema);
    struct shape_named *known = find_named(s, target);
    if (!known)
        return shape_add(s, target, index, e);
    if (known->open && known->guards == s->guards)
        return err_set(e, "record %s contains itself: it has no end", avro_schema_name(target));
    *index = known->index;
    return 0;
}

static int add_any(struct shapes *s, avro_schema_t schema, uint32_t *index, struct err *e)
{
    switch (avro_typeof(schema)) {
    case AVRO_NULL:
        return *index = add_shape(s, SHAPE_EMPTY, 0, 0), 0;
    case AVRO_BOOLEAN:
        return *index = add_shape(s, SHAPE_BOOL, 0, 1), 0;
    case AVRO_INT32:
        return *index = add_shape(s, SHAPE_INT, 0, 1), 0;
    case AVRO_INT64:
        return *index = add_shape(s, SHAPE_LONG, 0, 1), 0;
    case AVRO_FLOAT:
        return *index = add_shape(s, SHAPE_FIXED, 4, 4), 0;
    case AVRO_DOUBLE:
        return *index = add_shape(s, SHAPE_FIXED, 8, 8), 0;
    case AVRO_STRING:
        return *index = add_shape(s, SHAPE_STRING, 0, 1), 0;
    case AVRO_BYTES:
        return *index = add_shape(s, SHAPE_BYTES, 0, 1), 0;
    case AVRO_ENUM:
        *index = add_shape(s, SHAPE_ENUM, (uint32_t)avro_schema_enum_number_of_symbols(schema), 1);
        return 0;
    case AVRO_FIXED:
        return add_fixed(s, schema, index, e);
    case AVRO_RECORD:
        return add_record(s, schema, index, e);
    case AVRO_UNION:
        return add_union(s, schema, index, e);
    case AVRO_ARRAY:
    case AVRO_MAP:
        return add_block(s, schema, index, e);
    case AVRO_LINK:
        return add_link(s, schema, index, e);
    default:
        return err_set(e, "a type that libavro numbers %d", (int)avro_typeof(schema));
    }
}

int shape_add(struct shapes *s, avro_schema_t schema, uint32_t *index, struct err *e)
{
    if (s->depth >= SHAPE_DEPTH_MAX)
        return err_set(e, "types nested deeper than %d", SHAPE_DEPTH_MAX);
    s->depth++;
    int failed = add_any(s, schema, index, e);
    s->depth--;
    return failed;
}

void shape_fini(struct shapes *s)
{
    free(s->all);
    free(s->kids);
    free(s->named);
    *s = (struct shapes){0};
}

static const uint8_t *fault(struct shape_walk *w, const uint8_t *at, enum reason reason)
{
    w->at = at;
    w->reason = reason;
    return NULL;
}

static const uint8_t *take(struct shape_walk *w, const uint8_t *p, int64_t *v)
{
    struct bytes_varint got = bytes_varint(p, w->end);
    if (!got.next)
        return fault(w, p, bytes_fault(p, w->end));
    *v = bytes_zigzag(got.raw);
    return got.next;
}

static const uint8_t *skip_index(struct shape_walk *w, const uint8_t *p, uint32_t n, int64_t *index,
                                 enum reason reason)
{
    const uint8_t *next = take(w, p, index);
    if (next && (*index < 0 || *index >= n))
        return fault(w, p, reason);
    return next;
}

static const uint8_t *skip_sized(struct shape_walk *w, const uint8_t *p, bool text)
{
    int64_t n;
    const uint8_t *next = take(w, p, &n);
    if (!next)
        return NULL;
    if (n < 0 || n > w->end - next)
        return fault(w, p, REASON_BAD_LENGTH);
    if (text && !utf8_valid(next, (size_t)n, w->end))
        return fault(w, next, REASON_BAD_UTF8);
    return next + n;
}

static const uint8_t *skip_items(struct shape_walk *w, const struct shape *s, int64_t count,
                                 const uint8_t *p, unsigned depth)
{
    uint32_t item = w->shapes->kids[s->first];
    if (s->type == SHAPE_ARRAY && w->shapes->all[item].min_bytes == 0) {
        if (count > SHAPE_EMPTY_MAX - (int64_t)w->empties)
            return fault(w, p, REASON_BAD_BLOCK);
        w->empties += (uint32_t)count;
        return p;
    }
    if (count > w->end - p) /* an item takes a byte at least */
        return fault(w, p, REASON_BAD_BLOCK);
    while (p && count-- > 0) {
        if (s->type == SHAPE_MAP)
            p = skip_sized(w, p, true);
        if (p)
            p = shape_skip(w, item, p, depth + 1);
    }
    return p;
}

/* Blocks of items until a count of 0. A negative count is followed by the size of its block in
 * bytes, which would allow a jump; we walk and compare, so that a wrong size cannot shift us. */
static const uint8_t *skip_blocks(struct shape_walk *w, const struct shape *s, const uint8_t *p,
                                  unsigned depth)
{
    for (;;) {
        int64_t count, size = -1;
        const uint8_t *start = p;
        p = take(w, p, &count);
        if (!p || count == 0)
            return p;
        if (count == INT64_MIN)
            return fault(w, start, REASON_BAD_BLOCK);
        if (count < 0) {
            count = -count;
            p = take(w, p, &size);
            if (!p)
                return NULL;
            if (size < 0 || size > w->end - p)
                return fault(w, start, REASON_BAD_BLOCK);
        }
        const uint8_t *items = p;
        p = skip_items(w, s, count, p, depth);
        if (!p)
            return NULL;
        if (size >= 0 && p - items != size)
            return fault(w, start, REASON_BAD_BLOCK);
    }
}

static const uint8_t *skip_record(struct shape_walk *w, const struct shape *s, const uint8_t *p,
                                  unsigned depth)
{
    for (uint32_t i = 0; p && i < s->n; i++)
        p = shape_skip(w, w->shapes->kids[s->first + i], p, depth + 1);
    return p;
}

static const uint8_t *skip_int(struct shape_walk *w, const uint8_t *p)
{
    int64_t v;
    const uint8_t *next = take(w, p, &v);
    return next && v != (int32_t)v ? fault(w, p, REASON_BAD_VARINT) : next;
}

const uint8_t *shape_skip(struct shape_walk *w, uint32_t index, const uint8_t *p, unsigned depth)
{
    const struct shape *s = &w->shapes->all[index];
    int64_t v;
    if (depth > SHAPE_DEPTH_MAX)
        return fault(w, p, REASON_TOO_DEEP);
    switch ((enum shape_type)s->type) {
    case SHAPE_EMPTY:
        return p;
    case SHAPE_BOOL:
        if (p >= w->end)
            return fault(w, p, REASON_TRUNCATED);
        return *p <= 1 ? p + 1 : fault(w, p, REASON_BAD_BOOL);
    case SHAPE_INT:
        return skip_int(w, p);
    case SHAPE_LONG:
        return take(w, p, &v);
    case SHAPE_STRING:
    case SHAPE_BYTES:
        return skip_sized(w, p, s->type == SHAPE_STRING);
    case SHAPE_FIXED:
        return w->end - p >= (int64_t)s->n ? p + s->n : fault(w, p, REASON_TRUNCATED);
    case SHAPE_ENUM:
        return skip_index(w, p, s->n, &v, REASON_BAD_ENUM);
    case SHAPE_RECORD:
        return skip_record(w, s, p, depth);
    case SHAPE_UNION:
        p = skip_index(w, p, s->n, &v, REASON_BAD_UNION);
        return p ? shape_skip(w, w->shapes->kids[s->first + v], p, depth) : NULL;
    case SHAPE_ARRAY:
    case SHAPE_MAP:
        return skip_blocks(w, s, p, depth);
    }
    return fault(w, p, REASON_BAD_SCHEMA);
}
