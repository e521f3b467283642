/* board_watch.h - the thread behind a board: it asks Redis, so that nobody who draws ever waits.
 *
 * One thread reads the queue again and again, the chosen case when it changes, and carries out
 * actions; another fetches texts from Kafka, which takes seconds. What they found is handed over
 * as copies: no two threads hold the same JSON, whose counts of references are no lock. */
#ifndef REDRESS_ONCALL_BOARD_WATCH_H
#define REDRESS_ONCALL_BOARD_WATCH_H

#include "core/config.h"

#include <jansson.h>

struct board_watch;

/* every_ms: pause between two looks. who: whose board it is, NULL if many look. Starts asking at
 * once. NULL with e set for bad settings. cfg must outlive it. */
struct board_watch *board_watch_start(const struct config *cfg, const char *who, unsigned every_ms,
                                      struct err *e);
/* Ends the threads. They may be waiting for a server: returns false, and frees nothing, if they
 * have not come back within limit_ms. */
bool board_watch_stop(struct board_watch *w, unsigned limit_ms);

/* All of the rest: any thread, at once. */

/* How many cases are wanted, and which (words as in board_model_filter). -1: e says which word is
 * not known. */
MUST_CHECK int board_watch_want(struct board_watch *w, unsigned limit, const char *filter,
                                struct err *e);
/* false: nobody looks at present; the thread rests. */
void board_watch_look(struct board_watch *w, bool look);
/* Which case is read in full, with its text; "" none. */
void board_watch_choose(struct board_watch *w, const char *id);
/* Carries out an action (board_actions.h) when the last one is done. Takes over `answers`. false:
 * one is still under way. */
bool board_watch_act(struct board_watch *w, const char *action, const char *id, json_t *answers);

/* Changes with everything that is worth drawing again. */
uint64_t board_watch_changes(struct board_watch *w);
/* Waits until it is another than `seen`, at most ms. Returns it. */
uint64_t board_watch_wait(struct board_watch *w, uint64_t seen, unsigned ms);

/* What is there now; copies, NULL if there is nothing. Begins as zeroes. */
struct board_seen {
    json_t *model;     /* board_model_read */
    uint64_t model_no; /* the model is copied only when this changed */
    json_t *shown;  /* board_model_case of the chosen one; with "text" or "text_error" when known */
    json_t *done;   /* board_model_act, given once */
    bool busy;      /* an action is under way */
    int64_t now_ms; /* Redis's clock, carried on by ours; 0 before the first answer */
    int64_t away_since_ms; /* wall clock; 0 = Redis answers */
    char why[256];         /* why it does not, or why the chosen case cannot be shown */
};
/* Brings it up to date; what it held before and is no longer true is freed. */
void board_watch_see(struct board_watch *w, struct board_seen *seen);
void board_seen_free(struct board_seen *seen);

#endif
