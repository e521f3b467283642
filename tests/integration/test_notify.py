"""Alerts on their way out: every one reaches its receiver, in effect once, whatever dies or fails."""
import base64
import json
import os
import random
import signal
import time

import pytest

from procs import wait_until
from receiver import Alertmanager, Receiver, certificate
from reviews import make
from road import Road

SECRET = b"a secret of the tests, 32 bytes!"
SHARDS = 4


class Nobody:
    """In the place of Kafka, which a notifier does not need."""

    bootstrap = "127.0.0.1:1"


class Desk:
    """A Redis into which a test writes alerts, a receiver, and notifiers in between."""

    def __init__(self, servers, tmp_path, redis=None, **receiver):
        self.servers, self.redis = servers, redis or servers.redis()
        self.client = self.redis.client()
        self.receiver = servers.up(Receiver(secret=SECRET, **receiver))
        self.secret_file = tmp_path / "secret"
        self.secret_file.write_text("whsec_" + base64.b64encode(SECRET).decode() + "\n")
        self.written = []

    def settings(self, **more):
        return {"redis__shards": SHARDS, "notify__webhook_url": self.receiver.url,
                "notify__webhook_secret_file": self.secret_file, "notify__interval_ms": 50,
                "notify__kinds": "all", "notify__rate": 200, "notify__backoff_max_ms": 300,
                "notify__timeout_ms": 1000, "notify__takeover_s": 6, **more}

    def notifier(self, **more):
        n = self.servers.redress(Nobody, self.redis, subcommand="notify", **self.settings(**more))
        self.wait_joined(more.get("group", "webhook"))
        return n

    def wait_joined(self, group):
        wait_until("the notifier joined", lambda: all(
            self.client.exists(self.key(s)) and group in
            [g["name"] for g in self.client.xinfo_groups(self.key(s))] for s in range(SHARDS)))

    @staticmethod
    def key(shard):
        return f"rd:{{{shard}}}:al"

    def alert(self, kind="warn", level=0, priority=500, turn=1):
        """Writes one as the function library would; returns its id."""
        case = f"{len(self.written):016x}"
        name = f"{case}:{turn}:{kind}:{level}"
        at = int(time.time() * 1000)
        self.client.xadd(self.key(len(self.written) % SHARDS), {
            "id": name, "at": at, "p": priority, "st": "1m", "du": at + 1000,
            "ca": "late:930,service:411", "pr": "p-1"})
        self.written.append(name)
        return name

    def alerts(self, n, **more):
        pipe, client = self.client.pipeline(transaction=False), self.client
        self.client = pipe
        for _ in range(n):
            self.alert(**more)
        self.client = client
        pipe.execute()

    def wait_all(self, timeout_s=30):
        wait_until("all alerts are delivered",
                   lambda: set(self.receiver.ids()) >= set(self.written), timeout_s)

    def check_once(self):
        got = self.receiver.ids()
        assert sorted(got) == sorted(self.written), "lost or doubled"
        assert not self.receiver.wrong, "a signature did not verify"

    def wait_settled(self):
        wait_until("nothing is pending", lambda: all(
            self.client.xpending(self.key(s), "webhook")["pending"] == 0 for s in range(SHARDS)))

    def command(self, *args, **options):
        settings = {k.replace("__", ".", 1): v for k, v in self.settings().items()}
        return self.servers.command(Nobody, self.redis, *args, settings={
            k.replace(".", "__", 1): v for k, v in settings.items()}, **options)


@pytest.fixture
def desk(servers, tmp_path):
    return Desk(servers, tmp_path)


