/* gen.c - `redress gen`: a synthetic stream to Kafka, or to a file as JSON lines.
 *
 * The stream itself is gen_event.c, pure; here is the loop round it: which slots are bad, where the
 * records go, how fast, and the account at the end. */
#include "core/review_json.h"
#include "feed/feed.h"
#include "feed/gen_options.h"
#include "feed/poison.h"
#include "feed/progress.h"
#include "feed/target.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DELIVERY_PATIENCE_MS 30000
#define STREAM_BAD 0x626164 /* dice of their own: --bad does not change the other events */

const char gen_about[] =
    "Makes up reviews, comments, posts and messages in Chinese and English from templates written\n"
    "for this, and sends them to Kafka as `redress feed` does. Event number i depends on --seed "
    "and\n"
    "i alone (and its times on --start), so a stream can be repeated, or gone on with (--first).\n"
    "It says how many complaints it MEANT; what the classifier finds in them is another matter.\n\n"
    "--bad mixes in records that must end as dead letters: wrong magic byte, too short, unknown\n"
    "schema id, truncated, giant length, bad union index, bad enum index, invalid UTF-8, trailing\n"
    "bytes, invalid value. --poison sends one of each and lists them.";

struct gen {
    struct gen_options options;
    struct target target;
    FILE *out; /* instead of target: JSON lines */
    struct progress progress;
    uint64_t made, complaints, slots[GEN_EVENT_SLOTS], bad[POISON_N], bad_all;
    struct gen_event event;
};

static int send_poison(struct gen *g, enum poison kind, struct err *e)
{
    struct target *t = &g->target;
    poison_make(kind, t->encoder, &g->event.fields, &t->buf);
    g->bad[kind]++;
    g->bad_all++;
    enum produce_result sent =
        produce_send(t->producer, g->event.fields.product_id, t->buf.bytes, t->buf.len, e);
    return sent == PRODUCE_QUEUED ? 0 : -1;
}

static int send_good(struct gen *g, struct err *e)
{
    g->slots[g->event.slot]++;
    g->complaints += g->event.complaint;
    if (!g->out)
        return target_send(&g->target, &g->event.fields, e) == PRODUCE_QUEUED ? 0 : -1;
    review_json_write(&g->event.fields, g->out);
    return ferror(g->out) ? err_set(e, "%s: %s", g->options.out, strerror(errno)) : 0;
}

static bool draw_bad(const struct gen_options *o, uint64_t i)
{
    struct dice d = dice_of(o->events.seed, STREAM_BAD, i);
    return o->bad && dice_chance(&d, o->bad);
}

static int gen_stream(struct gen *g, struct err *e)
{
    const struct gen_options *o = &g->options;
    while (!cli_stopped() && (!o->count || g->made < o->count)) {
        uint64_t i = o->first + g->made;
        gen_event(&o->events, i, &g->event);
        int rc = draw_bad(o, i) ? send_poison(g, (enum poison)(g->bad_all % POISON_N), e)
                                : send_good(g, e);
        if (rc != 0)
            return cli_stopped() ? 0 : -1; /* interrupted: no mistake */
        g->made++;
        if (progress_pace(&g->progress, g->made))
            progress_show(&g->progress, g->made, g->made);
        if (o->rate && !g->out)
            produce_poll(g->target.producer);
    }
    return 0;
}

/* One of each kind; the good event it is made of is another one each time. */
static int gen_poison(struct gen *g, struct err *e)
{
    for (int k = 0; k < POISON_N; k++) {
        gen_event(&g->options.events, g->options.first + (uint64_t)k, &g->event);
        if (send_poison(g, (enum poison)k, e) != 0)
            return -1;
        g->made++;
        if (!g->options.json)
            printf("%-16s expects %-16s %zu bytes: %s\n", poison_name[k],
                   vocab_reason[poison_reason[k]], g->target.buf.len, poison_doc[k]);
    }
    return 0;
}

/* Bad records by the reason that they must be dead letters for, not by kind: a test compares it
 * with the metrics. */
