#include "core/cli.h"
#include "core/finding.h"
#include "core/iso8601.h"
#include "enrich/classify.h"
#include "enrich/commands.h"
#include "enrich/explain.h"
#include "enrich/reviews.h"
#include "enrich/score.h"

#include <stdlib.h>

/* Everything one line needs; reused for the next. */
struct session {
    struct model *model;
    struct classifier classifier;
    struct policy policy;
    struct model_scratch scratch;
    wall_ms_t now;
    bool explain;
};

static void write_finding(const struct session *c, const struct review_json *r,
                          const struct finding *x, FILE *out)
{
    fputs("{\"id\":", out);
    reviews_write_id(r, out);
    fputc(',', out);
    finding_write_json(&r->fields, x, out);
    if (c->explain) {
        json_t *why = explain_json(&c->classifier, &r->fields, x);
        fputs(",\"explain\":", out);
        json_dumpf(why, out, JSON_COMPACT | JSON_REAL_PRECISION(6));
        json_decref(why);
    }
    fputs("}\n", out);
}

static void classify_one(void *ctx, struct review_json *r)
{
    struct session *c = ctx;
    struct finding x = {0};
    classify_fields(&c->classifier, &r->fields, &c->scratch, &x);
    score_finding(&c->policy, &r->fields, c->now, &x);
    write_finding(c, r, &x, stdout);
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
         "also the words that carried each cause, flag and demand (enrich/JSON.md)", 0, 0},
        {0},
    };
    int code;
    if (!cli_options(cli, options, &code))
        return code;
    if (cli->argc > 0)
        return cli_fail(cli, EXIT_USAGE, "'%s': reads standard input, takes no file", cli->argv[0]);
    struct session *c = check_calloc(1, sizeof(*c));
    c->explain = explain;
    code = EXIT_USAGE;
    if (open_session(c, cli, now) == 0)
        code = reviews_read(stdin, c->now, classify_one, c) ? EXIT_OK : EXIT_FAILED;
    if (fflush(stdout) != 0 || ferror(stdout))
        code = cli_fail(cli, EXIT_FAILED, "standard output cannot be written");
    model_free(c->model);
    free(c);
    return code;
}
