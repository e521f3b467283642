#include "enrich/eval.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

enum { THOUSAND = 1000 };

static double ratio(double a, double b)
{
    return b > 0 ? a / b : 0;
}

double eval_f1(struct eval_counts c)
{
    return ratio(2 * c.right, 2 * c.right + c.wrong + c.missed);
}

double eval_precision(struct eval_counts c)
{
    return ratio(c.right, c.right + c.wrong);
}

double eval_recall(struct eval_counts c)
{
    return ratio(c.right, c.right + c.missed);
}

static void count(struct eval_counts *c, bool truth, bool said)
{
    c->right += truth && said;
    c->wrong += !truth && said;
    c->missed += truth && !said;
}

static void count_all(struct eval_counts *sum, const struct eval_counts *parts, int n)
{
    for (int i = 0; i < n; i++) {
        sum->right += parts[i].right;
        sum->wrong += parts[i].wrong;
        sum->missed += parts[i].missed;
    }
}

/* What was said in place of what. */
static void confuse(struct eval *ev, uint32_t truth, uint32_t said)
{
    uint32_t missed = truth & ~said, wrong = said & ~truth;
    if (!missed && !wrong)
        return;
    missed = missed ? missed : 1u << EVAL_NOTHING;
    wrong = wrong ? wrong : 1u << EVAL_NOTHING;
    for (int t = 0; t <= CAUSE_N; t++)
        for (int s = 0; s <= CAUSE_N; s++)
            ev->confusion[t][s] += (missed >> t & 1) && (wrong >> s & 1);
}

static void count_sample(struct eval *ev, const struct sample *s, const struct finding *x)
{
    uint32_t said = 0;
    for (unsigned i = 0; i < x->cause_count; i++)
        said |= 1u << x->cause[i];
    for (int c = 0; c < CAUSE_N; c++)
        count(&ev->cause[c], s->causes >> c & 1, said >> c & 1);
    confuse(ev, s->causes, said);
    for (int f = 0; f < FLAG_N && s->flags_read; f++)
        count(&ev->flag[f], s->flags >> f & 1, x->flags >> f & 1);
    count(&ev->complaint, s->causes != 0, said != 0);
    ev->complaints += s->causes != 0;
    ev->demand_stated += s->demand != DEMAND_NONE;
    ev->demand_said += x->demand != DEMAND_NONE;
    ev->demand_both += s->demand != DEMAND_NONE && x->demand != DEMAND_NONE;
    ev->demand_right += s->demand != DEMAND_NONE && s->demand == x->demand;
}

/* How far, on average, a stated probability is from how often it came true: the answers for all
 * causes in ten bins by probability. Probabilities under 1 % are left out: there are so many of
 * them that any model would look perfect. */
static double calibration_error(struct eval *ev, const struct sample *samples,
                                const struct finding *findings, size_t n)
{
    double all = 0, error = 0;
    for (size_t i = 0; i < n; i++)
        for (int c = 0; c < CAUSE_N; c++) {
            unsigned p = findings[i].p_cause[c];
            if (p < THOUSAND / 100)
                continue;
            struct eval_bin *b = &ev->bin[p * EVAL_BINS / (THOUSAND + 1)];
            b->said += p / (double)THOUSAND;
            b->true_ += samples[i].causes >> c & 1;
            b->cases++;
            all++;
        }
    for (int b = 0; b < EVAL_BINS; b++)
        error += fabs(ev->bin[b].said - ev->bin[b].true_);
    return ratio(error, all);
}

struct ranked {
    unsigned score;
    size_t index;
    int triage;
};

static int by_score(const void *a, const void *b)
{
    const struct ranked *x = a, *y = b;
    if (x->score != y->score)
        return x->score < y->score ? 1 : -1;
    return x->index < y->index ? -1 : x->index > y->index;
}

static int by_triage(const void *a, const void *b)
{
    return ((const struct ranked *)b)->triage - ((const struct ranked *)a)->triage;
}

static double gain(const struct ranked *r, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += ((1 << r[i].triage) - 1) / log2((double)i + 2);
    return sum;
}

/* NDCG with gain 2^triage - 1 over the first fifth, and the share of triage 3 in the first tenth.
 */
static void rank_quality(struct ranked *r, size_t n, double *ndcg, double *found)
{
    double now = 0, early = 0;
    qsort(r, n, sizeof(*r), by_score);
    double got = gain(r, n / 5);
    for (size_t i = 0; i < n; i++) {
        now += r[i].triage == 3;
        early += r[i].triage == 3 && i < n / 10;
    }
    qsort(r, n, sizeof(*r), by_triage);
    *ndcg = ratio(got, gain(r, n / 5));
    *found = ratio(early, now);
}

static void measure_ranks(struct eval *ev, const struct sample *samples,
                          const struct finding *findings, size_t n)
{
    struct ranked *r = check_malloc((n + 1) * sizeof(*r));
    for (int text = 0; text < 2; text++) {
        size_t used = 0;
        for (size_t i = 0; i < n; i++)
            if (samples[i].triage >= 0)
                r[used++] = (struct ranked){text ? findings[i].arousal : findings[i].priority, i,
                                            samples[i].triage};
        rank_quality(r, used, text ? &ev->ndcg_text : &ev->ndcg,
                     text ? &ev->now_found_text : &ev->now_found);
    }
    free(r);
}

void eval_measure(struct eval *ev, const struct sample *samples, const struct finding *findings,
                  size_t n)
{
    *ev = (struct eval){.samples = n};
    int occurring = 0;
    for (size_t i = 0; i < n; i++) {
        count_sample(ev, &samples[i], &findings[i]);
        ev->now += samples[i].triage == 3;
    }
    count_all(&ev->micro, ev->cause, CAUSE_N);
    count_all(&ev->flags, ev->flag, FLAG_N);
    for (int c = 0; c < CAUSE_N; c++)
        if (ev->cause[c].right + ev->cause[c].missed > 0) {
            ev->macro += eval_f1(ev->cause[c]);
            occurring++;
        }
    ev->macro = ratio(ev->macro, occurring);
    struct eval_counts rare = ev->complaint;
    rare.wrong *=
        ratio((double)ev->complaints * (1 - EVAL_RARE) / EVAL_RARE, (double)(n - ev->complaints));
    ev->complaint_rare = eval_f1(rare);
    ev->calibration = calibration_error(ev, samples, findings, n);
    measure_ranks(ev, samples, findings, n);
}
