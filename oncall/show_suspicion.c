/* What speaks for an appeal, beside the case. */
#include "oncall/show.h"

#include "oncall/suspicion.h"
#include "oncall/term.h"

#include <stdlib.h>

#define SHOWN 40 /* points from which it is worth a look */

static void judge(const struct show *v, struct suspicion *s)
{
    enum suspicion_order order = !v->has_text               ? SUSPICION_NOT_KNOWN
                                 : v->text.order_id.len > 0 ? SUSPICION_NAMED
                                                            : SUSPICION_NONE;
    suspicion_of(&v->c, order, s);
}

json_t *show_suspicion(const struct show *v)
{
    struct suspicion s;
    json_t *reasons = json_array();
    judge(v, &s);
    for (unsigned i = 0; i < s.count; i++)
        json_array_append_new(reasons, json_pack("{s:i,s:s}", "points", s.reason[i].points,
                                                 "because", s.reason[i].words));
    return json_pack("{s:i,s:o}", "points", s.points, "reasons", reasons);
}

void show_suspicion_print(const struct show *v)
{
    struct suspicion s;
    judge(v, &s);
    if (s.points < SHOWN)
        return;
    show_heading("APPEAL?");
    printf("%d of 100 speak for it:\n", s.points);
    for (unsigned i = 0; i < s.count; i++)
        printf("%*s%+4d  %s\n", SHOW_INDENT, "", s.reason[i].points, s.reason[i].words);
    printf("%*sonly with evidence, beside the talk: the customer is answered all the same\n",
           SHOW_INDENT, "");
}
