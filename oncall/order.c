/* `redress case order`: which order of an export may a case be about. Nothing of it is kept. */
#include "oncall/case_json.h"
#include "oncall/match.h"
#include "oncall/order_file.h"
#include "oncall/show.h"
#include "oncall/term.h"
#include "oncall/verbs.h"

#include <stdlib.h>

#define SHOWN 10

struct candidate {
    char order_id[EVENT_ID_MAX + 1];
    struct match match;
};

struct looking {
    struct match_review review;
    struct candidate best[SHOWN]; /* the likeliest first */
    unsigned count, orders, sure;
};

static void consider(void *ctx, const struct match_order *o)
{
    struct looking *l = ctx;
    struct match m;
    match_order(&l->review, o, &m);
    l->sure += m.score >= MATCH_SURE;
    unsigned at = l->count;
    while (at > 0 && l->best[at - 1].match.score < m.score)
        at--;
    if (m.score == 0 || at == SHOWN)
        return;
    if (l->count < SHOWN)
        l->count++;
    memmove(&l->best[at + 1], &l->best[at], (l->count - 1 - at) * sizeof(l->best[0]));
    l->best[at].match = m;
    snprintf(l->best[at].order_id, sizeof(l->best[at].order_id), "%.*s", STR_FMT(o->order_id));
}

static void what_to_do(const struct looking *l, const char *id, char out[160])
{
    if (l->sure == 1)
        snprintf(out, 160, "redress case evidence %.8s order", id);
    else
        snprintf(out, 160, "%s: ask the customer for the order's number",
                 l->sure ? "several are as likely" : "none is sure enough");
}

static void print_text(const struct looking *l, const char *id)
{
    char next[160];
    printf("%u of %u orders may be it\n", l->count, l->orders);
    for (unsigned i = 0; i < l->count; i++) {
        const struct candidate *c = &l->best[i];
        term_styled(stdout, c->match.score >= MATCH_SURE ? TERM_BOLD : TERM_PLAIN, "%5u  ",
                    c->match.score);
        term_cell(stdout, str_from(c->order_id), 24, TERM_PLAIN);
        for (unsigned k = 0; k < c->match.n; k++)
            printf("%s%s", k ? ", " : "  ", c->match.reason[k]);
        putchar('\n');
    }
    what_to_do(l, id, next);
    printf("%s%s\n", l->sure == 1 ? "next: " : "", next);
}

static void print_json(const struct looking *l, const char *id)
{
    char next[160];
    json_t *list = json_array();
    for (unsigned i = 0; i < l->count; i++) {
        json_t *reasons = json_array();
        for (unsigned k = 0; k < l->best[i].match.n; k++)
            json_array_append_new(reasons, json_string(l->best[i].match.reason[k]));
        json_array_append_new(list,
                              json_pack("{s:s,s:i,s:o}", "order_id", l->best[i].order_id, "score",
                                        (int)l->best[i].match.score, "reasons", reasons));
    }
    what_to_do(l, id, next);
    case_json_print(json_pack("{s:s,s:i,s:o,s:s?,s:s}", "case", id, "orders", (int)l->orders,
                              "candidates", list, "match",
                              l->sure == 1 ? l->best[0].order_id : NULL, "next", next));
}

/* What the review says, which is with Kafka; without it product and day are left. */
static void set_review(struct looking *l, const struct show *v)
{
    const struct event_fields *f = &v->c.fields;
    l->review = (struct match_review){.product_id = f->product_id,
                                      .currency = f->currency,
                                      .created_at = f->created_at,
                                      .value_minor = f->order_value_minor};
    if (!v->has_text)
        return;
    l->review.order_id = v->text.order_id;
    l->review.author_id = v->text.author_id;
    l->review.body = v->text.body;
    l->review.purchased_at = v->text.purchased_at;
}

static int look(struct cli *cli, const char *path, bool json, struct err *e)
{
    struct looking *l = check_calloc(1, sizeof(*l));
    struct show v = {0};
    int code = EXIT_FAILED;
    v.store = store_new(cli->cfg, e);
    if (v.store && store_find(v.store, cli->argv[0], &v.c, e) == 0) {
        show_fetch(cli->cfg, &v);
        set_review(l, &v);
        code = order_file_read(path, consider, l, &l->orders, e) == 0 ? EXIT_OK : EXIT_USAGE;
    }
    if (code == EXIT_OK && !v.has_text)
        fprintf(stderr, "redress case order: without the review's text: %s\n", v.no_text.msg);
    if (code == EXIT_OK)
        json ? print_json(l, v.c.id) : print_text(l, v.c.id);
    show_give_back(&v);
    store_case_free(&v.c);
    if (v.store)
        store_free(v.store);
    free(l);
    return code;
}

int order_cmd(struct cli *cli)
{
    bool json = false;
    const char *path = NULL;
    struct err e = {""};
    const struct cli_option options[] = {
        {"candidates", 0, CLI_TEXT, &path, "FILE",
         "orders, JSON lines or CSV: order_id product_id variant buyer purchased_at value_minor "
         "currency",
         0, 0},
        {"json", 0, CLI_FLAG, &json, NULL, "one JSON object", 0, 0},
        {.name = NULL}};
    int code;
    if (!cli_options(cli, options, &code))
        return code;
    if (cli->argc != 1 || !path)
        return cli_fail(cli, EXIT_USAGE, "needs one CASE and --candidates FILE");
    code = look(cli, path, json, &e);
    return code == EXIT_OK ? code : cli_fail(cli, code, "%s", e.msg);
}
