"""SIGHUP swaps the model and the policy without stopping; what is bad is refused."""
import re
import signal

import pytest

import reviews
from procs import wait_until
from road import Road
from worker import call


def with_value(policy, key, value):
    """The policy file's text with one setting changed."""
    changed, times = re.subn(rf"(?m)^[#; ]*{key}\s*=.*$", f"{key} = {value}", policy)
    assert times == 1, f"{key} stands {times} times in the policy"
    return changed


def test_policy_is_reloaded(servers, tmp_path):
    road = Road(servers, servers.broker(), servers.redis())
    policy = call("help", "policy").stdout
    path = tmp_path / "policy.ini"
    path.write_text(policy, encoding="utf-8")
    worker = road.worker(enrich__policy=path)
    before = worker.metrics()["model_generation"]
    sent = road.send(reviews.make(300, complaints=1))
    worker.wait_finished(sent)
    opened = worker.outcomes()["opened"]
    assert opened > 0

    path.write_text("[weights]\nrating = lots\n", encoding="utf-8")
    worker.send(signal.SIGHUP)
    wait_until("the bad policy is refused", lambda: "reload refused" in worker.log())
    assert "policy.ini" in worker.log() and "lots" in worker.log()
    assert worker.metrics()["model_generation"] == before
    sent += road.send(reviews.make(300, seed=2, complaints=1))
    worker.wait_finished(sent)
    assert worker.outcomes()["opened"] > opened, "the old policy does not work any more"

    path.write_text(policy, encoding="utf-8")
    worker.send(signal.SIGHUP)
    wait_until("the good one is loaded",
               lambda: worker.metrics()["model_generation"] > before)
    sent += road.send(reviews.make(300, seed=3, complaints=1))
    worker.wait_finished(sent)
    assert worker.stop() == 0
    road.check(sent, worker.summary())


@pytest.mark.tsan
def test_reloads_under_load(servers, tmp_path):
    """Many reloads while reviews pour through: none is lost, nothing breaks."""
    road = Road(servers, servers.broker(), servers.redis())
    path = tmp_path / "policy.ini"
    path.write_text(call("help", "policy").stdout, encoding="utf-8")
    worker = road.worker(enrich__policy=path, enrich__workers=2)
    sent = 0
    for n in range(10):
        sent += road.send(reviews.make(500, seed=n))
        worker.send(signal.SIGHUP)
    worker.wait_finished(sent)
    wait_until("reloaded", lambda: worker.metrics()["model_generation"] >= 3)
    assert worker.stop() == 0
    road.check(sent, worker.summary())
