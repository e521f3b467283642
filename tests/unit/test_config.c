/* Settings: from text to values or to one line that names file, line, key and value; and back. */
#include "core/config.h"
#include "core/inifile.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static int parse(struct config *cfg, const char *text, struct err *e)
{
    e->msg[0] = '\0';
    return config_parse(cfg, "f", text, strlen(text), e);
}

static void defaults_are_those_of_the_table(void **state)
{
    (void)state;
    struct config *cfg = config_new();
#define SECTION(section, doc)
#define STR(section, key, def, doc) assert_string_equal(cfg->section##_##key, def);
#define INT(section, key, def, min, max, unit, doc) assert_true(cfg->section##_##key == (def));
#define BOOL(section, key, def, doc) assert_true(cfg->section##_##key == (def));
#define ENUM(section, key, def, words, doc) assert_string_equal(cfg->section##_##key, def);
#include "core/config.def"
    assert_int_equal(cfg->kafka_count, 0);
    config_free(cfg);
    config_free(NULL);
}

static void text_becomes_values(void **state)
{
    (void)state;
    struct err e;
    struct config *cfg = config_new();
    static const char text[] = "\xef\xbb\xbf; a comment\n[ingest]\r\ntopics = a,b\n"
                               "  batch_events=17   ; behind it\n\tlinger_ms : 3\n# another\n"
                               "[redis]\nmode=cluster\ntls=yes\naddress=\n"
                               "[kafka]\nbootstrap.servers = h:1,h:2\nsasl.password = x=y\n"
                               "bootstrap.servers = h:3\n[ingest]\nbatch_events = 18";
    if (parse(cfg, text, &e) != 0)
        fail_msg("%s", e.msg);
    assert_string_equal(cfg->ingest_topics, "a,b");
    assert_int_equal(cfg->ingest_batch_events, 18); /* the last one counts */
    assert_int_equal(cfg->ingest_linger_ms, 3);     /* indented, and not part of the line above */
    assert_string_equal(cfg->redis_mode, "cluster");
    assert_true(cfg->redis_tls);
    assert_string_equal(cfg->redis_address, "");
    assert_int_equal(cfg->kafka_count, 2);
    assert_string_equal(config_kafka(cfg, "bootstrap.servers"), "h:3");
    assert_string_equal(config_kafka(cfg, "sasl.password"), "x=y");
    assert_null(config_kafka(cfg, "acks"));
    config_free(cfg);
}

static void mistakes_name_line_key_and_value(void **state)
{
    (void)state;
    static const struct {
        const char *text, *message;
    } rows[] = {
        {"[ingest]\nbatch_events = 0\n",
         "f:2: ingest.batch_events = '0': must be a whole number from 1 to 4096 events"},
        {"[ingest]\nbatch_events = 4097\n", "f:2: ingest.batch_events = '4097': must be"},
        {"[ingest]\n\n\nbatch_events = 5x\n", "f:4: ingest.batch_events = '5x': must be"},
        {"[ingest]\nbatch_events =\n", "f:2: ingest.batch_events = '': must be"},
        {"[ingest]\nbatch_events = 99999999999999999999\n", "'99999999999999999999': must be"},
        {"[redis]\nmode = single|sentinel\n",
         "f:2: redis.mode = 'single|sentinel': must be one of single|sentinel|cluster"},
        {"[redis]\nmode =\n", "f:2: redis.mode = '': must be one of"},
        {"[redis]\ntls = maybe\n", "f:2: redis.tls = 'maybe': must be yes or no"},
        {"[redis]\nport = 1\n", "f:2: redis.port: there is no such setting"},
        {"[radish]\nport = 1\n", "f:2: [radish]: there is no such section"},
        {"port = 1\n", "f:1: 'port' stands before the first [section]"},
        {"[redis]\nwhat is this\n", "f:2: neither [section] nor key = value"},
        {"[redis\n", "f:1: neither [section] nor key = value"},
        {"[ingest]\ntopics = a,\n  b\n", "f:3: neither [section] nor key = value"},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct err e;
        struct config *cfg = config_new();
        if (parse(cfg, rows[i].text, &e) != -1 || !strstr(e.msg, rows[i].message))
            fail_msg("row %zu: '%s' instead of '%s'", i, e.msg, rows[i].message);
        config_free(cfg);
    }
}

static void limits_of_lines_are_told(void **state)
{
    (void)state;
    struct err e;
    struct config *cfg = config_new();
    char text[4200] = "[redis]\naddress = ";
    size_t head = strlen(text);
    const size_t most = 4095 - strlen("address = ");
    memset(text + head, 'x', most);
    strcpy(text + head + most, "\n");
    assert_int_equal(parse(cfg, text, &e), 0);
    assert_int_equal(strlen(cfg->redis_address), most);
    strcpy(text + head + most, "x\n");
    assert_int_equal(parse(cfg, text, &e), -1);
    assert_string_equal(e.msg, "f:2: the line is longer than 4095 bytes");
    assert_int_equal(config_parse(cfg, "f", "[redis]\nuser = a\0b\n", 20, &e), -1);
    assert_string_equal(e.msg, "f:2: a NUL byte");
    config_free(cfg);
}

