/* Whose turn it is to be tidied: every bucket of every shard has one a week. */
#include "core/check.h"
#include "sink/known.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#define NOW INT64_C(1763800000123)

static struct cases with_shards(unsigned shards)
{
    return (struct cases){.shards = shards, .known_complaints = 3, .known_days = 90};
}

/* Shard and bucket of the key in the command; takes it back. */
static unsigned place_of(struct command *c, unsigned shards, unsigned shard)
{
    unsigned s, b;
    char text[256] = "";
    CHECK(c->len - c->start < sizeof(text));
    memcpy(text, c->buf + c->start, c->len - c->start);
    assert_int_equal(sscanf(strstr(text, "rd:{"), "rd:{%u}:kn:%u\r\n", &s, &b), 2);
    assert_int_equal(s, shard);
    assert_in_range(b, 0, KNOWN_BUCKETS - 1);
    c->len = c->start;
    return b * shards + s;
}

static void test_every_bucket_has_a_turn_a_week(void **state)
{
    (void)state;
    const unsigned shards[] = {1, 3, 16};
    for (unsigned i = 0; i < 3; i++) {
        struct cases cs = with_shards(shards[i]);
        struct command cmd = {0};
        unsigned n = shards[i] * KNOWN_BUCKETS;
        uint8_t *had = check_calloc(n, 1);
        int64_t first = known_turn(&cs, NOW), last = known_turn(&cs, NOW + KNOWN_WEEK_MS);
        assert_int_equal(last - first, n);
        for (int64_t turn = first; turn < last; turn++) {
            unsigned shard = known_tidy(&cs, &cmd, turn, NOW);
            had[place_of(&cmd, shards[i], shard)]++;
        }
        for (unsigned k = 0; k < n; k++)
            assert_int_equal(had[k], 1);
        free(had);
        command_fini(&cmd);
    }
}

static void test_turns_are_equally_long(void **state)
{
    (void)state;
    struct cases cs = with_shards(1024);
    int64_t before = known_turn(&cs, NOW);
    for (int64_t ms = 1; ms < 100000; ms++) {
        int64_t turn = known_turn(&cs, NOW + ms);
        assert_in_range(turn - before, 0, 1);
        before = turn;
    }
    assert_in_range(before - known_turn(&cs, NOW), 173, 174); /* of 576.8 ms each */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_bucket_has_a_turn_a_week),
        cmocka_unit_test(test_turns_are_equally_long),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
