#include "enrich/explain.h"

#include <stdlib.h>

enum { CLAUSES_MAX = 256 };

/* Divides the weight of an n-gram among its words; a boundary is none. Every n-gram ends in one. */
static void divide(struct explain *x, const struct model_part *part)
{
    uint32_t words = 0, first = part->last + 1 - part->tokens;
    for (uint32_t i = first; i <= part->last; i++)
        words += x->tokens[i] & FEATURES_GRAMS;
    CHECK(words > 0 && EXPLAIN_UNITS % words == 0);
    for (uint32_t i = first; i <= part->last; i++)
        if (x->tokens[i] & FEATURES_GRAMS)
            for (int c = 0; c < COLUMN_WIDTH; c++)
                x->units[i][c] += part->weight[c] * (int32_t)(EXPLAIN_UNITS / words);
}

static void find_clauses(struct explain *x)
{
    uint32_t at = 0;
    x->clause = check_malloc(CLAUSES_MAX * sizeof(*x->clause));
    x->clauses = spans_clauses(x->title, x->body, x->clause, CLAUSES_MAX);
    for (uint32_t i = 0; i < x->n; i++) {
        const struct span *s = &x->span[i];
        while (s->bytes && at + 1 < x->clauses &&
               (x->clause[at].in_body < s->in_body ||
                (x->clause[at].in_body == s->in_body &&
                 s->at >= x->clause[at].at + x->clause[at].bytes)))
            at++;
        x->clause_of[i] = at;
    }
}

void explain_init(struct explain *x, const struct model *m, struct str title, struct str body)
{
    *x = (struct explain){.model = m, .title = title, .body = body};
    x->tokens = check_malloc(FEATURES_TOKENS_MAX * sizeof(*x->tokens));
    x->span = check_malloc(FEATURES_TOKENS_MAX * sizeof(*x->span));
    x->n = spans_tokens(title, body, x->tokens, x->span);
    x->units = check_calloc(x->n, sizeof(*x->units));
    x->clause_of = check_calloc(x->n, sizeof(*x->clause_of));
    struct model_part *parts = check_malloc((3 * (size_t)x->n + 1) * sizeof(*parts));
    x->found = model_parts(m, x->tokens, x->n, parts);
    for (uint32_t i = 0; i < x->found; i++)
        divide(x, &parts[i]);
    free(parts);
    find_clauses(x);
}

void explain_fini(struct explain *x)
{
    free(x->tokens);
    free(x->span);
    free(x->units);
    free(x->clause_of);
    free(x->clause);
    *x = (struct explain){0};
}

static int heavier(const void *a, const void *b)
{
    const struct explain_words *x = a, *y = b;
    if (abs(x->units) != abs(y->units))
        return abs(x->units) < abs(y->units) ? 1 : -1;
    return x->first < y->first ? -1 : x->first > y->first;
}

/* Does token i go on with the words behind w? */
static bool goes_on(const struct explain *x, const struct explain_words *w, uint32_t i,
                    int32_t units)
{
    return w->last + 1 == i && w->clause == x->clause_of[i] && (w->units > 0) == (units > 0) &&
           w->span.in_body == x->span[i].in_body;
}

static void extend(struct explain_words *w, const struct span *s, uint32_t i, int32_t units)
{
    w->span.bytes = s->at + s->bytes - w->span.at;
    w->span.chars = s->ch + s->chars - w->span.ch;
    w->last = i;
    w->units += units;
}

uint32_t explain_words(const struct explain *x, int column, struct explain_words *out)
{
    uint32_t n = 0;
    for (uint32_t i = 2; i < x->n; i++) {
        int32_t units = x->units[i][column];
        if (!units)
            continue;
        if (n > 0 && goes_on(x, &out[n - 1], i, units))
            extend(&out[n - 1], &x->span[i], i, units);
        else
            out[n++] = (struct explain_words){x->span[i], x->clause_of[i], i, i, units};
    }
    qsort(out, n, sizeof(*out), heavier);
    return n;
}

double explain_weight(const struct explain *x, int column, int32_t units)
{
    return model_weight(x->model, column, x->found) * units / EXPLAIN_UNITS;
}
