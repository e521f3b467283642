"""The function library alone: its contract in sink/redress.lua, called as the program calls it."""
import os
import time

import pytest
import redis

from store import FACTS, entries, unpack_case

LIBRARY = os.path.join(os.path.dirname(__file__), "..", "..", "sink", "redress.lua")
SHARD = "rd:{3}:"
LANES = [["marketplace", 14_400_000, 259_200_000, 10_800_000, ""],
         ["social", 3_600_000, 172_800_000, 2_700_000, ""],
         ["chat", 180_000, 86_400_000, 100_000, ""],
         ["safety", 900_000, 86_400_000, 600_000, "7"]]
WINDOW, CREDIT, TOMBSTONE, CLOSED = 72 * 3600 * 1000, 14_400, 30 * 86_400_000, 168 * 3_600_000
KEEP = 1000  # entries of a stream
OPEN, UPDATED, DUPLICATE, REOPEN, NO_CASE, MESSAGE = 1, 2, 3, 4, 5, 6
WARN, PAGE = 10, 20  # an outcome that also gave a herd alert
SILENT, RISEN = 100, 1000  # gave no opening alert; gave an incident alert


@pytest.fixture(name="lib")
def library(servers):
    return Library(servers.redis().client())


class Library:
    """The four functions on one shard."""

    def __init__(self, client):
        self.r = client
        with open(LIBRARY, encoding="utf-8") as f:
            client.function_load(f.read(), replace=True)

    def event(self, case="a" * 16, version=1, author="author1", created=None, message=None, base=400,
              floor=0, src="reviews/0/1", herd="160,700", reach=0, place="g1", product="p1", lane="marketplace",
              causes="late:930", optional=(), herd_key="h1", memory_key="tb:1:1", piece=64):
        """Keys and arguments of one event. message: 'm' or 'n' and the message's own id."""
        created = created if created is not None else self.now()
        facts = {"src": src, "cr": created, "ca": causes, "pr": product, "se": "seller",
                 "rid": f"review-{case}", "mk": "market", "kd": "review", "ch": "marketplace",
                 "nm": f"1,{reach},0,0,,,,", "pt": f"{base - 200},160,30,0,10,0,0,0,0",
                 "fv": floor or "", **dict(optional)}
        text = "\n".join(str(facts.get(name, "")) for name in FACTS).rstrip("\n")
        pieces = [text[i:i + piece] for i in range(0, len(text), piece)]
        lane = next(row for row in LANES if row[0] == lane)
        keys = [f"{SHARD}c:{case}", SHARD + memory_key, f"{SHARD}herd:{herd_key}"]
        kind = (f"{message or 'c'} {version} {herd.replace(',', ' ')} {floor} {len(pieces)} "
                f"{lane[0]} {lane[4] or 0} {lane[1]} {lane[2]} {lane[3]}")
        args = [kind, f"{created:013} {author} {case} {place}", max(base, floor),
                f"1m {case}:1:open:0 {causes} {product}"]
        return keys, args + pieces

    def open(self, *events, since=0, counted=0):
        """Outcomes of one call; each event is a dict for event()."""
        parts = [self.event(**e) for e in events]
        keys, args = [SHARD + "clk"], []
        for k, a in parts:
            keys += k
            args += a
        args[0] += f" {since} {WINDOW} {KEEP} {KEEP} {CREDIT} {TOMBSTONE} {CLOSED} {counted}"
        reply = self.r.fcall("rd_open", len(keys), *keys, *args)
        return [OPEN] * len(events) if isinstance(reply, int) else reply[1:]

    def apply(self, case="a" * 16, rev=-1, not_before=0, event="answer", who="ann", wake="",
              place="", expire="", tomb=("", 0), alerts=(), fields=None, memory_key="tb:1:1"):
        keys = [SHARD + k for k in (f"c:{case}", "due", "q", "al", "log", "clk", memory_key)]
        args = [case, rev, not_before, event, who, wake, place, expire, *tomb, TOMBSTONE, KEEP, KEEP,
                len(alerts)]
        for alert in alerts:
            args += alert
        for name, value in (fields or {}).items():
            args += [name, value]
        return self.r.fcall("rd_apply", len(keys), *keys, *args)[0]

    def close(self, case="a" * 16, version=1, reached=1, reopened=0):
        return self.apply(case, event="close", wake=0, expire=CLOSED, fields={"st": "cl:solved"},
                          tomb=(case, version * 100 + reached * 10 + reopened))

    def due(self, limit=100):
        reply = self.r.fcall("rd_due", 2, SHARD + "due", SHARD + "clk", limit)
        return reply[0], reply[1::2] if len(reply) % 2 else []  # else: when the next one is due

    def now(self):
        seconds, us = self.r.time()
        return seconds * 1000 + us // 1000

    def case(self, case="a" * 16):
        return unpack_case(self.r.hgetall(f"{SHARD}c:{case}"))

    def alerts(self):
        return [a["id"] for a in entries(self.r, SHARD + "al")]

    def log(self):
        return [(f["id"][0], int(f["rev"]), f["event"]) for f in entries(self.r, SHARD + "log")]

    def everything(self):
        """All keys and values, but the clock's."""
        out = {}
        for key in sorted(self.r.scan_iter("rd:*")):
            if not key.endswith("clk"):
                out[key] = self.r.dump(key) if self.r.type(key) != "stream" else self.r.xlen(key)
        return out


