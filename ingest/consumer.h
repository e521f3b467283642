/* consumer.h - what the files of one ingest worker share; private to ingest/.
 *
 *   ingest.c     starts and stops a worker
 *   consumer.c   its thread: reads, decodes, hands on, waits, pauses
 *   parts.c      its partitions, and where reading goes on in each
 *   rebalance.c  partitions come and go
 *   settle.c     batches come home: verdicts are counted, offsets finished
 *   commit.c     finished offsets go to Kafka
 *   awake.c      keeps librdkafka's fetcher awake
 *   report.c     lag, age, health
 *
 * All of it runs on the worker's thread, except what is in ingest.c.
 *
 * Memory of a worker, all of it taken at start but the last two: batches x batch_events events
 * (about 0.7 kB each with their places here); one bit of a window for each offset in flight of each
 * partition; librdkafka's queue (queued.max.messages.kbytes, and some 0.4 kB for each message in
 * it); and the fetch buffers that the events in flight pin: an event in flight keeps the whole
 * buffer it arrived in, so at worst fetch.max.bytes for each of them, and in practice, where
 * neighbours arrive together, the size of the events themselves. Measured: 82 MB resident for
 * the process with the default settings, 4 partitions of 390-byte events, one in nine a complaint,
 * and a Redis that is the slowest of all. */
#ifndef REDRESS_INGEST_CONSUMER_H
#define REDRESS_INGEST_CONSUMER_H

#include "core/clock.h"
#include "ingest/deadletter.h"
#include "ingest/decode.h"
#include "ingest/gauges.h"
#include "ingest/ingest.h"
#include "ingest/kafka.h"
#include "ingest/offsets.h"

#include <pthread.h>
#include <stdatomic.h>

/* Why a partition is not read, beside the others that are. */
enum hold {
    HOLD_NONE,
    HOLD_SCHEMA, /* its next event's schema is being asked for */
    HOLD_WINDOW  /* its slowest event in flight is a whole window behind */
};

/* One partition of one topic, assigned now or once. Never freed before the worker is. */
struct part {
    const char *topic; /* belongs to its struct topic */
    int32_t partition;
    uint8_t hold; /* enum hold */
    bool assigned;
    bool astray;      /* librdkafka's position is not ours: drop what comes, seek to `expected` */
    bool eof;         /* was read to its end */
    int64_t expected; /* lowest offset to take; -1: whatever comes first */
    int64_t sent, committed;     /* watermark last sent to, last accepted by Kafka; -1: none */
    rd_kafka_message_t *waiting; /* HOLD_SCHEMA: the event that waits */
    struct offsets offsets;
    struct gauge *gauge;
    mono_ns_t oldest; /* scratch of the gauges */
};

struct topic {
    rd_kafka_topic_t *rkt; /* our own reference: messages of this topic carry the same pointer */
    char *name;
    struct part **parts; /* by partition number, NULL where we never had it */
    int32_t parts_n;
};

/* What ingest keeps beside each event (event.origin points here). */
struct held {
    rd_kafka_message_t *msg; /* owns the bytes the event borrows */
    struct part *part;
    uint32_t generation;
};

/* One batch of the pool. */
struct slot {
    struct batch *batch;
    struct held *held; /* one for each event */
    uint32_t settled;  /* events dealt with since it came home */
    uint32_t gated;    /* while it is being filled: events that went through the first stage, */
    uint32_t staged;   /* and through all of them */
    bool busy;
    uint32_t count;     /* the batch's while it is away */
    mono_ns_t received; /* likewise */
};

/* A rebalance noted by the callback, carried out between two reads. */
struct rebalance {
    rd_kafka_topic_partition_list_t *list; /* NULL: none */
    bool assign, lost;
};

/* What librdkafka's queue may hold and held (awake.c). */
struct awake {
    uint64_t max_bytes, max_count; /* from here on nothing is fetched */
    uint64_t bytes;                /* of a message, times SAMPLES */
    size_t peak;                   /* messages: the most since fewer than half were left */
};

/* What became of events, so that the shared counters are touched once for many of them. */
struct tally {
    uint64_t events, bytes, unfinished;
    uint32_t outcome[OUTCOME_N], cause[CAUSE_N];
    struct {
        uint64_t n, sum_ms;
    } lag[64]; /* source lag by its power of two */
};

struct ingest {
    const struct config *cfg;
    struct ingest_lane lane;
    struct ingest_options options;
    struct decoder *decoder;
    struct deadletter *letters;
    rd_kafka_t *rk;
    rd_kafka_queue_t *queue, *commit_queue;
    pthread_t thread;
    _Atomic bool stop, at_end;
    bool closing;
    bool joined;  /* there was an assignment */
    bool between; /* partitions were revoked, and the assignment that follows is not here yet */

    struct topic *topics;
    unsigned topics_n;
    struct topic *last_topic; /* of the message before: messages come in runs */

