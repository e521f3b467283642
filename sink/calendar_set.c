/* Reading a calendar's settings. */
#include "sink/calendar.h"

#include "sink/zone.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const weekdays[] = {"sun", "mon", "tue", "wed", "thu", "fri", "sat"};

static int weekday(const char *name, size_t len)
{
    for (int i = 0; i < 7; i++)
        if (len == 3 && memcmp(name, weekdays[i], 3) == 0)
            return i;
    return -1;
}

/* "09:00" -> minutes; 24:00 is allowed. */
static int minutes(const char **p, int32_t *out)
{
    int h, m, used = 0;
    if (!isdigit((unsigned char)**p) || sscanf(*p, "%2d:%2d%n", &h, &m, &used) != 2 || used == 0 ||
        h > 24 || m > 59 || h * 60 + m > 1440)
        return -1;
    *p += used;
    *out = h * 60 + m;
    return 0;
}

static void skip(const char **p)
{
    while (**p == ' ' || **p == ',')
        ++*p;
}

/* "09:00-12:00, 13:30-18:00"; "22:00-06:00" ends the day after; "closed". */
static int hours(struct calendar *c, int day, const char *value, struct err *e)
{
    const char *p = value;
    int32_t after = 0;
    c->count[day] = 0;
    if (strcmp(value, "closed") == 0)
        return 0;
    for (skip(&p); *p; skip(&p)) {
        struct calendar_interval i;
        if (c->count[day] == CALENDAR_INTERVALS)
            return err_set(e, "'%s': more than %d intervals in a day", value, CALENDAR_INTERVALS);
        if (minutes(&p, &i.from_min) != 0 || *p++ != '-' || minutes(&p, &i.to_min) != 0)
            return err_set(e, "'%s': must be hours like 09:00-12:00, 13:30-18:00, or closed",
                           value);
        if (i.to_min <= i.from_min)
            i.to_min += 1440;
        if (i.from_min < after)
            return err_set(e, "'%s': the hours overlap or are out of order", value);
        after = i.to_min;
        c->week[day][c->count[day]++] = i;
    }
    return c->count[day] ? 0 : err_set(e, "hours are missing (closed: nobody works)");
}

static int64_t days_of(int64_t y, int m, int d)
{
    y -= m <= 2;
    int64_t era = y / 400, yoe = y - era * 400;
    int64_t doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
    return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

static int date(const char **p, int64_t *day)
{
    static const int length[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int y, m, d, used = 0;
    if (sscanf(*p, "%4d-%2d-%2d%n", &y, &m, &d, &used) != 3 || used != 10 || y < 1970 || m < 1 ||
        m > 12 || d < 1 || d > length[m - 1])
        return -1;
    bool leap = (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
    if (m == 2 && d == 29 && !leap)
        return -1;
    *p += used;
    *day = days_of(y, m, d);
    return 0;
}

/* "2026-10-01..2026-10-07, 2026-12-25"; worked days: "2026-10-10 mon" as that weekday. */
static int dates(struct calendar *c, const char *value, bool worked, struct err *e)
{
    const char *p = value;
    for (skip(&p); *p; skip(&p)) {
        int64_t first, last;
        int as = -1;
        if (date(&p, &first) != 0)
            return err_set(e, "'%s': must be dates like 2026-10-01 or 2026-10-01..2026-10-07",
                           value);
        last = first;
        if (!worked && p[0] == '.' && p[1] == '.' && (p += 2, date(&p, &last)) != 0)
            return err_set(e, "'%s': the range does not end with a date", value);
        skip(&p);
        if (worked && (as = weekday(p, strcspn(p, " ,"))) < 0)
            return err_set(e,
                           "'%s': a worked day names the weekday whose hours hold, e.g. "
                           "2026-10-10 mon",
                           value);
        p += worked ? 3 : 0;
        if (last < first || last - first > 366)
            return err_set(e, "'%s': the range ends before it begins, or after a year", value);
        for (; first <= last; first++) {
            if (c->days_n == CALENDAR_DAYS)
                return err_set(e, "more than %d days", CALENDAR_DAYS);
            c->days[c->days_n++] = (struct calendar_day){(int32_t)first, (int8_t)as};
        }
    }
    return 0;
}

/* "mon", or "mon-fri" (and round the end of the week). */
static int week(struct calendar *c, const char *key, const char *value, struct err *e)
{
    size_t len = strcspn(key, "-");
    int first = weekday(key, len),
        last = key[len] ? weekday(key + len + 1, strlen(key + len + 1)) : first;
    if (first < 0 || last < 0)
        return err_set(e,
                       "%s: there is no such setting: zone, mon to sun, mon-fri, holidays, "
                       "workdays",
                       key);
    for (int d = first;; d = (d + 1) % 7) {
        if (hours(c, d, value, e) != 0)
            return -1;
        if (d == last)
            return 0;
    }
}

int calendar_set(struct calendar *c, const char *key, const char *value, struct err *e)
{
    if (strcmp(key, "zone") == 0) {
        zone_free(c->zone);
        return (c->zone = zone_new(value, e)) ? 0 : -1;
    }
    if (strcmp(key, "holidays") == 0 || strcmp(key, "workdays") == 0)
        return dates(c, value, key[0] == 'w', e);
    return week(c, key, value, e);
}
