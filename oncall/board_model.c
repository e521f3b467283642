#include "oncall/board_model.h"

#include "core/cli.h"
#include "core/mend.h"
#include "core/vocab.h"
#include "oncall/board_actions.h"
#include "oncall/case_json.h"
#include "oncall/verbs.h"

#include <stdlib.h>

static json_t *text(struct str s)
{
    json_t *j = s.len ? json_stringn(s.ptr, s.len) : NULL;
    return j ? j : json_string("");
}

static json_t *names_of(const char *const *names, const uint8_t *which, unsigned n)
{
    json_t *list = json_array();
    for (unsigned i = 0; i < n; i++)
        json_array_append_new(list, json_string(names[which[i]]));
    return list;
}

static json_t *unlikely_of(const struct finding *x)
{
    json_t *list = json_array();
    for (unsigned i = 0; i < x->cause_count; i++)
        if (case_cause_unlikely(x, i))
            json_array_append_new(list, json_string(vocab_cause[x->cause[i]]));
    return list;
}

static json_t *names_in(const char *const *names, unsigned n, unsigned bits)
{
    json_t *list = json_array();
    for (unsigned i = 0; i < n; i++)
        if (bits & (1u << i))
            json_array_append_new(list, json_string(names[i]));
    return list;
}

json_t *board_model_row(const struct store_case *c, const struct rounds_budgets *budgets,
                        const char *who, int64_t now_ms)
{
    const struct rounds_case *r = &c->head.state;
    const struct finding *x = &c->finding;
    json_t *j = json_object();
    json_object_set_new(j, "id", json_string(c->id));
    json_object_set_new(j, "priority", json_integer(x->priority));
    json_object_set_new(j, "state", json_string(rounds_state_name[r->state]));
    json_object_set_new(j, "title", json_string(rounds_state_title[r->state]));
    json_object_set_new(j, "turn_text", json_string(case_turn_text(r->state)));
    json_object_set_new(j, "round", json_integer(case_round(r->state)));
    json_object_set_new(j, "customers_turn", json_boolean(case_customers_turn(r->state)));
    json_object_set_new(j, "lane", json_string(rounds_lane_name[r->lane]));
    json_object_set_new(j, "level", json_integer(r->level));
    json_object_set_new(j, "called", json_string(r->level ? case_level_name(r->level) : ""));
    json_object_set_new(j, "breached", json_boolean(r->breached != 0));
    json_object_set_new(j, "warned", json_boolean(r->warned));
    json_object_set_new(j, "start_ms", json_integer(r->round_start_ms));
    json_object_set_new(j, "due_ms", json_integer(r->due_ms));
    json_object_set_new(j, "owner", text(str_from(r->owner_until_ms > now_ms ? r->owner : "")));
    json_object_set_new(j, "causes", names_of(vocab_cause, x->cause, x->cause_count));
    json_object_set_new(j, "unlikely", unlikely_of(x));
    json_object_set_new(j, "demand", json_string(vocab_demand[x->demand]));
    json_object_set_new(j, "flags", names_in(vocab_flag, FLAG_N, x->flags));
    json_object_set_new(j, "herd", json_integer(c->herd));
    json_object_set_new(j, "product", text(c->fields.product_id));
    json_object_set_new(j, "seller", text(c->fields.seller_id));
    json_object_set_new(j, "can", board_actions_possible(budgets, r, who, now_ms));
    return j;
}

/* ---- alerts ----------------------------------------------------------------------------------*/

/* "late:930,service:411" as "late,service". */
static json_t *cause_names(struct str s)
{
    char out[96];
    size_t len = 0;
    bool digits = false;
    for (uint32_t i = 0; i < s.len && len + 1 < sizeof(out); i++) {
        if (s.ptr[i] == ':' || s.ptr[i] == ',')
            digits = s.ptr[i] == ':';
        if (!digits)
            out[len++] = s.ptr[i];
    }
    return text((struct str){out, (uint32_t)len});
}

/* Its id is <case>:<round>:<kind>:<level>; the round's tens are the times it was reopened. */
json_t *board_model_alert(const struct store_entry *x)
{
    char id[96], *rest = id;
    snprintf(id, sizeof(id), "%.*s", STR_FMT(x->id));
    const char *part[4] = {"", "", "", ""};
    for (int i = 0; i < 4 && rest; i++)
        part[i] = strsep(&rest, ":");
    unsigned round = (unsigned)strtoul(part[1], NULL, 10) % 10;
    json_t *j = json_object();
    json_object_set_new(j, "id", text(x->id));
    json_object_set_new(j, "at_ms", json_integer(x->at_ms));
    json_object_set_new(j, "case", text(str_from(part[0])));
    json_object_set_new(j, "kind", text(str_from(part[2])));
    json_object_set_new(j, "round",
                        json_string(round >= 1 && round <= 5 ? case_turn_name(round - 1) : "?"));
    json_object_set_new(j, "level", json_integer(strtol(part[3], NULL, 10)));
    json_object_set_new(j, "priority", json_integer(x->priority));
    json_object_set_new(j, "causes", cause_names(x->causes));
    json_object_set_new(j, "product", text(x->product));
    json_object_set_new(j, "why", text(x->why)); /* of no single case: nothing can be opened */
    return j;
}

static int64_t member(const json_t *j, const char *name)
{
    return json_integer_value(json_object_get(j, name));
}

