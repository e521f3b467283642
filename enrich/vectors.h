/* vectors.h - what a larger model makes of single words: where the words of the convolution begin.
 *
 * A word of complaint that few reviews hold lies near those that many hold, so the student knows it
 * from the first.
 *
 * A file, plain or gzip, has one JSON object a line: {"word":"slow","vector":[12,-3,...]},
 * CONV_DIMS whole numbers from -127 to 127 in 1/128. The word is what features.h makes one token
 * of; "," is the boundary, "!!" the second of two marks. */
#ifndef REDRESS_ENRICH_VECTORS_H
#define REDRESS_ENRICH_VECTORS_H

#include "core/check.h"
#include "enrich/conv.h"

#include <stdint.h>

#define VECTORS_UNIT (1 / 128.0F)

struct vectors {
    uint32_t words;
    struct vectors_word {
        uint32_t token;
        int8_t vector[CONV_DIMS];
    } * word; /* by rising token */
};

/* -1: e says what is wrong with the file at `path`, and where; nothing then needs freeing. */
MUST_CHECK int vectors_load(struct vectors *v, const char *path, struct err *e);
/* The place of a token in v->word, or v->words. */
uint32_t vectors_find(const struct vectors *v, uint32_t token);
void vectors_free(struct vectors *v);

#endif
