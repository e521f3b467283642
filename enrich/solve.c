#include "enrich/solve.h"

#include <linear.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* Every sample as liblinear wants it: node i ends with the constant and then index -1. */
struct nodes {
    struct feature_node *all, **of;
};

static int by_row(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

/* Value of a feature: how often it is there / sqrt(features that have a row), as model.c does. */
static struct feature_node *write_sample(const struct corpus *c, const struct selection *s,
                                         size_t i, uint32_t *rows, struct feature_node *at)
{
    uint32_t n = 0;
    for (size_t k = c->start[i]; k < c->start[i + 1]; k++)
        if (s->row_of[c->features[k]] != SELECTION_NONE)
            rows[n++] = s->row_of[c->features[k]];
    qsort(rows, n, sizeof(*rows), by_row);
    double unit = n ? 1 / sqrt(n) : 0;
    for (uint32_t k = 0; k < n; at++) {
        uint32_t row = rows[k], times = 0;
        for (; k < n && rows[k] == row; k++)
            times++;
        *at = (struct feature_node){(int)row + 1, times * unit};
    }
    *at++ = (struct feature_node){(int)s->rows + 1, 1};
    *at++ = (struct feature_node){-1, 0};
    return at;
}

static void nodes_init(struct nodes *x, const struct corpus *c, const struct selection *s)
{
    size_t count = c->data->count, longest = 0;
    for (size_t i = 0; i < count; i++)
        if (c->start[i + 1] - c->start[i] > longest)
            longest = c->start[i + 1] - c->start[i];
    uint32_t *rows = check_malloc((longest + 1) * sizeof(*rows));
    x->all = check_malloc((c->start[count] + 2 * count + 1) * sizeof(*x->all));
    x->of = check_malloc((count + 1) * sizeof(*x->of));
    struct feature_node *at = x->all;
    for (size_t i = 0; i < count; i++) {
        x->of[i] = at;
        at = write_sample(c, s, i, rows, at);
    }
    free(rows);
}

static void nodes_fini(struct nodes *x)
{
    free(x->all);
    free(x->of);
}

/* Scale of every row for one column: the more often a feature is there with the one answer than
 * with the other, the more it may weigh (Wang & Manning 2012, "Baselines and Bigrams", call this
 * NB-SVM). The scale is folded into the weights and costs nothing later. */
static double *ratio_scale(const struct selection *s, int col, double floor)
{
    double *scale = check_malloc((s->rows + 1) * sizeof(*scale));
    double yes = s->samples_yes[col], no = s->samples - yes;
    for (uint32_t r = 0; r < s->rows; r++) {
        double a = s->yes[r][col], b = s->seen[r] - a;
        double ratio = log((a + 1) / (yes + 1)) - log((b + 1) / (no + 1));
        scale[r] = floor + (1 - floor) * fabs(ratio);
    }
    scale[s->rows] = 1;
    return scale;
}

static double dot(const double *w, const struct feature_node *x)
{
    double sum = 0;
    for (; x->index > 0; x++)
        sum += w[x->index - 1] * x->value;
    return sum;
}

static void quiet(const char *text)
{
    (void)text;
}

/* liblinear's weights for one column; NULL if only one answer occurs. */
static struct model *solve(const struct corpus *c, const struct nodes *x, const bool *use, int col,
                           uint32_t rows, double cost)
{
    size_t count = c->data->count;
    struct problem p = {.n = (int)rows + 1, .bias = 1};
    p.y = check_malloc((count + 1) * sizeof(*p.y));
    p.x = check_malloc((count + 1) * sizeof(*p.x));
    int yes = 0;
    for (size_t i = 0; i < count; i++)
        if (use[i] && c->label[i][col]) {
            p.x[p.l] = x->of[i];
            p.y[p.l++] = c->label[i][col];
            yes += c->label[i][col] > 0;
        }
    const struct parameter q = {.solver_type = L2R_LR_DUAL, .C = cost, .eps = 0.05};
    set_print_string_function(quiet);
    return yes && yes < p.l ? train(&p, &q) : NULL;
}

/* Runs in a process of its own, so it may change the nodes and leak. */
static void solve_column(const struct corpus *c, const struct selection *s, struct nodes *x,
                         const bool *use, const struct train_options *o, int col,
                         struct solved *out)
{
    double *scale = ratio_scale(s, col, o->ratio_floor);
    for (size_t i = 0; i < c->data->count; i++)
        for (struct feature_node *n = x->of[i]; n->index > 0; n++)
            n->value *= scale[n->index - 1];
    srand((unsigned)(o->seed * 1000 + (uint64_t)col)); /* liblinear shuffles with rand() */
    struct model *m = solve(c, x, use, col, s->rows, o->cost);
    if (!m)
        return; /* scores and weights stay 0; calibration then says "as often as in the data" */
    double sign = m->label[0] > 0 ? 1 : -1;
    for (size_t i = 0; i < c->data->count; i++)
        if (!use[i])
            out->score[i][col] = sign * dot(m->w, x->of[i]);
    for (uint32_t r = 0; r <= s->rows; r++)
        out->weight[r][col] = sign * m->w[r] * scale[r];
}

static bool reap(void)
{
    int status;
    return wait(&status) > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

int solve_columns(const struct corpus *c, const struct selection *s, const bool *use,
                  const struct train_options *o, const char *what, struct solved *out,
                  struct err *e)
{
    struct nodes x;
    unsigned running = 0;
    bool ok = true;
    nodes_init(&x, c, s);
    for (int col = 0; col < COLUMN_N; col++) {
        if (running == o->jobs) {
            ok &= reap();
            running--;
        }
        if (o->progress)
            fprintf(stderr, "\rtrain: %s, column %d of %d ", what, col + 1, COLUMN_N);
        fflush(NULL);
        pid_t pid = fork();
        if (pid == 0) {
            solve_column(c, s, &x, use, o, col, out);
            _exit(0);
        }
        ok &= pid > 0;
        running += pid > 0;
    }
    for (; running > 0; running--)
        ok &= reap();
    nodes_fini(&x);
    if (o->progress)
        fputc('\n', stderr);
    return ok ? 0 : err_set(e, "a training process died (out of memory?)");
}
