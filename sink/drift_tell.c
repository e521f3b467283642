/* What the drift alarm says, once for a product and window. */
#include "sink/drift_in.h"

#include "core/hash.h"
#include "core/mend.h"
#include "core/metrics.h"

#include <inttypes.h>

#define DOMAIN 0xd21a /* of the alerts' ids */

static void queue_alert(struct store *s, int64_t today, const struct drift_row *r, const char *kind,
                        int64_t told_d, char *why)
{
    char product[KEYS_HERD_CHARS + 1], number[KEYS_ID_CHARS + 1], both[64], id[64];
    char told[KEYS_CAP], alerts[KEYS_CAP], ms[24], keep[24];
    unsigned shard = keys_shard(str_from(r->product), store_cases(s)->shards);
    keys_herd_id(str_from(r->product), product);
    int len = snprintf(both, sizeof(both), "%s@%s@%" PRId64, product, kind, today);
    hash_text(hash_bytes(DOMAIN, both, (size_t)len), number, KEYS_ID_CHARS);
    snprintf(id, sizeof(id), "%s:0:%s:0", number, kind);
    keys_drift_told(told, shard, product, kind);
    keys_alerts(alerts, shard);
    snprintf(ms, sizeof(ms), "%" PRId64, told_d * DRIFT_DAY_MS);
    snprintf(keep, sizeof(keep), "%" PRId64, store_cases(s)->alerts_keep);
    store_io_words(s, shard, "FCALL", "rd_tell", "2", told, alerts, ms, keep, id,
                   vocab_cause[r->cause], r->product, mend_utf8(why), NULL);
}

uint8_t drift_tell_worse(struct store *s, const struct drift_rule *rule, int64_t today,
                         const struct drift_row *r, const struct drift_verdict *v)
{
    char why[200], others[48] = "";
    if (v->others >= 1.05)
        snprintf(others, sizeof(others), ", others %.1f times as many", v->others);
    snprintf(why, sizeof(why),
             "%.80s: %u complaints in %" PRId64 " days, by its past %.1f were to be expected%s",
             r->product, v->now, rule->window_d, v->expected, others);
    queue_alert(s, today, r, metrics_alert_kinds[ROUNDS_ALERT_DRIFT], rule->window_d, why);
    return ROUNDS_ALERT_DRIFT;
}

uint8_t drift_tell_slumped(struct store *s, int64_t today, const struct drift_row *r,
                           const struct drift_verdict *v)
{
    char why[200], week[40] = "";
    if (v->week_ago)
        snprintf(week, sizeof(week), ", a week ago %.2f", v->week_ago / 100.0);
    snprintf(why, sizeof(why),
             "%.80s: the listing fell from %.2f to %.2f stars in %" PRId64 " days%s", r->product,
             v->best / 100.0, v->latest / 100.0, v->fell_d, week);
    queue_alert(s, today, r, metrics_alert_kinds[ROUNDS_ALERT_SLUMP], DRIFT_SLUMP_DAYS, why);
    return ROUNDS_ALERT_SLUMP;
}
