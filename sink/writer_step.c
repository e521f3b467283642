/* What the machine must decide: a newer version of a closed case, a message to a case. Read, run
 * rounds_step, apply by compare-and-set, and again for those that lost the race. */
#include "sink/writer_cycle.h"

#include "core/metrics.h"

#include <stdio.h>

#define STEP_ROUNDS 50 /* lost races in a row before we pause */

static unsigned shard_of(const struct writer *w, unsigned item)
{
    return keys_shard(w->items[item].ev->fields.product_id, w->cases.shards);
}

struct step {
    struct cases_head head; /* the case as it was read */
    struct cases_heard heard;
    char mg[CASES_HEARD_CAP], floor[12], rating[12];
    struct cases_pair pair[3];
    struct rounds_outcome out;
    uint8_t rank_before;
    bool waits; /* for another step of the same case */
};

static enum rounds_event event_of(const struct writer *w, unsigned item, bool reopens)
{
    const struct event_fields *f = &w->items[item].ev->fields;
    if (reopens)
        return ROUNDS_EV_REOPEN;
    if (event_is_result(f))
        return f->kind == KIND_APPEAL_WON ? ROUNDS_EV_WON : ROUNDS_EV_LOST;
    return keys_is_message(f) ? ROUNDS_EV_REPLY : ROUNDS_EV_UPDATE;
}

/* An angrier message, or one that threatens, makes its case more urgent; none makes it less so. */
static void hear(struct step *s, struct cases_step *step)
{
    struct cases_heard *h = &s->heard;
    step->priority = cases_heard_take(h, &step->ev->finding, s->head.priority, step->now_ms);
    if (h->at_ms != step->now_ms)
        return;
    cases_heard_write(h, s->mg);
    s->pair[0] = (struct cases_pair){"mg", s->mg};
    step->extra = s->pair;
    step->extra_count = 1;
    if (h->floor_points <= h->case_floor)
        return;
    snprintf(s->floor, sizeof(s->floor), "%u", h->floor_points);
    s->pair[1] = (struct cases_pair){"fl", vocab_floor[h->floor]};
    s->pair[2] = (struct cases_pair){"fv", s->floor};
    step->extra_count = 3;
}

/* What the review says now that it was edited and no longer complains: how it was taken. */
static void rate(struct step *s, struct cases_step *step)
{
    int32_t rating = step->ev->fields.rating;
    if (rating < 1 || rating > 5)
        return;
    snprintf(s->rating, sizeof(s->rating), "%d", (int)rating);
    s->pair[0] = (struct cases_pair){"rt", s->rating};
    step->extra = s->pair;
    step->extra_count = 1;
}

/* Nobody typed in how the platform decided: whoever has the case is told, as of an edited review.
 */
static void tell_result(const struct writer *w, int64_t now_ms, struct rounds_outcome *out)
{
    const struct rounds_args args = {.calm = true};
    struct rounds_outcome told = {0};
    rounds_step(&w->cases.budgets, &out->next, ROUNDS_EV_UPDATE, &args, now_ms, &told);
    if (!told.allowed)
        return; /* the case waited for nothing else, and is closed */
    out->next = told.next;
    for (unsigned i = 0; i < told.alert_count && out->alert_count < ROUNDS_ALERTS_MAX; i++)
        out->alerts[out->alert_count++] = told.alerts[i];
}

/* A complaint steps a closed case open again, a message is a reply, an edited review that does not
 * complain any more is told to whoever has the case; what the machine refuses (a
 * thank-you after the close) or was open already (somebody was faster) is only noted, with a line
 * in the log. */
static void push_step(struct writer *w, unsigned item, struct step *s)
{
    struct event *ev = w->items[item].ev;
    unsigned shard = shard_of(w, item);
    bool closed = s->head.state.state == ROUNDS_CL, message = keys_is_message(&ev->fields);
    bool reopens = closed && w->items[item].complains;
    bool calm = !w->items[item].complains, result = event_is_result(&ev->fields);
    enum rounds_event event = event_of(w, item, reopens);
    const struct rounds_args args = {.calm = calm};
    s->out = (struct rounds_outcome){0};
    if (reopens || message || calm)
        rounds_step(&w->cases.budgets, &s->head.state, event, &args, w->latest_ms[shard], &s->out);
    if (result && s->out.allowed)
        tell_result(w, w->latest_ms[shard], &s->out);
    struct cases_step step = {
        .id = w->items[item].id,
        .was = &s->head,
        .next = s->out.allowed ? &s->out.next : NULL,
        .alerts = s->out.alerts,
        .alert_count = s->out.alert_count,
        .event = rounds_event_name[event],
        .who = result    ? "platform"
               : message ? "customer"
                         : "",
        .ev = ev,
        .now_ms = w->latest_ms[shard],
        .not_before_ms = s->out.at_ms,
    };
    if (message && !result && s->out.allowed)
        hear(s, &step);
    if (!message && calm)
        rate(s, &step);
    cases_apply(&w->cases, wire_command(w->wire), shard, &step);
    wire_push(w->wire, shard);
    s->rank_before = w->rank[item];
    writer_rank(w, item, RANK_UPDATED); /* holds if the reply is lost */
}

