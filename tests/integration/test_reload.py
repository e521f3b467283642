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


def calendars(path, round_1_s):
    path.write_text(f"[calendar desk]\nzone = Europe/Berlin\nmon-sun = 00:00-24:00\n"
                    f"[lane marketplace]\ncalendar = desk\nround_1_s = {round_1_s}\n"
                    f"warn_s = 60\n", encoding="ascii")


@pytest.mark.tsan
def test_calendars_are_reloaded(servers, tmp_path):
    """By who opens cases and by who drives them; a bad file is refused and the old one stays."""
    road, path = Road(servers, servers.broker(), servers.redis()), tmp_path / "calendars.ini"
    calendars(path, 5000)
    both = {"rounds__calendars": path, "rounds__influencer_followers": 10**9}
    run = road.worker(timer__enabled="no", **both)
    timer = servers.redress(road.broker, road.redis, subcommand="timer", **both)
    sent = 0

    def opened_with(seed):
        """Round 1, in seconds, of what is opened now."""
        nonlocal sent
        before = set(road.store().cases)
        sent += road.send([{**r, "channel": "marketplace", "rating": 1, "kind": "review",
                            "body": "等了两周还没到货，我要退款！"}
                           for r in reviews.make(3, seed=seed, complaints=1)])
        run.wait_finished(sent)
        new = [c for case, c in road.store().cases.items() if case not in before]
        assert new
        return {(int(c["du"]) - int(c["op"]) + 500) // 1000 for c in new}

    assert opened_with(1) == {5000}
    for text, said in (("[calendar desk]\nzone = Nowhere/Town\n", "Nowhere/Town"),
                       ("[lane marketplace]\nround_1_s = soon\n", "soon")):
        path.write_text(text, encoding="ascii")
        for process in (run, timer):
            process.send(signal.SIGHUP)
            wait_until("the bad file is refused", lambda p=process, s=said: not p.alive() or any(
                "the old calendars stay" in line and "calendars.ini" in line and s in line
                for line in p.log().splitlines()), 120)
            assert process.alive(), process.log()[-2000:]
    assert opened_with(2) == {5000}
    calendars(path, 7000)
    for process in (run, timer):
        process.send(signal.SIGHUP)
        wait_until("the good one is loaded",
                   lambda p=process: "calendars reloaded" in p.log(), 120)
    assert opened_with(3) == {7000}
    assert timer.alive()
