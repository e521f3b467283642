/* What people do to a case: each verb is one event of the machine in sink/rounds.h. */
#include "oncall/verbs.h"

#include "oncall/case_json.h"
#include "oncall/term.h"

#include <stdlib.h>

#define EXTRAS 3

/* One action: the event, its arguments, and the fields it leaves behind. */
struct act {
    struct cli *cli;
    enum rounds_event event;
    struct rounds_args args;
    const char *as;
    bool json;
    /* Chooses `extra` by the case's state, or refuses (NULL: nothing to choose). */
    const char *(*prepare)(struct act *a, const struct store_case *c);
    struct cases_pair extra[EXTRAS];
    unsigned extra_count;
    void *ctx; /* of prepare */
};

static void keep(struct act *a, const char *name, const char *value)
{
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
        json_object_set_new(j, "refused", json_string(spelled));
        case_json_print(j);
        free(spelled);
        return EXIT_REFUSED;
    }
    fprintf(stderr, "redress %s: refused: ", a->cli->command->name);
    print_refusal(text, c->id, stderr);
    fputc('\n', stderr);
    return EXIT_REFUSED;
}

static void print_done(const struct store_case *c, int64_t now)
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
        printf("; ");
        term_put(stdout, str_from(r->owner));
        printf(" has it");
    }
    printf("\nnext: %s\n", case_next(c, next));
}

/* ---- doing it --------------------------------------------------------------------------------*/

static int step(struct act *a, struct store *s, struct store_case *c, struct err *e)
{
    struct rounds_outcome out;
    int64_t now;
    if (store_now(s, c->shard, &now, e) != 0)
        return cli_fail(a->cli, EXIT_FAILED, "%s", e->msg);
    const char *refusal = a->prepare ? a->prepare(a, c) : NULL;
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
    if (a->json)
        case_json_print(case_json(c, now));
    else
        print_done(c, now);
    return EXIT_OK;
}

/* Parses nothing: options are done, one CASE must be left. */
static int run(struct act *a)
{
    struct err e = {""};
    struct store_case c = {0};
    a->args.who = verbs_who(a->as);
    if (a->cli->argc != 1)
        return cli_fail(a->cli, EXIT_USAGE, "needs one CASE: an id or the beginning of one");
    if (strlen(a->args.who) >= ROUNDS_OWNER_MAX)
        return cli_fail(a->cli, EXIT_USAGE, "--as: the name is over %d bytes",
                        ROUNDS_OWNER_MAX - 1);
    struct store *s = store_new(a->cli->cfg, &e);
    if (!s)
        return cli_fail(a->cli, EXIT_USAGE, "%s", e.msg);
    int code = store_find(s, a->cli->argv[0], &c, &e) == 0
                   ? step(a, s, &c, &e)
                   : cli_fail(a->cli, EXIT_FAILED, "%s", e.msg);
    store_case_free(&c);
    store_free(s);
    return code;
}

#define COMMON_OPTIONS(a)                                                                          \
    {"as", 0, CLI_TEXT, &(a).as, "NAME", "who does it ($USER)", 0, 0},                             \
        {"json", 0, CLI_FLAG, &(a).json, NULL, "the case as one JSON object", 0, 0},               \
    {                                                                                              \
        .name = NULL                                                                               \
    }

