/* What people do to a case: each verb is one event of the machine in sink/rounds.h. */
#include "oncall/act_more.h"
#include "oncall/verbs.h"

#include "core/mend.h"
#include "oncall/advice.h"
#include "oncall/case_json.h"
#include "oncall/term.h"

#include <stdlib.h>

void act_keep(struct act *a, const char *name, const char *value)
{
    CHECK(a->extra_count < ACT_EXTRAS);
    a->extra[a->extra_count++] = (struct cases_pair){name, value};
}

/* ---- telling what happened -------------------------------------------------------------------*/

/* Refusals name commands with "ID" in place of the case: the engineer gets them ready to run. */
static void print_refusal(const char *text, const char *id, FILE *out)
{
    for (const char *at; (at = strstr(text, " ID")) != NULL; text = at + 3) {
        bool word = !at[3] || strchr(" ),:", at[3]);
        fprintf(out, "%.*s%.*s", (int)(at - text + 1), text, word ? CASE_SHORT : 2,
                word ? id : "ID");
    }
    fputs(text, out);
}

static int refuse(const struct act *a, const struct store_case *c, const char *text, int64_t now)
{
    if (a->json) {
        char *spelled = NULL;
        size_t len = 0;
        FILE *f = open_memstream(&spelled, &len);
        print_refusal(text, c->id, f);
        fclose(f);
        json_t *j = case_json(c, now);
        json_object_set_new(j, "refused", json_string(mend_utf8(spelled)));
        if (a->lint)
            json_object_set(j, "lint", a->lint);
        case_json_print(j);
        free(spelled);
        return EXIT_REFUSED;
    }
    fprintf(cli_err(), "redress %s: refused: ", a->cli->command->name);
    print_refusal(text, c->id, cli_err());
    fputc('\n', cli_err());
    return EXIT_REFUSED;
}

static void print_done(const struct act *a, const struct store_case *c, int64_t now)
{
    const struct rounds_case *r = &c->head.state;
    char left[TERM_DURATION_CAP], next[CASE_NEXT_CAP];
    printf("case %.8s: ", c->id);
    if (r->state == ROUNDS_CL) {
        printf("closed, %s\n", rounds_reason_name[r->reason]);
        return;
    }
    printf("%s, %s", rounds_state_title[r->state], term_duration(r->due_ms - now, left));
    printf("%s", r->due_ms >= now ? " left" : "");
    if (r->owner[0]) {
        printf("; owner ");
        term_put(stdout, str_from(r->owner));
    }
    if (a->event == ROUNDS_EV_UNCLAIM)
        printf("\nnext: redress case next   for the most urgent that nobody has\n");
    else
        printf("\nnext: %s%s\n", advice_next(a->cli->cfg, c, next), case_next_when(c));
}

/* Nobody is kept from a case that another has, but they should know. */
static void warn_owner(const struct act *a, const char *owner)
{
    bool anyones = a->event == ROUNDS_EV_NOTE || a->event == ROUNDS_EV_EVIDENCE ||
                   a->event == ROUNDS_EV_REPLY || a->event == ROUNDS_EV_ACCEPT ||
                   a->event == ROUNDS_EV_REFUSE || a->event == ROUNDS_EV_REOPEN;
    if (!owner[0] || anyones || strcmp(owner, a->args.who) == 0)
        return;
    fprintf(cli_err(), "redress %s: warning: ", a->cli->command->name);
    term_put(cli_err(), str_from(owner));
    fputs(" has this case, and you are ", cli_err());
    term_put(cli_err(), str_from(a->args.who));
    fputs(" (--as NAME)\n", cli_err());
}

static void print_json(const struct act *a, const struct store_case *c, int64_t now)
{
    char next[CASE_NEXT_CAP];
    json_t *j = case_json(c, now);
    if (advice_next(a->cli->cfg, c, next)[0])
        json_object_set_new(j, "next", json_string(next));
    case_json_print(j);
}

/* ---- doing it --------------------------------------------------------------------------------*/

