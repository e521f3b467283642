#include "oncall/board_hold.h"

#include <stdbool.h>
#include <string.h>

static const char *id_of(const json_t *row)
{
    const char *id = json_string_value(json_object_get(row, "id"));
    return id ? id : "";
}

static json_t *by_id(const json_t *rows)
{
    json_t *index = json_object(), *row;
    size_t i;
    json_array_foreach(rows, i, row) json_object_set(index, id_of(row), row);
    return index;
}

/* How a row that is not among the cases any more stands there: a new reference. A model that is not
 * whole may only not have been read that far. */
static json_t *left_behind(const json_t *row, const json_t *shown, bool whole)
{
    json_t *now = json_object_get(shown, "row");
    if (now && strcmp(id_of(shown), id_of(row)) == 0)
        return json_incref(now);
    json_t *j = json_copy((json_t *)row);
    if (whole)
        json_object_set_new(j, "gone", json_true());
    return j;
}

/* Those behind the last one that is held go behind it; those among them wait. */
static void add_new(struct board_hold *h, const json_t *cases, const json_t *held, json_t *rows)
{
    size_t n = json_array_size(cases), last = n;
    while (last > 0 && !json_object_get(held, id_of(json_array_get(cases, last - 1))))
        last--;
    h->fresh = 0;
    h->fresh_priority = 0;
    for (size_t i = 0; i < n; i++) {
        json_t *row = json_array_get(cases, i);
        int64_t priority = json_integer_value(json_object_get(row, "priority"));
        if (json_object_get(held, id_of(row)))
            continue;
        if (i >= last) {
            json_array_append(rows, row);
            continue;
        }
        h->fresh++;
        h->fresh_priority = priority > h->fresh_priority ? priority : h->fresh_priority;
    }
}

json_t *board_hold_model(struct board_hold *h, const json_t *model, const json_t *shown)
{
    json_t *cases = json_object_get(model, "cases"), *out = json_copy((json_t *)model);
    json_t *now = by_id(cases), *held = by_id(h->rows), *rows = json_array(), *row;
    bool whole = json_integer_value(json_object_get(model, "matching")) <=
                 (json_int_t)json_array_size(cases);
    size_t i;
    json_array_foreach(h->rows, i, row)
    {
        json_t *fresh = json_object_get(now, id_of(row));
        if (fresh)
            json_array_append(rows, fresh);
        else
            json_array_append_new(rows, left_behind(row, shown, whole));
    }
    add_new(h, cases, held, rows);
    json_decref(h->rows);
    h->rows = json_incref(rows);
    json_object_set_new(out, "cases", rows);
    json_decref(now);
    json_decref(held);
    return out;
}

void board_hold_end(struct board_hold *h)
{
    json_decref(h->rows);
    *h = (struct board_hold){0};
}
