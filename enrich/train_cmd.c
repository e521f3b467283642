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

/* What a teacher's answer counts beside a reader's label. */
static const float TAUGHT_WEIGHT = 1;

struct request {
    const char *data, *extra, *practice, *teacher, *raw, *vectors, *out;
    int64_t seed, jobs, rows;
};

/* One FILE:WEIGHT of `option`, which ends at the comma. */
static int load_weighted(struct dataset *d, const char *option, const char *item, size_t len,
                         bool practice, struct err *e)
{
    char path[4096], *end;
    const char *colon = memrchr(item, ':', len);
    double weight = colon ? strtod(colon + 1, &end) : 0;
    if (!colon || end != item + len || !(weight > 0 && weight <= 100) ||
        (size_t)(colon - item) >= sizeof(path))
        return err_set(e, "--%s '%.*s': must be FILE:WEIGHT, the weight over 0 and up to 100",
                       option, (int)len, item);
    snprintf(path, sizeof(path), "%.*s", (int)(colon - item), item);
    size_t from = d->count;
    if (dataset_load(d, path, "train", e) != 0)
        return -1;
    for (size_t i = from; i < d->count; i++) {
        d->samples[i].weight = (float)weight;
        d->samples[i].practice = practice;
    }
    return 0;
}

static int load_list(struct dataset *d, const char *option, const char *list, bool practice,
                     struct err *e)
{
    for (const char *item = list; item && *item;) {
        size_t len = strcspn(item, ",");
        if (load_weighted(d, option, item, len, practice, e) != 0)
            return -1;
        item += len + (item[len] == ',');
    }
    return 0;
}

/* The files of --raw, in their order. */
static int load_taught(struct dataset *d, const struct request *r, const struct teacher *t,
                       struct err *e)
{
    char path[4096];
    for (const char *item = r->raw; *item;) {
        size_t len = strcspn(item, ",");
        if (len == 0 || len >= sizeof(path))
            return err_set(e, "--raw '%s': must be FILE,...", item);
        snprintf(path, sizeof(path), "%.*s", (int)len, item);
        if (dataset_load_taught(d, path, t, TAUGHT_WEIGHT, e) != 0)
            return -1;
        item += len + (item[len] == ',');
    }
    return 0;
}

static int load(struct dataset *d, const struct request *r, struct err *e)
{
    int rc = dataset_load(d, r->data, "train", e);
    if (rc == 0)
        rc = load_list(d, "extra", r->extra, false, e);
    return rc == 0 ? load_list(d, "practice", r->practice, true, e) : -1;
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
    struct teacher t = {0};
    struct vectors v = {0};
    struct train_options o = train_defaults();
    struct model_file m;
    size_t len = 0, samples;
    o.seed = (uint64_t)r->seed;
    o.jobs = (unsigned)r->jobs;
    o.rows_max = (uint32_t)r->rows;
    o.progress = true;
    mono_ns_t start = clock_mono();
    int rc = load(&d, r, e);
    if (rc == 0 && r->raw)
        rc = teacher_load(&t, r->teacher, e);
    if (rc == 0 && r->raw)
        rc = load_taught(&d, r, &t, e);
    if (rc == 0 && r->vectors) {
        rc = vectors_load(&v, r->vectors, e);
        o.vectors = &v;
    }
    samples = d.count;
    if (rc == 0)
        rc = train_run(&d, &o, &m, e);
    dataset_fini(&d);
    teacher_free(&t);
    vectors_free(&v);
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
         "your own labels too; with a weight of 2 each counts as two", 0, 0},
        {"practice", 0, CLI_TEXT, &r.practice, "FILE:WEIGHT,...",
         "made-up reviews: learnt from, but no threshold is set by them", 0, 0},
        {"raw", 0, CLI_TEXT, &r.raw, "FILE,...",
         "unlabelled reviews, plain or gzip, which the teacher has answered", 0, 0},
        {"teacher", 0, CLI_TEXT, &r.teacher, "FILE", "the teacher's answers; needed with --raw", 0,
         0},
        {"vectors", 0, CLI_TEXT, &r.vectors, "FILE",
         "vectors of words; without them there is no convolution", 0, 0},
        {"out", 0, CLI_TEXT, &r.out, "MODEL", "the model file to write", 0, 0},
        {"seed", 0, CLI_NUMBER, &r.seed, "N", "the same seed gives the same bytes (1)", 0,
         INT32_MAX},
        {"jobs", 0, CLI_NUMBER, &r.jobs, "N", "processes at a time (2); no effect on the result", 1,
         64},
        {"rows", 0, CLI_NUMBER, &r.rows, "N", "features that get a row (53000)", 100, 1 << 20},
        {0},
    };
    struct err e;
    int code;
    if (!cli_options(cli, options, &code))
        return code;
    if (!r.raw != !r.teacher)
        return cli_fail(cli, EXIT_USAGE, "--raw and --teacher go together");
    if (r.vectors && !r.raw)
        return cli_fail(cli, EXIT_USAGE, "--vectors needs --raw and --teacher");
    if (!r.data || !r.out || cli->argc > 0)
        return cli_fail(cli, EXIT_USAGE, "needs --data FILE and --out MODEL, and nothing else");
    if (run(&r, &e) != 0)
        return cli_fail(cli, EXIT_FAILED, "%s", e.msg);
    return EXIT_OK;
}