def test_version(lib):
    assert lib.r.fcall("rd_version", 0) >= 1


def test_open_writes_everything_once(lib):
    before = lib.now()
    assert lib.open({"optional": {"dm": "refund", "fg": "anger"}}) == [OPEN]
    case = lib.case()
    assert case["st"] == "1m" and case["rv"] == "1" and case["rr"] == "1" and case["v"] == "1"
    opened = int(case["op"])
    assert before <= opened <= lib.now()
    assert int(case["du"]) == opened + 14_400_000 and int(case["to"]) == opened + 259_200_000
    assert int(case["wk"]) == opened + 10_800_000 and case["rs"] == case["op"]
    assert (case["p"], case["b"], case["hd"]) == ("400", "400", "1")
    assert case["pt"] == "200,160,30,0,10,0,0,0,0"
    assert case["src"] == "reviews/0/1" and case["dm"] == "refund" and case["ca"] == "late:930"
    assert lib.r.zrange(SHARD + "due", 0, -1, withscores=True) == [("a" * 16, float(case["wk"]))]
    assert lib.r.zscore(SHARD + "q", "a" * 16) == int(case["du"]) - 400 * CREDIT
    assert lib.alerts() == ["a" * 16 + ":1:open:0"]
    assert lib.log() == [("a", 1, "open")]
    assert lib.r.ttl(f"{SHARD}c:" + "a" * 16) == -1
    assert lib.r.object("ENCODING", f"{SHARD}c:" + "a" * 16) == "listpack"


def test_replay_changes_nothing(lib):
    """The same events again, in one call or in many: not a byte differs."""
    events = [{"case": c * 16, "author": c, "src": f"reviews/0/{i}", "created": 1_700_000_000_000 + i}
              for i, c in enumerate("abcdefg")]
    assert sorted(o % 10 for o in lib.open(*events)) == [OPEN] * 7
    before = lib.everything()
    assert lib.open(*events) == [DUPLICATE] * 7
    for e in reversed(events):
        assert lib.open(e) == [DUPLICATE]
    assert lib.everything() == before


def test_lanes(lib):
    for case, lane, due in (("a", "chat", 180_000), ("b", "safety", 900_000)):
        lib.open({"case": case * 16, "lane": lane})
        c = lib.case(case * 16)
        assert c["ln"] == lane and int(c["du"]) - int(c["op"]) == due


def test_version_of_the_budgets_and_a_deadline_that_is_a_moment(lib, monkeypatch):
    at = lib.now() + 5_000_000
    monkeypatch.setitem(globals(), "LANES", [["marketplace:late", at, 259_200_000, 7, "3"]])
    lib.open({"lane": "marketplace:late"})
    c = lib.case()
    assert (c["ln"], c["du"], c["cv"]) == ("marketplace:late", str(at), "3")
    assert int(c["wk"]) == int(c["op"]) + 7


def test_moments_counted_from_another_clock_are_refused(lib, monkeypatch):
    """Redis's clock was stepped since the caller saw it: its moments would be an hour early."""
    at = lib.now() + 5_000_000
    monkeypatch.setitem(globals(), "LANES", [["marketplace", at, 259_200_000, 7, "3"]])
    assert lib.open({}, counted=lib.now() - 3_600_000) == []
    assert lib.case() == {}
    assert lib.open({}, counted=lib.now() + 10) == [OPEN]


@pytest.mark.parametrize("piece", (3, 17, 64, 500))
def test_facts_are_found_however_they_are_cut(lib, piece):
    lib.open({"product": "p-" + "x" * 100, "created": 5, "piece": piece})
    lib.apply(alerts=[("warn", 1, 0)])
    [_, warn] = entries(lib.r, SHARD + "al")
    assert (warn["ca"], warn["pr"]) == ("late:930", "p-" + "x" * 100)
    lib.open({"version": 2, "src": "reviews/0/2", "created": 9, "piece": 64})
    assert (lib.case()["os"], lib.case()["cr"], lib.case()["pr"]) == ("reviews/0/1", "5", "p1")


def test_what_is_changed_by_hand_stays_changed(lib):
    """A field that stands by itself counts more than a packed one, also when that is unpacked."""
    lib.open({})
    lib.r.hset(f"{SHARD}c:" + "a" * 16, "wk", 5)
    assert lib.case()["wk"] == "5"
    lib.apply(fields={"an": 1})
    assert lib.case()["wk"] == "5" and lib.case()["rv"] == "2" and lib.case()["st"] == "1m"
    assert not lib.r.hexists(f"{SHARD}c:" + "a" * 16, "m")


def test_update_after_open_in_one_call(lib):
    assert lib.open({}, {"version": 2, "base": 900}, {"version": 2}) == [OPEN, UPDATED, DUPLICATE]
    c = lib.case()
    assert lib.r.zscore(SHARD + "q", "a" * 16) == int(c["du"]) - 900 * CREDIT
    assert lib.r.zscore(SHARD + "due", "a" * 16) == int(c["wk"])


