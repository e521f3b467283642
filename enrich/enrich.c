#include "enrich/enrich.h"

#include "core/metrics.h"
#include "enrich/classify.h"
#include "enrich/model.h"
#include "enrich/policy.h"
#include "enrich/score.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

enum {
    TOGETHER = 256, /* events that go through the gate before the first meets the model */
    AHEAD = 2,      /* events */
    BRING_MAX = 256 /* bytes; what is longer the processor sees coming by itself */
};

/* Model and policy of one load. Immutable once published. */
struct brain {
    uint64_t generation;
    struct model *model;
    struct classifier classifier;
    struct policy policy;
};

/* How a reload frees the old brain without a lock on the path: a worker writes the generation it
 * is about to use into `reading` and looks once more whether it is still the current one; 0 means
 * that it uses none. The reload publishes the new brain first and then waits until no worker reads
 * an older one. All four accesses are sequentially consistent, so either the worker sees the new
 * brain, or the reload sees the worker. */
struct enrich_worker {
    _Alignas(64) _Atomic uint64_t reading;
    struct enrich *en;
    struct enrich_worker *next;      /* list of all, under en->lock */
    struct model_scratch scratch[2]; /* of two texts: see judge_some */
};

struct enrich {
    _Atomic(struct brain *) brain;
    pthread_mutex_t lock; /* of the list of workers; never taken by enrich_batch */
    struct enrich_worker *workers;
};

static struct brain *brain_new(const struct config *cfg, uint64_t generation, struct err *e)
{
    struct brain *b = check_calloc(1, sizeof(*b));
    b->generation = generation;
    policy_init(&b->policy);
    if (policy_load(&b->policy, cfg->enrich_policy, e) == 0)
        b->model = model_load(cfg->enrich_model, e);
    if (b->model) {
        classify_init(&b->classifier, b->model, &b->policy);
        return b;
    }
    free(b);
    return NULL;
}

static void brain_free(struct brain *b)
{
    model_free(b->model);
    free(b);
}

struct enrich *enrich_new(const struct config *cfg, struct err *e)
{
    struct brain *b = brain_new(cfg, 1, e);
    if (!b)
        return NULL;
    struct enrich *en = check_calloc(1, sizeof(*en));
    atomic_init(&en->brain, b);
    pthread_mutex_init(&en->lock, NULL);
    metrics_set(METRIC_MODEL_GENERATION, (int64_t)b->generation);
    return en;
}

void enrich_free(struct enrich *en)
{
    if (!en)
        return;
    CHECK(!en->workers);
    brain_free(atomic_load(&en->brain));
    pthread_mutex_destroy(&en->lock);
    free(en);
}

/* Waits until no worker reads a brain older than `generation`: at most the length of a batch. */
static void wait_for_readers(struct enrich *en, uint64_t generation)
{
    const struct timespec pause = {.tv_nsec = 200000};
    pthread_mutex_lock(&en->lock);
    for (struct enrich_worker *w = en->workers; w; w = w->next)
        for (;;) {
            uint64_t reading = atomic_load(&w->reading);
            if (reading == 0 || reading >= generation)
                break;
            nanosleep(&pause, NULL);
        }
    pthread_mutex_unlock(&en->lock);
}

int enrich_reload(struct enrich *en, const struct config *cfg, struct err *e)
{
    struct brain *old = atomic_load(&en->brain);
    struct brain *b = brain_new(cfg, old->generation + 1, e);
    if (!b)
        return -1;
    atomic_store(&en->brain, b);
    wait_for_readers(en, b->generation);
    brain_free(old);
    metrics_set(METRIC_MODEL_GENERATION, (int64_t)b->generation);
    return 0;
}

struct enrich_worker *enrich_worker_new(struct enrich *en)
{
    struct enrich_worker *w = aligned_alloc(64, sizeof(*w));
    CHECK(w);
    atomic_init(&w->reading, 0);
    w->en = en;
    pthread_mutex_lock(&en->lock);
    w->next = en->workers;
    en->workers = w;
    pthread_mutex_unlock(&en->lock);
    return w;
}

void enrich_worker_free(struct enrich_worker *w)
{
    if (!w)
        return;
    pthread_mutex_lock(&w->en->lock);
    struct enrich_worker **at = &w->en->workers;
    while (*at != w)
        at = &(*at)->next;
    *at = w->next;
    pthread_mutex_unlock(&w->en->lock);
    free(w);
}

/* Announces and returns the current brain. */
static const struct brain *brain_enter(struct enrich_worker *w)
{
    for (;;) {
        struct brain *b = atomic_load(&w->en->brain);
        /* Reading b->generation would touch a brain that may be gone already; 1 is older than any
         * reload waits for, so it holds back every reload until the right number is known. */
        atomic_store(&w->reading, 1);
        if (atomic_load(&w->en->brain) != b)
            continue;
        atomic_store(&w->reading, b->generation);
        return b;
    }
}

