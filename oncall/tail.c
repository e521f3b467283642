/* `redress case tail`: alerts as they come, a line each. */
#include "oncall/verbs.h"

#include "core/iso8601.h"
#include "core/metrics.h"
#include "oncall/case_json.h"
#include "oncall/term.h"

#include <poll.h>
#include <stdlib.h>

#define POLL_MS 200

/* Alerts of one look, over all shards, to be told in the order of time. */
struct heard {
    struct line {
        int64_t at_ms, due_ms;
        unsigned priority;
        char id[KEYS_ID_CHARS + 1], kind[16], state[16], causes[80], why[200];
        char product[EVENT_ID_MAX + 1];
        unsigned round, level, lives;
        size_t order; /* of those of the same moment */
    } * lines;
    size_t count, cap;
    const struct tail_filter {
        struct cli_list kinds;
        const char *cause, *product;
        int64_t level, priority;
        bool json;
    } * f;
};

/* "late:930,service:411" as the list of names it begins with. */
static void copy_causes(char *out, size_t cap, struct str s)
{
    size_t len = 0;
    bool digits = false;
    for (uint32_t i = 0; i < s.len && len + 2 < cap; i++) {
        if (s.ptr[i] == ':' || s.ptr[i] == ',')
            digits = s.ptr[i] == ':';
        if (!digits)
            out[len++] = s.ptr[i];
    }
    out[len] = '\0';
}

static void copy(char *out, size_t cap, struct str s)
{
    snprintf(out, cap, "%.*s", STR_FMT(s));
}

/* "<case>:<round>:<kind>:<level>"; the round's tens are the times it was reopened. */
static void read_id(struct line *l, struct str id)
{
    char text[64], *rest = text;
    copy(text, sizeof(text), id);
    snprintf(l->id, sizeof(l->id), "%s", strsep(&rest, ":"));
    unsigned round = rest ? (unsigned)strtoul(strsep(&rest, ":"), NULL, 10) : 0;
    l->lives = round / 10;
    l->round = round % 10;
    snprintf(l->kind, sizeof(l->kind), "%s", rest ? strsep(&rest, ":") : "");
    l->level = rest ? (unsigned)strtoul(rest, NULL, 10) : 0;
}

static bool has_word(const char *commas, const char *word)
{
    size_t n = strlen(word);
    for (const char *at = commas; (at = strstr(at, word)) != NULL; at += n)
        if ((at == commas || at[-1] == ',') && (!at[n] || at[n] == ','))
            return true;
    return false;
}

static bool wanted(const struct tail_filter *f, const struct line *l)
{
    bool kind = f->kinds.count == 0;
    for (unsigned i = 0; i < f->kinds.count; i++)
        kind = kind || strcmp(f->kinds.item[i], l->kind) == 0;
    return kind && l->level >= f->level && l->priority >= f->priority &&
           (!f->product || strcmp(f->product, l->product) == 0) &&
           (!f->cause || has_word(l->causes, f->cause));
}

static void hear(void *ctx, const struct store_entry *x)
{
    struct heard *h = ctx;
    if (h->count == h->cap) {
        h->cap = h->cap ? h->cap * 2 : 64;
        h->lines = check_realloc(h->lines, h->cap * sizeof(*h->lines));
    }
    struct line *l = &h->lines[h->count++];
    *l = (struct line){
        .at_ms = x->at_ms, .due_ms = x->due_ms, .priority = x->priority, .order = h->count};
    read_id(l, x->id);
    copy(l->state, sizeof(l->state), x->state);
    copy_causes(l->causes, sizeof(l->causes), x->causes);
    copy(l->product, sizeof(l->product), x->product);
    copy(l->why, sizeof(l->why), x->why);
    if (!wanted(h->f, l))
        h->count--;
}

static int by_time(const void *a, const void *b)
{
    const struct line *x = a, *y = b;
    if (x->at_ms != y->at_ms)
        return x->at_ms < y->at_ms ? -1 : 1;
    return x->order < y->order ? -1 : x->order > y->order;
}

static enum term_style style_of(const char *kind)
{
    if (strcmp(kind, "breach") == 0 || strcmp(kind, "escalate") == 0 ||
        strcmp(kind, "absence") == 0 || strcmp(kind, "incident") == 0 ||
        strcmp(kind, "departures") == 0)
        return TERM_RED;
    if (strcmp(kind, "warn") == 0 || strcmp(kind, "herd") == 0 || strcmp(kind, "drift") == 0 ||
        strcmp(kind, "slump") == 0)
        return TERM_YELLOW;
    return strcmp(kind, "closed") == 0 ? TERM_DIM : TERM_PLAIN;
}

static const char *turn(unsigned round)
{
    return round >= 1 && round <= 6 ? case_turn_name(round - 1) : "?";
}

