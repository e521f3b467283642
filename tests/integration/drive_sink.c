/* drive_sink - the sink alone, fed from memory, so that tests know to the event what must come out.
 *
 *   drive_sink [-s section.key=value]... EVENTS [RINGS [PAUSE_US [LATER]]]
 *
 * Of ten events in a row six are complaints, one none, one a replay, one a newer version, one a
 * message to a case; LATER is added to all versions. The last line on stdout is a JSON object with
 * what became of them; SIGTERM ends the run early, as losing the partition would. */
#include "core/cli.h"
#include "core/log.h"
#include "core/metrics.h"
#include "sink/sink.h"

#include <stdlib.h>
#include <unistd.h>

#define TEXT 64
#define RINGS_MAX 8
#define BATCH_EVENTS 100
#define BATCHES 32

struct texts { /* of one event */
    char review[TEXT], product[TEXT], author[TEXT], reply_to[TEXT];
};

struct drive {
    struct config *cfg;
    struct ring *in[RINGS_MAX], *home;
    unsigned rings, in_flight;
    struct batch *batch[BATCHES];
    struct texts *texts[BATCHES];
    uint64_t next, events, outcomes[OUTCOME_N];
    int64_t later;
};

static struct str text(char out[TEXT], const char *what, uint64_t n)
{
    snprintf(out, TEXT, "%s-%llu", what, (unsigned long long)n);
    return str_from(out);
}

/* Of a newer version, a replay and a message the complaint they are about. */
static uint64_t about(uint64_t n)
{
    switch (n % 10) {
    case 7:
        return n - 7;
    case 8:
        return n - 6;
    case 9:
        return n - 5;
    default:
        return n;
    }
}

static void make(struct event *ev, struct texts *t, uint64_t n, int64_t later)
{
    uint64_t of = about(n);
    struct event_fields *f = &ev->fields;
    *ev = (struct event){.source = {.topic = "drive", .offset = (int64_t)n, .partition = 1}};
    event_fields_init(f);
    f->marketplace = STR_LIT("drive");
    f->seller_id = STR_LIT("seller-1");
    f->locale = STR_LIT("en");
    f->review_id = text(t->review, "review", of);
    f->product_id = text(t->product, "product", of / 2); /* now and then two make a herd */
    f->author_id = text(t->author, "author", of);
    f->created_at = (int64_t)1760000000000 + (int64_t)of;
    f->rating = 1;
    ev->finding = (struct finding){.p_complaint = 900,
                                   .priority = 400,
                                   .herd_points = 160,
                                   .herd_floor = 700,
                                   .cause_count = 1,
                                   .cause = {CAUSE_DEFECT}};
    ev->finding.points[TERM_RATING] = 160;
    ev->finding.points[TERM_SEVERITY] = 240;
    ev->finding.p_cause[CAUSE_DEFECT] = 930;
    if (n % 10 == 6)
        ev->finding = (struct finding){0};
    f->version = later + (n % 10 == 8 ? 2 : 1);
    if (n % 10 == 9) {
        f->kind = KIND_CUSTOMER_MESSAGE;
        f->review_id = text(t->review, "message", n);
        f->reply_to = text(t->reply_to, "review", of);
        ev->finding = (struct finding){0};
    }
}

static void fill(struct drive *d, unsigned slot)
{
    struct batch *b = d->batch[slot];
    b->received = clock_mono();
    for (b->count = 0; b->count < b->cap && d->next < d->events; b->count++, d->next++)
        make(&b->events[b->count], &d->texts[slot][b->count], d->next, d->later);
    batch_list_open(b);
    batch_list_open(b);
}

static void came_home(struct drive *d, struct batch *b)
{
    for (uint32_t i = 0; i < b->count; i++)
        d->outcomes[b->events[i].verdict.outcome]++;
    d->in_flight--;
}

static unsigned slot_of(const struct drive *d, const struct batch *b)
{
    unsigned i = 0;
    while (d->batch[i] != b)
        i++;
    return i;
}

