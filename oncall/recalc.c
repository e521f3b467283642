/* `redress recalc`: what another configuration does to the deadlines of the open cases. */
#include "oncall/case_json.h"
#include "oncall/oncall.h"
#include "oncall/verbs.h"

#include "core/iso8601.h"

#include <stdlib.h>
#include <string.h>

/* A case that would move, as it was when all were read. */
struct would_move {
    struct store_ref ref;
    struct rounds_case was, next;
};

struct recalc {
    struct cli *cli;
    struct store *store;
    bool dry_run, json;
    const char *as;
    int64_t *now_ms; /* of each shard, before the cases were read */
    struct would_move *moves;
    size_t count, cap, open, moved;
};

static void collect(void *ctx, const struct store_case *c)
{
    struct recalc *r = ctx;
    struct rounds_outcome out;
    const struct rounds_args args = {.who = verbs_who(r->as)};
    if (c->damaged || c->head.state.state == ROUNDS_CL)
        return;
    r->open++;
    rounds_step(&store_cases(r->store)->budgets, &c->head.state, ROUNDS_EV_RECALC, &args,
                r->now_ms[c->shard], &out);
    if (!out.allowed)
        return;
    if (r->count == r->cap) {
        r->cap = r->cap ? 2 * r->cap : 1024;
        r->moves = check_realloc(r->moves, r->cap * sizeof(*r->moves));
    }
    struct would_move *m = &r->moves[r->count++];
    *m = (struct would_move){.was = c->head.state, .next = out.next};
    m->ref.shard = c->shard;
    memcpy(m->ref.id, c->id, sizeof(m->ref.id));
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

/* Moves one case, which may have been moved by somebody since. -1 with e set. */
static int move_case(struct recalc *r, const struct would_move *m, struct err *e)
{
    struct store_case c;
    struct rounds_outcome out;
    const struct rounds_args args = {.who = verbs_who(r->as)};
    if (store_get(r->store, m->ref.shard, m->ref.id, &c, e) != 0)
        return -1;
    struct rounds_case was = c.head.state;
    enum store_result done = STORE_REFUSED;
    if (c.known && !c.damaged && was.state != ROUNDS_CL)
        done = store_step(r->store, &c, ROUNDS_EV_RECALC, &args, NULL, 0, &out, e);
    store_case_free(&c);
    if (done == STORE_OK) {
        r->moved++;
        print_move(r, m->ref.id, &was, &out.next);
    }
    return done == STORE_FAILED ? -1 : 0;
}

/* All are read in pipelines, and only those that move are asked for by themselves. */
static int recalc_all(struct recalc *r, struct err *e)
{
    unsigned shards = store_cases(r->store)->shards;
    int done = 0;
    r->now_ms = check_calloc(shards, sizeof(*r->now_ms));
    for (unsigned s = 0; s < shards && done == 0; s++)
        done = store_now(r->store, s, &r->now_ms[s], e);
    if (done == 0)
        done = store_scan(r->store, collect, r, e);
    for (size_t i = 0; i < r->count && done == 0 && !r->dry_run; i++)
        done = move_case(r, &r->moves[i], e);
    for (size_t i = 0; i < r->count && done == 0 && r->dry_run; i++, r->moved++)
        print_move(r, r->moves[i].ref.id, &r->moves[i].was, &r->moves[i].next);
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
        fprintf(cli_out(), "%zu of %zu open cases %s\n", r.moved, r.open,
                r.dry_run ? "would move" : "moved");
    free(r.moves);
    free(r.now_ms);
    store_free(r.store);
    return code;
}
