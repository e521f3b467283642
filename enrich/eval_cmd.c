#include "core/cli.h"
#include "enrich/classify.h"
#include "enrich/commands.h"
#include "enrich/dataset.h"
#include "enrich/eval.h"
#include "enrich/score.h"

#include <stdlib.h>

/* The languages, or the sources, that occur, in the order of the file. */
struct names {
    struct str *name;
    size_t count;
};

typedef struct str key_fn(const struct sample *s);

static struct str lang_of(const struct sample *s)
{
    return s->lang;
}

static struct str source_of(const struct sample *s)
{
    return s->source;
}

static void note(struct names *l, struct str name)
{
    for (size_t i = 0; i < l->count; i++)
        if (str_eq(l->name[i], name))
            return;
    if (!name.len)
        return;
    l->name = check_realloc(l->name, (l->count + 1) * sizeof(*l->name));
    l->name[l->count++] = name;
}

/* Text alone, as the labels were given: no rating, no audience, just arrived. */
static void find(const struct model *m, const struct policy *p, const struct dataset *d,
                 struct finding *findings)
{
    struct classifier c;
    classify_init(&c, m, p);
    struct model_scratch *scratch = check_malloc(sizeof(*scratch));
    for (size_t i = 0; i < d->count; i++) {
        struct event_fields f;
        event_fields_init(&f);
        f.title = d->samples[i].title;
        f.body = d->samples[i].body;
        findings[i] = (struct finding){0};
        classify_fields(&c, &f, scratch, &findings[i]);
        score_finding(p, &f, (wall_ms_t){f.created_at}, &findings[i]);
    }
    free(scratch);
}

struct request {
    bool json;
    int64_t rounds, seed;
};

static void write_name(struct str name, FILE *out)
{
    for (uint32_t i = 0; i < name.len; i++)
        fputc(name.ptr[i] == '"' || name.ptr[i] == '\\' || (unsigned char)name.ptr[i] < 0x20
                  ? '_'
                  : name.ptr[i],
              out);
}

static void report(struct str name, const struct sample *s, const struct finding *x, size_t n,
                   const struct request *r, bool first)
{
    struct eval *ev = check_malloc(sizeof(*ev));
    struct eval_interval in[EVAL_FIGURES], *known = r->rounds ? in : NULL;
    eval_measure(ev, s, x, n);
    if (known)
        eval_bootstrap(s, x, n, (unsigned)r->rounds, (uint64_t)r->seed, in);
    fputs(r->json ? first ? "\"" : ",\"" : first ? "== " : "\n== ", stdout);
    write_name(name, stdout);
    fputs(r->json ? "\":" : ": ", stdout);
    (r->json ? eval_print_json : eval_print)(ev, known, stdout);
    free(ev);
}

/* The samples whose key is `name` and their findings; returns how many. */
static size_t select_by(key_fn *key, struct str name, const struct dataset *d,
                        const struct finding *x, struct sample *s, struct finding *y)
{
    size_t n = 0;
    for (size_t i = 0; i < d->count; i++)
        if (str_eq(key(&d->samples[i]), name)) {
            s[n] = d->samples[i];
            y[n++] = x[i];
        }
    return n;
}

/* One line a source, the rest is in the JSON: there are many, and most are small. */
static void report_source(struct str name, const struct sample *s, const struct finding *x,
                          size_t n, const struct request *r, bool first)
{
    struct eval *ev = check_malloc(sizeof(*ev));
    if (r->json) {
        struct request plain = {.json = true};
        report(name, s, x, n, &plain, first);
    } else {
        eval_measure(ev, s, x, n);
        if (first)
            puts("\n== by source\n                              reviews   causes micro  complaint");
        printf("  %-26.*s  %7zu   %12.3f  %9.3f\n", STR_FMT(name), n, eval_f1(ev->micro),
               eval_f1(ev->complaint));
    }
    free(ev);
}

static void report_by(key_fn *key, const struct dataset *d, const struct finding *x,
                      const struct request *r, bool sources)
{
    struct sample *s = check_malloc((d->count + 1) * sizeof(*s));
    struct finding *y = check_malloc((d->count + 1) * sizeof(*y));
    struct names names = {0};
    for (size_t i = 0; i < d->count; i++)
        note(&names, key(&d->samples[i]));
    for (size_t i = 0; i < names.count; i++) {
        size_t n = select_by(key, names.name[i], d, x, s, y);
        if (sources)
            report_source(names.name[i], s, y, n, r, i == 0);
        else
            report(names.name[i], s, y, n, r, false);
    }
    free(names.name);
    free(s);
    free(y);
}

static void run(const struct model *m, const struct policy *p, const struct dataset *d,
                const struct request *r)
{
    struct finding *x = check_malloc((d->count + 1) * sizeof(*x));
    find(m, p, d, x);
    fputs(r->json ? "{" : "", stdout);
    report(STR_LIT("all"), d->samples, x, d->count, r, true);
    report_by(lang_of, d, x, r, false);
    fputs(r->json ? ",\"sources\":{" : "", stdout);
    report_by(source_of, d, x, r, true);
    fputs(r->json ? "}}\n" : "", stdout);
    free(x);
}

int eval_cmd(struct cli *cli)
{
    const char *data = NULL, *split = "dev";
    struct request r = {.rounds = 1000, .seed = 1};
    const struct cli_option options[] = {
        {"data", 0, CLI_TEXT, &data, "FILE|-", "labelled reviews, as for train", 0, 0},
        {"split", 0, CLI_TEXT, &split, "NAME", "which part of them (dev)", 0, 0},
        {"bootstrap", 0, CLI_NUMBER, &r.rounds, "N",
         "how often the reviews are drawn anew for the 95 % intervals (1000), 0: no intervals", 0,
         100000},
        {"seed", 0, CLI_NUMBER, &r.seed, "N", "of the drawing (1)", 0, INT32_MAX},
        {"json", 0, CLI_FLAG, &r.json, NULL, "one JSON object instead of tables", 0, 0},
        {0},
    };
    int code;
    if (!cli_options(cli, options, &code))
        return code;
    if (!data || cli->argc > 0)
        return cli_fail(cli, EXIT_USAGE, "needs --data FILE, and nothing else");
    struct dataset d = {0};
    struct policy p;
    struct err e;
    struct model *m = NULL;
    policy_init(&p);
    code = EXIT_USAGE;
    if (policy_load(&p, cli->cfg->enrich_policy, &e) != 0 ||
        !(m = model_load(cli->cfg->enrich_model, &e)) || dataset_load(&d, data, split, &e) != 0)
        cli_fail(cli, code, "%s", e.msg);
    else if (d.count == 0)
        cli_fail(cli, code, "%s: no reviews of split '%s'", data, split);
    else {
        run(m, &p, &d, &r);
        code = EXIT_OK;
    }
    dataset_fini(&d);
    model_free(m);
    return code;
}