/* The library reads 199 bytes of a line; what is longer follows the same rules. */
static void long_lines_are_read_like_short_ones(void **state)
{
    (void)state;
    struct err e;
    struct config *cfg = config_new();
    char brokers[300] = "", text[2000];
    while (strlen(brokers) < 250)
        strcat(brokers, "broker.example:9092,");
    snprintf(text, sizeof(text),
             "# %s\n[kafka]\n  bootstrap.servers\t=  %s b;c:1 \t; all of them = %s\r\n"
             "client.id = x\n[redis]\naddress:%s",
             brokers, brokers, brokers, brokers);
    if (parse(cfg, text, &e) != 0)
        fail_msg("%s", e.msg);
    strcpy(text, brokers);
    assert_string_equal(config_kafka(cfg, "bootstrap.servers"), strcat(text, " b;c:1"));
    assert_string_equal(config_kafka(cfg, "client.id"), "x");
    assert_string_equal(cfg->redis_address, brokers);
    snprintf(text, sizeof(text), "\n[redis]\nadress = %s\n", brokers);
    assert_int_equal(parse(cfg, text, &e), -1);
    assert_memory_equal(e.msg, "f:3: redis.adress", 17);
    snprintf(text, sizeof(text), "[redis]\n%s\n", "no");
    memset(text + 8, 'x', 300);
    text[308] = '\0';
    assert_int_equal(parse(cfg, text, &e), -1);
    assert_string_equal(e.msg, "f:2: neither [section] nor key = value");
    snprintf(text, sizeof(text), "a = %s\n", brokers);
    assert_int_equal(parse(cfg, text, &e), -1);
    assert_string_equal(e.msg, "f:1: 'a' stands before the first [section]");
    config_free(cfg);
}

static void assignments_are_split(void **state)
{
    (void)state;
    static const char *const bad[] = {"x",         "",   "=",       "a=b.c", "redis.port=1",
                                      "redis.tls", ".=", "redis.=1"};
    struct err e;
    struct config *cfg = config_new();
    assert_int_equal(config_assign(cfg, "redis.address=unix:/a=b.c", &e), 0);
    assert_string_equal(cfg->redis_address, "unix:/a=b.c");
    assert_int_equal(config_assign(cfg, "kafka.bootstrap.servers=h:1", &e), 0);
    assert_string_equal(config_kafka(cfg, "bootstrap.servers"), "h:1");
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
        assert_int_equal(config_assign(cfg, bad[i], &e), -1);
    char lengthy[300];
    memset(lengthy, 'a', sizeof(lengthy));
    memcpy(lengthy + 100, ".k=v", 5);
    assert_int_equal(config_assign(cfg, lengthy, &e), -1);
    memset(lengthy, 'a', sizeof(lengthy));
    lengthy[3] = '.';
    memcpy(lengthy + 200, "=v", 3);
    assert_int_equal(config_assign(cfg, lengthy, &e), -1);
    config_free(cfg);
}

/* Text that a print function of the module makes. The caller frees it. */
static char *print_file(void)
{
    char *text = NULL;
    size_t len;
    FILE *out = open_memstream(&text, &len);
    config_print_file(out);
    fclose(out);
    return text;
}

static char *print_values(const struct config *cfg)
{
    char *text = NULL;
    size_t len;
    FILE *out = open_memstream(&text, &len);
    config_print_values(cfg, out);
    fclose(out);
    return text;
}

/* The file that the program prints can be read by it, with every '#' before a key removed too. */
static void the_printed_file_is_a_configuration(void **state)
{
    (void)state;
    struct err e;
    struct config *cfg = config_new(), *fresh = config_new();
    char *file = print_file();
    for (const char *line = file; *line; line += strcspn(line, "\n") + 1)
        assert_true(strcspn(line, "\n") <= 150);
    if (parse(cfg, file, &e) != 0)
        fail_msg("%s", e.msg);
    for (char *c = strstr(file, "\n#"); c; c = strstr(c + 1, "\n#"))
        if (c[2] != ' ')
            c[1] = ' ';
    if (parse(cfg, file, &e) != 0)
        fail_msg("%s", e.msg);
    char *a = print_values(fresh);
    assert_int_equal(config_assign(fresh, "kafka.bootstrap.servers=localhost:9092", &e), 0);
    char *b = print_values(cfg), *c = print_values(fresh);
    assert_string_not_equal(a, b);
    assert_string_equal(b, c);
    free(a);
    free(b);
    free(c);
    free(file);
    config_free(cfg);
    config_free(fresh);
}

