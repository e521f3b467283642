#include "ingest/straight.h"

#include "ingest/bytes.h"
#include "ingest/plan_steps.h"
#include "ingest/utf8.h"

/* What each type of the table in reader.h is called among the steps. */
enum {
    CODE_STRING = PLAN_STRING,
    CODE_LONG = PLAN_LONG,
    CODE_TIME = PLAN_LONG,
    CODE_INT = PLAN_INT32,
    CODE_DOUBLE = PLAN_DOUBLE,
    CODE_KIND = PLAN_ENUM,
    CODE_CHANNEL = PLAN_ENUM,
};

static const struct plan_step own[] = {
#define STEP(field, type, opt)                                                                     \
    {.code = CODE_##type, .optional = opt, .slot = offsetof(struct event_fields, field)},
    READER_FIELDS(STEP)
#undef STEP
        {.code = PLAN_END},
};
#define OWN_N (sizeof(own) / sizeof(own[0]))

/* The symbols of an enum must be numbered as ours are, all of them. */
static bool same_symbols(const struct plan *plan, const struct plan_step *s)
{
    uint32_t n = s->slot == offsetof(struct event_fields, kind) ? KIND_N : CHANNEL_N;
    for (uint32_t i = 0; i < s->n; i++)
        if (plan->symbols[s->first + i] != i)
            return false;
    return s->n == n;
}

bool straight_serves(const struct plan *plan)
{
    if (plan->step_count != OWN_N)
        return false;
    for (size_t i = 0; i < OWN_N; i++) {
        const struct plan_step *s = &plan->steps[i], *o = &own[i];
        if (s->code != o->code || s->optional != o->optional || s->null_byte != 0 ||
            s->slot != o->slot || (s->code == PLAN_ENUM && !same_symbols(plan, s)))
            return false;
    }
    return true;
}

/* How far a value may begin and still be read without looking for the end: an index and a varint of
 * up to 8 bytes, a length byte and a short string. Compared as numbers: they may lie before the
 * record. Beyond, and for whatever is unusual, the slow functions look at every byte. */
struct room {
    const uint8_t *end;
    uintptr_t number, string;
};

static __attribute__((noinline)) const uint8_t *slow_string(const uint8_t *p, const uint8_t *end,
                                                            struct str *out)
{
    struct bytes_varint got = bytes_varint(p, end);
    uint64_t n = got.raw >> 1;
    p = got.next;
    if (!p || got.raw & 1 || n > (uint64_t)(end - p) || !utf8_valid(p, n, end))
        return NULL;
    *out = (struct str){(const char *)p, (uint32_t)n};
    return p + n;
}

static __attribute__((noinline)) const uint8_t *slow_long(const uint8_t *p, const uint8_t *end,
                                                          int64_t *out)
{
    struct bytes_varint got = bytes_varint_slow(p, end);
    *out = (int64_t)(got.raw >> 1);
    return got.raw & 1 ? NULL : got.next;
}

BYTES_INLINE const uint8_t *take_string(const uint8_t *p, const struct room *room, struct str *out)
{
    if (BYTES_LIKELY((uintptr_t)p <= room->string && (*p & 0x81) == 0)) {
        size_t n = *p >> 1;
        if (BYTES_LIKELY(n <= UTF8_SHORT && utf8_short(p + 1, n))) {
            *out = (struct str){(const char *)p + 1, (uint32_t)n};
            return p + 1 + n;
        }
    }
    return slow_string(p, room->end, out);
}

/* No number of ours is negative: those are left to the interpreter. */
BYTES_INLINE const uint8_t *take_long(const uint8_t *p, const struct room *room, int64_t *out)
{
    if (BYTES_UNLIKELY((uintptr_t)p > room->number))
        return slow_long(p, room->end, out);
    if ((*p & 0x81) == 0) {
        *out = *p >> 1;
        return p + 1;
    }
    struct bytes_varint got = bytes_varint_wide(p, room->end);
    *out = (int64_t)(got.raw >> 1);
    return got.raw & 1 ? NULL : got.next;
}

/* What a rating takes: one byte. */
BYTES_INLINE const uint8_t *take_int(const uint8_t *p, const struct room *room, int32_t *out)
{
    if (BYTES_UNLIKELY(p >= room->end || *p & 0x81))
        return NULL;
    *out = *p >> 1;
    return p + 1;
}

BYTES_INLINE const uint8_t *take_double(const uint8_t *p, const struct room *room, double *out)
{
    if (BYTES_UNLIKELY(room->end - p < 8))
        return NULL;
    memcpy(out, p, 8);
    return *out >= 0 ? p + 8 : NULL;
}

BYTES_INLINE const uint8_t *take_enum(const uint8_t *p, const struct room *room, unsigned n,
                                      uint8_t *out)
{
    if (BYTES_UNLIKELY(p >= room->end || *p & 1 || *p >= 2 * n))
        return NULL;
    *out = *p >> 1;
    return p + 1;
}

#define NO_STRING(field) f->field = STR_NONE
#define NO_LONG(field) f->field = EVENT_ABSENT
#define NO_TIME NO_LONG
#define NO_INT(field) f->field = (int32_t)EVENT_ABSENT
#define NO_DOUBLE(field) f->field = -1
#define NO_KIND(field)
#define NO_CHANNEL(field)

#define TAKE_STRING(field) take_string(p, &room, &f->field)
#define TAKE_LONG(field) take_long(p, &room, &f->field)
#define TAKE_TIME TAKE_LONG
#define TAKE_INT(field) take_int(p, &room, &f->field)
#define TAKE_DOUBLE(field) take_double(p, &room, &f->field)
#define TAKE_KIND(field) take_enum(p, &room, KIND_N, &f->field)
#define TAKE_CHANNEL(field) take_enum(p, &room, CHANNEL_N, &f->field)

#define TAKE(field, type, optional)                                                                \
    if (optional && BYTES_UNLIKELY(p >= end))                                                      \
        return false;                                                                              \
    if (optional && *p == 0) {                                                                     \
        NO_##type(field);                                                                          \
        p++;                                                                                       \
    } else if (BYTES_UNLIKELY((optional && *p++ != 2) || !(p = TAKE_##type(field))))               \
        return false;

bool straight_decode(const uint8_t *p, const uint8_t *end, struct event_fields *f)
{
    const struct room room = {end, (uintptr_t)end - 8, (uintptr_t)end - 1 - UTF8_SHORT};
    READER_FIELDS(TAKE)
    return p == end;
}