/* Shards are asked one after the other, so what is new is put where its time belongs. */
static void hear(void *ctx, const struct store_entry *x)
{
    json_t *alerts = ctx;
    size_t at = 0;
    while (at < json_array_size(alerts) && member(json_array_get(alerts, at), "at_ms") > x->at_ms)
        at++;
    json_array_insert_new(alerts, at, board_model_alert(x));
    if (json_array_size(alerts) > BOARD_ALERTS)
        json_array_remove(alerts, BOARD_ALERTS);
}

/* ---- the queue -------------------------------------------------------------------------------*/

json_t *board_model_read(struct store *s, const struct store_filter *f, const char *who,
                         json_t *alerts, struct err *e)
{
    struct store_list l = {0};
    int64_t now;
    int rc = store_list(s, f, &l, e);
    if (rc == 0)
        rc = store_now(s, 0, &now, e);
    if (rc == 0)
        rc = store_alerts(s, BOARD_ALERTS, hear, alerts, e);
    json_t *j = NULL;
    if (rc == 0) {
        json_t *cases = json_array();
        for (unsigned i = 0; i < l.count; i++)
            json_array_append_new(cases,
                                  board_model_row(&l.cases[i], &store_cases(s)->budgets, who, now));
        j = json_pack("{s:I,s:I,s:I,s:I,s:I,s:I,s:I,s:b,s:o,s:o}", "now_ms", (json_int_t)now,
                      "open", (json_int_t)l.open, "queued", (json_int_t)l.queued, "late",
                      (json_int_t)l.late, "soon", (json_int_t)l.soon, "soon_ms",
                      (json_int_t)f->soon_ms, "matching", (json_int_t)l.matching, "whole", l.whole,
                      "cases", cases, "alerts", json_copy(alerts));
    }
    store_list_free(&l);
    return j;
}

/* ---- one case --------------------------------------------------------------------------------*/

/* What a verb complained of, without "redress case verb: " before it and the line end behind. */
static const char *complaint(struct case_said *said)
{
    char *line = said->err, *behind = strncmp(line, "redress ", 8) == 0 ? strstr(line, ": ") : NULL;
    size_t len = strlen(line);
    while (len > 0 && line[len - 1] == '\n')
        line[--len] = '\0';
    return behind ? behind + 2 : line;
}

json_t *board_model_case(const struct config *cfg, struct store *s, const char *id, const char *who,
                         const char *language, bool words, struct err *e)
{
    const char *argv[] = {"show", "--language", language ? language : cfg->board_language,
                          words ? "--" : "--no-text", id};
    struct store_case c = {0};
    struct case_said said;
    int64_t now;
    json_t *j = NULL;
    if (store_find(s, id, &c, e) != 0 || store_now(s, c.shard, &now, e) != 0) {
        store_case_free(&c);
        return NULL;
    }
    argv[4] = c.id;
    case_run(cfg, 5, argv, &said);
    if (said.code == EXIT_OK && (j = json_loads(said.out, 0, NULL)) != NULL) {
        json_object_set_new(j, "due_ms", json_integer(c.head.state.due_ms));
        json_object_set_new(j, "title", json_string(rounds_state_title[c.head.state.state]));
        json_object_set_new(j, "hint", json_string(board_hint(&c.head.state, now)));
        json_object_set_new(j, "row", board_model_row(&c, &store_cases(s)->budgets, who, now));
        json_object_set_new(
            j, "can", board_actions_possible(&store_cases(s)->budgets, &c.head.state, who, now));
    } else {
        err_set(e, "%s", complaint(&said));
    }
    case_said_free(&said);
    store_case_free(&c);
    return j;
}

/* "say": with names of actions in brackets where the verb names commands; "said": with labels. */
static json_t *act_result(int code, const char *text, json_t *shown)
{
    char say[BOARD_SAY_CAP], said[BOARD_SAY_CAP];
    board_say(text, say, sizeof(say));
    board_hint_labels(say, said, sizeof(said));
    return json_pack("{s:i,s:s,s:s,s:o}", "code", code, "said", mend_utf8(said), "say",
                     mend_utf8(say), "case", shown ? shown : json_null());
}

static const char *what_became(const struct board_action *a, const json_t *shown, char out[160])
{
    const char *state = json_string_value(json_object_get(shown, "state"));
    const char *reason = json_string_value(json_object_get(shown, "reason"));
    int known =
        state ? vocab_find(rounds_state_name, ROUNDS_STATE_N, state, (unsigned)strlen(state)) : -1;
    snprintf(out, 160, "%s: done; %s%s%s", a->label, known < 0 ? "" : rounds_state_title[known],
             reason ? ", " : "", reason ? reason : "");
    return out;
}

json_t *board_model_act(const struct config *cfg, const char *action, const char *id,
                        const char *who, const json_t *answers)
{
    const struct board_action *a = board_action_find(action);
    const char *argv[BOARD_ARGV_MAX];
    char memory[BOARD_FIELDS_MAX + 1][80];
    struct case_said said;
    struct err e = {""};
    if (!a)
        return act_result(EXIT_USAGE, "there is no such action", NULL);
    int argc = board_action_argv(a, id, who, answers, argv, memory, &e);
    if (argc < 0)
        return act_result(EXIT_USAGE, e.msg, NULL);
    case_run(cfg, argc, argv, &said);
    json_t *shown = json_loads(said.out, 0, NULL);
    const char *refused = json_string_value(json_object_get(shown, "refused"));
    char done[160];
    json_t *j = act_result(said.code,
                           said.code == EXIT_OK ? what_became(a, shown, done)
                           : refused            ? refused
                                                : complaint(&said),
                           shown);
    case_said_free(&said);
    return j;
}
