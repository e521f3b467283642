#include "oncall/guard.h"

#include "oncall/advice.h"
#include "oncall/case_json.h"
#include "oncall/lint_fold.h"
#include "oncall/lint_print.h"
#include "oncall/playbook.h"

#include <stdlib.h>

/* ---- what is known of the text ---------------------------------------------------------------*/

struct earlier {
    struct lint_sketch *sketch;
    unsigned count;
};

static void on_sketch(void *ctx, struct str sketch)
{
    struct earlier *x = ctx;
    x->count += lint_sketch_read(&x->sketch[x->count], sketch);
}

static uint32_t causes_of(const struct guard *g, const struct store_case *c)
{
    uint32_t causes = 0;
    struct str said = g->cause ? str_from(g->cause) : c->record.cause;
    int recorded = vocab_find(vocab_cause, CAUSE_N, said.ptr, said.len);
    for (unsigned i = 0; i < c->finding.cause_count; i++)
        causes |= 1u << c->finding.cause[i];
    return recorded >= 0 ? causes | 1u << recorded : causes;
}

/* Disputed are the causes that the playbook says, threats, repeated complaints, and every case that
 * the first two rounds did not solve. */
static bool disputed(const struct playbook *b, const struct store_case *c, uint32_t causes)
{
    const unsigned grave = 1u << FLAG_THREAT | 1u << FLAG_REPEAT;
    const struct rounds_case *r = &c->head.state;
    return playbook_dispute(b, causes) || (c->finding.flags & grave) || r->reached >= 3 ||
           r->reopened > 0;
}

static struct lint_context context_of(const struct guard *g, const struct playbook *b,
                                      const struct store_case *c, const struct earlier *earlier)
{
    uint32_t causes = causes_of(g, c);
    return (struct lint_context){
        .action = playbook_guard(b),
        .causes = causes,
        .evidence = c->head.state.evidence,
        .is_public = g->is_public,
        .public_before = c->head.state.private_ || g->outcome ? 0 : c->head.state.publics,
        .dispute = disputed(b, c, causes),
        .explains_only = g->explains,
        .marketplace = c->fields.marketplace,
        .locale = c->fields.locale,
        .earlier = earlier->sketch,
        .earlier_count = earlier->count};
}

/* ---- what follows ----------------------------------------------------------------------------*/

/* The next of names divided by commas; an empty one at their end. */
static struct str next_name(struct str *names)
{
    const char *comma = names->len ? memchr(names->ptr, ',', names->len) : NULL;
    uint32_t len = comma ? (uint32_t)(comma - names->ptr) : names->len;
    struct str name = {names->ptr, len};
    *names = (struct str){names->ptr + len + (comma != NULL), names->len - len - (comma != NULL)};
    return name;
}

static bool overridden(const struct guard *g, unsigned rule)
{
    for (unsigned i = 0; i < g->overrides.count; i++)
        for (struct str names = str_from(g->overrides.item[i]); names.len;)
            if (str_eq(next_name(&names), str_from(lint_words[rule].name)))
                return true;
    return false;
}

static void append(char *to, size_t cap, const char *divider, const char *name)
{
    size_t len = strlen(to);
    if (!strstr(to, name) && len + strlen(name) + strlen(divider) < cap)
        snprintf(to + len, cap - len, "%s%s", len ? divider : "", name);
}

/* Takes out what is overridden; the sentence that refuses the rest, or NULL. */
static const char *judge(struct guard *g, struct lint_report *r)
{
    char refused[160] = "", warned[160] = "";
    unsigned kept = 0;
    for (unsigned i = 0; i < r->count; i++) {
        const struct lint_finding *f = &r->found[i];
        const char *name = lint_words[f->rule].name;
        if (f->action == LINT_WARN && overridden(g, f->rule)) {
            append(g->overridden, sizeof(g->overridden), ",", name);
            continue;
        }
        if (f->action == LINT_REFUSE)
            append(refused, sizeof(refused), ", ", name);
        else
            append(warned, sizeof(warned), " --override ", name);
        r->found[kept++] = *f;
    }
    r->count = kept;
    if (refused[0])
        snprintf(g->refusal, sizeof(g->refusal),
                 "the text must not go out: %s; write what stands there instead", refused);
    else if (warned[0])
        snprintf(g->refusal, sizeof(g->refusal),
                 "the guard warns of the text: rewrite it, or say --override %s", warned);
    return kept ? g->refusal : NULL;
}

