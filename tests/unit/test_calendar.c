/* Business time and the zones below it: tables, DST days, and against the C library's own idea. */
#include "core/config.h"
#include "sink/calendar.h"
#include "sink/rounds.h"
#include "sink/zone.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#define HOUR INT64_C(3600000)
#define MINUTE INT64_C(60000)

/* "2026-10-24 09:00" as if it were UTC, in ms. */
static int64_t at(const char *text)
{
    struct tm tm = {0};
    char *end = strptime(text, "%Y-%m-%d %H:%M", &tm);
    assert_true(end && !*end);
    return (int64_t)timegm(&tm) * 1000;
}

static struct calendar *make(const char *const *settings)
{
    struct err e = {""};
    struct calendar *c = calloc(1, sizeof(*c));
    strcpy(c->name, "test");
    for (; *settings; settings += 2)
        if (calendar_set(c, settings[0], settings[1], &e) != 0)
            fail_msg("%s = %s: %s", settings[0], settings[1], e.msg);
    if (calendar_finish(c, &e) != 0)
        fail_msg("%s", e.msg);
    return c;
}

static void drop(struct calendar *c)
{
    calendar_fini(c);
    free(c);
}

/* ---- zones against the C library -------------------------------------------------------------*/

static void test_zones_agree_with_the_c_library(void **state)
{
    static const char *const names[] = {
        "Asia/Shanghai",       "Europe/Berlin",     "America/New_York", "Europe/Dublin",
        "Australia/Sydney",    "America/Sao_Paulo", "Asia/Kathmandu",   "Africa/Casablanca",
        "Australia/Lord_Howe", "Pacific/Apia",      "America/St_Johns", "Asia/Tehran",
        "America/Nuuk",        "Pacific/Chatham",   "Etc/GMT+5"};
    (void)state;
    for (unsigned i = 0; i < sizeof(names) / sizeof(*names); i++) {
        struct err e = {""};
        struct zone *z = zone_new(names[i], &e);
        if (!z)
            fail_msg("%s", e.msg);
        setenv("TZ", names[i], 1); /* this test has one thread */
        tzset();
        for (int64_t s = 1577836800; s < 2840140800; s += 86400 * 3 + 3571) { /* 2020 to 2060 */
            time_t t = (time_t)s;
            struct tm tm;
            localtime_r(&t, &tm);
            if (zone_offset_s(z, s) != tm.tm_gmtoff)
                fail_msg("%s at %lld: %lld, not %ld", names[i], (long long)s,
                         (long long)zone_offset_s(z, s), tm.tm_gmtoff);
            int64_t back = zone_utc_s(z, s + tm.tm_gmtoff, false);
            int64_t last = zone_utc_s(z, s + tm.tm_gmtoff, true);
            assert_true(s == back || s == last);
        }
        zone_free(z);
    }
    setenv("TZ", "UTC", 1);
    tzset();
}

static void test_clocks_that_change(void **state)
{
    (void)state;
    struct err e = {""};
    struct zone *z = zone_new("Europe/Berlin", &e);
    assert_non_null(z);
    /* 2026-03-29 02:30 is skipped: 01:00 UTC; 2026-10-25 02:30 comes twice: 00:30 and 01:30 UTC */
    int64_t skipped = at("2026-03-29 02:30") / 1000, twice = at("2026-10-25 02:30") / 1000;
    assert_int_equal(zone_utc_s(z, skipped, false), at("2026-03-29 01:00") / 1000);
    assert_int_equal(zone_utc_s(z, skipped, true), at("2026-03-29 01:00") / 1000);
    assert_int_equal(zone_utc_s(z, twice, false), at("2026-10-25 00:30") / 1000);
    assert_int_equal(zone_utc_s(z, twice, true), at("2026-10-25 01:30") / 1000);
    zone_free(z);
    assert_null(zone_new("Europe/Atlantis", &e));
    assert_non_null(strstr(e.msg, "no such time zone"));
    assert_null(zone_new("../../../etc/passwd", &e));
    assert_null(zone_new("", &e));
}

