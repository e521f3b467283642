#include "enrich/demand.h"

/* The weights of the lines of demand.def, as lexicon.c counts them. */
// clang-format off
#define W(...) {__VA_ARGS__}
// clang-format on
static const int16_t phrased[][DEMAND_N] = {
#define BASE(...)
#define ANSWER(...)
#define DEMAND(demand, weights, phrases) weights,
#include "enrich/demand.def"
#undef DEMAND
#undef ANSWER
};

/* What the model answers to other questions, times a weight. */
static const struct said {
    uint8_t column;
    int16_t weight[DEMAND_N];
} said[] = {
#define DEMAND(...)
#define ANSWER(column, weights) {(column), weights},
#include "enrich/demand.def"
#undef ANSWER
#undef BASE
};
enum { SAID = sizeof(said) / sizeof(said[0]) };

static const int16_t base[DEMAND_N] =
#define BASE(weights) weights
#define ANSWER(...)
#include "enrich/demand.def"
    ;

int demand_weight(const struct lexicon_match *m, enum demand demand)
{
    const int16_t *w = phrased[m->line];
    return w[demand] - w[DEMAND_NONE];
}

static void weigh(int logit[DEMAND_N], const int16_t weight[DEMAND_N], int times)
{
    for (int d = 0; d < DEMAND_N; d++)
        logit[d] += weight[d] * times;
}

struct demand_verdict demand_judge(const struct phrases_text *t,
                                   const uint16_t answer[COLUMN_WIDTH])
{
    enum { SURE = 1000 }; /* an answer of one */
    struct lexicon_match m[LEXICON_MATCHES_MAX];
    unsigned n = lexicon_matches(t, m);
    int logit[DEMAND_N] = {0}, best = DEMAND_NONE + 1;
    for (int i = 0; i < SAID; i++)
        weigh(logit, said[i].weight, answer[said[i].column]);
    for (int d = 0; d < DEMAND_N; d++)
        logit[d] /= SURE;
    weigh(logit, base, 1);
    for (unsigned i = 0; i < n; i++)
        weigh(logit, phrased[m[i].line], 1);
    for (int d = best + 1; d < DEMAND_N; d++)
        if (logit[d] > logit[best])
            best = d;
    return (struct demand_verdict){(enum demand)best, logit[best] - logit[DEMAND_NONE]};
}
