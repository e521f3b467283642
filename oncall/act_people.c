/* Who else helps with a case, whom it is about, and how its customer is to be met. None of it moves
 * the case: clock, level and priority stay as they are, which a test holds. */
#include "oncall/act_more.h"

#include "oncall/verbs.h"

#define HELPERS_MAX 64 /* bytes: a value that keeps the hash small */

static const char *const stances[] = {"unknown", "reasonable", "unreasonable"};
enum { STANCES = sizeof(stances) / sizeof(*stances) };

int act_stance(struct cli *cli)
{
    const char *stance;
    struct act a = {.cli = cli, .event = ROUNDS_EV_NOTE};
    const struct cli_option options[] = {ACT_COMMON_OPTIONS(a)};
    int code;
    if (!cli_options(cli, options, &code))
        return code;
    if ((stance = act_second(cli)) == NULL)
        return cli_fail(cli, EXIT_USAGE, "needs CASE and unknown, reasonable or unreasonable");
    if (verbs_word(cli, "stance", stance, stances, STANCES) != 0)
        return EXIT_USAGE;
    act_keep(&a, "sc", strcmp(stance, "unknown") == 0 ? "" : stance);
    return act_run(&a);
}

/* ---- helpers ---------------------------------------------------------------------------------*/

struct helpers {
    const char *name;
    bool done;
    char list[HELPERS_MAX + 1];
};

/* All but `name`; whether it was there. */
static bool without(struct str all, const char *name, char out[HELPERS_MAX + 1])
{
    bool found = false;
    size_t len = 0;
    out[0] = '\0';
    while (all.len) {
        const char *comma = memchr(all.ptr, ',', all.len);
        struct str one = {all.ptr, comma ? (uint32_t)(comma - all.ptr) : all.len};
        uint32_t used = one.len + (comma ? 1 : 0);
        all = (struct str){all.ptr + used, all.len - used};
        if (str_eq(one, str_from(name)))
            found = true;
        else if (one.len && len + one.len + 1 < HELPERS_MAX)
            len += (size_t)snprintf(out + len, HELPERS_MAX - len, "%s%.*s", len ? "," : "",
                                    STR_FMT(one));
    }
    return found;
}

static const char *prepare_call(struct act *a, const struct store_case *c)
{
    struct helpers *h = a->ctx;
    bool there = without(c->record.helpers, h->name, h->list);
    size_t len = strlen(h->list);
    if (h->done && !there)
        return "they were not called: redress case show ID";
    if (!h->done && len + 1 + strlen(h->name) >= HELPERS_MAX)
        return "no more fit: let one go first (redress case call ID NAME --done)";
    if (!h->done)
        snprintf(h->list + len, sizeof(h->list) - len, "%s%s", len ? "," : "", h->name);
    act_keep(a, "hr", h->list);
    return NULL;
}

int act_call(struct cli *cli)
{
    struct helpers h = {0};
    struct act a = {.cli = cli, .event = ROUNDS_EV_NOTE, .prepare = prepare_call, .ctx = &h};
    const struct cli_option options[] = {
        {"done", 0, CLI_FLAG, &h.done, NULL, "their help is no longer needed", 0, 0},
        ACT_COMMON_OPTIONS(a)};
    int code;
    if (!cli_options(cli, options, &code))
        return code;
    if ((h.name = act_second(cli)) == NULL)
        return cli_fail(cli, EXIT_USAGE, "needs CASE and AGENT: who is to help");
    if (!h.name[0] || strlen(h.name) > 32 || strchr(h.name, ','))
        return cli_fail(cli, EXIT_USAGE, "AGENT: a name of 1 to 32 bytes without a comma");
    return act_run(&a);
}

/* ---- whom it is about ------------------------------------------------------------------------*/

/* Merchant, agent, courier: whoever is complained of does not work the complaint. */
static bool works(enum rounds_event event)
{
    return event != ROUNDS_EV_NOTE && event != ROUNDS_EV_EVIDENCE && event != ROUNDS_EV_REPLY &&
           event != ROUNDS_EV_UNCLAIM && event != ROUNDS_EV_ASSIGN && event != ROUNDS_EV_REOPEN;
}

bool act_is_about(const struct store_case *c, const char *name)
{
    return c->record.about.len > 0 && str_eq(c->record.about, str_from(name));
}

const char *act_kept_out(const struct act *a, const struct store_case *c)
{
    if (works(a->event) && act_is_about(c, a->args.who))
        return "the complaint is about you: somebody else works it (redress case assign ID AGENT)";
    if (a->event == ROUNDS_EV_ASSIGN && a->args.to && act_is_about(c, a->args.to))
        return "the complaint is about them: redress case assign ID AGENT, somebody else";
    return NULL;
}

static const char *prepare_about(struct act *a, const struct store_case *c)
{
    const char *name = a->ctx;
    if (name[0] && strcmp(c->head.state.owner, name) == 0)
        return "they have it: first redress case assign ID AGENT, somebody else";
    act_keep(a, "ab", name);
    return NULL;
}

int act_about(struct cli *cli)
{
    static char nobody[] = "";
    bool mistake = false;
    struct act a = {.cli = cli, .event = ROUNDS_EV_NOTE, .prepare = prepare_about, .ctx = nobody};
    const struct cli_option options[] = {
        {"nobody", 0, CLI_FLAG, &mistake, NULL, "it is about no agent after all", 0, 0},
        ACT_COMMON_OPTIONS(a)};
    int code;
    if (!cli_options(cli, options, &code))
        return code;
    const char *name = act_second(cli);
    if (mistake == (name != NULL))
        return cli_fail(cli, EXIT_USAGE, "needs CASE and AGENT, whom it is about, or --nobody");
    if (name && (!name[0] || strlen(name) >= ROUNDS_OWNER_MAX))
        return cli_fail(cli, EXIT_USAGE, "AGENT: a name of 1 to %d bytes", ROUNDS_OWNER_MAX - 1);
    a.ctx = name ? (void *)(uintptr_t)name : nobody;
    return act_run(&a);
}
