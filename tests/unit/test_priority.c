/* From the text to the priority: what may move it, what must not, and that it is the same number
 * with every kernel. The properties of the sum alone are in test_score.c. */
#include "enrich/classify.h"
#include "enrich/dataset.h"
#include "enrich/score.h"

#include "core/finding.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#define NOW ((wall_ms_t){INT64_C(1800000000000)})
#define GOLDEN REDRESS_SOURCE_DIR "/tests/golden/judgement.jsonl"

static struct model *model;
static struct policy policy;
static struct classifier classifier;
static struct model_scratch scratch;

static int setup(void **state)
{
    (void)state;
    struct err e;
    policy_init(&policy);
    model = model_load("", &e);
    if (model)
        classify_init(&classifier, model, &policy);
    return model ? 0 : -1;
}

static int teardown(void **state)
{
    (void)state;
    model_free(model);
    return 0;
}

static struct finding judge(const struct event_fields *f)
{
    struct finding x;
    memset(&x, 0, sizeof(x)); /* compared byte by byte below */
    classify_fields(&classifier, f, &scratch, &x);
    score_finding(&policy, f, NOW, &x);
    return x;
}

static struct event_fields review(const char *text, int32_t rating)
{
    struct event_fields f;
    event_fields_init(&f);
    f.body = str_from(text);
    f.rating = rating;
    f.created_at = NOW.ms - 3600000;
    return f;
}

/* All that a finding may depend on; everything else in *noise stays. */
static void take_what_counts(struct event_fields *noise, const struct event_fields *f)
{
    noise->title = f->title;
    noise->body = f->body;
    noise->rating = f->rating;
    noise->author_followers = f->author_followers;
    noise->helpful_votes = f->helpful_votes;
    noise->shares = f->shares;
    noise->group_size = f->group_size;
    noise->review_page = f->review_page;
    noise->repost_depth = f->repost_depth;
    noise->listing_rating = f->listing_rating;
    noise->listing_rating_count = f->listing_rating_count;
    noise->order_value_minor = f->order_value_minor;
    noise->created_at = f->created_at;
    noise->kind = f->kind;
}

static const char *const complaints[] = {
    "等了半个月还没到，客服态度恶劣，要求退款",
    "用了以后脸上过敏，起了很多红疹",
    "It quit working after two weeks, I want my money back",
    "质量很好，物流也快",
};
#define COMPLAINTS (sizeof(complaints) / sizeof(complaints[0]))

/* Whoever the author, the seller, the product, the order, the campaign: every byte of the fields
 * that is not named above is made up, and nothing of the finding moves. So a feature that starts to
 * look at a person fails here before it ships, whatever its name. */
static void test_no_identity_reaches_it(void **state)
{
    (void)state;
    srand(21);
    for (int round = 0; round < 2000; round++) {
        struct event_fields f = review(complaints[round % COMPLAINTS], 1 + rand() % 5), g;
        f.author_followers = rand() % 100000;
        f.helpful_votes = rand() % 500;
        f.order_value_minor = rand() % 90000;
        f.listing_rating = (double)(rand() % 500) / 100;
        f.listing_rating_count = rand() % 1000;
        for (size_t i = 0; i < sizeof(g); i++)
            ((unsigned char *)&g)[i] = (unsigned char)rand();
        take_what_counts(&g, &f);
        struct finding a = judge(&f), b = judge(&g);
        assert_memory_equal(&a, &b, sizeof(a));
    }
}

/* A customer of many years, with many orders and comments, is no less urgent than a new one. */
static void test_loyalty_never_lowers(void **state)
{
    (void)state;
    static const struct str loyal[] = {STR_LIT("vip"), STR_LIT("loyal-customers"), STR_NONE};
    for (size_t i = 0; i < COMPLAINTS; i++) {
        struct event_fields f = review(complaints[i], 2);
        unsigned before = judge(&f).priority;
        for (int years = 0; years < 12; years++) {
            f.campaign_id = loyal[years % 3];
            f.purchased_at = NOW.ms - years * INT64_C(31536000000);
            f.comments = years * 100;
            f.media_count = years;
            f.version = 1 + years;
            assert_true(judge(&f).priority >= before);
        }
    }
}

/* The same integers with every kernel that runs here, over texts of every kind. */
static void test_kernels_agree(void **state)
{
    (void)state;
    struct dataset d = {0};
    struct err e = {""};
    if (dataset_load(&d, GOLDEN, NULL, &e) != 0)
        fail_msg("%s", e.msg);
    struct finding *first = check_calloc(d.count, sizeof(*first));
    unsigned kernels = 0;
    for (; model_kernel_name(kernels); kernels++) {
        assert_true(model_use(model, model_kernel_name(kernels)));
        for (size_t i = 0; i < d.count; i++) {
            struct event_fields f = review("", 1 + (int32_t)(i % 5));
            f.body = d.samples[i].body;
            f.author_followers = (int64_t)(i * 37);
            struct finding x = judge(&f);
            if (kernels == 0)
                first[i] = x;
            else
                assert_memory_equal(&x, &first[i], sizeof(x));
        }
        print_message("  %s\n", model_kernel_name(kernels));
    }
    assert_true(kernels >= 1);
    assert_true(model_use(model, model_kernel_name(0)));
    free(first);
    dataset_fini(&d);
}

