/* The board as server-sent events. */
#include "oncall/board_web_in.h"

#include "core/check.h"
#include "core/clock.h"

#include <stdlib.h>
#include <string.h>

#define STREAMS_MAX 16 /* readers of events at once */
#define BEAT_MS 2000   /* an event at least so often: a reader that is gone is noticed */

struct events {
    struct board_web *web;
    uint64_t seen;
    bool begun, was_away;
    mono_ns_t beat;
    char *text; /* of the event being sent */
    size_t len, sent;
};

static void put_event(struct events *s, const char *name, json_t *j)
{
    char *data = json_dumps(j, JSON_COMPACT);
    json_decref(j);
    free(s->text);
    s->text = NULL;
    int n = asprintf(&s->text, "event: %s\ndata: %s\n\n", name, data ? data : "{}");
    s->len = n > 0 ? (size_t)n : 0;
    s->sent = 0;
    free(data);
    s->beat = clock_mono();
}

/* What is new since the last event: the queue, or that Redis is away. */
static void next_event(struct events *s)
{
    struct board_seen seen = {0};
    board_watch_see(s->web->watch, &seen);
    if (seen.away_since_ms && !s->was_away)
        put_event(
            s, "away",
            json_pack("{s:I,s:s}", "since_ms", (json_int_t)seen.away_since_ms, "why", seen.why));
    else if (!seen.away_since_ms && seen.model)
        put_event(s, "board", json_incref(seen.model));
    s->was_away = seen.away_since_ms != 0;
    s->begun |= seen.model || s->was_away;
    board_seen_free(&seen);
}

static int next_bytes(void *state, char *out, size_t cap)
{
    struct events *s = state;
    if (s->sent == s->len) {
        board_watch_look(s->web->watch, true); /* the last one before us may just have left */
        uint64_t now = board_watch_wait(s->web->watch, s->seen, 500);
        if (now != s->seen || !s->begun)
            next_event(s);
        else if (clock_elapsed_ms(s->beat, clock_mono()) > BEAT_MS)
            put_event(s, "beat", json_object());
        s->seen = now;
    }
    size_t n = s->len - s->sent < cap ? s->len - s->sent : cap;
    memcpy(out, s->text + s->sent, n);
    s->sent += n;
    return (int)n;
}

static void events_close(void *state)
{
    struct events *s = state;
    if (atomic_fetch_sub(&s->web->streams, 1) == 1)
        board_watch_look(s->web->watch, false);
    free(s->text);
    free(s);
}

void board_web_events(void *ctx, const struct http_request *r, struct http_reply *out)
{
    struct board_web *w = ctx;
    if (!board_web_may_read(w, r, out))
        return;
    if (atomic_fetch_add(&w->streams, 1) >= STREAMS_MAX) {
        atomic_fetch_sub(&w->streams, 1);
        board_web_header(out, "Retry-After", "5");
        board_web_error(out, 503, "too many watch already");
        return;
    }
    board_watch_look(w->watch, true);
    struct events *s = check_calloc(1, sizeof(*s));
    s->web = w;
    s->beat = clock_mono();
    s->text = strdup("");
    out->type = "text/event-stream";
    out->stream = (struct http_stream){next_bytes, events_close, s};
}