static void summarise_json(const struct gen *g, uint64_t delivered, FILE *to)
{
    fprintf(to,
            "{\"events\":%llu,\"originals\":%llu,\"duplicates\":%llu,\"edits\":%llu,"
            "\"complaints_meant\":%llu,\"bad\":%llu,\"bad_by_reason\":{",
            (unsigned long long)g->made, (unsigned long long)g->slots[GEN_EVENT_ORIGINAL],
            (unsigned long long)g->slots[GEN_EVENT_DUPLICATE],
            (unsigned long long)g->slots[GEN_EVENT_EDIT], (unsigned long long)g->complaints,
            (unsigned long long)g->bad_all);
    const char *before = "";
    for (int r = 0; r < REASON_N; r++) {
        uint64_t n = 0;
        for (int k = 0; k < POISON_N; k++)
            n += poison_reason[k] == r ? g->bad[k] : 0;
        if (n)
            fprintf(to, "%s\"%s\":%llu", before, vocab_reason[r], (unsigned long long)n);
        before = n ? "," : before;
    }
    fprintf(to, "},\"delivered\":%llu,\"seconds\":%.3f}\n", (unsigned long long)delivered,
            progress_seconds(&g->progress));
}

/* The summary goes where the data does not. */
static void summarise(const struct gen *g, uint64_t delivered)
{
    FILE *to = g->out == stdout ? stderr : stdout;
    double s = progress_seconds(&g->progress);
    if (g->options.json) {
        summarise_json(g, delivered, to);
        return;
    }
    fprintf(to,
            "%llu records (%llu duplicates, %llu edits, %llu bad, %llu meant as complaints), %llu "
            "%s %s, in %.1f s (%.0f/s)\n",
            (unsigned long long)g->made, (unsigned long long)g->slots[GEN_EVENT_DUPLICATE],
            (unsigned long long)g->slots[GEN_EVENT_EDIT], (unsigned long long)g->bad_all,
            (unsigned long long)g->complaints, (unsigned long long)delivered,
            g->out ? "written to" : "delivered to topic", g->out ? g->options.out : g->target.topic,
            s, (double)g->made / s);
}

/* The rest of what is buffered, in the file or in Kafka's queue; only then is it delivered. */
static int finish(struct gen *g, uint64_t *delivered, struct err *e)
{
    *delivered = g->made;
    if (g->out)
        return fflush(g->out) == 0 ? 0 : err_set(e, "%s: %s", g->options.out, strerror(errno));
    int rc = produce_finish(g->target.producer, DELIVERY_PATIENCE_MS, e);
    *delivered = produce_delivered(g->target.producer);
    return rc;
}

static int gen_run(struct gen *g, const struct cli *cli)
{
    struct err e;
    uint64_t delivered;
    progress_start(&g->progress, "events", g->options.count, g->options.rate, g->options.quiet);
    int made = g->options.poison ? gen_poison(g, &e) : gen_stream(g, &e);
    progress_clear(&g->progress);
    if (made != 0)
        cli_fail(cli, 0, "%s", e.msg);
    int finished = finish(g, &delivered, &e);
    if (finished != 0)
        cli_fail(cli, 0, "%s", e.msg);
    summarise(g, delivered);
    return made == 0 && finished == 0 ? EXIT_OK : EXIT_FAILED;
}

/* Opens the file or Kafka, then runs. */
static int gen_begin(struct gen *g, const struct cli *cli)
{
    const struct gen_options *o = &g->options;
    struct err e;
    if (o->out) {
        g->out = strcmp(o->out, "-") == 0 ? stdout : fopen(o->out, "w");
        if (!g->out)
            return cli_fail(cli, EXIT_USAGE, "--out '%s': %s", o->out, strerror(errno));
        return gen_run(g, cli);
    }
    if (target_open(&g->target, cli->cfg, o->topic, o->schema_id, &e) != 0)
        return cli_fail(cli, EXIT_USAGE, "%s", e.msg);
    if (target_reach(&g->target, cli->cfg, &e) != 0)
        return cli_fail(cli, EXIT_FAILED, "%s", e.msg);
    return gen_run(g, cli);
}

int gen_cmd(struct cli *cli)
{
    struct gen *g = check_calloc(1, sizeof(*g)); /* its texts are large for a stack */
    int code;
    if (gen_options_read(&g->options, cli, &code)) {
        cli_catch_signals();
        code = gen_begin(g, cli);
        target_close(&g->target);
        if (g->out && g->out != stdout)
            fclose(g->out);
    }
    free(g);
    return code;
}
