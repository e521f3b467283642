/* Batches through the stage: who is settled here, who goes on, and what a bad reload leaves. */
#include "enrich/enrich.h"

#include "core/metrics.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { PRAISE, COMPLAINT, MESSAGE, REJECTED, EVENTS };

static struct batch *make_batch(void)
{
    struct batch *b = batch_new(EVENTS);
    for (b->count = 0; b->count < EVENTS; b->count++) {
        struct event *ev = &b->events[b->count];
        *ev = (struct event){.source.arrived = {INT64_C(1800000000000)}};
        event_fields_init(&ev->fields);
        ev->fields.created_at = ev->source.arrived.ms;
        ev->fields.body = STR_LIT("质量很好，物流也快，非常满意");
    }
    b->events[COMPLAINT].fields.body = STR_LIT("等了半个月还没到，客服态度恶劣，要求退款");
    b->events[COMPLAINT].fields.rating = 1;
    b->events[MESSAGE].fields.kind = KIND_CUSTOMER_MESSAGE;
    b->events[REJECTED].fields.body = b->events[COMPLAINT].fields.body;
    event_reject(&b->events[REJECTED], REASON_INVALID_VALUE, "rating");
    return b;
}

static void check_batch(const struct batch *b)
{
    const struct event *ev = b->events;
    assert_int_equal(ev[PRAISE].verdict.outcome, OUTCOME_NO_COMPLAINT);
    assert_int_equal(ev[PRAISE].finding.cause_count, 0);
    assert_int_equal(ev[COMPLAINT].verdict.outcome, OUTCOME_NONE);
    assert_true(ev[COMPLAINT].finding.cause_count > 0);
    assert_int_equal(ev[COMPLAINT].finding.points[TERM_RATING], 160);
    assert_true(ev[COMPLAINT].finding.priority > 200);
    assert_int_equal(ev[MESSAGE].verdict.outcome, OUTCOME_NONE);
    assert_int_equal(ev[MESSAGE].finding.cause_count, 0);
    assert_int_equal(ev[REJECTED].verdict.outcome, OUTCOME_DEAD_LETTER);
    assert_int_equal(ev[REJECTED].finding.priority, 0);
}

static void test_batch(void **state)
{
    (void)state;
    struct err e;
    struct config *cfg = config_new();
    struct enrich *en = enrich_new(cfg, &e);
    assert_non_null(en);
    struct enrich_worker *w = enrich_worker_new(en);
    struct batch *b = make_batch();
    enrich_batch(w, b);
    check_batch(b);
    batch_free(b);
    enrich_worker_free(w);
    enrich_free(en);
    config_free(cfg);
}

static void write_file(const char *path, const char *text)
{
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
}

static void test_reload(void **state)
{
    (void)state;
    struct err e;
    char dir[] = "/tmp/redress-test-XXXXXX", policy[64], set[128];
    struct config *cfg = config_new();
    struct enrich *en = enrich_new(cfg, &e);
    struct enrich_worker *w = enrich_worker_new(en);
    struct batch *b = make_batch();
    assert_non_null(mkdtemp(dir));
    snprintf(policy, sizeof(policy), "%s/policy.ini", dir);
    snprintf(set, sizeof(set), "enrich.policy=%s", policy);
    assert_int_equal(config_assign(cfg, set, &e), 0);

    write_file(policy, "[weights]\nrating = 160\nseverity = 1\n");
    assert_int_equal(enrich_reload(en, cfg, &e), -1);
    assert_non_null(strstr(e.msg, policy));
    enrich_batch(w, b);
    check_batch(b); /* the old one is still in force */
    batch_free(b);

    write_file(policy, "[weights]\nrating = 350\nseverity = 0\n");
    int64_t generation = (int64_t)metrics_get(METRIC_MODEL_GENERATION);
    assert_int_equal(enrich_reload(en, cfg, &e), 0);
    assert_int_equal((int64_t)metrics_get(METRIC_MODEL_GENERATION), generation + 1);
    b = make_batch();
    enrich_batch(w, b);
    assert_int_equal(b->events[COMPLAINT].finding.points[TERM_RATING], 350);
    assert_int_equal(b->events[COMPLAINT].finding.points[TERM_SEVERITY], 0);
    batch_free(b);
    unlink(policy);
    rmdir(dir);
    enrich_worker_free(w);
    enrich_free(en);
    config_free(cfg);
}

static void test_bad_start(void **state)
{
    (void)state;
    struct err e;
    struct config *cfg = config_new();
    assert_int_equal(config_assign(cfg, "enrich.model=/nonexistent.model", &e), 0);
    assert_null(enrich_new(cfg, &e));
    assert_non_null(strstr(e.msg, "/nonexistent.model"));
    config_free(cfg);
}

static void test_thread(void **state)
{
    (void)state;
    struct err e;
    struct config *cfg = config_new();
    struct enrich *en = enrich_new(cfg, &e);
    struct ring *in = ring_new(4), *out = ring_new(4);
    struct enrich_thread *t = enrich_thread_start(en, in, out);
    for (int i = 0; i < 3; i++)
        ring_push(in, make_batch());
    ring_close(in);
    for (int i = 0; i < 3; i++) {
        struct batch *b = ring_pop(out, 10000);
        assert_non_null(b);
        check_batch(b);
        batch_free(b);
    }
    assert_null(ring_pop(out, 10000));
    assert_true(ring_drained(out));
    enrich_thread_join(t);
    ring_free(in);
    ring_free(out);
    enrich_free(en);
    config_free(cfg);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_batch),
        cmocka_unit_test(test_reload),
        cmocka_unit_test(test_bad_start),
        cmocka_unit_test(test_thread),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
