/* fuzz_config.c - any bytes as a configuration file: refused in one clean line, or a configuration
 * in which every value is within its range and which survives being printed and read again. */
#include "core/check.h"
#include "core/config.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool one_of(const char *words, const char *value)
{
    const char *at = strstr(words, value);
    size_t n = strlen(value);
    while (at && !((at == words || at[-1] == '|') && (at[n] == '|' || at[n] == '\0')))
        at = strstr(at + 1, value);
    return n > 0 && at;
}

static void check_ranges(const struct config *cfg)
{
#define SECTION(section, doc)
#define STR(section, key, def, doc) CHECK(strlen(cfg->section##_##key) < 4096);
#define INT(section, key, def, min, max, unit, doc)                                                \
    CHECK(cfg->section##_##key >= (min) && cfg->section##_##key <= (max));
#define BOOL(section, key, def, doc) CHECK(cfg->section##_##key == 0 || cfg->section##_##key == 1);
#define ENUM(section, key, def, words, doc) CHECK(one_of(words, cfg->section##_##key));
#include "core/config.def"
}

static void check_message(const struct err *e)
{
    CHECK(strncmp(e->msg, "f:", 2) == 0 && e->msg[2] >= '1' && e->msg[2] <= '9');
    CHECK(strlen(e->msg) < sizeof(e->msg));
    CHECK(!strchr(e->msg, '\n'));
}

static char *printed(const struct config *cfg, size_t *len)
{
    char *text = NULL;
    FILE *out = open_memstream(&text, len);
    CHECK(out);
    config_print_values(cfg, out);
    CHECK(fclose(out) == 0);
    return text;
}

/* Printing adds blanks round the '=', so a line may become too long; nothing else may go wrong. */
static void check_round_trip(const struct config *cfg)
{
    size_t len, len_again;
    struct err e;
    struct config *again = config_new();
    char *text = printed(cfg, &len);
    if (config_parse(again, "f", text, len, &e) == 0) {
        char *text_again = printed(again, &len_again);
        CHECK(len == len_again && memcmp(text, text_again, len) == 0);
        free(text_again);
    } else {
        CHECK(strstr(e.msg, "longer than"));
    }
    free(text);
    config_free(again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct err e = {{0}};
    struct config *cfg = config_new();
    int rc = config_parse(cfg, "f", (const char *)data, size, &e);
    check_ranges(cfg); /* also of what was read before a mistake */
    if (rc != 0)
        check_message(&e);
    else if (!memchr(data, ';', size)) /* begins a comment or not, depending on what is before it */
        check_round_trip(cfg);
    config_free(cfg);
    return 0;
}