def test_one_alert_is_one_signed_delivery(desk):
    n = desk.notifier()
    desk.alert("breach", level=2)
    desk.wait_all()
    desk.wait_settled()
    headers, body = desk.receiver.got[0]
    assert headers["webhook-id"] == desk.written[0] == body["delivery"]
    [alert] = body["alerts"]
    assert (alert["kind"], alert["round"], alert["level"], alert["severity"]) == (
        "breach", "1", 2, "critical")
    assert alert["product_id"] == "p-1" and alert["deadline"].endswith("Z")
    assert alert["command"] == f"redress case show {desk.written[0][:8]}"  # no such case there
    n.stop()
    desk.check_once()
    assert SECRET.decode() not in n.log()
    assert base64.b64encode(SECRET).decode() not in n.log()
    # A clean end leaves nobody behind in the group.
    assert desk.client.xinfo_consumers(desk.key(0), "webhook") == []


def test_what_was_raised_while_no_notifier_ran_is_delivered_later(desk):
    desk.notifier().stop()
    desk.alerts(20)
    desk.notifier()
    desk.wait_all()
    desk.check_once()


def test_a_receiver_that_fails_loses_nothing(desk):
    n = desk.notifier()
    for mood in (503, 429, 302, "slow"):
        desk.receiver.mood = mood
        desk.alerts(10)
        asked = len(desk.receiver.asked)
        wait_until("it was tried twice", lambda: len(desk.receiver.asked) >= asked + 2)
        desk.receiver.mood = "well"
        desk.wait_all()
    desk.wait_settled()
    desk.check_once()
    assert n.metrics()['notify_failures_total{notifier="webhook"}'] >= 8
    assert n.log().count("the receiver is away") == 4  # said once each, not with every try


def test_a_receiver_that_asks_for_ages_is_asked_again_soon(desk):
    """Retry-After is heeded up to notify.backoff_max_ms, whatever number stands there."""
    desk.receiver.mood = 503
    desk.receiver.headers["Retry-After"] = "9223372036854775807"
    desk.notifier()
    desk.alert()
    wait_until("it was asked twice", lambda: len(desk.receiver.asked) >= 2, 20)
    desk.receiver.mood = "well"
    desk.wait_all()


def test_one_that_is_refused_becomes_a_dead_letter_and_can_be_sent_again(desk):
    n = desk.notifier(notify__attempts=3)
    desk.alerts(3)
    bad = desk.written[1]
    desk.receiver.refuse = {bad}
    wait_until("a dead letter", lambda: n.metrics()[
        'notify_dead_letters_total{notifier="webhook"}'] == 1)
    desk.alerts(300)  # together in one request with nothing bad, and past the dead one
    wait_until("the others", lambda: len(desk.receiver.ids()) == 302)
    desk.wait_settled()
    [dead] = [json.loads(line) for line in
              desk.command("notify", "dead", "--json").stdout.splitlines()]
    assert (dead["id"], dead["status"], dead["tries"]) == (bad, 400, 3)
    assert "said" in dead["why"]
    desk.command("notify", "replay", bad, expect=1)  # refused again: it stays
    desk.receiver.refuse = set()
    desk.command("notify", "replay", "no-such-alert", expect=1)
    assert "1 sent again" in desk.command("notify", "replay").stdout
    assert desk.command("notify", "dead").stdout == ""
    desk.check_once()
    assert "0 waiting" in desk.command("notify", "status").stdout


def test_one_bad_alert_takes_no_other_of_its_request_along(desk):
    desk.notifier().stop()
    desk.alerts(400)
    desk.receiver.refuse = {desk.written[7]}
    desk.notifier(notify__attempts=2, notify__rate=100)
    wait_until("all but one", lambda: len(set(desk.receiver.ids())) == 399)
    wait_until("a dead letter", lambda: desk.command("notify", "dead").stdout)
    assert desk.written[7] in desk.command("notify", "dead").stdout


