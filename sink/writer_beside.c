/* What is counted beside the openings, in shards of its own: sent with them, so it costs no round
 * trip, and sent again with every try, for it counts each event once. */
#include "sink/writer_cycle.h"

#include "core/log.h"
#include "core/metrics.h"
#include "sink/leaving.h"

static void push_leaving(struct writer *w, const struct cases_item *it)
{
    char what = it->complains ? leaving_of_event(it->ev) : 0;
    if (!what)
        return;
    wire_push(w->wire, leaving_call(&w->cases, wire_command(w->wire), it, what));
    w->beside++;
}

void writer_beside_push(struct writer *w)
{
    w->beside = 0;
    for (unsigned i = 0; w->cases.leaving_people > 0 && i < w->count; i++)
        push_leaving(w, &w->items[i]);
}

/* What Redis refuses here, a key of another type, must not keep the openings from being stored. */
void writer_beside_take(struct writer *w, unsigned first)
{
    for (unsigned i = 0; i < w->beside; i++) {
        const redisReply *r = wire_reply(w->wire, first + i);
        if (r->type == REDIS_REPLY_INTEGER)
            metrics_add_by(METRIC_ALERTS, ROUNDS_ALERT_DEPARTURES, (uint64_t)(r->integer == 1));
        else
            log_warn("sink", "who leaves a group was not counted", "why=\"%.200s\"",
                     r->type == REDIS_REPLY_ERROR ? r->str : "unexpected reply");
    }
    w->beside = 0;
}
