/* `redress case show` and `redress case why`. */
#include "oncall/show.h"

#include "core/iso8601.h"
#include "oncall/case_json.h"
#include "oncall/verbs.h"

#define HISTORY 12 /* transitions shown */

static json_t *entry_text(struct str s)
{
    json_t *j = s.len ? json_stringn(s.ptr, s.len) : NULL;
    return j ? j : json_null();
}

static void keep_entry(void *ctx, const struct store_entry *x)
{
    struct show *v = ctx;
    char at[ISO8601_CAP];
    iso8601_write((wall_ms_t){x->at_ms}, at);
    json_array_append_new(v->history,
                          json_pack("{s:s,s:I,s:o,s:o,s:o}", "at", at, "rev", (json_int_t)x->rev,
                                    "event", entry_text(x->event), "state", entry_text(x->state),
                                    "who", entry_text(x->who)));
}

/* ---- the commands ----------------------------------------------------------------------------*/

static int print_show(struct show *v, struct err *e)
{
    show_print(v);
    return store_history(v->store, &v->c, HISTORY, show_entry, v, e);
}

static void add_explained(const struct show *v, json_t *j)
{
    json_object_set(j, "explain", v->explained ? v->explained : json_null());
}

static int json_show(struct show *v, struct err *e)
{
    json_t *j = case_json(&v->c, v->now);
    v->history = json_array();
    int rc = store_history(v->store, &v->c, 1000, keep_entry, v, e);
    json_object_set_new(j, "history", v->history);
    if (v->has_text)
        json_object_set_new(j, "text",
                            json_pack("{s:o,s:o}", "title", entry_text(v->text.title), "body",
                                      entry_text(v->text.body)));
    else
        json_object_set_new(j, "text_error", json_string(v->no_text.msg));
    json_object_set_new(j, "order", show_order(v));
    json_object_set_new(j, "suspicion", show_suspicion(v));
    json_object_set(j, "precedents", v->like);
    json_object_set_new(j, "actions", show_actions(&v->c));
    add_explained(v, j);
    if (v->book && v->advice.next[0])
        json_object_set_new(j, "next", json_string(v->advice.next));
    if (v->book)
        json_object_set_new(j, "playbook", advice_json(&v->advice));
    else
        json_object_set_new(j, "playbook_error", json_string(v->no_book.msg));
    case_json_print(j);
    return rc;
}

static int find(struct cli *cli, struct show *v, struct err *e)
{
    if (store_find(v->store, cli->argv[0], &v->c, e) != 0)
        return -1;
    if (v->c.damaged)
        return err_set(e, "case %s is damaged: somebody wrote impossible values into its hash",
                       v->c.id);
    return store_now(v->store, v->c.shard, &v->now, e);
}

enum { LANGUAGES_N = 4 };
static const char *const languages[LANGUAGES_N] = {"auto", "en", "zh", "customer"};

static int one_case(struct cli *cli, bool *json, bool *no_text, const char **language, int *code)
{
    const struct cli_option options[] = {
        {"language", 0, CLI_TEXT, language, "WORD",
         "of the advice: en, zh, customer; else board.language", 0, 0},
        {"json", 0, CLI_FLAG, json, NULL, "one JSON object", 0, 0},
        {"no-text", 0, CLI_FLAG, no_text, NULL, "do not ask Kafka for the text", 0, 0},
        {.name = NULL}};
    if (!cli_options(cli, options, code))
        return -1;
    if (verbs_word(cli, "language", *language, languages, LANGUAGES_N) != 0) {
        *code = EXIT_USAGE;
        return -1;
    }
    if (cli->argc != 1) {
        *code = cli_fail(cli, EXIT_USAGE, "needs one CASE: an id or the beginning of one");
        return -1;
    }
    return 0;
}

/* Gathers all about the case and prints it one way or the other. */
static int look(struct cli *cli, int (*as_text)(struct show *, struct err *),
                int (*as_json)(struct show *, struct err *))
{
    bool json = false, no_text = false;
    struct err e = {""};
    struct show v = {0};
    int code;
    if (one_case(cli, &json, &no_text, &v.language, &code) != 0)
        return code;
    v.store = store_new(cli->cfg, &e);
    if (!v.store)
        return cli_fail(cli, EXIT_USAGE, "%s", e.msg);
    int rc = find(cli, &v, &e);
    if (rc == 0 && no_text)
        err_set(&v.no_text, "not asked for (--no-text)");
    else if (rc == 0)
        show_fetch(cli->cfg, &v);
    show_explain(cli->cfg, &v);
    if (rc == 0)
        show_advise(cli->cfg, &v);
    if (rc == 0)
        rc = show_like(&v, &e);
    if (rc == 0)
        rc = json ? as_json(&v, &e) : as_text(&v, &e);
    show_give_back(&v);
    store_case_free(&v.c);
    store_free(v.store);
    return rc == 0 ? EXIT_OK : cli_fail(cli, EXIT_FAILED, "%s", e.msg);
}

int show_cmd(struct cli *cli)
{
    return look(cli, print_show, json_show);
}

static int print_why(struct show *v, struct err *e)
{
    (void)e;
    show_why(&v->c, 0);
    puts("\nwords");
    show_words(v, 0);
    return 0;
}

static int json_why(struct show *v, struct err *e)
{
    (void)e;
    json_t *j = case_json(&v->c, v->now);
    add_explained(v, j);
    case_json_print(j);
    return 0;
}

int why_cmd(struct cli *cli)
{
    return look(cli, print_why, json_why);
}
