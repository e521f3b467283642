/* gen_event.c - one event from its number.
 *
 *   number --resolve--> the original it shows --dice of that number--> language, complaint,
 * product, audience, times, ids; the words from dice of their own, so that an edit changes only
 * them
 *
 * The order of the draws is part of the result: a new draw goes to the end, or every stream that
 * somebody keeps a seed of becomes another. */
#include "feed/gen_event.h"

#include <string.h>

#define LOOK_BACK 1000 /* an edit or a duplicate follows within so many events */
#define DAY_MS INT64_C(86400000)

/* Independent streams of dice. */
enum stream { STREAM_SLOT, STREAM_EVENT, STREAM_HERD, STREAM_PRODUCT };

static enum gen_event_slot drawn_slot(const struct gen_event_options *o, uint64_t i, struct dice *d)
{
    *d = dice_of(o->seed, STREAM_SLOT, i);
    uint32_t at = dice_below(d, DICE_MILLION);
    if (at < o->duplicates)
        return GEN_EVENT_DUPLICATE;
    return at - o->duplicates < o->edits ? GEN_EVENT_EDIT : GEN_EVENT_ORIGINAL;
}

/* Which original slot i shows: itself, or an earlier one. A slot that finds none in a few throws
 * stays an original; nobody refers to it, as its draw says otherwise. */
static uint64_t resolve(const struct gen_event_options *o, uint64_t i, enum gen_event_slot *slot)
{
    struct dice d, ignored;
    *slot = drawn_slot(o, i, &d);
    uint64_t reach = i < LOOK_BACK ? i : LOOK_BACK;
    for (int tries = 0; *slot != GEN_EVENT_ORIGINAL && reach > 0 && tries < 16; tries++) {
        uint64_t j = i - 1 - dice_below(&d, (uint32_t)reach);
        if (drawn_slot(o, j, &ignored) == GEN_EVENT_ORIGINAL)
            return j;
    }
    *slot = GEN_EVENT_ORIGINAL;
    return i;
}

/* PREFIX and a number of `digits` digits at least; much cheaper than snprintf. */
static struct str name(char *out, const char *prefix, uint64_t number, int digits)
{
    char reversed[20];
    int n = 0;
    size_t len = strlen(prefix);
    memcpy(out, prefix, len);
    for (; number || n < digits; number /= 10)
        reversed[n++] = (char)('0' + number % 10);
    while (n > 0)
        out[len++] = reversed[--n];
    out[len] = '\0';
    return (struct str){out, (uint32_t)len};
}

static enum gen_text_language draw_language(const struct gen_event_options *o, struct dice *d)
{
    uint32_t sum = 0, at;
    for (int l = 0; l < GEN_TEXT_LANGUAGES; l++)
        sum += o->languages[l];
    at = dice_below(d, sum);
    int l = 0;
    for (; l < GEN_TEXT_LANGUAGES - 1 && at >= o->languages[l]; l++)
        at -= o->languages[l];
    return (enum gen_text_language)l;
}

/* A few products sell most: the square of a uniform number. */
static uint32_t draw_product(const struct gen_event_options *o, struct dice *d)
{
    uint64_t u = dice_next(d) >> 32;
    return (uint32_t)((((u * u) >> 32) * o->products) >> 32);
}

static int32_t draw_rating(struct dice *d, bool complaint)
{
    uint32_t at = dice_below(d, 100);
    if (at < 4)
        return (int32_t)EVENT_ABSENT;
    if (complaint)
        return at < 65 ? 1 : at < 88 ? 2 : at < 96 ? 3 : 5; /* 5: nobody dares give less */
    return at < 75 ? 5 : at < 96 ? 4 : 3;
}

/* What is the same in all reviews of a product. */
static void set_product(const struct gen_event_options *o, struct gen_event *g, uint32_t product)
{
    struct event_fields *f = &g->fields;
    struct dice d = dice_of(o->seed, STREAM_PRODUCT, product);
    f->product_id = name(g->product_id, "p", product, 6);
    f->seller_id = name(g->seller_id, "s", dice_below(&d, o->sellers), 4);
    f->marketplace = dice_chance(&d, 700000) ? STR_LIT("demo-mall") : STR_LIT("demo-bazaar");
    f->list_price_minor = 900 + dice_below(&d, 90000);
    f->listing_rating_count = 1 + dice_below(&d, 1u << (1 + dice_below(&d, 14)));
    f->listing_rating = 3.0 + 0.1 * dice_below(&d, 20);
}

