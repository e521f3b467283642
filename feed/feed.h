/* feed.h - reviews into Kafka: from files (feed), made up (gen), and a broker to try it (broker).
 */
#ifndef REDRESS_FEED_FEED_H
#define REDRESS_FEED_FEED_H

#include "core/cli.h"

/* Each takes its options from cli and returns an exit code. */
int feed_cmd(struct cli *cli);
int gen_cmd(struct cli *cli);
int broker_cmd(struct cli *cli);

/* The paragraphs of their help. */
extern const char feed_about[], gen_about[], broker_about[];

#endif
