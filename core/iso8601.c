#include "core/iso8601.h"

#include <stdint.h>

#define DAY_MS INT64_C(86400000)

/* Days since 1970-01-01 of a day of the proleptic Gregorian calendar, and back. Both after Howard
 * Hinnant, "chrono-compatible low-level date algorithms": the year is made to begin in March, so
 * that the leap day is its last. timegm would do, but it consults the environment and is slow. */
static int64_t days_of(int64_t y, int m, int d)
{
    y -= m <= 2;
    int64_t era = (y >= 0 ? y : y - 399) / 400;
    int64_t year = y - era * 400;
    int64_t day = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
    return era * 146097 + year * 365 + year / 4 - year / 100 + day - 719468;
}

static void date_of(int64_t days, int64_t *y, int *m, int *d)
{
    days += 719468;
    int64_t era = (days >= 0 ? days : days - 146096) / 146097;
    int64_t day = days - era * 146097;
    int64_t year = (day - day / 1460 + day / 36524 - day / 146096) / 365;
    int64_t rest = day - (365 * year + year / 4 - year / 100);
    int month = (int)((5 * rest + 2) / 153);
    *d = (int)(rest - (153 * month + 2) / 5 + 1);
    *m = month < 10 ? month + 3 : month - 9;
    *y = year + era * 400 + (*m <= 2);
}

static char *digits(char *out, int64_t value, int count)
{
    for (int i = count - 1; i >= 0; i--, value /= 10)
        out[i] = (char)('0' + value % 10);
    return out + count;
}

static char *mark(char *out, char c)
{
    *out = c;
    return out + 1;
}

size_t iso8601_write(wall_ms_t t, char out[ISO8601_CAP])
{
    const int64_t first = days_of(0, 1, 1) * DAY_MS, last = days_of(10000, 1, 1) * DAY_MS - 1;
    int64_t ms = t.ms < first ? first : t.ms > last ? last : t.ms;
    int64_t days = ms / DAY_MS - (ms % DAY_MS < 0), y;
    int m, d;
    ms -= days * DAY_MS;
    date_of(days, &y, &m, &d);
    char *p = mark(digits(out, y, 4), '-');
    p = mark(digits(p, m, 2), '-');
    p = mark(digits(p, d, 2), 'T');
    p = mark(digits(p, ms / 3600000, 2), ':');
    p = mark(digits(p, ms / 60000 % 60, 2), ':');
    p = mark(digits(p, ms / 1000 % 60, 2), '.');
    p = mark(digits(p, ms % 1000, 3), 'Z');
    *p = '\0';
    return (size_t)(p - out);
}

struct reader {
    const char *at, *end;
};

static bool take(struct reader *r, char c)
{
    bool is = r->at < r->end && *r->at == c;
    r->at += is;
    return is;
}

/* A number of least..most digits within 0..max. */
static bool number(struct reader *r, int least, int most, int max, int *out)
{
    int n = 0;
    *out = 0;
    for (; n < most && r->at < r->end && *r->at >= '0' && *r->at <= '9'; n++, r->at++)
        *out = *out * 10 + (*r->at - '0');
    return n >= least && *out <= max;
}

/* A day that does not exist is refused rather than carried over into the next month. */
static int month_days(int y, int m)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
    return days[m - 1] + (m == 2 && leap);
}

static bool read_date(struct reader *r, int64_t *ms)
{
    int y, m, d;
    if (!number(r, 4, 4, 9999, &y))
        return false;
    char mark_is = r->at < r->end && *r->at == '/' ? '/' : '-';
    if (!take(r, mark_is) || !number(r, 1, 2, 12, &m) || m < 1 || !take(r, mark_is) ||
        !number(r, 1, 2, month_days(y, m), &d) || d < 1)
        return false;
    *ms = days_of(y, m, d) * DAY_MS;
    return true;
}

/* ".5" is 500 ms, ".67891" is 678. */
static int fraction_ms(struct reader *r)
{
    int ms = 0, scale = 100;
    for (; r->at < r->end && *r->at >= '0' && *r->at <= '9'; r->at++, scale /= 10)
        ms += (*r->at - '0') * scale;
    return ms;
}

static bool read_time(struct reader *r, int64_t *ms)
{
    int h, m, s = 0;
    if (!number(r, 1, 2, 23, &h) || !take(r, ':') || !number(r, 2, 2, 59, &m))
        return false;
    if (take(r, ':') && !number(r, 2, 2, 60, &s)) /* 60: a leap second, told as the next one */
        return false;
    if (take(r, '.'))
        *ms += fraction_ms(r);
    *ms += (h * 3600 + m * 60 + s) * INT64_C(1000);
    return true;
}

/* Local time east of Greenwich is ahead: +08:00 is taken off. Nothing at all means UTC. */
static bool read_zone(struct reader *r, int64_t *ms)
{
    int h, m;
    if (r->at == r->end || take(r, 'Z'))
        return true;
    bool west = take(r, '-');
    if (!west && !take(r, '+'))
        return false;
    if (!number(r, 2, 2, 23, &h))
        return false;
    take(r, ':');
    if (!number(r, 2, 2, 59, &m))
        return false;
    *ms += (west ? 1 : -1) * (h * 60 + m) * INT64_C(60000);
    return true;
}

bool iso8601_read(const char *text, size_t len, wall_ms_t *out)
{
    struct reader r = {text, text + len};
    int64_t ms = 0;
    if (!read_date(&r, &ms))
        return false;
    if (r.at < r.end &&
        !((take(&r, 'T') || take(&r, ' ')) && read_time(&r, &ms) && read_zone(&r, &ms)))
        return false;
    out->ms = ms;
    return r.at == r.end;
}
