#include "enrich/explain.h"

#include <stdlib.h>

json_t *explain_event(const struct config *cfg, const struct event_fields *f, struct err *e)
{
    struct policy p;
    struct classifier c;
    struct finding x = {0};
    policy_init(&p);
    if (policy_load(&p, cfg->enrich_policy, e) != 0)
        return NULL;
    struct model *m = model_load(cfg->enrich_model, e);
    if (!m)
        return NULL;
    struct model_scratch *scratch = check_malloc(sizeof(*scratch));
    classify_init(&c, m, &p);
    classify_fields(&c, f, scratch, &x);
    json_t *j = explain_json(&c, f, &x);
    free(scratch);
    model_free(m);
    return j;
}