@pytest.mark.parametrize("events", ([{}], [{}, {"case": "b" * 16, "herd_key": "h2"}]))
@pytest.mark.parametrize("key", ("due", "q", "al", "log"))
def test_a_broken_shard_fails_the_call_and_nothing_is_changed(lib, key, events):
    """Also when its streams were cut a moment ago, and so not looked at for that."""
    lib.open({"case": "c" * 16, "herd_key": "other"})
    lib.r.rename(SHARD + key, "aside")
    lib.r.set(SHARD + key, "somebody was here")
    before = lib.everything()
    for _ in range(2):
        with pytest.raises(redis.exceptions.ResponseError, match="WRONGTYPE"):
            lib.open(*events)
        assert lib.everything() == before
    lib.r.rename("aside", SHARD + key)
    assert [o % 10 for o in lib.open(*events)] == [OPEN] * len(events)
    ids = [e.get("case", "a" * 16) for e in events]
    assert lib.alerts()[1:1 + len(ids)] == [f"{case}:1:open:0" for case in ids]
    assert lib.log()[1:1 + len(ids)] == [(case[0], 1, "open") for case in ids]
    assert lib.r.zcard(SHARD + "due") == lib.r.zcard(SHARD + "q") == 1 + len(ids)


def test_one_by_one_beside_tombstones(lib):
    """Once something is remembered, a case and its memory are no longer looked for at once."""
    lib.open({})
    lib.close()
    lib.r.delete(f"{SHARD}c:" + "a" * 16)
    for case in "bcd":
        assert lib.open({"case": case * 16, "herd_key": case}) == [OPEN]
        assert lib.open({"case": case * 16, "herd_key": case}) == [DUPLICATE]
        assert lib.open({}) == [DUPLICATE], "closed, forgotten but for its tombstone"
    lib.r.hset(SHARD + "tb:1:1", "e" * 16, "110")
    assert lib.open({"case": "e" * 16, "herd_key": "e"}) == [DUPLICATE]
    assert lib.alerts() == [f"{case * 16}:1:open:0" for case in "abcd"]
    assert not lib.r.exists(SHARD + "herd:e")


def test_streams_are_cut_while_cases_open_one_by_one(lib, monkeypatch):
    monkeypatch.setitem(globals(), "KEEP", 100)
    for i in range(500):
        lib.open({"case": f"{i:016}", "herd_key": f"h{i}"})
    for key in ("al", "log"):
        assert 100 <= lib.r.xlen(SHARD + key) <= 100 + 100 + 64


def test_newer_version_updates(lib):
    lib.open({"optional": {"fg": "anger", "dm": "refund"}, "created": 5})
    lib.apply(fields={"st": "1c"})
    assert lib.open({"version": 3, "base": 700, "src": "reviews/0/9", "created": 6, "lane": "chat",
                     "optional": {"dm": "replace"}}) == [UPDATED]
    c = lib.case()
    assert (c["p"], c["v"], c["src"], c["dm"], c["st"]) == ("700", "3", "reviews/0/9", "replace",
                                                            "1c")
    assert "fg" not in c, "the newer version has no flags"
    assert c["cr"] == "5" and c["ln"] == "marketplace", "set once, when it opened"
    assert c["rv"] == "3" and lib.log()[-1] == ("a", 3, "update")
    assert lib.open({"version": 2}) == [DUPLICATE]
    assert lib.open({"version": 3}) == [DUPLICATE]


def test_update_moves_place_in_queue_only_if_queued(lib):
    lib.open({})
    due = int(lib.case()["du"])
    lib.open({"version": 2, "base": 900})
    assert lib.r.zscore(SHARD + "q", "a" * 16) == due - 900 * CREDIT
    lib.apply(event="claim", wake=due, place="")
    lib.open({"version": 3, "base": 100})
    assert lib.r.zscore(SHARD + "q", "a" * 16) is None


def test_older_version_after_newer(lib):
    assert lib.open({"version": 2}, {"version": 1}) == [OPEN, DUPLICATE]


def complaint(case, author, **more):
    return {"case": case * 16, "author": author, "src": f"reviews/0/{case}", **more}


def test_herd(lib):
    """One watches, two warn, three page; the same author counts once, a replay not at all."""
    assert lib.open(complaint("a", "x")) == [OPEN]
    assert lib.open(complaint("b", "x")) == [OPEN]
    assert lib.case("b" * 16)["hd"] == "1"
    assert lib.open(complaint("c", "y")) == [OPEN + WARN]
    c = lib.case("c" * 16)
    assert (c["hd"], c["p"], c["pt"]) == ("2", "480", "200,160,30,80,10,0,0,0,0")
    assert "fl" not in c and "in" not in c
    assert lib.open(complaint("c", "y")) == [DUPLICATE]
    assert lib.open(complaint("d", "z")) == [OPEN + PAGE]
    d = lib.case("d" * 16)
    assert (d["hd"], d["p"], d["fl"], d["fv"], d["in"]) == ("3", "700", "herd", "700", "h1")
    assert d["pt"] == "200,160,30,160,10,0,0,0,0"
    assert lib.open(complaint("e", "w")) == [OPEN + SILENT]
    assert lib.case("e" * 16)["hd"] == "4" and lib.case("e" * 16)["p"] == "700"
    assert lib.open(complaint("f", "w")) == [OPEN + SILENT]
    assert lib.case("f" * 16)["hd"] == "4", "the same author again"
    herd = [a for a in lib.alerts() if ":herd:" in a]
    assert herd == ["c" * 16 + ":1:herd:1", "d" * 16 + ":1:herd:2"]


