#include "oncall/lint_private.h"

#include <stdlib.h>

/* When a rule applies. */
enum when {
    ANY,
    AMAZON,
    ELSEWHERE,
    PUBLIC,
    PRIVATE,
    PUBLIC_UNPROVEN,
    PRIVATE_UNPROVEN,
    DISPUTE,
    SAFETY
};

static const struct rule {
    uint8_t family, when;
} rules[LINT_RULE_N] = {
#define LINT_RULE(id, name, family, action, when, why, instead, instead_zh)                        \
    {LINT_FAMILY_##family, when},
#define LINT_PHRASE(family, excuses, pattern)
#define LINT_TOUCH(cause, pattern)
#include "oncall/lint_rules.def"
#undef LINT_RULE
#undef LINT_PHRASE
#undef LINT_TOUCH
};

/* What one check works on. */
struct check {
    struct lint *l;
    const struct lint_context *c;
    struct str text; /* as given */
    struct lint_report *report;
};

static bool is_amazon(struct str marketplace)
{
    return marketplace.len >= 6 && strncasecmp(marketplace.ptr, "amazon", 6) == 0;
}

static bool applies(const struct lint_context *c, unsigned rule)
{
    bool unproven = c->evidence == 0;
    if (c->action[rule] == LINT_OFF)
        return false;
    switch ((enum when)rules[rule].when) {
    case ANY:
        return true;
    case AMAZON:
        return is_amazon(c->marketplace);
    case ELSEWHERE:
        return !is_amazon(c->marketplace);
    case PUBLIC:
        return c->is_public;
    case PRIVATE:
        return !c->is_public;
    case PUBLIC_UNPROVEN:
        return c->is_public && unproven;
    case PRIVATE_UNPROVEN:
        return !c->is_public && unproven;
    case DISPUTE:
        return c->dispute;
    case SAFETY:
        return c->causes & (1u << CAUSE_SAFETY);
    }
    return false;
}

/* ---- keeping what was found ------------------------------------------------------------------*/

static uint32_t chars_before(struct str text, uint32_t byte)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < byte; i++)
        n += ((unsigned char)text.ptr[i] & 0xC0) != 0x80;
    return n;
}

/* One finding for each rule and place: what overlaps is one. */
static void keep(struct check *k, unsigned rule, uint32_t start, uint32_t end, const char *note)
{
    struct lint_report *r = k->report;
    struct lint_finding *f = NULL;
    for (unsigned i = 0; i < r->count && !f; i++)
        if (r->found[i].rule == rule && start <= r->found[i].byte_end &&
            r->found[i].byte_start <= end)
            f = &r->found[i];
    if (f) {
        start = start < f->byte_start ? start : f->byte_start;
        end = end > f->byte_end ? end : f->byte_end;
    } else if (r->count < LINT_FINDINGS_MAX) {
        f = &r->found[r->count++];
    }
    if ((enum lint_action)k->c->action[rule] > r->verdict)
        r->verdict = k->c->action[rule];
    if (!f)
        return;
    *f = (struct lint_finding){.rule = (uint8_t)rule,
                               .action = k->c->action[rule],
                               .byte_start = start,
                               .byte_end = end,
                               .char_start = chars_before(k->text, start),
                               .char_end = chars_before(k->text, end)};
    snprintf(f->note, sizeof(f->note), "%s", note);
}

static int by_place(const void *a, const void *b)
{
    const struct lint_finding *x = a, *y = b;
    if (x->byte_start != y->byte_start)
        return x->byte_start < y->byte_start ? -1 : 1;
    return (int)x->rule - (int)y->rule;
}

/* ---- phrases ---------------------------------------------------------------------------------*/

/* The character of the original that a folded byte came from ends where the next one begins. */
static uint32_t original_end(const struct check *k, const struct lint_text *t, size_t end)
{
    uint32_t at = t->at[end - 1] + 1;
    while (at < k->text.len && ((unsigned char)k->text.ptr[at] & 0xC0) == 0x80)
        at++;
    return at;
}

static void found_at(struct check *k, const struct lint_text *t, unsigned family, size_t start,
                     size_t end)
{
    while (end > start && t->text[end - 1] == ' ')
        end--;
    if (end == start)
        return;
    for (unsigned r = 0; r < LINT_RULE_N; r++)
        if (rules[r].family == family && applies(k->c, r))
            keep(k, r, t->at[start], original_end(k, t, end), "");
}

static bool wanted(const struct check *k, unsigned family)
{
    for (unsigned r = 0; r < LINT_RULE_N; r++)
        if (rules[r].family == family && applies(k->c, r))
            return true;
    return false;
}

static void match_words(struct check *k, const struct lint_text *t)
{
    for (unsigned i = 0; i < k->l->words_count; i++) {
        const struct lint_pattern *p = &k->l->phrase[i];
        size_t start, end, from = 0;
        if (!wanted(k, p->family))
            continue;
        while (from <= t->len && lint_find(k->l, p->code, t->text, t->len, from, &start, &end)) {
            if (!lint_excused(k->l, t, p->excuse, start, end))
                found_at(k, t, p->family, start, end);
            from = end > from ? end : t->len + 1;
        }
    }
}

