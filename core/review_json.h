/* review_json.h - one review as a line of JSON: what `redress feed` and `redress classify` read and
 * what `redress gen` writes.
 *
 * An object whose members have the names of struct event_fields. Numbers of the Avro schema are
 * numbers, enums are words ("kind":"post"), times are unix seconds, milliseconds (100000000000 and
 * more) or ISO 8601 text without a zone = UTC. null and, for ids, "" mean absent. Unknown members
 * are ignored. The synonyms below are read when the proper name is absent:
 *
 *   id -> review_id   text, content -> body   stars, star -> rating   lang, language -> locale
 *   ts, time, date -> created_at   user, author -> author_id   product -> product_id
 *   seller, shop -> seller_id   order -> order_id   group -> group_id
 *   followers -> author_followers   helpful_up, helpful -> helpful_votes
 *
 * category (or cat) is no field of an event; it is kept for those who make up a product id. */
#ifndef REDRESS_CORE_REVIEW_JSON_H
#define REDRESS_CORE_REVIEW_JSON_H

#include "core/check.h"
#include "core/event.h"

#include <stdbool.h>
#include <stdio.h>

/* Numbers from here on are milliseconds, smaller ones seconds: as ms it is March 1973, as seconds
 * the year 5138. */
#define REVIEW_JSON_MS INT64_C(100000000000)
#define REVIEW_JSON_IDS 16 /* text members that may be given as whole numbers */

struct review_json {
    struct event_fields fields; /* .review_id is the line's id; nothing is required but an object */
    struct str category;
    bool has_created_at;
    bool id_is_number; /* the line's id was a number, not text */

    void *tree;                            /* private: owns the strings */
    char number_text[REVIEW_JSON_IDS][24]; /* private: ids that were numbers */
};

/* Reads one line (len bytes, a line end is allowed, no NUL needed). `out` must be zeroed before
 * its first use and may be used again and again; its strings live until the next parse into it or
 * review_json_fini. -1: not JSON, not an object, or a member of the wrong type: e names the member
 * (the caller knows the number of the line). Values are not judged: see event_fields_invalid.
 * Allocates; not for the path of an event. */
MUST_CHECK int review_json_parse(const char *line, size_t len, struct review_json *out,
                                 struct err *e);
void review_json_fini(struct review_json *r);

/* Writes the fields that are present as one line with its '\n'; review_json_parse reads it back to
 * the same fields. Strings must be valid UTF-8. */
void review_json_write(const struct event_fields *f, FILE *out);

#endif
