/* The machine's tables written down: what people read is what runs. */
#include "sink/rounds_turn.h"

#include "core/metrics.h"

#include <string.h>

#define EARLY(id, name, early) early,
#define HELD(id, name, field, alert, holds, title) holds,
#define KIND(id, name, field, alert, holds, title) ROUNDS_ALERT_##alert,
static const bool early[ROUNDS_REASON_N] = {ROUNDS_REASONS(EARLY)};
static const bool held[ROUNDS_SIDE_N] = {ROUNDS_SIDES(HELD)};
static const uint8_t kind_of[ROUNDS_SIDE_N] = {ROUNDS_SIDES(KIND)};

/* "`1m` `2m`", or what the set is called. */
static void print_set(FILE *out, unsigned set)
{
    if ((set & ROUNDS_OPEN_STATES) == ROUNDS_OPEN_STATES) {
        fprintf(out, "any open%s", set & ROUNDS_SET(CL) ? ", `cl`" : "");
        return;
    }
    if (set == (ROUNDS_OPEN_STATES & ~ROUNDS_SET(PK))) {
        fputs("any open but `pk`", out);
        return;
    }
    const char *before = "";
    for (unsigned s = 0; s < ROUNDS_STATE_N; s++)
        if (set & ROUNDS_BIT(s)) {
            fprintf(out, "%s`%s`", before, rounds_state_name[s]);
            before = " ";
        }
}

/* The wake-up that a state is entered with. */
static const char *first_wake(unsigned state)
{
    if (state == ROUNDS_CL)
        return "none";
    if (state == ROUNDS_1M)
        return "half of the round, if nobody has it; else its warning";
    if (ROUNDS_CUSTOMER_TURN & ROUNDS_BIT(state))
        return "silence_s";
    if (state == ROUNDS_ES)
        return "manager_s";
    return state == ROUNDS_PK ? "75 % of what is left to the promise"
                              : "half of the round, if nobody has it; else 75 %";
}

static void print_states(FILE *out)
{
    fputs("## States\n\n| state | turn | title | first wake-up |\n|---|---|---|---|\n", out);
    for (unsigned s = 0; s < ROUNDS_STATE_N; s++) {
        char turn = rounds_state_turn[s];
        fprintf(out, "| `%s` | %s | %s | %s |\n", rounds_state_name[s],
                turn == 'm'   ? "merchant"
                : turn == 'c' ? "customer"
                              : "nobody",
                rounds_state_title[s], first_wake(s));
    }
    fputs("\nA wake-up is the earliest of all [moments](#moments): a case has exactly one while it "
          "is open, none when it is closed.\n",
          out);
}

static void print_rows(FILE *out)
{
    fputs("\n## Events\n\n| in | event | needs | to | does |\n|---|---|---|---|---|\n", out);
    for (unsigned i = 0; i < rounds_rows_n; i++) {
        const struct rounds_row *r = &rounds_rows[i];
        fputs("| ", out);
        print_set(out, r->from);
        fprintf(out, " | %s | %s | ", rounds_event_name[r->event], r->needs);
        if (r->to < ROUNDS_STATE_N)
            fprintf(out, "`%s`", rounds_state_name[r->to]);
        else
            fputs("-", out);
        fprintf(out, " | %s |\n", r->does);
    }
    fputs(
        "\nWhatever leads to `cl` leads to `pk` while something is owed, and on to `cl` when it is "
        "done. Every event but a wake-up carries out first what a late timer left undone; only "
        "a customer is never taken for silent so.\n",
        out);
}

static void print_notes(FILE *out)
{
    fputs(
        "\n## Refused\n\nThe first line that fits; what an event of the table lacks is said by its "
        "guard.\n\n| in | event | because |\n|---|---|---|\n",
        out);
    for (unsigned i = 0; i < rounds_notes_n; i++) {
        const struct rounds_note *n = &rounds_notes[i];
        const char *before = "";
        fputs("| ", out);
        if (n->from == ~0u)
            fputs("any", out);
        else
            print_set(out, n->from);
        fputs(" | ", out);
        for (unsigned e = 0; e < ROUNDS_EVENT_N && n->events != ~0u; e++)
            if (n->events & (1u << e)) {
                fprintf(out, "%s%s", before, rounds_event_name[e]);
                before = ", ";
            }
        fprintf(out, "%s | %s |\n", n->events == ~0u ? "any other" : "", n->text);
    }
}

static void print_moments(FILE *out)
{
    fputs("\n## Moments\n\nOf those that fall together the upper one comes first.\n\n"
          "| in | when | what |\n|---|---|---|\n",
          out);
    for (unsigned i = 0; i < rounds_moments_n; i++) {
        fputs("| ", out);
        print_set(out, rounds_moments[i].states);
        fprintf(out, " | %s | %s |\n", rounds_moments[i].when, rounds_moments[i].does);
    }
}

static void print_sides(FILE *out)
{
    fputs("\n## Beside the case\n\nEach has a deadline of its own and stops no clock.\n\n"
          "| name | what | alert when overdue | before the case is closed |\n|---|---|---|---|\n",
          out);
    for (unsigned i = 0; i < ROUNDS_SIDE_N; i++)
        fprintf(out, "| %s | %s | %s | %s |\n", rounds_side_name[i], rounds_side_title[i],
                metrics_alert_kinds[kind_of[i]], held[i] ? "must be done" : "ends with it");
}

static void print_reasons(FILE *out)
{
    fputs("\n## Why a case is closed\n\n| reason | before round 1 is answered |\n|---|---|\n", out);
    for (unsigned i = 0; i < ROUNDS_REASON_N; i++)
        fprintf(out, "| `cl:%s` | %s |\n", rounds_reason_name[i], early[i] ? "allowed" : "refused");
}

void rounds_print(FILE *out)
{
    fputs(
        "# The three rounds\n\nMade by `redress help rounds` from the tables that the program runs "
        "([rounds_table.c](../sink/rounds_table.c), "
        "[rounds_moment.c](../sink/rounds_moment.c)); the tests walk all of it, also through a "
        "real Redis.\n\n",
        out);
    print_states(out);
    print_rows(out);
    print_notes(out);
    print_moments(out);
    print_sides(out);
    print_reasons(out);
    fputs("\nA level calls: 0 the owner, 1 the pool, 2 the lead, 3 a manager. An alert is given "
          "once for each round, kind and level of a case; each life of a reopened case counts its "
          "rounds anew.\n",
          out);
}