static void run(struct drive *d, unsigned pause_us)
{
    uint64_t dealt = 0;
    unsigned fresh = 0;
    while (!cli_stopped() && (d->next < d->events || d->in_flight > 0)) {
        struct batch *b = NULL;
        if (fresh < BATCHES && d->next < d->events)
            b = d->batch[fresh++];
        else if ((b = ring_pop(d->home, 20)))
            came_home(d, b);
        if (!b || d->next == d->events)
            continue;
        fill(d, slot_of(d, b));
        d->in_flight++;
        ring_push(d->in[dealt++ % d->rings], b);
        if (pause_us)
            usleep(pause_us);
    }
}

static void report(const struct drive *d, double seconds, double cpu_us)
{
    printf("{\"pushed\":%llu,\"in_flight\":%u", (unsigned long long)d->next, d->in_flight);
    for (int i = OUTCOME_NO_COMPLAINT; i < OUTCOME_N; i++)
        printf(",\"%s\":%llu", metrics_outcomes[i], (unsigned long long)d->outcomes[i]);
    printf(",\"seconds\":%.3f,\"cpu_us_per_event\":%.3f}\n", seconds, cpu_us);
    fflush(stdout);
}

static int configure(struct drive *d, int argc, char **argv, unsigned *pause_us, struct err *e)
{
    int at = 1;
    for (; at + 1 < argc && strcmp(argv[at], "-s") == 0; at += 2)
        if (config_assign(d->cfg, argv[at + 1], e) != 0)
            return -1;
    if (at >= argc)
        return err_set(e, "EVENTS is missing");
    d->events = strtoull(argv[at], NULL, 10);
    d->rings = at + 1 < argc ? (unsigned)atoi(argv[at + 1]) : 1;
    *pause_us = at + 2 < argc ? (unsigned)atoi(argv[at + 2]) : 0;
    d->later = at + 3 < argc ? atoi(argv[at + 3]) : 0;
    if (d->rings < 1 || d->rings > RINGS_MAX)
        return err_set(e, "RINGS is 1 to %d", RINGS_MAX);
    return config_assign(d->cfg, "ingest.batch_events=100", e);
}

static void make_all(struct drive *d)
{
    for (unsigned i = 0; i < d->rings; i++)
        d->in[i] = ring_new(BATCHES);
    d->home = ring_new(BATCHES);
    for (unsigned i = 0; i < BATCHES; i++) {
        d->batch[i] = batch_new(BATCH_EVENTS);
        d->texts[i] = check_calloc(BATCH_EVENTS, sizeof(struct texts));
    }
}

static void free_all(struct drive *d)
{
    for (unsigned i = 0; i < BATCHES; i++) {
        batch_free(d->batch[i]);
        free(d->texts[i]);
    }
    for (unsigned i = 0; i < d->rings; i++)
        ring_free(d->in[i]);
    ring_free(d->home);
}

static int drive(struct drive *d, unsigned pause_us, struct err *e)
{
    struct sink *s = sink_start(d->cfg, d->in, d->rings, d->home, e);
    if (!s)
        return -1;
    mono_ns_t start = clock_mono();
    uint64_t cpu = clock_cpu_ns(CLOCK_PROCESS_CPUTIME_ID);
    run(d, pause_us);
    for (unsigned i = 0; i < d->rings; i++)
        ring_close(d->in[i]);
    sink_stop(s);
    for (struct batch *b; (b = ring_try_pop(d->home));)
        came_home(d, b);
    report(d, (double)(clock_mono().ns - start.ns) / 1e9,
           (double)(clock_cpu_ns(CLOCK_PROCESS_CPUTIME_ID) - cpu) / 1e3 / (double)d->next);
    return 0;
}

int main(int argc, char **argv)
{
    struct err e;
    unsigned pause_us;
    struct drive d = {.cfg = config_new()};
    cli_catch_signals();
    int done = configure(&d, argc, argv, &pause_us, &e);
    if (done == 0) {
        make_all(&d);
        done = drive(&d, pause_us, &e);
        free_all(&d);
    }
    if (done != 0)
        fprintf(stderr, "drive_sink: %s\n", e.msg);
    config_free(d.cfg);
    return done == 0 ? EXIT_OK : EXIT_USAGE;
}
