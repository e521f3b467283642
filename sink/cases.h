/* cases.h - how a case is written down in Redis: the fields of its hash and the arguments of the
 * function library. Pure: bytes in, bytes out. Private to sink/.
 *
 * Fields of rd:{s}:c:<id> (numbers in decimal, times in wall ms):
 *   rv  revision            st  state, 'cl:<reason>' when closed     ln  lane        lv  level
 *   rr  highest round reached   an  answered bits   br  breach bits   ro  times reopened
 *   wr  warned   nd  nudged   un  understood   op  opened   rs  round start   du  due   to  total
 *   wk  wake-up  ow  owner   ou  owner until
 *   v   event version   p   priority   b   sum of points without the herd's   fl  floor name
 *   fv  floor value   pt  points "severity,rating,...", in the order of VOCAB_TERMS   hd  herd size
 *   ca  causes "late:930,service:411" (p in 1/1000)   dm  demand   fg  flags "anger,warn"
 *   nm  numbers behind the points "rating,followers,helpful,shares,group_size,avg*100,count,value"
 *   cu  currency   src "topic/partition/offset"   rid review id   pr  product   se  seller
 *   mk  marketplace   gr  group   kd  kind   ch  channel   lo  locale   cr  created_at
 * No text, no author, no name. */
#ifndef REDRESS_SINK_CASES_H
#define REDRESS_SINK_CASES_H

#include "sink/keys.h"
#include "sink/rounds.h"

#endif
