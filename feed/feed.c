/* feed.c - `redress feed`: lines of JSON to Avro on Kafka.
 *
 *   lines_next -> review_json_parse -> fill_missing -> fill_invalid -> target_send
 *
 * A line that fails on the way is told with its number and does not stop the others; Kafka that
 * fails does. Nothing is called fed before its delivery report is in. */
#include "feed/feed.h"

#include "core/iso8601.h"
#include "core/lines.h"
#include "feed/fill.h"
#include "feed/progress.h"
#include "feed/target.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define REPORTED_MAX 100 /* rejected lines that are told one by one */
#define DELIVERY_PATIENCE_MS 30000

const char feed_about[] =
    "Reads one JSON object a line (FILE, or - for standard input) and sends each as an Avro event\n"
    "to Kafka, keyed by product. Members are named like the fields of the Avro schema\n"
    "(schemas/review_event); also understood: id, text, content, star, stars, lang, ts, time, "
    "date,\n"
    "user, author, product, seller, shop, order, group, followers, helpful, helpful_up. Times are\n"
    "seconds, milliseconds or ISO 8601; unknown members are ignored.\n\n"
    "--generate makes up missing ids and times from the file's name, the line and --seed: the "
    "same\n"
    "file gives the same events again. A line that cannot be sent is reported with its number and\n"
    "the reason and skipped; the exit code is then 1. An interrupt ends the feeding after what "
    "was\n"
    "read so far is delivered.";

struct feed {
    struct target target;
    struct lines *lines;
    struct review_json review;
    struct fill fill;
    struct progress progress;
    const char *path;
    bool generate, strict, cut_short;
    uint64_t limit, seen, sent, rejected; /* seen: lines that are not empty */
};

/* Says what is wrong with the current line. -1 if the command should end. */
static int reject(struct feed *fd, const char *why)
{
    progress_clear(&fd->progress);
    if (fd->rejected++ < REPORTED_MAX)
        fprintf(stderr, "%s:%llu: %s\n", fd->path, (unsigned long long)lines_number(fd->lines),
                why);
    if (fd->rejected == REPORTED_MAX)
        fprintf(stderr, "%s: further rejected lines are only counted\n", fd->path);
    return fd->strict ? -1 : 0;
}

/* -1: end. */
static int feed_line(struct feed *fd, const char *line, size_t len)
{
    struct err e;
    char why[256];
    if (review_json_parse(line, len, &fd->review, &e) != 0)
        return reject(fd, e.msg);
    if (fd->generate)
        fill_missing(&fd->fill, &fd->review, line, len, lines_number(fd->lines));
    else if (!fd->review.fields.marketplace.len)
        fd->review.fields.marketplace = fd->fill.market;
    if (fill_invalid(&fd->review, why, sizeof(why)))
        return reject(fd, why);
    switch (target_send(&fd->target, &fd->review.fields, &e)) {
    case PRODUCE_QUEUED:
        fd->sent++;
        return 0;
    case PRODUCE_REFUSED:
        return reject(fd, e.msg);
    case PRODUCE_ENDED:
        break;
    }
    fd->cut_short = !cli_stopped(); /* an interrupt is no mistake */
    if (fd->cut_short)
        fprintf(stderr, "%s:%llu: stops here: %s\n", fd->path,
                (unsigned long long)lines_number(fd->lines), e.msg);
    return -1;
}

static bool blank(const char *line, size_t len)
{
    return strspn(line, " \t") == len;
}

/* All lines, until the end, the limit, a signal, or with --strict the first bad one. */
static int feed_lines(struct feed *fd, struct err *e)
{
    const char *line;
    size_t len;
    while (!cli_stopped() && (!fd->limit || fd->seen < fd->limit)) {
        enum lines_result got = lines_next(fd->lines, &line, &len);
        if (got == LINES_END || (got == LINES_ERROR && cli_stopped()))
            return 0;
        if (got == LINES_ERROR)
            return err_set(e, "%s: %s", fd->path, strerror(errno));
        if (got == LINES_LINE && blank(line, len))
            continue;
        fd->seen++;
        if ((got == LINES_TOO_LONG ? reject(fd, "the line is longer than 1 MiB")
                                   : feed_line(fd, line, len)) != 0)
            return 0;
        if (progress_pace(&fd->progress, fd->seen))
            progress_show(&fd->progress, fd->sent, fd->limit ? fd->seen : lines_read(fd->lines));
        if (fd->progress.per_second)
            produce_poll(fd->target.producer);
    }
    return 0;
}

static void summarise(const struct feed *fd, bool json)
{
    double s = progress_seconds(&fd->progress);
    unsigned long long seen = fd->seen, rejected = fd->rejected;
    unsigned long long delivered = produce_delivered(fd->target.producer);
    if (json)
        printf("{\"lines\":%llu,\"produced\":%llu,\"delivered\":%llu,\"rejected\":%llu,"
               "\"seconds\":%.3f}\n",
               seen, (unsigned long long)fd->sent, delivered, rejected, s);
    else
        printf("%llu lines: %llu delivered to topic %s, %llu rejected, in %.1f s (%.0f events/s)\n",
               seen, delivered, fd->target.topic, rejected, s, (double)delivered / s);
}

