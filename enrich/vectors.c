#include "enrich/vectors.h"

#include "enrich/json_lines.h"

#include <stdlib.h>

enum { LIMIT = 127 };

/* The last token of a word; the boundary if it has none. */
static uint32_t token_of(const json_t *word)
{
    uint32_t tokens[FEATURES_TOKENS_MAX];
    struct str text = {json_string_value(word), (uint32_t)json_string_length(word)};
    uint32_t n = features_tokens(STR_NONE, text, tokens);
    return tokens[n > 2 ? n - 2 : 1];
}

static int add_word(void *ctx, const json_t *row, struct err *e)
{
    struct vectors *v = ctx;
    struct vectors_word *w = &v->word[v->words];
    const json_t *word = json_object_get(row, "word"), *vector = json_object_get(row, "vector");
    if (!json_is_string(word))
        return err_set(e, "word: missing");
    if (json_array_size(vector) != CONV_DIMS)
        return err_set(e, "vector: must be a list of %d numbers", CONV_DIMS);
    if (v->words == CONV_WORDS_MAX)
        return err_set(e, "more than %d words", CONV_WORDS_MAX);
    w->token = token_of(word);
    for (size_t k = 0; k < CONV_DIMS; k++) {
        const json_t *x = json_array_get(vector, k);
        if (!json_is_integer(x) || llabs(json_integer_value(x)) > LIMIT)
            return err_set(e, "vector: number %zu must be whole, from -%d to %d", k, LIMIT, LIMIT);
        w->vector[k] = (int8_t)json_integer_value(x);
    }
    v->words++;
    return 0;
}

static int by_token(const void *a, const void *b)
{
    uint32_t x = ((const struct vectors_word *)a)->token;
    uint32_t y = ((const struct vectors_word *)b)->token;
    return x < y ? -1 : x > y;
}

static int check(const struct vectors *v, const char *path, struct err *e)
{
    if (v->words == 0)
        return err_set(e, "%s: no words", path);
    for (uint32_t i = 1; i < v->words; i++)
        if (v->word[i].token == v->word[i - 1].token)
            return err_set(e, "%s: two of its words are the same to the model", path);
    return 0;
}

int vectors_load(struct vectors *v, const char *path, struct err *e)
{
    *v = (struct vectors){.word = check_malloc(CONV_WORDS_MAX * sizeof(*v->word))};
    int rc = json_lines_read(path, add_word, v, e);
    if (rc == 0) {
        qsort(v->word, v->words, sizeof(*v->word), by_token);
        rc = check(v, path, e);
    }
    if (rc != 0)
        vectors_free(v);
    return rc;
}

uint32_t vectors_find(const struct vectors *v, uint32_t token)
{
    const struct vectors_word key = {.token = token},
                              *at = bsearch(&key, v->word, v->words, sizeof(*v->word), by_token);
    return at ? (uint32_t)(at - v->word) : v->words;
}

void vectors_free(struct vectors *v)
{
    free(v->word);
    *v = (struct vectors){0};
}