static void match_personal(struct check *k, const struct lint_text *folded)
{
    /* Names need their capitals, so those patterns see the text itself. */
    for (unsigned i = 0; i < lint_personal_count; i++) {
        const struct lint_personal *p = &lint_personal[i];
        const char *text = p->exact_case ? k->text.ptr : folded->text;
        size_t len = p->exact_case ? k->text.len : folded->len, start, end, from = 0;
        if (p->public_only && !k->c->is_public)
            continue;
        while (from <= len && lint_find(k->l, k->l->phrase[k->l->words_count + i].code, text, len,
                                        from, &start, &end)) {
            from = end > from ? end : len + 1;
            if (p->checked && !lint_personal_holds(text + start, end - start))
                continue;
            if (!p->exact_case) {
                found_at(k, folded, LINT_FAMILY_PERSONAL, start, end);
                continue;
            }
            for (unsigned r = 0; r < LINT_RULE_N; r++)
                if (rules[r].family == LINT_FAMILY_PERSONAL && applies(k->c, r))
                    keep(k, r, (uint32_t)start, (uint32_t)end, "");
        }
    }
}

/* ---- rules about the whole text --------------------------------------------------------------*/

/* Four words or more in capitals, one after the other, are shouting. Acronyms stand alone. */
static void match_shouting(struct check *k)
{
    const char *s = k->text.ptr;
    uint32_t start = 0, end = 0;
    unsigned words = 0;
    if (!applies(k->c, LINT_RULE_EMOTION))
        return;
    for (uint32_t i = 0; i < k->text.len;) {
        uint32_t from = i, upper = 0, lower = 0;
        for (; i < k->text.len && s[i] != ' ' && s[i] != '\n'; i++) {
            upper += s[i] >= 'A' && s[i] <= 'Z';
            lower += (s[i] >= 'a' && s[i] <= 'z') || (unsigned char)s[i] >= 0x80;
        }
        bool shouted = upper >= 2 && !lower;
        if (shouted && words++ == 0)
            start = from;
        if (shouted)
            end = i;
        if (!shouted && upper + lower > 1) {
            if (words >= 4)
                keep(k, LINT_RULE_EMOTION, start, end, "");
            words = 0;
        }
        i++;
    }
    if (words >= 4)
        keep(k, LINT_RULE_EMOTION, start, end, "");
}

/* Only the languages whose words we know. */
static bool readable(struct str locale)
{
    return locale.len < 2 || strncasecmp(locale.ptr, "zh", 2) == 0 ||
           strncasecmp(locale.ptr, "en", 2) == 0;
}

static void match_cause(struct check *k, const struct lint_text *t)
{
    size_t start, end;
    bool asked = false;
    if (!applies(k->c, LINT_RULE_OFF_CAUSE) || !readable(k->c->locale))
        return;
    for (unsigned i = 0; i < CAUSE_N; i++) {
        if (!(k->c->causes & (1u << i)))
            continue;
        if (!k->l->touch[i] || lint_find(k->l, k->l->touch[i], t->text, t->len, 0, &start, &end))
            return;
        asked = true;
    }
    if (asked)
        keep(k, LINT_RULE_OFF_CAUSE, 0, 0, "");
}

/* Asked of answers to a complaint: a text about nothing known may be anything. */
static void match_help(struct check *k, const struct lint_text *t)
{
    if (k->c->causes && applies(k->c, LINT_RULE_NO_HELP) && readable(k->c->locale) &&
        !lint_help_given(k->l, t))
        keep(k, LINT_RULE_NO_HELP, 0, 0, "");
}

static void match_earlier(struct check *k, const struct lint_text *t)
{
    struct lint_sketch mine;
    unsigned best = 0, which = 0;
    char note[64];
    if (!k->c->earlier_count || !applies(k->c, LINT_RULE_TEMPLATE))
        return;
    lint_sketch_make(&mine, (struct str){t->text, t->len});
    for (unsigned i = 0; i < k->c->earlier_count; i++) {
        unsigned percent = lint_sketch_percent(&mine, &k->c->earlier[i]);
        if (percent > best) {
            best = percent;
            which = i + 1;
        }
    }
    if (best < LINT_TEMPLATE_PERCENT)
        return;
    snprintf(note, sizeof(note), "%u %% like the answer %u before", best, which);
    keep(k, LINT_RULE_TEMPLATE, 0, 0, note);
}

static void match_context(struct check *k)
{
    const struct lint_context *c = k->c;
    if (c->explains_only && c->dispute && !c->evidence && applies(c, LINT_RULE_EXPLAIN_ONLY))
        keep(k, LINT_RULE_EXPLAIN_ONLY, 0, 0, "");
    if (c->public_before > 0 && applies(c, LINT_RULE_SECOND_PUBLIC))
        keep(k, LINT_RULE_SECOND_PUBLIC, 0, 0, "");
}

int lint_check(struct lint *l, struct str text, const struct lint_context *c,
               struct lint_report *report, struct err *e)
{
    struct lint_text words, plain;
    struct check k = {l, c, text, report};
    *report = (struct lint_report){0};
    if (lint_fold(&words, text, LINT_FOLD_WORDS, e) != 0)
        return -1;
    if (words.len == 0 || (words.len == 1 && words.text[0] == ' ')) {
        lint_fold_free(&words);
        return err_set(e, "the text is empty");
    }
    int rc = lint_fold(&plain, text, LINT_FOLD_PLAIN, e);
    CHECK(rc == 0); /* the same text was folded a moment ago */
    match_words(&k, &words);
    match_personal(&k, &plain);
    match_shouting(&k);
    match_cause(&k, &words);
    match_earlier(&k, &words);
    match_context(&k);
    match_help(&k, &words);
    qsort(report->found, report->count, sizeof(*report->found), by_place);
    lint_fold_free(&words);
    lint_fold_free(&plain);
    return 0;
}