    struct slot *slots;
    struct held *held;    /* of all slots, end to end */
    struct slot *filling; /* NULL: none yet */
    struct slot **free;   /* a stack: the batch used last is warm */
    struct slot **stuck;  /* home, but some dead letter found no room yet */
    unsigned slots_n, free_n, stuck_n;
    rd_kafka_message_t **msgs; /* scratch of one read */
    uint64_t dealt;            /* batches handed on, for the round robin */
    uint64_t in_flight;        /* events taken and not finished */
    uint64_t unfinished;       /* events that came home without a verdict */
    struct tally tally;        /* of events that are finished and not counted yet */

    struct rebalance rebalance;
    unsigned holds; /* partitions with a hold */
    bool paused;    /* all partitions, for want of a free batch */
    bool stray;     /* some partition may be astray */
    mono_ns_t starved_since;
    struct awake awake;
    mono_ns_t assigned_at;
    mono_ns_t next_tick, next_commit, next_gauges, next_probe;
    mono_ns_t commit_barred; /* no commit before this: the group is rebalancing */
    bool commit_pending;
    bool no_broker;                      /* all brokers were down when last heard of */
    bool letters_there, letters_missing; /* what the cluster said of the dead-letter topic */
    mono_ns_t next_look;                 /* at that topic; until it is there */
    bool topics_there, topic_missing;    /* what it said of those that are read */
    mono_ns_t next_topics;               /* at them */
    mono_ns_t next_tell;                 /* of dead letters in the log, at the earliest */
    uint64_t letters_told, told[REASON_N];
    enum gauges_lane state;
};

/* consumer.c: the thread */
void *consumer_loop(void *ingest);
void consumer_deal(struct ingest *in); /* hands on the batch being filled, if there is one */

/* parts.c */
struct part *parts_get(struct ingest *in, const char *topic, int32_t partition); /* makes it */
struct part *parts_find(struct ingest *in, const char *topic, int32_t partition);
struct part *parts_of(struct ingest *in, const rd_kafka_message_t *m); /* NULL: never assigned */
void parts_assign(struct part *p);
void parts_release(struct ingest *in, struct part *p);
void parts_hold(struct ingest *in, struct part *p, enum hold why);
void parts_unhold(struct ingest *in, struct part *p);
/* The log is shorter than what was read of it: goes on at `offset`, and commits so. */
void parts_rewind(struct ingest *in, struct part *p, int64_t offset);
void parts_pause_all(struct ingest *in);
void parts_resume_all(struct ingest *in);
/* Seeks every partition that is astray to where we are, and lets it flow again. */
void parts_reposition(struct ingest *in);
uint64_t parts_in_flight(const struct ingest *in);
void parts_free(struct ingest *in);
/* for (each partition p ever assigned) */
#define PARTS_EACH(in, p)                                                                          \
    for (unsigned t_ = 0; t_ < (in)->topics_n; t_++)                                               \
        for (int32_t n_ = 0; n_ < (in)->topics[t_].parts_n; n_++)                                  \
            if (((p) = (in)->topics[t_].parts[n_]) != NULL)

/* rebalance.c */
void rebalance_callback(rd_kafka_t *rk, rd_kafka_resp_err_t err,
                        rd_kafka_topic_partition_list_t *list, void *ingest);
void rebalance_serve(struct ingest *in);

/* settle.c */
/* Finishes what is decided among the events from `from` on, and closes the gaps that this leaves;
 * counted it is by settle_count, which goes after it before anything else is done. */
void settle_decided(struct ingest *in, struct slot *s, uint32_t from);
void settle_count(struct ingest *in);
void settle_arrived(struct ingest *in);              /* whatever is home by now */
void settle_wait(struct ingest *in, int timeout_ms); /* at least one, or the timeout */
void settle_delivered(void *ingest, const struct letter *l);
void settle_abandoned(void *ingest, const struct letter *l);

/* commit.c */
#define COMMIT_BARRED_NS                                                                           \
    UINT64_C(10000000000)            /* during a rebalance, should no assignment follow            \
                                      */
void commit_send(struct ingest *in); /* one call for all partitions; async */
void commit_serve(struct ingest *in, int timeout_ms);  /* answers */
void commit_flush(struct ingest *in, mono_ns_t until); /* everything finished is committed */
bool commit_all_done(struct ingest *in);

/* awake.c */
void awake_init(struct awake *a, const rd_kafka_conf_t *conf);
void awake_serve(struct ingest *in, ssize_t n); /* after a read that gave n messages */

/* report.c */
void report_gauges(struct ingest *in, mono_ns_t now);
void report_state(struct ingest *in);
void report_probe(struct ingest *in, mono_ns_t now); /* are the brokers back? */
void report_letters(struct ingest *in,
                    mono_ns_t now); /* report_letters.c: dead letters, in the log */
void report_topics(struct ingest *in, mono_ns_t now); /* report_topics.c: are they there? */

#endif