def test_herd_an_edit_is_nobody_else(lib):
    """A newer version is the same complaint, whatever name its author has there: made up for each line
    of a file, or another pseudonym. In a herd of one, of two, of an incident; and reopening the case."""
    def edit(case, author, version, **more):
        return lib.open(complaint(case, author, version=version, src=f"reviews/1/{version}", **more))[0]

    lib.open(complaint("a", "x"))
    assert edit("a", "x2", 2) == UPDATED and lib.case()["hd"] == "1"
    assert lib.open(complaint("b", "y")) == [OPEN + WARN]
    assert edit("b", "y2", 2) == UPDATED and lib.case("b" * 16)["hd"] == "2"
    assert "fl" not in lib.case("b" * 16) and lib.case("b" * 16)["p"] == "480"
    assert edit("a", "x3", 3, place="g2") == UPDATED and lib.case()["hd"] == "2"
    assert lib.r.zcard(SHARD + "herd:h1") == 2
    assert lib.open(complaint("c", "z")) == [OPEN + PAGE] and lib.case("c" * 16)["hd"] == "3"
    assert edit("c", "z2", 2) == UPDATED and edit("a", "x4", 4) == UPDATED
    assert (incident(lib)["n"], incident(lib)["cs"]) == ("3", "3")
    assert incident(lib)["pl"] == "g1" and lib.r.zcard(SHARD + "ha:h1") == 3
    lib.close("b" * 16, version=2)
    assert edit("b", "y3", 3) == REOPEN
    assert incident(lib)["n"] == "3" and lib.case("b" * 16)["hd"] == "3"
    authors = [e["au"].split()[0] for e in entries(lib.r, SHARD + "log") if e["event"] == "update"]
    assert authors == ["x", "y", "x", "z", "x", "y"], "so a rebuilt herd is the same"


def test_herd_raises_the_earlier_cases_too(lib):
    """At two and at three: points, priority and the place in the queue, and the step is logged."""
    def state(case):
        c = lib.case(case * 16)
        return c["hd"], int(c["p"]), c.get("fl"), c["rv"], lib.r.zscore(SHARD + "q", case * 16)

    lib.open(complaint("a", "x"))
    lib.open(complaint("b", "x", base=900, floor=910, optional={"fv": "910", "fl": "safety"}))
    lib.apply("a" * 16, fields={"an": 1}, wake=77, place="")  # somebody has it: not in the queue
    queued = int(lib.case("b" * 16)["du"])
    assert state("b") == ("1", 910, "safety", "1", queued - 910 * CREDIT)
    lib.open(complaint("c", "y"))
    assert state("a") == ("2", 480, None, "3", None)
    assert state("b") == ("2", 980, "safety", "2", queued - 980 * CREDIT)
    lib.open(complaint("d", "z"))
    assert state("a") == ("3", 700, "herd", "4", None)
    assert state("b") == ("3", 1000, "safety", "3", queued - 1000 * CREDIT)
    assert lib.case("a" * 16)["in"] == lib.case("b" * 16)["in"] == "h1"
    assert lib.case("c" * 16)["p"] == "700" and lib.case("c" * 16)["wk"] == str(
        int(lib.r.zscore(SHARD + "due", "c" * 16))), "its timer is untouched"
    assert lib.r.zscore(SHARD + "due", "a" * 16) == 77
    steps = [(case, rev) for case, rev, event in lib.log() if event == "herd"]
    assert sorted(steps) == [("a", 3), ("a", 4), ("b", 2), ("b", 3), ("c", 2)]
    lib.open(complaint("e", "w"))
    assert state("a")[3] == "4", "only two and three raise the others"


def test_herd_leaves_closed_cases_and_damaged_ones_alone(lib):
    lib.open(complaint("a", "x"))
    lib.close()
    closed = lib.case()
    assert lib.open(complaint("b", "y")) == [OPEN + WARN]
    assert lib.case() == closed
    lib.r.delete(f"{SHARD}c:" + "b" * 16)
    assert lib.open(complaint("c", "z")) == [OPEN + PAGE]
    assert not lib.r.exists(f"{SHARD}c:" + "b" * 16)


def test_herd_in_one_call_is_the_same(lib):
    assert lib.open(*[complaint(c, c) for c in "abcd"]) == [OPEN, OPEN + WARN, OPEN + PAGE,
                                                            OPEN + SILENT]
    assert [lib.case(c * 16)["p"] for c in "abcd"] == ["700"] * 4
    for c in "abcd":
        due = int(lib.case(c * 16)["du"])
        assert lib.r.zscore(SHARD + "q", c * 16) == due - 700 * CREDIT


COUNTS = ("lv", "ls", "n", "cs", "rs", "r0", "t0", "nw", "px", "why")


def incident(lib):
    record = lib.r.hgetall(SHARD + "hi:h1")
    return {**record, **dict(zip(COUNTS, record.get("x", "").split(",")))}


