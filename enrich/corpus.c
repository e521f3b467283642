#include "enrich/corpus.h"

#include "enrich/scope.h"

#include <stdlib.h>
#include <string.h>

int8_t corpus_label(const struct sample *s, int column)
{
    bool yes;
    if (column < COLUMN_COMPLAINT)
        yes = s->causes >> (column - COLUMN_CAUSE) & 1;
    else if (column == COLUMN_COMPLAINT)
        yes = s->causes != 0;
    else if (column < COLUMN_DEMAND && !s->flags_read)
        return 0;
    else if (column < COLUMN_DEMAND)
        yes = s->flags >> (column - COLUMN_FLAG) & 1;
    else if (column == COLUMN_DEMAND)
        yes = s->demand != DEMAND_NONE;
    else if (s->triage < 0)
        return 0;
    else
        yes = s->triage >= (column == COLUMN_TODAY ? 2 : 3);
    return yes ? 1 : -1;
}

static void fill_targets(const struct sample *s, float *target)
{
    static const float of_label[3] = {0, -1, 1};
    for (int col = 0; col < COLUMN_N; col++)
        target[col] = s->taught ? s->taught[col] : of_label[corpus_label(s, col) + 1];
}

/* The n-grams of one sample, cut to `bits`; returns how many. */
static uint32_t extract(const struct sample *s, unsigned bits, uint32_t *out)
{
    uint32_t tokens[SCOPE_TOKENS_ROOM], found = 0;
    uint8_t scope[SCOPE_ROOM];
    uint32_t n = scope_walk(tokens, features_tokens(s->title, s->body, tokens), scope);
    for (uint32_t i = 2; i < n; i++) {
        uint32_t gram[3];
        features_grams(tokens, i, gram);
        for (int k = 0; k < 3; k++)
            if (gram[k] >> (32 - bits)) /* feature 0 is "none" */
                out[found++] = gram[k] >> (32 - bits);
    }
    return found;
}

void corpus_init(struct corpus *c, const struct dataset *data, unsigned bits)
{
    uint32_t found[SCOPE_FEATURES_MAX];
    size_t cap = 1 << 20, at = 0;
    *c = (struct corpus){.data = data, .bits = bits};
    scope_init();
    c->features = check_malloc(cap * sizeof(*c->features));
    c->start = check_malloc((data->count + 1) * sizeof(*c->start));
    c->target = check_calloc(data->count + 1, sizeof(*c->target));
    for (size_t i = 0; i < data->count; i++) {
        uint32_t n = extract(&data->samples[i], bits, found);
        for (; cap < at + n; cap *= 2)
            c->features = check_realloc(c->features, 2 * cap * sizeof(*c->features));
        c->start[i] = at;
        memcpy(c->features + at, found, n * sizeof(*found));
        at += n;
        fill_targets(&data->samples[i], c->target[i]);
    }
    c->start[data->count] = at;
}

void corpus_fini(struct corpus *c)
{
    free(c->features);
    free(c->start);
    free(c->target);
    *c = (struct corpus){0};
}

/* Goes through the distinct features f of sample i: mark[f] = i + 1 says that f was there already.
 */
#define EACH_FEATURE(c, i, mark, f)                                                                \
    for (size_t at_ = (c)->start[i]; at_ < (c)->start[(i) + 1]; at_++)                             \
        if ((f = (c)->features[at_], (mark)[f] != (i) + 1) && ((mark)[f] = (uint32_t)(i) + 1))

/* Gives a row number to every feature in at least seen_min samples. */
static void number_frequent(struct selection *s, const struct corpus *c, const bool *use,
                            uint32_t seen_min, uint32_t *mark)
{
    size_t space = (size_t)1 << c->bits;
    uint32_t f, *count = check_calloc(space, sizeof(*count));
    for (size_t i = 0; i < c->data->count; i++)
        if (use[i])
            EACH_FEATURE(c, i, mark, f)
    count[f]++;
    s->row_of = check_malloc(space * sizeof(*s->row_of));
    for (size_t k = 0; k < space; k++)
        s->row_of[k] = count[k] >= seen_min ? s->rows++ : SELECTION_NONE;
    free(count);
}

