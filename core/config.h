/* config.h - settings: one table (config.def), one struct, read once at start, then immutable.
 *
 * The file is INI. Keys of the [kafka] section are librdkafka properties and are passed through
 * untouched; everything else must be in the table, or the start stops with one line. */
#ifndef REDRESS_CORE_CONFIG_H
#define REDRESS_CORE_CONFIG_H

#include "core/check.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

struct config_kafka {
    char *key, *value;
};

struct config {
/* A setting is the member <section>_<key>: char * (never NULL), int64_t or bool. */
#define SECTION(section, doc)
#define STR(section, key, def, doc) char *section##_##key;
#define INT(section, key, def, min, max, unit, doc) int64_t section##_##key;
#define BOOL(section, key, def, doc) bool section##_##key;
#define ENUM(section, key, def, words, doc) char *section##_##key;
#include "core/config.def"
#undef SECTION
#undef STR
#undef INT
#undef BOOL
#undef ENUM
    struct config_kafka *kafka; /* [kafka], in the order of the file */
    size_t kafka_count;
};

/* The defaults of the table. The caller frees it with config_free. */
struct config *config_new(void);
void config_free(struct config *cfg);

/* Reads `path` over what cfg has. -1: e names the file, the line, the key and the value. */
MUST_CHECK int config_load(struct config *cfg, const char *path, struct err *e);

/* Same for a text in memory; `name` stands for the file in messages. */
MUST_CHECK int config_parse(struct config *cfg, const char *name, const char *text, size_t len,
                            struct err *e);

/* Sets one setting from its text, as -s section.key=value does. -1: e says why not. */
MUST_CHECK int config_set(struct config *cfg, const char *section, const char *key,
                          const char *value, struct err *e);

/* Splits "section.key=value" and sets it. */
MUST_CHECK int config_assign(struct config *cfg, const char *assignment, struct err *e);

/* Value of a [kafka] property; NULL if it is not set. */
const char *config_kafka(const struct config *cfg, const char *key);

/* Reads the secret in the file `path`, without its line end, into out (NUL-terminated).
 * An empty path gives an empty secret. -1: e names the setting and the file. */
MUST_CHECK int config_secret(const char *setting, const char *path, char *out, size_t cap,
                             struct err *e);

/* How the table is shown: as a commented file, as Markdown, or the values in force. */
void config_print_file(FILE *out);
void config_print_markdown(FILE *out);
void config_print_values(const struct config *cfg, FILE *out);

#endif