/* Does it stand opposite the customer? */
static bool against(const struct lint_report *r)
{
    for (unsigned i = 0; i < r->count; i++) {
        unsigned rule = r->found[i].rule;
        if (r->found[i].action == LINT_REFUSE &&
            (rule == LINT_RULE_REBUTTAL || rule == LINT_RULE_BLAME || rule == LINT_RULE_THREAT))
            return true;
    }
    return false;
}

/* Best effort: whoever wrote it is refused in any case. */
static void tell_lead(struct act *a, const struct store_case *c)
{
    struct err e = {""};
    int64_t now;
    bool first = false;
    if (store_now(a->store, c->shard, &now, &e) == 0 &&
        store_guard_tell(a->store, c, now, &first, &e) == 0 && !first)
        return;
    fprintf(cli_err(), "redress %s: %s%s\n", a->cli->command->name,
            first ? "the lead is told" : "the lead was not told: ", first ? "" : e.msg);
}

static const char *report(struct guard *g, struct act *a, const struct store_case *c,
                          struct str text, struct lint_report *r)
{
    bool chinese = lint_in_chinese(c->fields.locale, text);
    const char *refusal = judge(g, r);
    if (g->overridden[0])
        act_keep(a, "ov", g->overridden);
    else if (c->record.overridden.len)
        act_keep(a, "ov", ""); /* that was another answer */
    if (refusal && against(r))
        tell_lead(a, c);
    if (refusal && a->json)
        a->lint = lint_json(text, r, chinese);
    else if (refusal)
        lint_print(cli_err(), text, r, chinese,
                   advice_reads_chinese(a->cli->cfg->board_language, chinese));
    return refusal;
}

/* ---- the check -------------------------------------------------------------------------------*/

static const char *check(struct guard *g, struct act *a, const struct store_case *c,
                         const struct playbook *b, struct str text)
{
    struct err e = {""};
    struct lint_report r;
    g->keep = (unsigned)playbook_general(b)->template_answers;
    struct earlier earlier = {check_calloc(g->keep + 1, sizeof(struct lint_sketch)), 0};
    int rc = store_answers(a->store, c->fields.seller_id, g->keep, on_sketch, &earlier, &e);
    if (rc == 0) {
        struct lint_context context = context_of(g, b, c, &earlier);
        struct lint *l = lint_new();
        rc = lint_check(l, text, &context, &r, &e);
        lint_free(l);
    }
    free(earlier.sketch);
    if (rc == 0 && (rc = lint_sketch_of(&g->sketch, text)) == 0)
        return report(g, a, c, text, &r);
    snprintf(g->refusal, sizeof(g->refusal), "--text: %.300s", e.msg);
    return g->refusal;
}

/* Names of rules must exist, and what must not go out has no override. */
static const char *check_overrides(struct guard *g, const struct playbook *b)
{
    for (unsigned i = 0; i < g->overrides.count; i++) {
        struct str names = str_from(g->overrides.item[i]);
        do {
            struct str name = next_name(&names);
            int rule = lint_rule_of(name);
            if (rule >= 0 && playbook_guard(b)[rule] != LINT_REFUSE)
                continue;
            name.len = name.len < 40 ? name.len : 40;
            snprintf(g->refusal, sizeof(g->refusal),
                     rule < 0 ? "--override '%.*s': there is no such rule (redress help policy)"
                              : "--override %.*s: what this rule forbids cannot be overridden",
                     STR_FMT(name));
            return g->refusal;
        } while (names.len);
    }
    return NULL;
}

static char *read_input(void)
{
    char *text = check_malloc(LINT_TEXT_MAX + 2);
    size_t len = fread(text, 1, LINT_TEXT_MAX + 1, stdin);
    while (len && (text[len - 1] == '\n' || text[len - 1] == '\r'))
        len--;
    text[len] = '\0';
    return text;
}

const char *guard_check(struct guard *g, struct act *a, const struct store_case *c)
{
    struct err e = {""};
    if (!g->text)
        return NULL;
    struct playbook *b = playbook_load(a->cli->cfg->enrich_policy, &e);
    if (!b) {
        snprintf(g->refusal, sizeof(g->refusal), "%.390s", e.msg);
        return g->refusal;
    }
    const char *refusal = check_overrides(g, b);
    if (!refusal) {
        char *input = strcmp(g->text, "-") == 0 ? read_input() : NULL;
        refusal = check(g, a, c, b, str_from(input ? input : g->text));
        free(input);
    }
    playbook_free(b);
    return refusal;
}

int guard_remember(const struct guard *g, struct act *a, const struct store_case *c, struct err *e)
{
    char sketch[LINT_SKETCH_TEXT + 1];
    if (!g->text)
        return 0;
    lint_sketch_write(&g->sketch, sketch);
    return store_answered(a->store, c->fields.seller_id, sketch, g->keep, e);
}