/* Also after a mistake or an interrupt what was read is delivered and the summary is shown, so that
 * a person knows where it stopped. */
static int feed_run(struct feed *fd, const struct cli *cli, int64_t rate, bool quiet, bool json)
{
    struct err e;
    uint64_t total = fd->limit ? fd->limit : lines_size(fd->lines);
    progress_start(&fd->progress, "events", total, rate, quiet);
    int read = feed_lines(fd, &e);
    progress_clear(&fd->progress);
    if (read != 0)
        cli_fail(cli, 0, "%s", e.msg);
    int finished = produce_finish(fd->target.producer, DELIVERY_PATIENCE_MS, &e);
    if (finished != 0)
        cli_fail(cli, 0, "%s", e.msg);
    summarise(fd, json);
    bool whole = read == 0 && finished == 0 && fd->rejected == 0 && !fd->cut_short;
    return whole ? EXIT_OK : EXIT_FAILED;
}

/* "now", or a moment as text. */
static int read_start(const char *text, int64_t *ms, struct err *e)
{
    wall_ms_t t = clock_wall();
    if (strcmp(text, "now") != 0 && !iso8601_read(text, strlen(text), &t))
        return err_set(e, "--start '%s': must be ISO 8601 (2026-01-31T12:00) or 'now'", text);
    *ms = t.ms;
    return 0;
}

/* What is the file called in made-up ids: its name without folders. */
static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

int feed_cmd(struct cli *cli)
{
    struct feed fd = {0};
    const char *topic = NULL, *market = NULL, *start = "2026-01-01T00:00Z", *as = NULL;
    int64_t seed = 1, limit = 0, rate = 0, schema_id = 0;
    bool quiet = false, json = false;
    /* clang-format off */
    const struct cli_option table[] = {
        {"topic", 't', CLI_TEXT, &topic, "NAME", "send here (first of ingest.topics)", 0, 0},
        {"generate", 'g', CLI_FLAG, &fd.generate, NULL, "make up missing ids and times", 0, 0},
        {"marketplace", 'm', CLI_TEXT, &market, "NAME", "for lines that name none (with --generate: demo)", 0, 0},
        {"seed", 0, CLI_NUMBER, &seed, "N", "changes what --generate makes up (1)", 0, INT64_MAX},
        {"start", 0, CLI_TEXT, &start, "TIME", "made-up time of line 1, or 'now' (2026-01-01)", 0, 0},
        {"name", 0, CLI_TEXT, &as, "NAME", "call the file so in made-up ids (its name)", 0, 0},
        {"limit", 'n', CLI_NUMBER, &limit, "N", "stop after N lines", 1, INT64_MAX},
        {"rate", 'r', CLI_NUMBER, &rate, "N", "at most N events a second", 1, 10000000},
        {"strict", 0, CLI_FLAG, &fd.strict, NULL, "stop at the first line that is rejected", 0, 0},
        {"schema-id", 0, CLI_NUMBER, &schema_id, "N", "write this schema id (the registry's, else 4)", 1, INT32_MAX},
        {"quiet", 'q', CLI_FLAG, &quiet, NULL, "no progress", 0, 0},
        {"json", 'j', CLI_FLAG, &json, NULL, "summary as JSON", 0, 0},
        {0},
    };
    /* clang-format on */
    struct err e;
    int code;
    if (!cli_options(cli, table, &code))
        return code;
    if (cli->argc != 1)
        return cli_fail(cli, EXIT_USAGE, "needs one FILE, or - for standard input");
    fd.path = cli->argv[0];
    fd.limit = (uint64_t)limit;
    fd.fill = (struct fill){.seed = (uint64_t)seed,
                            .file = as ? as : base_name(fd.path),
                            .market = str_from(market        ? market
                                               : fd.generate ? "demo"
                                                             : NULL)};
    if (read_start(start, &fd.fill.start_ms, &e) != 0)
        return cli_fail(cli, EXIT_USAGE, "%s", e.msg);
    fd.lines = lines_open(fd.path, &e);
    if (!fd.lines)
        return cli_fail(cli, EXIT_USAGE, "%s", e.msg);
    cli_catch_signals();
    if (target_open(&fd.target, cli->cfg, topic, schema_id, &e) != 0)
        code = cli_fail(cli, EXIT_USAGE, "%s", e.msg);
    else if (target_reach(&fd.target, cli->cfg, &e) != 0)
        code = cli_fail(cli, EXIT_FAILED, "%s", e.msg);
    else
        code = feed_run(&fd, cli, rate, quiet, json);
    target_close(&fd.target);
    review_json_fini(&fd.review);
    lines_close(fd.lines);
    return code;
}
