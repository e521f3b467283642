/* `redress case next`: takes the most urgent case that nobody has. The list is only a suggestion:
 * the claim itself is compare-and-set, so however many ask at once, each case goes to one. */
#include "oncall/verbs.h"

#include "oncall/act_more.h"
#include "oncall/filter.h"
#include "oncall/show.h"
#include "oncall/term.h"

#define CANDIDATES 32
#define LOOKS 20 /* lists that others emptied under our hands before we give up */

struct claims {
    int64_t after, before;
    unsigned count;
};

static void count_claim(void *ctx, const struct store_entry *x)
{
    struct claims *c = ctx;
    c->count += x->rev > c->after && x->rev < c->before && str_eq(x->event, STR_LIT("claim"));
}

/* Two who call themselves the same may both claim a case: for the rules it is one claim prolonged.
 * If somebody moved it between the list and our claim, the log tells whether that was a claim. */
static bool is_mine(struct store *s, const struct store_case *c, int64_t listed, int64_t claimed)
{
    struct claims claims = {.after = listed, .before = claimed};
    struct err e;
    if (claimed == listed + 1)
        return true;
    return store_history(s, c, 50, count_claim, &claims, &e) == 0 && claims.count == 0;
}

/* 1: claimed, its id is in `id`; 0: all of the list went to others, or `about` of it, all, are
 * about us; -1: e says what failed. */
static int claim_first(struct store *s, const struct store_list *l, const char *who, int64_t now,
                       char id[KEYS_ID_CHARS + 1], unsigned *about, struct err *e)
{
    struct rounds_args args = {.who = who};
    for (unsigned i = 0; i < l->count; i++) {
        struct store_case *c = &l->cases[i];
        struct rounds_outcome out;
        int64_t listed = c->head.state.rev;
        if (c->head.state.owner[0] && c->head.state.owner_until_ms > now)
            continue; /* claimed while the list was made; were it by our name, we would share it */
        if (act_is_about(c, who)) {
            ++*about;
            continue;
        }
        enum store_result r = store_step(s, c, ROUNDS_EV_CLAIM, &args, NULL, 0, &out, e);
        if (r == STORE_FAILED && c->known)
            return -1;
        if (r != STORE_OK || !is_mine(s, c, listed, out.next.rev))
            continue; /* somebody was faster, or closed it */
        memcpy(id, c->id, KEYS_ID_CHARS + 1);
        return 1;
    }
    return 0;
}

/* As claim_first; 0: nothing is left that the filter takes. */
static int take(struct store *s, const struct filter *x, const char *who,
                char id[KEYS_ID_CHARS + 1], struct err *e)
{
    for (int i = 0; i < LOOKS; i++) {
        struct store_list l;
        int64_t now = 0;
        int rc = store_list(s, &x->f, &l, e);
        unsigned seen = l.count, about = 0;
        if (rc == 0)
            rc = store_now(s, 0, &now, e);
        if (rc == 0)
            rc = claim_first(s, &l, who, now, id, &about, e);
        store_list_free(&l);
        if (rc != 0 || seen == about)
            return rc;
    }
    return err_set(e, "others took %d lists of cases before us: try again", LOOKS);
}

static int count_mine(struct store *s, const char *who, unsigned *count, struct err *e)
{
    const struct store_filter f = {.state = -1, .cause = -1, .owner = who, .limit = CANDIDATES};
    struct store_list l;
    int rc = store_list(s, &f, &l, e);
    *count = l.count;
    store_list_free(&l);
    return rc;
}

/* Nobody should take a case without knowing it, nor a second one. */
static void tell(struct store *s, const char *who, const char *id)
{
    struct store_case c = {0};
    struct err ignored;
    unsigned mine = 0;
    if (store_find(s, id, &c, &ignored) == 0 && c.head.state.owner[0]) {
        printf("claimed for ");
        term_put(stdout, str_from(who));
        printf(" until ");
        show_moment(c.head.state.owner_until_ms);
        puts(", longer with everything you do");
    }
    store_case_free(&c);
    if (count_mine(s, who, &mine, &ignored) == 0 && mine > 1)
        printf("%u cases are yours now: redress case list --mine\n", mine);
    putchar('\n');
}

/* Prints what `case show` prints. */
static int show(struct cli *cli, const char *id, bool json, bool no_text)
{
    char case_id[KEYS_ID_CHARS + 1], as_json[] = "--json", without[] = "--no-text";
    char *argv[4] = {case_id};
    int argc = 1;
    memcpy(case_id, id, sizeof(case_id));
    if (json)
        argv[argc++] = as_json;
    if (no_text)
        argv[argc++] = without;
    struct cli sub = {cli->cfg, cli->command, argc, argv};
    return show_cmd(&sub);
}

int next_cmd(struct cli *cli)
{
    struct filter x = {.limit = CANDIDATES};
    bool json = false, no_text = false;
    char id[KEYS_ID_CHARS + 1];
    struct err e = {""};
    const struct cli_option options[] = {
        FILTER_OPTIONS(x),
        {"sort", 0, CLI_TEXT, &x.sort, "ORDER", "urgency (default), due, priority or age", 0, 0},
        {"no-text", 0, CLI_FLAG, &no_text, NULL, "do not ask Kafka for the text", 0, 0},
        {"json", 0, CLI_FLAG, &json, NULL, "one JSON object, as case show prints it", 0, 0},
        {.name = NULL}};
    int code;
    if (!cli_options_only(cli, options, &code))
        return code;
    if (filter_read(cli, &x) != 0)
        return EXIT_USAGE;
    const char *who = verbs_who(x.as);
    if (!who[0] || strlen(who) >= ROUNDS_OWNER_MAX)
        return cli_fail(cli, EXIT_USAGE, "--as: a name of 1 to %d bytes", ROUNDS_OWNER_MAX - 1);
    x.f.unclaimed = true;
    struct store *s = store_new(cli->cfg, &e);
    if (!s)
        return cli_fail(cli, EXIT_USAGE, "%s", e.msg);
    int rc = take(s, &x, who, id, &e);
    if (rc == 1 && !json)
        tell(s, who, id);
    store_free(s);
    if (rc < 0)
        return cli_fail(cli, EXIT_FAILED, "%s", e.msg);
    if (rc == 0)
        return cli_fail(cli, EXIT_FAILED,
                        "nothing to do: nobody waits for us, or others have them all, or not with "
                        "these filters (redress case list)");
    return show(cli, id, json, no_text);
}
