/* event.h - the one struct that travels.
 *
 *   ingest fills .source and .fields  ->  enrich fills .finding  ->  sink fills .verdict
 *                 ^                                                        |
 *                 +----------------- the batch comes home -----------------+
 *
 * Events move in batches. A batch belongs to exactly one thread at a time: it is handed on by
 * pushing it into a ring and comes home to the ingest thread that made it, which counts the
 * verdicts, writes the dead letters, frees the Kafka messages and advances the offsets. Strings
 * are borrowed from those messages and therefore live until the batch is home. */
#ifndef REDRESS_CORE_EVENT_H
#define REDRESS_CORE_EVENT_H

#include "core/clock.h"
#include "core/str.h"
#include "core/vocab.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define EVENT_ABSENT INT64_C(-1) /* an optional number that the writer left out */
#define EVENT_ID_MAX 256         /* bytes of any identifier; longer is an invalid value */

/* Where the event came from; filled by ingest. */
struct event_source {
    const char *topic; /* lives as long as the consumer */
    int64_t offset;
    int32_t partition;
    int32_t schema_id; /* -1: the framing was not readable */
    wall_ms_t arrived;
};

/* What the writer said; filled by the decode plan (or by core/review_json.c from JSON).
 * Absent strings have ptr NULL; absent numbers are EVENT_ABSENT. */
struct event_fields {
    struct str review_id, marketplace, reply_to;
    struct str seller_id, product_id, order_id, group_id;
    struct str author_id; /* a pseudonym */
    struct str title, body, locale, currency, campaign_id;
    int64_t group_size, author_followers;
    int64_t media_count, helpful_votes, shares, comments;
    int64_t order_value_minor, list_price_minor; /* in 1/100 of `currency` */
    int64_t purchased_at, received_at;           /* wall ms */
    int64_t created_at;                          /* wall ms, of the first version */
    int64_t version;                             /* edits raise it; the first is 1 */
    int64_t listing_rating_count;
    int64_t review_page;   /* of the listing's reviews on which it stands; 1 is seen by everybody */
    int64_t repost_depth;  /* reposts between it and what was written first; 0: it is the first */
    double listing_rating; /* 1..5; < 0: absent */
    int32_t rating;        /* 1..5; EVENT_ABSENT: absent */
    uint8_t kind;          /* enum kind */
    uint8_t channel;       /* enum channel */
};

/* What enrichment concludes; filled by enrich. p_* are probabilities in 1/1000. */
struct finding {
    uint16_t p_cause[CAUSE_N];
    uint16_t p_complaint;
    uint16_t priority;       /* 0..1000 = max(floor value, sum of points) */
    uint16_t points[TERM_N]; /* the addends; points[TERM_HERD] is 0 here, Redis adds it */
    uint16_t floor_points;   /* value of the floor that applies, 0 if none */
    uint16_t herd_points;    /* what Redis adds for a herd of three: the policy's weight of it */
    uint16_t herd_floor;     /* and the floor that a herd of three lifts to */
    uint16_t arousal;        /* 0..1000 */
    uint8_t floor;           /* enum floor_kind */
    uint8_t cause_count;     /* 0: not a complaint */
    uint8_t cause[CAUSE_N];  /* enum cause, the most important first */
    uint8_t demand;          /* enum demand */
    uint16_t flags;          /* 1u << enum flag */
    bool praise;             /* said by the gate: the model is not asked */
};

enum outcome {
    OUTCOME_NONE,         /* still on its way */
    OUTCOME_NO_COMPLAINT, /* not a complaint, or below the threshold: counted, not stored */
    OUTCOME_OPENED,       /* a new case */
    OUTCOME_UPDATED,      /* a newer version or a message reached its case */
    OUTCOME_DUPLICATE,    /* seen before: nothing changed */
    OUTCOME_DEAD_LETTER,  /* `reason` says why */
    OUTCOME_N
};

/* What became of it. Ingest sets DEAD_LETTER when decoding fails; the sink sets the rest. */
struct verdict {
    uint8_t outcome; /* enum outcome */
    uint8_t reason;  /* enum reason, for OUTCOME_DEAD_LETTER */
    char detail[94]; /* for a dead letter: field and place, NUL-terminated */
};

struct event {
    struct event_source source;
    struct event_fields fields;
    struct finding finding;
    struct verdict verdict;
    void *origin; /* ingest's own: the Kafka message that owns the bytes */
};

struct batch {
    uint32_t count, cap;
    mono_ns_t received; /* when the first event of it arrived, for event-to-case latency */
    struct event *events;
    /* Places of the events that enrichment left without a verdict, in order. Most reviews are no
     * complaint: the sink, on another core, then never fetches those into its cache. */
    uint32_t *open;
    uint32_t open_count;
};

/* Sets every field to absent, kind review, channel marketplace, version 1. */
void event_fields_init(struct event_fields *f);

/* Does it tell how a platform decided? Then it says nothing of any product. */
static inline bool event_is_result(const struct event_fields *f)
{
    return f->kind == KIND_APPEAL_WON || f->kind == KIND_APPEAL_LOST;
}

/* Does it belong to a case that is named by reply_to, rather than being a complaint of its own? */
static inline bool event_is_message(const struct event_fields *f)
{
    return f->kind == KIND_CUSTOMER_MESSAGE || event_is_result(f);
}

/* Are the values possible? NULL if so; otherwise the name of the first field that is not
 * (static string): empty or over-long ids, rating outside 1..5, negative counts or times. */
const char *event_fields_invalid(const struct event_fields *f);

/* Fetches an event that another thread wrote into this one's cache, to be there when it is read.
 * Always inline: gcc takes a function that only prefetches for one without effect, and drops it. */
static inline __attribute__((always_inline)) void event_prefetch(const struct event *ev)
{
    for (size_t at = 0; at < sizeof(*ev); at += 64)
        __builtin_prefetch((const char *)ev + at);
}

/* Likewise, of an event that is there, the texts that a case needs: they lie in this order in what
 * the writer sent, and what stands between them is not read. */
static inline __attribute__((always_inline)) void event_prefetch_texts(const struct event *ev)
{
    __builtin_prefetch(ev->fields.review_id.ptr);
    __builtin_prefetch(ev->fields.product_id.ptr);
    __builtin_prefetch(ev->fields.author_id.ptr);
    __builtin_prefetch(ev->fields.locale.ptr);
    __builtin_prefetch(ev->fields.currency.ptr);
}

/* Marks the event as a dead letter; `detail` names the field and the place, may be NULL. */
void event_reject(struct event *ev, enum reason reason, const char *detail);

/* Batches are made at start, `cap` events each, and never grow. */
struct batch *batch_new(uint32_t cap);
void batch_free(struct batch *b);

/* Fills b->open; the last thing enrichment does to a batch. */
void batch_list_open(struct batch *b);

#endif
