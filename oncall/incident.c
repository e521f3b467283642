/* `redress case incident`: list, show, end. */
#include "oncall/verbs.h"

#include "core/iso8601.h"
#include "oncall/case_json.h"
#include "oncall/herd.h"
#include "oncall/term.h"

#include <stdlib.h>
#include <string.h>

/* One of those gathered; strings owned. */
struct found {
    struct store_incident x;
    char *memory;
};

struct finding_all {
    struct found *all;
    unsigned count, cap;
    const char *prefix;
};

static void gather(void *ctx, const struct store_incident *x)
{
    struct finding_all *f = ctx;
    if (strncmp(x->id, f->prefix, strlen(f->prefix)) != 0)
        return;
    if (f->count == f->cap) {
        f->cap = f->cap ? f->cap * 2 : 16;
        f->all = check_realloc(f->all, f->cap * sizeof(*f->all));
    }
    struct found *to = &f->all[f->count++];
    struct str *strings[] = {&to->x.product, &to->x.places, &to->x.ended_by};
    to->x = *x;
    char *at = to->memory = check_malloc(x->product.len + x->places.len + x->ended_by.len + 1u);
    for (int i = 0; i < 3; i++) {
        if (strings[i]->len)
            memcpy(at, strings[i]->ptr, strings[i]->len);
        strings[i]->ptr = at;
        at += strings[i]->len;
    }
}

static void forget(struct finding_all *f)
{
    for (unsigned i = 0; i < f->count; i++)
        free(f->all[i].memory);
    free(f->all);
}

/* Those that go on first, then the highest level, then the newest. */
static int by_weight(const void *a, const void *b)
{
    const struct store_incident *x = &((const struct found *)a)->x;
    const struct store_incident *y = &((const struct found *)b)->x;
    if (!x->ended_ms != !y->ended_ms)
        return x->ended_ms ? 1 : -1;
    if (x->level != y->level)
        return x->level > y->level ? -1 : 1;
    return (x->since_ms < y->since_ms) - (x->since_ms > y->since_ms);
}

/* ---- printed ---------------------------------------------------------------------------------*/

static json_t *moment(int64_t ms)
{
    char at[ISO8601_CAP];
    if (!ms)
        return json_null();
    iso8601_write((wall_ms_t){ms}, at);
    return json_string(at);
}

static json_t *places(struct str s)
{
    json_t *list = json_array();
    while (s.len) {
        const char *comma = memchr(s.ptr, ',', s.len);
        size_t n = comma ? (size_t)(comma - s.ptr) : s.len;
        json_array_append_new(list, json_stringn(s.ptr, n));
        s.ptr += n + (comma != NULL);
        s.len -= (uint32_t)(n + (comma != NULL));
    }
    return list;
}

static json_t *incident_json(const struct store_incident *x)
{
    json_t *j = json_object();
    json_object_set_new(j, "id", json_string(x->id));
    json_object_set_new(j, "product_id", json_stringn(x->product.ptr, x->product.len));
    json_object_set_new(j, "level", json_integer(x->level));
    json_object_set_new(j, "spread", json_boolean(x->spread));
    json_object_set_new(j, "reach_tenfold", json_boolean(x->reached));
    json_object_set_new(j, "people", json_integer(x->people));
    json_object_set_new(j, "complaints", json_integer(x->complaints));
    json_object_set_new(j, "reach", json_integer(x->reach));
    json_object_set_new(j, "places", places(x->places));
    json_object_set_new(j, "since", moment(x->since_ms));
    json_object_set_new(j, "last_at", moment(x->last_ms));
    json_object_set_new(j, "ended_at", moment(x->ended_ms));
    json_object_set_new(j, "ended_by",
                        x->ended_by.len ? json_stringn(x->ended_by.ptr, x->ended_by.len)
                                        : json_null());
    return j;
}

static void print_line(const struct store_incident *x)
{
    char at[ISO8601_CAP];
    iso8601_write((wall_ms_t){x->since_ms}, at);
    term_styled(stdout, TERM_CYAN, "%.8s ", x->id);
    if (x->ended_ms)
        term_styled(stdout, TERM_DIM, "%-6s", "ended");
    else
        term_styled(stdout, x->level > 1 ? TERM_RED : TERM_YELLOW, "L%-5u", x->level);
    printf("%5u %-12s %.10s %.5s  ", x->people, x->people == 1 ? "person" : "people", at, at + 11);
    term_cell(stdout, x->product, 16, TERM_PLAIN);
    printf("  ");
    term_put(stdout, x->places);
    putchar('\n');
}

