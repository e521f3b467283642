/* eval.h - how good the findings are, measured against labelled reviews. Pure. */
#ifndef REDRESS_ENRICH_EVAL_H
#define REDRESS_ENRICH_EVAL_H

#include "core/event.h"
#include "enrich/dataset.h"

#include <stddef.h>
#include <stdio.h>

struct eval_counts {
    double right, wrong, missed; /* said and true, said and false, true and not said */
};

#define EVAL_BINS 10

/* The probabilities of one tenth of the scale: how many, their sum, how many came true. */
struct eval_bin {
    double cases, said, true_;
};

/* Row or column of the confusion: a cause, or none. */
#define EVAL_NOTHING CAUSE_N

struct eval {
    size_t samples, complaints;
    struct eval_counts cause[CAUSE_N], micro, flag[FLAG_N], flags, complaint;
    double macro;          /* mean F1 of the causes that occur */
    double complaint_rare; /* F1 if complaints were EVAL_RARE of all */
    double calibration;    /* expected calibration error of the causes' probabilities */
    /* samples with a demand; those with the right one found; samples in which one was found; those
     * of them that have one, right or not */
    double demand_stated, demand_right, demand_said, demand_both;
    double ndcg, ndcg_text;           /* NDCG in the first fifth: by priority, by arousal alone */
    double now_found, now_found_text; /* share of triage 3 in the first tenth, likewise */
    size_t now;
    struct eval_bin bin[EVAL_BINS]; /* of the causes' probabilities; those under 1 % left out */
    /* [true and not said][said and not true]: a review counts once for each such pair of its
     * causes; with EVAL_NOTHING where it has no other half. */
    uint32_t confusion[CAUSE_N + 1][CAUSE_N + 1];
};

#define EVAL_RARE 0.12

/* The figures that have an interval. */
enum eval_figure {
    EVAL_MICRO,
    EVAL_MACRO,
    EVAL_COMPLAINT,
    EVAL_COMPLAINT_RARE,
    EVAL_SAFETY_RECALL,
    EVAL_SAFETY_PRECISION,
    EVAL_CALIBRATION,
    EVAL_FLAGS,
    EVAL_DEMAND,
    EVAL_NDCG,
    EVAL_NDCG_TEXT,
    EVAL_NOW,
    EVAL_NOW_TEXT,
    EVAL_CAUSE, /* + enum cause: its F1 */
    EVAL_FIGURES = EVAL_CAUSE + CAUSE_N
};

struct eval_interval {
    double low, high;
};

double eval_figure(const struct eval *ev, enum eval_figure figure);
const char *eval_figure_name(enum eval_figure figure);

/* Where 95 % of the figures lie when the reviews are drawn anew, with replacement, `rounds` times
 * (Efron 1979, the percentile interval). The same seed gives the same intervals. */
void eval_bootstrap(const struct sample *samples, const struct finding *findings, size_t n,
                    unsigned rounds, uint64_t seed, struct eval_interval out[EVAL_FIGURES]);

/* Measures findings[i] against samples[i]. */
void eval_measure(struct eval *ev, const struct sample *samples, const struct finding *findings,
                  size_t n);

double eval_f1(struct eval_counts c);
double eval_precision(struct eval_counts c);
double eval_recall(struct eval_counts c);

/* As tables for people, or as one JSON object without a line end. `in`: EVAL_FIGURES intervals, or
 * NULL. */
void eval_print(const struct eval *ev, const struct eval_interval *in, FILE *out);
void eval_print_json(const struct eval *ev, const struct eval_interval *in, FILE *out);

#endif
