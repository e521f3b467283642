/* What became of the stars, by what it was about and by how far the talk went; never by who worked
 * it. */
#include "oncall/stats.h"
#include "oncall/term.h"

static unsigned cause_of(const struct store_case *c)
{
    struct str name = store_cause(c);
    int found = vocab_find(vocab_cause, CAUSE_N, name.ptr, name.len);
    return found < 0 ? CAUSE_OTHER : (unsigned)found;
}

static void add(struct stats_stars *s, int64_t before, int64_t after)
{
    s->reviews++;
    s->better += after > before;
    s->before += before;
    s->after += after;
}

void stats_edited_add(struct stats_edited *e, const struct store_case *c)
{
    unsigned round = c->head.state.reached;
    if (!c->rating_after || c->fields.rating <= 0)
        return;
    round = round < 1 ? 1 : round > STATS_ROUNDS ? STATS_ROUNDS : round;
    add(&e->cause[cause_of(c)], c->fields.rating, c->rating_after);
    add(&e->round[round - 1], c->fields.rating, c->rating_after);
}

static const char *const round_name[STATS_ROUNDS] = {"1", "2", "3"};

static json_t *stars(const struct stats_stars *s, const char *const *names, unsigned n)
{
    json_t *j = json_object();
    for (unsigned i = 0; i < n; i++)
        if (s[i].reviews)
            json_object_set_new(j, names[i],
                                json_pack("{s:I,s:I,s:f,s:f}", "reviews", (json_int_t)s[i].reviews,
                                          "better", (json_int_t)s[i].better, "stars_before",
                                          (double)s[i].before / (double)s[i].reviews, "stars_after",
                                          (double)s[i].after / (double)s[i].reviews));
    return j;
}

void stats_edited_json(const struct stats_edited *e, json_t *j)
{
    json_object_set_new(j, "edited_by_cause", stars(e->cause, vocab_cause, CAUSE_N));
    json_object_set_new(j, "edited_by_round", stars(e->round, round_name, STATS_ROUNDS));
}

static void print(const char *what, const struct stats_stars *s, const char *const *names,
                  unsigned n)
{
    unsigned said = 0;
    for (unsigned i = 0; i < n; i++) {
        if (!s[i].reviews)
            continue;
        if (!said++)
            printf("%14s%s ", "", what);
        printf("%s%s (%lld) %.1f to %.1f", said > 1 ? ", " : "", names[i], (long long)s[i].reviews,
               (double)s[i].before / (double)s[i].reviews,
               (double)s[i].after / (double)s[i].reviews);
    }
    if (said)
        putchar('\n');
}

void stats_edited_print(const struct stats_edited *e)
{
    print("by cause:", e->cause, vocab_cause, CAUSE_N);
    print("by round:", e->round, round_name, STATS_ROUNDS);
}