def test_kills_lose_nothing_and_double_at_most_one_request_each(desk):
    workers = [desk.notifier(notify__rate=20, notify__batch=10) for _ in range(2)]
    rng, kills = random.Random(7), 4
    for _ in range(kills):
        desk.alerts(100)
        time.sleep(rng.uniform(0.05, 0.4))
        victim = workers.pop(0)
        victim.kill9()
        workers.append(desk.notifier(notify__rate=20, notify__batch=10))
    # Frozen past the moment at which the other takes over: when it wakes it must not send again.
    desk.alerts(100)
    workers[0].send(signal.SIGSTOP)
    desk.wait_all(60)
    workers[0].send(signal.SIGCONT)
    time.sleep(1)
    desk.wait_settled()
    doubled = len(desk.receiver.ids()) - len(desk.written)
    assert doubled <= (kills + 1) * 10
    assert set(desk.receiver.ids()) == set(desk.written)


def test_ten_thousand_alerts_are_no_storm(desk):
    desk.notifier().stop()
    desk.alerts(10000)
    desk.notifier(notify__rate=50)
    desk.wait_all()
    desk.wait_settled()
    desk.check_once()
    assert len(desk.receiver.got) <= 160, "not grouped"
    # Never more than the rate, whatever waits.
    times = [at for at, _ in desk.receiver.asked]
    for i, at in enumerate(times):
        assert sum(at <= t < at + 1 for t in times[i:]) <= 55
    groups = [h["webhook-id"] for h, b in desk.receiver.got if b["count"] > 1]
    assert len(groups) == len(set(groups))


def test_only_what_passes_the_filter(desk):
    desk.notifier(notify__kinds="breach, herd", notify__min_level=1, notify__min_priority=400)
    wanted = [desk.alert("breach", level=1), desk.alert("herd", level=2)]
    desk.alert("breach", level=0)
    desk.alert("warn", level=1)
    desk.alert("breach", level=1, priority=399)
    wanted.append(desk.alert("breach", level=3))
    wait_until("those three", lambda: len(desk.receiver.ids()) == 3)
    desk.wait_settled()
    assert sorted(desk.receiver.ids()) == sorted(wanted)


def test_nothing_is_sent_that_the_replica_does_not_have(servers, tmp_path):
    master = servers.redis()
    replica = servers.replica(master)
    desk = Desk(servers, tmp_path, redis=master)
    desk.notifier(redis__wait_replicas=1, redis__wait_timeout_ms=200)
    desk.alert()
    desk.wait_all()
    replica.send(signal.SIGSTOP)
    desk.alerts(5)
    time.sleep(1.5)
    assert len(desk.receiver.ids()) == 1
    replica.send(signal.SIGCONT)
    desk.wait_all()
    desk.check_once()


def test_redis_away_and_back(servers, tmp_path):
    redis = servers.redis(aof=True)
    desk = Desk(servers, tmp_path, redis=redis)
    n = desk.notifier()
    desk.alerts(10)
    desk.wait_all()
    redis.stop()
    time.sleep(0.5)
    redis.start()
    desk.alerts(10)
    desk.wait_all()
    assert n.alive()
    desk.check_once()


def test_a_group_that_is_gone_goes_on_where_it_was(desk):
    desk.notifier()
    desk.alerts(20)
    desk.wait_all()
    desk.wait_settled()
    for s in range(SHARDS):
        desk.client.xgroup_destroy(desk.key(s), "webhook")
    desk.alerts(20)
    desk.wait_all()
    desk.check_once()


def test_over_tls_with_a_login(servers, tmp_path):
    cert = certificate(str(tmp_path))
    desk = Desk(servers, tmp_path, cert=cert, authorization="Bearer tok-123")
    token, password = tmp_path / "token", tmp_path / "password"
    token.write_text("tok-123\n")
    password.write_text("pass-456\n")
    n = desk.notifier(notify__ca_file=cert[0], notify__webhook_token_file=token)
    desk.alert()
    desk.wait_all()
    n.stop()
    desk.receiver.authorization = "Basic " + base64.b64encode(b"ann:pass-456").decode()
    n = desk.notifier(notify__ca_file=cert[0], notify__webhook_user="ann",
                      notify__webhook_password_file=password)
    desk.alert()
    desk.wait_all()
    desk.check_once()
    assert "tok-123" not in n.log() and "pass-456" not in n.log()
    # Without the certificate it is not trusted.
    said = desk.command("notify", "test", expect=1).stderr
    assert "webhook: did not take it" in said and "certificate" in said


