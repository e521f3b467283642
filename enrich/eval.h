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

struct eval {
    size_t samples, complaints;
    struct eval_counts cause[CAUSE_N], micro, flag[FLAG_N], flags, complaint;
    double macro;          /* mean F1 of the causes that occur */
    double complaint_rare; /* F1 if complaints were EVAL_RARE of all */
    double calibration;    /* expected calibration error of the causes' probabilities */
    double demand_stated, demand_right, demand_said; /* samples with a demand; those with the right
                                         one found; samples in which one was found */
    double ndcg, ndcg_text;           /* NDCG in the first fifth: by priority, by arousal alone */
    double now_found, now_found_text; /* share of triage 3 in the first tenth, likewise */
    size_t now;
};

#define EVAL_RARE 0.12

/* Measures findings[i] against samples[i]. */
void eval_measure(struct eval *ev, const struct sample *samples, const struct finding *findings,
                  size_t n);

double eval_f1(struct eval_counts c);
double eval_precision(struct eval_counts c);
double eval_recall(struct eval_counts c);

/* As tables for people, or as one JSON object without a line end. */
void eval_print(const struct eval *ev, FILE *out);
void eval_print_json(const struct eval *ev, FILE *out);

#endif