def test_incident_silences_openings_but_no_timer(lib):
    lib.open(*[complaint(c, c) for c in "abcde"])
    record = incident(lib)
    assert (record["n"], record["cs"], record["lv"], record["pl"]) == ("5", "5", "1", "g1")
    assert record["pr"] == "p1"
    assert lib.r.zrange(SHARD + "his", 0, -1) == ["h1"]
    openings = [a[0] for a in lib.alerts() if ":open:" in a]
    assert openings == ["a", "b", "c"]
    assert lib.r.zcard(SHARD + "due") == 5
    lib.apply("e" * 16, alerts=[("warn", 1, 0)])
    assert lib.alerts()[-1] == "e" * 16 + ":1:warn:0"


def test_incident_rises_when_it_spreads(lib):
    lib.open(*[complaint(c, c) for c in "abc"])
    assert lib.open(complaint("d", "d", place="g2")) == [OPEN + SILENT + RISEN]
    assert incident(lib)["lv"] == "2" and incident(lib)["pl"] == "g1,g2"
    assert lib.open(complaint("e", "e", place="g3")) == [OPEN + SILENT], "it has spread already"
    assert [a for a in lib.alerts() if ":incident:" in a] == ["d" * 16 + ":1:incident:2"]


def test_incident_that_began_in_two_places(lib):
    assert lib.open(complaint("a", "a"), complaint("b", "b", place="g2"),
                    complaint("c", "c")) == [OPEN, OPEN + WARN, OPEN + PAGE + RISEN]
    assert incident(lib)["lv"] == "2"


def test_incident_rises_when_its_reach_does(lib):
    lib.open(*[complaint(c, c, optional={"nm": "1,200,,,,,,"}, reach=200) for c in "abc"])
    assert incident(lib)["rs"] == "600"
    assert lib.open(complaint("d", "d", reach=5000)) == [OPEN + SILENT], "not tenfold"
    assert lib.open(complaint("e", "e", reach=400)) == [OPEN + SILENT + RISEN]
    assert incident(lib)["lv"] == "2"
    an_hour_ago = {**incident(lib), "why": "", "t0": str(lib.now() - 3_700_000), "lv": "1"}
    lib.r.hset(SHARD + "hi:h1", "x", ",".join(an_hour_ago[name] for name in COUNTS))
    assert lib.open(complaint("f", "f", reach=40000)) == [OPEN + SILENT], "a new hour, a new base"
    assert incident(lib)["r0"] == "6000"


def test_incident_replayed_and_late_events_do_not_count(lib):
    events = [complaint(c, c, created=lib.now()) for c in "abcd"]
    lib.open(*events)
    before = lib.everything()
    assert lib.open(*events) == [DUPLICATE] * 4
    assert lib.everything() == before
    assert lib.open(complaint("z", "z", created=lib.now() - WINDOW - 60_000)) == [OPEN]
    assert incident(lib)["n"] == "4" and "in" not in lib.case("z" * 16)


def end(lib):
    return lib.r.fcall("rd_incident_end", 2, SHARD + "hi:h1", SHARD + "ha:h1", "ann")


def test_incident_ended_counts_anew(lib):
    assert end(lib) == 0
    lib.open(*[complaint(c, c) for c in "abcd"])
    assert end(lib) == 1 and end(lib) == 0
    while lib.now() <= int(incident(lib)["en"]):
        time.sleep(0.001)
    assert lib.open(complaint("e", "a")) == [OPEN], "alone again, and heard"
    assert lib.open(complaint("f", "f")) == [OPEN + WARN]
    assert lib.open(complaint("g", "g")) == [OPEN + PAGE]
    assert incident(lib)["n"] == "3" and "en" not in incident(lib)


def test_herd_floor_gives_way_to_a_higher_one(lib):
    for i, case in enumerate("abc"):
        lib.open({"case": case * 16, "author": case, "floor": 900, "base": 950,
                  "optional": {"fv": "900", "fl": "safety"}})
    c = lib.case("c" * 16)
    assert (c["fl"], c["fv"], c["p"]) == ("safety", "900", "1000"), "capped at 1000"


def test_herd_window(lib):
    """What lies further back than the window does not count, in whatever order it comes."""
    t = 1_700_000_000_000
    lib.open({"case": "a" * 16, "author": "x", "created": t})
    lib.open({"case": "b" * 16, "author": "y", "created": t + WINDOW + 1})
    assert lib.case("b" * 16)["hd"] == "1"
    lib.open({"case": "c" * 16, "author": "z", "created": t})
    assert lib.case("c" * 16)["hd"] == "1", "it came late and counts alone"
    lib.open({"case": "d" * 16, "author": "w", "created": t + WINDOW})
    assert lib.case("d" * 16)["hd"] == "2"


def test_herd_does_not_believe_the_future(lib):
    year = 365 * 86_400_000
    lib.open({"case": "a" * 16, "author": "x", "created": lib.now() + year})
    lib.open({"case": "b" * 16, "author": "y"})
    assert lib.case("b" * 16)["hd"] == "2"


def test_herd_is_bounded(lib):
    client, now = lib.r, lib.now()
    client.zadd(SHARD + "herd:h1", {f"a{i} {i:016} g1": now - 1500 + i for i in range(1500)})
    client.pexpire(SHARD + "herd:h1", WINDOW)
    assert lib.open({}) == [OPEN + PAGE]
    assert client.zcard(SHARD + "herd:h1") == 1000 and lib.case()["hd"] == "32"
    client.zadd(SHARD + "ha:h1", {f"a{i}": now for i in range(1500)})
    client.hset(SHARD + "hi:h1", "x", ",".join({**incident(lib), "n": "1500"}[c] for c in COUNTS))
    lib.open(complaint("b", "b"))
    assert client.zcard(SHARD + "ha:h1") == 1000 and lib.case("b" * 16)["hd"] == "1000"


