/* The file is TZif (RFC 8536): transitions as numbers, and a rule in POSIX form for all after the
 * last one. Version 1 data, 32 bits wide, are skipped. */
#include "sink/zone.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DIRECTORY "/usr/share/zoneinfo/"
#define FILE_MAX 65536
#define HEADER 44
#define DAY_S 86400

struct change { /* "M3.5.0/2": month, week (5 = the last), weekday, time of day */
    int month, week, weekday;
    int64_t time_s;
};

struct zone {
    unsigned n;
    int64_t *at;
    int32_t *offset; /* from at[i] on */
    int32_t first;   /* before at[0] */
    bool has_rule, has_dst;
    int32_t std, dst;
    struct change begins, ends; /* of dst; local time */
};

/* ---- the rule --------------------------------------------------------------------------------*/

static bool skip_name(const char **p)
{
    const char *start = *p;
    if (**p == '<') {
        while (**p && **p != '>')
            ++*p;
        return *(*p)++ == '>';
    }
    while (isalpha((unsigned char)**p))
        ++*p;
    return *p - start >= 3;
}

/* "[+-]h[h][:mm[:ss]]" */
static bool read_time(const char **p, int64_t *out)
{
    int64_t sign = 1, s = 0, unit = 3600;
    if (**p == '-' || **p == '+')
        sign = *(*p)++ == '-' ? -1 : 1;
    if (!isdigit((unsigned char)**p))
        return false;
    for (;; unit /= 60) {
        char *end;
        s += strtol(*p, &end, 10) * unit;
        *p = end;
        if (*end != ':' || unit == 1)
            break;
        ++*p;
    }
    *out = sign * s;
    return true;
}

static bool read_change(const char **p, struct change *c)
{
    int used = 0;
    if (sscanf(*p, ",M%d.%d.%d%n", &c->month, &c->week, &c->weekday, &used) != 3 || used == 0 ||
        c->month < 1 || c->month > 12 || c->week < 1 || c->week > 5 || c->weekday < 0 ||
        c->weekday > 6)
        return false;
    *p += used;
    c->time_s = 7200;
    if (**p != '/')
        return true;
    ++*p;
    return read_time(p, &c->time_s);
}

/* "EST5EDT,M3.2.0,M11.1.0": offsets count westwards. */
static bool read_rule(struct zone *z, const char *p)
{
    int64_t s;
    if (!*p)
        return true; /* no rule: the last offset stays */
    if (!skip_name(&p) || !read_time(&p, &s))
        return false;
    z->std = (int32_t)-s;
    z->has_rule = true;
    if (!*p)
        return true;
    if (!skip_name(&p))
        return false;
    s = -(z->std + 3600);
    if (*p != ',' && !read_time(&p, &s))
        return false;
    z->dst = (int32_t)-s;
    z->has_dst = true;
    return read_change(&p, &z->begins) && read_change(&p, &z->ends) && !*p;
}

