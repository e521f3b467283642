#include "core/cli.h"
#include "enrich/classify.h"
#include "enrich/commands.h"
#include "enrich/dataset.h"
#include "enrich/eval.h"
#include "enrich/score.h"

#include <stdlib.h>

enum { LANGS = 16 };

/* The languages that occur, at most LANGS. */
struct langs {
    struct str name[LANGS];
    int count;
};

static void note_lang(struct langs *l, struct str name)
{
    for (int i = 0; i < l->count; i++)
        if (str_eq(l->name[i], name))
            return;
    if (name.len && l->count < LANGS)
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

static void report(const char *name, const struct sample *s, const struct finding *x, size_t n,
                   bool json, bool first)
{
    struct eval *ev = check_malloc(sizeof(*ev));
    eval_measure(ev, s, x, n);
    if (json) {
        printf("%s\"%s\":", first ? "{" : ",", name);
        eval_print_json(ev, stdout);
    } else {
        printf("%s== %s: ", first ? "" : "\n", name);
        eval_print(ev, stdout);
    }
    free(ev);
}

static void report_lang(struct str lang, const struct dataset *d, const struct finding *x,
                        bool json)
{
    struct sample *s = check_malloc((d->count + 1) * sizeof(*s));
    struct finding *y = check_malloc((d->count + 1) * sizeof(*y));
    char name[32];
    size_t n = 0;
    for (size_t i = 0; i < d->count; i++)
        if (str_eq(d->samples[i].lang, lang)) {
            s[n] = d->samples[i];
            y[n++] = x[i];
        }
    snprintf(name, sizeof(name), "%.*s", STR_FMT(lang));
    report(name, s, y, n, json, false);
    free(s);
    free(y);
}

static void run(const struct model *m, const struct policy *p, const struct dataset *d, bool json)
{
    struct finding *x = check_malloc((d->count + 1) * sizeof(*x));
    struct langs langs = {0};
    find(m, p, d, x);
    report("all", d->samples, x, d->count, json, true);
    for (size_t i = 0; i < d->count; i++)
        note_lang(&langs, d->samples[i].lang);
    for (int l = 0; l < langs.count; l++)
        report_lang(langs.name[l], d, x, json);
    if (json)
        puts("}");
    free(x);
}

int eval_cmd(struct cli *cli)
{
    const char *data = NULL, *split = "dev";
    bool json = false;
    const struct cli_option options[] = {
        {"data", 0, CLI_TEXT, &data, "FILE|-", "labelled reviews, as for train", 0, 0},
        {"split", 0, CLI_TEXT, &split, "NAME", "which part of them (dev)", 0, 0},
        {"json", 0, CLI_FLAG, &json, NULL, "one JSON object instead of tables", 0, 0},
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
        run(m, &p, &d, json);
        code = EXIT_OK;
    }
    dataset_fini(&d);
    model_free(m);
    return code;
}
