/* Who has a case, and what was said about it: assign, relay, private, note, reopen. */
#include "oncall/act_more.h"

#include "oncall/lint.h"
#include "oncall/verbs.h"

#include <stdlib.h>

#define NOTE_MAX 64 /* bytes: a value that keeps the hash small */

int act_duration(struct act *a, const char *option, const char *text)
{
    static const struct {
        char unit;
        int64_t ms;
    } units[] = {{'s', 1000}, {'m', 60000}, {'h', 3600000}, {'d', 86400000}};
    char *end;
    long long n = strtoll(text, &end, 10);
    for (unsigned i = 0; i < sizeof(units) / sizeof(*units); i++)
        if (end != text && n > 0 && n < 100000 && end[0] == units[i].unit && !end[1]) {
            a->args.for_ms = n * units[i].ms;
            return EXIT_OK;
        }
    return cli_fail(a->cli, EXIT_USAGE, "--%s '%s': must be a time like 90s, 30m, 4h or 2d", option,
                    text);
}

const char *act_second(struct cli *cli)
{
    if (cli->argc != 2)
        return NULL;
    cli->argc = 1;
    return cli->argv[1];
}

int act_amount(const char *text, char out[24])
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

int act_assign(struct cli *cli)
{
    struct act a = {.cli = cli, .event = ROUNDS_EV_ASSIGN};
    const struct cli_option options[] = {ACT_COMMON_OPTIONS(a)};
    int code;
    if (!cli_options(cli, options, &code))
        return code;
    if ((a.args.to = act_second(cli)) == NULL)
        return cli_fail(cli, EXIT_USAGE, "needs CASE and AGENT: whose it is to be");
    return act_run(&a);
}

static int word_of(struct act *a, const char *option, const char *word, size_t most)
{
    if (word && word[0] && strlen(word) <= most)
        return EXIT_OK;
    return cli_fail(a->cli, EXIT_USAGE, "needs --%s, 1 to %zu bytes", option, most);
}

/* Nobody likes to be sent from one to the next. */
static void warn_relays(const struct store_case *c)
{
    unsigned n = c->head.state.relays;
    if (c->head.state.side_status[ROUNDS_SIDE_RELAY] == ROUNDS_SIDE_DONE || n < 2)
        return;
    fprintf(cli_out(),
            "warning: passed on %u times: the customer is sent about; answer them where they are\n",
            n);
}

int act_relay(struct cli *cli)
{
    const char *to = NULL, *within = NULL;
    bool back = false;
    struct act a = {.cli = cli, .event = ROUNDS_EV_RELAY, .tell = warn_relays};
    const struct cli_option options[] = {
        {"to", 0, CLI_TEXT, &to, "PARTY", "who it was passed on to: supplier, carrier", 0, 0},
        {"within", 0, CLI_TEXT, &within, "TIME", "when they must have answered: 4h, 2d", 0, 0},
        {"back", 0, CLI_FLAG, &back, NULL, "they have answered", 0, 0},
        ACT_COMMON_OPTIONS(a)};
    int code;
    if (!cli_options(cli, options, &code))
        return code;
    if (back && (to || within))
        return cli_fail(cli, EXIT_USAGE, "--back ends a relay: no --to or --within with it");
    if (back) {
        a.event = ROUNDS_EV_BACK;
        return act_run(&a);
    }
    if ((code = word_of(&a, "to", to, 32)) != EXIT_OK ||
        (within && (code = act_duration(&a, "within", within)) != EXIT_OK))
        return code;
    act_keep(&a, "rp", to);
    return act_run(&a);
}

int act_private(struct cli *cli)
{
    struct act a = {.cli = cli, .event = ROUNDS_EV_PRIVATE};
    const struct cli_option options[] = {ACT_COMMON_OPTIONS(a)};
    int code;
    return cli_options(cli, options, &code) ? act_run(&a) : code;
}

int act_reopen(struct cli *cli)
{
    struct act a = {.cli = cli, .event = ROUNDS_EV_REOPEN};
    const struct cli_option options[] = {ACT_COMMON_OPTIONS(a)};
    int code;
    return cli_options(cli, options, &code) ? act_run(&a) : code;
}

bool act_personal(const char *text, struct err *e)
{
    uint8_t actions[LINT_RULE_N] = {LINT_OFF};
    struct lint_context c = {.action = actions, .is_public = true};
    struct lint_report found;
    actions[LINT_RULE_PERSONAL] = LINT_REFUSE;
    struct lint *l = lint_new();
    int done = lint_check(l, str_from(text), &c, &found, e);
    lint_free(l);
    if (done == 0 && found.verdict == LINT_REFUSE)
        err_set(e, "%s", lint_words[LINT_RULE_PERSONAL].instead);
    return done != 0 || found.verdict == LINT_REFUSE;
}

int act_note(struct cli *cli)
{
    const char *text = NULL;
    struct err e = {""};
    struct act a = {.cli = cli, .event = ROUNDS_EV_NOTE};
    const struct cli_option options[] = {
        {"text", 't', CLI_TEXT, &text, "TEXT", "the note; replaces the one before", 0, 0},
        ACT_COMMON_OPTIONS(a)};
    int code;
    if (!cli_options(cli, options, &code) ||
        (code = word_of(&a, "text", text, NOTE_MAX)) != EXIT_OK)
        return code;
    if (act_personal(text, &e)) /* Redis keeps none, whatever the policy says of answers */
        return cli_fail(cli, EXIT_REFUSED, "refused: personal data does not go into a note: %s",
                        e.msg);
    act_keep(&a, "nt", text);
    return act_run(&a);
}
