/* policy.h - the numbers of the scoring: weights, severities, floors, thresholds. Immutable once
 * read; any number of threads may use one. */
#ifndef REDRESS_ENRICH_POLICY_H
#define REDRESS_ENRICH_POLICY_H

#include "core/check.h"
#include "core/vocab.h"
#include "enrich/columns.h"

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* Every member is described by its row in policy.def. */
struct policy {
    int32_t weight[TERM_N];
    int32_t severity[CAUSE_N];
    int32_t floor[FLOOR_N];
    int32_t floor_safety_from;
    int32_t rating_absent;
    int32_t reach_helpful, reach_share, reach_repost, reach_first_page, reach_very_large;
    int32_t listing_full_move;
    int32_t attention_window_h;
    int32_t intent_flag[FLAG_N], intent_demand;
    int32_t value_full;
    int32_t threshold[COLUMN_N], threshold_sure;
};

/* The defaults of policy.def. */
void policy_init(struct policy *p);

/* Reads the file over what *p has; an empty path changes nothing. -1: e names the file, the line,
 * the key and the value, or says that the weights do not sum to 1000. */
MUST_CHECK int policy_load(struct policy *p, const char *path, struct err *e);
/* The same for a text in memory. */
MUST_CHECK int policy_parse(struct policy *p, const char *name, const char *text, size_t len,
                            struct err *e);

/* The table as a commented file (deploy/policy.ini): every key with its default. */
void policy_print_file(FILE *out);

#endif
