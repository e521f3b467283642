/* The thread that asks Redis. */
#include "oncall/board_watch_in.h"

#include <stdlib.h>
#include <string.h>

#define AGAIN_MS 5000 /* a chosen case that is not in the queue is read again after this */

/* ---- the reader's three jobs; each is called and returns with the lock held ------------------*/

static json_t *row_of(const json_t *model, const char *id)
{
    size_t i;
    json_t *row;
    json_array_foreach(json_object_get(model, "cases"), i, row)
    {
        const char *of = json_string_value(json_object_get(row, "id"));
        if (of && strcmp(of, id) == 0)
            return row;
    }
    return NULL;
}

static bool wants_case(const struct board_watch *w)
{
    if (!w->chosen[0])
        return false;
    if (w->shown_stale || strcmp(w->shown_as, w->chosen) != 0)
        return true;
    const char *id = json_string_value(json_object_get(w->shown, "id"));
    json_t *row = id ? row_of(w->model, id) : NULL;
    if (row && w->shown_row)
        return !json_equal(row, w->shown_row);
    return clock_elapsed_ms(w->shown_at, clock_mono()) > AGAIN_MS;
}

static void read_case(struct board_watch *w)
{
    char id[BOARD_WATCH_ID_CAP];
    struct err e = {""};
    strcpy(id, w->chosen);
    w->shown_stale = false;
    board_watch_unlock(w);
    json_t *shown = board_model_case(w->cfg, w->store, id, w->who, NULL, false, &e);
    board_watch_lock(w);
    w->shown_at = clock_mono();
    if (!shown && strcmp(w->shown_as, id) == 0 && w->away_since_ms)
        return; /* keep what was known while Redis is away */
    board_watch_put(&w->shown, shown);
    strcpy(w->shown_as, id);
    const char *full = json_string_value(json_object_get(shown, "id"));
    board_watch_put(&w->shown_row, full ? json_incref(row_of(w->model, full)) : NULL);
    snprintf(w->shown_why, sizeof(w->shown_why), "%.255s", shown ? "" : e.msg);
    pthread_cond_broadcast(&w->work); /* for the text */
    board_watch_changed(w);
}

static void do_action(struct board_watch *w)
{
    char *action = w->action, *id = w->action_id;
    json_t *answers = w->answers;
    w->action = w->action_id = NULL;
    w->answers = NULL;
    board_watch_unlock(w);
    json_t *done = board_model_act(w->cfg, action, id, w->who ? w->who : "", answers);
    free(action);
    free(id);
    json_decref(answers);
    board_watch_lock(w);
    w->shown_stale = true;
    if (wants_case(w)) /* what it says and what can be done next are seen together */
        read_case(w);
    board_watch_put(&w->done, done);
    w->acting = false;
    board_watch_changed(w);
}

static bool same_but_now(const json_t *a, const json_t *b)
{
    static const char *const names[] = {"open",     "queued", "late",  "soon",
                                        "matching", "cases",  "alerts"};
    for (size_t i = 0; a && b && i < sizeof(names) / sizeof(names[0]); i++)
        if (!json_equal(json_object_get(a, names[i]), json_object_get(b, names[i])))
            return false;
    return a && b;
}

static void take_model(struct board_watch *w, json_t *model)
{
    bool same = same_but_now(w->model, model) && !w->away_since_ms;
    w->now_ms = json_integer_value(json_object_get(model, "now_ms"));
    w->now_at = clock_mono();
    w->away_since_ms = 0;
    board_watch_model(w, model);
    if (!same)
        board_watch_changed(w);
}

static void read_queue(struct board_watch *w, json_t *alerts)
{
    char filter[BOARD_WATCH_FILTER_CAP], memory[BOARD_WATCH_FILTER_CAP];
    struct store_filter f = {.limit = w->limit, .soon_ms = w->cfg->board_soon_s * 1000};
    struct err e = {""};
    strcpy(filter, w->filter);
    w->asked_at = clock_mono();
    board_watch_unlock(w);
    CHECK(board_model_filter(filter, w->who ? w->who : "", memory, &f, &e) == 0); /* as before */
    json_t *model = board_model_read(w->store, &f, w->who, alerts, &e);
    board_watch_lock(w);
    w->asked_at.ns = 0;
    if (strcmp(filter, w->filter) != 0) { /* another is wanted by now */
        json_decref(model);
        return;
    }
    if (model) {
        take_model(w, model);
        return;
    }
    snprintf(w->why, sizeof(w->why), "%.255s", e.msg);
    if (!w->away_since_ms)
        w->away_since_ms = clock_wall().ms;
    board_watch_changed(w);
}

void *board_watch_reader(void *arg)
{
    struct board_watch *w = arg;
    json_t *alerts = json_array();
    board_watch_lock(w);
    while (!w->stop) {
        if (w->action)
            do_action(w);
        if (wants_case(w) && !w->stop)
            read_case(w);
        if (w->look && !w->stop)
            read_queue(w, alerts);
        bool asked = w->look && !w->model && !w->away_since_ms; /* another filter meanwhile */
        if (!w->stop && !w->action && !asked &&
            !(w->chosen[0] && strcmp(w->shown_as, w->chosen) != 0))
            board_watch_sleep(w, &w->work, w->every_ms);
    }
    w->running--;
    pthread_cond_broadcast(&w->changed);
    board_watch_unlock(w);
    json_decref(alerts);
    return NULL;
}