def test_bad_settings_are_said_in_one_line(desk, tmp_path):
    empty = tmp_path / "empty"
    empty.write_text("\n")
    rows = [
        ({"notify.webhook_url": "ftp://x"}, "notify.webhook_url 'ftp://x': must begin with http"),
        ({"notify.webhook_url": "http://ann:pw@x/"}, "no user and password in the URL"),
        ({"notify.webhook_secret_file": ""}, "needs a secret of 16 bytes"),
        ({"notify.webhook_secret_file": empty}, "the first line is empty"),
        ({"notify.kinds": "warn,brech"}, "notify.kinds: 'brech' is no kind of alert"),
        ({"notify.takeover_s": 3}, "notify.takeover_s 3: must be"),
    ]
    for change, expected in rows:
        sets = {k.replace("__", ".", 1): v for k, v in desk.settings().items()}
        sets.update(change)
        for command in (["notify"], ["check-config"]):
            done = desk.servers.command(Nobody, desk.redis, *command, settings={
                k.replace(".", "__", 1): v for k, v in sets.items()}, expect=2)
            assert expected in done.stderr and done.stderr.count("\n") == 1, done.stderr
            assert "pw@" not in done.stderr


FAST = {f"rounds__{lane}_{what}_s": value
        for lane in ("marketplace", "social", "chat", "safety")
        for what, value in (("warn", 2), ("1", 600), ("2", 600), ("3", 600), ("total", 3600))}


def test_alertmanager_shows_what_stands_and_forgets_what_does_not(servers, tmp_path):
    """With the real one: fired, told again after its restart, resolved by an answer and a closing."""
    if Alertmanager.missing():
        pytest.skip("prometheus-alertmanager is not installed")
    manager = servers.up(Alertmanager(os.path.join(str(tmp_path), "am")))
    road = Road(servers, servers.broker(), servers.redis())
    worker = road.worker(notify__alertmanager_url=manager.url, notify__interval_ms=50,
                         notify__kinds="open,warn,breach", notify__refresh_s=1, **FAST)
    now = int(time.time() * 1000)
    road.send([{**make(1, seed=n, complaints=1.0)[0], "review_id": f"n{n}", "rating": 1,
                "product_id": f"p-{n}", "seller_id": "s-1", "created_at": now,
                "body": "等了两周还没到货，客服一直不回复，我要退款！"} for n in range(3)])
    worker.wait_finished(3)
    wait_until("all were warned", lambda: manager.kinds() == ["open"] * 3 + ["warn"] * 3)
    alert = next(a for a in manager.alerts() if a["labels"]["kind"] == "warn")
    labels, notes = alert["labels"], alert["annotations"]
    case = labels["case"]
    assert labels["alertname"] == "RedressCaseWarn" and labels["round"] == "1"
    assert labels["cause"] in ("late", "service") and labels["seller"] == "s-1"
    assert labels["marketplace"] and labels["lane"] and labels["severity"]
    assert notes["command"] == f"redress case claim {case[:8]}" and notes["deadline"]
    assert "running out of time" in notes["what"] and notes["why"]

    road.command("case", "claim", case, "--as", "ann")  # somebody has it: nobody is called for it
    wait_until("its opening is resolved", lambda: manager.kinds(case) == ["warn"])
    road.command("case", "answer", case, "--cause", "late", "--demand", "refund", "--as", "ann")
    wait_until("the answer resolved its warning", lambda: manager.kinds(case) == [])

    other = next(a["labels"]["case"] for a in manager.alerts())
    road.command("case", "close", other, "--reason", "withdrawn")
    wait_until("the closing resolved all", lambda: manager.kinds(other) == [])
    manager.stop()
    manager.start()
    wait_until("what stands was told again", lambda: manager.kinds() == ["open", "warn"])
    assert worker.metrics()['notify_sent_total{notifier="alertmanager"}'] == 6
