"""Herds and incidents, from the stream to the commands of the on-call engineer."""
import json
import time

from test_oncall import COMPLAINT, review, shift  # noqa: F401  (a fixture)


def complaints(people, first=0, **more):
    """One complaint of one product by each of `people`, one after the other."""
    now = int(time.time() * 1000)
    return [review(first + n, product_id="p-herd", marketplace="m", seller_id="s", kind="review",
                   channel="marketplace", author_id=f"u-{who}", author_followers=None,
                   helpful_votes=0, created_at=now + n, **more) for n, who in enumerate(people)]


def test_an_edit_is_no_other_person(shift, tmp_path):
    """Two reviews without an author, an edit of one, a message to the other: two people complain."""
    lines = [{"review_id": "r-1", "rating": 1, "body": COMPLAINT},
             {"review_id": "r-2", "rating": 1, "body": COMPLAINT},
             {"review_id": "r-1", "rating": 1, "body": COMPLAINT + "!!", "version": 2},
             {"review_id": "m-1", "kind": "customer_message", "reply_to": "r-2", "body": COMPLAINT},
             {"review_id": "m-2", "kind": "customer_message", "reply_to": "r-3", "body": COMPLAINT},
             {"review_id": "r-3", "rating": 1, "body": COMPLAINT + "?"}]
    for n, part in enumerate((lines[:4], lines[4:])):
        path = tmp_path / f"{n}.jsonl"
        path.write_text("".join(json.dumps({**line, "product_id": "p-herd"}) + "\n" for line in part),
                        encoding="utf-8")
        shift.command("feed", "--generate", "-q", path)
        if n == 0:
            assert (shift.drain(timer__enabled="no")["events"], people(shift)) == (4, 2)
    shift.drain(timer__enabled="no")
    assert people(shift) == 3, "a message before its review, and then that"
    assert {by_review(shift, f"r-{n}")["herd"] for n in (1, 2)} == {3}
    shift.check_replay()
    assert people(shift) == 3


def people(shift):
    return shift.case("herd", "p-herd")["people"]


def by_review(shift, name):
    return next(c for c in shift.case("list", "-n", "100") if c["review_id"] == name)


def test_a_herd_becomes_an_incident(shift):
    shift.open(complaints("aab") + [review(90, product_id="p-quiet", author_id="u-z")],
               timer__enabled="no")
    herd = shift.case("herd", "p-herd")
    assert (herd["people"], herd["complaints"], herd["level"]) == (2, 3, "warn")
    assert herd["places"] == [{"place": "m", "people": 2}]
    assert {by_review(shift, f"q{n}")["herd"] for n in range(3)} == {2}, "the earlier ones too"
    assert list(shift.case("list", "-n", "1"))[0]["incident"] is None
    assert shift.command("case", "incident", "list", "--json").stdout == ""
    shift.run.stop()
    shift.sent = 0

    more = complaints("cd", first=10, group_id="g-1", shares=100)
    shift.send(more)
    summary = shift.drain(timer__enabled="no")
    assert summary["opened"] == 2
    [one] = [json.loads(line) for line in
             shift.command("case", "incident", "--json").stdout.splitlines()]
    assert (one["product_id"], one["people"], one["complaints"]) == ("p-herd", 4, 5)
    assert one["level"] >= 2 and one["spread"] and one["places"][0] != one["places"][1]
    assert set(one["places"]) == {"m", "g-1"} and one["ended_at"] is None
    shown = shift.case("incident", "show", one["id"][:6])
    assert {p["place"]: p["people"] for p in shown["people_by_place"]} == {"m": 2, "g-1": 2}
    cases = {by_review(shift, name)["id"] for name in ("q0", "q1", "q2", "q10", "q11")}
    assert {c["case"] for c in shown["cases"]} == cases
    for case in cases:
        c = shift.case("show", case)
        assert c["incident"] == one["id"]
        assert c["priority"] >= 700
    assert f"redress case incident show {one['id'][:8]}" in shift.case(
        "show", min(cases), json_out=False).stdout
    assert by_review(shift, "q90")["incident"] is None and by_review(shift, "q90")["herd"] == 1
    check_alerts(shift, cases)
    shift.check_replay()
    check_end(shift, one["id"])


def check_alerts(shift, cases):
    """It paged once, then its cases opened in silence."""
    store = shift.store().check()
    said = [a["id"].split(":")[2] for a in store.alerts if a["id"].split(":")[0] in cases]
    assert said.count("open") == 4 and said.count("herd") == 2
    assert said.count("incident") >= 1


def check_end(shift, incident):
    assert shift.case("incident", "end", incident, "--as", "ann")["ended"] is True
    again = shift.command("case", "incident", "end", incident, expect=3)
    assert "over already" in again.stderr
    [one] = [json.loads(line) for line in
             shift.command("case", "incident", "list", "--json").stdout.splitlines()]
    assert one["ended_by"] == "ann"
    time.sleep(0.01)
    shift.send(complaints("e", first=20))
    shift.drain(timer__enabled="no")
    assert by_review(shift, "q20")["herd"] == 1, "counted anew"
    [line] = [a for a in shift.store().alerts if a["id"].startswith(by_review(shift, "q20")["id"])]
    assert ":open:" in line["id"]


def test_what_is_said_when_there_is_none(shift):
    assert "no incidents" in shift.command("case", "incident").stdout
    assert "no such incident" in shift.command("case", "incident", "show", "x", expect=1).stderr
    assert "must be list, show or end" in shift.command("case", "incident", "x", expect=2).stderr
    assert "nobody" not in shift.command("case", "herd", "p-1", expect=1).stdout
    assert "which one?" in shift.command("case", "herd", expect=2).stderr
