/* report_letters.c - what the log says of dead letters: never a line for each. */
#include "ingest/consumer.h"

#include "core/log.h"
#include "core/metrics.h"
#include "core/vocab.h"

#define MS UINT64_C(1000000) /* in ns */
#define LOOK_EVERY_MS 2000
#define LOOK_LIMIT_MS 500
#define TELL_EVERY_MS 60000

/* The first bad record would find a missing topic hours after the start, and stop its partition:
 * look at once, and go on looking until it is there. */
static void look_for_topic(struct ingest *in, mono_ns_t now)
{
    if (in->letters_there || !in->joined || in->no_broker || now.ns < in->next_look.ns)
        return;
    rd_kafka_resp_err_t err = deadletter_ask(in->letters, LOOK_LIMIT_MS);
    bool missing = err == RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART ||
                   err == RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED;
    if (missing && !in->letters_missing)
        log_error("ingest", "no dead-letter topic: the first bad record will stop its partition",
                  "topic=%s error=\"%s\"", in->cfg->ingest_dead_letter_topic,
                  rd_kafka_err2str(err));
    if (!err && in->letters_missing)
        log_info("ingest", "the dead-letter topic is there", "topic=%s",
                 in->cfg->ingest_dead_letter_topic);
    in->letters_there = !err;
    in->letters_missing = missing || (in->letters_missing && err);
    in->next_look.ns = clock_mono().ns + LOOK_EVERY_MS * MS;
}

/* Counts of the whole process, told by its first worker: how many came since the last line, and
 * which reason most of them have. */
static void tell(struct ingest *in, mono_ns_t now)
{
    uint64_t came = 0, most = 0;
    unsigned reason = 0;
    if (in->lane.number != 0 || now.ns < in->next_tell.ns ||
        metrics_get(METRIC_DEAD_LETTERS) == in->letters_told)
        return;
    for (unsigned r = 0; r < REASON_N; r++) {
        uint64_t all = metrics_get_by(METRIC_DEAD_LETTERS, r), n = all - in->told[r];
        in->told[r] = all;
        came += n;
        reason = n > most ? r : reason;
        most = n > most ? n : most;
    }
    in->letters_told += came;
    in->next_tell.ns = now.ns + TELL_EVERY_MS * MS;
    log_warn("ingest", "dead letters: redress deadletter show",
             "count=%llu reason=%s with_it=%llu topic=%s", (unsigned long long)came,
             vocab_reason[reason], (unsigned long long)most, in->cfg->ingest_dead_letter_topic);
}

void report_letters(struct ingest *in, mono_ns_t now)
{
    look_for_topic(in, now);
    tell(in, now);
}
