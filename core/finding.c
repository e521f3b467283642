#include "core/finding.h"

#include "core/check.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdarg.h>

/* A sentence that grows in a fixed buffer: cut, never overrun. */
struct text {
    char *out;
    size_t cap, len;
};

PRINTF_LIKE(2, 3) static void add(struct text *t, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    int n = vsnprintf(t->out + t->len, t->cap - t->len, fmt, args);
    va_end(args);
    if (n > 0)
        t->len += (size_t)n < t->cap - t->len ? (size_t)n : t->cap - t->len - 1;
}

static const char *comma(const struct text *t)
{
    return t->len ? ", " : "";
}

/* 1234567 as 1,234,567: people read these at a glance. */
static const char *grouped(int64_t n, char out[32])
{
    char digits[24];
    int len = snprintf(digits, sizeof(digits), "%" PRId64, n), at = 0;
    for (int i = 0; i < len; i++) {
        if (i > 0 && (len - i) % 3 == 0 && digits[i - 1] != '-')
            out[at++] = ',';
        out[at++] = digits[i];
    }
    out[at] = '\0';
    return out;
}

static void count_of(struct text *t, int64_t n, const char *one, const char *many)
{
    char digits[32];
    if (n > 0)
        add(t, "%s%s %s", comma(t), grouped(n, digits), n == 1 ? one : many);
}

static void because_severity(struct text *t, const struct finding *x)
{
    for (unsigned i = 0; i < x->cause_count && i < CAUSE_N; i++)
        if (x->cause[i] < CAUSE_N)
            add(t, "%s%s", comma(t), vocab_cause_title[x->cause[i]]);
    if (!t->len)
        add(t, "no complaint");
}

static void because_rating(struct text *t, const struct event_fields *f)
{
    if (f->rating >= 1)
        add(t, "%d star%s", f->rating, f->rating == 1 ? "" : "s");
    else
        add(t, "no rating given");
}

static void because_reach(struct text *t, const struct event_fields *f)
{
    count_of(t, f->author_followers, "follower", "followers");
    count_of(t, f->helpful_votes, "helpful vote", "helpful votes");
    count_of(t, f->shares, "share", "shares");
    count_of(t, f->group_size, "member in the group", "members in the group");
    count_of(t, f->repost_depth, "repost deep", "reposts deep");
    if (f->review_page == 1)
        add(t, "%son the listing's first page", comma(t));
    if (!t->len)
        add(t, "no audience known");
}

static void because_listing(struct text *t, const struct event_fields *f)
{
    char digits[32];
    if (f->listing_rating < 0 || f->listing_rating_count < 0 || f->rating < 1)
        add(t, "its effect on the listing is not known");
    else
        add(t, "the listing has %.2f stars from %s rating%s", f->listing_rating,
            grouped(f->listing_rating_count, digits), f->listing_rating_count == 1 ? "" : "s");
}

static void because_attention(struct text *t, const struct event_fields *f)
{
    time_t seconds = (time_t)(f->created_at / 1000);
    struct tm tm;
    if (f->created_at > 0 && gmtime_r(&seconds, &tm))
        add(t, "written %04d-%02d-%02d %02d:%02d UTC", tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday,
            tm.tm_hour, tm.tm_min);
    else
        add(t, "when it was written is not known");
}

static void because_intent(struct text *t, const struct finding *x)
{
    for (unsigned i = 0; i < FLAG_N; i++)
        if (x->flags & (1u << i))
            add(t, "%s%s", comma(t), vocab_flag_title[i]);
    if (x->demand != DEMAND_NONE && x->demand < DEMAND_N)
        add(t, "%sasks for %s", comma(t), vocab_demand_title[x->demand]);
    if (!t->len)
        add(t, "no threat, no proof, no demand");
}

/* The currency is the writer's text: only letters of it are shown. */
static void because_value(struct text *t, const struct event_fields *f)
{
    char digits[32], letters[9] = "";
    unsigned n = 0;
    if (f->order_value_minor < 0) {
        add(t, "the order's value is not known");
        return;
    }
    for (uint32_t i = 0; i < f->currency.len && n < sizeof(letters) - 1; i++)
        if (isascii(f->currency.ptr[i]) && isalpha(f->currency.ptr[i]))
            letters[n++] = f->currency.ptr[i];
    add(t, "an order of %s.%02d%s%s", grouped(f->order_value_minor / 100, digits),
        (int)(f->order_value_minor % 100), n ? " " : "", letters);
}