/* ---- business time ---------------------------------------------------------------------------*/

static const char *const berlin[] = {"zone",     "Europe/Berlin",
                                     "mon-fri",  "09:00-12:00, 13:00-17:00",
                                     "holidays", "2026-12-25..2026-12-26, 2027-01-01",
                                     "workdays", "2026-12-05 mon",
                                     NULL};
static const char *const night[] = {"zone", "Europe/Berlin", "mon-sun", "22:00-06:00", NULL};
static const char *const always[] = {"zone", "America/New_York", "mon-sun", "00:00-24:00", NULL};

static void test_add(void **state)
{
    (void)state;
    static const struct {
        const char *const *calendar;
        const char *from; /* UTC */
        int64_t minutes;
        const char *to;
    } table[] = {
        {berlin, "2026-06-01 07:00", 60, "2026-06-01 08:00"},  /* Monday, 09:00 there */
        {berlin, "2026-06-01 07:00", 180, "2026-06-01 10:00"}, /* to the very end of the interval */
        {berlin, "2026-06-01 07:00", 181, "2026-06-01 11:01"}, /* over lunch */
        {berlin, "2026-06-01 05:00", 1, "2026-06-01 07:01"},   /* before they open */
        {berlin, "2026-06-05 14:30", 60, "2026-06-08 07:30"},  /* over the weekend */
        {berlin, "2026-06-06 12:00", 1, "2026-06-08 07:01"},
        {berlin, "2026-12-24 15:00", 120, "2026-12-28 09:00"}, /* Christmas */
        {berlin, "2026-12-31 15:00", 120, "2027-01-04 09:00"}, /* the end of the year */
        {berlin, "2026-12-04 15:30", 60, "2026-12-05 08:30"},  /* a Saturday that is worked */
        {berlin, "2026-03-27 15:30", 60, "2026-03-30 07:30"},  /* clocks change on the weekend */
        {night, "2026-03-28 21:00", 420, "2026-03-29 04:00"},  /* 22:00-06:00 has seven hours */
        {night, "2026-10-24 20:00", 540, "2026-10-25 05:00"},  /* and nine */
        {night, "2026-06-01 02:00", 120, "2026-06-01 04:00"},  /* of the day before */
        {night, "2026-06-01 02:00", 121, "2026-06-01 20:01"},
        {always, "2026-03-08 05:00", 1440, "2026-03-09 05:00"}, /* a day is a day */
        {always, "2026-11-01 12:00", 3 * 1440, "2026-11-04 12:00"},
    };
    for (unsigned i = 0; i < sizeof(table) / sizeof(*table); i++) {
        struct calendar *c = make(table[i].calendar);
        int64_t from = at(table[i].from), to = at(table[i].to), ms = table[i].minutes * MINUTE;
        if (calendar_add(c, from, ms) != to)
            fail_msg("row %u: %lld minutes late", i,
                     (long long)(calendar_add(c, from, ms) - to) / MINUTE);
        assert_int_equal(calendar_between(c, from, to), ms);
        assert_int_equal(calendar_between(c, to, from), -ms);
        assert_int_equal(calendar_between(c, calendar_add(c, to, -ms), to), ms);
        drop(c);
    }
}

/* Adding and taking away are each other's inverse, whatever the day. */
static void test_both_ways_everywhere(void **state)
{
    (void)state;
    const char *const *calendars[] = {berlin, night, always};
    for (unsigned k = 0; k < 3; k++) {
        struct calendar *c = make(calendars[k]);
        int64_t from = at("2026-03-20 00:07");
        for (int i = 0; i < 1500; i++, from += 5 * HOUR + 61 * MINUTE) {
            int64_t ms = (i % 97) * 13 * MINUTE + 1, to = calendar_add(c, from, ms);
            assert_true(to >= from + ms);
            assert_int_equal(calendar_between(c, from, to), ms);
            assert_int_equal(calendar_between(c, from, to - 1), ms - 1); /* the first such moment */
            int64_t back = calendar_add(c, from, -ms);
            assert_int_equal(calendar_between(c, back, from), ms);
            assert_int_equal(calendar_between(c, back + 1, from), ms - 1);
        }
        drop(c);
    }
    assert_int_equal(calendar_add(NULL, 5, 7), 12);
    assert_int_equal(calendar_between(NULL, 5, 3), -2);
}

