/* vocab.h - the words of the trade, once: causes, demands, flags, score terms, dead-letter reasons.
 *
 * Each list is an X-macro: the enum, the wire name and the sentence that explains it come from one
 * line. Wire names are a public interface (JSON, Redis, Kafka headers, metrics labels): they may be
 * added to, never renamed. Order is the order of the model's columns: append only. */
#ifndef REDRESS_CORE_VOCAB_H
#define REDRESS_CORE_VOCAB_H

/* X(ENUM, "wire name", "what a person calls it") */
#define VOCAB_CAUSES(X)                                                                            \
    X(LATE, "late", "delivery late")                                                               \
    X(DAMAGED, "damaged", "arrived damaged")                                                       \
    X(MISSING, "missing", "missing or short")                                                      \
    X(WRONG_ITEM, "wrong_item", "wrong item sent")                                                 \
    X(SPOILED, "spoiled", "spoiled or dirty")                                                      \
    X(DEFECT, "defect", "defective")                                                               \
    X(PERFORMANCE, "performance", "works badly")                                                   \
    X(TASTE_SMELL, "taste_smell", "bad taste or smell")                                            \
    X(FIT, "fit", "does not fit")                                                                  \
    X(MISMATCH, "mismatch", "not as described")                                                    \
    X(COUNTERFEIT, "counterfeit", "genuineness doubted")                                           \
    X(PACKAGING, "packaging", "poor packaging")                                                    \
    X(PRICE, "price", "price not fair")                                                            \
    X(SERVICE, "service", "bad service")                                                           \
    X(REFUND, "refund", "refund or return trouble")                                                \
    X(SAFETY, "safety", "safety or health")                                                        \
    X(FRAUD, "fraud", "fraud or pressure")                                                         \
    X(OTHER, "other", "no cause named")

#define VOCAB_DEMANDS(X)                                                                           \
    X(NONE, "none", "asks for nothing")                                                            \
    X(REFUND, "refund", "money back")                                                              \
    X(RETURN, "return", "return the goods")                                                        \
    X(REPLACE, "replace", "exchange")                                                              \
    X(RESEND, "resend", "send what is missing")                                                    \
    X(REPAIR, "repair", "repair")                                                                  \
    X(COMPENSATE, "compensate", "compensation")                                                    \
    X(APOLOGISE, "apologise", "an apology")                                                        \
    X(EXPLAIN, "explain", "an explanation")                                                        \
    X(CANCEL, "cancel", "cancel the order")                                                        \
    X(OTHER, "other", "something else")

#define VOCAB_FLAGS(X)                                                                             \
    X(THREAT, "threat", "threatens to complain publicly or officially")                            \
    X(WARN, "warn", "warns other buyers")                                                          \
    X(CHURN, "churn", "will not buy again")                                                        \
    X(REPEAT, "repeat", "not the first time")                                                      \
    X(EVIDENCE, "evidence", "says they have photos or proof")                                      \
    X(ANGER, "anger", "strong anger")                                                              \
    X(VULNERABLE, "vulnerable", "a child, elderly or ill person is affected")                      \
    X(SARCASM, "sarcasm", "praise that means the opposite")

/* Addends of the priority. X(ENUM, "wire name", default weight, "what it measures") */
#define VOCAB_TERMS(X)                                                                             \
    X(SEVERITY, "severity", 190, "how grave the gravest cause is")                                 \
    X(RATING, "rating", 160, "how low the rating is")                                              \
    X(REACH, "reach", 160, "how many people can see it")                                           \
    X(HERD, "herd", 160, "how many complain of the same product (known to Redis only)")            \
    X(LISTING, "listing", 90, "how far it moves the listing's average")                            \
    X(AROUSAL, "arousal", 80, "how angry the text is")                                             \
    X(ATTENTION, "attention", 60, "how much of the 72 h attention window is left")                 \
    X(INTENT, "intent", 60, "threats, warnings, evidence, a stated demand")                        \
    X(VALUE, "value", 40, "the order's value")

/* Floors: the priority is never below them. X(ENUM, "wire name", default floor, "when") */
#define VOCAB_FLOORS(X)                                                                            \
    X(NONE, "none", 0, "no floor")                                                                 \
    X(SAFETY, "safety", 900, "a safety cause")                                                     \
    X(PROMISE, "promise", 800, "a promise is overdue")                                             \
    X(HERD, "herd", 700, "three or more complain of the same product")                             \
    X(REACH, "reach", 700, "a very large audience")

/* What can be laid before a customer or a platform; a bit each in a case's field 'ev'. Values,
 * never pictures or texts, are kept: that it is there, not what it says. */
#define VOCAB_EVIDENCE(X)                                                                          \
    X(LOGISTICS, "logistics", "the carrier's tracking record")                                     \
    X(AUTHORISATION, "authorisation", "the brand's authorisation or proof of purchase")            \
    X(PACKAGING, "packaging", "a comparison of packagings by channel and batch")                   \
    X(PHOTO, "photo", "photos or a video of the goods")                                            \
    X(ORDER, "order", "the order and payment record")                                              \
    X(TEST, "test", "a test or inspection report")                                                 \
    X(CHAT, "chat", "the record of the conversation")                                              \
    X(PACKING, "packing", "the packing video or the weight when sent")                             \
    X(LISTING, "listing", "the listing as it was when ordered")                                    \
    X(BATCH, "batch", "batch number, production and expiry date")                                  \
    X(SYSTEM, "system", "a log that shows our own error")                                          \
    X(RULE, "rule", "the rule that applies, with its id")

