#include "core/cli.h"
#include "core/clock.h"
#include "enrich/commands.h"
#include "enrich/dataset.h"
#include "enrich/train.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct request {
    const char *data, *extra, *out;
    int64_t seed, jobs, rows;
};

/* The same fraction of a file for the same seed: a small generator of our own (SplitMix64). */
static double next_random(uint64_t *state)
{
    uint64_t z = *state += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return (double)((z ^ (z >> 31)) >> 11) / 9007199254740992.0;
}

/* A weight of 2.5 means: every sample twice, and half of them a third time. */
static void apply_weight(struct dataset *d, size_t from, double weight, uint64_t *state)
{
    size_t to = d->count, kept = from;
    for (size_t i = from; i < to; i++) {
        unsigned copies = (unsigned)weight;
        copies += next_random(state) < weight - copies;
        struct sample s = d->samples[i];
        if (copies > 0)
            d->samples[kept++] = s;
        for (; copies > 1; copies--)
            dataset_repeat(d, i);
    }
    memmove(d->samples + kept, d->samples + to, (d->count - to) * sizeof(*d->samples));
    d->count -= to - kept;
}

/* One FILE:WEIGHT of --extra, which ends at the comma. */
static int load_extra(struct dataset *d, const char *item, size_t len, uint64_t *state,
                      struct err *e)
{
    char path[4096], *end;
    const char *colon = memrchr(item, ':', len);
    double weight = colon ? strtod(colon + 1, &end) : 0;
    if (!colon || end != item + len || !(weight > 0 && weight <= 100) ||
        (size_t)(colon - item) >= sizeof(path))
        return err_set(e, "--extra '%.*s': must be FILE:WEIGHT, the weight over 0 and up to 100",
                       (int)len, item);
    snprintf(path, sizeof(path), "%.*s", (int)(colon - item), item);
    size_t from = d->count;
    if (dataset_load(d, path, "train", e) != 0)
        return -1;
    apply_weight(d, from, weight, state);
    return 0;
}

static int load(struct dataset *d, const struct request *r, struct err *e)
{
    uint64_t state = (uint64_t)r->seed;
    if (dataset_load(d, r->data, "train", e) != 0)
        return -1;
    for (const char *item = r->extra; item && *item;) {
        size_t len = strcspn(item, ",");
        if (load_extra(d, item, len, &state, e) != 0)
            return -1;
        item += len + (item[len] == ',');
    }
    return 0;
}

/* Writes beside the file and renames, so that a reload never reads half a model. */
static int save(const struct model_file *m, const char *path, size_t *len, struct err *e)
{
    char beside[4096];
    if ((size_t)snprintf(beside, sizeof(beside), "%s.new", path) >= sizeof(beside))
        return err_set(e, "%s: the path is too long", path);
    FILE *f = fopen(beside, "wb");
    if (!f)
        return err_set(e, "%s: %s", beside, strerror(errno));
    unsigned char *bytes = model_file_write(m, len);
    bool ok = fwrite(bytes, 1, *len, f) == *len;
    free(bytes);
    ok &= fclose(f) == 0;
    if (!ok || rename(beside, path) != 0)
        return err_set(e, "%s: %s", path, strerror(errno));
    return 0;
}

static int run(const struct request *r, struct err *e)
{
    struct dataset d = {0};
    struct train_options o = train_defaults();
    struct model_file m;
    size_t len = 0, samples;
    o.seed = (uint64_t)r->seed;
    o.jobs = (unsigned)r->jobs;
    o.rows_max = (uint32_t)r->rows;
    o.progress = true;
    mono_ns_t start = clock_mono();
    int rc = load(&d, r, e);
    samples = d.count;
    if (rc == 0)
        rc = train_run(&d, &o, &m, e);
    dataset_fini(&d);
    if (rc != 0)
        return -1;
    rc = save(&m, r->out, &len, e);
    if (rc == 0)
        fprintf(stderr, "train: %s: %zu bytes, %u rows, from %zu samples in %.1f s\n", r->out, len,
                m.rows, samples, (double)clock_elapsed_ms(start, clock_mono()) / 1000);
    model_file_fini(&m);
    return rc;
}

int train_cmd(struct cli *cli)
{
    const struct train_options o = train_defaults();
    struct request r = {.seed = (int64_t)o.seed, .jobs = o.jobs, .rows = o.rows_max};
    const struct cli_option options[] = {
        {"data", 0, CLI_TEXT, &r.data, "FILE", "labelled reviews (only split \"train\" is used)", 0,
         0},
        {"extra", 0, CLI_TEXT, &r.extra, "FILE:WEIGHT,...",
         "your own labels too; a weight of 2 counts each twice", 0, 0},
        {"out", 0, CLI_TEXT, &r.out, "MODEL", "the model file to write", 0, 0},
        {"seed", 0, CLI_NUMBER, &r.seed, "N", "the same seed gives the same bytes (1)", 0,
         INT32_MAX},
        {"jobs", 0, CLI_NUMBER, &r.jobs, "N", "processes at a time (2); no effect on the result", 1,
         64},
        {"rows", 0, CLI_NUMBER, &r.rows, "N", "features that get a row (57000)", 100, 1 << 20},
        {0},
    };
    struct err e;
    int code;
    if (!cli_options(cli, options, &code))
        return code;
    if (!r.data || !r.out || cli->argc > 0)
        return cli_fail(cli, EXIT_USAGE, "needs --data FILE and --out MODEL, and nothing else");
    if (run(&r, &e) != 0)
        return cli_fail(cli, EXIT_FAILED, "%s", e.msg);
    return EXIT_OK;
}
