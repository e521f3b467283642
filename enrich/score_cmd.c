/* `redress score --replay`: what a policy would change, before it is used. */
#include "core/cli.h"
#include "core/iso8601.h"
#include "enrich/classify.h"
#include "enrich/commands.h"
#include "enrich/replay.h"
#include "enrich/reviews.h"
#include "enrich/score.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { BECAUSE = 256 };

static const unsigned levels[] = {300, 500, 700, 900};
#define LEVELS (sizeof(levels) / sizeof(levels[0]))

struct side {
    struct policy policy;
    struct classifier classifier;
};

struct replay {
    struct side before, after;
    struct model *model;
    struct model_scratch scratch;
    wall_ms_t now;
    size_t events, count, cap, complaints_before, complaints_after;
    struct replay_row *rows;
};

static void judge(struct replay *r, const struct side *s, const struct event_fields *f,
                  struct finding *x)
{
    classify_fields(&s->classifier, f, &r->scratch, x);
    score_finding(&s->policy, f, r->now, x);
}

static char *id_of(const struct review_json *r)
{
    char *id = NULL;
    size_t len;
    FILE *out = open_memstream(&id, &len);
    CHECK(out);
    reviews_write_id(r, out);
    CHECK(fclose(out) == 0);
    return id;
}

static void add(void *ctx, struct review_json *line)
{
    struct replay *r = ctx;
    struct replay_row row = {0};
    judge(r, &r->before, &line->fields, &row.before);
    judge(r, &r->after, &line->fields, &row.after);
    r->events++;
    r->complaints_before += row.before.cause_count > 0;
    r->complaints_after += row.after.cause_count > 0;
    if (!row.before.cause_count && !row.after.cause_count)
        return;
    row.id = id_of(line);
    if (r->count == r->cap) {
        r->cap = r->cap ? 2 * r->cap : 1024;
        r->rows = check_realloc(r->rows, r->cap * sizeof(*r->rows));
    }
    r->rows[r->count++] = row;
}

static int64_t climb(const struct replay_row *r)
{
    return (int64_t)r->rank_before - r->rank_after;
}

static int change(const struct replay_row *r)
{
    return abs(r->after.priority - r->before.priority);
}

/* The longest way first. */
static int by_way(const void *a, const void *b)
{
    const struct replay_row *x = a, *y = b;
    int64_t p = llabs(climb(x)), q = llabs(climb(y));
    if (p != q)
        return p < q ? 1 : -1;
    if (change(x) != change(y))
        return change(x) < change(y) ? 1 : -1;
    return x->rank_before < y->rank_before ? -1 : 1;
}

static size_t moved(const struct replay *r)
{
    size_t n = 0;
    for (size_t i = 0; i < r->count; i++)
        n += change(&r->rows[i]) != 0;
    return n;
}

static void print_json(const struct replay *r, size_t top)
{
    char because[BECAUSE];
    size_t up, down;
    printf("{\"events\":%zu,\"complaints_before\":%zu,\"complaints_after\":%zu,\"moved\":%zu,"
           "\"kendall_tau\":%.4f,\"first_tenth\":%zu,\"first_tenth_kept\":%zu,\"levels\":[",
           r->events, r->complaints_before, r->complaints_after, moved(r),
           replay_tau(r->rows, r->count), (r->count + 9) / 10, replay_kept(r->rows, r->count));
    for (size_t i = 0; i < LEVELS; i++) {
        replay_crossing(r->rows, r->count, levels[i], &up, &down);
        printf("%s{\"level\":%u,\"up\":%zu,\"down\":%zu}", i ? "," : "", levels[i], up, down);
    }
    fputs("],\"rows\":[", stdout);
    for (size_t i = 0; i < top; i++) {
        const struct replay_row *w = &r->rows[i];
        printf("%s{\"id\":%s,\"priority_before\":%u,\"priority_after\":%u,\"rank_before\":%u,"
               "\"rank_after\":%u,\"because\":\"%s\"}",
               i ? "," : "", w->id, w->before.priority, w->after.priority, w->rank_before,
               w->rank_after, replay_because(w, because, sizeof(because)));
    }
    puts("]}");
}

