/* What stands at Alertmanager, told again: it keeps alerts in memory only, and somebody may have
 * answered the case. */
#include "notify/sender.h"

#include "core/iso8601.h"

#include <stdlib.h>
#include <string.h>

#define CASES_AT_ONCE 64 /* of a shard, for each look */

/* Alerts of several cases for one request, and what is noted once it was taken. */
struct telling {
    struct sender *s;
    json_t *list;
    struct told {
        unsigned shard;
        char case_id[KEYS_ID_CHARS + 1], id[OUTBOX_ID_CAP]; /* id "": the case was told */
    } * told;
    unsigned count, cap;
    int64_t now_ms;
    enum http_result result;
    bool ends; /* what is about no case ends with this, for nothing else says so */
};

static void note(struct telling *t, unsigned shard, const char *case_id, const char *id)
{
    if (t->count == t->cap) {
        t->cap = t->cap ? t->cap * 2 : 64;
        t->told = check_realloc(t->told, t->cap * sizeof(*t->told));
    }
    struct told *to = &t->told[t->count++];
    to->shard = shard;
    snprintf(to->case_id, sizeof(to->case_id), "%s", case_id);
    snprintf(to->id, sizeof(to->id), "%s", id);
}

static void flush_told(struct telling *t)
{
    for (unsigned i = 0; i < t->count; i++)
        if (t->told[i].id[0])
            outbox_live_drop(t->s->box, t->told[i].shard, t->told[i].case_id, t->told[i].id);
        else
            outbox_live_told(t->s->box, t->told[i].shard, t->told[i].case_id, t->now_ms);
    t->count = 0;
}

static void tell(struct telling *t)
{
    struct http_answer answer = {0};
    if (json_array_size(t->list) == 0 || t->result != HTTP_TAKEN)
        return;
    t->result = sender_pace(t->s) ? alertmanager_post(t->s->receiver, t->list, &answer) : HTTP_AWAY;
    sender_count(t->s, t->result);
    /* A list that is refused would be refused again; what was in it is told again by its next turn.
     */
    if (t->result != HTTP_AWAY)
        flush_told(t);
    if (t->result == HTTP_REFUSED)
        t->result = HTTP_TAKEN;
    json_array_clear(t->list);
}

/* The parts of "<case>:<round>:<kind>:<level>" that decide whether it still holds. */
static void read_id(struct outbox_alert *a, const char *id, const struct store_case *c)
{
    unsigned round = 0;
    *a = (struct outbox_alert){.c = *c};
    snprintf(a->id, sizeof(a->id), "%s", id);
    if (sscanf(id, "%16[^:]:%u:%15[^:]:%u", a->case_id, &round, a->kind, &a->level) < 3)
        a->kind[0] = '\0';
    a->lives = round / 10;
    a->round = round % 10;
}

static int64_t started(const json_t *alert)
{
    wall_ms_t at = {0};
    const char *text = json_string_value(json_object_get(alert, "startsAt"));
    return text && iso8601_read(text, strlen(text), &at) ? at.ms : 0;
}

static int each(void *ctx, const struct outbox_live *l)
{
    struct telling *t = ctx;
    for (unsigned i = 0; i < l->count; i++) {
        struct outbox_alert a;
        json_t *alert = json_loads(l->texts[i], 0, NULL);
        read_id(&a, l->ids[i], &l->c);
        a.at_ms = started(alert);
        bool stands = alert && message_holds(&a, t->now_ms) && !(t->ends && !l->c.known);
        if (alert) {
            alertmanager_extend(alert, stands, t->now_ms);
            json_array_append_new(t->list, alert);
        }
        if (!stands)
            note(t, l->c.shard, l->c.id, l->ids[i]);
    }
    note(t, l->c.shard, l->c.id, "");
    if ((int64_t)json_array_size(t->list) >= t->s->cfg->notify_batch)
        tell(t);
    return t->result == HTTP_TAKEN ? 0 : 1;
}

static int finish(struct telling *t, int rc)
{
    if (rc == 0)
        tell(t);
    json_decref(t->list);
    free(t->told);
    return rc;
}

int live_refresh(struct sender *s, int64_t now_ms, struct err *e)
{
    struct telling t = {.s = s, .list = json_array(), .now_ms = now_ms, .result = HTTP_TAKEN};
    int64_t before = now_ms - s->cfg->notify_refresh_s * 1000;
    int rc = outbox_live_due(s->box, before, CASES_AT_ONCE, each, &t, e);
    rc = finish(&t, rc < 0 ? -1 : 0);
    s->well = s->well && t.result == HTTP_TAKEN;
    return rc;
}

int live_resolve(struct sender *s, const struct outbox_alert *a, int64_t now_ms,
                 enum http_result *result, struct err *e)
{
    struct telling t = {
        .s = s, .list = json_array(), .now_ms = now_ms, .result = HTTP_TAKEN, .ends = true};
    int rc = outbox_live_of(s->box, a->shard, a->case_id, each, &t, e);
    rc = finish(&t, rc < 0 ? -1 : 0);
    *result = t.result;
    return rc;
}
