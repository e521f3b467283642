"""`redress board` on a terminal of its own: what a person would see, and keys to press."""
import fcntl
import os
import pty
import re
import signal
import struct
import subprocess
import termios
import threading
import time
import unicodedata

from procs import REPORT
from worker import BINARY, SANITIZER_ENV

try:
    import pyte
except ImportError:
    pyte = None

KEYS = {"up": "\x1b[A", "down": "\x1b[B", "enter": "\r", "esc": "\x1b", "tab": "\t",
        "pgdn": "\x1b[6~", "end": "\x1b[F", "home": "\x1b[H"}


def width(text):
    """Columns of a line as a terminal counts them."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF"
               else 1 for c in text)


class Terminal:
    """A process on a pseudo terminal of rows x cols; `screen` is what it shows."""

    def __init__(self, args, rows=24, cols=80, env=None):
        self.screen = pyte.Screen(cols, rows)
        self.stream = pyte.ByteStream(self.screen)
        self.raw = b""
        self.lock = threading.Lock()
        self.master, slave = pty.openpty()
        self._size(rows, cols)
        self.before = termios.tcgetattr(slave)
        self.slave = slave
        self.child = subprocess.Popen(
            [BINARY, *map(str, args)], stdin=slave, stdout=slave, stderr=slave,
            start_new_session=True, preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
            env={**os.environ, "TERM": "xterm-256color", **SANITIZER_ENV, **(env or {})})
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _size(self, rows, cols):
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, cols, 0, 0))

    def _read(self):
        while True:
            try:
                got = os.read(self.master, 65536)
            except OSError:
                return
            if not got:
                return
            with self.lock:
                self.raw += got
                self.stream.feed(got)

    def resize(self, rows, cols):
        with self.lock:
            self.screen.resize(rows, cols)
        self._size(rows, cols)
        self.child.send_signal(signal.SIGWINCH)

    def lines(self):
        """The lines, a wide character once and its second half left out."""
        with self.lock:
            return list(self.screen.display)

    def text(self):
        return "\n".join(self.lines())

    def press(self, *keys):
        for key in keys:
            os.write(self.master, KEYS.get(key, key).encode())
            time.sleep(0.06)  # a person's keys do not come as one paste; ESC must stand alone

    def wait(self, what, timeout_s=20):
        """Until a line matches; returns the match."""
        deadline = time.monotonic() + timeout_s
        while time.monotonic() < deadline:
            found = re.search(what, self.text(), re.M)
            if found:
                return found
            assert self.child.poll() is None, f"ended with {self.child.returncode}:\n{self.raw!r}"
            time.sleep(0.05)
        raise AssertionError(f"no {what!r} on\n{self.text()}")

    def end(self, timeout_s=20):
        """Waits for the end; its exit code. The terminal must be as it was."""
        code = self.child.wait(timeout_s)
        after = termios.tcgetattr(self.slave)
        time.sleep(0.1)
        with self.lock:
            raw = self.raw.decode(errors="replace")
        assert not REPORT.search(raw), raw[-4000:]
        assert after[:4] == self.before[:4], "the terminal was left raw"
        assert raw.count("\x1b[?1049h") == raw.count("\x1b[?1049l"), "the screen was not given back"
        assert raw.rfind("\x1b[?25h") > raw.rfind("\x1b[?25l"), "the cursor is hidden"
        return code

    def close(self):
        if self.child.poll() is None:
            self.child.kill()
            self.child.wait()
        os.close(self.master)
        os.close(self.slave)
