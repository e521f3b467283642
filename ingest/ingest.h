/* ingest.h - Kafka in, batches of decoded events out, finished batches home again.
 *
 * One ingest worker = one thread with one consumer handle and a fixed set of batches. It
 *   takes a free batch, fills it from Kafka, decodes every event (a bad one is rejected in place),
 *   hands it to the next stage, and, when it comes home, counts the verdicts, writes the dead
 *   letters, frees the messages and advances the contiguous offset of each partition.
 * No free batch means no reading: that is the backpressure, and all memory there is. */
#ifndef REDRESS_INGEST_INGEST_H
#define REDRESS_INGEST_INGEST_H

#include "core/check.h"
#include "core/config.h"
#include "core/event.h"
#include "core/probe.h"
#include "core/ring.h"

struct schemas;
struct ingest;

/* Schemas of all writers, compiled to decode plans; one for the process, shared by all workers.
 * NULL with e set: a directory or a setting is bad. */
struct schemas *schemas_new(const struct config *cfg, struct err *e);
void schemas_free(struct schemas *s);

#define INGEST_STAGES 2

/* Where a worker's batches go. All rings must have room for every batch of the lane. */
struct ingest_lane {
    int number;        /* 0.., part of the static member id and of the log lines */
    struct ring **out; /* to the next stage; batches go round robin in strict order, so
                        * that the stage after next can restore the order */
    unsigned out_count;
    struct ring *home; /* finished batches come back here */
    /* Run on this thread over the events from `from` on, before `out`, one after the other. What
     * one decides is finished before the next, which must not read its strings. NULL = none. */
    void (*stage[INGEST_STAGES])(void *ctx, struct batch *b, uint32_t from);
    void *stage_ctx;
};

struct ingest_options {
    bool exit_at_end; /* note when every assigned partition was read to its end */
};

/* Would ingest_start accept these settings? Connects to nothing. -1: e names key and value. */
MUST_CHECK int ingest_check(const struct config *cfg, struct err *e);
/* Looks at what the settings name, with their rights: brokers, topics, the group, the registry.
 * Takes some seconds where nobody answers. */
void ingest_probe(const struct config *cfg, struct probe *p);
/* Starts the thread. NULL with e set (bad property, no broker list). cfg, schemas, lane and its
 * rings must outlive it. */
struct ingest *ingest_start(const struct config *cfg, struct schemas *schemas,
                            const struct ingest_lane *lane, const struct ingest_options *options,
                            struct err *e);
/* Any thread. All partitions read to their end, everything finished and committed. */
bool ingest_at_end(const struct ingest *in);
/* Any thread; returns at once. The worker stops reading, drains what is in flight (at most
 * ingest.drain_timeout_ms), commits and leaves the group. */
void ingest_ask_stop(struct ingest *in);
/* Waits for that. Returns the number of events that were not finished; their batches may still be
 * with the stages behind. */
uint64_t ingest_stop(struct ingest *in);
/* After ingest_stop, and once the stages behind are stopped and have sent their batches home:
 * frees everything. NULL is allowed. */
void ingest_free(struct ingest *in);

/* One event by its place, for people who want to read the text. Fills ev; its strings belong to
 * the returned message, freed by ingest_fetch_free. NULL with e set (gone by retention, Kafka
 * away, not decodable). */
void *ingest_fetch(const struct config *cfg, struct schemas *schemas, const char *topic,
                   int32_t partition, int64_t offset, int timeout_ms, struct event *ev,
                   struct err *e);
void ingest_fetch_free(void *fetched);

#endif
