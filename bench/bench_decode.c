/* One review event from bytes to struct: libavro's generic read beside the plan, on the same
 * events, in turns, so that a busy machine slows both. What the rows mean:
 *
 *   libavro    avro_value_read into one reused generic value (it copies every string)
 *   steps      the plan interpreted step by step, as for any writer's schema
 *   straight   the plan for our own schema, unrolled
 *   event      decode_event: framing, schema look-up, straight, and the checks of the values
 *
 * Instructions are counted where the machine can (perf_event_open); else see --help. */
#include "core/clock.h"
#include "core/event.h"
#include "ingest/decode.h"
#include "ingest/ingest.h"
#include "ingest/plan.h"
#include "ingest/reader.h"
#include "ingest/utf8.h"

#include <avro.h>
#include <getopt.h>
#include <linux/perf_event.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#define EVENTS 512
#define EVENT_BYTES 4096
#define SCHEMA_ID 2 /* our own, built in */
#define ROUNDS_MAX 101

struct bench {
    uint8_t *bytes[EVENTS]; /* framed */
    size_t len[EVENTS];
    size_t total;
    struct reader *reader;
    struct plan *plan;
    struct decoder *decoder;
    avro_schema_t schema;
    avro_value_t value;
    avro_reader_t source;
    double ns[4][ROUNDS_MAX], instructions[4]; /* of each row */
    uint64_t sum; /* of something of every event, so that nothing is left out */
};

/* Sentences of the length of reviews, half of them Chinese. */
static const char *const bodies[] = {
    "The box came two weeks late and one corner was crushed. The blender itself works, but the lid "
    "does not close and it leaks over the table every single time. I wrote to the shop twice and "
    "nobody has answered me. I would like my money back.",
    "\xe5\xbf\xab\xe9\x80\x92\xe6\x99\x9a\xe4\xba\x86\xe5\x8d\x81\xe5\xa4\xa9\xe6\x89\x8d\xe5\x88"
    "\xb0\xef\xbc\x8c\xe7\x9b\x92\xe5\xad\x90\xe5\x8e\x8b\xe5\x9d\x8f\xe4\xba\x86\xe4\xb8\x80\xe8"
    "\xa7\x92\xef\xbc\x8c\xe7\x9b\x96\xe5\xad\x90\xe7\x9b\x96\xe4\xb8\x8d\xe7\xb4\xa7\xef\xbc\x8c"
    "\xe6\xaf\x8f\xe6\xac\xa1\xe7\x94\xa8\xe9\x83\xbd\xe6\xbc\x8f\xe6\xb0\xb4\xe3\x80\x82\xe6\x88"
    "\x91\xe8\x81\x94\xe7\xb3\xbb\xe5\xba\x97\xe5\xae\xb6\xe4\xb8\xa4\xe6\xac\xa1\xef\xbc\x8c\xe6"
    "\xb2\xa1\xe6\x9c\x89\xe4\xba\xba\xe5\x9b\x9e\xe7\xad\x94\xe6\x88\x91\xef\xbc\x8c\xe5\xb8\x8c"
    "\xe6\x9c\x9b\xe5\xb0\xbd\xe5\xbf\xab\xe9\x80\x80\xe6\xac\xbe\xe3\x80\x82",
    "Good value, arrived on time and does what it should; my daughter uses it every morning. I "
    "only wish the cable were a little longer, the socket in our kitchen is far from the counter. "
    "Would buy again from this shop, the packaging was neat as well.",
    "\xe5\x91\xb3\xe9\x81\x93\xe4\xb8\x8d\xe9\x94\x99\xef\xbc\x8c\xe5\xae\xb6\xe9\x87\x8c\xe8\x80"
    "\x81\xe4\xba\xba\xe5\xad\xa9\xe5\xad\x90\xe9\x83\xbd\xe5\x96\x9c\xe6\xac\xa2\xef\xbc\x8c\xe5"
    "\x8c\x85\xe8\xa3\x85\xe4\xb9\x9f\xe5\xbe\x88\xe7\x94\xa8\xe5\xbf\x83\xef\xbc\x8c\xe4\xb8\x8b"
    "\xe6\xac\xa1\xe8\xbf\x98\xe4\xbc\x9a\xe6\x9d\xa5\xe4\xb9\xb0\xe7\x9a\x84\xef\xbc\x8c\xe5\xb0"
    "\xb1\xe6\x98\xaf\xe7\x89\xa9\xe6\xb5\x81\xe6\x9c\x89\xe7\x82\xb9\xe6\x85\xa2\xef\xbc\x8c\xe7"
    "\xad\x89\xe4\xba\x86\xe5\xa5\xbd\xe5\x87\xa0\xe5\xa4\xa9\xe6\x89\x8d\xe6\x94\xb6\xe5\x88\xb0"
    "\xe8\xb4\xa7\xe3\x80\x82",
};

