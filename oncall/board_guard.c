#include "oncall/board_guard.h"

#include "core/check.h"
#include "oncall/lint.h"
#include "oncall/lint_print.h"
#include "oncall/playbook.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct board_guard {
    const struct config *cfg;
    pthread_mutex_t lock; /* one thread at a time may lint */
    struct playbook *book;
    struct lint *lint;
};

struct board_guard *board_guard_new(const struct config *cfg)
{
    struct board_guard *g = check_calloc(1, sizeof(*g));
    g->cfg = cfg;
    pthread_mutex_init(&g->lock, NULL);
    return g;
}

void board_guard_free(struct board_guard *g)
{
    if (!g)
        return;
    if (g->lint)
        lint_free(g->lint);
    if (g->book)
        playbook_free(g->book);
    pthread_mutex_destroy(&g->lock);
    free(g);
}

static bool ready(struct board_guard *g)
{
    struct err ignored; /* the verb will say it */
    if (!g->book)
        g->book = playbook_load(g->cfg->enrich_policy, &ignored);
    if (g->book && !g->lint)
        g->lint = lint_new();
    return g->lint != NULL;
}

static const char *word(const json_t *j, const char *name)
{
    return json_string_value(json_object_get(j, name));
}

static uint32_t causes_of(const json_t *shown)
{
    uint32_t causes = 0;
    size_t i;
    json_t *item;
    json_array_foreach(json_object_get(shown, "causes"), i, item)
    {
        const char *name = word(item, "cause");
        int cause = name ? vocab_find(vocab_cause, CAUSE_N, name, (unsigned)strlen(name)) : -1;
        if (cause >= 0)
            causes |= 1u << cause;
    }
    return causes;
}

json_t *board_guard_check(struct board_guard *g, const json_t *shown, const char *text)
{
    struct lint_report report;
    struct err ignored;
    struct str s = str_from(text);
    json_t *found = NULL;
    if (!s.len)
        return NULL;
    pthread_mutex_lock(&g->lock);
    if (ready(g)) {
        struct lint_context c = {.action = playbook_guard(g->book),
                                 .causes = causes_of(shown),
                                 .marketplace = str_from(word(shown, "marketplace")),
                                 .locale = str_from(word(shown, "locale"))};
        c.dispute = playbook_dispute(g->book, c.causes);
        if (lint_check(g->lint, s, &c, &report, &ignored) == 0)
            found = lint_json(s, &report, lint_in_chinese(c.locale, s));
    }
    pthread_mutex_unlock(&g->lock);
    return found;
}

/* The first that refuses, else the first. */
static const json_t *gravest(const json_t *findings)
{
    size_t i;
    json_t *item;
    json_array_foreach(findings, i, item)
    {
        const char *action = word(item, "action");
        if (action && strcmp(action, "refuse") == 0)
            return item;
    }
    return json_array_get(findings, 0);
}

void board_guard_line(const json_t *lint, char *out, size_t cap)
{
    const json_t *first = gravest(json_object_get(lint, "findings"));
    const char *rule = word(first, "rule"), *instead = word(first, "instead");
    const char *words = word(first, "words"), *action = word(first, "action");
    out[0] = '\0';
    if (rule)
        snprintf(out, cap, "guard %ss: %s%s%s%s: %s", action ? action : "find", rule,
                 words && words[0] ? " \"" : "", words ? words : "", words && words[0] ? "\"" : "",
                 instead ? instead : "");
}
