"""Redis' wall clock steps under a running system: what a deadline says holds for everybody who acts."""
import time

from road import Road
from step_clock import HOUR_MS, Clock
from test_timer import check_history, open_cases, timer, wait_state


def stepped(servers):
    """A Road on a Redis whose clock can be stepped, and the clock."""
    clock = Clock(servers.dir, time.time())
    return Road(servers, servers.broker(), servers.redis(env=clock.env)), clock


def check_told_in_time(store, deadline_of):
    """No alert of a deadline is older than the deadline."""
    told = [(a["id"], int(a["at"]) - deadline_of[a["id"][:16]]) for a in store.alerts
            if a["id"].split(":")[2] in ("breach", "escalate")]
    assert told and not [t for t in told if t[1] < 0], told
    check_history(store)


def test_a_person_is_the_first_who_sees_a_jump(servers):
    """One reading is not believed: whoever steps a case by it waits for the shard to believe it."""
    road, clock = stepped(servers)
    cases = open_cases(road, 3, **{f"rounds__{lane}_1_s": 600 for lane in (
        "marketplace", "social", "chat", "safety")})
    deadline_of = {case: int(c["du"]) for case, c in road.store().cases.items()}
    clock.step(HOUR_MS)
    for case in cases:
        road.command("case", "note", case, "--text", "the carrier was asked", "--as", "ann")
    store = road.store()
    assert {e["event"] for log in store.logs.values() for e in log} >= {"open", "note"}
    check_told_in_time(store, deadline_of)


def test_the_clock_of_a_new_master_is_behind(servers):
    """What the old one believed is a jump to the new one: nothing is carried out until it believes."""
    road, clock = stepped(servers)
    cases = open_cases(road, 20)
    deadline_of = {case: int(c["du"]) for case, c in road.store().cases.items()}
    one, client = timer(road, servers), road.redis.client()
    clock.step(HOUR_MS)
    for _ in range(50):
        for key in client.scan_iter("rd:*:clk"):
            client.set(key, min(deadline_of.values()) - 3000)
        time.sleep(0.01)
    wait_state(road, "es", len(cases))
    one.stop()
    check_told_in_time(road.store().check(), deadline_of)