static void must(int rc)
{
    if (rc != 0) {
        fprintf(stderr, "bench_decode: libavro: %s\n", avro_strerror());
        exit(1);
    }
}

/* The field, or the branch with a value of an optional one. */
static avro_value_t field(avro_value_t *event, const char *name)
{
    avro_value_t f, branch;
    must(avro_value_get_by_name(event, name, &f, NULL));
    if (avro_value_get_type(&f) != AVRO_UNION)
        return f;
    must(avro_value_set_branch(&f, 1, &branch));
    return branch;
}

static void set_text(avro_value_t *event, const char *name, const char *fmt, unsigned n)
{
    char text[1024];
    avro_value_t f = field(event, name);
    snprintf(text, sizeof(text), fmt, n);
    must(avro_value_set_string(&f, text));
}

static void set_number(avro_value_t *event, const char *name, int64_t n)
{
    avro_value_t f = field(event, name);
    if (avro_value_get_type(&f) == AVRO_INT32)
        must(avro_value_set_int(&f, (int32_t)n));
    else if (avro_value_get_type(&f) == AVRO_ENUM)
        must(avro_value_set_enum(&f, (int)n));
    else if (avro_value_get_type(&f) == AVRO_DOUBLE)
        must(avro_value_set_double(&f, (double)n / 10));
    else
        must(avro_value_set_long(&f, n));
}

/* A review as marketplaces have it: most optional fields there, those of groups and campaigns in
 * one event of eight. */
static void fill(avro_value_t *v, unsigned i)
{
    size_t fields;
    avro_value_t f;
    must(avro_value_reset(v));
    must(avro_value_get_size(v, &fields));
    for (size_t k = 0; k < fields; k++)
        if (avro_value_get_by_index(v, k, &f, NULL) == 0 && avro_value_get_type(&f) == AVRO_UNION)
            must(avro_value_set_branch(&f, 0, NULL));
    set_text(v, "review_id", "R%012u", i * 7919u);
    set_text(v, "marketplace", i % 3 ? "example-cn" : "example-us", 0);
    set_number(v, "kind", 0);
    set_number(v, "channel", 0);
    set_text(v, "seller_id", "S%08u", i % 97);
    set_text(v, "product_id", "P%010u", i % 1009);
    set_text(v, "order_id", "2026-1234567-%07u", i);
    set_text(v, "author_id", "a%016x", i * 2654435761u);
    set_number(v, "author_followers", i * 37 % 5000);
    set_number(v, "rating", 1 + i % 5);
    set_text(v, "title", i % 2 ? "\xe7\x9b\x96\xe5\xad\x90\xe6\xbc\x8f\xe6\xb0\xb4" : "Lid leaks",
             0);
    set_text(v, "body", bodies[i % 4], 0);
    set_text(v, "locale", i % 2 ? "zh-CN" : "en-US", 0);
    set_number(v, "media_count", i % 4);
    set_number(v, "helpful_votes", i % 90);
    set_number(v, "order_value_minor", 1000 + i * 13 % 90000);
    set_number(v, "list_price_minor", 2000 + i * 17 % 90000);
    set_text(v, "currency", i % 3 ? "CNY" : "USD", 0);
    set_number(v, "purchased_at", INT64_C(1767225600000) + i * 60000);
    set_number(v, "received_at", INT64_C(1767600000000) + i * 60000);
    set_number(v, "created_at", INT64_C(1768000000000) + i * 60000);
    set_number(v, "version", 1);
    set_number(v, "listing_rating", 42);
    set_number(v, "listing_rating_count", 100 + i % 9000);
    if (i % 8 == 0) {
        set_text(v, "group_id", "G%06u", i);
        set_number(v, "group_size", 180);
        set_text(v, "campaign_id", "C%04u", i);
    }
}