def test_closed_case_is_remembered(lib):
    lib.open({})
    assert lib.close() == 1
    key = f"{SHARD}c:" + "a" * 16
    assert lib.r.pttl(key) > CLOSED - 10_000
    assert lib.r.zcard(SHARD + "due") == 0 and lib.r.zcard(SHARD + "q") == 0
    assert lib.open({}) == [DUPLICATE]
    lib.r.delete(key)  # as if keep_closed_h had passed
    assert lib.open({}) == [DUPLICATE], "the tombstone says so"
    assert lib.r.pttl(SHARD + "tb:1:1") > TOMBSTONE - 10_000


def test_tombstones_never_lose_time(lib):
    lib.open({}, {"case": "b" * 16, "author": "y"})
    lib.close()
    lib.r.pexpire(SHARD + "tb:1:1", 10 * TOMBSTONE)
    lib.close("b" * 16)
    assert lib.r.pttl(SHARD + "tb:1:1") > 9 * TOMBSTONE


def test_reopen(lib):
    """A newer version of a closed case: 4, and 4 again until the reopening itself is applied."""
    lib.open({})
    lib.close()
    for _ in range(2):
        assert lib.open({"version": 2, "base": 800}) == [REOPEN]
        assert lib.case()["st"] == "cl:solved" and lib.case()["v"] == "1"
        assert lib.case()["p"] == "800", "what it says is written down already"
    rev = int(lib.case()["rv"])
    assert [(r, e) for _, r, e in lib.log()] == [(1, "open"), (2, "close"), (3, "update")], \
        "each change is in the log, once"
    assert rev == 3
    wake = lib.now() + 1000
    assert lib.apply(rev=rev, event="reopen", wake=wake, place=5, expire=0,
                     alerts=[("open", 11, 0)],
                     fields={"st": "1m", "v": 2, "ro": 1, "wk": wake}) == 1
    assert lib.r.ttl(f"{SHARD}c:" + "a" * 16) == -1
    assert lib.alerts()[-1] == "a" * 16 + ":11:open:0"
    assert lib.open({"version": 2}) == [DUPLICATE]


def test_reopen_with_only_the_tombstone_left(lib):
    lib.open({"created": 77})
    lib.close(version=4, reached=2, reopened=1)
    lib.r.delete(f"{SHARD}c:" + "a" * 16)
    assert lib.open({"version": 4, "created": 77}) == [DUPLICATE]
    assert lib.open({"version": 5, "created": 77}) == [REOPEN]
    c = lib.case()
    assert (c["st"], c["v"], c["rr"], c["ro"], c["cr"]) == ("cl:solved", "4", "2", "1", "77")
    assert lib.r.zcard(SHARD + "due") == 0, "closed: nobody wakes it"
    assert lib.log()[-1] == ("a", 1, "update"), "written down again, not opened"


def message(kind="n", own="m" * 16, **more):
    return {"message": f"{kind}:{own}", "memory_key": "ms:1:1", "src": "reviews/1/7", **more}


def test_message_to_a_case(lib):
    lib.open({})
    assert lib.open(message()) == [MESSAGE]
    assert lib.open(message()) == [MESSAGE], "not seen until the step is applied"
    rev = int(lib.case()["rv"])
    assert lib.apply(rev=rev, event="reply", who="customer", tomb=("m" * 16, 110),
                     memory_key="ms:1:1") == 1
    assert lib.open(message()) == [DUPLICATE]
    assert lib.open(message(version=2)) == [MESSAGE], "an edited message is news"


def test_message_without_a_case(lib):
    assert lib.open(message()) == [NO_CASE]
    assert not lib.r.keys(f"{SHARD}c:*")
    assert lib.open(message("m")) == [OPEN]
    assert lib.case()["v"] == "0"
    assert lib.open(message("m")) == [DUPLICATE]
    assert lib.open({}) == [UPDATED], "the review itself may come later"
    assert lib.case()["v"] == "1"
    lib.r.delete(f"{SHARD}c:" + "a" * 16)
    assert lib.open(message("m")) == [DUPLICATE], "a replay opens nothing, case kept or not"


def test_message_to_a_case_that_is_only_remembered(lib):
    """Closed so long ago that the case is gone: reopened. Anew it would tell old alerts again."""
    day, later = 19_000, {"created": (19_000 + 40) * 86_400_000}
    lib.open({"version": 3})
    lib.apply(event="close", wake=0, expire=CLOSED, fields={"st": "cl:solved"},
              tomb=("a" * 16, 321), memory_key=f"tb:{day}:5")
    lib.r.delete(f"{SHARD}c:" + "a" * 16)
    known = message("m", own="m" * 16 + ":5", **later)
    assert lib.open(message("n", **later)) == [NO_CASE], "it does not complain"
    assert lib.open(known) == [MESSAGE]
    assert lib.open(known) == [MESSAGE], "not seen until the step is applied"
    c = lib.case()
    assert (c["st"], c["v"], c["rr"], c["ro"]) == ("cl:solved", "3", "2", "1")
    assert lib.alerts() == ["a" * 16 + ":1:open:0"]
    other = {"case": "b" * 16, "author": "b"}
    for own in ("k" * 16 + ":6", "l" * 16):  # another bucket; a caller that does not tell
        assert lib.open(message("m", own=own, **later, **other))[0] in (OPEN, UPDATED), own
        lib.r.delete(f"{SHARD}c:" + "b" * 16)


