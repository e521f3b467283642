/* Causes in texts that are hard on purpose: negation, disguise, sarcasm, traditional characters,
 * two languages at once, words that sound like a complaint and are none. The 340 lines of
 * tests/golden/judgement.jsonl were written for this test and labelled by its author after the
 * annotation guide; none is a review, and nothing may know one of them.
 *
 * TARGET is what the set is for. FLOOR is what the built-in model reaches, less a little: raise it
 * with every better model, never lower it. The figures are printed so that one can. */
#include "enrich/classify.h"
#include "enrich/dataset.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#define GOLDEN REDRESS_SOURCE_DIR "/tests/golden/judgement.jsonl"
#define TARGET 0.85
#define FLOOR 0.60

enum { LINES_MIN = 300, KINDS_MAX = 16 };

struct tally {
    struct str kind;
    unsigned lines, exact, right, wrong, missed;
};

static double f1(const struct tally *t)
{
    unsigned all = 2 * t->right + t->wrong + t->missed;
    return all ? 2.0 * t->right / all : 1;
}

static void count(struct tally *t, uint32_t truth, uint32_t said)
{
    t->lines++;
    t->exact += truth == said;
    t->right += (unsigned)__builtin_popcount(truth & said);
    t->wrong += (unsigned)__builtin_popcount(said & ~truth);
    t->missed += (unsigned)__builtin_popcount(truth & ~said);
}

static struct tally *kind_of(struct tally kinds[KINDS_MAX], struct str kind)
{
    for (int i = 0; i < KINDS_MAX; i++) {
        if (!kinds[i].lines)
            kinds[i].kind = kind;
        if (str_eq(kinds[i].kind, kind))
            return &kinds[i];
    }
    fail_msg("more than %d kinds", KINDS_MAX);
    return NULL;
}

static void print(const struct tally *t, struct str name)
{
    print_message("  %-12.*s %5u lines  %5u exact  precision %.3f  recall %.3f  F1 %.3f\n",
                  STR_FMT(name), t->lines, t->exact,
                  t->right + t->wrong ? (double)t->right / (t->right + t->wrong) : 1,
                  t->right + t->missed ? (double)t->right / (t->right + t->missed) : 1, f1(t));
}

static uint32_t causes_of(const struct classifier *c, const struct sample *s,
                          struct model_scratch *scratch)
{
    struct event_fields f;
    struct finding x = {0};
    uint32_t said = 0;
    event_fields_init(&f);
    f.title = s->title;
    f.body = s->body;
    classify_fields(c, &f, scratch, &x);
    for (unsigned i = 0; i < x.cause_count; i++)
        said |= 1u << x.cause[i];
    return said;
}

static void measure(const struct dataset *d, struct tally kinds[KINDS_MAX], struct tally *all)
{
    struct err e;
    struct policy p;
    struct classifier c;
    struct model *m = model_load("", &e);
    struct model_scratch *scratch = check_malloc(sizeof(*scratch));
    assert_non_null(m);
    policy_init(&p);
    classify_init(&c, m, &p);
    for (size_t i = 0; i < d->count; i++) {
        const struct sample *s = &d->samples[i];
        uint32_t said = causes_of(&c, s, scratch);
        count(kind_of(kinds, s->source), s->causes, said);
        count(all, s->causes, said);
    }
    free(scratch);
    model_free(m);
}

static void test_judgement(void **state)
{
    (void)state;
    struct dataset d = {0};
    struct tally kinds[KINDS_MAX] = {0}, all = {0};
    struct err e = {""};
    if (dataset_load(&d, GOLDEN, NULL, &e) != 0)
        fail_msg("%s", e.msg);
    assert_true(d.count >= LINES_MIN);
    measure(&d, kinds, &all);
    for (int i = 0; i < KINDS_MAX && kinds[i].lines; i++)
        print(&kinds[i], kinds[i].kind);
    print(&all, STR_LIT("all"));
    print_message("  wanted %.2f, at least %.2f\n", TARGET, FLOOR);
    assert_true(kinds[0].kind.len > 0);
    if (f1(&all) < FLOOR)
        fail_msg("micro F1 %.3f is under %.2f", f1(&all), FLOOR);
    dataset_fini(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_judgement)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
