/* The words by which a board chooses cases. */
#include "oncall/board_model.h"

#include "core/vocab.h"
#include "oncall/filter.h"

#include <string.h>

static int named(const char *value, const char *const *names, int n, const char *what, int *out,
                 struct err *e)
{
    *out = vocab_find(names, n, value, (unsigned)strlen(value));
    return *out >= 0 ? 0 : err_set(e, "filter: there is no %s '%.40s'", what, value);
}

static int sorted_by(const char *value, enum store_sort *out, struct err *e)
{
    int sort;
    if (named(value, filter_sorts, STORE_SORT_N, "order", &sort, e) != 0)
        return -1;
    *out = (enum store_sort)sort;
    return 0;
}

static int take_word(char *word, const char *who, struct store_filter *f, struct err *e)
{
    char *value = strchr(word, '=');
    if (value)
        *value++ = '\0';
    if (!value && strcmp(word, "mine") == 0)
        f->owner = who;
    else if (!value && strcmp(word, "breached") == 0)
        f->breached = true;
    else if (!value && strcmp(word, "late") == 0)
        f->overdue = true;
    else if (!value && strcmp(word, "waiting") == 0)
        f->waiting = true;
    else if (value && strcmp(word, "level") == 0 && strchr("0123", value[0]) && value[0])
        f->min_level = value[0] - '0';
    else if (value && strcmp(word, "state") == 0)
        return named(value, rounds_state_name, ROUNDS_CL, "state", &f->state, e);
    else if (value && strcmp(word, "cause") == 0)
        return named(value, vocab_cause, CAUSE_N, "cause", &f->cause, e);
    else if (value && strcmp(word, "sort") == 0)
        return sorted_by(value, &f->sort, e);
    else if (value && strcmp(word, "seller") == 0)
        f->seller = value;
    else if (value && strcmp(word, "product") == 0)
        f->product = value;
    else
        return err_set(e,
                       "filter: '%.40s': mine late breached waiting level=1 cause=late state=2m "
                       "seller=ID product=ID sort=due",
                       word);
    return 0;
}

int board_model_filter(const char *text_in, const char *who, char *memory, struct store_filter *out,
                       struct err *e)
{
    unsigned limit = out->limit;
    int64_t soon_ms = out->soon_ms;
    *out = (struct store_filter){.state = -1, .cause = -1, .limit = limit, .soon_ms = soon_ms};
    char *rest = strcpy(memory, text_in);
    for (char *word; (word = strsep(&rest, " ")) != NULL;)
        if (word[0] && take_word(word, who, out, e) != 0)
            return -1;
    return 0;
}
