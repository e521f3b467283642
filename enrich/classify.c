#include "enrich/classify.h"

#include "enrich/danger.h"
#include "enrich/demand.h"

#include <string.h>

/* From here on the probability of a safety cause makes a complaint whatever the gate says: injury
 * told in friendly words must not be lost. */
enum { SAFETY_SURE = 100 };

/* Where the n-grams' log-odds (1/256) of a complaint and three quarters of the surest cause's are
 * less than this together, the words in their order do not make a complaint of it: the rest, which
 * costs more than all before, is left out (docs/JUDGEMENT.md tells how it was chosen). */
enum { PRAISE = -4 * 256 };

/* Nor may the n-grams hear of harm with more than this: a phrase of it could make it a hint. */
enum { SAFETY_HINT = 10 };

void classify_init(struct classifier *c, const struct model *m, const struct policy *p)
{
    lexicon_init();
    danger_init();
    c->model = m;
    c->sure = (uint16_t)p->threshold_sure;
    for (int i = 0; i < COLUMN_N; i++)
        c->threshold[i] =
            (uint16_t)(p->threshold[i] ? (unsigned)p->threshold[i] : model_threshold(m, i));
}

static bool yes(const struct classifier *c, const uint16_t *answer, int column)
{
    return answer[column] >= c->threshold[column];
}

/* Keeps the causes in falling order of probability. */
static void add_cause(struct finding *x, enum cause cause)
{
    unsigned at = x->cause_count++;
    for (; at > 0 && x->p_cause[x->cause[at - 1]] < x->p_cause[cause]; at--)
        x->cause[at] = x->cause[at - 1];
    x->cause[at] = (uint8_t)cause;
}

/* A complaint has a cause: if none is sure, the one that comes nearest to its threshold. */
static enum cause nearest(const struct classifier *k, const uint16_t *answer)
{
    enum cause best = CAUSE_OTHER;
    for (int c = 0; c < CAUSE_N; c++)
        if (answer[COLUMN_CAUSE + c] * k->threshold[COLUMN_CAUSE + best] >
            answer[COLUMN_CAUSE + best] * k->threshold[COLUMN_CAUSE + c])
            best = (enum cause)c;
    return best;
}

/* Of a plain "they sent the wrong colour" the cause is surer than that it complains. */
static bool sure_cause(const struct classifier *k, const uint16_t *answer)
{
    bool sure = false;
    for (int c = 0; c < CAUSE_OTHER; c++)
        sure |= answer[COLUMN_CAUSE + c] >= k->sure;
    return sure && answer[COLUMN_COMPLAINT] >= DANGER_SUSPECT;
}

/* `other` stands alone: it is named only where no specific cause is. */
static void find_causes(const struct classifier *k, const uint16_t *answer, struct finding *x)
{
    x->cause_count = 0;
    bool safety = answer[COLUMN_CAUSE + CAUSE_SAFETY] >= SAFETY_SURE &&
                  yes(k, answer, COLUMN_CAUSE + CAUSE_SAFETY);
    if (!safety && !yes(k, answer, COLUMN_COMPLAINT) && !sure_cause(k, answer))
        return;
    for (int c = 0; c < CAUSE_OTHER; c++)
        if (yes(k, answer, COLUMN_CAUSE + c))
            add_cause(x, (enum cause)c);
    if (!x->cause_count)
        add_cause(x, nearest(k, answer));
}

void classify_decide(const struct classifier *k, const uint16_t answer[COLUMN_WIDTH],
                     struct finding *x)
{
    memcpy(x->p_cause, answer + COLUMN_CAUSE, sizeof(x->p_cause));
    x->p_complaint = answer[COLUMN_COMPLAINT];
    find_causes(k, answer, x);
    x->flags = 0;
    for (int i = 0; i < FLAG_N; i++)
        if (yes(k, answer, COLUMN_FLAG + i))
            x->flags |= (uint16_t)(1u << i);
    /* Expected urgency: each step that is likely to be reached counts a third. */
    x->arousal =
        (uint16_t)((answer[COLUMN_COMPLAINT] + answer[COLUMN_TODAY] + answer[COLUMN_NOW]) / 3);
}

