#include "ingest/straight.h"

#include "ingest/bytes.h"
#include "ingest/plan_steps.h"
#include "ingest/utf8.h"

#define ALWAYS static inline __attribute__((always_inline))

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

ALWAYS const uint8_t *take_string(const uint8_t *p, const uint8_t *end, struct str *out)
{
    uint64_t raw;
    p = bytes_varint(p, end, &raw);
    uint64_t n = raw >> 1;
    if (!p || raw & 1 || n > (uint64_t)(end - p) || !utf8_valid(p, n, end))
        return NULL;
    *out = (struct str){(const char *)p, (uint32_t)n};
    return p + n;
}

ALWAYS const uint8_t *take_long(const uint8_t *p, const uint8_t *end, int64_t *out)
{
    uint64_t raw;
    p = bytes_varint(p, end, &raw);
    *out = bytes_zigzag(raw);
    return p && raw != 1 ? p : NULL; /* raw 1 is EVENT_ABSENT */
}

ALWAYS const uint8_t *take_int(const uint8_t *p, const uint8_t *end, int32_t *out)
{
    if (p == end || *p >= 0x80 || *p & 1) /* what a rating takes: one byte, not negative */
        return NULL;
    *out = *p >> 1;
    return p + 1;
}

ALWAYS const uint8_t *take_double(const uint8_t *p, const uint8_t *end, double *out)
{
    if (end - p < 8)
        return NULL;
    memcpy(out, p, 8);
    return *out >= 0 ? p + 8 : NULL;
}

ALWAYS const uint8_t *take_enum(const uint8_t *p, const uint8_t *end, unsigned n, uint8_t *out)
{
    if (p == end || *p & 1 || *p >> 1 >= n)
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

#define TAKE_STRING(field) take_string(p, end, &f->field)
#define TAKE_LONG(field) take_long(p, end, &f->field)
#define TAKE_TIME TAKE_LONG
#define TAKE_INT(field) take_int(p, end, &f->field)
#define TAKE_DOUBLE(field) take_double(p, end, &f->field)
#define TAKE_KIND(field) take_enum(p, end, KIND_N, &f->field)
#define TAKE_CHANNEL(field) take_enum(p, end, CHANNEL_N, &f->field)

#define TAKE(field, type, optional)                                                                \
    if (optional && (p == end || (*p != 0 && *p != 2)))                                            \
        return false;                                                                              \
    if (optional && *p++ == 0) {                                                                   \
        NO_##type(field);                                                                          \
    } else if (!(p = TAKE_##type(field)))                                                          \
        return false;

bool straight_decode(const uint8_t *p, const uint8_t *end, struct event_fields *f)
{
    READER_FIELDS(TAKE)
    return p == end;
}
