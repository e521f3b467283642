/* board_tty.h - the terminal, taken and given back.
 *
 * While it is taken, standard output and error go nowhere (what a library says would tear the
 * screen) and a signal that ends the program gives the terminal back first. */
#ifndef REDRESS_ONCALL_BOARD_TTY_H
#define REDRESS_ONCALL_BOARD_TTY_H

#include "core/check.h"
#include "oncall/board_screen.h"

/* Takes the terminal of standard input and output: raw keys, a screen of its own, no cursor. -1: e
 * says why it is no terminal. One at a time. */
MUST_CHECK int board_tty_enter(struct err *e);
void board_tty_leave(void);
/* Gives it back, stops this process as ^Z does, and takes it again when it goes on. */
void board_tty_suspend(void);
/* Where to write; valid while it is taken. */
FILE *board_tty_out(void);
/* How it may be written to: TERM, NO_COLOR. */
enum screen_ink board_tty_ink(void);
void board_tty_size(unsigned *rows, unsigned *cols);
/* Was it resized since the last call? */
bool board_tty_resized(void);

#endif
