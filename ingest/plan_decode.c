/* The interpreter: one turn of the loop for each field of the writer. It is the authority on what
 * is right and what is wrong; the straight path may only say "right" earlier. */
#include "ingest/bytes.h"
#include "ingest/plan_steps.h"
#include "ingest/straight.h"
#include "ingest/utf8.h"

/* Where decoding stands. The places are in locals of the loop; this is for what goes wrong. */
struct run {
    const struct plan *plan;
    const uint8_t *body, *end;
    struct plan_fault *fault;
    struct shape_walk walk;
};

static const uint8_t *fault(struct run *r, const uint8_t *at, enum reason reason)
{
    r->fault->reason = reason;
    r->fault->at = (size_t)(at - r->body);
    return NULL;
}

static inline const uint8_t *take_long(struct run *r, const uint8_t *p, int64_t *v)
{
    struct bytes_varint got = bytes_varint(p, r->end);
    if (BYTES_UNLIKELY(!got.next))
        return fault(r, p, bytes_fault(p, r->end));
    *v = bytes_zigzag(got.raw);
    return got.next;
}

static inline const uint8_t *take_int(struct run *r, const uint8_t *p, int64_t *v)
{
    const uint8_t *next = take_long(r, p, v);
    if (BYTES_UNLIKELY(next && *v != (int32_t)*v))
        return fault(r, p, REASON_BAD_VARINT);
    return next;
}

/* An index of a union or enum: 0..n-1. */
static inline const uint8_t *take_index(struct run *r, const uint8_t *p, uint32_t n,
                                        enum reason reason, int64_t *index)
{
    const uint8_t *next = take_long(r, p, index);
    if (BYTES_UNLIKELY(next && (uint64_t)*index >= n))
        return fault(r, p, reason);
    return next;
}

static inline const uint8_t *take_string(struct run *r, const uint8_t *p, struct str *out)
{
    int64_t n;
    const uint8_t *next = take_long(r, p, &n);
    if (BYTES_UNLIKELY(!next))
        return NULL;
    if (BYTES_UNLIKELY((uint64_t)n > (uint64_t)(r->end - next)))
        return fault(r, p, REASON_BAD_LENGTH);
    if (BYTES_UNLIKELY(!utf8_valid(next, (size_t)n, r->end)))
        return fault(r, next, REASON_BAD_UTF8);
    *out = (struct str){(const char *)next, (uint32_t)n};
    return next + n;
}

static inline const uint8_t *take_fixed(struct run *r, const uint8_t *p, void *out, size_t n)
{
    if (BYTES_UNLIKELY((size_t)(r->end - p) < n))
        return fault(r, p, REASON_TRUNCATED);
    memcpy(out, p, n);
    return p + n;
}

static inline const uint8_t *take_enum(struct run *r, const struct plan_step *s, const uint8_t *p,
                                       uint8_t *out)
{
    int64_t index;
    const uint8_t *next = take_index(r, p, s->n, REASON_BAD_ENUM, &index);
    if (BYTES_UNLIKELY(!next))
        return NULL;
    *out = r->plan->symbols[s->first + index];
    return BYTES_LIKELY(*out != READER_NO_SYMBOL) ? next : fault(r, p, REASON_BAD_ENUM);
}

static const uint8_t *skip(struct run *r, const struct plan_step *s, const uint8_t *p)
{
    const uint8_t *next = shape_skip(&r->walk, s->first, p, 1);
    return next ? next : fault(r, r->walk.at, r->walk.reason);
}

/* EVENT_ABSENT and a double below 0 mean "absent" in the struct; written by a writer they are
 * values, and impossible ones: made such that event_fields_invalid finds them. */
static inline int64_t present(int64_t v)
{
    return v - (v == EVENT_ABSENT);
}

static inline double present_double(double v)
{
    return v >= 0 ? v : __builtin_nan("");
}

static inline int64_t floor_1000(int64_t v)
{
    return v / 1000 - (v % 1000 < 0);
}

