/* The priority: known values, and the properties that hold for every event. */
#include "enrich/score.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define NOW ((wall_ms_t){INT64_C(1800000000000)})

static void test_reach(void **state)
{
    (void)state;
    /* 1000 * log2(1 + n) / 20, rounded down; from Python's fractions of exact integers. */
    static const struct {
        int64_t audience;
        int32_t f;
    } rows[] = {{-5, 0},        {0, 0},          {1, 50},         {2, 79},
                {3, 100},       {10, 172},       {1023, 500},     {12300, 679},
                {1048574, 999}, {1048575, 1000}, {1048576, 1000}, {INT64_C(1) << 40, 1000}};
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
        assert_int_equal(score_reach(rows[i].audience), rows[i].f);
    for (int64_t n = 0; n < 200000; n += 1 + n / 50) {
        double exact = 1000 * log2(1.0 + (double)n) / 20;
        assert_true(score_reach(n) <= exact + 1e-6);
        assert_true(score_reach(n) >= exact - 1.001);
        assert_true(score_reach(n + 1) >= score_reach(n));
    }
}

/* What everybody sees first, and what is passed on and on, has a larger audience. */
static void test_first_page_and_reposts(void **state)
{
    (void)state;
    struct policy p;
    struct event_fields f;
    policy_init(&p);
    event_fields_init(&f);
    f.author_followers = 50;
    assert_int_equal(score_audience(&p, &f), 50);
    f.review_page = 2;
    assert_int_equal(score_audience(&p, &f), 50);
    f.review_page = 1;
    assert_int_equal(score_audience(&p, &f), 150);
    f.shares = 3; /* the first one: its shares, once */
    f.repost_depth = 0;
    assert_int_equal(score_audience(&p, &f), 150 + 3 * 20);
    f.repost_depth = 2; /* two that passed it on, and the shares of each level */
    assert_int_equal(score_audience(&p, &f), 150 + 5 * 20 * 3);
    f.repost_depth = 4;
    int64_t deepest = score_audience(&p, &f);
    f.repost_depth = INT64_MAX; /* a chain without end is as deep as the policy says */
    assert_int_equal(score_audience(&p, &f), deepest);
    p.reach_repost = p.reach_first_page = 0;
    assert_int_equal(score_audience(&p, &f), 50 + 3 * 20);
}

static void test_rating_listing_attention(void **state)
{
    (void)state;
    struct policy p;
    policy_init(&p);
    assert_int_equal(score_rating(&p, 1), 1000);
    assert_int_equal(score_rating(&p, 3), 500);
    assert_int_equal(score_rating(&p, 5), 0);
    assert_int_equal(score_rating(&p, EVENT_ABSENT), 500);
    /* One star among a hundred at 4.6: the average falls by 0.0356. */
    assert_int_equal(score_listing(&p, 1, 4.6, 100), 356);
    assert_int_equal(score_listing(&p, 1, 4.6, 0), 1000);
    assert_int_equal(score_listing(&p, 5, 4.6, 10), 0);
    assert_int_equal(score_listing(&p, 1, -1, 10), 0);
    assert_int_equal(score_listing(&p, 1, NAN, 10), 0);
    assert_int_equal(score_listing(&p, 1, INFINITY, 10), 0);
    assert_int_equal(score_listing(&p, 1, 4.6, EVENT_ABSENT), 0);
    assert_int_equal(score_listing(&p, EVENT_ABSENT, 4.6, 10), 0);
    const int64_t hour = 3600000;
    assert_int_equal(score_attention(&p, NOW.ms, NOW), 1000);
    assert_int_equal(score_attention(&p, NOW.ms + hour, NOW), 1000);
    assert_int_equal(score_attention(&p, NOW.ms - 36 * hour, NOW), 500);
    assert_int_equal(score_attention(&p, NOW.ms - 72 * hour, NOW), 0);
    assert_int_equal(score_attention(&p, INT64_MIN, NOW), 0);
}

