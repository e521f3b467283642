/* Enrichment alone: nanoseconds and instructions a review, stage by stage and with every kernel.
 *
 *   bench_enrich [--data FILE] [--model FILE] [--quick] [--json FILE] [--once STAGE N]
 *
 * The reviews are those of deploy/samples (written for this project) or of FILE, JSON lines as
 * `redress classify` reads them, at most KEEP of them, gone through in order so that the caches see
 * a stream and not one text. Times are of the processor, medians of interleaved rounds.
 * Instructions come from the processor's counter where the kernel lends it; else run `valgrind
 * --tool=none` or callgrind over
 * --once, which does one stage N times over all reviews and prints nothing. */
#include "core/clock.h"
#include "core/review_json.h"
#include "enrich/classify.h"
#include "enrich/score.h"

#include <linux/perf_event.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { KEEP = 20000, ROUNDS_MAX = 31 };

struct bench {
    struct event_fields *reviews;
    char *texts; /* one behind the other, as in a fetch buffer */
    size_t count, bytes, room;
    struct model *model;
    struct policy policy;
    struct classifier classifier;
    struct model_scratch scratch[2];
    struct finding *findings;
    uint64_t sum; /* uses every result, so that none is optimised away */
};

static void tokens(struct bench *b)
{
    for (size_t i = 0; i < b->count; i++)
        b->sum += features_tokens(b->reviews[i].title, b->reviews[i].body, b->scratch[0].tokens);
}

static void told(struct bench *b, unsigned turn, size_t i)
{
    classify_told(&b->classifier, &b->reviews[i], &b->scratch[turn & 1], &b->findings[i]);
    b->sum += b->findings[i].p_complaint;
}

/* As the pipeline does it (enrich.c): the gate first, for a batch at a time, then a text is read
 * before the one before it is judged. */
static void classify(struct bench *b)
{
    enum { TOGETHER = 256 };
    uint32_t passed[TOGETHER];
    for (size_t from = 0; from < b->count; from += TOGETHER) {
        size_t to = b->count - from < TOGETHER ? b->count : from + TOGETHER;
        uint32_t n = 0;
        for (size_t i = from; i < to; i++)
            if (classify_passes(&b->classifier, &b->reviews[i], &b->findings[i]))
                passed[n++] = (uint32_t)i;
        for (uint32_t k = 0; k < n; k++) {
            classify_read(&b->classifier, &b->reviews[passed[k]], &b->scratch[k & 1]);
            if (k)
                told(b, k - 1, passed[k - 1]);
        }
        if (n)
            told(b, n - 1, passed[n - 1]);
    }
}

static void gate(struct bench *b)
{
    for (size_t i = 0; i < b->count; i++)
        b->sum += classify_passes(&b->classifier, &b->reviews[i], &b->findings[i]);
}

static void score(struct bench *b)
{
    for (size_t i = 0; i < b->count; i++) {
        const struct event_fields *f = &b->reviews[i];
        score_finding(&b->policy, f, (wall_ms_t){f->created_at + 3600000}, &b->findings[i]);
        b->sum += b->findings[i].priority;
    }
}

static const struct stage {
    const char *name, *kernel; /* NULL: no matter */
    void (*run)(struct bench *b);
} stages[] = {
    {"tokens", NULL, tokens},
    {"gate", NULL, gate},
    {"classify", NULL, classify},
    {"classify/avx2", "avx2", classify},
    {"classify/portable", "portable", classify},
    {"score", NULL, score},
};
enum { STAGES = sizeof(stages) / sizeof(stages[0]) };

struct result {
    double ns[ROUNDS_MAX];
    double instructions; /* a review; < 0: not counted */
    bool ran;
};

static int open_counter(void)
{
    struct perf_event_attr attr = {.type = PERF_TYPE_HARDWARE,
                                   .size = sizeof(attr),
                                   .config = PERF_COUNT_HW_INSTRUCTIONS,
                                   .disabled = 1,
                                   .exclude_kernel = 1};
    return (int)syscall(SYS_perf_event_open, &attr, 0, -1, -1, 0);
}

static double counted(int counter, const struct stage *s, struct bench *b)
{
    uint64_t n = 0;
    if (counter < 0)
        return -1;
    ioctl(counter, PERF_EVENT_IOC_RESET, 0);
    ioctl(counter, PERF_EVENT_IOC_ENABLE, 0);
    s->run(b);
    ioctl(counter, PERF_EVENT_IOC_DISABLE, 0);
    return read(counter, &n, sizeof(n)) == sizeof(n) && n > 0 ? (double)n / (double)b->count : -1;
}

static bool use_kernel(struct bench *b, const struct stage *s)
{
    return model_use(b->model, s->kernel ? s->kernel : model_kernel_name(0));
}