static int plain(struct cli *cli, enum rounds_event event)
{
    struct act a = {.cli = cli, .event = event};
    const struct cli_option options[] = {COMMON_OPTIONS(a)};
    int code;
    return cli_options(cli, options, &code) ? run(&a) : code;
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

/* ---- answer ----------------------------------------------------------------------------------*/

struct answer {
    const char *cause, *demand, *proposal, *amount;
    bool ask_end;
    int64_t round; /* 0: whichever it is */
    char amount_minor[24];
};

/* "12", "12.5", "12.50" to hundredths. */
static int read_amount(const char *text, char out[24])
{
    char *end;
    long long whole = strtoll(text, &end, 10);
    int cents = 0;
    if (end == text || whole < 0 || whole > 999999999999)
        return -1;
    if (*end == '.') {
        size_t digits = strspn(end + 1, "0123456789");
        if (digits < 1 || digits > 2)
            return -1;
        cents = atoi(end + 1) * (digits == 1 ? 10 : 1);
        end += 1 + digits;
    }
    snprintf(out, 24, "%lld", whole * 100 + cents);
    return *end ? -1 : 0;
}

/* Words must be of the vocabulary before anything is asked of Redis. */
static int check_answer(const struct cli *cli, struct answer *w)
{
    if (verbs_word(cli, "cause", w->cause, vocab_cause, CAUSE_N) != 0 ||
        verbs_word(cli, "demand", w->demand, vocab_demand, DEMAND_N) != 0 ||
        verbs_word(cli, "proposal", w->proposal, case_proposals, CASE_PROPOSALS_N) != 0)
        return EXIT_USAGE;
    if (w->amount && !w->proposal)
        return cli_fail(cli, EXIT_USAGE, "--amount belongs to a --proposal");
    if (w->amount && read_amount(w->amount, w->amount_minor) != 0)
        return cli_fail(cli, EXIT_USAGE, "--amount '%s': must be an amount like 12 or 12.50",
                        w->amount);
    return EXIT_OK;
}

/* What belongs to the present round is recorded; what belongs to another is a mistake to be told.
 */
static const char *prepare_answer(struct act *a, const struct store_case *c)
{
    const struct answer *w = a->ctx;
    unsigned state = c->head.state.state;
    if (w->round && state != ROUNDS_CL && w->round != case_round((uint8_t)state))
        return "the case is not in that round (redress case show ID)";
    if ((w->cause || w->demand) && (state == ROUNDS_2M || state == ROUNDS_3M))
        return "round 1 is over; --cause and --demand belong to it";
    if (w->proposal && (state == ROUNDS_1M || state == ROUNDS_3M))
        return state == ROUNDS_1M ? "first round 1: redress case answer ID --cause CAUSE --demand "
                                    "DEMAND; the proposal is round 2"
                                  : "the proposal was round 2; round 3 asks what would end the "
                                    "dispute: redress case answer ID --ask-end";
    if (w->ask_end && (state == ROUNDS_1M || state == ROUNDS_2M))
        return "what would end the dispute is asked in round 3 (redress case show ID)";
    if (w->cause)
        keep(a, "ac", w->cause);
    if (w->demand)
        keep(a, "ad", w->demand);
    if (w->proposal) {
        keep(a, "pp", w->proposal);
        keep(a, "pa", w->amount_minor);
    }
    if (w->ask_end)
        keep(a, "ae", "1");
    return NULL;
}

int act_answer(struct cli *cli)
{
    struct answer w = {0};
    struct act a = {.cli = cli, .event = ROUNDS_EV_ANSWER, .prepare = prepare_answer, .ctx = &w};
    const struct cli_option options[] = {
        {"cause", 0, CLI_TEXT, &w.cause, "CAUSE", "round 1: the problem, as understood", 0, 0},
        {"demand", 0, CLI_TEXT, &w.demand, "DEMAND", "round 1: what the customer wants", 0, 0},
        {"proposal", 0, CLI_TEXT, &w.proposal, "TYPE", "round 2: " CASE_PROPOSALS, 0, 0},
        {"amount", 0, CLI_TEXT, &w.amount, "AMOUNT", "round 2: of the proposal, e.g. 12.50", 0, 0},
        {"ask-end", 0, CLI_FLAG, &w.ask_end, NULL, "round 3: it asks what would end the dispute", 0,
         0},
        {"round", 'r', CLI_NUMBER, &w.round, "N", "refuse if the case is not in this round", 1, 3},
        COMMON_OPTIONS(a)};
    int code;
    if (!cli_options(cli, options, &code) || (code = check_answer(cli, &w)) != EXIT_OK)
        return code;
    a.args.understood = w.cause && w.demand;
    a.args.proposal = w.proposal != NULL;
    a.args.asks_end = w.ask_end;
    return run(&a);
}

/* ---- decide, close ---------------------------------------------------------------------------*/

int act_decide(struct cli *cli)
{
    bool accepted = false, published = false;
    struct act a = {.cli = cli, .event = ROUNDS_EV_DECIDE};
    const struct cli_option options[] = {
        {"accepted", 0, CLI_FLAG, &accepted, NULL, "the customer's last wish is granted", 0, 0},
        {"by-rule", 0, CLI_TEXT, &a.args.rule, "RULE", "a rule decides; its id", 0, 0},
        {"public", 0, CLI_FLAG, &published, NULL, "a public answer was given", 0, 0},
        COMMON_OPTIONS(a)};
    int code;
    if (!cli_options(cli, options, &code))
        return code;
    if (accepted + published + (a.args.rule != NULL) != 1)
        return cli_fail(cli, EXIT_USAGE, "needs one of --accepted, --by-rule RULE, --public");
    if (a.args.rule && (!a.args.rule[0] || strlen(a.args.rule) > 64))
        return cli_fail(cli, EXIT_USAGE, "--by-rule: a rule's id has 1 to 64 bytes");
    a.args.reason = accepted    ? ROUNDS_CLOSE_ACCEPTED
                    : published ? ROUNDS_CLOSE_PUBLIC
                                : ROUNDS_CLOSE_BY_RULE;
    if (a.args.rule)
        keep(&a, "rl", a.args.rule);
    return run(&a);
}

int act_close(struct cli *cli)
{
    const char *reason = NULL;
    struct act a = {.cli = cli, .event = ROUNDS_EV_CLOSE};
    const struct cli_option options[] = {
        {"reason", 0, CLI_TEXT, &reason, "REASON", "solved, withdrawn, duplicate or removed", 0, 0},
        COMMON_OPTIONS(a)};
    int code;
    if (!cli_options(cli, options, &code))
        return code;
    int found =
        reason ? vocab_find(rounds_reason_name, ROUNDS_REASON_N, reason, (unsigned)strlen(reason))
               : -1;
    if (found < 0)
        return cli_fail(cli, EXIT_USAGE,
                        "--reason %s%s%s: must be solved, withdrawn, duplicate or removed",
                        reason ? "'" : "", reason ? reason : "is missing", reason ? "'" : "");
    a.args.reason = (uint8_t)found;
    return run(&a);
}