/* Integers are portable or they are not; these were computed once, by hand where it is easy. */
static void test_known_priorities(void **state)
{
    (void)state;
    static const struct {
        enum cause cause;
        int32_t rating;
        int64_t followers, order_minor;
        uint16_t arousal, flags;
        unsigned priority;
        enum floor_kind floor;
    } rows[] = {
        /* severity 66, rating 80, arousal 40, attention 60 */
        {CAUSE_LATE, 3, 0, 0, 500, 0, 246, FLOOR_NONE},
        /* severity 152, rating 160, reach 108 (679 of 1000), arousal 80, attention 60, intent 30,
         * value 20 */
        {CAUSE_COUNTERFEIT, 1, 12300, 50000, 1000, 1u << FLAG_THREAT, 610, FLOOR_NONE},
        /* severity 190, attention 60; the floor lifts it */
        {CAUSE_SAFETY, 5, 0, 0, 0, 0, 900, FLOOR_SAFETY},
        /* severity 28, rating 160, reach 151 (946 of 1000), attention 60; the floor lifts it */
        {CAUSE_PRICE, 1, 500000, 0, 0, 0, 700, FLOOR_REACH},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct event_fields f = review("", rows[i].rating);
        struct finding x = {.cause = {(uint8_t)rows[i].cause},
                            .cause_count = 1,
                            .arousal = rows[i].arousal,
                            .flags = rows[i].flags};
        f.author_followers = rows[i].followers;
        f.order_value_minor = rows[i].order_minor;
        f.created_at = NOW.ms;
        x.p_cause[rows[i].cause] = 900;
        score_finding(&policy, &f, NOW, &x);
        assert_int_equal(x.priority, rows[i].priority);
        assert_int_equal(x.floor, rows[i].floor);
    }
}

/* Whatever lifts a priority over its sum has a name and a sentence. */
static void test_floors_are_named(void **state)
{
    (void)state;
    struct dataset d = {0};
    struct err e = {""};
    if (dataset_load(&d, GOLDEN, NULL, &e) != 0)
        fail_msg("%s", e.msg);
    unsigned lifted = 0;
    for (size_t i = 0; i < d.count; i++) {
        struct event_fields f = review("", 1);
        f.body = d.samples[i].body;
        f.author_followers = i % 3 ? 10 : 900000;
        struct finding x = judge(&f);
        unsigned sum = finding_sum(&x);
        assert_true(x.priority >= sum);
        if (x.priority == sum)
            continue;
        lifted++;
        assert_int_equal(x.priority, x.floor_points);
        assert_int_not_equal(x.floor, FLOOR_NONE);
        assert_true(strlen(finding_floor_because((enum floor_kind)x.floor)) > 5);
        assert_string_not_equal(finding_floor_because((enum floor_kind)x.floor),
                                finding_floor_because(FLOOR_NONE));
    }
    assert_true(lifted > 10);
    dataset_fini(&d);
}

/* A mild word and a furious one about the same thing, with the same stars: only what the text alone
 * can tell differs, and it differs clearly. */
static void test_mild_and_furious(void **state)
{
    (void)state;
    static const struct {
        const char *mild, *furious;
    } rows[] = {
        {"快递有点慢", "快递慢死了，这是第三次了！！！再不送到我就打12315投诉你们！！！"},
        {"物流稍微慢了一点，等了五天才到",
         "物流慢得要命，第三次了还没到，气死人了，我已经打12315投诉！！！"},
        {"物流稍慢，希望改进", "物流太慢了，三次催促都没人理，明天就打12315，再也不买了！！！"},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct event_fields f = review(rows[i].mild, 2), g = review(rows[i].furious, 2);
        struct finding mild = judge(&f), furious = judge(&g);
        print_message("  %u and %u: arousal %u and %u, intent %u and %u\n", mild.priority,
                      furious.priority, mild.points[TERM_AROUSAL], furious.points[TERM_AROUSAL],
                      mild.points[TERM_INTENT], furious.points[TERM_INTENT]);
        assert_true(mild.cause_count > 0 && mild.cause[0] == CAUSE_LATE);
        for (int t = 0; t < TERM_N; t++)
            if (t != TERM_AROUSAL && t != TERM_INTENT && t != TERM_SEVERITY)
                assert_int_equal(mild.points[t], furious.points[t]);
        assert_true(furious.points[TERM_AROUSAL] >= mild.points[TERM_AROUSAL] + 10);
        assert_true(furious.priority >= mild.priority + 40);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_no_identity_reaches_it), cmocka_unit_test(test_loyalty_never_lowers),
        cmocka_unit_test(test_kernels_agree),          cmocka_unit_test(test_known_priorities),
        cmocka_unit_test(test_floors_are_named),       cmocka_unit_test(test_mild_and_furious),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
