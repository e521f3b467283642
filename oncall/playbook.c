#include "oncall/playbook.h"

#include "core/inifile.h"
#include "oncall/case_json.h"
#include "oncall/lint.h"

#include <stdlib.h>
#include <string.h>

extern const unsigned char playbook_ini[], playbook_ini_end[];

/* Lines are kept in one list and freed with the book. */
struct kept {
    struct kept *next;
    char text[];
};

struct playbook {
    struct playbook_general general;
    struct playbook_cause cause[CAUSE_N];
    uint8_t guard[LINT_RULE_N];
    struct kept *kept;
};

/* ---- values ----------------------------------------------------------------------------------*/

struct place {
    const char *section, *key, *value;
    struct err *e;
};

static int number(const struct place *p, long long max, const char *unit, int32_t *out)
{
    long long n;
    if (inifile_number(p->section, p->key, p->value, 0, max, unit, &n, p->e) != 0)
        return -1;
    *out = (int32_t)n;
    return 0;
}

static int yes_or_no(const struct place *p, bool *out)
{
    *out = strcmp(p->value, "yes") == 0;
    if (*out || strcmp(p->value, "no") == 0)
        return 0;
    return err_set(p->e, "%s.%s = '%s': must be yes or no", p->section, p->key, p->value);
}

static int unknown_word(const struct place *p, struct str word, const char *const *names, int n)
{
    char list[300] = "";
    size_t len = 0;
    for (int i = 0; i < n; i++)
        len += (size_t)snprintf(list + len, sizeof(list) - len, "%s%s", i ? ", " : "", names[i]);
    return err_set(p->e, "%s.%s: '%.*s': must be of %s", p->section, p->key, STR_FMT(word), list);
}

/* The next word of a list divided by blanks or commas. */
static bool next_word(const char **at, struct str *word)
{
    *at += strspn(*at, " ,\t");
    size_t len = strcspn(*at, " ,\t");
    *word = (struct str){*at, (uint32_t)len};
    *at += len;
    return len > 0;
}

static int evidence(const struct place *p, uint32_t *out)
{
    struct str word;
    *out = 0;
    for (const char *at = p->value; next_word(&at, &word);) {
        int found = vocab_find(vocab_evidence, EVIDENCE_N, word.ptr, word.len);
        if (found < 0)
            return unknown_word(p, word, vocab_evidence, EVIDENCE_N);
        *out |= 1u << found;
    }
    return 0;
}

static int proposals(const struct place *p, struct playbook_cause *c)
{
    struct str word;
    c->propose_count = 0;
    for (const char *at = p->value; next_word(&at, &word);) {
        int found = vocab_find(case_proposals, CASE_PROPOSALS_N, word.ptr, word.len);
        if (found < 0)
            return unknown_word(p, word, case_proposals, CASE_PROPOSALS_N);
        if (c->propose_count == PLAYBOOK_PROPOSALS_MAX)
            return err_set(p->e, "%s.%s: over %d proposals", p->section, p->key,
                           PLAYBOOK_PROPOSALS_MAX);
        c->propose[c->propose_count++] = (uint8_t)found;
    }
    if (c->propose_count == 0)
        return err_set(p->e, "%s.%s: needs at least one proposal", p->section, p->key);
    return 0;
}

/* "15 CN-SANBAO-15": days after receipt and the rule that says so; "0" = no such right. */
static int right(const struct place *p, struct playbook_right *out)
{
    char *rest;
    long days = strtol(p->value, &rest, 10);
    rest += strspn(rest, " \t");
    if (rest == p->value || days < 0 || days > 3650 || strlen(rest) >= sizeof(out->rule) ||
        strpbrk(rest, " \t") || (days > 0 && !*rest))
        return err_set(p->e,
                       "%s.%s = '%s': must be days (0 to 3650) and a rule's id of at most %zu "
                       "bytes, e.g. 15 CN-SANBAO-15, or 0",
                       p->section, p->key, p->value, sizeof(out->rule) - 1);
    out->days = (int32_t)days;
    snprintf(out->rule, sizeof(out->rule), "%s", rest);
    return 0;
}

static const char *keep(struct playbook *b, const char *text)
{
    size_t size = strlen(text) + 1;
    struct kept *k = check_malloc(sizeof(*k) + size);
    memcpy(k->text, text, size);
    k->next = b->kept;
    b->kept = k;
    return k->text;
}

/* ---- sections --------------------------------------------------------------------------------*/

static int no_such(const struct place *p)
{
    return err_set(p->e, "[%s] %s: there is no such setting (redress help policy lists them)",
                   p->section, p->key);
}

/* "return.zh" is of `name` in Chinese. */
static bool in_language(const char *key, const char *name, int *language)
{
    static const char *const suffix[PLAYBOOK_LANGUAGE_N] = {".en", ".zh"};
    size_t len = strlen(name);
    if (strncmp(key, name, len) != 0)
        return false;
    for (*language = 0; *language < PLAYBOOK_LANGUAGE_N; ++*language)
        if (strcmp(key + len, suffix[*language]) == 0)
            return true;
    return false;
}

static int set_line(struct playbook *b, struct playbook_cause *c, const struct place *p)
{
    static const char *const names[] = {
#define NAME(id, key, doc) key,
        PLAYBOOK_LINES(NAME)
#undef NAME
    };
    int language;
    for (int i = 0; i < PLAYBOOK_LINE_N; i++)
        if (in_language(p->key, names[i], &language)) {
            c->line[i][language] = keep(b, p->value);
            return 0;
        }
    if (in_language(p->key, "return", &language))
        return right(p, &c->give_back[language]);
    if (in_language(p->key, "insurance", &language))
        return right(p, &c->insurance[language]);
    return no_such(p);
}

