"""A wall clock of Redis servers that a test can step: step_clock.c, preloaded."""
import os
import struct
import subprocess
import time

from worker import ROOT

HOUR_MS = 3600_000


class Clock:
    """The wall clock of every Redis server, by step_clock.c."""

    def __init__(self, directory, start_s):
        self.path, library = os.path.join(directory, "step"), os.path.join(directory, "clock.so")
        subprocess.run(["cc", "-O2", "-shared", "-fPIC", "-o", library,
                        os.path.join(ROOT, "tests/integration/step_clock.c")], check=True)
        self.env = {"LD_PRELOAD": library, "STEP_CLOCK": self.path}
        self.true_ms = int((start_s - time.time()) * 1000)
        self.step_ms, self.steps = 0, [(0, 0)]  # from this true ms on, so far from it
        with open(self.path, "wb") as f:
            f.write(struct.pack("q", self.true_ms))

    def step(self, step_ms):
        self.step_ms = step_ms
        self.steps.append((time.time() * 1000, step_ms))
        with open(self.path, "r+b") as f:
            f.write(struct.pack("q", self.true_ms + step_ms))

    def at_ms(self, true_ms):
        """What it showed at a moment of the true clock."""
        return true_ms + self.true_ms + [s for since, s in self.steps if since <= true_ms][-1]

    def now_ms(self):
        return int(time.time() * 1000) + self.true_ms + self.step_ms