static void make_events(struct bench *b)
{
    uint8_t body[EVENT_BYTES];
    for (unsigned i = 0; i < EVENTS; i++) {
        avro_writer_t to = avro_writer_memory((char *)body, sizeof(body));
        fill(&b->value, i);
        must(avro_value_write(to, &b->value));
        size_t n = (size_t)avro_writer_tell(to);
        avro_writer_free(to);
        b->len[i] = n + DECODE_FRAME_BYTES;
        b->bytes[i] = check_calloc(1, b->len[i]);
        b->bytes[i][4] = SCHEMA_ID;
        memcpy(b->bytes[i] + DECODE_FRAME_BYTES, body, n);
        b->total += b->len[i];
    }
}

static void run_libavro(struct bench *b, unsigned i)
{
    const void *body;
    size_t n;
    avro_value_t f;
    avro_reader_memory_set_source(b->source, (const char *)b->bytes[i] + DECODE_FRAME_BYTES,
                                  (int64_t)b->len[i] - DECODE_FRAME_BYTES);
    avro_value_reset(&b->value);
    if (avro_value_read(b->source, &b->value) != 0)
        must(-1);
    avro_value_get_by_index(&b->value, 0, &f, NULL);
    avro_value_get_string(&f, (const char **)&body, &n);
    b->sum += n;
}

static void run_steps(struct bench *b, unsigned i)
{
    struct event_fields f;
    struct plan_fault fault;
    if (!plan_interpret(b->plan, b->bytes[i] + DECODE_FRAME_BYTES, b->len[i] - DECODE_FRAME_BYTES,
                        &f, &fault))
        must(-1);
    b->sum += f.review_id.len;
}

static void run_straight(struct bench *b, unsigned i)
{
    struct event_fields f;
    struct plan_fault fault;
    if (!plan_decode(b->plan, b->bytes[i] + DECODE_FRAME_BYTES, b->len[i] - DECODE_FRAME_BYTES, &f,
                     &fault))
        must(-1);
    b->sum += f.review_id.len;
}

static void run_event(struct bench *b, unsigned i)
{
    struct event ev;
    ev.verdict.outcome = OUTCOME_NONE;
    if (decode_event(b->decoder, b->bytes[i], b->len[i], &ev) != DECODE_DONE ||
        ev.verdict.outcome != OUTCOME_NONE)
        must(-1);
    b->sum += ev.fields.review_id.len;
}

static void run_nothing(struct bench *b, unsigned i)
{
    b->sum += b->bytes[i][0];
}

static const struct row {
    const char *name;
    void (*run)(struct bench *b, unsigned i);
} rows[] = {
    {"libavro", run_libavro}, {"steps", run_steps},  {"straight", run_straight},
    {"event", run_event},     {"none", run_nothing},
};
enum { ROW_LIBAVRO, ROWS = 4, ROW_NONE = ROWS }; /* none is only there for --once */