static void add_yes(double *yes, const float *target, double weight)
{
    for (int col = 0; col < COLUMN_N; col++)
        yes[col] += target[col] > 0 ? weight * target[col] : 0;
}

static void count_labels(struct selection *s, const struct corpus *c, const bool *use,
                         uint32_t *mark)
{
    uint32_t f;
    s->seen = check_calloc(s->rows + 1, sizeof(*s->seen));
    s->yes = check_calloc(s->rows + 1, sizeof(*s->yes));
    for (size_t i = 0; i < c->data->count; i++) {
        if (!use[i])
            continue;
        double weight = c->data->samples[i].weight;
        s->samples += weight;
        add_yes(s->samples_yes, c->target[i], weight);
        EACH_FEATURE(c, i, mark, f)
        {
            uint32_t row = s->row_of[f];
            if (row == SELECTION_NONE)
                continue;
            s->seen[row] += weight;
            add_yes(s->yes[row], c->target[i], weight);
        }
    }
}

/* How far the most surprised column is from what chance would give it. Causes and the complaint
 * choose alone: the rarer columns would spend the rows on n-grams of a single angry customer. */
static double worth(const struct selection *s, uint32_t row)
{
    double best = 0;
    for (int col = 0; col < COLUMN_FLAG; col++) {
        double expected = s->seen[row] * s->samples_yes[col] / s->samples;
        double d = s->yes[row][col] - expected, x = d * d / (expected + 0.5);
        best = x > best ? x : best;
    }
    return best;
}

struct ranked {
    double worth;
    uint32_t row;
};

static int by_worth(const void *a, const void *b)
{
    const struct ranked *x = a, *y = b;
    if (x->worth != y->worth)
        return x->worth < y->worth ? 1 : -1;
    return x->row < y->row ? -1 : 1; /* a total order: the model must not depend on qsort */
}

/* Leaves the best rows_max rows and numbers them again in the order of their features. */
static void keep_best(struct selection *s, uint32_t rows_max, size_t space)
{
    struct ranked *order = check_malloc((s->rows + 1) * sizeof(*order));
    bool *kept = check_calloc(s->rows + 1, sizeof(*kept));
    for (uint32_t r = 0; r < s->rows; r++)
        order[r] = (struct ranked){worth(s, r), r};
    qsort(order, s->rows, sizeof(*order), by_worth);
    uint32_t keep = s->rows < rows_max ? s->rows : rows_max, next = 0;
    for (uint32_t i = 0; i < keep; i++)
        kept[order[i].row] = true;
    s->feature = check_malloc((keep + 1) * sizeof(*s->feature));
    for (size_t f = 0; f < space; f++) {
        uint32_t row = s->row_of[f];
        if (row == SELECTION_NONE)
            continue;
        s->row_of[f] = kept[row] ? next : SELECTION_NONE;
        if (!kept[row])
            continue;
        s->feature[next] = (uint32_t)f;
        s->seen[next] = s->seen[row]; /* next <= row: rows are numbered in the same order */
        memmove(s->yes[next++], s->yes[row], sizeof(s->yes[0]));
    }
    s->rows = keep;
    free(order);
    free(kept);
}

void selection_init(struct selection *s, const struct corpus *c, const bool *use, uint32_t seen_min,
                    uint32_t rows_max)
{
    size_t space = (size_t)1 << c->bits;
    uint32_t *mark = check_calloc(space, sizeof(*mark));
    *s = (struct selection){0};
    number_frequent(s, c, use, seen_min, mark);
    memset(mark, 0, space * sizeof(*mark));
    count_labels(s, c, use, mark);
    keep_best(s, rows_max, space);
    free(mark);
}

void selection_fini(struct selection *s)
{
    free(s->feature);
    free(s->row_of);
    free(s->seen);
    free(s->yes);
    *s = (struct selection){0};
}
