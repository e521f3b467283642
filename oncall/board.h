/* board.h - what the parts of `redress board` share: what is chosen (board_chosen.c), what is asked
 * (board_ask.c), keys (board_keys.c), the loop (board.c). One thread. Private to oncall/. */
#ifndef REDRESS_ONCALL_BOARD_H
#define REDRESS_ONCALL_BOARD_H

#include "oncall/board_draw.h"
#include "oncall/board_guard.h"
#include "oncall/board_hold.h"
#include "oncall/board_tty.h"
#include "oncall/board_watch.h"

#include "core/cli.h"
#include "core/clock.h"

struct board {
    struct cli *cli;
    struct board_watch *watch;
    struct board_guard *guard;
    struct board_seen seen;
    /* The order is held from the first key on, until the first row is asked for, another filter, or
     * nobody has pressed a key for a while. */
    struct board_hold hold;
    bool holds;
    mono_ns_t key_at;
    json_t *model, *model_of, *shown_of; /* what is drawn, and what it was made of */
    struct board_view view;
    struct board_form form;
    const struct board_action *action; /* what the form is for; NULL: a filter or a search */
    bool asks_filter;
    struct screen screen, was;
    enum screen_ink ink;
    /* Answers that are not through yet, and what of; draft_lint: what the guard said then. */
    json_t *draft, *draft_lint;
    const struct board_action *draft_action;
    char draft_of[80];
    /* Of the case that is looked at, to tell when its review is another. */
    char version_of[80];
    int64_t version;
    char filter[256], message[300], who[ROUNDS_OWNER_MAX];
    bool to_last; /* the last case is wanted: all are read */
    bool pinned;  /* found by its id: stays chosen though it is not in the queue */
    bool pasting, quit;
    bool dirty;
};

/* Says something in the last line. */
void board_tell(struct board *b, bool bad, const char *text);
/* As many cases as the screen needs, and those of the filter. */
void board_want(struct board *b);

/* ---- board_chosen.c --------------------------------------------------------------------------*/

const json_t *board_chosen_cases(const struct board *b);
void board_chosen_set(struct board *b, const char *id);
/* A row of the queue, or the nearest that there is. */
void board_chosen_row(struct board *b, int64_t row);
/* Rows stay where they are; and go where they belong. */
void board_chosen_hold(struct board *b);
void board_chosen_release(struct board *b);
/* The last there is, as soon as it is known which that is. */
void board_chosen_last(struct board *b);
/* Takes what board_watch has seen since. */
void board_chosen_see(struct board *b);

/* ---- board_ask.c -----------------------------------------------------------------------------*/

void board_ask_filter(struct board *b);
void board_ask_find(struct board *b);
/* The action of this key, as far as it is possible; false: no action has it. */
bool board_ask_action(struct board *b, const char *key);
/* If a text was refused, it is to be mended; else nothing. */
void board_ask_again(struct board *b);
/* The next key of the question that is open. */
void board_ask_key(struct board *b, const struct board_key *key);
void board_ask_set_filter(struct board *b, const char *filter);

/* ---- board_keys.c ----------------------------------------------------------------------------*/

#define BOARD_PAGE 40  /* cases beyond the screen that are read with it */
#define BOARD_ALL 5000 /* and when the last one is wanted */

/* Reads what there is on standard input and does it. */
void board_keys_read(struct board *b);

#endif
