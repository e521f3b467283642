/* `redress recalc`: what another configuration does to the deadlines of the open cases. */
#include "oncall/case_json.h"
#include "oncall/oncall.h"
#include "oncall/verbs.h"

#include "core/iso8601.h"

#include <stdlib.h>

struct recalc {
    struct cli *cli;
    struct store *store;
    bool dry_run, json;
    const char *as;
    struct {
        char id[KEYS_ID_CHARS + 1];
        unsigned shard;
    } * open;
    size_t count, cap, moved;
};

static void collect(void *ctx, const struct store_case *c)
{
    struct recalc *r = ctx;
    if (c->damaged)
        return;
    if (r->count == r->cap) {
        r->cap = r->cap ? 2 * r->cap : 1024;
        r->open = check_realloc(r->open, r->cap * sizeof(*r->open));
    }
    memcpy(r->open[r->count].id, c->id, sizeof(c->id));
    r->open[r->count++].shard = c->shard;
}

static void print_move(const struct recalc *r, const char *id, const struct rounds_case *was,
                       const struct rounds_case *next)
{
    char due[ISO8601_CAP], new_due[ISO8601_CAP], total[ISO8601_CAP], new_total[ISO8601_CAP];
    iso8601_write((wall_ms_t){was->due_ms}, due);
    iso8601_write((wall_ms_t){next->due_ms}, new_due);
    iso8601_write((wall_ms_t){was->total_ms}, total);
    iso8601_write((wall_ms_t){next->total_ms}, new_total);
    if (r->json)
        fprintf(cli_out(),
                "{\"id\":\"%s\",\"state\":\"%s\",\"due_at\":\"%s\",\"new_due_at\":\"%s\","
                "\"total_due_at\":\"%s\",\"new_total_due_at\":\"%s\"}\n",
                id, rounds_state_name[was->state], due, new_due, total, new_total);
    else
        fprintf(cli_out(), "%.8s  %s  due %s -> %s  (%+lld min)\n", id,
                rounds_state_name[was->state], due, new_due,
                (long long)(next->due_ms - was->due_ms) / 60000);
}

/* One case: would it move, and if so, and that is wanted, it is moved. -1 with e set. */
static int recalc_case(struct recalc *r, struct store_case *c, struct err *e)
{
    struct rounds_outcome out;
    const struct rounds_args args = {.who = verbs_who(r->as)};
    struct rounds_case was = c->head.state;
    int64_t now;
    if (store_now(r->store, c->shard, &now, e) != 0)
        return -1;
    rounds_step(&store_cases(r->store)->budgets, &was, ROUNDS_EV_RECALC, &args, now, &out);
    if (!out.allowed)
        return 0;
    if (!r->dry_run) {
        enum store_result done = store_step(r->store, c, ROUNDS_EV_RECALC, &args, NULL, 0, &out, e);
        if (done != STORE_OK)
            return done == STORE_REFUSED ? 0 : -1;
    }
    r->moved++;
    print_move(r, c->id, &was, &out.next);
    return 0;
}

static int recalc_all(struct recalc *r, struct err *e)
{
    int done = store_scan(r->store, collect, r, e);
    for (size_t i = 0; i < r->count && done == 0; i++) {
        struct store_case c;
        done = store_get(r->store, r->open[i].shard, r->open[i].id, &c, e);
        if (done != 0)
            break;
        if (c.known && !c.damaged && c.head.state.state != ROUNDS_CL)
            done = recalc_case(r, &c, e);
        store_case_free(&c);
    }
    return done;
}

int recalc_cmd(struct cli *cli)
{
    struct recalc r = {.cli = cli};
    struct err e = {""};
    int code;
    const struct cli_option options[] = {
        {"dry-run", 'n', CLI_FLAG, &r.dry_run, NULL, "only show what would move", 0, 0},
        {"json", 0, CLI_FLAG, &r.json, NULL, "a JSON object for each case that moves", 0, 0},
        {"as", 0, CLI_TEXT, &r.as, "NAME", "who does it ($USER)", 0, 0},
        {.name = NULL}};
    if (!cli_options_only(cli, options, &code))
        return code;
    if ((r.store = store_new(cli->cfg, &e)) == NULL)
        return cli_fail(cli, EXIT_USAGE, "%s", e.msg);
    code = recalc_all(&r, &e) == 0 ? EXIT_OK : cli_fail(cli, EXIT_FAILED, "%s", e.msg);
    if (code == EXIT_OK && !r.json)
        fprintf(cli_out(), "%zu of %zu open cases %s\n", r.moved, r.count,
                r.dry_run ? "would move" : "moved");
    free(r.open);
    store_free(r.store);
    return code;
}
