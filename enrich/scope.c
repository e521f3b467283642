#include "enrich/scope.h"

#include "core/check.h"

#include <pthread.h>

/* What a word opens for those behind it. */
enum { NOTHING, END, NOT, FEAR, OTHER, PAST, BUT, OPEN_N };

static const struct {
    uint8_t opens;
    const char *words; /* blanks between them; a CJK character is a word */
} lists[] = {
    {END, "! ?"},
    {NOT, "不 没 无 未 非 勿 not no never without none nothing nobody neither nor hardly barely "
          "zero don't didn't wasn't isn't aren't doesn't can't cannot couldn't won't wouldn't "
          "hasn't haven't hadn't weren't"},
    {FEAR, "怕 担 恐 疑 若 if unless would should supposed expected thought hoping hoped heard "
           "afraid fear feared worry worried concerned doubt doubted skeptical hesitant wondered"},
    {OTHER, "别 其 另 other others another elsewhere"},
    {PAST, "前 曾 原 本 旧 previous previously before last used old once former"},
    {BUT, "但 却 but however though although except yet"},
};

/* The walk: where in a scope the next word stands, and where the one behind it. */
enum { NOWHERE, NOT1, NOT2, NOT3, NOT4, NOT5, NOT_ON, FEAR_ON, OTHER_ON, PAST_ON, BUT_ON, STATES };

static const uint8_t scope_of[STATES] = {
    [NOT1] = SCOPE_NOT,      [NOT2] = SCOPE_NOT,       [NOT3] = SCOPE_NOT_AWAY,
    [NOT4] = SCOPE_NOT_AWAY, [NOT5] = SCOPE_NOT_AWAY,  [NOT_ON] = SCOPE_NOT_FAR,
    [FEAR_ON] = SCOPE_FEAR,  [OTHER_ON] = SCOPE_OTHER, [PAST_ON] = SCOPE_PAST,
    [BUT_ON] = SCOPE_BUT,
};

/* Behind a word that opens something that begins; behind any other the scope goes on. */
static const uint8_t begins[OPEN_N] = {
    [END] = NOWHERE,    [NOT] = NOT1,     [FEAR] = FEAR_ON,
    [OTHER] = OTHER_ON, [PAST] = PAST_ON, [BUT] = BUT_ON,
};
static const uint8_t goes_on[STATES] = {
    [NOT1] = NOT2,       [NOT2] = NOT3,     [NOT3] = NOT4,       [NOT4] = NOT5,
    [NOT5] = NOT_ON,     [NOT_ON] = NOT_ON, [FEAR_ON] = FEAR_ON, [OTHER_ON] = OTHER_ON,
    [PAST_ON] = PAST_ON, [BUT_ON] = BUT_ON,
};

/* What is told once more is another word: exclusive or keeps what the lowest bits say of it. */
static const uint32_t salt[SCOPE_N] = {
    [SCOPE_NOT] = 0xA511E9B0u,  [SCOPE_NOT_AWAY] = 0xA511E9B0u, [SCOPE_NOT_FAR] = 0xA511E9B0u,
    [SCOPE_FEAR] = 0x63D83594u, [SCOPE_OTHER] = 0x63D83594u,    [SCOPE_PAST] = 0x63D83594u,
};

/* The words that open something, found by their highest bits: nearly all other words are told
 * apart from them by one look. */
enum { OPENERS_MAX = 128, SLOT_BITS = 12, SLOT_SHIFT = 32 - SLOT_BITS };

static struct {
    uint32_t count, boundary;
    struct opener {
        uint32_t token;
        uint8_t opens, next;      /* next: another of the slot, 0: none */
    } at[OPENERS_MAX];            /* [0] unused */
    uint8_t slot[1 << SLOT_BITS]; /* the first of the slot, 0: none */
} openers;

static void add(uint32_t token, uint8_t opens)
{
    uint8_t *slot = &openers.slot[token >> SLOT_SHIFT];
    CHECK(++openers.count < OPENERS_MAX);
    openers.at[openers.count] = (struct opener){token, opens, *slot};
    *slot = (uint8_t)openers.count;
}

static void fill(void)
{
    uint32_t tokens[FEATURES_TOKENS_MAX];
    openers.boundary = tokens[features_tokens(STR_NONE, STR_NONE, tokens) - 1];
    add(openers.boundary, END);
    for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
        uint32_t n = features_tokens(STR_NONE, str_from(lists[i].words), tokens);
        for (uint32_t k = 2; k + 1 < n; k++)
            add(tokens[k], lists[i].opens);
    }
}

void scope_init(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, fill);
}

static inline uint8_t opens(uint32_t token)
{
    for (uint8_t i = openers.slot[token >> SLOT_SHIFT]; i; i = openers.at[i].next)
        if (openers.at[i].token == token)
            return openers.at[i].opens;
    return NOTHING;
}

uint32_t scope_walk(uint32_t *tokens, uint32_t n, uint8_t *scope)
{
    uint32_t all = n;
    uint8_t state = NOWHERE;
    for (uint32_t i = 0; i < n; i++) {
        if (state == NOWHERE) /* most words stand nowhere and open nothing */
            while (i + 1 < n && !openers.slot[tokens[i] >> SLOT_SHIFT])
                scope[i++] = SCOPE_NONE;
        const uint32_t token = tokens[i];
        const uint8_t under = scope_of[state], opened = opens(token);
        scope[i] = under;
        if (scope_tells(under))
            tokens[all++] = token == openers.boundary ? token : token ^ salt[under];
        state = opened ? begins[opened] : goes_on[state];
    }
    return all;
}
