"""The Redis user of docs/OPERATIONS.md: it may do all that Redress does, and Redis says so."""
import os
import re

from procs import wait_until
from receiver import Receiver
from reviews import make
from test_journal import Journaled
from worker import ROOT

SECRET = b"a secret of the tests, 32 bytes!"


def documented():
    """The words behind the name of the user in the manual, the password set."""
    with open(os.path.join(ROOT, "docs", "OPERATIONS.md"), encoding="utf-8") as f:
        found = re.search(r"^    user redress (on .*?)\n\n", f.read(), re.M | re.S)
    return found.group(1).replace(">PASSWORD", ">of-the-tests").split()


def denied(redis):
    """What Redis refused the user since it was asked last."""
    client = redis.client()
    entries = client.acl_log()
    client.acl_log_reset()
    return sorted({entry["object"] for entry in entries})


class Limited(Journaled):
    """A road whose processes and commands are that user in Redis."""

    def __init__(self, servers, tmp_path):
        super().__init__(servers, servers.broker(), self.limited(servers))
        self.password = tmp_path / "password"
        self.password.write_text("of-the-tests\n", encoding="utf-8")
        self.receiver = servers.up(Receiver(secret=SECRET))
        (tmp_path / "secret").write_bytes(SECRET)
        self.secret = tmp_path / "secret"

    @staticmethod
    def limited(servers):
        redis = servers.redis()
        redis.client().execute_command("ACL", "SETUSER", "redress", *documented())
        return redis

    def _settings(self, more):
        return super()._settings({
            "redis__user": "redress", "redis__password_file": self.password, "audit__interval_s": 1,
            "absence__check_s": 1, "absence__grace_s": 0, "notify__webhook_url": self.receiver.url,
            "notify__webhook_secret_file": self.secret, "notify__kinds": "all", **more})

    def other(self):
        """The same with another Redis."""
        redis = self.limited(self.servers)
        self.redis, mine = redis, self.redis
        return mine


def test_the_documented_rights_suffice(servers, tmp_path):
    road = Limited(servers, tmp_path)
    road.command("check-config", "--connect", expect=None)
    worker = road.worker()
    road.send(make(300, complaints=0.5))
    worker.wait_finished(300)
    case = road.command("case", "next", "--as", "me", "--json").stdout
    case = re.search(r'"id":"(\w+)"', case).group(1)
    for words in (["answer", case, "--cause", "defect", "--demand", "refund", "--as", "me"],
                  ["reply", case], ["show", case], ["audit", case], ["note", case, "--text", "x"],
                  ["list"], ["stats"], ["incident"], ["trend"], ["tail", "--once"]):
        road.command("case", *words, expect=None)
    wait_until("an audit was made", lambda: worker.metrics()["audit_cases_total"] > 0)
    wait_until("alerts went out",
               lambda: worker.metrics()['notify_sent_total{notifier="webhook"}'] > 0)
    road.wait_copied()
    for command in (["audit", "--repair"], ["recalc"], ["notify", "status"], ["notify", "dead"],
                    ["journal", "--all"]):
        road.command(*command)
    worker.stop()
    assert denied(road.redis) == []
    first = road.other()
    road.command("rebuild")
    road.command("diff", first.address, expect=None)
    assert denied(road.redis) == [] and denied(first) == []


def test_the_library_asks_for_nothing_else():
    """Commands of the library that no test above may happen to reach."""
    with open(os.path.join(ROOT, "sink", "redress.lua"), encoding="utf-8") as f:
        asked = set(re.findall(r"call\(\s*'([A-Z]+)'", f.read(), re.I))
    allowed = {word[1:] for word in documented() if word.startswith("+")}
    assert len(asked) > 20 and not {name.lower() for name in asked} - allowed
