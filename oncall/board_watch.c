/* Two threads around one lock:
 *
 *   reader   action asked for? -> chosen case changed? -> the queue -> pause
 *   texts    chosen case without its text? -> Kafka
 *
 * The lock is never held while a server is asked. */
#include "oncall/board_watch.h"

#include "core/check.h"
#include "core/clock.h"
#include "oncall/board_model.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#define ID_CAP 80
#define FILTER_CAP 256
#define TEXTS_KEPT 64
#define SILENT_MS 2500 /* a look that takes longer is told as Redis being away */
#define AGAIN_MS 5000  /* a chosen case that is not in the queue is read again after this */

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
    char filter[FILTER_CAP], chosen[ID_CAP];
    char *action, *action_id; /* NULL: none is wanted */
    json_t *answers;
    bool acting;

    json_t *model, *shown, *done, *texts_known; /* texts_known: "id version" -> {"text": ...} */
    char shown_why[256], why[256];
    char shown_as[ID_CAP]; /* which choice `shown` answers */
    json_t *shown_row;     /* its row in the queue at that time */
    mono_ns_t shown_at;
    bool shown_stale;
    int64_t now_ms, away_since_ms;
    mono_ns_t now_at, asked_at; /* asked_at: of the look under way, 0 = none */
    char text_failed[ID_CAP];   /* not asked for again until another is chosen */
};

static void lock(struct board_watch *w)
{
    CHECK(pthread_mutex_lock(&w->lock) == 0);
}

static void unlock(struct board_watch *w)
{
    CHECK(pthread_mutex_unlock(&w->lock) == 0);
}

static void tell_change(struct board_watch *w)
{
    w->changes++;
    pthread_cond_broadcast(&w->changed);
}

static void replace(json_t **to, json_t *with)
{
    json_decref(*to);
    *to = with;
}

/* Waits on a condition of CLOCK_MONOTONIC with the lock held. */
static void wait_ms(struct board_watch *w, pthread_cond_t *cond, unsigned ms)
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

/* ---- the reader's three jobs; each is called and returns with the lock held ------------------*/

static void do_action(struct board_watch *w)
{
    char *action = w->action, *id = w->action_id;
    json_t *answers = w->answers;
    w->action = w->action_id = NULL;
    w->answers = NULL;
    unlock(w);
    json_t *done = board_model_act(w->cfg, action, id, w->who ? w->who : "", answers);
    free(action);
    free(id);
    json_decref(answers);
    lock(w);
    replace(&w->done, done);
    w->acting = false;
    w->shown_stale = true;
    tell_change(w);
}

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
    char id[ID_CAP];
    struct err e = {""};
    strcpy(id, w->chosen);
    w->shown_stale = false;
    unlock(w);
    json_t *shown = board_model_case(w->cfg, w->store, id, w->who, false, &e);
    lock(w);
    w->shown_at = clock_mono();
    if (!shown && strcmp(w->shown_as, id) == 0 && w->away_since_ms)
        return; /* keep what was known while Redis is away */
    replace(&w->shown, shown);
    strcpy(w->shown_as, id);
    const char *full = json_string_value(json_object_get(shown, "id"));
    replace(&w->shown_row, full ? json_incref(row_of(w->model, full)) : NULL);
    snprintf(w->shown_why, sizeof(w->shown_why), "%.255s", shown ? "" : e.msg);
    pthread_cond_broadcast(&w->work); /* for the text */
    tell_change(w);
}

static bool same_but_now(const json_t *a, const json_t *b)
{
    static const char *const names[] = {"open", "queued", "cases", "alerts"};
    for (int i = 0; a && b && i < 4; i++)
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
    replace(&w->model, model);
    if (!same)
        tell_change(w);
}