static void test_floors(void **state)
{
    (void)state;
    struct policy p;
    struct event_fields f;
    struct finding x = {.cause = {CAUSE_PRICE}, .cause_count = 1};
    policy_init(&p);
    event_fields_init(&f);
    score_finding(&p, &f, NOW, &x);
    assert_int_equal(x.floor, FLOOR_NONE);
    f.author_followers = 500000;
    score_finding(&p, &f, NOW, &x);
    assert_int_equal(x.floor, FLOOR_REACH);
    assert_int_equal(x.priority, 700);
    x.cause[x.cause_count++] = CAUSE_SAFETY;
    x.p_cause[CAUSE_SAFETY] = (uint16_t)(p.floor_safety_from - 1); /* a hint: named, no more */
    score_finding(&p, &f, NOW, &x);
    assert_int_equal(x.floor, FLOOR_REACH);
    assert_int_equal(score_severity(&p, &x), p.severity[CAUSE_DEFECT]);
    x.p_cause[CAUSE_SAFETY]++;
    assert_int_equal(score_severity(&p, &x), p.severity[CAUSE_SAFETY]);
    score_finding(&p, &f, NOW, &x);
    assert_int_equal(x.floor, FLOOR_SAFETY);
    assert_int_equal(x.floor_points, 900);
    assert_int_equal(x.priority, 900);
    assert_int_equal(x.herd_points, 160);
    assert_int_equal(x.herd_floor, 700);
    x.cause_count = 0;
    score_finding(&p, &f, NOW, &x);
    assert_int_equal(x.priority, 0);
    assert_int_equal(x.floor, FLOOR_NONE);
}

struct input {
    struct event_fields f;
    struct finding x;
};

static int64_t some(int64_t most)
{
    int64_t n = (int64_t)rand() << 20 ^ rand();
    return rand() % 8 == 0 ? INT64_MAX - rand() % 3 : n % (most + 1);
}

static void random_input(struct input *in)
{
    event_fields_init(&in->f);
    in->f.rating = 1 + rand() % 5;
    in->f.author_followers = rand() % 3 ? some(2000000) : EVENT_ABSENT;
    in->f.group_size = rand() % 3 ? some(2000) : EVENT_ABSENT;
    in->f.helpful_votes = some(5000);
    in->f.shares = some(5000);
    in->f.listing_rating = (double)(rand() % 5000) / 1000;
    in->f.listing_rating_count = some(3000);
    in->f.order_value_minor = rand() % 3 ? some(300000) : EVENT_ABSENT;
    in->f.created_at = NOW.ms - rand() % 300000000;
    in->x = (struct finding){.cause = {(uint8_t)(rand() % CAUSE_N)},
                             .cause_count = 1,
                             .arousal = (uint16_t)(rand() % 1001),
                             .demand = (uint8_t)(rand() % DEMAND_N),
                             .flags = (uint16_t)(rand() % (1 << FLAG_N))};
}

static unsigned priority(const struct policy *p, const struct input *in)
{
    struct finding x = in->x;
    unsigned sum = 0;
    score_finding(p, &in->f, NOW, &x);
    for (int t = 0; t < TERM_N; t++) {
        assert_in_range(x.points[t], 0, (unsigned)p->weight[t]);
        sum += x.points[t];
    }
    assert_int_equal(x.points[TERM_HERD], 0);
    assert_int_equal(x.priority, sum > x.floor_points ? sum : x.floor_points);
    assert_in_range(x.priority, 0, 1000);
    return x.priority;
}

/* Each change makes the complaint more urgent, or the same. */
static void worse_rating(struct input *in)
{
    in->f.rating -= in->f.rating > 1;
}

static void more_followers(struct input *in)
{
    in->f.author_followers += in->f.author_followers < INT64_MAX - 1000 ? 1000 : 0;
}

static void more_votes(struct input *in)
{
    in->f.helpful_votes += in->f.helpful_votes < INT64_MAX;
}

static void more_shares(struct input *in)
{
    in->f.shares += in->f.shares < INT64_MAX;
}

static void larger_group(struct input *in)
{
    in->f.group_size += in->f.group_size < INT64_MAX;
}

