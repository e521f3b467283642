#include "enrich/replay.h"

#include "core/check.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct key {
    uint16_t x, y;
    uint32_t index;
};

static int by_x(const void *a, const void *b)
{
    const struct key *k = a, *l = b;
    if (k->x != l->x)
        return k->x < l->x ? 1 : -1;
    return k->index < l->index ? -1 : k->index > l->index;
}

static int by_x_then_y(const void *a, const void *b)
{
    const struct key *k = a, *l = b;
    if (k->x != l->x)
        return k->x < l->x ? -1 : 1;
    return k->y < l->y ? -1 : k->y > l->y;
}

void replay_rank(struct replay_row *rows, size_t n)
{
    struct key *keys = check_malloc((n + 1) * sizeof(*keys));
    for (int after = 0; after < 2; after++) {
        for (size_t i = 0; i < n; i++)
            keys[i] =
                (struct key){(after ? &rows[i].after : &rows[i].before)->priority, 0, (uint32_t)i};
        qsort(keys, n, sizeof(*keys), by_x);
        for (size_t i = 0; i < n; i++)
            *(after ? &rows[keys[i].index].rank_after : &rows[keys[i].index].rank_before) =
                (uint32_t)i + 1;
    }
    free(keys);
}

/* Sorts by y; returns how many pairs stood the wrong way round. */
static double merge_count(struct key *k, struct key *tmp, size_t n)
{
    if (n < 2)
        return 0;
    size_t half = n / 2, i = 0, j = half, at = 0;
    double wrong = merge_count(k, tmp, half) + merge_count(k + half, tmp, n - half);
    while (i < half && j < n) {
        if (k[i].y <= k[j].y) {
            tmp[at++] = k[i++];
        } else {
            wrong += (double)(half - i);
            tmp[at++] = k[j++];
        }
    }
    memcpy(tmp + at, k + i, (half - i) * sizeof(*k));
    memcpy(tmp + at + half - i, k + j, (n - j) * sizeof(*k));
    memcpy(k, tmp, n * sizeof(*k));
    return wrong;
}

/* Pairs that are equal in x, in y, or in both, of keys sorted so that equal ones are neighbours. */
static double ties(const struct key *k, size_t n, bool x, bool y)
{
    double pairs = 0, run = 1;
    for (size_t i = 1; i <= n; i++) {
        if (i < n && (!x || k[i].x == k[i - 1].x) && (!y || k[i].y == k[i - 1].y)) {
            run++;
            continue;
        }
        pairs += run * (run - 1) / 2;
        run = 1;
    }
    return pairs;
}

double replay_tau(const struct replay_row *rows, size_t n)
{
    struct key *keys = check_malloc((n + 1) * sizeof(*keys));
    struct key *tmp = check_malloc((n + 1) * sizeof(*tmp));
    for (size_t i = 0; i < n; i++)
        keys[i] = (struct key){rows[i].before.priority, rows[i].after.priority, 0};
    qsort(keys, n, sizeof(*keys), by_x_then_y);
    double all = (double)n * ((double)n - 1) / 2;
    double tie_x = ties(keys, n, true, false), tie_both = ties(keys, n, true, true);
    double wrong = merge_count(keys, tmp, n), tie_y = ties(keys, n, false, true);
    double right = all - tie_x - tie_y + tie_both - wrong;
    double scale = sqrt((all - tie_x) * (all - tie_y));
    free(keys);
    free(tmp);
    return scale > 0 ? (right - wrong) / scale : 1;
}

size_t replay_kept(const struct replay_row *rows, size_t n)
{
    size_t first = n / 10 + (n % 10 != 0), kept = 0;
    for (size_t i = 0; i < n; i++)
        kept += rows[i].rank_before <= first && rows[i].rank_after <= first;
    return kept;
}

void replay_crossing(const struct replay_row *rows, size_t n, unsigned level, size_t *up,
                     size_t *down)
{
    *up = *down = 0;
    for (size_t i = 0; i < n; i++) {
        *up += rows[i].before.priority < level && rows[i].after.priority >= level;
        *down += rows[i].before.priority >= level && rows[i].after.priority < level;
    }
}

static void say(char *out, size_t cap, const char *fmt, const char *name, int by)
{
    size_t len = strlen(out);
    if (len + 1 < cap)
        snprintf(out + len, cap - len, "%s", len ? ", " : "");
    len = strlen(out);
    snprintf(out + len, cap - len, fmt, name, by);
}

char *replay_because(const struct replay_row *row, char *out, size_t cap)
{
    const struct finding *a = &row->before, *b = &row->after;
    out[0] = '\0';
    if (!a->cause_count || !b->cause_count) {
        snprintf(out, cap, "%s", b->cause_count ? "a complaint now" : "no complaint any more");
        return out;
    }
    for (int t = 0; t < TERM_N; t++)
        if (a->points[t] != b->points[t])
            say(out, cap, "%s %+d", vocab_term[t], b->points[t] - a->points[t]);
    if (a->floor != b->floor || a->floor_points != b->floor_points) {
        if (a->floor_points)
            say(out, cap, "floor %s was %d", vocab_floor[a->floor], a->floor_points);
        if (b->floor_points)
            say(out, cap, "floor %s is %d", vocab_floor[b->floor], b->floor_points);
    } else if (a->floor_points && a->priority == b->priority && out[0]) {
        say(out, cap, "held by floor %s %d", vocab_floor[b->floor], b->floor_points);
    }
    if (!out[0])
        snprintf(out, cap, "others moved");
    return out;
}