static double time_row(struct bench *b, const struct row *r, unsigned events)
{
    mono_ns_t from = clock_mono();
    for (unsigned i = 0; i < events; i++)
        r->run(b, i % EVENTS);
    return (double)(clock_mono().ns - from.ns) / events;
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Instructions of this process in user mode, or -1 where the machine does not count them. */
static int open_counter(void)
{
    struct perf_event_attr attr = {.type = PERF_TYPE_HARDWARE,
                                   .size = sizeof(attr),
                                   .config = PERF_COUNT_HW_INSTRUCTIONS,
                                   .exclude_kernel = 1,
                                   .exclude_hv = 1};
    return (int)syscall(SYS_perf_event_open, &attr, 0, -1, -1, 0);
}

static double count_row(struct bench *b, const struct row *r, int counter)
{
    uint64_t from = 0, to = 0;
    if (read(counter, &from, sizeof(from)) != sizeof(from))
        return -1;
    time_row(b, r, EVENTS);
    if (read(counter, &to, sizeof(to)) != sizeof(to))
        return -1;
    return (double)(to - from) / EVENTS;
}

static void measure(struct bench *b, unsigned rounds, unsigned events)
{
    for (unsigned round = 0; round <= rounds; round++) /* the first warms up */
        for (unsigned r = 0; r < ROWS; r++) {
            double t = time_row(b, &rows[r], events);
            if (round > 0)
                b->ns[r][round - 1] = t;
        }
    int counter = open_counter();
    for (unsigned r = 0; r < ROWS; r++) {
        qsort(b->ns[r], rounds, sizeof(double), by_value);
        b->instructions[r] = counter < 0 ? -1 : count_row(b, &rows[r], counter);
    }
    if (counter >= 0)
        close(counter);
}

static double body_bytes(const struct bench *b)
{
    return (double)b->total / EVENTS - DECODE_FRAME_BYTES;
}

static void print_table(const struct bench *b, unsigned rounds)
{
    printf("%.0f bytes an event, medians of %u rounds in turns, UTF-8 by %s\n\n"
           "%-10s %9s %9s %9s %13s %10s\n",
           body_bytes(b), rounds, utf8_kernel(0)->name, "", "ns/event", "min", "max",
           "instructions", "x libavro");
    for (unsigned r = 0; r < ROWS; r++) {
        char counted[32] = "-";
        if (b->instructions[r] >= 0)
            snprintf(counted, sizeof(counted), "%.0f", b->instructions[r]);
        printf("%-10s %9.1f %9.1f %9.1f %13s %10.2f\n", rows[r].name, b->ns[r][rounds / 2],
               b->ns[r][0], b->ns[r][rounds - 1], counted,
               b->ns[ROW_LIBAVRO][rounds / 2] / b->ns[r][rounds / 2]);
    }
    if (b->instructions[0] < 0)
        printf("\nThis machine does not count instructions; bench_decode --help says how to.\n");
}

static void print_json(const struct bench *b, unsigned rounds, FILE *out)
{
    fprintf(out, "{\"bench\":\"decode\",\"event_bytes\":%.1f,\"rounds\":%u,\"utf8\":\"%s\"",
            body_bytes(b), rounds, utf8_kernel(0)->name);
    for (unsigned r = 0; r < ROWS; r++) {
        fprintf(out, ",\"%s\":{\"ns\":%.1f,\"min_ns\":%.1f,\"max_ns\":%.1f,\"x_libavro\":%.2f",
                rows[r].name, b->ns[r][rounds / 2], b->ns[r][0], b->ns[r][rounds - 1],
                b->ns[ROW_LIBAVRO][rounds / 2] / b->ns[r][rounds / 2]);
        if (b->instructions[r] >= 0)
            fprintf(out, ",\"instructions\":%.0f", b->instructions[r]);
        fprintf(out, "}");
    }
    fprintf(out, "}\n");
}

static void setup(struct bench *b)
{
    struct err e;
    enum reason reason;
    size_t len;
    const char *json = reader_schema(&len);
    b->reader = reader_new(json, len, &e);
    b->plan = plan_new(b->reader, json, len, &reason, &e);
    CHECK(b->plan && plan_is_straight(b->plan));
    must(avro_schema_from_json_length(json, len, &b->schema));
    avro_value_iface_t *iface = avro_generic_class_from_schema(b->schema);
    must(avro_generic_value_new(iface, &b->value));
    avro_value_iface_decref(iface);
    b->source = avro_reader_memory("", 0);
    make_events(b);
}

static void teardown(struct bench *b)
{
    for (unsigned i = 0; i < EVENTS; i++)
        free(b->bytes[i]);
    avro_reader_free(b->source);
    avro_value_decref(&b->value);
    avro_schema_decref(b->schema);
    plan_free(b->plan);
    reader_free(b->reader);
}

static int usage(int code)
{
    fprintf(code ? stderr : stdout,
            "Usage: bench_decode [--quick] [--json FILE] [--rounds N] [--events N]\n"
            "       bench_decode --once N ROW\n\n"
            "--quick       fewer and shorter rounds\n"
            "--json FILE   write the figures there, too\n"
            "--rounds N    rounds of every row in turns (15)\n"
            "--events N    events in a round (200000)\n"
            "--once N ROW  decode N events by ROW (libavro steps straight event none) and print\n"
            "              nothing. Where perf counts nothing, instructions an event are the\n"
            "              difference of two such runs, divided by that of their N:\n"
            "                valgrind --tool=callgrind --callgrind-out-file=/dev/null \\\n"
            "                    bench_decode --once 2048 straight\n");
    return code;
}

struct options {
    unsigned rounds, events, once;
    const char *json;
    const struct row *row;
};

static int parse(int argc, char **argv, struct options *o)
{
    static const struct option longs[] = {{"quick", 0, 0, 'q'},
                                          {"json", 1, 0, 'j'},
                                          {"rounds", 1, 0, 'r'},
                                          {"events", 1, 0, 'e'},
                                          {"once", 1, 0, 'o'},
                                          {"help", 0, 0, 'h'},
                                          {0}};
    for (int c; (c = getopt_long(argc, argv, "h", longs, NULL)) != -1;) {
        if (c == 'q')
            o->rounds = 5, o->events = 50000;
        else if (c == 'j')
            o->json = optarg;
        else if (c == 'r')
            o->rounds = (unsigned)atoi(optarg);
        else if (c == 'e')
            o->events = (unsigned)atoi(optarg);
        else if (c == 'o')
            o->once = (unsigned)atoi(optarg);
        else
            return usage(c == 'h' ? 0 : 2);
    }
    for (unsigned r = 0; o->once && optind < argc && r <= ROW_NONE; r++)
        if (strcmp(rows[r].name, argv[optind]) == 0)
            o->row = &rows[r];
    bool bad = o->rounds < 1 || o->rounds > ROUNDS_MAX || o->events < 1 || (o->once && !o->row);
    return bad ? usage(2) : -1;
}

static int report(struct bench *b, const struct options *o)
{
    FILE *out = o->json ? fopen(o->json, "w") : NULL;
    if (o->json && !out)
        return fprintf(stderr, "bench_decode: cannot write %s\n", o->json), 1;
    measure(b, o->rounds, o->events);
    print_table(b, o->rounds);
    if (!out)
        return 0;
    print_json(b, o->rounds, out);
    return fclose(out) == 0 ? 0 : 1;
}

int main(int argc, char **argv)
{
    struct options o = {.rounds = 15, .events = 200000};
    int code = parse(argc, argv, &o);
    if (code >= 0)
        return code;
    static struct bench b;
    struct err e;
    struct config *cfg = config_new();
    struct schemas *schemas = schemas_new(cfg, &e);
    CHECK(schemas);
    b.decoder = decoder_new(schemas);
    setup(&b);
    if (o.once)
        code = time_row(&b, o.row, o.once) < 0;
    else
        code = report(&b, &o);
    CHECK(b.sum > 0);
    teardown(&b);
    decoder_free(b.decoder);
    schemas_free(schemas);
    config_free(cfg);
    return code;
}