def test_apply_checks_the_shard_before_it_writes(lib):
    """A key of another type costs the step, not half of it."""
    lib.open({})
    for key, type_ in (("due", "zset"), ("q", "zset"), ("al", "stream"), ("log", "stream"),
                       ("tb:1:1", "none")):
        assert lib.r.type(SHARD + key) == type_
        aside = lib.r.dump(SHARD + key)
        lib.r.set(SHARD + key, "x")
        before = lib.everything()
        with pytest.raises(redis.exceptions.ResponseError, match="WRONGTYPE"):
            lib.apply(wake=123, place=456, alerts=[("breach", 1, 1)], fields={"st": "1c"},
                      tomb=("a" * 16, 110))
        assert lib.everything() == before, key
        lib.r.delete(SHARD + key)
        if aside:
            lib.r.restore(SHARD + key, 0, aside)
    assert lib.apply(wake=123, place=456, fields={"st": "1c"}) == 1


def test_what_a_lost_reply_hid_is_told_again(lib):
    """since: what this very event did after that moment is not a duplicate."""
    since = lib.now()
    lib.open({"src": "reviews/0/1"})
    assert lib.open({"src": "reviews/0/1"}, since=since) == [OPEN]
    assert lib.open({"src": "reviews/0/2"}, since=since) == [DUPLICATE], "another record"
    assert lib.open({"src": "reviews/0/1"}, since=lib.now() + 1) == [DUPLICATE], "long ago"
    lib.open({"src": "reviews/0/5", "version": 2})
    assert lib.open({"src": "reviews/0/5", "version": 2}, since=since) == [UPDATED]
    assert lib.open({"src": "reviews/0/1"}, since=since) == [OPEN], "its opening still counts"


def test_apply_is_compare_and_set(lib):
    lib.open({})
    assert lib.apply(rev=1, fields={"an": 1}) == 1
    assert lib.apply(rev=1, fields={"an": 7}) == 0
    assert lib.case()["an"] == "1" and lib.case()["rv"] == "2"
    assert lib.apply(rev=2, not_before=lib.now() + 60_000) == -2
    assert lib.apply(rev=2, not_before=lib.now() - 1) == 1
    assert lib.log()[1:] == [("a", 2, "answer"), ("a", 3, "answer")]


def test_apply_moves_and_deletes(lib):
    lib.open({})
    assert lib.apply(wake=123, place=456, fields={"st": "1c", "rs": "", "an": 1}) == 1
    assert lib.r.zscore(SHARD + "due", "a" * 16) == 123
    assert lib.r.zscore(SHARD + "q", "a" * 16) == 456
    assert "rs" not in lib.case() and lib.case()["an"] == "1"
    assert lib.apply(wake=124, place="") == 1
    assert lib.r.zscore(SHARD + "q", "a" * 16) is None
    assert lib.apply() == 1, "nothing moves"
    assert lib.r.zscore(SHARD + "due", "a" * 16) == 124


def test_alert_once(lib):
    lib.open({})
    for _ in range(3):
        lib.apply(alerts=[("warn", 1, 0), ("breach", 1, 1), ("open", 1, 0)])
    lib.apply(alerts=[("breach", 1, 2), ("breach", 11, 1), ("breach", 1, 1)])
    assert lib.alerts() == ["a" * 16 + s for s in (":1:open:0", ":1:warn:0", ":1:breach:1",
                                                   ":1:breach:2", ":11:breach:1")]


def test_apply_to_a_case_that_is_gone(lib):
    lib.open({})
    lib.r.delete(f"{SHARD}c:" + "a" * 16)
    assert lib.apply() == -1
    assert lib.r.zcard(SHARD + "due") == 0 and lib.r.zcard(SHARD + "q") == 0
    assert not lib.r.exists(f"{SHARD}c:" + "a" * 16)


def test_due(lib):
    lib.open(*[{"case": c * 16, "author": c} for c in "abc"])
    now = lib.now()
    for c, at in (("a", now - 5), ("b", now - 9), ("c", now + 60_000)):
        lib.apply(c * 16, wake=at)
    assert lib.due()[1] == ["b" * 16, "a" * 16]
    assert lib.due(1)[1] == ["b" * 16]
    assert lib.due(0)[1] == []


def test_bad_event_does_not_take_others_with_it(lib):
    lib.r.set(f"{SHARD}c:" + "b" * 16, "somebody was here")
    lib.r.set(f"{SHARD}herd:broken", "and here")
    good, bad, broken, last = lib.open({"case": "a" * 16}, {"case": "b" * 16},
                                       {"case": "c" * 16, "herd_key": "broken"},
                                       {"case": "d" * 16, "author": "y"})
    assert good == OPEN and last % 10 == OPEN
    assert "WRONGTYPE" in str(bad) and "WRONGTYPE" in str(broken)
    assert lib.r.zcard(SHARD + "due") == 2 and not lib.r.exists(f"{SHARD}c:" + "c" * 16)