#define VOCAB_KINDS(X)                                                                             \
    X(REVIEW, "review", "a product review")                                                        \
    X(COMMENT, "comment", "a comment under something")                                             \
    X(POST, "post", "a public post")                                                               \
    X(GROUP_MESSAGE, "group_message", "a message in a buyers' group")                              \
    X(LIVE_CHAT, "live_chat", "a chat with customer service")                                      \
    X(RETURN_REASON, "return_reason", "the reason given for a return")                             \
    X(CUSTOMER_MESSAGE, "customer_message", "a customer's message in a case that exists")          \
    X(APPEAL_WON, "appeal_won", "the platform took our side in the appeal of a case")              \
    X(APPEAL_LOST, "appeal_lost", "the platform did not take our side in the appeal of a case")

#define VOCAB_CHANNELS(X)                                                                          \
    X(MARKETPLACE, "marketplace", "a marketplace")                                                 \
    X(SOCIAL, "social", "a social network")                                                        \
    X(GROUP, "group", "a buyers' group")                                                           \
    X(CHAT, "chat", "a live chat")

/* Why a record became a dead letter. */
#define VOCAB_REASONS(X)                                                                           \
    X(NONE, "none", "not a dead letter")                                                           \
    X(BAD_MAGIC, "bad_magic",                                                                      \
      "no Confluent framing: the first byte is not 0x00, or under 5 bytes")                        \
    X(UNKNOWN_SCHEMA, "unknown_schema", "the registry does not know this schema id")               \
    X(BAD_SCHEMA, "bad_schema", "the writer's schema cannot be parsed")                            \
    X(INCOMPATIBLE, "incompatible_schema", "the writer's schema cannot be resolved to ours")       \
    X(TRUNCATED, "truncated", "the record ends before its schema does")                            \
    X(BAD_LENGTH, "bad_length", "a negative length, or one beyond the record")                     \
    X(BAD_VARINT, "bad_varint", "a varint of more than 10 bytes, or beyond its type")              \
    X(BAD_BLOCK, "bad_block", "an array or map block count or size that cannot be")                \
    X(BAD_UNION, "bad_union_index", "a union index out of range")                                  \
    X(BAD_ENUM, "bad_enum_index", "an enum index out of range, or a symbol we do not know")        \
    X(BAD_BOOL, "bad_bool", "a boolean that is neither 0 nor 1")                                   \
    X(BAD_UTF8, "bad_utf8", "a string that is not valid UTF-8")                                    \
    X(TOO_DEEP, "too_deep", "nested deeper than the limit")                                        \
    X(TRAILING, "trailing_bytes", "bytes are left after the record")                               \
    X(INVALID_VALUE, "invalid_value", "decoded, but a value is impossible (empty id, rating 9)")   \
    X(REJECTED, "rejected", "the store refused this record for good")

#define VOCAB_CAUSE_ENUM(id, name, doc) CAUSE_##id,
#define VOCAB_DEMAND_ENUM(id, name, doc) DEMAND_##id,
#define VOCAB_FLAG_ENUM(id, name, doc) FLAG_##id,
#define VOCAB_TERM_ENUM(id, name, weight, doc) TERM_##id,
#define VOCAB_FLOOR_ENUM(id, name, value, doc) FLOOR_##id,
#define VOCAB_EVIDENCE_ENUM(id, name, doc) EVIDENCE_##id,
#define VOCAB_KIND_ENUM(id, name, doc) KIND_##id,
#define VOCAB_CHANNEL_ENUM(id, name, doc) CHANNEL_##id,
#define VOCAB_REASON_ENUM(id, name, doc) REASON_##id,

enum cause { VOCAB_CAUSES(VOCAB_CAUSE_ENUM) CAUSE_N };
enum demand { VOCAB_DEMANDS(VOCAB_DEMAND_ENUM) DEMAND_N };
enum flag { VOCAB_FLAGS(VOCAB_FLAG_ENUM) FLAG_N }; /* bit 1u << FLAG_x in finding.flags */
enum term { VOCAB_TERMS(VOCAB_TERM_ENUM) TERM_N };
enum floor_kind { VOCAB_FLOORS(VOCAB_FLOOR_ENUM) FLOOR_N };
enum evidence { VOCAB_EVIDENCE(VOCAB_EVIDENCE_ENUM) EVIDENCE_N }; /* bit 1u << EVIDENCE_x */
enum kind { VOCAB_KINDS(VOCAB_KIND_ENUM) KIND_N };
enum channel { VOCAB_CHANNELS(VOCAB_CHANNEL_ENUM) CHANNEL_N };
enum reason { VOCAB_REASONS(VOCAB_REASON_ENUM) REASON_N };

/* Wire names, indexed by the enums above; static, NUL-terminated. */
extern const char *const vocab_cause[CAUSE_N];
extern const char *const vocab_cause_title[CAUSE_N];
extern const char *const vocab_demand[DEMAND_N];
extern const char *const vocab_demand_title[DEMAND_N];
extern const char *const vocab_flag[FLAG_N];
extern const char *const vocab_flag_title[FLAG_N];
extern const char *const vocab_term[TERM_N];
extern const char *const vocab_floor[FLOOR_N];
extern const char *const vocab_evidence[EVIDENCE_N];
extern const char *const vocab_evidence_title[EVIDENCE_N];
extern const char *const vocab_kind[KIND_N];
extern const char *const vocab_channel[CHANNEL_N];
extern const char *const vocab_reason[REASON_N];
extern const char *const vocab_reason_doc[REASON_N];

/* Index of `name` (len bytes, not NUL-terminated) among `n` names; -1 if it is not there. */
int vocab_find(const char *const *names, int n, const char *name, unsigned len);

#endif