/* Most are reviews; the rest covers every channel, since each has deadlines of its own. */
static void set_audience(struct gen_event *g, struct dice *d)
{
    struct event_fields *f = &g->fields;
    uint32_t at = dice_below(d, 100);
    if (at < 82)
        return; /* a review on a marketplace */
    if (at < 90) {
        f->channel = CHANNEL_SOCIAL;
        f->kind = dice_chance(d, 500000) ? KIND_POST : KIND_COMMENT;
        /* Up to two million, small audiences far more often than large ones. */
        f->author_followers = dice_below(d, 1u << (4 + dice_below(d, 18)));
        f->shares = dice_below(d, 1u << dice_below(d, 8));
    } else if (at < 96) {
        f->channel = CHANNEL_GROUP;
        f->kind = KIND_GROUP_MESSAGE;
        f->group_id = name(g->group_id, "g", dice_below(d, 500), 4);
        f->group_size = 20 + dice_below(d, 480);
    } else {
        f->channel = CHANNEL_CHAT;
        f->kind = KIND_LIVE_CHAT;
    }
}

/* Complaints of one block gather round one product, one cause and one group. */
static void join_herd(const struct gen_event_options *o, struct gen_event *g, uint64_t i)
{
    struct event_fields *f = &g->fields;
    uint64_t herd = i / GEN_EVENT_HERD_SLOTS;
    struct dice d = dice_of(o->seed, STREAM_HERD, herd);
    set_product(o, g, draw_product(o, &d));
    g->cause = gen_text_cause(&d);
    f->channel = CHANNEL_GROUP;
    f->kind = KIND_GROUP_MESSAGE;
    f->group_id = name(g->group_id, "h", herd, 6);
    f->group_size = 100 + dice_below(&d, 400);
}

/* Days from purchase to arrival to review: the attention window and promises are counted in them.
 */
static void set_times(const struct gen_event_options *o, struct gen_event *g, uint64_t i,
                      struct dice *d)
{
    struct event_fields *f = &g->fields;
    int64_t passed = o->per_second ? (int64_t)(i * 1000 / (uint64_t)o->per_second) : 0;
    f->created_at = o->start_ms + passed;
    f->received_at = f->created_at - dice_below(d, 5) * DAY_MS;
    f->purchased_at = f->received_at - (1 + dice_below(d, 9)) * DAY_MS;
}

static void set_rest(struct gen_event *g, struct dice *d, enum gen_text_language language)
{
    struct event_fields *f = &g->fields;
    f->order_id = name(g->order_id, "o", dice_next(d) % 1000000000000u, 12);
    f->author_id = name(g->author_id, "u", dice_next(d) % 1000000000u, 9);
    f->locale = str_from(gen_text_locales[language]);
    f->currency = language == GEN_TEXT_ZH ? STR_LIT("CNY") : STR_LIT("USD");
    f->order_value_minor = f->list_price_minor * (1 + dice_below(d, 3));
    f->media_count = dice_chance(d, 300000) ? 1 + dice_below(d, 9) : 0;
    f->helpful_votes = dice_chance(d, 200000) ? dice_below(d, 60) : 0;
    f->comments = dice_chance(d, 100000) ? dice_below(d, 30) : 0;
}

/* The text and the stars: what an edit changes. */
static void set_words(const struct gen_event_options *o, struct gen_event *g, uint64_t i,
                      enum gen_text_language language)
{
    struct event_fields *f = &g->fields;
    struct dice d = dice_of(o->seed + (uint64_t)f->version, STREAM_EVENT, i);
    size_t len = g->complaint ? gen_text_complaint(&d, language, g->cause, g->body)
                              : gen_text_praise(&d, language, g->body);
    f->body = (struct str){g->body, (uint32_t)len};
    f->rating = draw_rating(&d, g->complaint);
}

void gen_event(const struct gen_event_options *o, uint64_t i, struct gen_event *g)
{
    struct event_fields *f = &g->fields;
    char prefix[32];
    event_fields_init(f);
    i = resolve(o, i, &g->slot);
    f->version = g->slot == GEN_EVENT_EDIT ? 2 : 1;
    struct dice d = dice_of(o->seed, STREAM_EVENT, i);
    enum gen_text_language language = draw_language(o, &d);
    g->complaint = dice_chance(&d, o->complaints);
    g->cause = gen_text_cause(&d);
    set_product(o, g, draw_product(o, &d));
    set_audience(g, &d);
    if (g->complaint && dice_chance(&d, o->herds))
        join_herd(o, g, i);
    set_times(o, g, i, &d);
    set_rest(g, &d, language);
    set_words(o, g, i, language);
    size_t len = name(prefix, "gen", o->seed, 1).len;
    memcpy(prefix + len, "-", 2);
    f->review_id = name(g->review_id, prefix, i, 9);
}
