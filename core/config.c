#include "core/config.h"

#include "core/inifile.h"

#include <stdlib.h>
#include <string.h>

enum setting_type { SETTING_SECTION, SETTING_STR, SETTING_INT, SETTING_BOOL, SETTING_ENUM };

/* One row of the table, as data. */
struct setting {
    enum setting_type type;
    const char *section, *key, *def, *words, *unit, *doc;
    int64_t min, max;
    size_t offset; /* of the member in struct config */
};

#define TEXT_(x) #x
#define AT(section, key) offsetof(struct config, section##_##key)
#define SECTION(section_, doc_) {.type = SETTING_SECTION, .section = #section_, .doc = doc_},
#define STR(section_, key_, def_, doc_)                                                            \
    {.type = SETTING_STR,                                                                          \
     .section = #section_,                                                                         \
     .key = #key_,                                                                                 \
     .def = def_,                                                                                  \
     .doc = doc_,                                                                                  \
     .offset = AT(section_, key_)},
#define INT(section_, key_, def_, min_, max_, unit_, doc_)                                         \
    {.type = SETTING_INT,                                                                          \
     .section = #section_,                                                                         \
     .key = #key_,                                                                                 \
     .def = TEXT_(def_),                                                                           \
     .min = min_,                                                                                  \
     .max = max_,                                                                                  \
     .unit = unit_,                                                                                \
     .doc = doc_,                                                                                  \
     .offset = AT(section_, key_)},
#define BOOL(section_, key_, def_, doc_)                                                           \
    {.type = SETTING_BOOL,                                                                         \
     .section = #section_,                                                                         \
     .key = #key_,                                                                                 \
     .def = (def_) ? "yes" : "no",                                                                 \
     .doc = doc_,                                                                                  \
     .offset = AT(section_, key_)},
#define ENUM(section_, key_, def_, words_, doc_)                                                   \
    {.type = SETTING_ENUM,                                                                         \
     .section = #section_,                                                                         \
     .key = #key_,                                                                                 \
     .def = def_,                                                                                  \
     .words = words_,                                                                              \
     .doc = doc_,                                                                                  \
     .offset = AT(section_, key_)},

static const struct setting table[] = {
#include "core/config.def"
};
#define TABLE_N (sizeof(table) / sizeof(table[0]))

static void *member(const struct config *cfg, const struct setting *s)
{
    return (char *)cfg + s->offset;
}

static bool is_text(const struct setting *s)
{
    return s->type == SETTING_STR || s->type == SETTING_ENUM;
}

static const struct setting *find(const char *section, const char *key)
{
    for (size_t i = 0; i < TABLE_N; i++)
        if (table[i].key && strcmp(table[i].section, section) == 0 &&
            strcmp(table[i].key, key) == 0)
            return &table[i];
    return NULL;
}

static bool section_known(const char *section)
{
    for (size_t i = 0; i < TABLE_N; i++)
        if (strcmp(table[i].section, section) == 0)
            return true;
    return false;
}

static int set_int(int64_t *to, const struct setting *s, const char *value, struct err *e)
{
    long long n;
    if (inifile_number(s->section, s->key, value, s->min, s->max, s->unit, &n, e) != 0)
        return -1;
    *to = n;
    return 0;
}

static int set_bool(bool *to, const struct setting *s, const char *value, struct err *e)
{
    bool yes = strcmp(value, "yes") == 0 || strcmp(value, "true") == 0 || strcmp(value, "1") == 0;
    bool no = strcmp(value, "no") == 0 || strcmp(value, "false") == 0 || strcmp(value, "0") == 0;
    if (!yes && !no)
        return err_set(e, "%s.%s = '%s': must be yes or no", s->section, s->key, value);
    *to = yes;
    return 0;
}

/* Is `value` one of the words in "a|b|c"? */
static bool among(const char *words, const char *value)
{
    size_t len = strlen(value);
    for (const char *w = words; *w;) {
        size_t n = strcspn(w, "|");
        if (n == len && memcmp(w, value, n) == 0)
            return true;
        w += n + (w[n] == '|');
    }
    return false;
}

static int set_text(char **to, const struct setting *s, const char *value, struct err *e)
{
    if (s->type == SETTING_ENUM && !among(s->words, value))
        return err_set(e, "%s.%s = '%s': must be one of %s", s->section, s->key, value, s->words);
    free(*to);
    *to = check_strdup(value);
    return 0;
}

