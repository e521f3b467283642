/* Who leaves the buyers' group of a complaint: counted by what they said in it, never named. */
#include "oncall/herd.h"

#include "core/clock.h"
#include "oncall/term.h"

#include <string.h>

#define HOUR_MS INT64_C(3600000)
#define PEOPLE 1000 /* the library keeps no more */

struct counting {
    struct herd_group *g;
    int64_t hour_ago_ms;
    unsigned n;
    char author[PEOPLE][16];
    bool cancels[PEOPLE], leaves[PEOPLE], hour[PEOPLE];
};

static unsigned row_of(struct counting *c, struct str author)
{
    for (unsigned i = 0; i < c->n; i++)
        if (str_eq(str_from(c->author[i]), author))
            return i;
    snprintf(c->author[c->n], sizeof(c->author[0]), "%.*s", STR_FMT(author));
    return c->n++;
}

static void take(void *ctx, const struct store_leaver *x)
{
    struct counting *c = ctx;
    if (c->n == PEOPLE || x->author.len >= sizeof(c->author[0]))
        return;
    unsigned i = row_of(c, x->author);
    c->cancels[i] |= x->cancels;
    c->leaves[i] |= x->leaves;
    c->hour[i] |= x->at_ms > c->hour_ago_ms;
}

int herd_group_read(struct store *s, struct str group, struct herd_group *g, struct err *e)
{
    struct counting *c = check_calloc(1, sizeof(*c));
    memset(g, 0, sizeof(*g));
    c->hour_ago_ms = clock_wall().ms - HOUR_MS;
    int rc = group.len ? store_leaving(s, group, take, c, e) : 0;
    for (unsigned i = 0; i < c->n; i++) {
        g->people++;
        g->cancel += c->cancels[i];
        g->leave += c->leaves[i];
        g->within_hour += c->hour[i];
    }
    free(c);
    return rc;
}

json_t *herd_group_json(struct str group, const struct herd_group *g)
{
    json_t *j = json_object();
    json_object_set_new(j, "id", json_stringn(group.ptr, group.len));
    json_object_set_new(j, "within_hour", json_integer(g->within_hour));
    json_object_set_new(j, "people", json_integer(g->people));
    json_object_set_new(j, "cancel", json_integer(g->cancel));
    json_object_set_new(j, "leave", json_integer(g->leave));
    return j;
}

void herd_group_print(struct str group, const struct herd_group *g)
{
    term_styled(stdout, TERM_BOLD, "group ");
    term_put(stdout, group);
    if (g->people == 0) {
        puts("   nobody cancels or leaves");
        return;
    }
    printf("   in a day %u %s or will not buy again (%u cancel, %u leave), in the last hour %u\n",
           g->people, g->people == 1 ? "cancels" : "cancel", g->cancel, g->leave, g->within_hour);
}
