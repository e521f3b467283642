/* `redress case herd`: who else complains of a product. People are counted, never named. */
#include "oncall/verbs.h"

#include "core/iso8601.h"
#include "oncall/case_json.h"
#include "oncall/herd.h"
#include "oncall/term.h"

#include <stdlib.h>
#include <string.h>

/* ---- counted from the members ----------------------------------------------------------------*/

static bool is_listed(char (*authors)[16], unsigned n, const char *author)
{
    for (unsigned i = 0; i < n; i++)
        if (strcmp(authors[i], author) == 0)
            return true;
    return false;
}

/* The place's row, a new one if it has none; NULL when all rows are taken. */
static struct herd_place *place_of(struct herd *h, struct str name)
{
    for (unsigned i = 0; i < h->place_count; i++)
        if (str_eq(str_from(h->place[i].name), name))
            return &h->place[i];
    if (h->place_count == HERD_PLACES)
        return NULL;
    struct herd_place *p = &h->place[h->place_count++];
    snprintf(p->name, sizeof(p->name), "%.*s", STR_FMT(name));
    return p;
}

static void take_member(void *ctx, const struct store_member *m)
{
    struct herd *h = ctx;
    char author[16];
    struct herd_place *p = place_of(h, m->place);
    snprintf(author, sizeof(author), "%.*s", STR_FMT(m->author));
    if (h->complaints == HERD_COMPLAINTS)
        return;
    if (!is_listed(h->author, h->complaints, author))
        h->people++;
    for (unsigned i = 0; p && i <= h->complaints; i++) {
        if (i == h->complaints)
            p->people++;
        else if (h->at[i] == p && strcmp(h->author[i], author) == 0)
            break; /* counted there already */
    }
    unsigned n = h->complaints++;
    memcpy(h->author[n], author, sizeof(author));
    snprintf(h->id[n], sizeof(h->id[n]), "%.*s", STR_FMT(m->case_id));
    h->at[n] = p;
    h->at_ms[n] = m->at_ms;
}

int herd_read(struct store *s, unsigned shard, const char *id, struct herd *h, struct err *e)
{
    memset(h, 0, sizeof(*h));
    return store_herd(s, shard, id, take_member, h, e);
}

/* ---- printed ---------------------------------------------------------------------------------*/

static json_t *moment(int64_t ms)
{
    char at[ISO8601_CAP];
    iso8601_write((wall_ms_t){ms}, at);
    return json_string(at);
}

json_t *herd_json(const struct herd *h)
{
    json_t *j = json_object(), *places = json_array(), *cases = json_array();
    for (unsigned i = 0; i < h->place_count; i++) {
        json_t *p = json_object();
        json_object_set_new(p, "place", json_string(h->place[i].name));
        json_object_set_new(p, "people", json_integer(h->place[i].people));
        json_array_append_new(places, p);
    }
    for (unsigned i = 0; i < h->complaints; i++) {
        json_t *c = json_object();
        json_object_set_new(c, "case", json_string(h->id[i]));
        json_object_set_new(c, "at", moment(h->at_ms[i]));
        json_object_set_new(c, "place", json_string(h->at[i] ? h->at[i]->name : ""));
        json_array_append_new(cases, c);
    }
    json_object_set_new(j, "people", json_integer(h->people));
    json_object_set_new(j, "complaints", json_integer(h->complaints));
    json_object_set_new(j, "places", places);
    json_object_set_new(j, "cases", cases);
    return j;
}