static int set_kafka(struct config *cfg, const char *key, const char *value)
{
    for (size_t i = 0; i < cfg->kafka_count; i++)
        if (strcmp(cfg->kafka[i].key, key) == 0) {
            free(cfg->kafka[i].value);
            cfg->kafka[i].value = check_strdup(value);
            return 0;
        }
    cfg->kafka = check_realloc(cfg->kafka, (cfg->kafka_count + 1) * sizeof(*cfg->kafka));
    cfg->kafka[cfg->kafka_count++] = (struct config_kafka){check_strdup(key), check_strdup(value)};
    return 0;
}

int config_set(struct config *cfg, const char *section, const char *key, const char *value,
               struct err *e)
{
    if (strcmp(section, "kafka") == 0)
        return set_kafka(cfg, key, value);
    const struct setting *s = find(section, key);
    if (!s && !section_known(section))
        return err_set(e, "[%s]: there is no such section (redress help config lists them)",
                       section);
    if (!s)
        return err_set(e, "%s.%s: there is no such setting (redress help config lists them)",
                       section, key);
    if (s->type == SETTING_INT)
        return set_int(member(cfg, s), s, value, e);
    if (s->type == SETTING_BOOL)
        return set_bool(member(cfg, s), s, value, e);
    return set_text(member(cfg, s), s, value, e);
}

int config_assign(struct config *cfg, const char *assignment, struct err *e)
{
    char section[64], key[128];
    const char *dot = strchr(assignment, '.');
    const char *eq = dot ? strchr(dot, '=') : NULL;
    if (!eq || (size_t)(dot - assignment) >= sizeof(section) || (size_t)(eq - dot) > sizeof(key))
        return err_set(e, "'%s': must be section.key=value", assignment);
    snprintf(section, sizeof(section), "%.*s", (int)(dot - assignment), assignment);
    snprintf(key, sizeof(key), "%.*s", (int)(eq - dot - 1), dot + 1);
    return config_set(cfg, section, key, eq + 1, e);
}

struct config *config_new(void)
{
    struct config *cfg = check_calloc(1, sizeof(*cfg));
    for (size_t i = 0; i < TABLE_N; i++) {
        struct err e;
        if (table[i].key && config_set(cfg, table[i].section, table[i].key, table[i].def, &e) != 0)
            CHECK(!"a default of config.def is out of its own range");
    }
    return cfg;
}

void config_free(struct config *cfg)
{
    if (!cfg)
        return;
    for (size_t i = 0; i < TABLE_N; i++)
        if (is_text(&table[i]))
            free(*(char **)member(cfg, &table[i]));
    for (size_t i = 0; i < cfg->kafka_count; i++) {
        free(cfg->kafka[i].key);
        free(cfg->kafka[i].value);
    }
    free(cfg->kafka);
    free(cfg);
}

const char *config_kafka(const struct config *cfg, const char *key)
{
    for (size_t i = 0; i < cfg->kafka_count; i++)
        if (strcmp(cfg->kafka[i].key, key) == 0)
            return cfg->kafka[i].value;
    return NULL;
}

static int on_setting(void *ctx, const char *section, const char *key, const char *value,
                      struct err *e)
{
    return config_set(ctx, section, key, value, e);
}

int config_parse(struct config *cfg, const char *name, const char *text, size_t len, struct err *e)
{
    return inifile_parse(name, text, len, on_setting, cfg, e);
}

int config_load(struct config *cfg, const char *path, struct err *e)
{
    return inifile_load(path, on_setting, cfg, e);
}

int config_secret(const char *setting, const char *path, char *out, size_t cap, struct err *e)
{
    struct err why;
    size_t len;
    out[0] = '\0';
    if (!path[0])
        return 0;
    char *text = inifile_slurp(path, &len, &why);
    if (!text)
        return err_set(e, "%s: %s", setting, why.msg);
    len = strcspn(text, "\r\n");
    bool fits = len > 0 && len < cap;
    if (fits) {
        memcpy(out, text, len);
        out[len] = '\0';
    }
    free(text);
    return fits ? 0 : err_set(e, "%s: %s: the first line is empty or too long", setting, path);
}