static int set_cause(struct playbook *b, struct playbook_cause *c, const struct place *p)
{
    if (strcmp(p->key, "evidence") == 0)
        return evidence(p, &c->evidence);
    if (strcmp(p->key, "propose") == 0)
        return proposals(p, c);
    if (strcmp(p->key, "actionable") == 0)
        return number(p, 100, "", &c->actionable);
    if (strcmp(p->key, "cap_owner") == 0)
        return number(p, 1000, "% of the order", &c->cap_owner_percent);
    if (strcmp(p->key, "cap_lead") == 0)
        return number(p, 1000, "% of the order", &c->cap_lead_percent);
    if (strcmp(p->key, "dispute") == 0)
        return yes_or_no(p, &c->dispute);
    if (strcmp(p->key, "our_fault") == 0)
        return yes_or_no(p, &c->our_fault);
    return set_line(b, c, p);
}

static int set_general(struct playbook_general *g, const struct place *p)
{
    static const char *const money = "1/100 of the currency";
    if (strcmp(p->key, "cap_owner_minor") == 0)
        return number(p, 1000000000, money, &g->cap_owner_minor);
    if (strcmp(p->key, "cap_lead_minor") == 0)
        return number(p, 1000000000, money, &g->cap_lead_minor);
    if (strcmp(p->key, "no_value_minor") == 0)
        return number(p, 1000000000, money, &g->no_value_minor);
    if (strcmp(p->key, "lost_permille") == 0)
        return number(p, 1000, "", &g->lost_permille);
    if (strcmp(p->key, "reserve_minor") == 0)
        return number(p, 2000000000, money, &g->reserve_minor);
    if (strcmp(p->key, "public_readers") == 0)
        return number(p, 2000000000, "people", &g->public_readers);
    if (strcmp(p->key, "template_answers") == 0)
        return number(p, 500, "answers", &g->template_answers);
    return no_such(p);
}

static int set_guard(struct playbook *b, const struct place *p)
{
    int rule = lint_rule_of(str_from(p->key));
    int action = vocab_find(lint_action_name, 3, p->value, (unsigned)strlen(p->value));
    if (rule < 0)
        return no_such(p);
    if (action < 0)
        return err_set(p->e, "guard.%s = '%s': must be refuse, warn or off", p->key, p->value);
    b->guard[rule] = (uint8_t)action;
    return 0;
}

/* The scoring's sections are read by the room that scores, which also knows a section that nobody
 * knows. */
static int on_setting(void *ctx, const char *section, const char *key, const char *value,
                      struct err *e)
{
    static const char prefix[] = "playbook.";
    struct playbook *b = ctx;
    const struct place p = {section, key, value, e};
    if (strcmp(section, "guard") == 0)
        return set_guard(b, &p);
    if (strcmp(section, "playbook") == 0)
        return set_general(&b->general, &p);
    if (strncmp(section, prefix, sizeof(prefix) - 1) != 0)
        return 0;
    const char *name = section + sizeof(prefix) - 1;
    int cause = vocab_find(vocab_cause, CAUSE_N, name, (unsigned)strlen(name));
    if (cause < 0)
        return err_set(e, "[%s]: there is no cause '%s'", section, name);
    return set_cause(b, &b->cause[cause], &p);
}

/* ---- the whole -------------------------------------------------------------------------------*/

static struct playbook *defaults(void)
{
    struct playbook *b = check_calloc(1, sizeof(*b));
    struct err e = {""};
    for (int i = 0; i < LINT_RULE_N; i++)
        b->guard[i] = (uint8_t)lint_words[i].action;
    for (int c = 0; c < CAUSE_N; c++)
        for (int i = 0; i < PLAYBOOK_LINE_N; i++)
            b->cause[c].line[i][PLAYBOOK_EN] = b->cause[c].line[i][PLAYBOOK_ZH] = "";
    int rc = inifile_parse("playbook.ini", (const char *)playbook_ini,
                           (size_t)(playbook_ini_end - playbook_ini), on_setting, b, &e);
    if (rc != 0)
        fprintf(stderr, "%s\n", e.msg);
    CHECK(rc == 0); /* it is a constant of the program */
    return b;
}

struct playbook *playbook_parse(const char *name, const char *text, size_t len, struct err *e)
{
    struct playbook *b = defaults();
    if (inifile_parse(name, text, len, on_setting, b, e) == 0)
        return b;
    playbook_free(b);
    return NULL;
}

struct playbook *playbook_load(const char *path, struct err *e)
{
    struct playbook *b = defaults();
    if (!path[0] || inifile_load(path, on_setting, b, e) == 0)
        return b;
    playbook_free(b);
    return NULL;
}

void playbook_free(struct playbook *b)
{
    while (b && b->kept) {
        struct kept *next = b->kept->next;
        free(b->kept);
        b->kept = next;
    }
    free(b);
}

const struct playbook_cause *playbook_cause(const struct playbook *b, enum cause cause)
{
    return &b->cause[cause];
}

const struct playbook_general *playbook_general(const struct playbook *b)
{
    return &b->general;
}

const uint8_t *playbook_guard(const struct playbook *b)
{
    return b->guard;
}

bool playbook_dispute(const struct playbook *b, uint32_t causes)
{
    for (int i = 0; i < CAUSE_N; i++)
        if ((causes & (1u << i)) && b->cause[i].dispute)
            return true;
    return false;
}