static void count_alerts(const struct rounds_outcome *out)
{
    for (unsigned i = 0; i < out->alert_count; i++)
        metrics_add_by(METRIC_ALERTS, out->alerts[i].kind, 1);
}

/* Can the step be taken in this case? Else the item has its rank or its rejection. */
static bool takes(struct writer *w, unsigned item, int read, const struct cases_head *h)
{
    const struct event_fields *f = &w->items[item].ev->fields;
    if (read < 0) {
        writer_reject(w, item, "its case in Redis was damaged by somebody");
        return false;
    }
    if (!keys_is_message(f) && f->version <= h->version) { /* a newer one came in between */
        writer_rank(w, item, RANK_DUPLICATE);
        return false;
    }
    return true;
}

/* Reads the cases of all steps; drops those steps that cannot be taken. */
static int read_cases(struct writer *w, struct step *steps, struct err *e)
{
    unsigned kept = 0;
    for (unsigned i = 0; i < w->steps; i++) {
        unsigned item = (unsigned)w->step[i];
        cases_get(wire_command(w->wire), shard_of(w, item), w->items[item].id);
        wire_push(w->wire, shard_of(w, item));
    }
    if (writer_flush(w, e) != 0)
        return -1;
    for (unsigned i = 0; i < w->steps; i++) {
        int read = cases_read(wire_reply(w->wire, i), &steps[kept].head);
        cases_heard_read(&steps[kept].heard, wire_reply(w->wire, i));
        if (read == 0)
            return err_set(e, "redis: case %s vanished", w->items[w->step[i]].id);
        if (takes(w, (unsigned)w->step[i], read, &steps[kept].head))
            w->step[kept++] = w->step[i];
    }
    w->steps = kept;
    wire_reset(w->wire);
    return 0;
}

/* Of one case one step at a time: the second would lose the race, and if the reply were lost too,
 * nobody could tell which of them did it. */
static bool is_second(const struct writer *w, unsigned i)
{
    for (unsigned j = 0; j < i; j++)
        if (memcmp(w->items[w->step[j]].id, w->items[w->step[i]].id, KEYS_ID_CHARS) == 0)
            return true;
    return false;
}

static void push_steps(struct writer *w, struct step *steps)
{
    for (unsigned i = 0; i < w->steps; i++) {
        steps[i].waits = is_second(w, i);
        if (!steps[i].waits)
            push_step(w, (unsigned)w->step[i], &steps[i]);
    }
}

/* Applies them; those that lost a race stay, and those of a clock that a failover set back. */
static int apply_steps(struct writer *w, struct step *steps, struct err *e)
{
    unsigned kept = 0, reply = 0;
    push_steps(w, steps);
    if (writer_flush(w, e) != 0)
        return -1;
    for (unsigned i = 0; i < w->steps; i++) {
        if (steps[i].waits) {
            w->step[kept++] = w->step[i];
            continue;
        }
        const redisReply *r = wire_reply(w->wire, reply++);
        if (r->type != REDIS_REPLY_ARRAY || r->elements != 2)
            return writer_bad_reply("rd_apply", r, e);
        w->latest_ms[shard_of(w, (unsigned)w->step[i])] = r->element[1]->integer;
        if (r->element[0]->integer == CASES_GONE)
            return err_set(e, "redis: case %s vanished", w->items[w->step[i]].id);
        if (r->element[0]->integer == CASES_APPLIED) {
            count_alerts(&steps[i].out);
            continue;
        }
        w->rank[w->step[i]] = steps[i].rank_before;
        w->step[kept++] = w->step[i];
    }
    w->steps = kept;
    wire_reset(w->wire);
    return 0;
}

int writer_step(struct writer *w, struct err *e)
{
    enum { CHUNK = 64 }; /* few events step: a chunk lives on the stack */
    struct step steps[CHUNK];
    for (int round = 0; w->steps > 0; round++) {
        unsigned rest = w->steps > CHUNK ? w->steps - CHUNK : 0;
        if (round == STEP_ROUNDS)
            return err_set(e, "redis: case %s is moved by others all the time",
                           w->items[w->step[0]].id);
        w->steps -= rest;
        unsigned took = w->steps;
        if (read_cases(w, steps, e) != 0 || apply_steps(w, steps, e) != 0)
            return -1;
        memmove(w->step + w->steps, w->step + took, rest * sizeof(*w->step));
        if (w->steps < took) /* progress */
            round = 0;
        w->steps += rest;
    }
    return 0;
}
