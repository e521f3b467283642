/* The words of a review, which Redis does not have. */
#include "oncall/show.h"

#include <stdio.h>

static int (*fetch_text)(const struct config *cfg, const char *topic, int32_t partition,
                         int64_t offset, struct oncall_text *out, struct err *e);
static void (*give_text_back)(struct oncall_text *text);

void oncall_set_fetch(int (*fetch)(const struct config *cfg, const char *topic, int32_t partition,
                                   int64_t offset, struct oncall_text *out, struct err *e),
                      void (*give_back)(struct oncall_text *text))
{
    fetch_text = fetch;
    give_text_back = give_back;
}

void show_fetch(const struct config *cfg, struct show *v)
{
    char topic[257];
    if (!fetch_text) {
        err_set(&v->no_text, "this program was built without Kafka");
        return;
    }
    if (!v->c.topic.len || v->c.topic.len > 256 || v->c.offset < 0) {
        err_set(&v->no_text, "the case does not say where its review is");
        return;
    }
    snprintf(topic, sizeof(topic), "%.*s", STR_FMT(v->c.topic));
    v->has_text = fetch_text(cfg, topic, v->c.partition, v->c.offset, &v->text, &v->no_text) == 0;
}

void show_advise(const struct config *cfg, struct show *v)
{
    const struct advice_facts facts = {v->text.purchased_at, v->text.received_at,
                                       v->text.list_price_minor};
    v->book = playbook_load(cfg->enrich_policy, &v->no_book);
    if (!v->book)
        return;
    advice_make(&v->advice, v->book, &v->c, v->has_text ? &facts : NULL, v->now);
    advice_read(&v->advice, v->language ? v->language : cfg->board_language);
}

void show_give_back(struct show *v)
{
    playbook_free(v->book);
    v->book = NULL;
    if (v->has_text)
        give_text_back(&v->text);
    v->has_text = false;
    json_decref(v->like);
    json_decref(v->explained);
    v->explained = NULL;
}
