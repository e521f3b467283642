#include "oncall/trend.h"

#include <math.h>

/* Counts vary by the root of what is expected. Where next to nothing is, one is: so that the second
 * complaint ever of a product is no alarm. */
void trend_judge(const struct trend_group *g, int64_t span_ms, int64_t past_ms,
                 struct trend_verdict *out)
{
    *out = (struct trend_verdict){.level = TREND_STEADY};
    out->came_back = g->now > 0 && g->resolved > 0;
    if (past_ms < span_ms) /* nothing to hold it against */
        return;
    out->expected = (double)g->before * (double)span_ms / (double)past_ms;
    out->sigmas = ((double)g->now - out->expected) / sqrt(out->expected > 1 ? out->expected : 1);
    if (g->now < TREND_LEAST)
        return;
    out->level = out->sigmas >= 4 ? TREND_WARN : out->sigmas >= 2 ? TREND_WATCH : TREND_STEADY;
}