static int step(struct act *a, struct store *s, struct store_case *c, struct err *e)
{
    struct rounds_outcome out;
    char owner[ROUNDS_OWNER_MAX];
    int64_t now;
    if (store_now(s, c->shard, &now, e) != 0)
        return cli_fail(a->cli, EXIT_FAILED, "%s", e->msg);
    a->args.many_see = c->finding.floor == FLOOR_REACH ||
                       c->fields.author_followers >= a->cli->cfg->rounds_influencer_followers;
    strcpy(owner, c->head.state.owner_until_ms > now ? c->head.state.owner : "");
    const char *refusal = act_kept_out(a, c);
    if (!refusal)
        refusal = a->prepare ? a->prepare(a, c) : NULL;
    if (refusal)
        return refuse(a, c, refusal, now);
    switch (store_step(s, c, a->event, &a->args, a->extra, a->extra_count, &out, e)) {
    case STORE_FAILED:
        return cli_fail(a->cli, EXIT_FAILED, "%s", e->msg);
    case STORE_REFUSED:
        return refuse(a, c, out.refusal, now);
    case STORE_OK:
        break;
    }
    int code = act_after(a, c, now, e) != 0 || (a->done && a->done(a, c, e) != 0)
                   ? cli_fail(a->cli, EXIT_FAILED, "done, but not noted: %s", e->msg)
                   : EXIT_OK;
    if (a->json)
        print_json(a, c, now);
    else
        print_done(a, c, now);
    if (!a->json)
        warn_owner(a, owner);
    if (a->tell && !a->json)
        a->tell(c);
    return code;
}

static int wrong_count(const struct act *a)
{
    bool theirs =
        a->event == ROUNDS_EV_REPLY || a->event == ROUNDS_EV_ACCEPT || a->event == ROUNDS_EV_REFUSE;
    if (a->cli->argc == 0)
        return cli_fail(a->cli, EXIT_USAGE, "needs one CASE: an id or the beginning of one");
    if (theirs)
        return cli_fail(a->cli, EXIT_USAGE,
                        "'%.40s': their words are not kept, only that they wrote: redress %s %.20s",
                        a->cli->argv[1], a->cli->command->name, a->cli->argv[0]);
    return cli_fail(a->cli, EXIT_USAGE, "'%.40s': takes one CASE and nothing behind it",
                    a->cli->argv[1]);
}

int act_run(struct act *a)
{
    struct err e = {""};
    struct store_case c = {0};
    a->args.who = verbs_who(a->as);
    if (a->cli->argc != 1)
        return wrong_count(a);
    if (strlen(a->args.who) >= ROUNDS_OWNER_MAX)
        return cli_fail(a->cli, EXIT_USAGE, "--as: the name is over %d bytes",
                        ROUNDS_OWNER_MAX - 1);
    struct store *s = store_new(a->cli->cfg, &e);
    if (!s)
        return cli_fail(a->cli, EXIT_USAGE, "%s", e.msg);
    a->store = s;
    int code = store_find(s, a->cli->argv[0], &c, &e) == 0
                   ? step(a, s, &c, &e)
                   : cli_fail(a->cli, EXIT_FAILED, "%s", e.msg);
    json_decref(a->lint);
    store_case_free(&c);
    store_free(s);
    return code;
}

static int plain(struct cli *cli, enum rounds_event event)
{
    struct act a = {.cli = cli, .event = event};
    const struct cli_option options[] = {ACT_COMMON_OPTIONS(a)};
    int code;
    return cli_options(cli, options, &code) ? act_run(&a) : code;
}

int act_claim(struct cli *cli)
{
    return plain(cli, ROUNDS_EV_CLAIM);
}

int act_unclaim(struct cli *cli)
{
    return plain(cli, ROUNDS_EV_UNCLAIM);
}

int act_reply(struct cli *cli)
{
    return plain(cli, ROUNDS_EV_REPLY);
}

int act_accept(struct cli *cli)
{
    return plain(cli, ROUNDS_EV_ACCEPT);
}

int act_refuse(struct cli *cli)
{
    return plain(cli, ROUNDS_EV_REFUSE);
}
