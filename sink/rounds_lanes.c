#include "sink/calendar.h"
#include "sink/rounds_turn.h"

#include <string.h>

#define NAME2(id, name) name,
#define NAME3(id, name, early) name,
#define NAME5(id, name, round, turn, title) name,
#define NAME6(id, name, field, alert, holds, title) name,
#define FIELD6(id, name, field, alert, holds, title) field,
#define TITLE6(id, name, field, alert, holds, title) title,
#define TITLE5(id, name, round, turn, title) title,
#define ROUND5(id, name, round, turn, title) round,
#define TURN5(id, name, round, turn, title) turn,

const char *const rounds_state_name[ROUNDS_STATE_N] = {ROUNDS_STATES(NAME5)};
const char *const rounds_state_title[ROUNDS_STATE_N] = {ROUNDS_STATES(TITLE5)};
const char *const rounds_reason_name[ROUNDS_REASON_N] = {ROUNDS_REASONS(NAME3)};
const char *const rounds_event_name[ROUNDS_EVENT_N] = {ROUNDS_EVENTS(NAME2)};
const char *const rounds_lane_name[ROUNDS_LANE_N] = {"marketplace", "social", "chat", "safety"};
const char *const rounds_side_name[ROUNDS_SIDE_N] = {ROUNDS_SIDES(NAME6)};
const char *const rounds_side_field[ROUNDS_SIDE_N] = {ROUNDS_SIDES(FIELD6)};
const char *const rounds_side_title[ROUNDS_SIDE_N] = {ROUNDS_SIDES(TITLE6)};
const char *const rounds_status_name[ROUNDS_SIDE_STATUS_N] = {"none", "running", "overdue", "done",
                                                              "failed"};
const uint8_t rounds_state_round[ROUNDS_STATE_N] = {ROUNDS_STATES(ROUND5)};
const char rounds_state_turn[ROUNDS_STATE_N] = {ROUNDS_STATES(TURN5)};

static struct rounds_budget lane_of_s(int64_t warn_s, int64_t r1_s, int64_t r2_s, int64_t r3_s,
                                      int64_t total_s)
{
    return (struct rounds_budget){.warn_ms = warn_s * 1000,
                                  .round_ms = {r1_s * 1000, r2_s * 1000, r3_s * 1000},
                                  .total_ms = total_s * 1000};
}

#define LANE(name)                                                                                 \
    lane_of_s(cfg->rounds_##name##_warn_s, cfg->rounds_##name##_1_s, cfg->rounds_##name##_2_s,     \
              cfg->rounds_##name##_3_s, cfg->rounds_##name##_total_s)

/* One "kind:lane". */
static int read_kind(const char *at, size_t len, uint8_t out[KIND_N], struct err *e)
{
    const char *colon = memchr(at, ':', len);
    size_t n = colon ? (size_t)(colon - at) : len;
    int kind = vocab_find(vocab_kind, KIND_N, at, (unsigned)n);
    int lane = colon
                   ? vocab_find(rounds_lane_name, ROUNDS_LANE_N, colon + 1, (unsigned)(len - n - 1))
                   : -1;
    if (kind < 0 || kind == KIND_CUSTOMER_MESSAGE || lane < 0)
        return err_set(e,
                       "rounds.kinds: '%.*s': must be KIND:LANE, of review, comment, post, "
                       "group_message, live_chat, return_reason and marketplace, social, chat, "
                       "safety",
                       (int)(len < 60 ? len : 60), at);
    out[kind] = (uint8_t)(lane + 1);
    return 0;
}

int rounds_kinds(const char *list, uint8_t out[KIND_N], struct err *e)
{
    memset(out, 0, KIND_N);
    for (const char *at = list; *at;) {
        size_t len = strcspn(at, ", ");
        if (len > 0 && read_kind(at, len, out, e) != 0)
            return -1;
        at += len + (at[len] != '\0');
    }
    return 0;
}

void rounds_budgets_init(struct rounds_budgets *b, const struct config *cfg)
{
    memset(b, 0, sizeof(*b));
    b->lane[ROUNDS_MARKETPLACE] = LANE(marketplace);
    b->lane[ROUNDS_SOCIAL] = LANE(social);
    b->lane[ROUNDS_CHAT] = LANE(chat);
    b->lane[ROUNDS_SAFETY] = LANE(safety);
    rounds_file_apply(b, cfg);
    if (rounds_kinds(cfg->rounds_kinds, b->kind_lane, &(struct err){""}) != 0)
        memset(b->kind_lane, 0, sizeof(b->kind_lane)); /* rounds_check has said it */
    b->silence_ms = cfg->rounds_silence_s * 1000;
    b->manager_ms = cfg->rounds_manager_s * 1000;
    b->claim_ms = cfg->rounds_claim_s * 1000;
    b->turning_ms = cfg->rounds_turning_s * 1000;
    b->vacant_percent = cfg->rounds_unclaimed_percent;
    b->refund_percent = cfg->rounds_refund_percent;
    b->influencer_followers = cfg->rounds_influencer_followers;
}

enum rounds_lane rounds_lane_of(const struct rounds_budgets *b, const struct event *ev)
{
    const struct event_fields *f = &ev->fields;
    for (unsigned i = 0; i < ev->finding.cause_count; i++)
        if (ev->finding.cause[i] == CAUSE_SAFETY)
            return ROUNDS_SAFETY;
    if (f->author_followers >= b->influencer_followers)
        return ROUNDS_SOCIAL;
    if (b->kind_lane[f->kind])
        return (enum rounds_lane)(b->kind_lane[f->kind] - 1);
    if (f->channel == CHANNEL_SOCIAL)
        return ROUNDS_SOCIAL;
    if (f->channel == CHANNEL_GROUP || f->channel == CHANNEL_CHAT || f->kind == KIND_LIVE_CHAT ||
        f->kind == KIND_GROUP_MESSAGE)
        return ROUNDS_CHAT;
    return ROUNDS_MARKETPLACE;
}

uint8_t rounds_cause_of(const struct rounds_budgets *b, const struct event *ev)
{
    for (unsigned i = 0; i < ev->finding.cause_count; i++) /* the gravest first */
        if (b->has_cause[ev->finding.cause[i]])
            return (uint8_t)(ev->finding.cause[i] + 1);
    return 0;
}

const struct rounds_budget *rounds_budget_of(const struct rounds_budgets *b,
                                             const struct rounds_case *c)
{
    if (c->cause && b->has_cause[c->cause - 1])
        return &b->cause[c->cause - 1][c->lane];
    return &b->lane[c->lane];
}

int64_t rounds_after(const struct rounds_budgets *b, const struct rounds_case *c, int64_t from,
                     int64_t ms)
{
    return calendar_add(rounds_budget_of(b, c)->calendar, from, ms);
}

int64_t rounds_between(const struct rounds_budgets *b, const struct rounds_case *c, int64_t from,
                       int64_t to)
{
    return calendar_between(rounds_budget_of(b, c)->calendar, from, to);
}

int64_t rounds_dispatch_key(int64_t due_ms, unsigned priority)
{
    return due_ms - (int64_t)priority * 14400;
}
