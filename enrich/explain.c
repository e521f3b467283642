#include "enrich/explain.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { CLAUSES_MAX = 256 };

/* Divides the weight of a part among its words; a boundary is none. Every n-gram ends in one, and
 * no two boundaries follow each other. */
static void divide(struct explain *x, const struct model_part *part)
{
    uint32_t words = 0, first = part->last + 1 - part->tokens;
    for (uint32_t i = first; i <= part->last; i++)
        words += x->tokens[i] & FEATURES_GRAMS;
    CHECK(words > 0);
    for (uint32_t i = first; i <= part->last; i++)
        if (x->tokens[i] & FEATURES_GRAMS)
            for (int c = 0; c < COLUMN_WIDTH; c++)
                x->weight[i][c] += part->weight[c] / words;
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

/* What is told once more counts where it stands in the text. */
static void take_back(struct explain *x, const uint8_t *scope)
{
    uint32_t told = x->n;
    for (uint32_t i = 0; i < x->n; i++)
        if (scope_tells(scope[i])) {
            for (int c = 0; c < COLUMN_WIDTH; c++)
                x->weight[i][c] += x->weight[told][c];
            told++;
        }
}

static void weigh(struct explain *x, const struct model *m)
{
    struct model_scratch *s = check_malloc(sizeof(*s));
    memcpy(s->tokens, x->tokens, x->n * sizeof(*x->tokens));
    model_retell(s, x->n);
    memcpy(x->tokens, s->tokens, s->all * sizeof(*x->tokens));
    x->weight = check_calloc(s->all, sizeof(*x->weight));
    struct model_part *parts =
        check_malloc((3 * (size_t)s->all + CONV_FILTERS_MAX) * sizeof(*parts));
    uint32_t n = model_parts(m, s, x->n, parts);
    for (uint32_t i = 0; i < n; i++)
        divide(x, &parts[i]);
    take_back(x, s->scope);
    free(parts);
    free(s);
}

void explain_init(struct explain *x, const struct model *m, struct str title, struct str body)
{
    *x = (struct explain){.model = m, .title = title, .body = body};
    x->tokens = check_malloc(SCOPE_TOKENS_MAX * sizeof(*x->tokens));
    x->span = check_malloc(FEATURES_TOKENS_MAX * sizeof(*x->span));
    x->n = spans_tokens(title, body, x->tokens, x->span);
    x->clause_of = check_calloc(x->n, sizeof(*x->clause_of));
    weigh(x, m);
    find_clauses(x);
}

void explain_fini(struct explain *x)
{
    free(x->tokens);
    free(x->span);
    free(x->weight);
    free(x->clause_of);
    free(x->clause);
    *x = (struct explain){0};
}

static int heavier(const void *a, const void *b)
{
    const struct explain_words *x = a, *y = b;
    if (fabs(x->weight) != fabs(y->weight))
        return fabs(x->weight) < fabs(y->weight) ? 1 : -1;
    return x->first < y->first ? -1 : x->first > y->first;
}

/* Does token i go on with the words behind w? */
static bool goes_on(const struct explain *x, const struct explain_words *w, uint32_t i,
                    double weight)
{
    return w->last + 1 == i && w->clause == x->clause_of[i] && (w->weight > 0) == (weight > 0) &&
           w->span.in_body == x->span[i].in_body;
}

static void extend(struct explain_words *w, const struct span *s, uint32_t i, double weight)
{
    w->span.bytes = s->at + s->bytes - w->span.at;
    w->span.chars = s->ch + s->chars - w->span.ch;
    w->last = i;
    w->weight += weight;
}

uint32_t explain_words(const struct explain *x, int column, struct explain_words *out)
{
    uint32_t n = 0;
    for (uint32_t i = 2; i < x->n; i++) {
        double weight = x->weight[i][column];
        if (weight == 0)
            continue;
        if (n > 0 && goes_on(x, &out[n - 1], i, weight))
            extend(&out[n - 1], &x->span[i], i, weight);
        else
            out[n++] = (struct explain_words){x->span[i], x->clause_of[i], i, i, weight};
    }
    qsort(out, n, sizeof(*out), heavier);
    return n;
}
