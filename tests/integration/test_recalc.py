"""Calendars: what opens in business hours, and `redress recalc`, which moves what is open."""
import json
import time

from test_oncall import review, shift  # noqa: F401  (a fixture)

DAY = int(time.time() / 86400 + 3 + 3) % 7  # of the week, 0 = Monday: three days from now, so not open now
CALENDARS = f"""
[calendar weekly]
zone = Asia/Shanghai
{("mon", "tue", "wed", "thu", "fri", "sat", "sun")[DAY]} = 09:00-10:00
[lane marketplace]
calendar = weekly
[lane social]
calendar = weekly
[cause service]
total_s = 100000
"""


def test_open_and_recalc(shift, tmp_path):  # noqa: F811
    [first] = shift.open([review(1)])
    path = tmp_path / "calendars.ini"
    path.write_text(CALENDARS)
    setting = {"rounds.calendars": str(path)}

    def recalc(*args):
        done = shift.servers.command(shift.broker, shift.redis, "recalc", "--json", *args,
                                     settings={**shift._settings({}), **setting})
        return [json.loads(line) for line in done.stdout.splitlines()]

    before = shift.case("show", first, "--no-text")
    [plan] = recalc("--dry-run")
    assert plan["id"] == first and plan["due_at"] == before["due_at"] < plan["new_due_at"]
    assert shift.case("show", first, "--no-text")["due_at"] == before["due_at"]  # only said
    [moved] = recalc()
    assert moved == plan
    after = shift.case("show", first, "--no-text")
    assert after["due_at"] == plan["new_due_at"] and after["wake_at"] > before["wake_at"]
    assert after["history"][-1]["event"] == "recalc"
    assert not recalc()  # nothing moves twice

    shift.run.stop()
    shift.sent = 0
    [_, second] = sorted(shift.open([review(2)], rounds__calendars=str(path)),
                         key=lambda case: case != first)
    store = shift.store().check()
    case = store.cases[second]
    assert int(case["cv"]) > 0 and case["ln"].endswith(":service")
    # Round 1 takes 4 h (1 h on social) of one hour a week: it ends at 10:00 of that day in Shanghai.
    assert int(case["du"]) % (7 * 86400_000) == ((DAY + 4) % 7 * 86400 + 2 * 3600) * 1000
    assert not recalc()  # what opens now is by the file already


def test_what_stays_is_not_asked_for_by_itself(shift, tmp_path):  # noqa: F811
    """All cases are read in pipelines: many cost few more calls than one."""
    path = tmp_path / "calendars.ini"
    path.write_text("[lane safety]\nround_1_s = 5000\nwarn_s = 60\n")  # moves none of these
    r = shift.redis.client()

    def reads():
        before = r.info("stats")["total_reads_processed"]
        shift.servers.command(shift.broker, shift.redis, "recalc", settings={
            **shift._settings({}), "rounds.calendars": str(path)})
        return r.info("stats")["total_reads_processed"] - before

    shift.open([review(n, product_id=f"p-{n}") for n in range(200)], timer__enabled="no")
    shift.run.stop()
    many = reads()
    assert many < 150, f"{many} reads for 200 cases"


def test_a_bad_file_stops_the_start(shift, tmp_path):  # noqa: F811
    path = tmp_path / "calendars.ini"
    path.write_text("[calendar x]\nzone = Moon/Base\n")
    done = shift.servers.command(shift.broker, shift.redis, "check-config", expect=2,
                                 settings={"rounds.calendars": str(path)})
    assert f"{path}:2: [calendar x] zone: zone 'Moon/Base'" in done.stderr
