"""A master that the sentinels depose by mistake goes on answering, for some ten seconds: whoever stayed
with it would act on what is lost the moment it learns of its successor."""
from procs import wait_until
from road import Road
from store import Store, entries
from test_timer import FAST, open_cases


def steps_of(client):
    """When wake-ups were carried out, by this Redis's log."""
    return [int(e["at"]) for key in client.scan_iter("rd:*:log") for e in entries(client, key)
            if e["event"] == "wake"]


def test_a_deposed_master_is_left_at_once(servers):
    old = servers.redis()
    new = servers.replica(old)
    sentinels = servers.sentinels(old)
    road = Road(servers, servers.broker(), sentinels)
    road.store = lambda: Store(old.client())
    open_cases(road, 40)
    timer = servers.redress(road.broker, sentinels, subcommand="timer", **FAST)
    wait_until("the timer works", lambda: steps_of(old.client()))
    wait_until("it listens to a sentinel", sentinels.listeners)
    sentinels.failover()
    wait_until("another is the master", lambda: sentinels.master_port() == new.port, 20, 0.02)
    before = len(steps_of(new.client()))
    wait_until("deadlines are carried out there", lambda: len(steps_of(new.client())) > before, 5, 0.05)
    assert old.is_master(), "nobody has told the old one, and yet the timer left it"
    assert timer.stop() == 0