void herd_print(const struct herd *h)
{
    for (unsigned i = 0; i < h->place_count; i++) {
        printf("%*u  in ", HERD_INDENT - 2, h->place[i].people);
        term_put(stdout, str_from(h->place[i].name));
        putchar('\n');
    }
    for (unsigned i = 0; i < h->complaints && i < HERD_SHOWN; i++) {
        char at[ISO8601_CAP];
        iso8601_write((wall_ms_t){h->at_ms[i]}, at);
        term_styled(stdout, TERM_CYAN, "%-*.8s", HERD_INDENT, h->id[i]);
        printf("%.10s %.8s UTC  ", at, at + 11);
        term_put(stdout, str_from(h->at[i] ? h->at[i]->name : ""));
        putchar('\n');
    }
    if (h->complaints > HERD_SHOWN)
        printf("%*s%u more; --json has all\n", HERD_INDENT, "", h->complaints - HERD_SHOWN);
}

static const char *what_it_is(unsigned people)
{
    static const char *const words[] = {"nobody", "watch", "warn", "incident"};
    return words[people < 3 ? people : 3];
}

/* What was asked about: a product, and a buyers' group, of a case or as it was typed. */
struct asked {
    struct str product, group;
    struct herd herd;
    struct herd_group leaving;
    char id[KEYS_HERD_CHARS + 1];
};

static void print_text(const struct asked *a, bool shows_group)
{
    unsigned people = a->herd.people;
    if (a->herd.complaints > 0 || !shows_group) {
        term_styled(stdout, TERM_BOLD, "herd %s", a->id);
        printf("  product ");
        term_put(stdout, a->product);
        printf("   %u %s: %s\n", people, people == 1 ? "person complains" : "people complain",
               what_it_is(people));
        herd_print(&a->herd);
    }
    if (shows_group)
        herd_group_print(a->group, &a->leaving);
}

static void print_json(const struct asked *a, bool shows_group)
{
    json_t *j = herd_json(&a->herd);
    json_object_set_new(j, "id", json_string(a->id));
    json_object_set_new(j, "product_id", json_stringn(a->product.ptr, a->product.len));
    json_object_set_new(j, "level", json_string(what_it_is(a->herd.people)));
    json_object_set_new(j, "group",
                        shows_group ? herd_group_json(a->group, &a->leaving) : json_null());
    case_json_print(j);
}

/* The product and the group of a case if the text is one, else whichever of both it names. */
static int show_herd(struct store *s, const char *text, bool json, struct err *e)
{
    struct store_case c = {0};
    struct err no_case = {""};
    struct asked *a = check_calloc(1, sizeof(*a));
    bool found = store_find(s, text, &c, &no_case) == 0;
    a->product = found ? c.fields.product_id : str_from(text);
    a->group = found ? c.fields.group_id : str_from(text);
    keys_herd_id(a->product, a->id);
    int rc = herd_read(s, keys_shard(a->product, store_cases(s)->shards), a->id, &a->herd, e);
    if (rc == 0)
        rc = herd_group_read(s, a->group, &a->leaving, e);
    if (rc == 0 && !found && a->herd.complaints == 0 && a->leaving.people == 0)
        rc = err_set(e,
                     "'%s': no case, no product that anybody complains of, no group that anybody "
                     "leaves",
                     text);
    bool shows_group = found ? a->group.len > 0 : a->leaving.people > 0;
    if (rc == 0)
        json ? print_json(a, shows_group) : print_text(a, shows_group);
    store_case_free(&c);
    free(a);
    return rc;
}

int herd_cmd(struct cli *cli)
{
    bool json = false;
    struct err e = {""};
    const struct cli_option options[] = {
        {"json", 0, CLI_FLAG, &json, NULL, "one JSON object", 0, 0}, {.name = NULL}};
    int code;
    if (!cli_options(cli, options, &code))
        return code;
    if (cli->argc != 1)
        return cli_fail(cli, EXIT_USAGE, "which one? Give a case, a product or a group");
    struct store *s = store_new(cli->cfg, &e);
    if (!s)
        return cli_fail(cli, EXIT_USAGE, "%s", e.msg);
    int rc = show_herd(s, cli->argv[0], json, &e);
    store_free(s);
    return rc == 0 ? EXIT_OK : cli_fail(cli, EXIT_FAILED, "%s", e.msg);
}
