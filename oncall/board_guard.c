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

static uint32_t evidence_of(const json_t *shown)
{
    uint32_t have = 0;
    size_t i;
    json_t *item;
    json_array_foreach(json_object_get(shown, "evidence"), i, item)
    {
        const char *name = json_string_value(item);
        int slot = name ? vocab_find(vocab_evidence, EVIDENCE_N, name, (unsigned)strlen(name)) : -1;
        if (slot >= 0)
            have |= 1u << slot;
    }
    return have;
}

static void drop_meanings(json_t *lint)
{
    size_t i;
    json_t *item;
    json_array_foreach(json_object_get(lint, "findings"), i, item) json_object_del(item, "meaning");
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
                                 .evidence = evidence_of(shown),
                                 .marketplace = str_from(word(shown, "marketplace")),
                                 .locale = str_from(word(shown, "locale"))};
        c.dispute = playbook_dispute(g->book, c.causes);
        if (lint_check(g->lint, s, &c, &report, &ignored) == 0)
            found = lint_json(s, &report, lint_in_chinese(c.locale, s));
    }
    pthread_mutex_unlock(&g->lock);
    const char *reader = word(json_object_get(shown, "playbook"), "reader");
    if (reader && strcmp(reader, "zh") == 0)
        drop_meanings(found);
    return found;
}

static unsigned action_of(const json_t *finding)
{
    const char *action = word(finding, "action");
    return !action ? LINT_OFF : strcmp(action, "refuse") == 0 ? LINT_REFUSE : LINT_WARN;
}

static void say(const json_t *finding, char *out, size_t cap)
{
    const char *words = word(finding, "words"), *why = word(finding, "why");
    const char *instead = word(finding, "instead"), *rule = word(finding, "rule");
    const char *meaning = word(finding, "meaning");
    bool placed = words && words[0];
    snprintf(out, cap, "%s %s%s%s%s: %s\nInstead: %s\n%s%s%s",
             action_of(finding) == LINT_REFUSE ? "refuses" : "warns of", rule ? rule : "",
             placed ? " \"" : "", placed ? words : "", placed ? "\"" : "", why ? why : "",
             instead ? instead : "", meaning ? "(" : "", meaning ? meaning : "",
             meaning ? ")\n" : "");
}

unsigned board_guard_say(const json_t *lint, char *out, size_t cap)
{
    const json_t *findings = json_object_get(lint, "findings");
    unsigned gravest = LINT_OFF;
    size_t i;
    json_t *item;
    out[0] = '\0';
    for (unsigned action = LINT_REFUSE; action >= LINT_WARN; action--)
        json_array_foreach(findings, i, item)
        {
            size_t len = strlen(out);
            if (action_of(item) != action)
                continue;
            gravest = gravest > action ? gravest : action;
            say(item, out + len, cap - len);
        }
    return gravest;
}

/* Is it one of the names divided by commas? */
static bool named(const char *names, const char *name)
{
    size_t len = strlen(name);
    for (const char *at = names; (at = strstr(at, name)) != NULL; at++)
        if ((at == names || at[-1] == ',') && (at[len] == ',' || !at[len]))
            return true;
    return false;
}

void board_guard_rules(const json_t *lint, char *out, size_t cap)
{
    size_t i;
    json_t *item;
    out[0] = '\0';
    json_array_foreach(json_object_get(lint, "findings"), i, item)
    {
        const char *rule = word(item, "rule");
        size_t len = strlen(out);
        if (action_of(item) == LINT_WARN && rule && !named(out, rule))
            snprintf(out + len, cap - len, "%s%s", len ? "," : "", rule);
    }
}