/* Days since 1970 of a date. */
static int64_t days_of(int64_t y, int m, int d)
{
    y -= m <= 2;
    int64_t era = (y >= 0 ? y : y - 399) / 400;
    int64_t yoe = y - era * 400, doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
    return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

static int64_t year_of(int64_t s)
{
    int64_t y = 1970 + s / (365 * DAY_S + 20952); /* a year has 365.2425 days */
    while (days_of(y + 1, 1, 1) * DAY_S <= s)
        y++;
    while (days_of(y, 1, 1) * DAY_S > s)
        y--;
    return y;
}

/* The change's local time in that year, as if it were UTC. */
static int64_t change_s(const struct change *c, int64_t year)
{
    int64_t first = days_of(year, c->month, 1);
    int64_t next = c->month == 12 ? days_of(year + 1, 1, 1) : days_of(year, c->month + 1, 1);
    int weekday = (int)(((first + 4) % 7 + 7) % 7); /* 1970-01-01 was a Thursday */
    int64_t day = first + (c->weekday - weekday + 7) % 7 + 7 * (c->week - 1);
    while (day >= next)
        day -= 7;
    return day * DAY_S + c->time_s;
}

static int64_t rule_offset(const struct zone *z, int64_t utc_s)
{
    if (!z->has_dst)
        return z->std;
    int64_t year = year_of(utc_s + z->std);
    int64_t begins = change_s(&z->begins, year) - z->std, ends = change_s(&z->ends, year) - z->dst;
    bool dst = begins < ends ? utc_s >= begins && utc_s < ends : utc_s >= begins || utc_s < ends;
    return dst ? z->dst : z->std;
}

/* ---- the file --------------------------------------------------------------------------------*/

static int64_t big(const unsigned char *p, unsigned bytes)
{
    uint64_t n = p[0] & 0x80 ? UINT64_MAX : 0;
    for (unsigned i = 0; i < bytes; i++)
        n = n << 8 | p[i];
    return (int64_t)n;
}

struct block {
    size_t times, types, bytes; /* bytes: of the data */
    size_t type_at;             /* where the types' table is */
};

static bool read_header(const unsigned char *p, size_t left, unsigned width, struct block *b)
{
    if (left < HEADER || memcmp(p, "TZif", 4) != 0 || p[4] < '2')
        return false;
    size_t utc = (size_t)big(p + 20, 4), std = (size_t)big(p + 24, 4);
    size_t leap = (size_t)big(p + 28, 4), names = (size_t)big(p + 40, 4);
    b->times = (size_t)big(p + 32, 4);
    b->types = (size_t)big(p + 36, 4);
    if (b->times > 5000 || b->types < 1 || b->types > 256 || names > 5000 || leap > 5000 ||
        utc > 256 || std > 256)
        return false;
    b->type_at = HEADER + b->times * width + b->times;
    b->bytes = b->type_at + b->types * 6 + names + leap * (width + 4) + std + utc;
    return b->bytes <= left;
}

static bool parse(struct zone *z, const unsigned char *p, size_t len)
{
    struct block b;
    if (!read_header(p, len, 4, &b))
        return false;
    p += b.bytes, len -= b.bytes;
    if (!read_header(p, len, 8, &b))
        return false;
    const unsigned char *types = p + b.type_at, *which = p + HEADER + b.times * 8;
    z->n = (unsigned)b.times;
    z->at = check_calloc(b.times + 1, sizeof(*z->at));
    z->offset = check_calloc(b.times + 1, sizeof(*z->offset));
    z->first = (int32_t)big(types, 4);
    for (size_t i = 0; i < b.times; i++) {
        if (which[i] >= b.types)
            return false;
        z->at[i] = big(p + HEADER + i * 8, 8);
        z->offset[i] = (int32_t)big(types + 6 * which[i], 4);
    }
    const char *rule = (const char *)p + b.bytes, *end = memchr(rule + 1, '\n', len - b.bytes - 1);
    if (len <= b.bytes || rule[0] != '\n' || !end)
        return false;
    char text[128] = "";
    if ((size_t)(end - rule - 1) < sizeof(text))
        memcpy(text, rule + 1, (size_t)(end - rule - 1));
    return read_rule(z, text);
}

static bool is_name(const char *name)
{
    if (!name[0] || name[0] == '/' || strstr(name, "..") || strlen(name) > 60)
        return false;
    for (const char *c = name; *c; c++)
        if (!isalnum((unsigned char)*c) && !strchr("_+-/", *c))
            return false;
    return true;
}

struct zone *zone_new(const char *name, struct err *e)
{
    char path[128];
    struct zone *z = check_calloc(1, sizeof(*z));
    if (strcmp(name, "UTC") == 0)
        return z;
    snprintf(path, sizeof(path), DIRECTORY "%.60s", name);
    FILE *f = is_name(name) ? fopen(path, "rb") : NULL;
    unsigned char *bytes = check_calloc(1, FILE_MAX);
    size_t len = f ? fread(bytes, 1, FILE_MAX - 1, f) : 0;
    bool good = len > 0 && parse(z, bytes, len);
    if (!good)
        err_set(e,
                f ? "zone '%s': " DIRECTORY "%s cannot be understood"
                  : "zone '%s': there is no such time zone in " DIRECTORY " (package tzdata)",
                name, name);
    if (f)
        fclose(f);
    free(bytes);
    if (good)
        return z;
    zone_free(z);
    return NULL;
}

void zone_free(struct zone *z)
{
    if (!z)
        return;
    free(z->at);
    free(z->offset);
    free(z);
}

/* ---- asking ----------------------------------------------------------------------------------*/

int64_t zone_offset_s(const struct zone *z, int64_t utc_s)
{
    unsigned low = 0, high = z->n; /* the number of transitions up to now */
    if (z->has_rule && (z->n == 0 || utc_s >= z->at[z->n - 1]))
        return rule_offset(z, utc_s);
    while (low < high) {
        unsigned mid = (low + high) / 2;
        if (z->at[mid] <= utc_s)
            low = mid + 1;
        else
            high = mid;
    }
    return low == 0 ? z->first : z->offset[low - 1];
}

int64_t zone_utc_s(const struct zone *z, int64_t local_s, bool last)
{
    int64_t before = zone_offset_s(z, local_s - DAY_S), after = zone_offset_s(z, local_s + DAY_S);
    int64_t a = local_s - before, b = local_s - after; /* as read before, after a change */
    bool is_a = zone_offset_s(z, a) == before, is_b = zone_offset_s(z, b) == after;
    if (is_a && is_b)
        return last == (a > b) ? a : b;
    if (is_a || is_b)
        return is_a ? a : b;
    while (a - b > 1) { /* skipped: the change lies after b, at a at the latest */
        int64_t mid = b + (a - b) / 2;
        if (zone_offset_s(z, mid) == before)
            b = mid;
        else
            a = mid;
    }
    return a;
}
