#include "enrich/policy.h"

#include "core/inifile.h"

#include <stdbool.h>
#include <string.h>

enum { WEIGHT_SUM = 1000 };

/* One row of policy.def; a section has no key. */
struct row {
    const char *section, *key, *unit, *doc;
    int32_t def, min, max;
    size_t offset; /* of the member in struct policy */
};

#define SECTION(section_, doc_) {.section = section_, .doc = doc_},
#define POLICY(section_, key_, member, def_, min_, max_, unit_, doc_)                              \
    {.section = section_,                                                                          \
     .key = key_,                                                                                  \
     .unit = unit_,                                                                                \
     .doc = doc_,                                                                                  \
     .def = def_,                                                                                  \
     .min = min_,                                                                                  \
     .max = max_,                                                                                  \
     .offset = offsetof(struct policy, member)},

static const struct row table[] = {
#include "enrich/policy.def"
};
#define TABLE_N (sizeof(table) / sizeof(table[0]))

static int32_t *member(struct policy *p, const struct row *row)
{
    return (int32_t *)((char *)p + row->offset);
}

void policy_init(struct policy *p)
{
    *p = (struct policy){0};
    for (size_t i = 0; i < TABLE_N; i++)
        if (table[i].key)
            *member(p, &table[i]) = table[i].def;
}

/* The same file has the playbook and the guard, which the people on call read (oncall/playbook.h).
 */
static bool of_oncall(const char *section)
{
    return strcmp(section, "guard") == 0 || strcmp(section, "playbook") == 0 ||
           strncmp(section, "playbook.", 9) == 0;
}

static int on_setting(void *ctx, const char *section, const char *key, const char *value,
                      struct err *e)
{
    if (of_oncall(section))
        return 0;
    for (size_t i = 0; i < TABLE_N; i++) {
        const struct row *r = &table[i];
        long long n;
        if (!r->key || strcmp(r->section, section) != 0 || strcmp(r->key, key) != 0)
            continue;
        if (inifile_number(section, key, value, r->min, r->max, r->unit, &n, e) != 0)
            return -1;
        *member(ctx, r) = (int32_t)n;
        return 0;
    }
    return err_set(e, "[%s] %s: there is no such setting (redress help policy lists them)", section,
                   key);
}

/* What no single row can say. */
static int check(const struct policy *p, const char *name, struct err *e)
{
    int sum = 0;
    for (int t = 0; t < TERM_N; t++)
        sum += p->weight[t];
    if (sum != WEIGHT_SUM)
        return err_set(e, "%s: the [weights] sum to %d; they must sum to %d", name, sum,
                       WEIGHT_SUM);
    return 0;
}

int policy_parse(struct policy *p, const char *name, const char *text, size_t len, struct err *e)
{
    if (inifile_parse(name, text, len, on_setting, p, e) != 0)
        return -1;
    return check(p, name, e);
}

int policy_load(struct policy *p, const char *path, struct err *e)
{
    if (!path[0])
        return 0;
    if (inifile_load(path, on_setting, p, e) != 0)
        return -1;
    return check(p, path, e);
}

void policy_print_file(FILE *out)
{
    fprintf(out,
            "# The policy: how a complaint's priority (0 to 1000) is made of its addends. Every\n"
            "# key stands here with its default: remove the '#' before a key to change it, name\n"
            "# the file in enrich.policy, and send SIGHUP to a running redress. Each addend is\n"
            "# its weight x (0 to 1000) / 1000, rounded down.\n");
    for (size_t i = 0; i < TABLE_N; i++) {
        const struct row *r = &table[i];
        if (!r->key || r->doc[0])
            fputc('\n', out);
        inifile_print_doc(out, r->doc);
        if (!r->key)
            fprintf(out, "[%s]\n", r->section);
        else if (r->doc[0])
            fprintf(out, "# (%d to %d%s%s)\n", r->min, r->max, r->unit[0] ? " " : "", r->unit);
        if (r->key)
            fprintf(out, "#%s = %d\n", r->key, r->def);
    }
}
