/* deadletter_view.h - the dead-letter topic, read from a place to its present end. */
#ifndef REDRESS_INGEST_DEADLETTER_VIEW_H
#define REDRESS_INGEST_DEADLETTER_VIEW_H

#include "core/str.h"
#include "ingest/kafka.h"

/* One letter; everything is borrowed from its message. Absent headers are STR_NONE or -1. */
struct deadletter_view {
    const rd_kafka_message_t *m;
    struct str reason, detail, topic, time;
    int64_t partition, offset, schema_id;
    int64_t replayed;  /* how often it was sent again before it came here; 0 */
    int64_t too_large; /* size of a value that was left behind; -1: the value is here */
};

struct deadletter_view deadletter_view(const rd_kafka_message_t *m);

struct deadletter_reader {
    rd_kafka_t *rk;
    rd_kafka_topic_partition_list_t *parts; /* .offset: where reading begins */
    int64_t *ends;                          /* high watermark of each at the opening */
    unsigned open;                          /* partitions not read to their end */
};

/* Every partition of the dead-letter topic from its first letter on. 1: there is no such topic, so
 * there are no letters. -1: e says why. Close it in any case. */
MUST_CHECK int deadletter_open(struct deadletter_reader *r, const struct config *cfg,
                               struct err *e);
/* Starts reading at r->parts[].offset, which may be moved before. */
MUST_CHECK int deadletter_start(struct deadletter_reader *r, struct err *e);
/* The next letter, to be destroyed by the caller; NULL at the end, or after timeout_ms without any
 * answer (then r->open > 0). */
rd_kafka_message_t *deadletter_next(struct deadletter_reader *r, int timeout_ms);
void deadletter_close(struct deadletter_reader *r);

/* deadletter_sum.c: letters by reason and schema. Starts as zeros. */
struct deadletter_sum {
    struct deadletter_kind *kinds;
    unsigned n;
};
void deadletter_count(struct deadletter_sum *sum, const struct deadletter_view *v);
/* A line each, the most first; nothing where there are none. */
void deadletter_sum_print(const struct deadletter_sum *sum, FILE *out);
void deadletter_sum_fini(struct deadletter_sum *sum);

/* deadletter_replay.c: sends letters back to where they came from. */
struct deadletter_replay {
    const char *reason;  /* only these; NULL = all */
    int64_t limit;       /* letters at most; 0 = all */
    int64_t max_replays; /* letters that came back this often stay */
    bool dry_run;
    uint64_t sent, filtered, too_often, no_value, failed; /* counted */
    struct deadletter_sum sum;                            /* of those sent */
};
MUST_CHECK int deadletter_replay(const struct config *cfg, struct deadletter_replay *r,
                                 struct err *e);

/* "TOPIC[PARTITION]@OFFSET" of the record a letter was made from; returns out. */
char *deadletter_origin(const struct deadletter_view *v, char *out, size_t cap);

#endif
