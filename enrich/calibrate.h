/* calibrate.h - from scores to probabilities, and from probabilities to yes or no. Pure.
 *
 * All functions look at `n` cases: score[i] or p[i], and label[i] > 0 yes, < 0 no, 0 not known; its
 * size is the weight of the case. */
#ifndef REDRESS_ENRICH_CALIBRATE_H
#define REDRESS_ENRICH_CALIBRATE_H

#include <stddef.h>
#include <stdint.h>

/* p = 1 / (1 + exp(-(slope * score + offset))) */
struct calibration {
    double slope, offset;
};

/* Platt's fit by Newton's method with backtracking, targets smoothed (Lin, Lin, Weng 2007,
 * "A note on Platt's probabilistic outputs for support vector machines"). */
struct calibration calibrate_fit(const double *score, const float *label, size_t n);

double calibrate_p(struct calibration c, double score);

/* Threshold in 1/1000 with the best F score; beta > 1: finding counts more than being right. */
unsigned calibrate_best_f(const double *p, const float *label, size_t n, double beta);

/* Threshold in 1/1000 with the best F1 that the probabilities `p` lead one to expect: half of that
 * F1 (Lipton, Elkan and Naryanaswamy 2014). Sorts p. */
unsigned calibrate_expected_f(double *p, size_t n);

/* The highest threshold in 1/1000 that keeps `share` (0..1) of the best F1. */
unsigned calibrate_high(const double *p, const float *label, size_t n, double share);

#endif
