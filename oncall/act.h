/* act.h - how a verb that moves a case is carried out: each is one event of the machine in
 * sink/rounds.h, with arguments and the fields it leaves behind. Private to oncall/act*.c. */
#ifndef REDRESS_ONCALL_ACT_H
#define REDRESS_ONCALL_ACT_H

#include "core/cli.h"
#include "sink/store.h"

#include <jansson.h>

#define ACT_EXTRAS 8

/* One action. Zeroed but for cli and event it is a plain verb. */
struct act {
    struct cli *cli;
    enum rounds_event event;
    struct rounds_args args;
    const char *as;
    bool json;
    /* Chooses `extra` by the case's state, or refuses with a sentence in which " ID" stands for the
     * case (NULL: nothing to choose). Called again when somebody else moved the case first. */
    const char *(*prepare)(struct act *a, const struct store_case *c);
    int64_t offered_minor; /* what the case is offered or promised by it; 0: nothing */
    int64_t reserve_minor; /* of its seller and month; 0: none is set */
    struct cases_pair extra[ACT_EXTRAS];
    unsigned extra_count;
    /* After the step; -1: e says what could not be done besides (the step stays). May be NULL. */
    int (*done)(struct act *a, const struct store_case *c, struct err *e);
    void *ctx;           /* of prepare and done */
    struct store *store; /* for them */
    json_t *lint;        /* what the guard found, with --json; goes out with the refusal */
    void (*tell)(const struct store_case *c); /* what else to print of it (NULL: nothing) */
};

/* A field of the case's hash that is written with the step; both strings must outlive it. */
void act_keep(struct act *a, const char *name, const char *value);

/* Finds the one CASE that is left of the arguments, steps it, prints what became of it. Parses
 * nothing: the options are done. Returns the exit code. */
MUST_CHECK int act_run(struct act *a);

#define ACT_COMMON_OPTIONS(a)                                                                      \
    {"as", 0, CLI_TEXT, &(a).as, "NAME", "who does it ($USER)", 0, 0},                             \
        {"json", 0, CLI_FLAG, &(a).json, NULL, "the case as one JSON object", 0, 0},               \
    {                                                                                              \
        .name = NULL                                                                               \
    }

#endif
