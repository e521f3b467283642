/* model.h - the trained table in memory: features in, calibrated probabilities out.
 *
 *   feature hash --bits--> index: is there a row, and which?   (256 KiB: a bitmap with ranks)
 *                          table: 32 int8 weights a row        (32 bytes: all questions at once)
 *   words in their order  -> convolution (conv.h): what they say together is added to that
 *
 * Only features that earned a row at training have one; the index says so exactly, so texts are
 * not disturbed by collisions and most n-grams of a text cost one look and no addition. Index and
 * table lie in one block that asks for huge pages: one entry of the TLB.
 *
 * All arithmetic is on integers: the same text gives the same probabilities on every machine and
 * with every kernel. A model is immutable; any number of threads may use it. */
#ifndef REDRESS_ENRICH_MODEL_H
#define REDRESS_ENRICH_MODEL_H

#include "core/check.h"
#include "enrich/columns.h"
#include "enrich/conv.h"
#include "enrich/features.h"
#include "enrich/gate.h"
#include "enrich/phrases.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct model;

/* What one call needs beside the model; one for each thread. */
struct model_scratch {
    uint32_t tokens[SCOPE_TOKENS_ROOM]; /* of the text, then those told once more (scope.h) */
    uint32_t read;                      /* of the text, by classify_read */
    uint32_t all;                       /* of both */
    uint8_t scope[SCOPE_ROOM];
    uint32_t rows[SCOPE_FEATURES_MAX + 16];
    uint32_t found; /* of them, by model_find */
    struct conv_scratch conv;
    struct phrases_text phrases; /* of the last text that classify looked at twice */
    int32_t logit[COLUMN_WIDTH]; /* log-odds of the last text, in 1/256 */
};

/* Reads a model file; an empty path means the model built into the program. NULL with e set. */
struct model *model_load(const char *path, struct err *e);
/* Same from bytes; `name` stands for the file in messages. The bytes are not kept. */
struct model *model_parse(const char *name, const unsigned char *bytes, size_t len, struct err *e);
void model_free(struct model *m);

/* Can it be a complaint at all (gate.h)? */
bool model_suspects(const struct model *m, struct str title, struct str body);
/* Reads a text into s->tokens; returns how many, for model_answer. */
uint32_t model_read(struct str title, struct str body, struct model_scratch *s);
/* The same of the n tokens that are in s->tokens already. */
void model_retell(struct model_scratch *s, uint32_t n);
/* Which n-grams have a row; the rows are then on their way from memory, so it is well to do
 * something else before model_begin. */
void model_find(const struct model *m, struct model_scratch *s);
/* After it, the first half of an answer: what the n-grams say, in s->logit. */
void model_begin(const struct model *m, struct model_scratch *s);
/* The second, after it: what the words say together is added. Probabilities in 1/1000 of every
 * column. */
void model_end(const struct model *m, struct model_scratch *s, uint32_t n,
               uint16_t p[COLUMN_WIDTH]);
/* All three. */
void model_answer(const struct model *m, struct model_scratch *s, uint32_t n,
                  uint16_t p[COLUMN_WIDTH]);

/* The probability of one column for the last text answered, with `more` (1/256) on its log-odds. */
uint16_t model_again(const struct model *m, const struct model_scratch *s, int column, int more);

/* ---- for explanations: what model_answer adds up, piece by piece; not the path of an event ------
 */

/* An n-gram that has a row, or the window at which a filter has its peak:
 * tokens[last + 1 - tokens] .. tokens[last], and what it adds to the log-odds. */
struct model_part {
    uint32_t last, tokens;
    double weight[COLUMN_WIDTH];
};

/* All parts of the n tokens in s->tokens, and of those behind them that are told once more;
 * `parts` has room for 3 * s->all + CONV_FILTERS_MAX. Together with model_bias they are the
 * log-odds of the text, but for rounding. Returns how many. */
uint32_t model_parts(const struct model *m, struct model_scratch *s, uint32_t n,
                     struct model_part *parts);
/* Log-odds of a text without any part. */
double model_bias(const struct model *m, int column);

/* From this probability on (1/1000) the answer of the column is yes. */
unsigned model_threshold(const struct model *m, int column);

uint32_t model_rows(const struct model *m);

/* The kernels that add up rows, fastest first, those this machine cannot run left out; for tests
 * and benchmarks. model_use: by name, false if it cannot run here. */
const char *model_kernel_name(unsigned i); /* NULL behind the last */
bool model_use(struct model *m, const char *kernel);

#endif
