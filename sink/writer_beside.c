/* What is counted beside the openings, in shards of its own: sent with them, so it costs no round
 * trip but for people who are known, and sent again with every try, for each event counts once. */
#include "sink/writer_cycle.h"

#include "core/clock.h"
#include "core/log.h"
#include "core/metrics.h"
#include "sink/known.h"
#include "sink/leaving.h"

enum beside { LEAVING, FIRST, TIDY };

#define NUMBER_BYTES 4 /* the least that is said in return: a digit */
#define TIDY_BEFORE                                                                                \
    64 /* turns before a start that are taken again: who was to take them may be dead */

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

static void push_known(struct writer *w, unsigned item, int64_t now_ms)
{
    struct known k;
    if (!known_of(&w->cases, &w->items[item], now_ms, &k))
        return;
    known_note(wire_command(w->wire), &k);
    pushed(w, k.shard, item, FIRST);
}

/* The buckets whose turn has come; also when nobody is noted any more. Their turns count as taken
 * when Redis has answered. */
static void push_tidy(struct writer *w, int64_t now_ms)
{
    int64_t turn = known_turn(&w->cases, now_ms), week = known_turn(&w->cases, KNOWN_WEEK_MS);
    if (w->tidied == 0)
        w->tidied = turn - TIDY_BEFORE;
    if (turn - w->tidied > week) /* nothing was written for so long */
        w->tidied = turn - week;
    for (int64_t i = 1; i <= WRITER_TIDIES && w->tidied + i <= turn; i++)
        pushed(w, known_tidy(&w->cases, wire_command(w->wire), w->tidied + i, now_ms), 0, TIDY);
}

void writer_beside_push(struct writer *w)
{
    int64_t now = clock_wall().ms + w->cases.skew_ms;
    w->besides = w->knowns = 0;
    for (unsigned i = 0; i < w->count; i++) {
        push_leaving(w, i);
        push_known(w, i, now);
    }
    push_tidy(w, now);
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
        w->tidied += b->what == TIDY;
        if (!is_number(r))
            continue;
        if (b->what == LEAVING)
            metrics_add_by(METRIC_ALERTS, ROUNDS_ALERT_DEPARTURES, (uint64_t)(r->integer == 1));
        else if (b->what == FIRST && r->integer == 0)
            w->known[w->knowns++] = (struct writer_known){.item = b->item};
    }
    w->besides = 0;
}