static void range_text(const struct setting *s, char *out, size_t cap)
{
    out[0] = '\0';
    if (s->type == SETTING_INT)
        snprintf(out, cap, "%lld to %lld%s%s", (long long)s->min, (long long)s->max,
                 s->unit[0] ? " " : "", s->unit);
    else if (s->type == SETTING_ENUM)
        snprintf(out, cap, "%s", s->words);
    else if (s->type == SETTING_BOOL)
        snprintf(out, cap, "yes|no");
}

void config_print_file(FILE *out)
{
    char range[160];
    fprintf(out,
            "# Redress configuration. Every setting stands here with its default: remove the\n"
            "# '#' before a key to change it. `redress check-config` reads this file and says\n"
            "# what is wrong with it; `-s section.key=value` overrides it for one run.\n\n"
            "# Kafka: any property of librdkafka, as in its CONFIGURATION.md.\n"
            "# For TLS and SASL: security.protocol, ssl.*, sasl.*\n"
            "# consumer.NAME and producer.NAME (dead letters, feed) reach only that side.\n"
            "# NAME_file names a file with the value: sasl.password_file = /run/credentials/...\n"
            "[kafka]\n#bootstrap.servers = localhost:9092\n");
    for (size_t i = 0; i < TABLE_N; i++) {
        const struct setting *s = &table[i];
        fprintf(out, "\n");
        inifile_print_doc(out, s->doc);
        if (s->type == SETTING_SECTION) {
            fprintf(out, "[%s]\n", s->section);
            continue;
        }
        range_text(s, range, sizeof(range));
        if (range[0])
            fprintf(out, "# (%s)\n", range);
        fprintf(out, "#%s = %s\n", s->key, s->def);
    }
}

/* `|` ends a cell of a Markdown table, so the words of an ENUM need it escaped. */
static void print_cell(FILE *out, const char *text)
{
    for (; *text; text++)
        fprintf(out, *text == '|' ? "\\|" : "%c", *text);
}

void config_print_markdown(FILE *out)
{
    char range[160];
    fprintf(out, "# Configuration\n\nMade by `redress help config --markdown` from "
                 "`core/config.def`; do not edit.\n\nKeys of `[kafka]` are librdkafka properties, "
                 "passed through untouched.\n");
    for (size_t i = 0; i < TABLE_N; i++) {
        const struct setting *s = &table[i];
        if (s->type == SETTING_SECTION) {
            fprintf(out, "\n## [%s]\n%s\n\n| key | default | range | what |\n|---|---|---|---|\n",
                    s->section, s->doc);
            continue;
        }
        range_text(s, range, sizeof(range));
        fprintf(out, "| `%s` | `%s` | ", s->key, s->def);
        print_cell(out, range);
        fprintf(out, " | ");
        print_cell(out, s->doc);
        fprintf(out, " |\n");
    }
}

/* Properties of librdkafka that hold a secret are shown as set, not what they are. */
static bool kafka_secret(const char *key)
{
    size_t len = strlen(key);
    if (len > 5 && strcmp(key + len - 5, "_file") == 0)
        return false; /* where it is, not what it is */
    return strstr(key, "password") || strstr(key, "secret") || strstr(key, "key.pem") ||
           strstr(key, "jaas") || strstr(key, "oauthbearer.config");
}

void config_print_values(const struct config *cfg, FILE *out)
{
    fprintf(out, "[kafka]\n");
    for (size_t i = 0; i < cfg->kafka_count; i++)
        fprintf(out, "%s = %s\n", cfg->kafka[i].key,
                kafka_secret(cfg->kafka[i].key) ? "(set)" : cfg->kafka[i].value);
    for (size_t i = 0; i < TABLE_N; i++) {
        const struct setting *s = &table[i];
        if (s->type == SETTING_SECTION)
            fprintf(out, "\n[%s]\n", s->section);
        else if (s->type == SETTING_INT)
            fprintf(out, "%s = %lld\n", s->key, (long long)*(int64_t *)member(cfg, s));
        else if (s->type == SETTING_BOOL)
            fprintf(out, "%s = %s\n", s->key, *(bool *)member(cfg, s) ? "yes" : "no");
        else
            fprintf(out, "%s = %s\n", s->key, *(char **)member(cfg, s));
    }
}
