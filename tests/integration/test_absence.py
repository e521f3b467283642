"""The absence alarm end to end: complaints that stop page once, and it is over when they come back."""
import time

from procs import wait_until
from receiver import Receiver
from reviews import make
from road import Road
from store import unpack_entry

BUCKET_MS = 600000
DAY = 144


def history(client, name, per_bucket, days=10):
    """As if `name` had had so many complaints in every ten minutes of the last days, until now."""
    number = "0123456789abcdef"
    now = int(time.time() * 1000) // BUCKET_MS
    client.hset("rd:{0}:rate", number, name)
    client.hset(f"rd:{{0}}:rate:n:{number}",
                mapping={b: per_bucket for b in range(now - days * DAY, now - 5)})
    return number, now


def absences(road):
    return [a for a in road.redis.client().xrange("rd:{0}:al")
            if unpack_entry(a[1])["id"].split(":")[2] in ("absence", "closed")]


def review(n, age_ms, marketplace="market-a"):
    return {**make(1, seed=n, complaints=1.0)[0], "review_id": f"a{n}", "rating": 1,
            "marketplace": marketplace, "product_id": f"p-{n}",
            "created_at": int(time.time() * 1000) - age_ms,
            "body": "等了两周还没到货，客服一直不回复，我要退款！"}


def test_absence_pages_once_and_ends(servers, tmp_path):
    road = Road(servers, servers.broker(), servers.redis())
    client = road.redis.client()
    receiver = servers.up(Receiver())
    secret = tmp_path / "secret"
    secret.write_text("a secret of sixteen bytes\n")
    number, now = history(client, "market-a", 50)
    history_of_little = "fedcba9876543210"
    client.hset("rd:{0}:rate", history_of_little, "market-b")
    client.hset(f"rd:{{0}}:rate:n:{history_of_little}",
                mapping={b: 1 for b in range(now - 10 * DAY, now - 5)})
    worker = road.worker(absence__check_s=1, absence__grace_s=8, absence__window_min=30,
                         notify__webhook_url=receiver.url, notify__webhook_secret_file=secret,
                         notify__kinds="absence,closed", notify__interval_ms=50)
    assert absences(road) == []  # not while it has just begun
    wait_until("the alarm", lambda: absences(road))
    [(_, alert)] = absences(road)
    assert alert["mk"] == "market-a"
    assert "market-a: 0 complaints in 30 minutes" in alert["wy"] and "150 are usual" in alert["wy"]
    wait_until("the metric", lambda: worker.metrics()["absent_marketplaces"] == 1)
    wait_until("it is sent", lambda: receiver.ids() == [alert["id"]])
    sent = receiver.got[0][1]["alerts"][0]
    assert (sent["case"], sent["severity"], sent["marketplace"]) == (None, "critical", "market-a")
    tail = road.command("case", "tail", "--once", "-k", "absence").stdout
    assert "market-a: 0 complaints" in tail
    time.sleep(2.5)
    assert len(absences(road)) == 1  # once, however often it is judged

    client.hset(f"rd:{{0}}:rate:n:{number}", mapping={b: 50 for b in range(now - 5, now + 2)})
    wait_until("it is over", lambda: len(absences(road)) == 2)
    assert absences(road)[1][1]["id"].startswith(alert["id"][:16])
    wait_until("the metric", lambda: worker.metrics()["absent_marketplaces"] == 0)


def test_what_a_worker_opens_is_counted_and_a_replay_is_not_judged(servers):
    road = Road(servers, servers.broker(), servers.redis())
    client = road.redis.client()
    sent = road.send([review(n, 1000) for n in range(7)] +
                     [review(100 + n, 25 * 3600000, "market-b") for n in range(20)])
    history(client, "market-c", 50)
    client.set("rd:{0}:rate:replay", "1", px=60000)  # the past was read a moment ago
    worker = road.worker(absence__check_s=1, absence__grace_s=0)
    worker.wait_finished(sent)

    def counted(name):
        numbers = {v: k for k, v in client.hgetall("rd:{0}:rate").items()}
        return sum(map(int, client.hgetall(f"rd:{{0}}:rate:n:{numbers[name]}").values()))

    wait_until("all are counted", lambda: (counted("market-a"), counted("market-b")) == (7, 20))
    assert client.pttl("rd:{0}:rate:replay") > 120000  # most of what came was a day old
    time.sleep(2)
    assert absences(road) == []
    worker.stop()
    road.drain(ingest__group=road.group + "-again")  # duplicates count nobody twice
    assert (counted("market-a"), counted("market-b")) == (7, 20)
