/* lexicon.h - where in a text are the phrases of enrich/demand.def, the words by which customers
 * ask? What they weigh: enrich/demand.h. Looked for only in complaints, so their cost is rare. */
#ifndef REDRESS_ENRICH_LEXICON_H
#define REDRESS_ENRICH_LEXICON_H

#include "core/vocab.h"
#include "enrich/phrases.h"

#include <stdbool.h>
#include <stdint.h>

enum { LEXICON_MATCHES_MAX = 128 };

/* Must have returned before phrases_read. Does its work once; any thread. */
void lexicon_init(void);

/* A place by which demands are told. */
struct lexicon_match {
    uint32_t at, bytes; /* in the title or the body */
    uint8_t line;       /* of demand.def */
    uint8_t demand;     /* for which it was written down; DEMAND_NONE: it speaks against any */
    bool in_body;
};

/* For each line of demand.def that has a phrase in the text, the first place of one, in the order
 * of the text. English letters in either case. `out` has room for LEXICON_MATCHES_MAX. Returns how
 * many. Pure. */
unsigned lexicon_matches(const struct phrases_text *t, struct lexicon_match *out);

#endif
