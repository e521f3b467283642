#include "enrich/solve.h"

#include "enrich/train_math.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { WIDTH = COLUMN_WIDTH, STEPS = 12 };

/* Inlined into one function that is compiled twice; without fused multiplication both give the same
 * numbers. */
#define HOT static inline __attribute__((always_inline))

/* Every sample as the solver wants it. */
struct nodes {
    struct node {
        uint32_t row;
        float value;
    } * all;
    size_t *start; /* sample i has all[start[i]] .. all[start[i + 1] - 1] */
};

/* One number for each column; the loops over it become vector instructions. */
struct lanes {
    float at[WIDTH];
};

struct problem {
    const struct corpus *c;
    struct nodes x;
    uint32_t rows;
    struct lanes *weight, *scale2; /* of each row, then of the constant */
    struct lanes *dual;            /* of each sample: target - probability, once solved */
    struct lanes *size;            /* of each sample: its scaled squared length */
    float cost;
};

static int by_row(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

/* Value of a feature: how often it is there / sqrt(features that have a row), as model.c does. */
static struct node *write_sample(const struct corpus *c, const struct selection *s, size_t i,
                                 uint32_t *rows, struct node *at)
{
    uint32_t n = 0;
    for (size_t k = c->start[i]; k < c->start[i + 1]; k++)
        if (s->row_of[c->features[k]] != SELECTION_NONE)
            rows[n++] = s->row_of[c->features[k]];
    qsort(rows, n, sizeof(*rows), by_row);
    float unit = n ? (float)(1 / sqrt(n)) : 0;
    for (uint32_t k = 0; k < n; at++) {
        uint32_t row = rows[k], times = 0;
        for (; k < n && rows[k] == row; k++)
            times++;
        *at = (struct node){row, (float)times * unit};
    }
    return at;
}

static void nodes_init(struct nodes *x, const struct corpus *c, const struct selection *s)
{
    size_t count = c->data->count, longest = 0;
    for (size_t i = 0; i < count; i++)
        if (c->start[i + 1] - c->start[i] > longest)
            longest = c->start[i + 1] - c->start[i];
    uint32_t *rows = check_malloc((longest + 1) * sizeof(*rows));
    x->all = check_malloc((c->start[count] + 1) * sizeof(*x->all));
    x->start = check_malloc((count + 1) * sizeof(*x->start));
    struct node *at = x->all;
    for (size_t i = 0; i < count; i++) {
        x->start[i] = (size_t)(at - x->all);
        at = write_sample(c, s, i, rows, at);
    }
    x->start[count] = (size_t)(at - x->all);
    free(rows);
}

/* Scale of every row: the more often a feature is there with the one answer than with the other,
 * the more it may weigh (Wang & Manning 2012, "Baselines and Bigrams", call this NB-SVM). The scale
 * is folded into the weights and costs nothing later. */
static void fill_scales(struct problem *p, const struct selection *s, double floor)
{
    for (int col = 0; col < COLUMN_N; col++) {
        double yes = s->samples_yes[col], no = s->samples - yes;
        for (uint32_t r = 0; r < p->rows; r++) {
            double a = s->yes[r][col], b = s->seen[r] - a;
            double ratio = log((a + 1) / (yes + 1)) - log((b + 1) / (no + 1));
            double scale = floor + (1 - floor) * fabs(ratio);
            p->scale2[r].at[col] = (float)(scale * scale);
        }
        p->scale2[p->rows].at[col] = 1;
    }
}

static void fill_sizes(struct problem *p)
{
    for (size_t i = 0; i < p->c->data->count; i++) {
        struct lanes q = p->scale2[p->rows];
        for (size_t k = p->x.start[i]; k < p->x.start[i + 1]; k++) {
            const struct lanes *s = &p->scale2[p->x.all[k].row];
            float v = p->x.all[k].value;
            for (int c = 0; c < WIDTH; c++)
                q.at[c] += s->at[c] * (v * v);
        }
        p->size[i] = q;
    }
}

HOT struct lanes answer(const struct problem *p, size_t i)
{
    struct lanes z = p->weight[p->rows];
    for (size_t k = p->x.start[i]; k < p->x.start[i + 1]; k++) {
        const struct lanes *w = &p->weight[p->x.all[k].row];
        float v = p->x.all[k].value;
        for (int c = 0; c < WIDTH; c++)
            z.at[c] += w->at[c] * v;
    }
    return z;
}

HOT float between(float x, float lo, float hi)
{
    return x > lo && x < hi ? x : 0.5f * (lo + hi);
}

/* Solves s = z0 + (y - train_sigmoid(s)) * q for each column: Newton's steps, kept between bounds.
 */
HOT void step_lanes(struct lanes *z, const struct lanes *size, const struct lanes *y,
                    struct lanes *dual, float cost, struct lanes *move)
{
    struct lanes z0, lo, hi, s = *z;
    for (int c = 0; c < WIDTH; c++) {
        float q = size->at[c] * cost;
        z0.at[c] = z->at[c] - q * dual->at[c];
        lo.at[c] = z0.at[c] + (y->at[c] - 1) * q;
        hi.at[c] = z0.at[c] + y->at[c] * q;
        s.at[c] = between(s.at[c], lo.at[c], hi.at[c]);
    }
    for (int step = 0; step < STEPS; step++)
        for (int c = 0; c < WIDTH; c++) {
            float q = size->at[c] * cost, now = s.at[c], p = train_sigmoid(now);
            float f = now - z0.at[c] - (y->at[c] - p) * q;
            hi.at[c] = f > 0 ? now : hi.at[c];
            lo.at[c] = f > 0 ? lo.at[c] : now;
            s.at[c] = between(now - f / (1 + q * p * (1 - p)), lo.at[c], hi.at[c]);
        }
    for (int c = 0; c < WIDTH; c++) {
        float next =
            y->at[c] < 0 ? 0 : y->at[c] - train_sigmoid(s.at[c]); /* under 0: not labelled */
        move->at[c] = (next - dual->at[c]) * cost;
        dual->at[c] = next;
    }
}

HOT void visit(struct problem *p, size_t i)
{
    struct lanes move, z = answer(p, i), y = {{0}};
    memcpy(y.at, p->c->target[i], sizeof(p->c->target[i]));
    step_lanes(&z, &p->size[i], &y, &p->dual[i], p->cost * p->c->data->samples[i].weight, &move);
    for (size_t k = p->x.start[i]; k < p->x.start[i + 1]; k++) {
        uint32_t row = p->x.all[k].row;
        float v = p->x.all[k].value;
        for (int c = 0; c < WIDTH; c++)
            p->weight[row].at[c] += move.at[c] * p->scale2[row].at[c] * v;
    }
    for (int c = 0; c < WIDTH; c++)
        p->weight[p->rows].at[c] += move.at[c];
}

HOT void walk(struct problem *p, const size_t *order, size_t n)
{
    for (size_t k = 0; k < n; k++)
        visit(p, order[k]);
}

static void walk_plain(struct problem *p, const size_t *order, size_t n)
{
    walk(p, order, n);
}

#ifdef __x86_64__
__attribute__((target("avx2"))) static void walk_avx2(struct problem *p, const size_t *order,
                                                      size_t n)
{
    walk(p, order, n);
}
#endif

/* Every sample in use once a round, each round in another order. */
static void ascend(struct problem *p, const bool *use, const struct train_options *o)
{
    void (*visit_all)(struct problem *, const size_t *, size_t) = walk_plain;
    size_t n = 0, *order = check_malloc((p->c->data->count + 1) * sizeof(*order));
    uint64_t state = o->seed;
#ifdef __x86_64__
    if (__builtin_cpu_supports("avx2"))
        visit_all = walk_avx2;
#endif
    for (size_t i = 0; i < p->c->data->count; i++)
        if (use[i])
            order[n++] = i;
    for (unsigned round = 0; round < o->rounds; round++) {
        train_shuffle(order, n, &state);
        visit_all(p, order, n);
    }
    free(order);
}

static void hand_over(const struct problem *p, const bool *use, bool weights, bool all,
                      struct solved *out)
{
    for (size_t i = 0; i < p->c->data->count; i++)
        if (!use[i] || all) {
            struct lanes z = answer(p, i);
            for (int c = 0; c < COLUMN_N; c++)
                out->score[i][c] = z.at[c];
        }
    for (uint32_t r = 0; weights && r <= p->rows; r++)
        for (int c = 0; c < COLUMN_N; c++)
            out->weight[r][c] = p->weight[r].at[c];
}

void solve_columns(const struct corpus *c, const struct selection *s, const bool *use,
                   const struct train_options *o, bool weights, bool all, struct solved *out)
{
    size_t count = c->data->count;
    struct problem p = {.c = c, .rows = s->rows, .cost = (float)o->cost};
    nodes_init(&p.x, c, s);
    p.weight = check_calloc(s->rows + 1, sizeof(*p.weight));
    p.scale2 = check_calloc(s->rows + 1, sizeof(*p.scale2));
    p.dual = check_calloc(count + 1, sizeof(*p.dual));
    p.size = check_calloc(count + 1, sizeof(*p.size));
    fill_scales(&p, s, o->ratio_floor);
    fill_sizes(&p);
    ascend(&p, use, o);
    hand_over(&p, use, weights, all, out);
    free(p.x.all);
    free(p.x.start);
    free(p.weight);
    free(p.scale2);
    free(p.dual);
    free(p.size);
}
