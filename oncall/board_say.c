/* Refusals name commands; on a board the same is done by keys and buttons. */
#include "oncall/board_actions.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#define COMMAND "redress case "
#define INSTEAD " (or --by-rule RULE, or --public)" /* the board asks which */
#define OVERRIDE ", or say --override "

static bool is_flag(const char *token, size_t len)
{
    static const char *const flags[] = {"--request", "--kept",    "--won",      "--lost",
                                        "--ask-end", "--back",    "--restored", "--json",
                                        "--public",  "--accepted"};
    for (size_t i = 0; i < sizeof(flags) / sizeof(flags[0]); i++)
        if (strlen(flags[i]) == len && memcmp(flags[i], token, len) == 0)
            return true;
    return false;
}

static size_t token_len(const char *at)
{
    size_t len = strcspn(at, " ),;:");
    return len > 0 && at[len - 1] == '.' ? len - 1 : len;
}

/* A command from its verb on: the case, options, and words in capitals that stand for values. */
static size_t command_len(const char *at)
{
    size_t len = token_len(at);
    bool value = true; /* behind the verb: the case */
    while (at[len] == ' ') {
        const char *token = at + len + 1;
        size_t n = token_len(token);
        bool option = strncmp(token, "--", 2) == 0 || token[0] == '[';
        if (n == 0 || !(option || value || isupper((unsigned char)token[0])))
            break;
        value = option && !is_flag(token, n) && token[0] != '[';
        len += 1 + n;
    }
    return len;
}

static bool has(const char *command, size_t len, const char *word)
{
    return memmem(command, len, word, strlen(word)) != NULL;
}

/* NULL: no board does that. */
static const struct board_action *action_of(const char *command, size_t len)
{
    const char *name = has(command, len, "--proposal")  ? "propose"
                       : has(command, len, "--ask-end") ? "ask-end"
                                                        : NULL;
    const struct board_action *found = name ? board_action_find(name) : NULL;
    size_t verb = token_len(command);
    for (unsigned i = 0; i < board_actions_n && !name; i++) {
        const struct board_action *a = &board_actions[i];
        if (strlen(a->verb) != verb || memcmp(a->verb, command, verb) != 0)
            continue;
        if (a->fixed ? has(command, len, a->fixed) : !found)
            found = a;
    }
    return found;
}

static size_t append(char *out, size_t cap, size_t len, const char *text, size_t n)
{
    if (len + 1 < cap) {
        n = n < cap - len - 1 ? n : cap - len - 1;
        memcpy(out + len, text, n);
        out[len + n] = '\0';
        return len + n;
    }
    return len;
}

/* One command; returns how much of the text it took. What only looks at the case is left out. */
static size_t say_command(const char *at, char *out, size_t cap, size_t *len)
{
    const char *command = at + strlen(COMMAND);
    size_t n = command_len(command);
    const struct board_action *a = action_of(command, n);
    if (a) {
        *len = append(out, cap, *len, "[", 1);
        *len = append(out, cap, *len, a->name, strlen(a->name));
        *len = append(out, cap, *len, "]", 1);
        if (strncmp(command + n, INSTEAD, strlen(INSTEAD)) == 0)
            n += strlen(INSTEAD);
        if (has(command, n, "--approved-by"))
            *len = append(out, cap, *len, ", with who approved it", 22);
    } else if (*len >= 2 && out[*len - 1] == '(' && command[n] == ')') {
        *len -= 2; /* " (" before it */
        out[*len] = '\0';
        n++;
    } else {
        *len = append(out, cap, *len, at, strlen(COMMAND) + n);
    }
    return strlen(COMMAND) + n;
}

void board_say(const char *text, char *out, size_t cap)
{
    size_t len = 0;
    out[0] = '\0';
    while (*text) {
        size_t override = strlen(OVERRIDE);
        if (strncmp(text, COMMAND, strlen(COMMAND)) == 0) {
            text += say_command(text, out, cap, &len);
        } else if (strncmp(text, OVERRIDE, override) == 0) {
            static const char words[] = " or let it be as it is; what you entered is kept";
            len = append(out, cap, len, words, sizeof(words) - 1);
            text += strlen(text); /* rules, and nothing behind them */
        } else {
            len = append(out, cap, len, text++, 1);
        }
    }
}
