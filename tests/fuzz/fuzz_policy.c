/* fuzz_policy.c - any bytes as a policy file: refused in one clean line, or a policy under which
 * every priority stays within 0..1000 and its addends within their weights. */
#include "enrich/policy.h"
#include "enrich/score.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_message(const struct err *e)
{
    CHECK(strncmp(e->msg, "f:", 2) == 0);
    CHECK(!strchr(e->msg, '\n'));
}

static void check_scores(const struct policy *p)
{
    static const int64_t numbers[] = {EVENT_ABSENT, 0, 1, 1000000, INT64_MAX};
    for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
        struct event_fields f;
        struct finding x = {.cause = {CAUSE_SAFETY, CAUSE_PRICE}, .cause_count = 2};
        event_fields_init(&f);
        f.rating = i ? 1 : EVENT_ABSENT;
        f.author_followers = f.group_size = f.order_value_minor = numbers[i];
        f.helpful_votes = f.shares = numbers[i] < 0 ? 0 : numbers[i];
        f.listing_rating = (double)i;
        f.listing_rating_count = numbers[i];
        x.flags = (1u << FLAG_N) - 1;
        x.arousal = 1000;
        score_finding(p, &f, (wall_ms_t){1800000000000}, &x);
        unsigned sum = 0;
        for (int t = 0; t < TERM_N; t++) {
            CHECK(x.points[t] <= p->weight[t]);
            sum += x.points[t];
        }
        CHECK(sum <= 1000 && x.priority <= 1000 && x.priority >= sum);
        CHECK(x.floor < FLOOR_N && x.priority >= x.floor_points);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct policy p;
    struct err e;
    policy_init(&p);
    if (policy_parse(&p, "f", (const char *)data, size, &e) != 0)
        check_message(&e);
    else
        check_scores(&p);
    return 0;
}
