/* deadletter_sum.c - letters counted by what is wrong with them: a thousand with one cause are one
 * line. */
#include "ingest/deadletter_view.h"

#include "core/vocab.h"

#include <stdlib.h>
#include <string.h>

struct deadletter_kind {
    char reason[32], first[32], last[32]; /* times as in the headers */
    int64_t schema_id;
    uint64_t count;
};

static void keep(char *out, size_t cap, struct str s)
{
    snprintf(out, cap, "%.*s", STR_FMT(s));
}

void deadletter_count(struct deadletter_sum *sum, const struct deadletter_view *v)
{
    struct deadletter_kind *k = sum->kinds;
    unsigned i = 0;
    while (i < sum->n &&
           (k[i].schema_id != v->schema_id || !str_eq(v->reason, str_from(k[i].reason))))
        i++;
    if (i == sum->n) {
        k = sum->kinds = check_realloc(k, (sum->n + 1) * sizeof(*k));
        k[sum->n++] = (struct deadletter_kind){.schema_id = v->schema_id};
        keep(k[i].reason, sizeof(k[i].reason), v->reason);
        keep(k[i].first, sizeof(k[i].first), v->time);
        keep(k[i].last, sizeof(k[i].last), v->time);
    }
    k[i].count++;
    char
        time[sizeof(k->first)]; /* RFC 3339 in UTC: the order of the letters is that of the times */
    keep(time, sizeof(time), v->time);
    if (strcmp(time, k[i].first) < 0)
        memcpy(k[i].first, time, sizeof(time));
    if (strcmp(time, k[i].last) > 0)
        memcpy(k[i].last, time, sizeof(time));
}

static int most_first(const void *a, const void *b)
{
    const struct deadletter_kind *x = a, *y = b;
    return x->count < y->count ? 1 : x->count > y->count ? -1 : strcmp(x->reason, y->reason);
}

void deadletter_sum_print(const struct deadletter_sum *sum, FILE *out)
{
    if (sum->n == 0)
        return;
    qsort(sum->kinds, sum->n, sizeof(*sum->kinds), most_first);
    fprintf(out, "%8s  %-20s %-10s %-25s %s\n", "LETTERS", "REASON", "SCHEMA", "FIRST", "LAST");
    for (unsigned i = 0; i < sum->n; i++) {
        const struct deadletter_kind *k = &sum->kinds[i];
        char schema[24] = "-";
        if (k->schema_id >= 0)
            snprintf(schema, sizeof(schema), "%lld", (long long)k->schema_id);
        fprintf(out, "%8llu  %-20s %-10s %-25s %s\n", (unsigned long long)k->count, k->reason,
                schema, k->first, k->last);
    }
}

void deadletter_sum_fini(struct deadletter_sum *sum)
{
    free(sum->kinds);
    *sum = (struct deadletter_sum){0};
}