static void read_queue(struct board_watch *w, json_t *alerts)
{
    char filter[FILTER_CAP], memory[FILTER_CAP];
    struct store_filter f = {.limit = w->limit};
    struct err e = {""};
    strcpy(filter, w->filter);
    w->asked_at = clock_mono();
    unlock(w);
    CHECK(board_model_filter(filter, w->who ? w->who : "", memory, &f, &e) == 0); /* as before */
    json_t *model = board_model_read(w->store, &f, w->who, alerts, &e);
    lock(w);
    w->asked_at.ns = 0;
    if (model) {
        take_model(w, model);
        return;
    }
    snprintf(w->why, sizeof(w->why), "%.255s", e.msg);
    if (!w->away_since_ms)
        w->away_since_ms = clock_wall().ms;
    tell_change(w);
}

static void *run_reader(void *arg)
{
    struct board_watch *w = arg;
    json_t *alerts = json_array();
    lock(w);
    while (!w->stop) {
        if (w->action)
            do_action(w);
        if (wants_case(w) && !w->stop)
            read_case(w);
        if (w->look && !w->stop)
            read_queue(w, alerts);
        if (!w->stop && !w->action && !(w->chosen[0] && strcmp(w->shown_as, w->chosen) != 0))
            wait_ms(w, &w->work, w->every_ms);
    }
    w->running--;
    pthread_cond_broadcast(&w->changed);
    unlock(w);
    json_decref(alerts);
    return NULL;
}

/* ---- texts -----------------------------------------------------------------------------------*/

static void text_key(const json_t *shown, char out[ID_CAP])
{
    const char *id = json_string_value(json_object_get(shown, "id"));
    snprintf(out, ID_CAP, "%s %lld", id ? id : "",
             (long long)json_integer_value(json_object_get(shown, "version")));
}

static bool wants_text(const struct board_watch *w, char key[ID_CAP])
{
    if (!w->shown)
        return false;
    text_key(w->shown, key);
    return !json_object_get(w->texts_known, key) && strcmp(key, w->text_failed) != 0;
}

static json_t *fetch_words(struct board_watch *w, const char *key)
{
    char id[ID_CAP];
    struct err e = {""};
    json_t *found = json_object();
    snprintf(id, sizeof(id), "%.*s", (int)strcspn(key, " "), key);
    json_t *all = board_model_case(w->cfg, w->text_store, id, w->who, true, &e);
    json_t *text = json_object_get(all, "text"), *failed = json_object_get(all, "text_error");
    if (text)
        json_object_set(found, "text", text);
    else
        json_object_set_new(found, "text_error", failed ? json_incref(failed) : json_string(e.msg));
    json_decref(all);
    return found;
}

static void *run_texts(void *arg)
{
    struct board_watch *w = arg;
    char key[ID_CAP];
    lock(w);
    while (!w->stop) {
        if (!wants_text(w, key)) {
            wait_ms(w, &w->work, 1000);
            continue;
        }
        unlock(w);
        json_t *found = fetch_words(w, key);
        lock(w);
        snprintf(w->text_failed, sizeof(w->text_failed), "%s",
                 json_object_get(found, "text") ? "" : key);
        if (json_object_size(w->texts_known) >= TEXTS_KEPT)
            json_object_clear(w->texts_known);
        json_object_set_new(w->texts_known, key, found);
        tell_change(w);
    }
    w->running--;
    pthread_cond_broadcast(&w->changed);
    unlock(w);
    return NULL;
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
    lock(w); /* neither runs before `running` counts both */
    start_thread(&w->reader, run_reader, w);
    start_thread(&w->texts, run_texts, w);
    unlock(w);
    return w;
}