static void test_bad_settings_are_one_line(void **state)
{
    (void)state;
    static const struct {
        const char *key, *value, *says;
    } table[] = {
        {"zone", "Mars/Olympus", "no such time zone"},
        {"mon", "9 to 5", "must be hours like"},
        {"mon", "09:00-12:00, 11:00-13:00", "overlap"},
        {"mon", "25:00-26:00", "must be hours like"},
        {"mon", "", "hours are missing"},
        {"monday", "09:00-10:00", "no such setting"},
        {"holidays", "2026-02-30", "must be dates like"},
        {"holidays", "2026-10-07..2026-10-01", "ends before it begins"},
        {"workdays", "2026-10-10", "names the weekday"},
    };
    for (unsigned i = 0; i < sizeof(table) / sizeof(*table); i++) {
        struct calendar c = {.name = "test"};
        struct err e = {""};
        assert_int_equal(calendar_set(&c, table[i].key, table[i].value, &e), -1);
        if (!strstr(e.msg, table[i].says))
            fail_msg("%s = %s: %s", table[i].key, table[i].value, e.msg);
        calendar_fini(&c);
    }
    struct calendar empty = {.name = "empty"};
    struct err e = {""};
    assert_int_equal(calendar_set(&empty, "mon-fri", "closed", &e), 0);
    assert_int_equal(calendar_finish(&empty, &e), -1);
    assert_non_null(strstr(e.msg, "nobody ever works"));
    calendar_fini(&empty);
}

/* ---- the machine in business hours -----------------------------------------------------------*/

static void load(struct rounds_budgets *b, const char *path)
{
    struct err e = {""};
    struct config *cfg = config_new();
    assert_int_equal(config_set(cfg, "rounds", "calendars", path, &e), 0);
    if (rounds_check(cfg, &e) != 0)
        fail_msg("%s", e.msg);
    rounds_budgets_init(b, cfg);
    config_free(cfg);
}

static void test_pausing_keeps_the_business_time_that_was_left(void **state)
{
    (void)state;
    static struct rounds_budgets b;
    struct rounds_outcome out;
    struct rounds_case c;
    const struct rounds_args understood = {.who = "ann", .understood = true};
    load(&b, REDRESS_SOURCE_DIR "/deploy/calendars.ini");
    /* Friday 16:00 in Shanghai: 2 h on Friday, 6 on Saturday, ... */
    rounds_open(&b, ROUNDS_MARKETPLACE, at("2026-06-05 08:00"), &c);
    assert_int_equal(c.due_ms, at("2026-06-06 04:00"));  /* 4 h: Saturday 12:00 */
    assert_int_equal(c.wake_ms, at("2026-06-05 10:00")); /* half: Friday 18:00 */
    assert_true(c.version != 0);
    const struct calendar *office = rounds_budget_of(&b, &c)->calendar;
    int64_t left = calendar_between(office, at("2026-06-05 09:00"), c.total_ms);
    rounds_step(&b, &c, ROUNDS_EV_ANSWER, &understood, at("2026-06-05 09:00"), &out);
    assert_true(out.allowed);
    c = out.next;
    int64_t back = at("2026-06-07 12:00"); /* Sunday evening */
    rounds_step(&b, &c, ROUNDS_EV_REPLY, NULL, back, &out);
    assert_int_equal(calendar_between(office, back, out.next.total_ms), left);
    /* safety is round the clock, a late parcel has budgets of its own */
    rounds_open(&b, ROUNDS_SAFETY, back, &c);
    assert_int_equal(c.due_ms, back + 15 * MINUTE);
    rounds_open_cause(&b, ROUNDS_MARKETPLACE, CAUSE_LATE + 1, back, &c);
    assert_int_equal(c.due_ms, at("2026-06-08 10:00")); /* Berlin opens at 06:00 UTC */
}

