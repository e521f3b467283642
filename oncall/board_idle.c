/* The last line while nobody is asked and nothing is said. */
#include "oncall/board_draw.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

bool board_gone(const json_t *c)
{
    return json_is_true(json_object_get(c, "gone"));
}

/* How many are due soon and yet stand below one that has more time. */
static unsigned below(const struct board_view *v)
{
    int64_t latest = INT64_MIN;
    unsigned n = 0;
    size_t i;
    json_t *c;
    json_array_foreach(json_object_get(v->model, "cases"), i, c)
    {
        int64_t due = board_number(c, "due_ms");
        n += board_soon(v, c) && due < latest;
        latest = !board_gone(c) && due > latest ? due : latest;
    }
    return n;
}

static bool by_deadline(const struct board_view *v)
{
    return strstr(v->filter, "sort=due") != NULL;
}

/* The longest text that fits. */
static void put_one(struct screen *s, unsigned row, const char *const *texts, unsigned n,
                    unsigned style)
{
    unsigned i = 0;
    while (i + 1 < n && term_width(str_from(texts[i])) > s->cols)
        i++;
    screen_put(s, row, 0, s->cols, str_from(texts[i]), style);
}

void board_draw_idle(struct screen *s, unsigned row, const struct board_view *v)
{
    static const char *const legend[] = {
        "LEFT: of this turn, ! ends within minutes, - is late   PRI: 0 to 1000   TURN: round 1 to "
        "3, "
        "then decide; waits: for the customer   safety?: perhaps",
        "LEFT: ! ends within minutes, - is late   TURN: waits: for the customer   ?: all words",
        "! ends soon  - late  waits: for the customer  safety?: perhaps  ? all words",
        "! ends soon, - is late; ? explains",
    };
    char text[2][160];
    const char *const texts[] = {text[0], text[1]};
    unsigned n = by_deadline(v) ? 0 : below(v);
    if (v->fresh) {
        snprintf(
            text[0], sizeof(text[0]),
            "%u new wait%s, priority up to %" PRId64 "; rows hold still while you work; g shows %s",
            v->fresh, v->fresh == 1 ? "s" : "", v->fresh_priority, v->fresh == 1 ? "it" : "them");
        snprintf(text[1], sizeof(text[1]), "%u new, up to %" PRId64 ": g shows them", v->fresh,
                 v->fresh_priority);
        put_one(s, row, texts, 2, SCREEN_YELLOW);
    } else if (n) {
        int minutes = (int)((board_number(v->model, "soon_ms") + 59999) / 60000);
        snprintf(text[0], sizeof(text[0]),
                 "%u due within %d min stand%s lower, for priority counts too; S: due soonest "
                 "first",
                 n, minutes, n == 1 ? "s" : "");
        snprintf(text[1], sizeof(text[1]), "%u due within %d min lower; S: due soonest first", n,
                 minutes);
        put_one(s, row, texts, 2, SCREEN_YELLOW);
    } else if (by_deadline(v)) {
        screen_put(s, row, 0, s->cols, STR_LIT("due soonest first; S: by urgency again"),
                   SCREEN_DIM);
    } else {
        put_one(s, row, legend, sizeof(legend) / sizeof(legend[0]), SCREEN_DIM);
    }
}
