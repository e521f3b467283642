#include "oncall/board_watch_in.h"

#include <stdlib.h>
#include <string.h>

#define SILENT_MS 2500 /* a look that takes longer is told as Redis being away */

void board_watch_lock(struct board_watch *w)
{
    CHECK(pthread_mutex_lock(&w->lock) == 0);
}

void board_watch_unlock(struct board_watch *w)
{
    CHECK(pthread_mutex_unlock(&w->lock) == 0);
}

void board_watch_changed(struct board_watch *w)
{
    w->changes++;
    pthread_cond_broadcast(&w->changed);
}

void board_watch_put(json_t **to, json_t *with)
{
    json_decref(*to);
    *to = with;
}

void board_watch_model(struct board_watch *w, json_t *with)
{
    board_watch_put(&w->model, with);
    w->model_no++;
}

/* Waits on a condition of CLOCK_MONOTONIC with the lock held. */
void board_watch_sleep(struct board_watch *w, pthread_cond_t *cond, unsigned ms)
{
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += ms / 1000;
    until.tv_nsec += (long)(ms % 1000) * 1000000;
    if (until.tv_nsec >= 1000000000) {
        until.tv_sec++;
        until.tv_nsec -= 1000000000;
    }
    pthread_cond_timedwait(cond, &w->lock, &until);
}

/* ---- start, stop -----------------------------------------------------------------------------*/

static void watch_free(struct board_watch *w)
{
    json_t *held[] = {w->answers, w->model, w->shown, w->done, w->texts_known, w->shown_row};
    for (size_t i = 0; i < sizeof(held) / sizeof(held[0]); i++)
        json_decref(held[i]);
    if (w->store)
        store_free(w->store);
    if (w->text_store)
        store_free(w->text_store);
    pthread_cond_destroy(&w->work);
    pthread_cond_destroy(&w->changed);
    pthread_mutex_destroy(&w->lock);
    free(w->action);
    free(w->action_id);
    free(w->who);
    free(w);
}

static void start_thread(pthread_t *thread, void *(*run)(void *), struct board_watch *w)
{
    w->running++;
    CHECK(pthread_create(thread, NULL, run, w) == 0);
}

struct board_watch *board_watch_start(const struct config *cfg, const char *who, unsigned every_ms,
                                      struct err *e)
{
    pthread_condattr_t monotonic;
    struct board_watch *w = check_calloc(1, sizeof(*w));
    w->cfg = cfg;
    w->who = who ? strdup(who) : NULL;
    w->every_ms = every_ms;
    w->limit = 50;
    w->look = true;
    w->texts_known = json_object();
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&w->work, &monotonic);
    pthread_cond_init(&w->changed, &monotonic);
    pthread_condattr_destroy(&monotonic);
    pthread_mutex_init(&w->lock, NULL);
    if (!(w->store = store_new(cfg, e)) || !(w->text_store = store_new(cfg, e))) {
        watch_free(w);
        return NULL;
    }
    board_watch_lock(w); /* neither runs before `running` counts both */
    start_thread(&w->reader, board_watch_reader, w);
    start_thread(&w->texts, board_watch_texts, w);
    board_watch_unlock(w);
    return w;
}

bool board_watch_stop(struct board_watch *w, unsigned limit_ms)
{
    mono_ns_t began = clock_mono();
    board_watch_lock(w);
    w->stop = true;
    pthread_cond_broadcast(&w->work);
    pthread_cond_broadcast(&w->changed);
    while (w->running && clock_elapsed_ms(began, clock_mono()) < limit_ms)
        board_watch_sleep(w, &w->changed, limit_ms);
    bool ended = w->running == 0;
    board_watch_unlock(w);
    if (!ended)
        return false;
    pthread_join(w->reader, NULL);
    pthread_join(w->texts, NULL);
    watch_free(w);
    return true;
}

/* ---- for who draws ---------------------------------------------------------------------------*/

int board_watch_want(struct board_watch *w, unsigned limit, const char *filter, struct err *e)
{
    char memory[BOARD_WATCH_FILTER_CAP];
    struct store_filter f = {.limit = limit};
    if (strlen(filter) >= BOARD_WATCH_FILTER_CAP)
        return err_set(e, "filter: is over %d bytes", BOARD_WATCH_FILTER_CAP - 1);
    if (board_model_filter(filter, "", memory, &f, e) != 0)
        return -1;
    board_watch_lock(w);
    if (w->limit != limit || strcmp(w->filter, filter) != 0) {
        if (strcmp(w->filter, filter) != 0)
            board_watch_model(w, NULL); /* nobody chooses from what was asked for before */
        w->limit = limit;
        strcpy(w->filter, filter);
        pthread_cond_broadcast(&w->work);
    }
    board_watch_unlock(w);
    return 0;
}

