"""The program under test: `redress run` as a server, any other subcommand as a call."""
import json
import os
import re
import subprocess
import urllib.error
import urllib.request

from procs import REPORT, Proc, free_port, wait_until

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
OUTCOMES = ("opened", "updated", "duplicate", "no_complaint", "dead_letter")

SANITIZER_ENV = {
    "ASAN_OPTIONS": "detect_leaks=1:abort_on_error=0:exitcode=99:detect_stack_use_after_return=1",
    "UBSAN_OPTIONS": "print_stacktrace=1",
    "TSAN_OPTIONS": f"exitcode=66:second_deadlock_stack=1:suppressions={ROOT}/tests/tsan.supp",
    "LSAN_OPTIONS": f"print_suppressions=0:suppressions={ROOT}/tests/lsan.supp",
}


def _find_binary():
    """$REDRESS, which tests/run sets; else the newest build by hand."""
    if os.environ.get("REDRESS"):
        return os.path.abspath(os.environ["REDRESS"])
    built = [os.path.join(ROOT, "build", preset, "redress")
             for preset in ("asan", "dev", "release")]
    built = [path for path in built if os.access(path, os.X_OK)]
    return max(built, key=os.path.getmtime) if built else os.path.join(ROOT, "build/asan/redress")


BINARY = _find_binary()


def call(*args, stdin=None, expect=0, timeout_s=120, cwd=None):
    """Runs `redress args`; fails on another exit code than `expect` (None: any) or on a report of
    a sanitizer. Returns the CompletedProcess with text output."""
    done = subprocess.run([BINARY, *map(str, args)], input=stdin, capture_output=True, text=True,
                          encoding="utf-8", errors="replace", timeout=timeout_s, check=False,
                          cwd=cwd, env={**os.environ, **SANITIZER_ENV})
    said = f"redress {' '.join(map(str, args))}\nexit {done.returncode}\n{done.stdout[-2000:]}" \
           f"\n{done.stderr[-4000:]}"
    assert not REPORT.search(done.stderr), said
    assert expect is None or done.returncode == expect, said
    return done


def write_conf(path, settings):
    """An INI file from {'section.key': value}; keys of kafka may have dots of their own."""
    sections = {}
    for name, value in settings.items():
        section, key = name.split(".", 1)
        sections.setdefault(section, []).append(f"{key} = {value}\n")
    with open(path, "w", encoding="utf-8") as f:
        for section, lines in sections.items():
            f.write(f"[{section}]\n{''.join(lines)}\n")
    return path


class Redress(Proc):
    """One `redress run` with its own status port. `settings` override the test's defaults."""

    DEFAULTS = {
        "kafka.auto.offset.reset": "earliest",
        "kafka.session.timeout.ms": 6000,  # the mock lets the first member wait 3 s
        "kafka.heartbeat.interval.ms": 1000,
        "ingest.commit_interval_ms": 200,
        "redis.backoff_max_ms": 500,
    }

    def __init__(self, directory, name, settings, args=(), subcommand="run", wrapper=()):
        self.status_port = free_port()
        self.settings = {**self.DEFAULTS, **settings, "status.port": self.status_port}
        self.summary_path = os.path.join(str(directory), f"{name}.summary.json")
        os.makedirs(str(directory), exist_ok=True)
        self.conf = write_conf(os.path.join(str(directory), f"{name}.conf"), self.settings)
        argv = [*wrapper, BINARY, "-c", self.conf, subcommand]
        if subcommand == "run":
            argv += ["--summary", self.summary_path]
        super().__init__(directory, name, argv + list(args), env=SANITIZER_ENV)

    def get(self, path):
        """(status code, text) of a page of the status server."""
        url = f"http://127.0.0.1:{self.status_port}{path}"
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as e:
            return e.code, e.read().decode()

    def metrics(self):
        """{'name' or 'name{labels}': value} without the prefix redress_."""
        lines = re.findall(r"^redress_(\S+) (\S+)$", self.get("/metrics")[1], re.M)
        return {name: float(value) for name, value in lines}

    def outcomes(self):
        m = self.metrics()
        return {o: int(m.get(f'outcomes_total{{outcome="{o}"}}', 0)) for o in OUTCOMES}

    def finished(self):
        return sum(self.outcomes().values())

    def wait_finished(self, events, timeout_s=120):
        """Until so many events have their outcome."""
        wait_until(f"{self.name} finishes {events} events", lambda: (
            self.finished() >= events if self.alive() else self.wait()), timeout_s)
        return self

    def wait_ready(self, timeout_s=60):
        wait_until(f"{self.name} is ready", lambda: (
            self.get("/readyz")[0] == 200 if self.alive() else None), timeout_s)
        return self

    def summary(self):
        """What --summary wrote, after the end."""
        with open(self.summary_path, encoding="utf-8") as f:
            return json.load(f)
