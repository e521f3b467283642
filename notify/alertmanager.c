/* Alertmanager's v2 API. It knows an alert by its labels, keeps it in memory only, and takes one
 * without an end for over after five minutes: so each has an end far off, and is told again while
 * it stands (live.c). */
#include "notify/receiver.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define STANDS_MS                                                                                  \
    (24 * INT64_C(3600000)) /* should nobody tell it any more, it ends after a day                 \
                             */

static void label(json_t *labels, const char *name, struct str value)
{
    json_t *text = value.len ? json_stringn(value.ptr, value.len) : NULL;
    if (text) /* Alertmanager drops empty labels; what is no UTF-8 it would refuse */
        json_object_set_new(labels, name, text);
}

static json_t *labels_of(const struct outbox_alert *a)
{
    const struct store_case *c = &a->c;
    char name[32], level[12];
    json_t *labels = json_object();
    snprintf(name, sizeof(name), "RedressCase%c%s", toupper((unsigned char)a->kind[0]),
             a->kind + 1);
    snprintf(level, sizeof(level), "%u", a->level);
    label(labels, "alertname", str_from(name));
    label(labels, "case", str_from(a->case_id));
    label(labels, "kind", str_from(a->kind));
    label(labels, "round", str_from(message_round(a)));
    label(labels, "level", str_from(level));
    label(labels, "severity", str_from(message_severity(a)));
    if (c->known) {
        label(labels, "lane", str_from(rounds_lane_name[c->head.state.lane]));
        label(labels, "cause", str_from(message_cause(a)));
    }
    label(labels, "marketplace", c->known ? c->fields.marketplace : str_from(a->marketplace));
    label(labels, "product", str_from(a->product));
    label(labels, "seller", c->fields.seller_id);
    return labels;
}

static json_t *annotations_of(const struct outbox_alert *a, int64_t now_ms)
{
    char words[MESSAGE_CAP];
    json_t *notes = json_object();
    json_object_set_new(notes, "what", json_string(message_what(a, words)));
    json_object_set_new(notes, "why", json_string(message_why(a, words)));
    if (a->due_ms > 0)
        json_object_set_new(notes, "deadline", message_moment(a->due_ms));
    json_object_set_new(notes, "command", json_string(message_command(a, now_ms, words)));
    return notes;
}

json_t *alertmanager_alert(const struct outbox_alert *a, int64_t now_ms)
{
    json_t *j = json_object();
    json_object_set_new(j, "labels", labels_of(a));
    json_object_set_new(j, "annotations", annotations_of(a, now_ms));
    json_object_set_new(j, "startsAt", message_moment(a->at_ms));
    /* The clocks of Redis and of this host may differ: the end must not lie before the start. */
    int64_t from = a->at_ms > now_ms ? a->at_ms : now_ms;
    json_object_set_new(j, "endsAt", message_moment(from + STANDS_MS));
    return j;
}

void alertmanager_extend(json_t *alert, bool stands, int64_t now_ms)
{
    json_t *ends = message_moment(now_ms + (stands ? STANDS_MS : 0));
    const char *starts = json_string_value(json_object_get(alert, "startsAt"));
    if (starts && strcmp(json_string_value(ends), starts) < 0)
        json_string_set(ends, starts);
    json_object_set_new(alert, "endsAt", ends);
}

/* To each of a cluster: they do not tell one another. One that has it is enough. */
enum http_result alertmanager_post(struct receiver *c, const json_t *alerts,
                                   struct http_answer *out)
{
    enum http_result best = HTTP_AWAY;
    char *body = json_dumps(alerts, JSON_COMPACT);
    for (unsigned i = 0; i < c->http_count; i++) {
        struct http_answer answer;
        enum http_result result = http_post(c->http[i], "/api/v2/alerts", NULL, body, &answer);
        if (i == 0 || result < best) {
            best = result;
            *out = answer;
        }
    }
    free(body);
    return best;
}
