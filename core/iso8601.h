/* iso8601.h - moments as text: 2026-01-02T03:04:05.678Z. Pure; always UTC, any thread. */
#ifndef REDRESS_CORE_ISO8601_H
#define REDRESS_CORE_ISO8601_H

#include "core/clock.h"

#include <stdbool.h>
#include <stddef.h>

#define ISO8601_CAP 32 /* bytes that a moment of the years 0 to 9999 fits into */

/* Writes YYYY-MM-DDTHH:MM:SS.mmmZ and a NUL; returns the length. A moment outside the years 0 to
 * 9999 is written as the nearest one inside. */
size_t iso8601_write(wall_ms_t t, char out[ISO8601_CAP]);

/* Reads a date with or without a time: YYYY-M-D or YYYY/M/D, then after 'T' or a blank H:MM, :SS, a
 * fraction (digits beyond the millisecond are dropped), and Z, +HH:MM or +HHMM. No zone means UTC.
 * The whole of text[0..len) must be that; false if it is not, or names no real day. */
bool iso8601_read(const char *text, size_t len, wall_ms_t *out);

#endif
