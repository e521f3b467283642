#include "feed/target.h"

#include "ingest/reader.h"
#include "ingest/registry.h"

#include <stdlib.h>
#include <string.h>

struct encoder *target_encoder(const struct config *cfg, const char *topic, int64_t schema_id,
                               struct err *e)
{
    size_t len;
    const char *schema = reader_schema(&len);
    int32_t id = (int32_t)schema_id;
    if ((id ? registry_writer_check(cfg, id, e) : registry_writer_id(cfg, topic, &id, e)) != 0)
        return NULL;
    return encode_new(schema, len, id, e);
}

/* A worker may read several topics; whoever feeds without saying where means the first. */
static char *first_topic(const struct config *cfg)
{
    const char *all = cfg->ingest_topics + strspn(cfg->ingest_topics, ", ");
    char *topic = check_strdup(all);
    topic[strcspn(topic, ", ")] = '\0';
    return topic;
}

int target_open(struct target *t, const struct config *cfg, const char *topic, int64_t schema_id,
                struct err *e)
{
    *t = (struct target){.topic = topic ? check_strdup(topic) : first_topic(cfg),
                         .schema_id = schema_id};
    if (!t->topic[0])
        return err_set(e, "ingest.topics is empty: name one with --topic");
    t->producer = produce_new(cfg, t->topic, e);
    return t->producer ? 0 : -1;
}

int target_reach(struct target *t, const struct config *cfg, struct err *e)
{
    t->encoder = target_encoder(cfg, t->topic, t->schema_id, e);
    return t->encoder ? produce_reach(t->producer, e) : -1;
}

void target_close(struct target *t)
{
    produce_free(t->producer);
    encode_free(t->encoder);
    free(t->buf.bytes);
    free(t->topic);
}

enum produce_result target_send(struct target *t, const struct event_fields *f, struct err *e)
{
    encode_event(t->encoder, f, &t->buf);
    return produce_send(t->producer, f->product_id, t->buf.bytes, t->buf.len, e);
}
