"""A buyers' group that falls apart: who cancels or leaves within an hour is told once."""
import time

import pytest

from procs import wait_until
from receiver import Receiver
from test_library import Library
from test_oncall import review, shift  # noqa: F401  (a fixture)

CANCELS = "等了十天还没发货，请帮我取消订单"
LEAVES = "烂了一半，退群了，以后不会再买"
HOUR = 3_600_000


def says(n, who, body, group="g-1", age_ms=0, **more):
    """Each about a product of its own: the group is what they have in common."""
    return review(n, author_id=f"u-{who}", body=body, group_id=group, product_id=f"p-{n}",
                  marketplace="m", kind="group_message", channel="group", group_size=200,
                  created_at=int(time.time() * 1000) - age_ms, **more)


def told(shift):
    return [a for a in shift.store().alerts if ":departures:" in a["id"]]


def test_a_group_that_falls_apart_is_told_once(shift, servers, tmp_path):
    receiver = servers.up(Receiver())
    secret = tmp_path / "secret"
    secret.write_text("a secret of sixteen bytes\n")
    shift.open([says(1, "a", CANCELS), says(2, "a", LEAVES), says(3, "b", LEAVES),
                says(4, "c", LEAVES, group=None), says(5, "c", "漏了一包，补发给我吧"),
                says(6, "d", LEAVES, age_ms=2 * HOUR), says(7, "e", LEAVES, age_ms=26 * HOUR),
                says(8, "x", LEAVES, group="g-2")],
               timer__enabled="no", notify__webhook_url=receiver.url, notify__interval_ms=50,
               notify__webhook_secret_file=secret, notify__kinds="departures")
    assert not told(shift), "two people of it, whoever else complains"
    shift.sent += shift.send([says(10, "f", CANCELS)])
    shift.run.wait_finished(shift.sent)
    [alert] = told(shift)
    assert alert["wy"] == "group g-1: 3 people within an hour cancel (2) or will not buy again (2)"
    wait_until("it is sent", lambda: receiver.ids() == [alert["id"]])
    sent = receiver.got[0][1]["alerts"][0]
    case = alert["id"][:16]
    assert (sent["severity"], sent["case"]) == ("critical", None)
    assert sent["command"] == f"redress case herd {case[:8]}"
    shift.sent += shift.send([says(11, "g", CANCELS), says(12, "h", LEAVES)])
    shift.run.wait_finished(shift.sent)
    assert len(told(shift)) == 1, "once an hour"
    assert shift.run.metrics()['alerts_total{kind="departures"}'] == 1
    shift.run.stop()
    check_herd(shift, case)
    shift.check_replay()
    shift.redis.client().delete(*shift.redis.client().scan_iter("rd:*:lt:*"))  # as an hour later
    shift.drain(ingest__group=shift.group + "-later", timer__enabled="no")
    assert len(told(shift)) == 1, "a replay counts nobody twice"
    tail = shift.command("case", "tail", "--once", "-k", "departures").stdout
    assert "group g-1: 3 people" in tail


def check_herd(shift, case):
    want = {"id": "g-1", "within_hour": 5, "people": 6, "cancel": 3, "leave": 4}
    assert shift.case("herd", case)["group"] == want == shift.case("herd", "g-1")["group"]
    assert shift.case("herd", "p-4")["group"] is None
    plain = shift.command("case", "herd", "g-1").stdout
    assert "in a day 6 cancel or will not buy again (3 cancel, 4 leave), in the last hour 5" in plain
    assert "herd" not in plain, "no product of that name"


def test_nobody_is_counted_where_nobody_is_to_be_told(shift):
    shift.open([says(n, n, LEAVES) for n in range(4)], cases__leaving_people=0)
    assert not told(shift) and not list(shift.redis.client().scan_iter("rd:*:lv:*"))


@pytest.fixture(name="lib")
def library(servers):
    return Library(servers.redis().client())


def leave(lib, who, at, what="l", people=3, case=None):
    keys = ["rd:{3}:lv:g", "rd:{3}:lt:g", "rd:{3}:al"]
    return lib.r.fcall("rd_leaving", 3, *keys, at, f"{who} {case or (who * 16)[:16]} {what}", HOUR,
                       25 * HOUR, people, 1000, "c" * 16, "p", "g")


def test_an_hour_is_counted_whatever_comes_first(lib):
    now = lib.now()
    assert [leave(lib, w, now - at) for w, at in (("a", 10), ("b", 2 * HOUR), ("c", 2 * HOUR + 5))] \
        == [0, 0, 0]
    assert leave(lib, "d", now - 2 * HOUR - HOUR // 2) == 1, "late, with those of its own hour"
    assert leave(lib, "d", now - 2 * HOUR - HOUR // 2) == 0, "said again"
    lib.r.delete("rd:{3}:lt:g")
    assert leave(lib, "e", now - HOUR - 20) == 1, "with b and c, who were later than an hour before"
    lib.r.delete("rd:{3}:lt:g")
    assert [leave(lib, "a", now - 5, case="x" * 16), leave(lib, "a", now - 4, case="y" * 16)] == [0, 0], \
        "one person is one"
    assert [leave(lib, w, now - 10 * HOUR, case=c * 16) for w, c in ("ii", "jj", "kj")] == [0, 0, 0], \
        "an edit under another name is nobody else"
    assert leave(lib, "f", now - 25 * HOUR - 1) == 0 and lib.r.zcard("rd:{3}:lv:g") == 10
    assert leave(lib, "g", now + HOUR) == 0 and lib.r.zscore(
        "rd:{3}:lv:g", "g " + "g" * 16 + " l") <= lib.now(), "the future is not believed"
    assert 0 < lib.r.pttl("rd:{3}:lv:g") <= 25 * HOUR