static void brain_leave(struct enrich_worker *w)
{
    atomic_store(&w->reading, 0);
}

static bool settled_here(const struct event *ev)
{
    /* a message, or a review that was edited, may matter to a case whatever it says */
    return ev->finding.cause_count == 0 && !event_is_message(&ev->fields) &&
           ev->fields.version <= 1;
}

/* What is no complaint needs no priority: nobody will ask for it. */
static void settle(const struct brain *brain, struct event *ev)
{
    if (settled_here(ev))
        ev->verdict.outcome = OUTCOME_NO_COMPLAINT;
    else
        score_finding(&brain->policy, &ev->fields, ev->source.arrived, &ev->finding);
}

/* The text, which was read when it was decoded, but hundreds of events ago. */
static inline __attribute__((always_inline)) void bring(const struct event_fields *f)
{
    for (uint32_t at = 0; at < BRING_MAX; at += 64)
        __builtin_prefetch((const void *)((uintptr_t)f->body.ptr + at)); /* which may be NULL */
}

static void gate_some(const struct brain *brain, struct event *events, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        struct event *ev = &events[i];
        if (i + AHEAD < n)
            bring(&events[i + AHEAD].fields);
        if (ev->verdict.outcome != OUTCOME_NONE)
            continue;
        ev->finding.praise = !classify_passes(&brain->classifier, &ev->fields, &ev->finding);
        if (ev->finding.praise)
            settle(brain, ev);
    }
}

static void judge(const struct brain *brain, struct model_scratch *s, struct event *ev)
{
    classify_told(&brain->classifier, &ev->fields, s, &ev->finding);
    settle(brain, ev);
}

/* A text is read before the one before it is judged: meanwhile what this one needs comes from
 * memory. */
static void judge_some(struct enrich_worker *w, const struct brain *brain, struct event *events,
                       uint32_t n)
{
    struct event *before = NULL;
    unsigned turn = 0;
    for (uint32_t i = 0; i < n; i++) {
        struct event *ev = &events[i];
        if (ev->verdict.outcome != OUTCOME_NONE || ev->finding.praise)
            continue;
        classify_read(&brain->classifier, &ev->fields, &w->scratch[turn]);
        turn ^= 1;
        if (before)
            judge(brain, &w->scratch[turn], before);
        before = ev;
    }
    if (before)
        judge(brain, &w->scratch[turn ^ 1], before);
}

void enrich_gate(struct enrich_worker *w, struct event *events, uint32_t n)
{
    gate_some(brain_enter(w), events, n);
    brain_leave(w);
}

void enrich_judge(struct enrich_worker *w, struct event *events, uint32_t n)
{
    judge_some(w, brain_enter(w), events, n);
    brain_leave(w);
}

/* The gate first, for all of them: its table is as large as a core's innermost cache, and the model
 * would push it out again and again. */
void enrich_events(struct enrich_worker *w, struct event *events, uint32_t n)
{
    const struct brain *brain = brain_enter(w);
    for (uint32_t i = 0, some; i < n; i += some) {
        some = n - i < TOGETHER ? n - i : TOGETHER;
        gate_some(brain, events + i, some);
        judge_some(w, brain, events + i, some);
    }
    brain_leave(w);
}

void enrich_batch(struct enrich_worker *w, struct batch *b)
{
    enrich_events(w, b->events, b->count);
    batch_list_open(b);
}

struct enrich_thread {
    pthread_t thread;
    struct enrich_worker *worker;
    struct ring *in, *out;
};

static void *run(void *arg)
{
    struct enrich_thread *t = arg;
    for (;;) {
        struct batch *b = ring_pop(t->in, -1);
        if (b) {
            enrich_batch(t->worker, b);
            ring_push(t->out, b);
        } else if (ring_drained(t->in))
            break;
    }
    ring_close(t->out);
    return NULL;
}

struct enrich_thread *enrich_thread_start(struct enrich *en, struct ring *in, struct ring *out)
{
    struct enrich_thread *t = check_calloc(1, sizeof(*t));
    *t = (struct enrich_thread){.worker = enrich_worker_new(en), .in = in, .out = out};
    CHECK(pthread_create(&t->thread, NULL, run, t) == 0);
    pthread_setname_np(t->thread, "enrich");
    return t;
}

void enrich_thread_join(struct enrich_thread *t)
{
    if (!t)
        return;
    CHECK(pthread_join(t->thread, NULL) == 0);
    enrich_worker_free(t->worker);
    free(t);
}
