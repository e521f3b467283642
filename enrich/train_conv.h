/* train_conv.h - trains the convolution (conv.h) on labels and on a teacher's answers.
 *
 * Stochastic gradient descent (Adam: Kingma and Ba 2015) on the log-loss of all columns, words,
 * filters and hidden units alike, in plain float: the same data and seed give the same numbers on
 * every machine. */
#ifndef REDRESS_ENRICH_TRAIN_CONV_H
#define REDRESS_ENRICH_TRAIN_CONV_H

#include "enrich/conv.h"
#include "enrich/corpus.h"
#include "enrich/train.h"
#include "enrich/vectors.h"

/* The words of every sample, as numbers: 0 unknown, else 1 + the place in `vectors`. */
struct conv_texts {
    const struct vectors *vectors;
    uint16_t *words;
    uint8_t *scope; /* of each of the words (scope.h) */
    size_t
        *start; /* sample i has words[start[i]] .. words[start[i + 1] - 1], boundary at both ends */
};

void conv_texts_init(struct conv_texts *t, const struct corpus *c, const struct vectors *v);
void conv_texts_fini(struct conv_texts *t);

/* Floats of a net of so many filters and hidden units. */
size_t conv_net_size(const struct conv_texts *t, const struct train_options *o);

/* Trains `net` (zeroed, conv_net_size) on all samples; takes minutes. */
void conv_net_train(float *net, const struct conv_texts *t, const struct corpus *c,
                    const struct train_options *o);

/* Log-odds of every column for every sample. */
void conv_net_scores(const float *net, const struct conv_texts *t, const struct corpus *c,
                     const struct train_options *o, double (*score)[COLUMN_N]);

/* As a model file has it, log-odds times share(column); peaks are measured on the samples of `c`.
 * Writes the constants of the columns, times share, to `constant`. */
void conv_net_quantise(const float *net, const struct conv_texts *t, const struct corpus *c,
                       const struct train_options *o, double (*share)(int col),
                       double constant[COLUMN_N], struct conv_file *f);

#endif
