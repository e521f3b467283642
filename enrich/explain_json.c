/* What JSON.md describes. */
#include "enrich/danger.h"
#include "enrich/demand.h"
#include "enrich/explain.h"

#include <math.h>
#include <stdlib.h>

/* Words below 1/SMALL of the heaviest are noise to a reader; they are summed up as the rest. */
enum { WORDS = 6, AGAINST = 4, SMALL = 20 };

/* What the answers of one text are made from. */
struct teller {
    struct explain x;
    const struct classifier *c;
    const struct finding *found;
    uint16_t answer[COLUMN_WIDTH];
    struct model_scratch *scratch;
    int danger, asked;           /* what the second looks add to safety and demand, in 1/256 */
    struct explain_words *words; /* scratch */
};

static double rounded(double w)
{
    double x = round(w * 1000) / 1000;
    return x == 0 ? 0 : x; /* no "-0.0" */
}

static struct str text_of(const struct teller *t, const struct span *s)
{
    struct str whole = s->in_body ? t->x.body : t->x.title;
    return (struct str){whole.ptr + s->at, s->bytes};
}

/* A text that is no UTF-8 cannot be told in JSON: its places still can. */
static json_t *string_of(struct str s)
{
    json_t *j = json_stringn(s.ptr, s.len);
    return j ? j : json_null();
}

static json_t *place(const struct teller *t, const struct span *s)
{
    return json_pack("{s:s,s:I,s:I,s:I,s:I,s:o}", "field", s->in_body ? "body" : "title", "at",
                     (json_int_t)s->at, "bytes", (json_int_t)s->bytes, "char", (json_int_t)s->ch,
                     "chars", (json_int_t)s->chars, "text", string_of(text_of(t, s)));
}

static double complaint_weight(const struct teller *t, const struct explain_words *w)
{
    double sum = 0;
    for (uint32_t i = w->first; i <= w->last; i++)
        sum += t->x.weight[i][COLUMN_COMPLAINT];
    return sum;
}

/* Why the words speak against the answer: they stand behind a denial in their clause, or they make
 * any complaint less likely. */
static const char *discount(const struct teller *t, const struct explain_words *w)
{
    const struct span *c = &t->x.clause[w->clause];
    struct str clause = text_of(t, c);
    uint32_t to = w->span.at + w->span.bytes - c->at;
    if (t->x.clauses && c->in_body == w->span.in_body && to <= clause.len &&
        spans_denies(clause.ptr, to))
        return "negation";
    return complaint_weight(t, w) < 0 ? "praise" : NULL;
}

static json_t *words_json(const struct teller *t, const struct explain_words *w)
{
    json_t *j = place(t, &w->span);
    const char *because = w->weight < 0 ? discount(t, w) : NULL;
    json_object_set_new(j, "clause", json_integer(w->clause));
    json_object_set_new(j, "weight", json_real(rounded(w->weight)));
    if (because)
        json_object_set_new(j, "because", json_string(because));
    return j;
}

/* What a second look adds to the log-odds of this column. */
static double second(const struct teller *t, int column)
{
    return (column == COLUMN_CAUSE + CAUSE_SAFETY ? t->danger
            : column == COLUMN_DEMAND             ? t->asked
                                                  : 0) /
           256.0;
}

/* The members that every answer has; bias + words + against + rest, and what the second look adds,
 * = score. */
static void add_answer(const struct teller *t, int column, json_t *j)
{
    uint32_t n = explain_words(&t->x, column, t->words);
    json_t *words = json_array(), *against = json_array();
    double more = second(t, column);
    double bias = rounded(model_bias(t->c->model, column)), listed = bias + rounded(more);
    double all = 0;
    for (uint32_t i = 0; i < n; i++) {
        const struct explain_words *w = &t->words[i];
        json_t *list = w->weight > 0 ? words : against;
        all += w->weight;
        if (fabs(w->weight) * SMALL < fabs(t->words[0].weight) ||
            json_array_size(list) >= (w->weight > 0 ? WORDS : AGAINST))
            continue;
        json_array_append_new(list, words_json(t, w));
        listed += rounded(w->weight);
    }
    double score = rounded(model_bias(t->c->model, column) + all + more);
    json_object_set_new(j, "p", json_real(t->answer[column] / 1000.0));
    json_object_set_new(j, "threshold", json_real(t->c->threshold[column] / 1000.0));
    json_object_set_new(j, "score", json_real(score));
    json_object_set_new(j, "bias", json_real(bias));
    json_object_set_new(j, "words", words);
    json_object_set_new(j, "against", against);
    if (more != 0)
        json_object_set_new(j, column == COLUMN_DEMAND ? "phrased" : "danger",
                            json_real(rounded(more)));
    json_object_set_new(j, "rest", json_real(rounded(score - listed)));
}

static json_t *answer_json(const struct teller *t, const char *member, const char *name, int column)
{
    json_t *j = json_object();
    if (member)
        json_object_set_new(j, member, json_string(name));
    add_answer(t, column, j);
    return j;
}

