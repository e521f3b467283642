"""Child processes of a test: started, frozen, killed, and never left behind.

Every process writes to a file of its own; when it is gone the file is searched for reports of a
sanitizer or of a failed CHECK, which fail the test whatever else it found.
"""
import ctypes
import os
import re
import signal
import socket
import subprocess
import time

REPORT = re.compile(r"ERROR: (?:Address|Leak)Sanitizer|WARNING: ThreadSanitizer|"
                    r": runtime error: |level=fatal|AddressSanitizer:DEADLYSIGNAL|"
                    r"==\d+== ERROR SUMMARY: [1-9]")
PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)


def free_port():
    """A port of 127.0.0.1 that is free now; whoever takes it must be ready to lose the race."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def wait_until(what, condition, timeout_s=30, every_s=0.05):
    """Returns the first true value of condition(); an exception counts as not yet."""
    deadline = time.monotonic() + timeout_s
    last = None
    while time.monotonic() < deadline:
        try:
            value = condition()
            if value:
                return value
            last = value
        except Exception as e:  # the server may still be on its way up
            last = e
        time.sleep(every_s)
    raise AssertionError(f"waited {timeout_s} s in vain: {what} (last: {last!r})")


def _die_with_parent():
    _libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


class Proc:
    """One process. `argv` is started by start(); stdout and stderr go to `<dir>/<name>.log`."""

    def __init__(self, directory, name, argv, env=None):
        self.dir, self.name = str(directory), name
        self.argv = [str(a) for a in argv]
        self.env = {**os.environ, **(env or {})}
        self.log_path = os.path.join(self.dir, f"{name}.log")
        self.child = None
        os.makedirs(self.dir, exist_ok=True)

    def start(self):
        with open(self.log_path, "ab") as log:
            self.child = subprocess.Popen(self.argv, stdin=subprocess.DEVNULL, stdout=log,
                                          stderr=subprocess.STDOUT, cwd=self.dir, env=self.env,
                                          preexec_fn=_die_with_parent)
        return self

    @property
    def pid(self):
        return self.child.pid

    def alive(self):
        return self.child is not None and self.child.poll() is None

    def send(self, sig):
        if self.alive():
            self.child.send_signal(sig)

    def kill9(self):
        self.send(signal.SIGKILL)
        if self.child:
            self.child.wait()

    def freeze(self):
        self.send(signal.SIGSTOP)

    def thaw(self):
        self.send(signal.SIGCONT)

    def wait(self, timeout_s=60):
        """Exit code of a process that ends by itself."""
        try:
            return self.child.wait(timeout_s)
        except subprocess.TimeoutExpired:
            tail = self.log()[-2000:]
            raise AssertionError(f"{self.name} did not end within {timeout_s} s; its log ends:\n"
                                 f"{tail}") from None

    def stop(self, timeout_s=30):
        """SIGTERM, then SIGKILL for who does not listen. Returns the exit code, None if never started."""
        if self.child is None:
            return None
        if self.alive():
            self.thaw()
            self.send(signal.SIGTERM)
            try:
                self.child.wait(timeout_s)
            except subprocess.TimeoutExpired:
                self.kill9()
        return self.child.returncode

    def rss_kib(self):
        with open(f"/proc/{self.pid}/status", encoding="ascii") as f:
            return int(re.search(r"VmRSS:\s+(\d+)", f.read()).group(1))

    def log(self):
        try:
            with open(self.log_path, encoding="utf-8", errors="replace") as f:
                return f.read()
        except FileNotFoundError:
            return ""

    def reports(self):
        """Lines around the first sanitizer report or failed CHECK in the log; empty if none."""
        text = self.log()
        found = REPORT.search(text)
        return text[max(0, found.start() - 200):found.start() + 3000] if found else ""
