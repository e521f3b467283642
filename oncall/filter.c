#include "oncall/filter.h"

#include "oncall/verbs.h"

const char *const filter_sorts[STORE_SORT_N] = {"urgency", "due", "priority", "age"};

static int pick(const struct cli *cli, const char *option, const char *word,
                const char *const *names, int n, int *out)
{
    if (verbs_word(cli, option, word, names, n) != 0)
        return -1;
    *out = word ? vocab_find(names, n, word, (unsigned)strlen(word)) : -1;
    return 0;
}

int filter_read(const struct cli *cli, struct filter *x)
{
    int sort;
    if (pick(cli, "state", x->state, rounds_state_name, ROUNDS_CL, &x->f.state) != 0 ||
        verbs_word(cli, "lane", x->f.lane, rounds_lane_name, ROUNDS_LANE_N) != 0 ||
        pick(cli, "cause", x->cause, vocab_cause, CAUSE_N, &x->f.cause) != 0 ||
        pick(cli, "sort", x->sort, filter_sorts, STORE_SORT_N, &sort) != 0)
        return -1;
    x->f.sort = sort < 0 ? STORE_BY_URGENCY : (enum store_sort)sort;
    x->f.min_level = (int)x->level;
    x->f.limit = (unsigned)x->limit;
    if (x->mine && x->f.unclaimed) {
        cli_fail(cli, 0, "--mine and --unclaimed: a case that I have is not unclaimed");
        return -1;
    }
    x->f.owner = x->mine ? verbs_who(x->as) : x->f.owner;
    if (x->mine && !x->f.owner[0]) {
        cli_fail(cli, 0, "--mine: who are you? Say --as NAME");
        return -1;
    }
    return 0;
}
