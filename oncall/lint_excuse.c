/* When a phrase is fine after all: "we will never ask you to change your review". */
#include "oncall/lint_private.h"

#define WINDOW 180 /* bytes before a match in which a negation may stand */

static const char *const patterns[LINT_GUARD_N] = {
    [LINT_GUARD_NOT] =
        "\\b(?:never|not|cannot|can'?t|won'?t|don'?t|doesn'?t|didn'?t|isn'?t|aren'?t|wouldn'?t|"
        "shouldn'?t|without|no (?:need|reason|obligation|way)|nobody|no one|neither|nor|forbidden|"
        "prohibited|whether|regardless|refuses? to|unable to|against|avoid)\\b|"
        "(?<!会)不会|(?<!能)不能|(?<!可)不可以?|不得|绝不|决不|从不|从未|不应|不该|无需|不必|不用|"
        "(?<!需)不需要|没必要|没有必要|无权|不允许|不允|禁止|严禁|请勿|切勿|不是|并非|"
        "没有(?:说|让|要求|认为|请|想)|无论|不管|不论|不要求|不以|不强迫|不干涉|拒绝|"
        "(?:请|千万)不要|反对|杜绝|抵制|不存在|不(?:认为|觉得|说)|(?<![是能可要何会])不$",
    [LINT_GUARD_BROKEN] =
        "\\b(?:hesitate|why (?:not|don'?t)|(?:can|could|wo|would|do)n'?t you|can'?t you|not only|"
        "if (?:you|we)|unless|until|not yet)\\b|如果[您你]?不|若不|要是不|除非|不妨|不如|不仅|不但",
    [LINT_GUARD_TURN] =
        "\\b(?:but|however|yet|instead|just|rather|please|kindly|(?:could|would|can|will) you)\\b|"
        "但|不过|只是|而是|只要|,[^,]{0,4}(?:麻烦|请(?!勿)|希望|能否|可否|帮忙|烦请)",
    [LINT_GUARD_AFTER] =
        "\\G(?:[^.!?;\\n]{0,14}\\b(?:is|are|would be) (?:(?:not|never) (?:allowed|permitted|"
        "needed|necessary|required|what|something|our|how|part|possible|asked|expected|a condition|"
        "the|why)|against|forbidden|prohibited|unnecessary)\\b|\\s*or "
        "not\\b|[^.!?;\\n]{0,8}(?:不允许|不需要|不必|没必要|违规|违反|"
        "是(?:被)?(?:禁止|不允许|违规|违法)|我们不会|与否))",
    [LINT_GUARD_MAY] =
        "\\b(?:you (?:may|can|could|might|are free to|are entitled|have (?:the|every|a) right)|"
        "your rights?)\\b|[您你](?:也|都|当然|随时|完全|仍|还)*(?:可以|有权|可)|[您你]的权利|维权",
    [LINT_GUARD_ASK] =
        "\\b(?:whether|if|check|verify|confirm|determine|find out|examine|doubts?)\\b|是否|"
        "(?:核[实查对]|查[明证验]|检测|鉴定|确认|怀疑|质疑)(?!过|了|后|,|发现|结果|是)|如果|若|"
        "假如|"
        "是不是|一旦",
    [LINT_GUARD_ASKED] = "\\G[^.!;\\n]{0,60}\\?",
    [LINT_GUARD_SELF] = "我们(?:一定|也|都)?(?:会|应该?|将|要|应当|能)[^,]{0,4}$",
    [LINT_GUARD_YOU] = "[您你][^,]{0,5}$",
};

void lint_excuse_new(struct lint *l)
{
    for (int i = 0; i < LINT_GUARD_N; i++)
        l->guard[i] = lint_compile(patterns[i], false);
}

/* The part of the sentence before `start`, WINDOW bytes of it at most. */
static size_t sentence_start(const struct lint_text *t, size_t start)
{
    size_t from = start;
    while (from && start - from < WINDOW && !strchr(".!?;\n", t->text[from - 1]))
        from--;
    while (from < start && ((unsigned char)t->text[from] & 0xC0) == 0x80)
        from++; /* never in the middle of a character */
    return from;
}

static bool negated(const struct lint *l, const char *before, size_t len)
{
    size_t start, end, next, last = 0;
    bool found = false;
    while (lint_find(l, l->guard[LINT_GUARD_NOT], before, len, last, &start, &end)) {
        found = true;
        if (end <= last)
            break;
        last = end;
    }
    return found && !lint_find(l, l->guard[LINT_GUARD_BROKEN], before, len, 0, &start, &next) &&
           !lint_find(l, l->guard[LINT_GUARD_TURN], before, len, last, &start, &next);
}

bool lint_excused(const struct lint *l, const struct lint_text *t, enum lint_excuse excuse,
                  size_t start, size_t end)
{
    size_t from = sentence_start(t, start), len = start - from, a, b;
    const char *before = t->text + from;
    if (excuse == LINT_EXCUSE_NONE)
        return false;
    if (negated(l, before, len) ||
        lint_find(l, l->guard[LINT_GUARD_AFTER], t->text, t->len, end, &a, &b))
        return true;
    switch (excuse) {
    case LINT_EXCUSE_NOT_MAY:
        return lint_find(l, l->guard[LINT_GUARD_MAY], before, len, 0, &a, &b);
    case LINT_EXCUSE_NOT_ASK:
        return lint_find(l, l->guard[LINT_GUARD_ASK], before, len, 0, &a, &b) ||
               lint_find(l, l->guard[LINT_GUARD_ASKED], t->text, t->len, end, &a, &b);
    case LINT_EXCUSE_NOT_SELF:
        return lint_find(l, l->guard[LINT_GUARD_SELF], before, len, 0, &a, &b);
    case LINT_EXCUSE_NOT_YOU:
        return lint_find(l, l->guard[LINT_GUARD_YOU], before, len, 0, &a, &b);
    default:
        return false;
    }
}