static void print_line(const struct line *l)
{
    char at[ISO8601_CAP], left[TERM_DURATION_CAP];
    iso8601_write((wall_ms_t){l->at_ms}, at);
    printf("%.8s ", at + 11);
    term_cell(stdout, str_from(l->kind), 9, style_of(l->kind));
    if (l->why[0]) {
        term_put(stdout, str_from(l->why));
        putchar('\n');
        return;
    }
    printf("L%u  round %-8s", l->level, turn(l->round));
    printf("%4u  ", l->priority);
    term_cell(stdout, (struct str){l->id, CASE_SHORT}, CASE_SHORT + 2, TERM_CYAN);
    term_cell(stdout, str_from(l->due_ms ? term_duration(l->due_ms - l->at_ms, left) : "-"), -11,
              TERM_PLAIN);
    printf("  ");
    term_cell(stdout, str_from(l->causes), 26, TERM_PLAIN);
    printf(" ");
    term_put(stdout, str_from(l->product));
    putchar('\n');
}

static json_t *words(const char *commas)
{
    json_t *list = json_array();
    while (*commas) {
        size_t n = strcspn(commas, ",");
        json_array_append_new(list, json_stringn(commas, n));
        commas += n + (commas[n] == ',');
    }
    return list;
}

static void print_json(const struct line *l)
{
    char at[ISO8601_CAP], due[ISO8601_CAP];
    json_t *j = json_object();
    iso8601_write((wall_ms_t){l->at_ms}, at);
    iso8601_write((wall_ms_t){l->due_ms}, due);
    json_object_set_new(j, "at", json_string(at));
    json_object_set_new(j, "kind", json_string(l->kind));
    json_object_set_new(j, "case", l->why[0] ? json_null() : json_string(l->id));
    json_object_set_new(j, "round", json_string(turn(l->round)));
    json_object_set_new(j, "level", json_integer(l->level));
    json_object_set_new(j, "reopened", json_integer(l->lives));
    json_object_set_new(j, "priority", json_integer(l->priority));
    json_object_set_new(j, "state", json_string(l->state));
    json_object_set_new(j, "due_at", l->due_ms ? json_string(due) : json_null());
    json_object_set_new(j, "causes", words(l->causes));
    json_object_set_new(j, "why", l->why[0] ? json_string(l->why) : json_null());
    json_object_set_new(j, "product_id", l->product[0] ? json_string(l->product) : json_null());
    case_json_print(j);
}

/* Prints the last `most` of what was heard and forgets all. -1: nobody reads any more. */
static int tell(struct heard *h, size_t most, bool json)
{
    if (h->count)
        qsort(h->lines, h->count, sizeof(*h->lines), by_time);
    for (size_t i = h->count > most ? h->count - most : 0; i < h->count; i++)
        json ? print_json(&h->lines[i]) : print_line(&h->lines[i]);
    h->count = 0;
    return fflush(stdout) == 0 ? 0 : -1;
}

static int follow(struct cli *cli, struct store *s, size_t past, bool once,
                  const struct tail_filter *f)
{
    struct heard h = {.f = f};
    struct err e = {""};
    bool away = false;
    int rc = 0;
    size_t most = past;
    while (rc == 0 && !cli_stopped()) {
        if (store_alerts(s, (unsigned)past, hear, &h, &e) == 0) {
            rc = tell(&h, most, f->json);
            most = SIZE_MAX;
            away = false;
            if (once)
                break;
        } else if (once) {
            rc = cli_fail(cli, EXIT_FAILED, "%s", e.msg);
        } else if (!away) {
            cli_fail(cli, 0, "%s; trying on", e.msg);
            away = true;
        }
        poll(NULL, 0, POLL_MS);
    }
    free(h.lines);
    return rc == 0 ? EXIT_OK : EXIT_FAILED;
}

int tail_cmd(struct cli *cli)
{
    bool once = false;
    int64_t past = 10;
    struct tail_filter f = {0};
    struct err e = {""};
    const struct cli_option options[] = {
        {"past", 'n', CLI_NUMBER, &past, "N", "begin with the last N alerts (10)", 0, 100000},
        {"once", 0, CLI_FLAG, &once, NULL, "show those and end", 0, 0},
        {"kind", 'k', CLI_LIST, &f.kinds, "KIND", "only alerts of this kind; may be repeated", 0,
         0},
        {"level", 'l', CLI_NUMBER, &f.level, "N", "only those of this level or above", 0, 3},
        {"min-priority", 0, CLI_NUMBER, &f.priority, "N", "only those of this priority or above", 0,
         1000},
        {"cause", 0, CLI_TEXT, &f.cause, "CAUSE", "only those with this cause", 0, 0},
        {"product", 0, CLI_TEXT, &f.product, "ID", "only those of this product", 0, 0},
        {"json", 0, CLI_FLAG, &f.json, NULL, "a JSON object a line", 0, 0},
        {.name = NULL}};
    int code;
    if (!cli_options_only(cli, options, &code))
        return code;
    if (verbs_word(cli, "cause", f.cause, vocab_cause, CAUSE_N) != 0)
        return EXIT_USAGE;
    for (unsigned i = 0; i < f.kinds.count; i++)
        if (verbs_word(cli, "kind", f.kinds.item[i], metrics_alert_kinds, METRICS_ALERT_KINDS) != 0)
            return EXIT_USAGE;
    cli_catch_signals();
    struct store *s = store_new(cli->cfg, &e);
    if (!s)
        return cli_fail(cli, EXIT_USAGE, "%s", e.msg);
    code = follow(cli, s, (size_t)past, once, &f);
    store_free(s);
    return code;
}
