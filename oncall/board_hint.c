/* What a person does next, said so that nobody needs a manual. */
#include "oncall/board_actions.h"

#include <stdio.h>
#include <string.h>

/* Names of actions stand in brackets: a terminal shows their keys, a page their labels. */
static const char *const hints[ROUNDS_STATE_N] = {
    [ROUNDS_1M] = "[answer]: what is wrong and what they want, as you understand it",
    [ROUNDS_1C] = "wait for the customer; [reply] when they wrote",
    [ROUNDS_2M] = "[propose] what you will do about it",
    [ROUNDS_2C] = "wait for the customer; [accept] or [refuse], as they say",
    [ROUNDS_3M] = "[ask-end]: ask them what would end it",
    [ROUNDS_3C] = "wait for the customer; [reply] when they wrote",
    [ROUNDS_FM] = "[decide] how it ends: they accept, a rule says so, or an answer in public",
    [ROUNDS_ES] = "if you may decide for a manager: [claim] it, then [decide] how it ends",
    [ROUNDS_PK] = "it closes by itself when what is owed is done; [kept] when it is",
    [ROUNDS_CL] = "nothing more; [reopen] if they come back",
};

const char *board_hint(const struct rounds_case *c, int64_t now_ms)
{
    bool owned = c->owner[0] && c->owner_until_ms > now_ms;
    if (c->state == ROUNDS_1M && !owned)
        return "[claim] it, then [answer]: what is wrong and what they want";
    return hints[c->state] ? hints[c->state] : "";
}

static void named(const char *hint, bool keys, char *out, size_t cap)
{
    size_t len = 0;
    out[0] = '\0';
    while (*hint && len + 1 < cap) {
        size_t name = *hint == '[' ? strcspn(hint, "]") : 0;
        char action[32] = "";
        if (name > 1 && name - 1 < sizeof(action))
            memcpy(action, hint + 1, name - 1);
        const struct board_action *a = board_action_find(action);
        if (a) {
            len += (size_t)snprintf(out + len, cap - len, "%s%s%s", keys ? a->key : "",
                                    keys ? " " : "", a->label);
            hint += name + 1;
        } else {
            out[len++] = *hint++;
            out[len] = '\0';
        }
    }
}

void board_hint_keys(const char *hint, char *out, size_t cap)
{
    named(hint, true, out, cap);
}

void board_hint_labels(const char *hint, char *out, size_t cap)
{
    named(hint, false, out, cap);
}
