/* names.h - a look at a writer's schema before libavro gets it.
 *
 * libavro 1.11 leaks what it has built when a type is defined twice (fuzz_schema found it; other
 * mistakes it cleans up after). A registry may hand us anything, so this one is found here. */
#ifndef REDRESS_INGEST_NAMES_H
#define REDRESS_INGEST_NAMES_H

#include "core/check.h"

#include <jansson.h>

/* -1: a record, enum or fixed is defined twice; e names it. */
MUST_CHECK int names_check(const json_t *schema, struct err *e);

#endif