static void smaller_listing(struct input *in)
{
    in->f.listing_rating_count /= 2;
}

static void better_listing(struct input *in)
{
    in->f.listing_rating = fmin(5, in->f.listing_rating + 0.05);
}

static void angrier(struct input *in)
{
    in->x.arousal = (uint16_t)(in->x.arousal + (in->x.arousal < 1000));
}

static void younger(struct input *in)
{
    in->f.created_at += 60000;
}

static void one_flag_more(struct input *in)
{
    in->x.flags |= (uint16_t)(1u << rand() % FLAG_N);
}

static void a_demand(struct input *in)
{
    in->x.demand = DEMAND_REFUND;
}

static void first_page(struct input *in)
{
    in->f.review_page = 1;
}

static void deeper(struct input *in)
{
    in->f.repost_depth += in->f.repost_depth < INT64_MAX;
}

static void larger_order(struct input *in)
{
    in->f.order_value_minor += in->f.order_value_minor < INT64_MAX;
}

static void one_cause_more(struct input *in)
{
    in->x.cause[in->x.cause_count++] = (uint8_t)(rand() % CAUSE_N);
}

/* Any policy that can be loaded: weights that sum to 1000, the rest within its bounds. */
static void random_policy(struct policy *p)
{
    policy_init(p);
    memset(p->weight, 0, sizeof(p->weight));
    for (int i = 0; i < 20; i++)
        p->weight[rand() % TERM_N] += 50;
    for (int c = 0; c < CAUSE_N; c++)
        p->severity[c] = rand() % 1001;
    for (int i = 1; i < FLOOR_N; i++)
        p->floor[i] = rand() % 3 ? 0 : rand() % 1001;
    for (int i = 0; i < FLAG_N; i++)
        p->intent_flag[i] = rand() % 1001;
    p->intent_demand = rand() % 1001;
    p->reach_helpful = rand() % 1001;
    p->reach_share = rand() % 1001;
    p->reach_repost = rand() % 21;
    p->reach_first_page = rand() % 1000001;
    p->reach_very_large = 1 + rand() % 2000000;
    p->listing_full_move = 1 + rand() % 4000;
    p->attention_window_h = 1 + rand() % 8760;
    p->value_full = 1 + rand() % 1000000;
}

static void test_monotone(void **state)
{
    (void)state;
    void (*const changes[])(struct input *) = {
        worse_rating,    more_followers, more_votes,     more_shares, larger_group,
        smaller_listing, better_listing, angrier,        younger,     one_flag_more,
        a_demand,        larger_order,   one_cause_more, first_page,  deeper,
    };
    struct policy p;
    policy_init(&p);
    srand(11);
    for (int round = 0; round < 20000; round++) {
        struct input in;
        if (round >= 10000)
            random_policy(&p);
        random_input(&in);
        unsigned before = priority(&p, &in);
        size_t change = (size_t)rand() % (sizeof(changes) / sizeof(changes[0]));
        changes[change](&in);
        if (priority(&p, &in) < before)
            fail_msg("change %zu lowers the priority (round %d)", change, round);
    }
}

/* Who writes, what he buys otherwise, and under what name must not matter. */
static void test_blind_to_identity(void **state)
{
    (void)state;
    struct policy p;
    struct input in;
    policy_init(&p);
    srand(12);
    for (int round = 0; round < 1000; round++) {
        random_input(&in);
        unsigned before = priority(&p, &in);
        in.f.author_id = STR_LIT("someone-else");
        in.f.review_id = STR_LIT("r");
        in.f.seller_id = STR_LIT("s");
        in.f.campaign_id = STR_LIT("loyal-customers");
        in.f.locale = STR_LIT("en");
        in.f.purchased_at = rand();
        assert_int_equal(priority(&p, &in), before);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reach),
        cmocka_unit_test(test_first_page_and_reposts),
        cmocka_unit_test(test_rating_listing_attention),
        cmocka_unit_test(test_floors),
        cmocka_unit_test(test_monotone),
        cmocka_unit_test(test_blind_to_identity),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
