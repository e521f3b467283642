"""The table of the rounds, walked through a real Redis: what the machine says is what is stored."""
import json
import os
import subprocess

from worker import BINARY

DRIVE = os.path.join(os.path.dirname(BINARY), "tests", "drive_rounds")


def test_every_kind_of_step_through_redis(servers):
    redis = servers.redis()
    done = subprocess.run([DRIVE, "-s", f"redis.address={redis.address}"], capture_output=True,
                          text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    counts = json.loads(done.stdout.splitlines()[-1])
    assert counts["steps"] > 2000
    assert counts["rows"] >= counts["of"] - 1  # all but recalc, which needs other settings
    client = redis.client()
    open_cases = {key.rsplit(":", 1)[1] for key in client.scan_iter("rd:*:c:*", count=1000)
                  if not client.hget(key, "st").startswith("cl")}
    waiting = [case for key in client.scan_iter("rd:*:due") for case in client.zrange(key, 0, -1)]
    assert sorted(waiting) == sorted(open_cases)  # open if and only if there is one wake-up