def test_clock_never_goes_back(lib):
    ahead = lib.now() + 30_000
    lib.r.set(SHARD + "clk", ahead)
    assert lib.due()[0] == ahead
    lib.open({})
    assert int(lib.case()["op"]) == ahead


def test_clock_jump_is_held_for_a_second_reading(lib):
    behind = lib.now() - 3_600_000
    lib.r.set(SHARD + "clk", behind)
    lib.r.zadd(SHARD + "due", {"a" * 16: behind + 60_000})
    now, due = lib.due()
    assert now == behind and due == [], "the first reading is not believed"
    now, due = lib.due()
    assert now >= behind + 3_600_000 and due == ["a" * 16], "the second one is"
    assert lib.r.get(SHARD + "clk").isdigit()


def test_open_waits_for_a_held_clock(lib):
    """After an idle hour the first call opens nothing at a stale time; the next one does."""
    lib.r.set(SHARD + "clk", lib.now() - 3_600_000)
    assert lib.open({}) == []
    assert lib.case() == {}
    assert lib.open({}) == [OPEN]
    assert abs(int(lib.case()["op"]) - lib.now()) < 10_000


def test_clock_jump_there_and_back(lib):
    """A reading that jumps, and a next one that does not: the jump is forgotten."""
    mark = lib.now() - 1000
    lib.r.set(SHARD + "clk", f"{mark} {mark + 86_400_000}")
    assert lib.due()[0] < mark + 60_000
    assert lib.r.get(SHARD + "clk").isdigit()


def test_streams_are_bounded(lib):
    for i in range(40):
        lib.open(*[{"case": f"{i:08}{j:08}", "author": f"{i}-{j}", "herd_key": f"h{i}-{j}"}
                   for j in range(50)])
    assert 1000 <= lib.r.xlen(SHARD + "al") < 1300
    assert 1000 <= lib.r.xlen(SHARD + "log") < 1300


def test_looking_writes_once_a_second(lib):
    """rd_due runs 20 times a second on each shard: it must not fill the replication stream."""
    lib.due()
    marks = set()
    end = time.monotonic() + 1.5
    while time.monotonic() < end:
        lib.due()
        marks.add(lib.r.get(SHARD + "clk"))
    assert len(marks) <= 3


def test_all_keys_are_declared(servers):
    """On a cluster Redis refuses keys that were not declared, or lie in another slot."""
    cluster = servers.cluster()
    node = next(n.client() for n in cluster.nodes if n.client().cluster("KEYSLOT", SHARD + "due") in
                range(*slots_of(n)))
    lib = Library(node)
    assert lib.open({}, message(case="b" * 16)) == [OPEN, NO_CASE]
    assert lib.open(*[complaint(c, c) for c in "cdefg"])[-1] == OPEN + SILENT
    assert lib.close() == 1
    assert lib.due()[1] == []


def slots_of(node):
    for first, last, master, *_ in node.client().execute_command("CLUSTER SLOTS"):
        if master[1] == node.port:
            return first, last + 1
    raise AssertionError("a node without slots")


def test_an_edit_does_not_forgive_a_broken_promise(lib):
    lib.open({})
    lib.apply(fields={"p": 800, "fl": "promise", "fv": 800})
    assert lib.open({"version": 2}) == [UPDATED]
    case = lib.case()
    assert (case["p"], case["fl"], case["fv"]) == ("800", "promise", "800")
    assert lib.r.zscore(SHARD + "q", "a" * 16) is None or \
        lib.r.zscore(SHARD + "q", "a" * 16) == int(case["du"]) - 800 * CREDIT


def test_what_a_message_raised_stays_raised(lib):
    """By an edit of the review, and by a herd that comes later."""
    said = "300,0,0,0,0,50,0,70,0,1,0:none,1760000000000"  # the review: 200,160,30,0,10,0,...
    lib.open({})
    lib.apply(fields={"p": 620, "mg": said})
    assert lib.open({"version": 2}) == [UPDATED]
    assert lib.case()["p"] == "620", "100 + 50 + 70 beyond the 400 of the review"
    assert lib.open({"version": 3, "base": 450}) == [UPDATED]
    assert lib.case()["p"] == "620", "250 for the severity now, of the 300 that the message said"
    lib.open({"case": "b" * 16, "author": "another"})
    assert lib.case()["p"] == "700" and lib.case()["hd"] == "2", "and 80 for two"
    lib.apply(fields={"mg": said.replace("0:none", "900:safety")})
    lib.open({"version": 4})
    assert (lib.case()["p"], lib.case()["fl"], lib.case()["fv"]) == ("900", "safety", "900")


def test_an_alert_is_about_its_own_deadline(lib):
    """A late answer moves on to another turn: the breach it brings along tells the deadline missed."""
    lib.open({})
    lib.apply(alerts=[("breach", 1, "1@1700000000000"), ("reply", 1, 1)], fields={"du": 1800000000000})
    told = {f["id"].split(":", 1)[1]: f["du"] for f in entries(lib.r, SHARD + "al")}
    assert told["1:breach:1"] == "1700000000000" and told["1:reply:1"] == "1800000000000"
    assert lib.apply(alerts=[("breach", 1, 1)]) == 1 and len(lib.alerts()) == 3, "once, however told"
