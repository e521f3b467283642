/* cases_facts.h - what an event says, as the hash of its case keeps it. Pure; private to the
 * writing of rd_open. */
#ifndef REDRESS_SINK_CASES_FACTS_H
#define REDRESS_SINK_CASES_FACTS_H

#include "sink/cases.h"

#define VALUE_MAX 64 /* bytes of a value that a listpack takes */

/* A short text being put together in a fixed buffer; what does not fit is left out whole. */
struct cases_text {
    char buf[VALUE_MAX + 1];
    unsigned len;
};

/* "late:930,service:411", the gravest first, as many as fit; it lies in *t. */
struct str cases_causes(struct cases_text *t, const struct finding *x);

#define CASES_FACTS_MAX (256 + 64 + 8 * EVENT_ID_MAX + 6 * VALUE_MAX + CASES_FACTS_N)
#define CASES_PIECES (CASES_FACTS_MAX / (VALUE_MAX - 4) + 1)

/* Line by line in the order of cases_facts. */
struct cases_facts_said {
    char buf[CASES_FACTS_MAX];
    size_t len;
};

/* Writes them into *x; `causes` as above. Returns how many pieces they are cut into. */
unsigned cases_facts_of(struct cases_facts_said *x, const struct event *ev, struct str causes,
                        struct str piece[CASES_PIECES]);

#endif
