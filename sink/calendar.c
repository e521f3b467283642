#include "sink/calendar.h"

#include "sink/zone.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define DAY_MS INT64_C(86400000)
#define DAYS_MAX 36600 /* looked at: a century, and then it is what it is */

/* One stretch of business time, in wall ms. */
struct stretch {
    int64_t from, to;
};

static int compare_days(const void *a, const void *b)
{
    const struct calendar_day *x = a, *y = b;
    return x->day < y->day ? -1 : x->day > y->day;
}

static int weekday_of(int64_t day)
{
    return (int)(((day + 4) % 7 + 7) % 7);
}

/* Weekday whose hours hold on that day, -1 for none. */
static int worked_as(const struct calendar *c, int64_t day)
{
    struct calendar_day key = {.day = (int32_t)day};
    const struct calendar_day *found = bsearch(&key, c->days, c->days_n, sizeof(key), compare_days);
    return found ? found->as : weekday_of(day);
}

static int64_t moment(const struct calendar *c, int64_t day, int32_t minute, bool last)
{
    return zone_utc_s(c->zone, day * 86400 + (int64_t)minute * 60, last) * 1000;
}

/* The stretches of a day, in order. */
static unsigned stretches(const struct calendar *c, int64_t day,
                          struct stretch out[CALENDAR_INTERVALS])
{
    int as = worked_as(c, day);
    unsigned n = 0;
    for (unsigned i = 0; as >= 0 && i < c->count[as]; i++)
        out[n++] = (struct stretch){moment(c, day, c->week[as][i].from_min, false),
                                    moment(c, day, c->week[as][i].to_min, true)};
    return n;
}

static int64_t local_day(const struct calendar *c, int64_t ms)
{
    int64_t s = ms >= 0 ? ms / 1000 : (ms - 999) / 1000;
    int64_t local = s + zone_offset_s(c->zone, s);
    return local >= 0 ? local / 86400 : (local - 86399) / 86400;
}

static int64_t forward(const struct calendar *c, int64_t from, int64_t ms)
{
    int64_t day = local_day(c, from) - 1, at = from; /* yesterday's may go on after midnight */
    for (int d = 0; d < DAYS_MAX; d++, day++) {
        struct stretch s[CALENDAR_INTERVALS];
        unsigned n = stretches(c, day, s);
        for (unsigned i = 0; i < n; i++) {
            int64_t begins = s[i].from > at ? s[i].from : at;
            if (s[i].to <= begins)
                continue;
            if (s[i].to - begins >= ms)
                return begins + ms;
            ms -= s[i].to - begins;
            at = s[i].to;
        }
    }
    return at + ms;
}

static int64_t backward(const struct calendar *c, int64_t from, int64_t ms)
{
    int64_t day = local_day(c, from), at = from;
    for (int d = 0; d < DAYS_MAX; d++, day--) {
        struct stretch s[CALENDAR_INTERVALS];
        for (unsigned i = stretches(c, day, s); i-- > 0;) {
            int64_t ends = s[i].to < at ? s[i].to : at;
            if (s[i].from >= ends)
                continue;
            if (ends - s[i].from >= ms)
                return ends - ms;
            ms -= ends - s[i].from;
            at = s[i].from;
        }
    }
    return at - ms;
}

int64_t calendar_add(const struct calendar *c, int64_t from_ms, int64_t ms)
{
    if (!c || ms == 0)
        return from_ms + ms;
    return ms > 0 ? forward(c, from_ms, ms) : backward(c, from_ms, -ms);
}

int64_t calendar_between(const struct calendar *c, int64_t from_ms, int64_t to_ms)
{
    if (!c)
        return to_ms - from_ms;
    if (to_ms < from_ms)
        return -calendar_between(c, to_ms, from_ms);
    int64_t sum = 0, at = from_ms, last = local_day(c, to_ms);
    for (int64_t day = local_day(c, from_ms) - 1; day <= last; day++) {
        struct stretch s[CALENDAR_INTERVALS];
        unsigned n = stretches(c, day, s);
        for (unsigned i = 0; i < n; i++) {
            int64_t begins = s[i].from > at ? s[i].from : at,
                    ends = s[i].to < to_ms ? s[i].to : to_ms;
            if (ends <= begins)
                continue;
            sum += ends - begins;
            at = ends;
        }
    }
    return sum;
}

uint64_t calendar_digest(const struct calendar *c, uint64_t seed)
{
    const unsigned char *bytes = (const unsigned char *)c->week;
    for (size_t i = 0; i < sizeof(c->week); i++)
        seed = (seed ^ bytes[i]) * UINT64_C(0x100000001b3);
    for (size_t i = 0; i < c->days_n; i++)
        seed = (seed ^ (uint64_t)(c->days[i].day * 8 + c->days[i].as)) * UINT64_C(0x100000001b3);
    for (int month = 0; month < 24; month++) /* the zone, by what it does over two years */
        seed = (seed ^ (uint64_t)zone_offset_s(c->zone, 1750000000 + month * 2629800)) *
               UINT64_C(0x100000001b3);
    return seed;
}

int calendar_finish(struct calendar *c, struct err *e)
{
    unsigned worked = 0;
    qsort(c->days, c->days_n, sizeof(c->days[0]), compare_days);
    for (unsigned i = 1; i < c->days_n; i++)
        if (c->days[i].day == c->days[i - 1].day)
            return err_set(e, "[calendar %s]: a day is named twice", c->name);
    for (int d = 0; d < 7; d++)
        worked += c->count[d];
    if (worked == 0)
        return err_set(e,
                       "[calendar %s]: nobody ever works in it: give hours, e.g. "
                       "mon-fri = 09:00-18:00",
                       c->name);
    if (!c->zone && (c->zone = zone_new("UTC", e)) == NULL)
        return -1;
    return 0;
}

void calendar_fini(struct calendar *c)
{
    zone_free(c->zone);
    c->zone = NULL;
}
