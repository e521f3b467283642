/* Moments as text, both ways. */
#include "core/iso8601.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void texts_are_read(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t ms;
    } rows[] = {
        {"1970-01-01", 0},
        {"1970-01-01T00:00Z", 0},
        {"1969-12-31T23:59:59.999Z", -1},
        {"2000-02-29T12:00:00Z", 951825600000},
        {"2026-11-22T05:31:35Z", 1795325495000},
        {"2026-11-22 05:31:35.5", 1795325495500},
        {"2026-11-22T05:31:35.67891Z", 1795325495678},
        {"2026-11-22T13:31:35+08:00", 1795325495000},
        {"2026-11-22T00:31:35-0500", 1795325495000},
        {"2019/3/1 8:13", 1551427980000},
        {"2019/12/31 10:12", 1577787120000},
        {"9999-12-31T23:59:59.999Z", 253402300799999},
        {"0000-01-01", -62167219200000},
        {"2016-12-31T23:59:60Z", 1483228800000},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        wall_ms_t t = {-7};
        if (!iso8601_read(rows[i].text, strlen(rows[i].text), &t) || t.ms != rows[i].ms)
            fail_msg("'%s' became %lld", rows[i].text, (long long)t.ms);
    }
}

static void other_texts_are_not(void **state)
{
    (void)state;
    static const char *const rows[] = {
        "",
        "x",
        "2026",
        "2026-11",
        "2026-13-01",
        "2026-00-10",
        "2026-02-29",
        "1900-02-29",
        "2026-11-31",
        "2026-11-00",
        "26-11-22",
        "2026-11-22T",
        "2026-11-22T5",
        "2026-11-22T24:00",
        "2026-11-22T05:60",
        "2026-11-22T05:31:61",
        "2026-11-22T05:31Zx",
        "2026-11-22T05:31+8",
        "2026-11-22T05:31+08:",
        "2026/11-22",
        "2026-11-22  05:31",
        " 2026-11-22",
        "2026-11-22 ",
        "-2026-11-22",
        "20261122",
        "2026-11-22T05:31+24:00",
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        wall_ms_t t;
        if (iso8601_read(rows[i], strlen(rows[i]), &t))
            fail_msg("'%s' was read", rows[i]);
    }
}

/* A day at a time over 400 years, the period of the calendar, and the ends of the range. */
static void what_is_written_is_read_back(void **state)
{
    (void)state;
    char out[ISO8601_CAP];
    wall_ms_t t;
    for (int64_t day = -146097; day <= 146097; day++) {
        int64_t ms = day * 86400000 + (day * 7919 % 86400000);
        size_t len = iso8601_write((wall_ms_t){ms}, out);
        assert_int_equal(len, 24);
        assert_true(iso8601_read(out, len, &t));
        assert_true(t.ms == ms);
    }
    iso8601_write((wall_ms_t){0}, out);
    assert_string_equal(out, "1970-01-01T00:00:00.000Z");
    iso8601_write((wall_ms_t){INT64_MAX}, out);
    assert_string_equal(out, "9999-12-31T23:59:59.999Z");
    iso8601_write((wall_ms_t){INT64_MIN}, out);
    assert_string_equal(out, "0000-01-01T00:00:00.000Z");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_are_read),
        cmocka_unit_test(other_texts_are_not),
        cmocka_unit_test(what_is_written_is_read_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
