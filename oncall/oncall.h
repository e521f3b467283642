/* oncall.h - `redress case`: what the person on call sees and does.
 *
 * Everything goes through sink/store.h; the text of a review, which Redis does not have, comes from
 * Kafka through a function that the main program sets, because this room knows no Kafka.
 * Exit codes: EXIT_REFUSED when the rules of the rounds say no, with the command that would help.
 * What --json prints is described in JSON.md and only ever added to. */
#ifndef REDRESS_ONCALL_ONCALL_H
#define REDRESS_ONCALL_ONCALL_H

#include "core/check.h"
#include "core/cli.h"
#include "core/event.h"
#include "core/str.h"

#include <jansson.h>

/* `redress lint [TEXT]`: the guard on outgoing text by itself. */
int lint_cmd(struct cli *cli);
extern const char lint_about[];

/* `redress case VERB ...` */
int case_cmd(struct cli *cli);

/* `redress recalc [--dry-run]`: the deadlines of the open cases by the present configuration. */
int recalc_cmd(struct cli *cli);
/* `redress board`: the same, live on a terminal (board.c) */
int board_cmd(struct cli *cli);

struct oncall_text {
    struct str title, body;
    struct str order_id; /* of what the review is about, where its writer knew it; never in Redis */
    struct str author_id; /* a pseudonym, to be held against those of orders; never shown */
    int64_t purchased_at, received_at, list_price_minor; /* EVENT_ABSENT: not known */
    void *owner; /* whoever fetched it frees its memory by this */
};

/* How a review's text is fetched: fetch returns -1 with e set if it cannot be had (Kafka away, gone
 * by retention); `give_back` frees what a successful fetch filled. Call once, before case_cmd. */
void oncall_set_fetch(int (*fetch)(const struct config *cfg, const char *topic, int32_t partition,
                                   int64_t offset, struct oncall_text *out, struct err *e),
                      void (*give_back)(struct oncall_text *text));

/* How the words that carried the causes are found: a new object as enrich/JSON.md describes, or
 * NULL with e set. The fields are those of the case, with the text. Call once, before case_cmd. */
void oncall_set_explain(json_t *(*fn)(const struct config *cfg, const struct event_fields *f,
                                      struct err *e));

#endif