void board_watch_look(struct board_watch *w, bool look)
{
    board_watch_lock(w);
    if (look && !w->look) {
        board_watch_model(w, NULL); /* of long ago */
        w->away_since_ms = 0;
        pthread_cond_broadcast(&w->work);
    }
    w->look = look;
    board_watch_unlock(w);
}

void board_watch_choose(struct board_watch *w, const char *id)
{
    board_watch_lock(w);
    if (strcmp(w->chosen, id) != 0) {
        const char *shown = json_string_value(json_object_get(w->shown, "id"));
        if (shown && strcmp(shown, id) == 0 && strcmp(w->shown_as, w->chosen) == 0)
            snprintf(w->shown_as, sizeof(w->shown_as), "%s", id); /* the same, by its whole id */
        snprintf(w->chosen, sizeof(w->chosen), "%s", id);
        if (w->text_failed[0]) /* asked for again when it is chosen again */
            json_object_del(w->texts_known, w->text_failed);
        w->text_failed[0] = '\0';
        pthread_cond_broadcast(&w->work);
    }
    board_watch_unlock(w);
}

bool board_watch_act(struct board_watch *w, const char *action, const char *id, json_t *answers)
{
    board_watch_lock(w);
    bool free_now = !w->acting;
    if (free_now) {
        w->action = strdup(action);
        w->action_id = strdup(id);
        w->answers = answers;
        w->acting = true;
        pthread_cond_broadcast(&w->work);
        board_watch_changed(w);
    }
    board_watch_unlock(w);
    if (!free_now)
        json_decref(answers);
    return free_now;
}

uint64_t board_watch_changes(struct board_watch *w)
{
    board_watch_lock(w);
    uint64_t changes = w->changes;
    board_watch_unlock(w);
    return changes;
}

uint64_t board_watch_wait(struct board_watch *w, uint64_t seen, unsigned ms)
{
    board_watch_lock(w);
    if (w->changes == seen && !w->stop)
        board_watch_sleep(w, &w->changed, ms);
    uint64_t changes = w->changes;
    board_watch_unlock(w);
    return changes;
}

/* A look that takes long is news that the thread which waits cannot give. */
static void see_clock(const struct board_watch *w, struct board_seen *out)
{
    mono_ns_t now = clock_mono();
    out->now_ms = w->now_ms ? w->now_ms + (int64_t)clock_elapsed_ms(w->now_at, now) : 0;
    out->away_since_ms = w->away_since_ms;
    if (w->away_since_ms) {
        snprintf(out->why, sizeof(out->why), "%s", w->why);
    } else if (w->asked_at.ns && clock_elapsed_ms(w->asked_at, now) > SILENT_MS) {
        out->away_since_ms = clock_wall().ms - (int64_t)clock_elapsed_ms(w->asked_at, now);
        snprintf(out->why, sizeof(out->why), "no answer yet");
    } else {
        snprintf(out->why, sizeof(out->why), "%s", w->shown_why);
    }
}

/* The chosen case with its text, as far as both are there. */
static json_t *copy_shown(const struct board_watch *w)
{
    char key[BOARD_WATCH_ID_CAP];
    if (!w->shown || strcmp(w->shown_as, w->chosen) != 0)
        return NULL;
    board_watch_text_key(w->shown, key);
    json_t *shown = json_deep_copy(w->shown);
    json_t *text = json_deep_copy(json_object_get(w->texts_known, key));
    if (text)
        json_object_update(shown, text);
    else
        json_object_del(shown, "text_error");
    json_decref(text);
    return shown;
}

void board_watch_see(struct board_watch *w, struct board_seen *seen)
{
    json_decref(seen->shown);
    json_decref(seen->done);
    board_watch_lock(w);
    if (seen->model_no != w->model_no) {
        json_decref(seen->model);
        seen->model = json_deep_copy(w->model);
        seen->model_no = w->model_no;
    }
    seen->shown = copy_shown(w);
    seen->done = w->done;
    w->done = NULL;
    seen->busy = w->acting;
    see_clock(w, seen);
    board_watch_unlock(w);
}

void board_seen_free(struct board_seen *seen)
{
    json_decref(seen->model);
    json_decref(seen->shown);
    json_decref(seen->done);
    *seen = (struct board_seen){0};
}
