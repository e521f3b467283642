#include "enrich/scope.h"

#include "core/check.h"

#include <pthread.h>
#include <string.h>

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

/* The walk: in which scope the words stand, until another word opens one. */
enum { NOWHERE, IN_NOT, IN_FEAR, IN_OTHER, IN_PAST, IN_BUT, STATES };

/* The scopes of the next words behind what opened a state, the last of them for all further ones:
 * while nothing opens, a state runs its course. */
enum { AHEAD = 16 };
static const uint8_t ahead[STATES][AHEAD] = {
#define ALL(x)                                                                                     \
    {                                                                                              \
        x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x                                             \
    }
    [IN_NOT] = {SCOPE_NOT, SCOPE_NOT, SCOPE_NOT_AWAY, SCOPE_NOT_AWAY, SCOPE_NOT_AWAY, SCOPE_NOT_FAR,
                SCOPE_NOT_FAR, SCOPE_NOT_FAR, SCOPE_NOT_FAR, SCOPE_NOT_FAR, SCOPE_NOT_FAR,
                SCOPE_NOT_FAR, SCOPE_NOT_FAR, SCOPE_NOT_FAR, SCOPE_NOT_FAR, SCOPE_NOT_FAR},
    [IN_FEAR] = ALL(SCOPE_FEAR),
    [IN_OTHER] = ALL(SCOPE_OTHER),
    [IN_PAST] = ALL(SCOPE_PAST),
    [IN_BUT] = ALL(SCOPE_BUT),
};

/* What is told once more is another word: exclusive or keeps what the lowest bits say of it. 0: is
 * not told. */
static const uint32_t salt[STATES] = {
    [IN_NOT] = 0xA511E9B0u,
    [IN_FEAR] = 0x63D83594u,
    [IN_OTHER] = 0x63D83594u,
    [IN_PAST] = 0x63D83594u,
};

/* What begins behind a word that opens something. */
static const uint8_t begins[OPEN_N] = {
    [END] = NOWHERE,    [NOT] = IN_NOT,   [FEAR] = IN_FEAR,
    [OTHER] = IN_OTHER, [PAST] = IN_PAST, [BUT] = IN_BUT,
};

/* The words that open something, found by their highest bits: nearly all other words are told
 * apart from them by one look. */
enum { OPENERS_MAX = 128, SLOT_BITS = 12, SLOT_SHIFT = 32 - SLOT_BITS };

static struct {
    uint32_t count, boundary;
    struct opener {
        uint32_t token;
        uint8_t opens, next;               /* next: another of the slot, 0: none */
    } at[OPENERS_MAX];                     /* [0] unused */
    uint8_t slot[1 << SLOT_BITS];          /* the first of the slot, 0: none */
    uint32_t slots[(1 << SLOT_BITS) / 32]; /* those that have one, as bits */
} openers;

static void add(uint32_t token, uint8_t opens)
{
    uint8_t *slot = &openers.slot[token >> SLOT_SHIFT];
    CHECK(++openers.count < OPENERS_MAX);
    openers.at[openers.count] = (struct opener){token, opens, *slot};
    *slot = (uint8_t)openers.count;
    openers.slots[(token >> SLOT_SHIFT) / 32] |= 1u << (token >> SLOT_SHIFT) % 32;
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

enum { TOGETHER = 64, EIGHT = 8, BEHIND = EIGHT - 1 };

/* Which of the next n tokens, at most 64 of them, may open something, as bits. */
static uint64_t may_open(const uint32_t *tokens, uint32_t n)
{
    uint64_t bits = 0;
    for (uint32_t i = 0; i < n && i < TOGETHER; i++)
        bits |= (uint64_t)(openers.slot[tokens[i] >> SLOT_SHIFT] != 0) << i;
    return bits;
}

#ifdef __x86_64__
#include <immintrin.h>

/* The same, which reads up to BEHIND tokens more. */
__attribute__((target("avx2"))) static uint64_t may_open_avx2(const uint32_t *tokens, uint32_t n)
{
    const __m256i last = _mm256_set1_epi32(31);
    uint64_t bits = 0;
    for (uint32_t i = 0; i < n && i < TOGETHER; i += EIGHT) {
        __m256i slot = _mm256_loadu_si256((const __m256i *)(tokens + i));
        slot = _mm256_srli_epi32(slot, SLOT_SHIFT);
        __m256i has =
            _mm256_i32gather_epi32((const int *)openers.slots, _mm256_srli_epi32(slot, 5), 4);
        has = _mm256_sllv_epi32(has, _mm256_sub_epi32(last, _mm256_and_si256(slot, last)));
        bits |= (uint64_t)(uint32_t)_mm256_movemask_ps(_mm256_castsi256_ps(has)) << i;
    }
    return n < TOGETHER ? bits & ((UINT64_C(1) << n) - 1) : bits;
}
#endif

static uint64_t opening(const uint32_t *tokens, uint32_t n)
{
#ifdef __x86_64__
    if (__builtin_cpu_supports("avx2"))
        return may_open_avx2(tokens, n);
#endif
    return may_open(tokens, n);
}

/* tokens[from] .. tokens[to - 1], in a state that began before the first of them: their scopes, and
 * once more what is told so. Writes some more than that, which counts for nothing. Returns how many
 * tokens there are then. */
static uint32_t stretch(uint32_t *tokens, uint32_t all, uint8_t *scope, uint32_t from, uint32_t to,
                        uint8_t state)
{
    typedef uint32_t four __attribute__((vector_size(16)));
    const uint8_t *next = ahead[state];
    const four other = (four){0} + salt[state];
    memcpy(scope + from, next, AHEAD);
    if (to - from > AHEAD)
        memset(scope + from + AHEAD, next[AHEAD - 1], to - from - AHEAD);
    if (!salt[state])
        return all;
    for (uint32_t i = from; i < to; i += 4) {
        four x;
        memcpy(&x, tokens + i, sizeof(x));
        x ^= other;
        memcpy(tokens + all + (i - from), &x, sizeof(x));
    }
    return all + (to - from);
}

uint32_t scope_walk(uint32_t *tokens, uint32_t n, uint8_t *scope)
{
    uint32_t all = n, from = 0;
    uint8_t state = NOWHERE;
    memset(tokens + n, 0, BEHIND * sizeof(*tokens)); /* looked at with the last, and left out */
    for (uint32_t k = 0; k < n; k += TOGETHER)
        for (uint64_t bits = opening(tokens + k, n - k); bits; bits &= bits - 1) {
            const uint32_t i = k + (uint32_t)__builtin_ctzll(bits);
            const uint8_t opened = opens(tokens[i]);
            if (opened == NOTHING || (opened == END && state == NOWHERE))
                continue;
            all = stretch(tokens, all, scope, from, i + 1, state);
            if (salt[state] && tokens[i] == openers.boundary) /* which stays what it is */
                tokens[all - 1] = openers.boundary;
            state = begins[opened];
            from = i + 1;
        }
    return stretch(tokens, all, scope, from, n, state);
}