static void test_recalc_moves_to_the_present_configuration(void **state)
{
    (void)state;
    static struct rounds_budgets b, plain;
    struct rounds_outcome out;
    struct rounds_case c;
    struct config *cfg = config_new();
    rounds_budgets_init(&plain, cfg);
    config_free(cfg);
    load(&b, REDRESS_SOURCE_DIR "/deploy/calendars.ini");
    rounds_open(&plain, ROUNDS_MARKETPLACE, at("2026-06-05 09:30"), &c);
    rounds_step(&plain, &c, ROUNDS_EV_RECALC, NULL, at("2026-06-05 09:31"), &out);
    assert_non_null(strstr(out.refusal, "already"));
    rounds_step(&b, &c, ROUNDS_EV_RECALC, NULL, at("2026-06-05 09:31"), &out);
    assert_true(out.allowed);
    struct rounds_case fresh;
    rounds_open(&b, ROUNDS_MARKETPLACE, at("2026-06-05 09:30"), &fresh);
    assert_int_equal(out.next.due_ms, fresh.due_ms);
    assert_int_equal(out.next.total_ms, fresh.total_ms);
    assert_int_equal(out.next.wake_ms, fresh.wake_ms);
    assert_int_equal(out.next.version, fresh.version);
    c = out.next;
    rounds_step(&plain, &c, ROUNDS_EV_RECALC, NULL, at("2026-06-05 09:32"), &out);
    assert_int_equal(out.next.due_ms, at("2026-06-05 13:30")); /* and back */
    assert_int_equal(out.next.version, 0);
}

static void test_a_bad_file_is_one_line(void **state)
{
    (void)state;
    static const struct {
        const char *text, *says;
    } table[] = {
        {"[calendar a]\nmon = 9-5\n", ":2: [calendar a] mon: '9-5': must be hours"},
        {"[lane moon]\ncalendar = a\n", ":2: [lane moon]: there is no such section"},
        {"[lane chat]\ncalendar = b\n", "there is no [calendar b]"},
        {"[cause late]\nround_1_s = soon\n", "must be a whole number"},
        {"[cause late]\nround_9_s = 1\n", "there is no such setting"},
        {"[calendar always]\nmon = 09:00-10:00\n", "not 'always'"},
        {"[calendar e]\nholidays = 2026-01-01\n", "nobody ever works"},
    };
    for (unsigned i = 0; i < sizeof(table) / sizeof(*table); i++) {
        char path[] = "/tmp/redress-calendars-XXXXXX";
        struct err e = {""};
        struct config *cfg = config_new();
        FILE *f = fdopen(mkstemp(path), "w");
        assert_non_null(f);
        fputs(table[i].text, f);
        fclose(f);
        assert_int_equal(config_set(cfg, "rounds", "calendars", path, &e), 0);
        assert_int_equal(rounds_check(cfg, &e), -1);
        if (!strstr(e.msg, table[i].says) || strchr(e.msg, '\n'))
            fail_msg("%s", e.msg);
        remove(path);
        config_free(cfg);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_zones_agree_with_the_c_library),
        cmocka_unit_test(test_clocks_that_change),
        cmocka_unit_test(test_add),
        cmocka_unit_test(test_both_ways_everywhere),
        cmocka_unit_test(test_bad_settings_are_one_line),
        cmocka_unit_test(test_pausing_keeps_the_business_time_that_was_left),
        cmocka_unit_test(test_recalc_moves_to_the_present_configuration),
        cmocka_unit_test(test_a_bad_file_is_one_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
