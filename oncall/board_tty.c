#include "oncall/board_tty.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

/* A screen of its own, no cursor, pastes in brackets; and all of it back. */
#define TAKE "\033[?1049h\033[?25l\033[?2004h"
#define GIVE_BACK "\033[0m\033[?2004l\033[?25h\033[?1049l"

static volatile sig_atomic_t resized, taken;
static struct termios before;
static int tty = -1, old_out = -1, old_err = -1;
static FILE *stream;

static void on_resize(int sig)
{
    (void)sig;
    resized = 1;
}

/* Only calls that a signal handler may make. */
static void restore(void)
{
    if (!taken)
        return;
    taken = 0;
    ssize_t n = write(tty, GIVE_BACK, sizeof(GIVE_BACK) - 1);
    (void)n;
    tcsetattr(tty, TCSANOW, &before);
    dup2(old_out, STDOUT_FILENO);
    dup2(old_err, STDERR_FILENO);
}

static void on_death(int sig)
{
    restore();
    signal(sig, SIG_DFL);
    raise(sig);
}

static void take(void)
{
    struct termios raw = before;
    raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO | IEXTEN);
    raw.c_iflag &= ~(tcflag_t)(IXON | ICRNL | INLCR);
    raw.c_cc[VSUSP] = _POSIX_VDISABLE; /* ^Z comes as a key: the screen is given back first */
    raw.c_cc[VMIN] = 1;
    raw.c_cc[VTIME] = 0;
    fflush(stdout);
    int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (nowhere >= 0) {
        dup2(nowhere, STDOUT_FILENO);
        dup2(nowhere, STDERR_FILENO);
        close(nowhere);
    }
    tcsetattr(tty, TCSAFLUSH, &raw);
    taken = 1;
    fputs(TAKE, stream);
    fflush(stream);
}

static void catch_signals(void)
{
    static const int deadly[] = {SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGHUP, SIGQUIT};
    struct sigaction sa = {.sa_handler = on_resize};
    sigemptyset(&sa.sa_mask);
    sigaction(SIGWINCH, &sa, NULL);
    sa.sa_handler = on_death;
    for (size_t i = 0; i < sizeof(deadly) / sizeof(deadly[0]); i++)
        sigaction(deadly[i], &sa, NULL);
}

int board_tty_enter(struct err *e)
{
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO) || tcgetattr(STDIN_FILENO, &before) != 0)
        return err_set(e, "needs a terminal; --once prints the board as text");
    tty = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
    old_out = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
    old_err = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
    stream = tty >= 0 ? fdopen(dup(tty), "w") : NULL;
    if (!stream || old_out < 0 || old_err < 0)
        return err_set(e, "the terminal cannot be opened: %s", strerror(errno));
    setvbuf(stream, NULL, _IOFBF, 1 << 16); /* a frame in one piece does not flicker */
    atexit(restore);
    catch_signals();
    take();
    return 0;
}

void board_tty_leave(void)
{
    restore();
    if (stream)
        fclose(stream);
    close(tty);
    close(old_out);
    close(old_err);
    tty = old_out = old_err = -1;
    stream = NULL;
}

void board_tty_suspend(void)
{
    restore();
    raise(SIGSTOP);
    tcgetattr(tty, &before);
    take();
    resized = 1;
}

FILE *board_tty_out(void)
{
    return stream;
}

enum screen_ink board_tty_ink(void)
{
    const char *no = getenv("NO_COLOR"), *term = getenv("TERM");
    if (!term || !term[0] || strcmp(term, "dumb") == 0)
        return SCREEN_BARE;
    return no && no[0] ? SCREEN_MONO : SCREEN_COLOURS;
}

void board_tty_size(unsigned *rows, unsigned *cols)
{
    struct winsize size = {0};
    if (ioctl(tty, TIOCGWINSZ, &size) != 0 || !size.ws_row || !size.ws_col)
        size = (struct winsize){.ws_row = 24, .ws_col = 80};
    *rows = size.ws_row;
    *cols = size.ws_col;
}

bool board_tty_resized(void)
{
    bool was = resized;
    resized = 0;
    return was;
}