static void print_text(const struct replay *r, size_t top)
{
    char because[BECAUSE];
    size_t up, down;
    printf("%zu reviews; %zu complaints before, %zu after; %zu get another priority\n", r->events,
           r->complaints_before, r->complaints_after, moved(r));
    printf("order kept (Kendall's tau)  %.3f\n", replay_tau(r->rows, r->count));
    printf("of the first tenth          %zu of %zu stay in it\n", replay_kept(r->rows, r->count),
           (r->count + 9) / 10);
    for (size_t i = 0; i < LEVELS; i++) {
        replay_crossing(r->rows, r->count, levels[i], &up, &down);
        printf("across %u                  %zu rise over it, %zu fall under it\n", levels[i], up,
               down);
    }
    printf("\n   RANK            PRIORITY        ID                    BECAUSE\n");
    for (size_t i = 0; i < top; i++) {
        const struct replay_row *w = &r->rows[i];
        printf("%6u -> %-6u %4u -> %-4u    %-20s  %s\n", w->rank_before, w->rank_after,
               w->before.priority, w->after.priority, w->id,
               replay_because(w, because, sizeof(because)));
    }
}

/* Rows that did not move are not worth a line. */
static size_t worth_telling(const struct replay *r, size_t top)
{
    size_t n = 0;
    while (n < r->count && n < top && (climb(&r->rows[n]) || change(&r->rows[n])))
        n++;
    return n;
}

static int open_side(struct side *s, const struct model *m, const char *path, struct err *e)
{
    policy_init(&s->policy);
    if (policy_load(&s->policy, path, e) != 0)
        return -1;
    classify_init(&s->classifier, m, &s->policy);
    return 0;
}

static int replay(struct replay *r, const struct cli *cli, const char *file, int64_t top, bool json)
{
    FILE *in = strcmp(file, "-") == 0 ? stdin : fopen(file, "r");
    if (!in)
        return cli_fail(cli, EXIT_USAGE, "%s: %s", file, strerror(errno));
    bool ok = reviews_read(in, r->now, add, r);
    if (in != stdin)
        fclose(in);
    replay_rank(r->rows, r->count);
    if (r->count)
        qsort(r->rows, r->count, sizeof(*r->rows), by_way);
    (json ? print_json : print_text)(r, worth_telling(r, (size_t)top));
    return ok ? EXIT_OK : EXIT_FAILED;
}

int score_cmd(struct cli *cli)
{
    const char *file = NULL, *policy = NULL, *old = cli->cfg->enrich_policy, *now = NULL;
    int64_t top = 20;
    bool json = false;
    const struct cli_option options[] = {
        {"replay", 0, CLI_TEXT, &file, "FILE|-", "reviews as JSON lines, as for classify", 0, 0},
        {"policy", 0, CLI_TEXT, &policy, "NEW", "the policy to try", 0, 0},
        {"old", 0, CLI_TEXT, &old, "POLICY", "compared with (enrich.policy)", 0, 0},
        {"top", 'n', CLI_NUMBER, &top, "N", "how many of those that move most to show (20)", 0,
         INT32_MAX},
        {"now", 0, CLI_TEXT, &now, "TIME",
         "when the reviews arrive (ISO 8601), also for those without a time", 0, 0},
        {"json", 0, CLI_FLAG, &json, NULL, "one JSON object", 0, 0},
        {0},
    };
    struct err e;
    int code;
    if (!cli_options_only(cli, options, &code))
        return code;
    if (!file || !policy)
        return cli_fail(cli, EXIT_USAGE, "needs --replay FILE and --policy NEW");
    struct replay *r = check_calloc(1, sizeof(*r));
    r->now = clock_wall();
    code = EXIT_USAGE;
    if (now && !iso8601_read(now, strlen(now), &r->now))
        cli_fail(cli, code, "--now '%s': must be a moment like 2026-01-02T03:04:05Z", now);
    else if (!(r->model = model_load(cli->cfg->enrich_model, &e)) ||
             open_side(&r->before, r->model, old, &e) != 0 ||
             open_side(&r->after, r->model, policy, &e) != 0)
        cli_fail(cli, code, "%s", e.msg);
    else
        code = replay(r, cli, file, top, json);
    for (size_t i = 0; i < r->count; i++)
        free(r->rows[i].id);
    free(r->rows);
    model_free(r->model);
    free(r);
    return code;
}