bool board_watch_stop(struct board_watch *w, unsigned limit_ms)
{
    mono_ns_t began = clock_mono();
    lock(w);
    w->stop = true;
    pthread_cond_broadcast(&w->work);
    pthread_cond_broadcast(&w->changed);
    while (w->running && clock_elapsed_ms(began, clock_mono()) < limit_ms)
        wait_ms(w, &w->changed, limit_ms);
    bool ended = w->running == 0;
    unlock(w);
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
    char memory[FILTER_CAP];
    struct store_filter f = {.limit = limit};
    if (strlen(filter) >= FILTER_CAP)
        return err_set(e, "filter: is over %d bytes", FILTER_CAP - 1);
    if (board_model_filter(filter, "", memory, &f, e) != 0)
        return -1;
    lock(w);
    if (w->limit != limit || strcmp(w->filter, filter) != 0) {
        w->limit = limit;
        strcpy(w->filter, filter);
        pthread_cond_broadcast(&w->work);
    }
    unlock(w);
    return 0;
}

void board_watch_look(struct board_watch *w, bool look)
{
    lock(w);
    if (look && !w->look) {
        replace(&w->model, NULL); /* of long ago */
        w->away_since_ms = 0;
        pthread_cond_broadcast(&w->work);
    }
    w->look = look;
    unlock(w);
}

void board_watch_choose(struct board_watch *w, const char *id)
{
    lock(w);
    if (strcmp(w->chosen, id) != 0) {
        snprintf(w->chosen, sizeof(w->chosen), "%s", id);
        if (w->text_failed[0]) /* asked for again when it is chosen again */
            json_object_del(w->texts_known, w->text_failed);
        w->text_failed[0] = '\0';
        pthread_cond_broadcast(&w->work);
    }
    unlock(w);
}

bool board_watch_act(struct board_watch *w, const char *action, const char *id, json_t *answers)
{
    lock(w);
    bool free_now = !w->acting;
    if (free_now) {
        w->action = strdup(action);
        w->action_id = strdup(id);
        w->answers = answers;
        w->acting = true;
        pthread_cond_broadcast(&w->work);
        tell_change(w);
    }
    unlock(w);
    if (!free_now)
        json_decref(answers);
    return free_now;
}

uint64_t board_watch_changes(struct board_watch *w)
{
    lock(w);
    uint64_t changes = w->changes;
    unlock(w);
    return changes;
}

uint64_t board_watch_wait(struct board_watch *w, uint64_t seen, unsigned ms)
{
    lock(w);
    if (w->changes == seen && !w->stop)
        wait_ms(w, &w->changed, ms);
    uint64_t changes = w->changes;
    unlock(w);
    return changes;
}

/* A look that takes long is news that the thread which waits cannot give. */
static void see_away(const struct board_watch *w, struct board_seen *out)
{
    mono_ns_t now = clock_mono();
    out->away_since_ms = w->away_since_ms;
    if (w->away_since_ms) {
        snprintf(out->why, sizeof(out->why), "%s", w->why);
    } else if (w->asked_at.ns && clock_elapsed_ms(w->asked_at, now) > SILENT_MS) {
        out->away_since_ms = clock_wall().ms - (int64_t)clock_elapsed_ms(w->asked_at, now);
        snprintf(out->why, sizeof(out->why), "no answer yet");
    } else {
        snprintf(out->why, sizeof(out->why), "%s", w->shown_why);
    }
    if (w->now_ms)
        out->now_ms = w->now_ms + (int64_t)clock_elapsed_ms(w->now_at, now);
}

void board_watch_see(struct board_watch *w, struct board_seen *out)
{
    char key[ID_CAP];
    lock(w);
    *out = (struct board_seen){.model = json_incref(w->model), .busy = w->acting};
    out->done = w->done;
    w->done = NULL;
    if (w->shown && strcmp(w->shown_as, w->chosen) == 0) {
        text_key(w->shown, key);
        out->shown = json_copy(w->shown);
        json_t *text = json_object_get(w->texts_known, key);
        if (text)
            json_object_update(out->shown, text);
        else
            json_object_del(out->shown, "text_error");
    }
    see_away(w, out);
    unlock(w);
}

void board_seen_free(struct board_seen *seen)
{
    json_decref(seen->model);
    json_decref(seen->shown);
    json_decref(seen->done);
    *seen = (struct board_seen){0};
}
