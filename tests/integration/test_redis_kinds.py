"""The shapes of Redis: Cluster, passwords, an ACL user, a Unix socket, a database number."""
import reviews
from procs import wait_until
from road import Road


def run(road, count=800, **more):
    sent = road.send(reviews.mixed(count))
    outcomes = road.drain(**more)
    return sent, outcomes


def secret(road_or_dir, text, name="password"):
    path = f"{road_or_dir}/{name}"
    with open(path, "w", encoding="ascii") as f:
        f.write(text + "\n")
    return path


def test_cluster(servers):
    cluster = servers.cluster()
    road = Road(servers, servers.broker(), cluster)
    sent, outcomes = run(road, 1500)
    store = road.check(sent, outcomes)
    nodes = [n for n in cluster.nodes if list(n.client().scan_iter("rd:*", count=1000))]
    assert len(nodes) == 3, "the cases lie on one node only"
    road.check_replay()
    case = next(iter(store.cases))
    assert case in road.command("case", "show", case).stdout


def test_cluster_slot_moves(servers):
    """A slot that moves to another node while the worker runs is followed."""
    cluster = servers.cluster()
    road = Road(servers, servers.broker(), cluster)
    worker = road.worker(redis__shards=1)
    sent = road.send(reviews.mixed(400))
    worker.wait_finished(sent)
    key = next(cluster.client().scan_iter("rd:{0}:due"))
    slot = cluster.nodes[0].client().cluster("KEYSLOT", key)
    source = next(n for n in cluster.nodes if list(n.client().scan_iter("rd:*")))
    target = next(n for n in cluster.nodes if n is not source)
    move_slot(cluster, slot, source, target)
    sent += road.send(reviews.mixed(400, seed=2))
    worker.wait_finished(sent)
    assert worker.stop() == 0
    road.check(sent, worker.summary())


def move_slot(cluster, slot, source, target):
    a, b = source.client(decode_responses=False), target.client(decode_responses=False)
    ids = [n.client().execute_command("CLUSTER MYID") for n in (source, target)]
    b.execute_command("CLUSTER SETSLOT", slot, "IMPORTING", ids[0])
    a.execute_command("CLUSTER SETSLOT", slot, "MIGRATING", ids[1])
    while True:
        keys = a.execute_command("CLUSTER GETKEYSINSLOT", slot, 100)
        if not keys:
            break
        a.execute_command("MIGRATE", "127.0.0.1", target.port, "", 0, 10000, "KEYS", *keys)
    for node in cluster.nodes:
        node.client().execute_command("CLUSTER SETSLOT", slot, "NODE", ids[1])


def test_password(servers, tmp_path):
    redis = servers.redis(password="s3cret words")
    road = Road(servers, servers.broker(), redis)
    sent, outcomes = run(road, redis__password_file=secret(tmp_path, "s3cret words"))
    road.check(sent, outcomes)


def test_wrong_password_is_said_and_heals(servers, tmp_path):
    """A password that Redis refuses: not ready, the reason in the log, never the password."""
    redis = servers.redis(password="right-one")
    road = Road(servers, servers.broker(), redis)
    worker = road.worker(wait=False,
                         redis__password_file=secret(tmp_path, "wrong-one"))
    sent = road.send(reviews.make(200))
    wait_until("the log says why", lambda: "WRONGPASS" in worker.log())
    wait_until("/readyz says 503", lambda: worker.get("/readyz")[0] == 503)
    assert "wrong-one" not in worker.log() and "right-one" not in worker.log()
    redis.client().config_set("requirepass", "wrong-one")
    redis.password = "wrong-one"
    worker.wait_finished(sent)
    assert worker.stop() == 0
    road.check(sent, worker.summary())


def test_acl_user(servers, tmp_path):
    """A user of its own, who sees no other keys than ours."""
    redis = servers.redis()
    redis.client().acl_setuser("redress", enabled=True, passwords=["+pw"], keys=["rd:*"],
                               categories=["+@all"])
    redis.client().acl_setuser("default", enabled=True, passwords=["+other"], keys=["*"],
                               categories=["+@all"])
    redis.password = "other"
    road = Road(servers, servers.broker(), redis)
    sent, outcomes = run(road, redis__user="redress",
                         redis__password_file=secret(tmp_path, "pw"))
    road.check(sent, outcomes)


def test_unix_socket_and_database(servers):
    redis = servers.redis(unix_socket=True)
    road = Road(servers, servers.broker(), redis)
    sent, outcomes = run(road, redis__address=f"unix:{redis.socket}", redis__database=3)
    assert not list(redis.client().scan_iter("rd:*")), "the cases are not in database 3"
    plain = redis.client
    redis.client = lambda **o: plain(db=3, **o)
    road.check(sent, outcomes)


def test_old_library_is_replaced(servers):
    """A function library of an older version in Redis is loaded anew."""
    redis = servers.redis()
    redis.client().execute_command(
        "FUNCTION LOAD", "#!lua name=redress\nredis.register_function{function_name='rd_version',"
        "callback=function() return 0 end,flags={'no-writes'}}")
    road = Road(servers, servers.broker(), redis)
    sent, outcomes = run(road)
    road.check(sent, outcomes)
    assert redis.client().fcall("rd_version", 0) >= 1
    redis.client().execute_command("FUNCTION FLUSH")
    with_lost = road.drain(ingest__group="after-flush")
    assert with_lost["opened"] == 0 and with_lost["events"] == sent
