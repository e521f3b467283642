/* What is counted beside the openings, in shards of its own: sent with them, so it costs no round
 * trip but for people who are known, and sent again with every try, for each event counts once. */
#include "sink/writer_cycle.h"

#include "core/clock.h"
#include "core/log.h"
#include "core/metrics.h"
#include "sink/known.h"
#include "sink/leaving.h"

enum beside { LEAVING, FIRST, KEEP };

#define NUMBER_BYTES 4 /* the least that is said in return: a digit */

static void pushed(struct writer *w, unsigned shard, unsigned item, enum beside what)
{
    wire_push(w->wire, shard);
    wire_expect(w->wire, NUMBER_BYTES);
    w->beside[w->besides++] = (struct writer_beside){item, (uint8_t)what};
}

static void push_leaving(struct writer *w, unsigned item)
{
    const struct cases_item *it = &w->items[item];
    char what = w->cases.leaving_people > 0 && it->complains ? leaving_of_event(it->ev) : 0;
    if (what)
        pushed(w, leaving_call(&w->cases, wire_command(w->wire), it, what), item, LEAVING);
}

/* Was its bucket kept today? It is now. */
static bool is_kept(struct writer *w, const struct known *k)
{
    unsigned bit = k->shard * KNOWN_BUCKETS + k->bucket;
    bool was = w->kept[bit / 8] >> bit % 8 & 1;
    w->kept[bit / 8] |= (uint8_t)(1u << bit % 8);
    return was;
}

static void push_known(struct writer *w, unsigned item, int64_t now_ms)
{
    struct known k;
    if (!known_of(&w->cases, &w->items[item], now_ms, &k))
        return;
    known_note(wire_command(w->wire), &k);
    pushed(w, k.shard, item, FIRST);
    if (is_kept(w, &k))
        return;
    known_keep(&w->cases, wire_command(w->wire), &k, now_ms);
    pushed(w, k.shard, item, KEEP);
}

void writer_beside_push(struct writer *w)
{
    int64_t now = clock_wall().ms + w->cases.skew_ms;
    w->besides = w->knowns = 0;
    if (w->tries > 1 || now / KNOWN_DAY_MS != w->kept_day) /* what a lost reply did is not known */
        memset(w->kept, 0, (size_t)w->cases.shards * KNOWN_BUCKETS / 8);
    w->kept_day = now / KNOWN_DAY_MS;
    for (unsigned i = 0; i < w->count; i++) {
        push_leaving(w, i);
        push_known(w, i, now);
    }
}

/* What Redis refuses here, a key of another type, must not keep the openings from being stored. */
static bool is_number(const redisReply *r)
{
    if (r->type == REDIS_REPLY_INTEGER)
        return true;
    log_warn("sink", "not counted: who leaves a group, or complains again", "why=\"%.200s\"",
             r->type == REDIS_REPLY_ERROR ? r->str : "unexpected reply");
    return false;
}

void writer_beside_take(struct writer *w, unsigned first)
{
    for (unsigned i = 0; i < w->besides; i++) {
        const redisReply *r = wire_reply(w->wire, first + i);
        const struct writer_beside *b = &w->beside[i];
        if (!is_number(r))
            continue;
        if (b->what == LEAVING)
            metrics_add_by(METRIC_ALERTS, ROUNDS_ALERT_DEPARTURES, (uint64_t)(r->integer == 1));
        else if (b->what == FIRST && r->integer == 0)
            w->known[w->knowns++] = (struct writer_known){.item = b->item};
    }
    w->besides = 0;
}
