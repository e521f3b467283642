/* Counters, gauges, histograms, and how they are shown. */
#include "core/metrics.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

/* What `write` prints. The caller frees it. */
static char *printed(void (*write)(FILE *))
{
    char *text = NULL;
    size_t len;
    FILE *out = open_memstream(&text, &len);
    assert_non_null(out);
    write(out);
    fclose(out);
    return text;
}

static void assert_has(const char *text, const char *line)
{
    if (!strstr(text, line))
        fail_msg("there is no '%s'", line);
}

static void numbers_add_up(void **state)
{
    (void)state;
    metrics_add(METRIC_EVENTS, 40);
    metrics_add(METRIC_EVENTS, 2);
    assert_int_equal(metrics_get(METRIC_EVENTS), 42);
    metrics_add_by(METRIC_DEAD_LETTERS, REASON_TRUNCATED, 3);
    metrics_add_by(METRIC_DEAD_LETTERS, REASON_BAD_UTF8, 4);
    assert_int_equal(metrics_get(METRIC_DEAD_LETTERS), 7);
    assert_int_equal(metrics_get_by(METRIC_DEAD_LETTERS, REASON_BAD_UTF8), 4);
    metrics_set(METRIC_IN_FLIGHT, 10);
    metrics_gauge_add(METRIC_IN_FLIGHT, -12);
    char *text = printed(metrics_write);
    assert_has(text, "\nredress_events_total 42\n");
    assert_has(text, "\nredress_dead_letters_total{reason=\"truncated\"} 3\n");
    assert_has(text, "\nredress_in_flight_events -2\n");
    free(text);
    metrics_set(METRIC_IN_FLIGHT, 0);
}

static void observations_fall_into_their_buckets(void **state)
{
    (void)state;
    assert_int_equal(metrics_quantile_us(METRIC_TIMER_LATENESS, 0.5), 0);
    metrics_observe_us(METRIC_TIMER_LATENESS, 100, 1);  /* le 0.0001 holds its bound */
    metrics_observe_us(METRIC_TIMER_LATENESS, 101, 2);  /* le 0.0002 */
    metrics_observe_us(METRIC_TIMER_LATENESS, 4000, 7); /* le 0.005 */
    metrics_observe_us(METRIC_TIMER_LATENESS, UINT64_C(700000000000), 1); /* +Inf */
    char *text = printed(metrics_write);
    assert_has(text, "\nredress_timer_lateness_seconds_bucket{le=\"0.0001\"} 1\n");
    assert_has(text, "\nredress_timer_lateness_seconds_bucket{le=\"0.0002\"} 3\n");
    assert_has(text, "\nredress_timer_lateness_seconds_bucket{le=\"0.002\"} 3\n");
    assert_has(text, "\nredress_timer_lateness_seconds_bucket{le=\"0.005\"} 10\n");
    assert_has(text, "\nredress_timer_lateness_seconds_bucket{le=\"604800\"} 10\n");
    assert_has(text, "\nredress_timer_lateness_seconds_bucket{le=\"+Inf\"} 11\n");
    assert_has(text, "\nredress_timer_lateness_seconds_sum 700000.028302\n");
    assert_has(text, "\nredress_timer_lateness_seconds_count 11\n");
    free(text);
    assert_int_equal(metrics_quantile_us(METRIC_TIMER_LATENESS, 0.05), 100);
    assert_int_equal(metrics_quantile_us(METRIC_TIMER_LATENESS, 0.5), 5000);
    assert_int_equal(metrics_quantile_us(METRIC_TIMER_LATENESS, 1), 604800000000);
}

/* Every line of the exposition is a comment or a sample of a metric that was announced. */
static void exposition_is_well_formed(void **state)
{
    (void)state;
    char *text = printed(metrics_write), *save = NULL, name[128] = "";
    for (char *line = strtok_r(text, "\n", &save); line; line = strtok_r(NULL, "\n", &save)) {
        if (strncmp(line, "# TYPE ", 7) == 0) {
            snprintf(name, sizeof(name), "%.*s", (int)strcspn(line + 7, " "), line + 7);
            continue;
        }
        if (strncmp(line, "# HELP ", 7) == 0)
            continue;
        if (strncmp(line, name, strlen(name)) != 0)
            fail_msg("'%s' does not belong to %s", line, name);
        char *value = strrchr(line, ' '), *end;
        assert_non_null(value);
        (void)strtod(value + 1, &end);
        assert_true(end > value + 1 && *end == '\0');
    }
    free(text);
}

static void write_extra(void *ctx, FILE *out)
{
    fprintf(out, "redress_lag{partition=\"%d\"} 5\n", *(int *)ctx);
}

static void registered_writers_are_asked(void **state)
{
    (void)state;
    static int partition = 3;
    metrics_register(write_extra, &partition);
    char *text = printed(metrics_write);
    assert_has(text, "\nredress_lag{partition=\"3\"} 5\n");
    free(text);
}

static void the_reference_lists_every_metric(void **state)
{
    (void)state;
    char *text = printed(metrics_print_markdown);
#define COUNTER(id, name, help) assert_has(text, "redress_" name);
#define COUNTER_BY(id, name, label, values, n, help) assert_has(text, "redress_" name);
#define GAUGE(id, name, help) assert_has(text, "redress_" name);
#define HISTOGRAM(id, name, help) assert_has(text, "redress_" name);
#define SHOWN(name, type, labels, help) assert_has(text, "| `" name "` | " type " | " labels " |");
#include "core/metrics.def"
    free(text);
}

static double value_of(const char *text, const char *name)
{
    char line[80];
    snprintf(line, sizeof(line), "\n%s ", name);
    const char *at = strstr(text, line);
    assert_non_null(at);
    return atof(at + strlen(line));
}

static void the_process_shows_itself(void **state)
{
    (void)state;
    char *before = printed(metrics_write);
    FILE *one_more = fopen("/dev/null", "r");
    char *after = printed(metrics_write);
    double started = value_of(before, "process_start_time_seconds"), now = (double)time(NULL);
    assert_has(before, "\n# TYPE process_open_fds gauge\n");
    assert_true(value_of(after, "process_open_fds") == value_of(before, "process_open_fds") + 1);
    assert_true(started <= now + 1 && started > now - 600);
    assert_true(value_of(before, "process_resident_memory_bytes") > 500000);
    assert_true(value_of(after, "process_cpu_seconds_total") >=
                value_of(before, "process_cpu_seconds_total"));
    assert_has(before, "\nredress_build_info{version=\"" REDRESS_VERSION "\"} 1\n");
    fclose(one_more);
    free(before);
    free(after);
}

static bool well;

static void write_health(FILE *out)
{
    well = health_write(out);
}

static void health_is_the_worst_of_the_parts(void **state)
{
    (void)state;
    char *text = printed(write_health);
    assert_true(well);
    assert_string_equal(text, "");
    free(text);
    health_set(HEALTH_KAFKA, true, "fine");
    health_set(HEALTH_TIMER, false, "late");
    text = printed(write_health);
    assert_false(well);
    assert_string_equal(text, "ok kafka: fine\nFAIL timer: late\n");
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_add_up),
        cmocka_unit_test(observations_fall_into_their_buckets),
        cmocka_unit_test(exposition_is_well_formed),
        cmocka_unit_test(registered_writers_are_asked),
        cmocka_unit_test(the_reference_lists_every_metric),
        cmocka_unit_test(the_process_shows_itself),
        cmocka_unit_test(health_is_the_worst_of_the_parts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