static void printed_values_are_read_back(void **state)
{
    (void)state;
    struct err e;
    struct config *cfg = config_new(), *again = config_new();
    assert_int_equal(config_assign(cfg, "ingest.topics=a,b", &e), 0);
    assert_int_equal(config_assign(cfg, "redis.tls=yes", &e), 0);
    assert_int_equal(config_assign(cfg, "kafka.acks=1", &e), 0);
    char *text = print_values(cfg);
    if (parse(again, text, &e) != 0)
        fail_msg("%s", e.msg);
    char *text_again = print_values(again);
    assert_string_equal(text, text_again);
    free(text);
    free(text_again);
    config_free(cfg);
    config_free(again);
}

static void secrets_are_not_printed(void **state)
{
    (void)state;
    static const char *const secret[] = {"sasl.password",
                                         "ssl.key.password",
                                         "ssl.key.pem",
                                         "sasl.oauthbearer.client.secret",
                                         "sasl.oauthbearer.config",
                                         "ssl.keystore.password"};
    struct err e;
    struct config *cfg = config_new();
    for (size_t i = 0; i < sizeof(secret) / sizeof(secret[0]); i++)
        assert_int_equal(config_set(cfg, "kafka", secret[i], "hunter2", &e), 0);
    char *text = print_values(cfg);
    assert_null(strstr(text, "hunter2"));
    assert_non_null(strstr(text, "sasl.password = (set)"));
    free(text);
    config_free(cfg);
}

static void write_file(const char *path, const char *text, size_t len)
{
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(text, 1, len, f), len);
    fclose(f);
}

static void files_are_read_or_named(void **state)
{
    (void)state;
    char path[] = "/tmp/redress-test-XXXXXX", secret[8];
    struct err e;
    struct config *cfg = config_new();
    close(mkstemp(path));
    write_file(path, "[ingest]\ngroup = g\n", 19);
    assert_int_equal(config_load(cfg, path, &e), 0);
    assert_string_equal(cfg->ingest_group, "g");
    assert_int_equal(config_load(cfg, "/nowhere/redress.conf", &e), -1);
    assert_non_null(strstr(e.msg, "/nowhere/redress.conf: No such file"));
    assert_int_equal(config_load(cfg, "/tmp", &e), -1);

    write_file(path, "hunter2\r\nmore", 13);
    assert_int_equal(config_secret("redis.password_file", path, secret, sizeof(secret), &e), 0);
    assert_string_equal(secret, "hunter2");
    write_file(path, "hunter23\n", 9);
    assert_int_equal(config_secret("redis.password_file", path, secret, sizeof(secret), &e), -1);
    assert_memory_equal(e.msg, "redis.password_file: ", 21);
    assert_string_equal(secret, "");
    write_file(path, "\n", 1);
    assert_int_equal(config_secret("redis.password_file", path, secret, sizeof(secret), &e), -1);
    assert_int_equal(config_secret("redis.password_file", "", secret, sizeof(secret), &e), 0);
    assert_string_equal(secret, "");
    unlink(path);
    assert_int_equal(config_secret("redis.password_file", path, secret, sizeof(secret), &e), -1);
    config_free(cfg);
}

static void the_reference_lists_every_setting(void **state)
{
    (void)state;
    char *text = NULL;
    size_t len;
    FILE *out = open_memstream(&text, &len);
    config_print_markdown(out);
    fclose(out);
#undef SECTION
#undef STR
#undef INT
#undef BOOL
#undef ENUM
#define SECTION(section, doc) assert_non_null(strstr(text, "## [" #section "]"));
#define STR(section, key, def, doc) assert_non_null(strstr(text, "| `" #key "` |"));
#define INT(section, key, def, min, max, unit, doc) STR(section, key, def, doc)
#define BOOL(section, key, def, doc) STR(section, key, def, doc)
#define ENUM(section, key, def, words, doc) STR(section, key, def, doc)
#include "core/config.def"
    free(text);
}

static void long_words_do_not_hang_the_printer(void **state)
{
    (void)state;
    char doc[300], *text = NULL;
    size_t len;
    memset(doc, 'w', 250);
    strcpy(doc + 250, " end");
    FILE *out = open_memstream(&text, &len);
    inifile_print_doc(out, doc);
    fclose(out);
    assert_int_equal(len, 2 + 250 + 1 + strlen("# end\n"));
    assert_string_equal(text + 253, "# end\n");
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(defaults_are_those_of_the_table),
        cmocka_unit_test(text_becomes_values),
        cmocka_unit_test(mistakes_name_line_key_and_value),
        cmocka_unit_test(limits_of_lines_are_told),
        cmocka_unit_test(long_lines_are_read_like_short_ones),
        cmocka_unit_test(assignments_are_split),
        cmocka_unit_test(the_printed_file_is_a_configuration),
        cmocka_unit_test(printed_values_are_read_back),
        cmocka_unit_test(secrets_are_not_printed),
        cmocka_unit_test(files_are_read_or_named),
        cmocka_unit_test(the_reference_lists_every_setting),
        cmocka_unit_test(long_words_do_not_hang_the_printer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
