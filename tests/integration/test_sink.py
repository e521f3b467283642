"""The writer alone, fed by drive_sink: whatever happens to Redis, every event gets the verdict that
it would have got undisturbed, and Redis holds exactly those cases."""
import json
import os
import random
import re
import subprocess
import time

import pytest

from procs import Proc, wait_until
from store import Store, unpack_case
from worker import BINARY, SANITIZER_ENV

DRIVE = os.path.join(os.path.dirname(BINARY), "tests", "drive_sink")
LIBRARY = os.path.join(os.path.dirname(__file__), "..", "..", "sink", "redress.lua")
EVENTS = 20_000


class Drive(Proc):
    """One run of drive_sink."""

    def __init__(self, servers, address, events=EVENTS, rings=1, pause_us=0, later=0,
                 **settings):
        name = f"drive{len(servers.started)}"
        sets = {"redis.address": address, "redis.backoff_max_ms": 500, "redis.timeout_ms": 1000,
                **{k.replace("__", ".", 1): v for k, v in settings.items()}}
        argv = [DRIVE] + [w for k, v in sets.items() for w in ("-s", f"{k}={v}")]
        super().__init__(os.path.join(servers.dir, name), name,
                         [*argv, events, rings, pause_us, later], env=SANITIZER_ENV)
        self.events = events
        servers.up(self)

    def result(self, timeout_s=120):
        assert self.wait(timeout_s) == 0, self.log()[-3000:]
        return json.loads(re.search(r"^\{.*\}$", self.log(), re.M).group())

    def check_first(self, timeout_s=120):
        """Each tenth: six opened, two updated, one a duplicate, one no complaint."""
        tenth, out = self.events // 10, self.result(timeout_s)
        got = {k: out[k] for k in ("in_flight", "opened", "updated", "duplicate", "no_complaint",
                                   "dead_letter")}
        assert got == {"in_flight": 0, "opened": 6 * tenth, "updated": 2 * tenth,
                       "duplicate": tenth, "no_complaint": tenth, "dead_letter": 0}, self.log()[-2000:]
        return out

    def check_reordered(self):
        """The same where an older version may come after the newer one: then it is a duplicate,
        and the newer one opens the case."""
        tenth, out = self.events // 10, self.result()
        assert (out["in_flight"], out["opened"], out["no_complaint"], out["dead_letter"]) == (
            0, 6 * tenth, tenth, 0), self.log()[-2000:]
        assert out["updated"] + out["duplicate"] == 3 * tenth and out["updated"] >= tenth

    def check_replay(self):
        out = self.result()
        assert (out["duplicate"], out["no_complaint"]) == (9 * self.events // 10, self.events // 10)


def check_store(client, events=EVENTS):
    """Every complaint is a case with one wake-up, the newer versions and the messages reached it."""
    store = Store(client).check()
    assert len(store.cases) == 6 * events // 10 == len(store.open_cases())
    assert sum(c["v"] == "2" for c in store.cases.values()) == events // 10
    logs = [e for log in store.logs.values() for e in log]
    assert sum(e["event"] == "reply" for e in logs) == events // 10
    assert sum(e["event"] == "open" for e in logs) == 6 * events // 10
    return store


def test_every_event_gets_its_verdict(servers):
    redis = servers.redis()
    Drive(servers, redis.address).check_first()
    check_store(redis.client())
    Drive(servers, redis.address).check_replay()
    check_store(redis.client())


@pytest.mark.parametrize("rings, per_call, shards", [(3, 1, 4), (2, 7, 1), (8, 512, 128)])
def test_rings_calls_and_shards(servers, rings, per_call, shards):
    redis = servers.redis()
    Drive(servers, redis.address, 5000, rings, redis__opens_per_call=per_call,
          redis__shards=shards).check_first()
    check_store(redis.client(), 5000)


def cut_connections(client, drive, seconds=4, pause_s=0.2):
    """Returns how many."""
    cuts, end = 0, time.monotonic() + seconds
    while drive.alive() and time.monotonic() < end:
        cuts += client.client_kill_filter(_type="normal")
        time.sleep(random.uniform(0.005, pause_s))
    return cuts


def test_connections_cut_in_the_middle(servers):
    """A reply that is lost hides what was done; the next try must not call that a duplicate."""
    redis = servers.redis()
    drive = Drive(servers, redis.address, pause_us=2000)
    assert cut_connections(redis.client(), drive) > 5, "nothing was cut: this tested nothing"
    drive.check_first()
    check_store(redis.client())


def kill_and_restart(redis):
    redis.kill9()
    time.sleep(random.uniform(0, 0.3))
    redis.start()


def test_killed_again_and_again(servers):
    redis = servers.redis(aof=True, options=["--appendfsync", "always"])
    drive = Drive(servers, redis.address, pause_us=5000)
    for _ in range(4):
        time.sleep(random.uniform(0.1, 0.4))
        kill_and_restart(redis)
    drive.check_first()
    check_store(redis.client())


@pytest.mark.parametrize("trial", range(int(os.environ.get("FAILOVER_TRIALS", "2"))))
def test_failover_with_a_replica_that_lags(servers, trial):
    """The replica is cut off when the master dies: what it never got was not finished, and is
    written to it again. Each event still gets the verdict of an undisturbed run."""
    rng = random.Random(trial)
    master = servers.redis()
    replica = servers.replica(master)
    sentinels = servers.sentinels(master)
    drive = Drive(servers, sentinels.address, pause_us=3000, redis__mode="sentinel",
                  redis__wait_replicas=1, redis__wait_timeout_ms=200)
    wait_until("cases are written", lambda: master.client().dbsize() > 500)
    time.sleep(rng.uniform(0, 0.2))
    replica.client().replicaof("127.0.0.1", 1)
    wait_until("the master is ahead", lambda: master.client().dbsize() > replica.client().dbsize())
    time.sleep(rng.uniform(0, 0.3))
    lost = master.client().dbsize() - replica.client().dbsize()
    master.kill9()
    wait_until("the replica is the master", replica.is_master, 60)
    print(f"keys that died with the master: {lost}")
    # The new master has no replica yet: nothing more is finished until one joins it.
    time.sleep(0.5)
    assert drive.alive()
    late = servers.redis(replica_of=replica)
    late.wait_synced()
    drive.check_first()
    check_store(replica.client())
    check_store(late.client())


def test_waits_for_replicas(servers):
    """With too few replicas batches do not come home; with enough they do."""
    master = servers.redis()
    drive = Drive(servers, master.address, 1000, redis__wait_replicas=1, redis__wait_timeout_ms=100)
    wait_until("it says so", lambda: "too few replicas" in drive.log())
    time.sleep(0.3)
    assert drive.alive()
    servers.replica(master)
    drive.check_first()


def move_slot(cluster, slot, source, target):
    """As redis-cli does it, key by key, so that calls meet the slot half moved."""
    a, b = source.client(decode_responses=False), target.client(decode_responses=False)
    ids = {n: n.client().execute_command("CLUSTER MYID") for n in (source, target)}
    b.execute_command("CLUSTER SETSLOT", slot, "IMPORTING", ids[source])
    a.execute_command("CLUSTER SETSLOT", slot, "MIGRATING", ids[target])
    while keys := a.execute_command("CLUSTER GETKEYSINSLOT", slot, 20):
        a.execute_command("MIGRATE", "127.0.0.1", target.port, "", 0, 10000, "KEYS", *keys)
    for node in (target, source, *cluster.nodes):
        node.client().execute_command("CLUSTER SETSLOT", slot, "NODE", ids[target])


def test_cluster_slots_move_under_load(servers):
    cluster = servers.cluster()
    drive = Drive(servers, cluster.address, pause_us=10_000, redis__mode="cluster",
                  redis__shards=6)
    owner_of = {}
    for node in cluster.nodes:
        for shard in range(6):
            slot = node.client().cluster("KEYSLOT", f"rd:{{{shard}}}:due")
            for first, last, master, *_ in node.client().execute_command("CLUSTER SLOTS"):
                if first <= slot <= last and master[1] == node.port:
                    owner_of[slot] = node
    wait_until("cases are written", lambda: cluster.nodes[0].client().dbsize() > 50)
    moved = 0
    for slot, source in owner_of.items():
        target = next(n for n in cluster.nodes if n is not source)
        move_slot(cluster, slot, source, target)
        moved += drive.alive()
    assert moved >= 3, "the run was over before the slots moved"
    drive.check_reordered()
    stores = [Store(n.client()) for n in cluster.nodes]
    assert sum(len(s.cases) for s in stores) == 6 * EVENTS // 10


def test_cluster_without_one_node(servers):
    """One master is away for a while: its shards wait, and nothing is lost or done twice."""
    cluster = servers.cluster(options=["--cluster-require-full-coverage", "no", "--appendonly",
                                       "yes", "--appendfsync", "always"])
    drive = Drive(servers, cluster.address, pause_us=5000, redis__mode="cluster")
    wait_until("cases are written", lambda: cluster.nodes[1].client().dbsize() > 50)
    cluster.nodes[1].kill9()
    wait_until("it is missed", lambda: "redis away" in drive.log())
    cluster.nodes[1].start()
    drive.check_first()
    assert sum(len(Store(n.client()).cases) for n in cluster.nodes) == 6 * EVENTS // 10


def version_of(client):
    return client.fcall("rd_version", 0)


def library(version):
    with open(LIBRARY, encoding="utf-8") as f:
        return re.sub(r"\nlocal VERSION = \d+", f"\nlocal VERSION = {version}", f.read(), count=1)


def test_library_is_loaded_upgraded_and_never_put_back(servers):
    redis = servers.redis()
    client = redis.client()
    Drive(servers, redis.address, 100).check_first()
    ours = version_of(client)
    client.function_load(library(0), replace=True)
    Drive(servers, redis.address, 100).check_replay()
    assert version_of(client) == ours, "an older library is replaced"
    client.function_load(library(ours + 1), replace=True)
    later = Drive(servers, redis.address, 100)
    later.check_replay()
    assert version_of(client) == ours + 1, "a newer library is kept"
    assert "later release" in later.log()


def test_library_flushed_under_load(servers):
    redis = servers.redis()
    drive = Drive(servers, redis.address, pause_us=3000)
    for _ in range(5):
        time.sleep(0.1)
        redis.client().function_flush()
    drive.check_first()
    check_store(redis.client())


def test_out_of_memory(servers):
    """What is about the server is no reason to reject a record."""
    redis = servers.redis()
    client = redis.client()
    client.config_set("maxmemory", "3mb")
    drive = Drive(servers, redis.address)
    wait_until("it says so", lambda: "OOM" in drive.log())
    client.config_set("maxmemory", "0")
    drive.check_reordered()
    check_store(client)


def test_readonly_until_promoted(servers):
    master = servers.redis()
    replica = servers.replica(master)
    drive = Drive(servers, replica.address, 1000)
    wait_until("it says so", lambda: "READONLY" in drive.log())
    replica.promote()
    drive.check_first()


def test_acl_that_forbids_is_not_the_records_fault(servers):
    redis = servers.redis()
    client = redis.client()
    Drive(servers, redis.address, 100).check_first()
    secret = os.path.join(servers.dir, "secret")
    with open(secret, "w", encoding="ascii") as f:
        f.write("pass\n")
    client.execute_command("ACL", "SETUSER", "app", "on", ">pass", "~rd:*", "+fcall")
    drive = Drive(servers, redis.address, 1000, redis__user="app", redis__password_file=secret)
    wait_until("it says so", lambda: "can't run this command" in drive.log())
    client.execute_command("ACL", "SETUSER", "app", "+time", "+get", "+set", "+zrange")
    time.sleep(0.5)
    assert drive.alive()
    client.execute_command("ACL", "SETUSER", "app", "+@read", "+@write")
    out = drive.result()
    assert (out["opened"], out["dead_letter"]) == (540, 0)


def test_wrong_password_is_said(servers):
    redis = servers.redis(password="right")
    secret = os.path.join(servers.dir, "secret")
    with open(secret, "w", encoding="ascii") as f:
        f.write("wrong\n")
    drive = Drive(servers, redis.address, 100, redis__password_file=secret)
    wait_until("it says so", lambda: "WRONGPASS" in drive.log())
    assert "wrong\n" not in drive.log() and "right" not in drive.log()
    with open(secret, "w", encoding="ascii") as f:
        f.write("right\n")
    drive.stop()
    Drive(servers, redis.address, 100, redis__password_file=secret).check_first()


def test_stop_is_prompt_while_redis_is_away(servers):
    redis = servers.redis()
    drive = Drive(servers, redis.address, 1_000_000, redis__backoff_max_ms=60_000)
    wait_until("cases are written", lambda: redis.client().dbsize() > 100)
    redis.kill9()
    wait_until("it is missed", lambda: "redis away" in drive.log())
    time.sleep(0.5)
    start = time.monotonic()
    assert drive.stop() == 0
    assert time.monotonic() - start < 3
    out = drive.result()
    assert out["in_flight"] > 0, "what Redis does not have must not come home"


def test_damaged_case_costs_its_own_events_only(servers):
    """Somebody wrote over a case: its events are rejected, those of others are not."""
    redis = servers.redis()
    client = redis.client()
    Drive(servers, redis.address, 1000).check_first()
    key = next(k for k in client.scan_iter("rd:*:c:*") if client.hget(k, "v") == "2")
    client.delete(key)
    client.set(key, "somebody was here")
    out = Drive(servers, redis.address, 1000).result()
    assert out["dead_letter"] == 2 and out["duplicate"] == 898


def close_all(client):
    """Closes every case as the program would."""
    for key in client.scan_iter("rd:*:c:*"):
        shard, case = re.fullmatch(r"rd:\{(\d+)\}:c:(\w+)", key).groups()
        c = unpack_case(client.hgetall(key))
        bucket = 0
        for char in case[-6:]:
            bucket = (bucket * 31 + ord(char)) % 2**32
        names = ("due", "q", "al", "log", "clk", f"tb:{int(c['cr']) // 86_400_000}:{bucket % 64}")
        tombstone = int(c["v"]) * 100 + int(c["rr"]) * 10 + int(c.get("ro", 0))
        args = [case, -1, 0, "close", "ann", 0, "", 604_800_000, case, tombstone, 2_592_000_000,
                100_000, 100_000, 0, "st", "cl:withdrawn", "du", "", "wk", "", "tw", ""]
        assert client.fcall("rd_apply", 7, key, *[f"rd:{{{shard}}}:{n}" for n in names],
                            *args)[0] == 1


def check_reopened(servers, redis, later, state, times, drive=None):
    out = (drive or Drive(servers, redis.address, 1000, later=later)).result()
    assert (out["opened"], out["updated"], out["duplicate"], out["no_complaint"]) == (
        0, 800, 100, 100), out
    store = Store(redis.client()).check()
    assert len(store.open_cases()) == 600
    assert {c["st"] for c in store.cases.values()} == {state}
    assert {c["ro"] for c in store.cases.values()} == {str(times)}
    assert {c["v"] for c in store.cases.values()} == {str(later + 1), str(later + 2)}
    alerts = [a["id"] for a in store.alerts if f":{times}1:open:" in a["id"]]
    assert len(alerts) == 600, "each reopening is told once"


def test_newer_versions_reopen(servers):
    """Once from the closed case, and once more when only its tombstone is left: then a manager has
    it. A replay of any of it changes nothing."""
    redis = servers.redis()
    client = redis.client()
    Drive(servers, redis.address, 1000).check_first()
    close_all(client)
    check_reopened(servers, redis, 10, "1m", 1)
    close_all(client)
    Drive(servers, redis.address, 1000, later=10).check_replay()
    for key in client.scan_iter("rd:*:c:*"):
        client.delete(key)
    Drive(servers, redis.address, 1000, later=10).check_replay()
    assert not list(client.scan_iter("rd:*:c:*"))
    check_reopened(servers, redis, 20, "es", 2)


@pytest.mark.parametrize("forgotten", [False, True])
def test_reopened_while_connections_are_cut(servers, forgotten):
    """A replay in the same batch asks for the same reopening. Whoever did it, the counts are right,
    also when the reply is lost and only the tombstone was left."""
    redis = servers.redis()
    client, cuts = redis.client(), 0
    Drive(servers, redis.address, 1000).check_first()
    for times in range(1, 4):
        close_all(client)
        for key in client.scan_iter("rd:*:c:*") if forgotten else ():
            client.delete(key)
        drive = Drive(servers, redis.address, 1000, pause_us=5000, later=10 * times)
        cuts += cut_connections(client, drive, 1, 0.05)
        check_reopened(servers, redis, 10 * times, "1m" if times == 1 else "es", times, drive)
    assert cuts > 5, "nothing was cut: this tested nothing"


BAD_SETTINGS = [
    ({"redis__tls": "yes"}, "redis.tls = yes: this build has hiredis"),
    ({"redis__address": "nowhere"}, "redis.address = nowhere"),
    ({"redis__address": "a:1,b:2"}, "redis.mode = single takes one address"),
    ({"redis__address": ""}, "redis.address is empty"),
    ({"redis__password_file": "/nonexistent/file"}, "redis.password_file"),
    ({"redis__user": "app"}, "redis.user = app needs redis.password_file"),
]


@pytest.mark.parametrize("settings, message", BAD_SETTINGS)
def test_bad_settings_stop_the_start(settings, message):
    sets = [w for k, v in settings.items() for w in ("-s", f"{k.replace('__', '.', 1)}={v}")]
    done = subprocess.run([DRIVE, *sets, "1"], capture_output=True, text=True, check=False,
                          timeout=20)
    if "tls" in str(settings) and done.returncode != 2:
        pytest.skip("this build speaks TLS")
    assert done.returncode == 2 and message in done.stderr, done.stderr
