#include "core/cli.h"
#include "core/finding.h"
#include "core/iso8601.h"
#include "core/review_json.h"
#include "enrich/classify.h"
#include "enrich/commands.h"
#include "enrich/explain.h"
#include "enrich/score.h"

#include <stdlib.h>

/* Everything one line needs; reused for the next. */
struct session {
    struct model *model;
    struct classifier classifier;
    struct policy policy;
    struct model_scratch scratch;
    struct review_json review;
    wall_ms_t now;
    bool explain;
};

static void write_string(const char *text, size_t len, FILE *out)
{
    fputc('"', out);
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)text[i];
        if (c < 0x20)
            fprintf(out, "\\u%04x", c);
        else {
            if (c == '"' || c == '\\')
                fputc('\\', out);
            fputc(c, out);
        }
    }
    fputc('"', out);
}

/* A number stays a number, so that the caller's join by id works. */
static void write_id(const struct review_json *r, FILE *out)
{
    struct str id = r->fields.review_id;
    if (!id.ptr)
        fputs("null", out);
    else if (r->id_is_number)
        fwrite(id.ptr, 1, id.len, out);
    else
        write_string(id.ptr, id.len, out);
}

static void write_finding(const struct session *c, const struct finding *x, FILE *out)
{
    fputs("{\"id\":", out);
    write_id(&c->review, out);
    fputc(',', out);
    finding_write_json(&c->review.fields, x, out);
    if (c->explain) {
        json_t *why = explain_json(&c->classifier, &c->review.fields, x);
        fputs(",\"explain\":", out);
        json_dumpf(why, out, JSON_COMPACT | JSON_REAL_PRECISION(6));
        json_decref(why);
    }
    fputs("}\n", out);
}

static void write_error(unsigned long line, const char *msg)
{
    fprintf(stderr, "{\"line\":%lu,\"error\":", line);
    write_string(msg, strlen(msg), stderr);
    fputs("}\n", stderr);
}

/* Values that would be a dead letter in Kafka, among those a line may well leave out. */
static const char *invalid(const struct event_fields *f)
{
    struct event_fields filled = *f;
    struct str *ids[] = {&filled.review_id, &filled.marketplace, &filled.seller_id,
                         &filled.product_id, &filled.author_id};
    for (size_t i = 0; i < sizeof(ids) / sizeof(ids[0]); i++)
        if (!ids[i]->len)
            *ids[i] = STR_LIT("-");
    if (!filled.reply_to.len)
        filled.reply_to = STR_LIT("-");
    return event_fields_invalid(&filled);
}

static bool classify_line(struct session *c, const char *line, size_t len, unsigned long number)
{
    struct err e;
    struct finding x = {0};
    struct event_fields *f = &c->review.fields;
    if (review_json_parse(line, len, &c->review, &e) != 0) {
        write_error(number, e.msg);
        return false;
    }
    const char *bad = invalid(f);
    if (bad) {
        snprintf(e.msg, sizeof(e.msg), "%s: impossible value", bad);
        write_error(number, e.msg);
        return false;
    }
    if (!c->review.has_created_at)
        f->created_at = c->now.ms;
    classify_fields(&c->classifier, f, &c->scratch, &x);
    score_finding(&c->policy, f, c->now, &x);
    write_finding(c, &x, stdout);
    return true;
}

static bool blank(const char *line, size_t len)
{
    return strspn(line, " \t\r\n") >= len;
}

static int classify_stream(struct session *c, FILE *in)
{
    char *line = NULL;
    size_t cap = 0;
    ssize_t len;
    bool ok = true;
    for (unsigned long n = 1; (len = getline(&line, &cap, in)) >= 0; n++)
        if (!blank(line, (size_t)len))
            ok &= classify_line(c, line, (size_t)len, n);
    free(line);
    return ok && !ferror(in) ? EXIT_OK : EXIT_FAILED;
}

/* -1: said why. */
static int open_session(struct session *c, const struct cli *cli, const char *now)
{
    struct err e;
    c->now = clock_wall();
    if (now && !iso8601_read(now, strlen(now), &c->now))
        return cli_fail(cli, -1, "--now '%s': must be a moment like 2026-01-02T03:04:05Z", now);
    policy_init(&c->policy);
    if (policy_load(&c->policy, cli->cfg->enrich_policy, &e) != 0)
        return cli_fail(cli, -1, "%s", e.msg);
    c->model = model_load(cli->cfg->enrich_model, &e);
    if (!c->model)
        return cli_fail(cli, -1, "%s", e.msg);
    classify_init(&c->classifier, c->model, &c->policy);
    return 0;
}

int classify_cmd(struct cli *cli)
{
    const char *now = NULL;
    bool explain = false;
    const struct cli_option options[] = {
        {"now", 0, CLI_TEXT, &now, "TIME",
         "when the reviews arrive (ISO 8601), also for those without a time", 0, 0},
        {"explain", 0, CLI_FLAG, &explain, NULL,
         "also the words that carried each cause, flag and demand (enrich/EXPLAIN.md)", 0, 0},
        {0},
    };
    int code;
    if (!cli_options(cli, options, &code))
        return code;
    if (cli->argc > 0)
        return cli_fail(cli, EXIT_USAGE, "'%s': reads standard input, takes no file", cli->argv[0]);
    struct session *c = check_calloc(1, sizeof(*c));
    c->explain = explain;
    code = open_session(c, cli, now) == 0 ? classify_stream(c, stdin) : EXIT_USAGE;
    if (fflush(stdout) != 0 || ferror(stdout))
        code = cli_fail(cli, EXIT_FAILED, "standard output cannot be written");
    review_json_fini(&c->review);
    model_free(c->model);
    free(c);
    return code;
}