static int list(struct cli *cli, const struct finding_all *f, bool json)
{
    if (cli->argc > 1)
        return cli_fail(cli, EXIT_USAGE, "'%s': list takes no argument", cli->argv[1]);
    for (unsigned i = 0; i < f->count; i++)
        if (json)
            case_json_print(incident_json(&f->all[i].x));
        else
            print_line(&f->all[i].x);
    if (!json && f->count == 0)
        puts("no incidents: no product has three people complaining of it");
    return EXIT_OK;
}

static int show(struct cli *cli, struct store *s, const struct store_incident *x, bool json)
{
    struct err e = {""};
    struct herd *h = check_calloc(1, sizeof(*h));
    int rc = herd_read(s, x->shard, x->id, h, &e);
    if (rc == 0 && json) {
        json_t *j = incident_json(x), *herd = herd_json(h);
        json_object_set(j, "cases", json_object_get(herd, "cases"));
        json_object_set(j, "people_by_place", json_object_get(herd, "places"));
        json_decref(herd);
        case_json_print(j);
    } else if (rc == 0) {
        print_line(x);
        printf("%*sreach %lld%s%s, %u complaints\n", HERD_INDENT, "", (long long)x->reach,
               x->reached ? ", tenfold within an hour" : "",
               x->spread ? ", spread to several places" : "", x->complaints);
        herd_print(h);
        if (!x->ended_ms)
            printf("end it: redress case incident end %.8s\n", x->id);
    }
    free(h);
    return rc == 0 ? EXIT_OK : cli_fail(cli, EXIT_FAILED, "%s", e.msg);
}

static int end(struct cli *cli, struct store *s, const struct store_incident *x, const char *as,
               bool json)
{
    struct err e = {""};
    bool ended;
    if (store_incident_end(s, x->shard, x->id, verbs_who(as), &ended, &e) != 0)
        return cli_fail(cli, EXIT_FAILED, "%s", e.msg);
    if (json) {
        json_t *j = json_object();
        json_object_set_new(j, "id", json_string(x->id));
        json_object_set_new(j, "ended", json_boolean(ended));
        case_json_print(j);
    } else if (ended) {
        printf("incident %.8s: ended; its cases go on, people are counted anew\n", x->id);
    }
    return ended ? EXIT_OK
                 : cli_fail(cli, EXIT_REFUSED, "refused: incident %.8s is over already", x->id);
}

/* show and end: of exactly one. */
static int one(struct cli *cli, struct store *s, const struct finding_all *f, const char *as,
               bool json)
{
    bool ends = strcmp(cli->argv[0], "end") == 0;
    if (!ends && strcmp(cli->argv[0], "show") != 0)
        return cli_fail(cli, EXIT_USAGE, "'%s': must be list, show or end", cli->argv[0]);
    if (cli->argc != 2)
        return cli_fail(cli, EXIT_USAGE, "which incident? redress case incident list shows them");
    if (f->count != 1)
        return cli_fail(cli, EXIT_FAILED, "'%s': %s", cli->argv[1],
                        f->count ? "could be several incidents; give more of the id"
                                 : "no such incident (redress case incident list shows them)");
    return ends ? end(cli, s, &f->all[0].x, as, json) : show(cli, s, &f->all[0].x, json);
}

int incident_cmd(struct cli *cli)
{
    bool json = false;
    const char *as = NULL;
    struct err e = {""};
    const struct cli_option options[] = {
        {"as", 0, CLI_TEXT, &as, "NAME", "who ends it ($USER)", 0, 0},
        {"json", 0, CLI_FLAG, &json, NULL, "JSON, of list one object a line", 0, 0},
        {.name = NULL}};
    int code;
    if (!cli_options(cli, options, &code))
        return code;
    struct store *s = store_new(cli->cfg, &e);
    if (!s)
        return cli_fail(cli, EXIT_USAGE, "%s", e.msg);
    bool lists = cli->argc == 0 || strcmp(cli->argv[0], "list") == 0;
    struct finding_all f = {.prefix = !lists && cli->argc > 1 ? cli->argv[1] : ""};
    if (store_incidents(s, gather, &f, &e) != 0) {
        code = cli_fail(cli, EXIT_FAILED, "%s", e.msg);
    } else {
        if (f.count)
            qsort(f.all, f.count, sizeof(*f.all), by_weight);
        code = lists ? list(cli, &f, json) : one(cli, s, &f, as, json);
    }
    forget(&f);
    store_free(s);
    return code;
}
