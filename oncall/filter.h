/* filter.h - which cases: the options that `case list` and `case next` share. Private to oncall/.
 */
#ifndef REDRESS_ONCALL_FILTER_H
#define REDRESS_ONCALL_FILTER_H

#include "core/cli.h"
#include "sink/store.h"

/* The words as they were given; zeroed but for limit it takes every case that waits for us. */
struct filter {
    struct store_filter f;
    const char *state, *cause, *sort, *as;
    bool mine;
    int64_t limit, level;
};

#define FILTER_OPTIONS(x)                                                                            \
    {                                                                                                \
        "waiting", 'w', CLI_FLAG, &(x).f.waiting, NULL, "also those that wait for the customer",     \
        0,         0},                                                                               \
        {"unclaimed", 'u', CLI_FLAG, &(x).f.unclaimed, NULL, "only those that nobody has", 0, 0},    \
        {"overdue", 'o', CLI_FLAG, &(x).f.overdue, NULL, "only those whose deadline is past", 0, 0}, \
        {"breached", 'b', CLI_FLAG, &(x).f.breached, NULL, "only those that ever missed a deadline", \
         0,          0},                                                                             \
        {"state", 0, CLI_TEXT, &(x).state, "STATE", "only 1m, 1c, 2m, 2c, 3m, 3c, fm, es, pk",       \
         0,       0},                                                                                \
        {"level", 'l', CLI_NUMBER, &(x).level, "N", "only those of this level or above", 0, 3},      \
        {"lane", 0, CLI_TEXT, &(x).f.lane, "LANE", "only those with these deadlines", 0, 0},         \
        {"cause", 0, CLI_TEXT, &(x).cause, "CAUSE", "only those with this cause", 0, 0},             \
        {"seller", 0, CLI_TEXT, &(x).f.seller, "ID", "only those of this seller", 0, 0},             \
        {"product", 0, CLI_TEXT, &(x).f.product, "ID", "only those of this product", 0, 0},          \
        {"marketplace",                                                                              \
         0,                                                                                          \
         CLI_TEXT,                                                                                   \
         &(x).f.marketplace,                                                                         \
         "ID",                                                                                       \
         "only those of this marketplace",                                                           \
         0,                                                                                          \
         0},                                                                                         \
    {                                                                                                \
        "as", 0, CLI_TEXT, &(x).as, "NAME", "who I am ($USER)", 0, 0                                 \
    }

/* Names of enum store_sort. */
extern const char *const filter_sorts[STORE_SORT_N];

/* Looks the words up. -1: a wrong one, said in a line that names the option and what it may be. */
MUST_CHECK int filter_read(const struct cli *cli, struct filter *x);

#endif