char *finding_because(const struct event_fields *f, const struct finding *x, enum term term,
                      char *out, size_t cap)
{
    struct text t = {.out = out, .cap = cap};
    CHECK(cap > 0);
    out[0] = '\0';
    switch (term) {
    case TERM_SEVERITY:
        because_severity(&t, x);
        break;
    case TERM_RATING:
        because_rating(&t, f);
        break;
    case TERM_REACH:
        because_reach(&t, f);
        break;
    case TERM_HERD:
        add(&t, "others who complain of the product are counted with the case");
        break;
    case TERM_LISTING:
        because_listing(&t, f);
        break;
    case TERM_AROUSAL:
        add(&t, "the text reads %u%% urgent", (x->arousal + 5u) / 10);
        break;
    case TERM_ATTENTION:
        because_attention(&t, f);
        break;
    case TERM_INTENT:
        because_intent(&t, x);
        break;
    case TERM_VALUE:
        because_value(&t, f);
        break;
    default:
        CHECK(!"no such term");
    }
    return out;
}

const char *finding_floor_because(enum floor_kind floor)
{
    static const char *const why[FLOOR_N] = {
        [FLOOR_NONE] = "no floor",
        [FLOOR_SAFETY] = "calls the product unsafe",
        [FLOOR_PROMISE] = "a promise is overdue",
        [FLOOR_HERD] = "three or more complain of the same product",
        [FLOOR_REACH] = "a very large audience",
    };
    return (unsigned)floor < FLOOR_N ? why[floor] : why[FLOOR_NONE];
}

enum term finding_greatest(const struct finding *x, unsigned *taken)
{
    unsigned best = TERM_N;
    for (unsigned t = 0; t < TERM_N; t++)
        if (!(*taken & (1u << t)) && x->points[t] &&
            (best == TERM_N || x->points[t] > x->points[best]))
            best = t;
    if (best < TERM_N)
        *taken |= 1u << best;
    return (enum term)best;
}

unsigned finding_sum(const struct finding *x)
{
    unsigned sum = 0;
    for (int i = 0; i < TERM_N; i++)
        sum += x->points[i];
    return sum;
}

static void write_causes(const struct finding *x, FILE *out)
{
    fprintf(out, "\"causes\":[");
    for (unsigned i = 0; i < x->cause_count && i < CAUSE_N; i++) {
        unsigned p = x->p_cause[x->cause[i]];
        fprintf(out, "%s{\"cause\":\"%s\",\"p\":%u.%03u}", i ? "," : "", vocab_cause[x->cause[i]],
                p / 1000, p % 1000);
    }
    fprintf(out, "]");
}

void finding_write_json(const struct event_fields *f, const struct finding *x, FILE *out)
{
    char text[FINDING_BECAUSE_CAP];
    const char *sep = "";
    write_causes(x, out);
    fprintf(out, ",\"demand\":\"%s\",\"flags\":[", vocab_demand[x->demand]);
    for (unsigned i = 0; i < FLAG_N; i++)
        if (x->flags & (1u << i)) {
            fprintf(out, "%s\"%s\"", sep, vocab_flag[i]);
            sep = ",";
        }
    fprintf(out, "],\"priority\":%u,\"why\":[", x->priority);
    sep = "";
    for (unsigned i = 0; i < TERM_N; i++)
        if (x->points[i]) {
            fprintf(out, "%s{\"term\":\"%s\",\"points\":%u,\"because\":\"%s\"}", sep, vocab_term[i],
                    x->points[i], finding_because(f, x, (enum term)i, text, sizeof(text)));
            sep = ",";
        }
    fprintf(out, "]");
    if (x->floor != FLOOR_NONE)
        fprintf(out, ",\"floor\":{\"name\":\"%s\",\"points\":%u}", vocab_floor[x->floor],
                x->floor_points);
}

void finding_write_table(const struct event_fields *f, const struct finding *x, FILE *out)
{
    char text[FINDING_BECAUSE_CAP];
    for (unsigned i = 0; i < TERM_N; i++)
        if (x->points[i])
            fprintf(out, "  %-10s %4u  %s\n", vocab_term[i], x->points[i],
                    finding_because(f, x, (enum term)i, text, sizeof(text)));
    if (x->floor != FLOOR_NONE)
        fprintf(out, "  %-10s %4u  %s: not below this\n", "floor", x->floor_points,
                finding_floor_because((enum floor_kind)x->floor));
    fprintf(out, "  %-10s %4u\n", "priority", x->priority);
}
