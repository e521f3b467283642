/* board_watch_in.h - the two threads behind a board, and their one lock:
 *
 *   reader   action asked for? -> chosen case changed? -> the queue -> pause   (board_watch_read.c)
 *   texts    chosen case without its text? -> Kafka                            (board_watch_text.c)
 *
 * The lock is never held while a server is asked. Private to oncall/board_watch*.c. */
#ifndef REDRESS_ONCALL_BOARD_WATCH_IN_H
#define REDRESS_ONCALL_BOARD_WATCH_IN_H

#include "oncall/board_watch.h"

#include "core/check.h"
#include "core/clock.h"
#include "oncall/board_model.h"

#include <pthread.h>

#define BOARD_WATCH_ID_CAP 80
#define BOARD_WATCH_FILTER_CAP 256

struct board_watch {
    const struct config *cfg;
    char *who;
    unsigned every_ms;
    struct store *store, *text_store;
    pthread_t reader, texts;
    unsigned running; /* threads that have not ended */

    pthread_mutex_t lock;
    pthread_cond_t work;    /* for the threads: something is wanted */
    pthread_cond_t changed; /* for who draws: `changes` rose */
    bool stop, look;
    uint64_t changes;

    unsigned limit;
    char filter[BOARD_WATCH_FILTER_CAP], chosen[BOARD_WATCH_ID_CAP];
    char *action, *action_id; /* NULL: none is wanted */
    json_t *answers;
    bool acting;

    json_t *model, *shown, *done, *texts_known; /* texts_known: "id version" -> {"text": ...} */
    uint64_t model_no;                          /* rises with every other model */
    char shown_why[256], why[256];
    char shown_as[BOARD_WATCH_ID_CAP]; /* which choice `shown` answers */
    json_t *shown_row;                 /* its row in the queue at that time */
    mono_ns_t shown_at;
    bool shown_stale;
    int64_t now_ms, away_since_ms;
    mono_ns_t now_at, asked_at;           /* asked_at: of the look under way, 0 = none */
    char text_failed[BOARD_WATCH_ID_CAP]; /* not asked for again until another is chosen */
};

void board_watch_lock(struct board_watch *w);
void board_watch_unlock(struct board_watch *w);
/* With the lock held: something is worth drawing again. */
void board_watch_changed(struct board_watch *w);
/* Waits on one of the conditions, with the lock held. */
void board_watch_sleep(struct board_watch *w, pthread_cond_t *cond, unsigned ms);
/* *to becomes `with`, whose reference it takes over. */
void board_watch_put(json_t **to, json_t *with);

/* With the lock held: the queue as it was read now; NULL forgets it. */
void board_watch_model(struct board_watch *w, json_t *with);

/* "id version" of a case, by which its text is known. */
void board_watch_text_key(const json_t *shown, char out[BOARD_WATCH_ID_CAP]);

/* The threads; they end when w->stop is set. */
void *board_watch_reader(void *watch);
void *board_watch_texts(void *watch);

#endif
