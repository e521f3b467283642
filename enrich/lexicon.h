/* lexicon.h - what the customer asks for, by the words he asks with. The model says whether a text
 * asks for anything at all; only then are these phrases looked for, so their cost is rare. */
#ifndef REDRESS_ENRICH_LEXICON_H
#define REDRESS_ENRICH_LEXICON_H

#include "core/str.h"
#include "core/vocab.h"

#include <stdbool.h>
#include <stdint.h>

/* Must have returned before a thread calls lexicon_demand. Does its work once; any thread. */
void lexicon_init(void);

/* The demand whose phrases weigh most in the first FEATURES_TEXT_MAX bytes of title and body;
 * without any phrase DEMAND_EXPLAIN if it asks a question, else DEMAND_OTHER. English letters in
 * either case. Pure. */
enum demand lexicon_demand(struct str title, struct str body);

/* A phrase that lexicon_demand counts; for explanations. */
struct lexicon_match {
    uint32_t at, bytes;
    uint8_t demand, weight;
    bool in_body;
};

/* The phrases in title and body in their order, at most `cap`; returns how many. */
unsigned lexicon_matches(struct str title, struct str body, struct lexicon_match *out,
                         unsigned cap);

#endif
