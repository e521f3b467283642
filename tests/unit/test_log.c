/* What goes to standard error, read back from a file put in its place. */
#include "core/log.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static int real_stderr;
static FILE *captured;

static void capture(void)
{
    captured = tmpfile();
    assert_non_null(captured);
    fflush(stderr);
    real_stderr = dup(STDERR_FILENO);
    assert_true(dup2(fileno(captured), STDERR_FILENO) >= 0);
}

/* Ends the capture; out holds what was written. */
static const char *release(void)
{
    static char out[64 * 1024];
    fflush(stderr);
    dup2(real_stderr, STDERR_FILENO);
    close(real_stderr);
    rewind(captured);
    out[fread(out, 1, sizeof(out) - 1, captured)] = '\0';
    fclose(captured);
    return out;
}

static unsigned count_lines(const char *text)
{
    unsigned n = 0;
    for (; *text; text++)
        n += *text == '\n';
    return n;
}

static void a_line_has_its_parts(void **state)
{
    (void)state;
    capture();
    log_warn("sink", "redis away", "addr=%s retry_ms=%d", "unix:/x", 200);
    const char *out = release();
    assert_memory_equal(out, "ts=20", 5);
    assert_int_equal(strcspn(out, "Z"), strlen("ts=2026-01-02T03:04:05.678"));
    assert_non_null(
        strstr(out, "Z level=warn stage=sink msg=\"redis away\" addr=unix:/x retry_ms=200\n"));
    assert_int_equal(count_lines(out), 1);
}

static void levels_below_the_least_are_silent(void **state)
{
    (void)state;
    capture();
    log_debug("x", "hidden", "");
    log_set_level(LOG_ERROR);
    log_warn("x", "hidden", "");
    log_error("x", "shown", "");
    log_set_level(LOG_INFO);
    const char *out = release();
    assert_int_equal(count_lines(out), 1);
    assert_non_null(strstr(out, "level=error stage=x msg=\"shown\"\n"));
    assert_int_equal(log_level_of("debug"), LOG_DEBUG);
    assert_int_equal(log_level_of("error"), LOG_ERROR);
    assert_int_equal(log_level_of("loud"), -1);
}

/* One call site, thousands of calls: about LOG_BURST lines for each second that passes meanwhile.
 */
static void a_storm_is_held_back_and_counted(void **state)
{
    (void)state;
    struct log_site site = {0};
    capture();
    for (int i = 0; i < 5000; i++)
        log_write(&site, LOG_INFO, "x", "storm", "");
    unsigned first = count_lines(release());
    assert_in_range(first, LOG_BURST, 3 * LOG_BURST);
    uint32_t held = site.suppressed;
    assert_int_equal(first + held, 5000);
    site.second = 0; /* as if the second were over */
    capture();
    log_write(&site, LOG_INFO, "x", "storm", "n=%d", 1);
    const char *out = release();
    char want[64];
    snprintf(want, sizeof(want), " n=1 suppressed=%u\n", held);
    assert_non_null(strstr(out, want));
    assert_int_equal(site.suppressed, 0);
}

static void hostile_text_stays_in_its_line(void **state)
{
    (void)state;
    char quoted[64];
    capture();
    log_info("x", "topic", "name=%s",
             "a\nts=2026 level=error\tforged\x1b[2J\x7f\xc2\x9b"
             "2J\xc2\xa0");
    const char *out = release();
    assert_int_equal(count_lines(out), 1);
    assert_null(strchr(out, '\x1b'));
    assert_non_null(strstr(out, "name=a?ts=2026 level=error?forged?[2J???2J\xc2\xa0\n"));
    assert_string_equal(log_quote(quoted, sizeof(quoted), "a\"b\\c\nd\x7f", 8),
                        "\"a\\\"b\\\\c\\x0ad\\x7f\"");
    assert_string_equal(log_quote(quoted, sizeof(quoted), "", 0), "\"\"");
}

static void long_text_is_cut_within_bounds(void **state)
{
    (void)state;
    char text[5000], quoted[16];
    memset(text, 'y', sizeof(text) - 1);
    text[sizeof(text) - 1] = '\0';
    capture();
    log_info("x", "long", "text=%s", text);
    log_info("x", text, "a=1");
    const char *out = release();
    assert_int_equal(count_lines(out), 2);
    assert_true(strlen(out) < 2500);
    for (size_t cap = 8; cap <= sizeof(quoted); cap++)
        for (size_t len = 0; len < 20; len++) {
            const char *q = log_quote(quoted, cap, "\n\n\"\"yy\\\\yyyy\n\n\n\nyyyy", len);
            assert_true(strlen(q) < cap && q[0] == '"' && q[strlen(q) - 1] == '"');
        }
}

static void errno_survives(void **state)
{
    (void)state;
    fflush(stderr);
    int kept = dup(STDERR_FILENO);
    close(STDERR_FILENO); /* so that the write fails and sets errno */
    errno = ENOENT;
    log_warn("x", "nobody hears", "");
    int after = errno;
    dup2(kept, STDERR_FILENO);
    close(kept);
    clearerr(stderr);
    assert_int_equal(after, ENOENT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_has_its_parts),
        cmocka_unit_test(levels_below_the_least_are_silent),
        cmocka_unit_test(a_storm_is_held_back_and_counted),
        cmocka_unit_test(hostile_text_stays_in_its_line),
        cmocka_unit_test(long_text_is_cut_within_bounds),
        cmocka_unit_test(errno_survives),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
