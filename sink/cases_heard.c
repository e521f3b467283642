/* What a customer's messages add to the priority that the review gave its case: a message is held
 * against the review term by term, and the greater counts. So a threat in a message raises the case
 * at once, and no friendly word lowers it. */
#include "sink/cases.h"

#include <hiredis/hiredis.h>
#include <inttypes.h>
#include <stdio.h>

/* What a message can tell by itself. It has no rating, no listing and no order, and that it is new
 * says nothing about the audience's attention. */
static const uint8_t told[] = {TERM_SEVERITY, TERM_REACH, TERM_AROUSAL, TERM_INTENT};

#define TOLD_N (sizeof(told) / sizeof(*told))

static struct str take(struct str *rest, char sep)
{
    const char *end = rest->len ? memchr(rest->ptr, sep, rest->len) : NULL;
    struct str head = {rest->ptr, end ? (uint32_t)(end - rest->ptr) : rest->len};
    uint32_t used = head.len + (end ? 1 : 0);
    *rest = (struct str){rest->ptr + used, rest->len - used};
    return head;
}

/* What somebody wrote by hand counts as far as it is a number. */
static int64_t number(struct str s, int64_t most)
{
    int64_t n = 0;
    for (uint32_t i = 0; i < s.len && s.ptr[i] >= '0' && s.ptr[i] <= '9'; i++) {
        n = n * 10 + (s.ptr[i] - '0');
        if (n > most)
            return most;
    }
    return n;
}

static void read_points(uint16_t points[TERM_N], struct str *value)
{
    for (int i = 0; i < TERM_N; i++)
        points[i] = (uint16_t)number(take(value, ','), 1000);
}

void cases_heard_parse(struct cases_heard *h, struct str value)
{
    read_points(h->said, &value);
    h->flags = (uint16_t)number(take(&value, ','), UINT16_MAX);
    struct str floor = take(&value, ','), points = take(&floor, ':');
    int kind = vocab_find(vocab_floor, FLOOR_N, floor.ptr, floor.len);
    h->floor = (uint8_t)(kind < 0 ? FLOOR_NONE : kind);
    h->floor_points = (uint16_t)number(points, 1000);
    h->at_ms = number(value, INT64_C(1) << 50);
}

static void read_one(void *ctx, struct str name, struct str value)
{
    struct cases_heard *h = ctx;
    if (str_eq(name, STR_LIT("pt"))) {
        read_points(h->points, &value);
    } else if (str_eq(name, STR_LIT("hd"))) {
        take(&value, ',');
        h->points[TERM_HERD] = (uint16_t)number(value, 1000);
    } else if (str_eq(name, STR_LIT("fv"))) {
        h->case_floor = (uint16_t)number(value, 1000);
    } else if (str_eq(name, STR_LIT("mg"))) {
        cases_heard_parse(h, value);
    }
}

void cases_heard_read(struct cases_heard *h, const struct redisReply *hash)
{
    *h = (struct cases_heard){0};
    cases_each(hash, read_one, h);
}

static unsigned sum_of(const struct cases_heard *h)
{
    unsigned sum = 0;
    for (int i = 0; i < TERM_N; i++)
        sum += h->said[i] > h->points[i] ? h->said[i] : h->points[i];
    return sum < 1000 ? sum : 1000;
}

/* Does the message say more than was heard before? */
static bool merge(struct cases_heard *h, const struct finding *x)
{
    bool more = false;
    for (unsigned i = 0; i < TOLD_N; i++) {
        uint16_t before = h->said[told[i]], review = h->points[told[i]], now = x->points[told[i]];
        if (now > before && now > review) {
            h->said[told[i]] = now;
            more = true;
        }
    }
    if (x->floor_points > h->floor_points && x->floor_points > h->case_floor) {
        h->floor = x->floor;
        h->floor_points = x->floor_points;
        more = true;
    }
    return more;
}

unsigned cases_heard_take(struct cases_heard *h, const struct finding *x, unsigned priority,
                          int64_t at_ms)
{
    if (!merge(h, x))
        return priority;
    h->flags |= x->flags;
    h->at_ms = at_ms;
    unsigned sum = sum_of(h);
    sum = sum > h->floor_points ? sum : h->floor_points;
    return sum > priority ? sum : priority;
}

void cases_heard_write(const struct cases_heard *h, char out[CASES_HEARD_CAP])
{
    int len = 0;
    for (int i = 0; i < TERM_N; i++)
        len += snprintf(out + len, CASES_HEARD_CAP - (size_t)len, "%u,", h->said[i]);
    snprintf(out + len, CASES_HEARD_CAP - (size_t)len, "%u,%u:%s,%" PRId64, h->flags,
             h->floor_points, vocab_floor[h->floor], h->at_ms);
}
