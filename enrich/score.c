#include "enrich/score.h"

enum { FULL = 1000, STARS_MAX = 5, REACH_LOG2_FULL = 20, LOG_BITS = 16, COUNT_MAX = 1 << 30 };

static int64_t at_most(int64_t x, int64_t most)
{
    return x < most ? x : most;
}

/* A count that may be absent (negative) or absurd. */
static int64_t count(int64_t n)
{
    return n < 0 ? 0 : at_most(n, COUNT_MAX);
}

/* Harm is named at the slightest hint, so that hardly any is missed; most of those hints come to
 * nothing, and they must not bury the others. So only a likely one counts as harm here. */
static bool sure_of_harm(const struct policy *p, const struct finding *x)
{
    return x->p_cause[CAUSE_SAFETY] >= p->floor_safety_from;
}

int32_t score_severity(const struct policy *p, const struct finding *x)
{
    int32_t gravest = 0;
    for (unsigned i = 0; i < x->cause_count; i++) {
        enum cause c = (enum cause)x->cause[i];
        if (c == CAUSE_SAFETY && !sure_of_harm(p, x))
            c = CAUSE_DEFECT;
        if (p->severity[c] > gravest)
            gravest = p->severity[c];
    }
    return gravest;
}

int32_t score_rating(const struct policy *p, int32_t rating)
{
    if (rating < 1 || rating > STARS_MAX)
        return p->rating_absent;
    return FULL * (STARS_MAX - rating) / (STARS_MAX - 1);
}

int64_t score_audience(const struct policy *p, const struct event_fields *f)
{
    int64_t levels = at_most(count(f->repost_depth), p->reach_repost);
    return count(f->author_followers) + count(f->group_size) +
           count(f->helpful_votes) * p->reach_helpful +
           (count(f->shares) + levels) * p->reach_share * (1 + levels) +
           (f->review_page == 1 ? p->reach_first_page : 0);
}

/* log2(x) in 1/2^16, rounded down, x >= 1: the bits of the logarithm's fraction come out one by
 * one when the number, kept in 1..2, is squared. Every step rounds down, so it stays monotone. */
static uint64_t log2_fixed(uint64_t x)
{
    unsigned whole = 63 - (unsigned)__builtin_clzll(x);
    uint64_t y = whole > 31 ? x >> (whole - 31) : x << (31 - whole); /* 1..2 in 1/2^31 */
    uint64_t result = whole;
    for (int i = 0; i < LOG_BITS; i++) {
        y = y * y >> 31;
        result = result << 1 | (y >> 32 & 1);
        y >>= y >> 32 & 1;
    }
    return result;
}

int32_t score_reach(int64_t audience)
{
    if (audience <= 0)
        return 0;
    uint64_t f = FULL * log2_fixed((uint64_t)audience + 1) / REACH_LOG2_FULL >> LOG_BITS;
    return (int32_t)at_most((int64_t)f, FULL);
}

int32_t score_listing(const struct policy *p, int32_t rating, double average, int64_t n)
{
    /* `!(>= 0)` also when it is not a number. */
    if (rating < 1 || n < 0 || !(average >= 0) || average > STARS_MAX)
        return 0;
    int64_t milli = (int64_t)(average * 1000 + 0.5), fall = milli - rating * INT64_C(1000);
    if (fall <= 0)
        return 0;
    return (int32_t)at_most(FULL * fall / (count(n) + 1) / p->listing_full_move, FULL);
}

int32_t score_attention(const struct policy *p, int64_t created_ms, wall_ms_t now)
{
    const int64_t window = p->attention_window_h * INT64_C(3600000);
    if (now.ms <= created_ms)
        return FULL; /* the writer's clock may be ahead of ours */
    int64_t age = now.ms - (created_ms < 0 ? 0 : created_ms);
    return age >= window ? 0 : (int32_t)(FULL * (window - age) / window);
}

int32_t score_intent(const struct policy *p, const struct finding *x)
{
    int64_t sum = x->demand == DEMAND_NONE ? 0 : p->intent_demand;
    for (int i = 0; i < FLAG_N; i++)
        if (x->flags >> i & 1)
            sum += p->intent_flag[i];
    return (int32_t)at_most(sum, FULL);
}

int32_t score_value(const struct policy *p, int64_t minor)
{
    return (int32_t)at_most(FULL * at_most(minor < 0 ? 0 : minor, p->value_full) / p->value_full,
                            FULL);
}

static void raise_to(const struct policy *p, enum floor_kind floor, struct finding *x)
{
    if (p->floor[floor] > x->floor_points) {
        x->floor = (uint8_t)floor;
        x->floor_points = (uint16_t)p->floor[floor];
    }
}

static bool complains_of(const struct finding *x, enum cause cause)
{
    for (unsigned i = 0; i < x->cause_count; i++)
        if (x->cause[i] == cause)
            return true;
    return false;
}

void score_finding(const struct policy *p, const struct event_fields *f, wall_ms_t now,
                   struct finding *x)
{
    int64_t audience = score_audience(p, f);
    const int32_t part[TERM_N] = {
        [TERM_SEVERITY] = score_severity(p, x),
        [TERM_RATING] = score_rating(p, f->rating),
        [TERM_REACH] = score_reach(audience),
        [TERM_HERD] = 0, /* Redis counts the herd and adds its points */
        [TERM_LISTING] = score_listing(p, f->rating, f->listing_rating, f->listing_rating_count),
        [TERM_AROUSAL] = x->arousal,
        [TERM_ATTENTION] = score_attention(p, f->created_at, now),
        [TERM_INTENT] = score_intent(p, x),
        [TERM_VALUE] = score_value(p, f->order_value_minor),
    };
    int32_t sum = 0;
    bool complaint = x->cause_count > 0;
    for (int t = 0; t < TERM_N; t++) {
        x->points[t] = complaint ? (uint16_t)(p->weight[t] * part[t] / FULL) : 0;
        sum += x->points[t];
    }
    x->floor = FLOOR_NONE;
    x->floor_points = 0;
    if (complains_of(x, CAUSE_SAFETY) && sure_of_harm(p, x))
        raise_to(p, FLOOR_SAFETY, x);
    if (complaint && audience >= p->reach_very_large)
        raise_to(p, FLOOR_REACH, x);
    x->priority = (uint16_t)(sum > x->floor_points ? sum : x->floor_points);
    x->herd_points = complaint ? (uint16_t)p->weight[TERM_HERD] : 0;
    x->herd_floor = complaint ? (uint16_t)p->floor[FLOOR_HERD] : 0;
}