static void measure(struct bench *b, struct result *r, int rounds, int times)
{
    int counter = open_counter();
    for (int round = -1; round < rounds; round++) /* the first only warms up */
        for (int s = 0; s < STAGES; s++) {
            if (!use_kernel(b, &stages[s]))
                continue;
            uint64_t start = clock_cpu_ns(CLOCK_THREAD_CPUTIME_ID);
            for (int t = 0; t < times; t++)
                stages[s].run(b);
            double ns =
                (double)(clock_cpu_ns(CLOCK_THREAD_CPUTIME_ID) - start) / times / (double)b->count;
            r[s].ran = true;
            if (round >= 0)
                r[s].ns[round] = ns;
            else
                r[s].instructions = counted(counter, &stages[s], b);
        }
    if (counter >= 0)
        close(counter);
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

static void report(const struct bench *b, struct result *r, int rounds, FILE *json)
{
    const double bytes = (double)b->bytes / (double)b->count;
    printf("%zu reviews, %.0f bytes of text on average, model of %u rows, kernel %s\n\n"
           "  stage                ns/review  instructions  reviews/s on one core\n",
           b->count, bytes, model_rows(b->model), model_kernel_name(0));
    if (json)
        fprintf(json, "{\"bench\":\"enrich\",\"reviews\":%zu,\"bytes\":%.1f,\"stages\":{", b->count,
                bytes);
    for (int s = 0; s < STAGES; s++) {
        if (!r[s].ran)
            continue;
        qsort(r[s].ns, (size_t)rounds, sizeof(double), by_value);
        double ns = r[s].ns[rounds / 2];
        char instructions[32] = "not counted";
        if (r[s].instructions >= 0)
            snprintf(instructions, sizeof(instructions), "%.0f", r[s].instructions);
        printf("  %-18s %11.1f  %12s  %10.0f\n", stages[s].name, ns, instructions, 1e9 / ns);
        if (json)
            fprintf(json, "%s\"%s\":{\"ns\":%.1f,\"instructions\":%s}", s ? "," : "",
                    stages[s].name, ns, r[s].instructions >= 0 ? instructions : "null");
    }
    if (json)
        fprintf(json, "}}\n");
}

static struct str keep(struct bench *b, struct str s)
{
    char *at = b->texts + b->bytes;
    CHECK(b->bytes + s.len <= b->room);
    if (s.len)
        memcpy(at, s.ptr, s.len);
    b->bytes += s.len;
    return (struct str){at, s.len};
}

static int load(struct bench *b, const char *path)
{
    FILE *f = fopen(path, "r");
    char *line = NULL;
    size_t cap = 0;
    ssize_t len;
    struct err e;
    if (!f || fseek(f, 0, SEEK_END) != 0 || (len = ftell(f)) < 0) {
        fprintf(stderr, "bench_enrich: %s: cannot be read\n", path);
        return -1;
    }
    rewind(f);
    b->room = (size_t)len; /* no text is longer than the line it is in */
    b->texts = check_malloc(b->room + 1);
    b->reviews = check_calloc(KEEP, sizeof(*b->reviews));
    while (b->count < KEEP && (len = getline(&line, &cap, f)) > 0) {
        struct review_json r = {0};
        if (review_json_parse(line, (size_t)len, &r, &e) != 0)
            continue;
        if (r.fields.body.len) {
            struct event_fields *to = &b->reviews[b->count++];
            *to = r.fields; /* of its strings only these two are read */
            to->title = keep(b, r.fields.title);
            to->body = keep(b, r.fields.body);
        }
        review_json_fini(&r);
    }
    free(line);
    fclose(f);
    b->findings = check_calloc(b->count + 1, sizeof(*b->findings));
    return b->count ? 0 : -1;
}

static void once(struct bench *b, const char *name, int times)
{
    for (int s = 0; s < STAGES; s++)
        if (strcmp(stages[s].name, name) == 0 && use_kernel(b, &stages[s]))
            for (int t = 0; t < times; t++)
                stages[s].run(b);
}

static int run(struct bench *b, bool quick, const char *json_path)
{
    static struct result results[STAGES];
    int rounds = quick ? 5 : 21, times = (int)(100000 / b->count) + 1;
    FILE *json = NULL;
    if (json_path && !(json = fopen(json_path, "w"))) {
        fprintf(stderr, "bench_enrich: %s: cannot be written\n", json_path);
        return 1;
    }
    measure(b, results, rounds, quick ? 1 : times);
    report(b, results, rounds, json);
    if (json)
        fclose(json);
    return b->sum == 0;
}

int main(int argc, char **argv)
{
    static struct bench b;
    const char *data = "deploy/samples/reviews.jsonl", *json = NULL, *stage = NULL, *model = "";
    bool quick = false;
    int times = 0, code = 0;
    struct err e;
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--quick") == 0)
            quick = true;
        else if (strcmp(argv[i], "--data") == 0 && i + 1 < argc)
            data = argv[++i];
        else if (strcmp(argv[i], "--json") == 0 && i + 1 < argc)
            json = argv[++i];
        else if (strcmp(argv[i], "--model") == 0 && i + 1 < argc)
            model = argv[++i];
        else if (strcmp(argv[i], "--once") == 0 && i + 2 < argc) {
            stage = argv[++i];
            times = atoi(argv[++i]);
        } else {
            fprintf(stderr, "bench_enrich: [--data FILE] [--model FILE] [--quick] [--json FILE] "
                            "[--once STAGE N]\n");
            return 2;
        }
    }
    policy_init(&b.policy);
    b.model = model_load(model, &e);
    if (!b.model)
        fprintf(stderr, "bench_enrich: %s\n", e.msg);
    if (!b.model || load(&b, data) != 0)
        return 1;
    classify_init(&b.classifier, b.model, &b.policy);
    if (stage)
        once(&b, stage, times);
    else
        code = run(&b, quick, json);
    free(b.reviews);
    free(b.texts);
    free(b.findings);
    model_free(b.model);
    return code;
}