/* What is said of plain praise. */
static void decide_praise(struct finding *x)
{
    memset(x->p_cause, 0, sizeof(x->p_cause));
    x->p_complaint = x->arousal = x->flags = 0;
    x->cause_count = 0;
    x->demand = DEMAND_NONE;
}

static bool is_praise(const struct classifier *k, const struct model_scratch *s)
{
    int32_t best = s->logit[COLUMN_CAUSE];
    for (int c = 1; c < CAUSE_OTHER; c++)
        best = s->logit[COLUMN_CAUSE + c] > best ? s->logit[COLUMN_CAUSE + c] : best;
    return 4 * s->logit[COLUMN_COMPLAINT] + 3 * best < 4 * PRAISE &&
           model_again(k->model, s, COLUMN_CAUSE + CAUSE_SAFETY, 0) < SAFETY_HINT;
}

/* After model_begin. */
static void end_answer(const struct classifier *k, struct str title, struct str body,
                       struct model_scratch *s, uint32_t n, uint16_t answer[COLUMN_WIDTH])
{
    const int safety = COLUMN_CAUSE + CAUSE_SAFETY;
    model_end(k->model, s, n, answer);
    if (answer[COLUMN_COMPLAINT] < DANGER_SUSPECT)
        return;
    phrases_read(&s->phrases, title, body);
    answer[safety] = model_again(k->model, s, safety, danger_logit(&s->phrases));
}

void classify_answer(const struct classifier *k, struct str title, struct str body,
                     struct model_scratch *s, uint32_t n, uint16_t answer[COLUMN_WIDTH])
{
    model_find(k->model, s);
    model_begin(k->model, s);
    end_answer(k, title, body, s, n, answer);
}

bool classify_may_ask(const struct classifier *k, const uint16_t answer[COLUMN_WIDTH])
{
    enum { SURE = 1000 };
    int least = k->threshold[COLUMN_DEMAND], room = least < SURE - least ? least : SURE - least;
    return answer[COLUMN_DEMAND] >= least + room / 2;
}

enum demand classify_demand(const struct classifier *k, struct str title, struct str body,
                            struct model_scratch *s, uint16_t answer[COLUMN_WIDTH])
{
    if (!classify_may_ask(k, answer))
        return DEMAND_NONE;
    if (answer[COLUMN_COMPLAINT] < DANGER_SUSPECT) /* else they have been read */
        phrases_read(&s->phrases, title, body);
    struct demand_verdict v = demand_judge(&s->phrases, answer);
    answer[COLUMN_DEMAND] = model_again(k->model, s, COLUMN_DEMAND, v.logit);
    return yes(k, answer, COLUMN_DEMAND) ? v.demand : DEMAND_NONE;
}

bool classify_passes(const struct classifier *k, const struct event_fields *f, struct finding *x)
{
    if (f->kind == KIND_CUSTOMER_MESSAGE ||
        (!event_is_result(f) && model_suspects(k->model, f->title, f->body)))
        return true;
    decide_praise(x);
    return false;
}

void classify_read(const struct classifier *k, const struct event_fields *f,
                   struct model_scratch *s)
{
    s->read = model_read(f->title, f->body, s);
    model_find(k->model, s);
}

void classify_told(const struct classifier *k, const struct event_fields *f,
                   struct model_scratch *s, struct finding *x)
{
    uint16_t answer[COLUMN_WIDTH];
    bool message = f->kind == KIND_CUSTOMER_MESSAGE;
    model_begin(k->model, s);
    if (!message && is_praise(k, s)) {
        decide_praise(x);
        return;
    }
    end_answer(k, f->title, f->body, s, s->read, answer);
    classify_decide(k, answer, x);
    bool asked = x->cause_count > 0 || message;
    x->demand = asked ? (uint8_t)classify_demand(k, f->title, f->body, s, answer) : DEMAND_NONE;
}

void classify_passed(const struct classifier *k, const struct event_fields *f,
                     struct model_scratch *s, struct finding *x)
{
    classify_read(k, f, s);
    classify_told(k, f, s, x);
}

void classify_fields(const struct classifier *k, const struct event_fields *f,
                     struct model_scratch *s, struct finding *x)
{
    if (classify_passes(k, f, x))
        classify_passed(k, f, s, x);
}
