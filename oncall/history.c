/* `redress case audit`: the history of one case in words, for whoever was not there. */
#include "oncall/verbs.h"

#include "core/iso8601.h"
#include "oncall/case_json.h"
#include "oncall/term.h"

#include <stdlib.h>

#define ENTRIES 10000

/* What an event of the log means. The state it led to says the rest. */
static const struct {
    const char *event, *by_person, *by_itself;
} words[] = {
    {"open", "", "the complaint came in"},
    {"update", "", "a newer version of the review came in"},
    {"reopen", "", "complained again after the close"},
    {"repair", "put its wake-up and place right", "its wake-up and place were put right"},
    {"wake", "", "the clock: a deadline or a pause had passed"},
    {"claim", "took it", "was taken"},
    {"unclaim", "gave it back", "was given back"},
    {"assign", "handed it on", "was handed on"},
    {"answer", "answered the customer", "was answered"},
    {"reply", "noted that the customer wrote", "the customer wrote"},
    {"accept", "noted that the customer accepts", "the customer accepts"},
    {"refuse", "noted that the customer refuses", "the customer refuses"},
    {"decide", "decided", "was decided"},
    {"close", "closed it", "was closed"},
    {"snooze", "put it aside for a while", "was put aside"},
    {"promise", "promised something", "a promise was made"},
    {"kept", "kept the promise", "the promise was kept"},
    {"reprice", "cut the price", "the price was cut"},
    {"restored", "restored the price", "the price was restored"},
    {"appeal", "appealed to the platform", "an appeal was made"},
    {"appeal_won", "noted that the appeal was won", "the appeal was won"},
    {"appeal_lost", "noted that the appeal was lost", "the appeal was lost"},
    {"request", "asked for evidence", "evidence was asked for"},
    {"relay", "passed it on", "was passed on"},
    {"back", "noted that they answered", "they answered"},
    {"note", "noted something", "a note was made"},
    {"evidence", "added evidence", "evidence was added"},
    {"publish", "published the answer", "was published"},
    {"recalc", "moved its deadlines by the new budgets", "its deadlines were moved"},
};

struct history {
    json_t *list; /* NULL: print */
    int64_t last_ms;
    char state[16];
    unsigned lines;
};

static void sentence(const struct store_entry *x, char out[128])
{
    for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
        if (str_eq(x->event, str_from(words[i].event))) {
            bool person = x->who.len && words[i].by_person[0];
            snprintf(out, 128, "%.*s%s%s", person ? (int)x->who.len : 0,
                     x->who.ptr ? x->who.ptr : "", person ? " " : "",
                     person ? words[i].by_person : words[i].by_itself);
            return;
        }
    snprintf(out, 128, "%.*s%s%.*s", STR_FMT(x->event), x->who.len ? " by " : "", STR_FMT(x->who));
}

/* "closed, agreed" or the title of the state; "" if it stayed where it was. */
static void outcome(struct history *a, const struct store_entry *x, char out[128])
{
    char state[16];
    snprintf(state, sizeof(state), "%.*s", STR_FMT(x->state));
    out[0] = '\0';
    if (strcmp(state, a->state) == 0)
        return;
    snprintf(a->state, sizeof(a->state), "%s", state);
    int known = vocab_find(rounds_state_name, ROUNDS_STATE_N, state, (unsigned)strlen(state));
    if (strncmp(state, "cl:", 3) == 0)
        snprintf(out, 128, "closed, %s", state + 3);
    else
        snprintf(out, 128, "%s", known >= 0 ? rounds_state_title[known] : state);
}

static void print_entry(const struct history *a, const struct store_entry *x, const char *what,
                        const char *now)
{
    char at[ISO8601_CAP], gap[TERM_DURATION_CAP] = "";
    iso8601_write((wall_ms_t){x->at_ms}, at);
    at[10] = ' ';
    if (a->lines)
        term_duration(x->at_ms - a->last_ms, gap);
    printf("%.19s  %s%-8s", at, a->lines ? "+" : " ", gap);
    term_put(stdout, str_from(what));
    if (now[0]) {
        fputs(" -> ", stdout);
        term_styled(stdout, TERM_BOLD, "%s", now);
    }
    putchar('\n');
}

static void each(void *ctx, const struct store_entry *x)
{
    struct history *a = ctx;
    char what[128], now[128], at[ISO8601_CAP];
    sentence(x, what);
    outcome(a, x, now);
    iso8601_write((wall_ms_t){x->at_ms}, at);
    if (a->list)
        json_array_append_new(
            a->list, json_pack("{s:s,s:I,s:s%,s:s%,s:s,s:s?,s:o}", "at", at, "rev",
                               (json_int_t)x->rev, "event", x->event.ptr, (size_t)x->event.len,
                               "state", x->state.ptr ? x->state.ptr : "", (size_t)x->state.len,
                               "words", what, "now", now[0] ? now : NULL, "who",
                               x->who.len ? json_stringn(x->who.ptr, x->who.len) : json_null()));
    else
        print_entry(a, x, what, now);
    a->last_ms = x->at_ms;
    a->lines++;
}

static int audit(struct cli *cli, struct store *s, bool json)
{
    struct err e = {""};
    struct store_case c = {0};
    struct history a = {.list = json ? json_array() : NULL};
    int rc = store_find(s, cli->argv[0], &c, &e);
    if (rc == 0 && !json) {
        printf("case %s, opened from review ", c.id);
        term_put(stdout, c.fields.review_id);
        putchar('\n');
    }
    if (rc == 0)
        rc = store_history(s, &c, ENTRIES, each, &a, &e);
    if (rc == 0 && json)
        case_json_print(json_pack("{s:s,s:O}", "case", c.id, "entries", a.list));
    else if (rc == 0 && a.lines == 0)
        puts("the log does not reach back to it (cases.log_keep)");
    json_decref(a.list);
    store_case_free(&c);
    return rc == 0 ? EXIT_OK : cli_fail(cli, EXIT_FAILED, "%s", e.msg);
}

int history_cmd(struct cli *cli)
{
    bool json = false;
    struct err e = {""};
    const struct cli_option options[] = {
        {"json", 0, CLI_FLAG, &json, NULL, "one JSON object", 0, 0}, {.name = NULL}};
    int code;
    if (!cli_options(cli, options, &code))
        return code;
    if (cli->argc != 1)
        return cli_fail(cli, EXIT_USAGE, "needs one CASE: an id or the beginning of one");
    struct store *s = store_new(cli->cfg, &e);
    if (!s)
        return cli_fail(cli, EXIT_USAGE, "%s", e.msg);
    code = audit(cli, s, json);
    store_free(s);
    return code;
}
