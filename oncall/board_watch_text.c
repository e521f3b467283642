/* The thread that fetches texts from Kafka. */
#include "oncall/board_watch_in.h"

#include <string.h>

#define TEXTS_KEPT 64

void board_watch_text_key(const json_t *shown, char out[BOARD_WATCH_ID_CAP])
{
    const char *id = json_string_value(json_object_get(shown, "id"));
    snprintf(out, BOARD_WATCH_ID_CAP, "%s %lld", id ? id : "",
             (long long)json_integer_value(json_object_get(shown, "version")));
}

static bool wants_text(const struct board_watch *w, char key[BOARD_WATCH_ID_CAP])
{
    if (!w->shown)
        return false;
    board_watch_text_key(w->shown, key);
    return !json_object_get(w->texts_known, key) && strcmp(key, w->text_failed) != 0;
}

static json_t *fetch_words(struct board_watch *w, const char *key)
{
    char id[BOARD_WATCH_ID_CAP];
    struct err e = {""};
    json_t *found = json_object();
    snprintf(id, sizeof(id), "%.*s", (int)strcspn(key, " "), key);
    json_t *all = board_model_case(w->cfg, w->text_store, id, w->who, NULL, true, &e);
    json_t *text = json_object_get(all, "text"), *failed = json_object_get(all, "text_error");
    if (text)
        json_object_set(found, "text", text);
    if (text)
        json_object_set(found, "explain", json_object_get(all, "explain"));
    else
        json_object_set_new(found, "text_error", failed ? json_incref(failed) : json_string(e.msg));
    json_decref(all);
    return found;
}

void *board_watch_texts(void *arg)
{
    struct board_watch *w = arg;
    char key[BOARD_WATCH_ID_CAP];
    board_watch_lock(w);
    while (!w->stop) {
        if (!wants_text(w, key)) {
            board_watch_sleep(w, &w->work, 1000);
            continue;
        }
        board_watch_unlock(w);
        json_t *found = fetch_words(w, key);
        board_watch_lock(w);
        snprintf(w->text_failed, sizeof(w->text_failed), "%s",
                 json_object_get(found, "text") ? "" : key);
        if (json_object_size(w->texts_known) >= TEXTS_KEPT)
            json_object_clear(w->texts_known);
        json_object_set_new(w->texts_known, key, found);
        board_watch_changed(w);
    }
    w->running--;
    pthread_cond_broadcast(&w->changed);
    board_watch_unlock(w);
    return NULL;
}