static json_t *clauses(const struct teller *t)
{
    json_t *list = json_array();
    for (uint32_t c = 0; c < t->x.clauses; c++) {
        double weight = 0;
        for (uint32_t i = 2; i < t->x.n; i++)
            weight += t->x.clause_of[i] == c ? t->x.weight[i][COLUMN_COMPLAINT] : 0;
        struct str text = text_of(t, &t->x.clause[c]);
        json_t *j = place(t, &t->x.clause[c]);
        json_object_set_new(j, "complaint", json_real(rounded(weight)));
        json_object_set_new(j, "negation", json_boolean(spans_denies(text.ptr, text.len)));
        json_array_append_new(list, j);
    }
    return list;
}

static json_t *causes(const struct teller *t)
{
    json_t *list = json_array();
    for (unsigned i = 0; i < t->found->cause_count; i++)
        json_array_append_new(list, answer_json(t, "cause", vocab_cause[t->found->cause[i]],
                                                COLUMN_CAUSE + t->found->cause[i]));
    return list;
}

static bool named(const struct finding *found, int cause)
{
    for (unsigned i = 0; i < found->cause_count; i++)
        if (found->cause[i] == cause)
            return true;
    return false;
}

/* Causes that came near and were not named. */
static json_t *considered(const struct teller *t)
{
    json_t *list = json_array();
    for (int c = 0; c < CAUSE_N; c++) {
        unsigned p = t->answer[COLUMN_CAUSE + c], threshold = t->c->threshold[COLUMN_CAUSE + c];
        if (named(t->found, c) || 2 * p < threshold)
            continue;
        json_t *j = answer_json(t, "cause", vocab_cause[c], COLUMN_CAUSE + c);
        json_object_set_new(j, "because",
                            json_string(p < threshold           ? "below its threshold"
                                        : t->found->cause_count ? "`other` stands alone"
                                                                : "no complaint"));
        json_array_append_new(list, j);
    }
    return list;
}

static json_t *flags(const struct teller *t)
{
    json_t *list = json_array();
    for (int i = 0; i < FLAG_N; i++)
        if (t->found->flags >> i & 1)
            json_array_append_new(list, answer_json(t, "flag", vocab_flag[i], COLUMN_FLAG + i));
    return list;
}

static json_t *demand(const struct teller *t)
{
    struct lexicon_match m[LEXICON_MATCHES_MAX];
    json_t *list = json_array(),
           *j = answer_json(t, "demand", vocab_demand[t->found->demand], COLUMN_DEMAND);
    unsigned n = t->found->demand == DEMAND_NONE ? 0 : lexicon_matches(&t->scratch->phrases, m);
    for (unsigned i = 0; i < n; i++) {
        struct span s = spans_make(m[i].in_body ? t->x.body : t->x.title, m[i].at,
                                   m[i].at + m[i].bytes, m[i].in_body);
        json_t *phrase = place(t, &s);
        json_object_set_new(phrase, "demand", json_string(vocab_demand[m[i].demand]));
        json_object_set_new(phrase, "weight",
                            json_real(rounded(demand_weight(&m[i], t->found->demand) / 256.0)));
        json_array_append_new(list, phrase);
    }
    json_object_set_new(j, "phrases", list);
    return j;
}

/* The two steps above a mere complaint of which the arousal is made. */
static json_t *urgency(const struct teller *t)
{
    return json_pack("{s:f,s:o,s:o}", "arousal", t->found->arousal / 1000.0, "today",
                     answer_json(t, NULL, NULL, COLUMN_TODAY), "now",
                     answer_json(t, NULL, NULL, COLUMN_NOW));
}

json_t *explain_json(const struct classifier *c, const struct event_fields *f,
                     const struct finding *found)
{
    struct model_scratch *scratch = check_malloc(sizeof(*scratch));
    struct teller t = {.c = c, .found = found, .scratch = scratch};
    uint32_t n = model_read(f->title, f->body, scratch);
    classify_answer(c, f->title, f->body, scratch, n, t.answer);
    phrases_read(&scratch->phrases, f->title, f->body);
    if ((found->cause_count > 0 || f->kind == KIND_CUSTOMER_MESSAGE) &&
        classify_may_ask(c, t.answer)) {
        t.asked = demand_judge(&scratch->phrases, t.answer).logit;
        classify_demand(c, f->title, f->body, scratch, t.answer);
    }
    if (t.answer[COLUMN_COMPLAINT] >= DANGER_SUSPECT)
        t.danger = danger_logit(&scratch->phrases);
    explain_init(&t.x, c->model, f->title, f->body);
    t.words = check_malloc((t.x.n + 1) * sizeof(*t.words));
    json_t *j = json_object();
    json_object_set_new(j, "complaint", answer_json(&t, NULL, NULL, COLUMN_COMPLAINT));
    json_object_set_new(j, "causes", causes(&t));
    json_object_set_new(j, "considered", considered(&t));
    json_object_set_new(j, "flags", flags(&t));
    json_object_set_new(j, "demand", demand(&t));
    json_object_set_new(j, "urgency", urgency(&t));
    json_object_set_new(j, "clauses", clauses(&t));
    free(t.words);
    free(scratch);
    explain_fini(&t.x);
    return j;
}