/* Steps that store one value, and SKIP. Returns the place after, or NULL with the fault set. */
static inline const uint8_t *take_value(struct run *r, const struct plan_step *s, const uint8_t *p,
                                        char *slot)
{
    int64_t v = 0;
    double d;
    float f;
    switch ((enum plan_code)s->code) {
    case PLAN_STRING:
        return take_string(r, p, (struct str *)slot);
    case PLAN_LONG:
        p = take_long(r, p, &v);
        *(int64_t *)slot = present(v);
        return p;
    case PLAN_INT:
        p = take_int(r, p, &v);
        *(int64_t *)slot = present(v);
        return p;
    case PLAN_INT32:
        p = take_int(r, p, &v);
        *(int32_t *)slot = v == EVENT_ABSENT ? INT32_MIN : (int32_t)v;
        return p;
    case PLAN_MICROS:
        p = take_long(r, p, &v);
        *(int64_t *)slot = present(floor_1000(v));
        return p;
    case PLAN_DOUBLE:
        p = take_fixed(r, p, &d, sizeof(d));
        *(double *)slot = p ? present_double(d) : 0;
        return p;
    case PLAN_FLOAT:
        p = take_fixed(r, p, &f, sizeof(f));
        *(double *)slot = p ? present_double((double)f) : 0;
        return p;
    case PLAN_LONG_DOUBLE:
    case PLAN_INT_DOUBLE:
        p = s->code == PLAN_LONG_DOUBLE ? take_long(r, p, &v) : take_int(r, p, &v);
        *(double *)slot = present_double((double)v);
        return p;
    case PLAN_ENUM:
        return take_enum(r, s, p, (uint8_t *)slot);
    case PLAN_SKIP:
        return skip(r, s, p);
    case PLAN_NOTHING:
        return p;
    case PLAN_REFUSE:
        return fault(r, p, REASON_INCOMPATIBLE);
    default:
        check_failed("a step that stores", __FILE__, __LINE__, __func__);
    }
}

/* The writer's union of a value and null. Returns the place after its index; *null says which. */
static inline const uint8_t *take_optional(struct run *r, const struct plan_step *s,
                                           const uint8_t *p, bool *null)
{
    int64_t index;
    if (BYTES_LIKELY(p < r->end)) {
        *null = *p == s->null_byte;
        if (BYTES_LIKELY(*null || *p == (s->null_byte ^ 2)))
            return p + 1;
    }
    /* Truncated, out of range, or a varint longer than it need be. */
    p = take_index(r, p, 2, REASON_BAD_UNION, &index);
    *null = p && index * 2 == s->null_byte;
    return p;
}

/* The steps from the first to an END. Returns the step that failed, or NULL. */
static const struct plan_step *run_steps(struct run *r, struct event_fields *f)
{
    const struct plan *plan = r->plan;
    const uint8_t *p = r->body;
    for (const struct plan_step *step = plan->steps;; step++) {
        const struct plan_step *s = step;
        bool null = false;
        if (s->optional)
            p = take_optional(r, s, p, &null);
        if (null)
            continue;
        if (BYTES_UNLIKELY(s->code >= PLAN_UNION && p)) {
            int64_t index;
            if (s->code == PLAN_END) {
                if (p == r->end)
                    return NULL;
                fault(r, p, REASON_TRAILING);
                return step;
            }
            p = take_index(r, p, s->n, REASON_BAD_UNION, &index);
            s = p ? &plan->branches[s->first + index] : s;
            if (p && s->code == PLAN_RECORD) {
                step = &plan->steps[s->first] - 1;
                continue;
            }
        }
        if (BYTES_LIKELY(p != NULL))
            p = take_value(r, s, p, (char *)f + s->slot);
        if (BYTES_UNLIKELY(!p))
            return step;
    }
}

bool plan_interpret(const struct plan *plan, const uint8_t *body, size_t len,
                    struct event_fields *f, struct plan_fault *out)
{
    struct run r = {.plan = plan, .body = body, .end = body + len, .fault = out};
    r.walk.shapes = &plan->shapes;
    r.walk.end = r.end;
    *f = plan->defaults;
    const struct plan_step *failed = run_steps(&r, f);
    if (failed)
        out->field = plan->names[failed - plan->steps];
    return !failed;
}

bool plan_decode(const struct plan *plan, const uint8_t *body, size_t len, struct event_fields *f,
                 struct plan_fault *fault)
{
    CHECK(len <= INT32_MAX);
    if (BYTES_LIKELY(plan->straight && straight_decode(body, body + len, f)))
        return true;
    return plan_interpret(plan, body, len, f, fault);
}
