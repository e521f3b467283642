"""Bad starts: one line that names the key and the value, exit code 2, nothing started."""
import re

import pytest

from worker import call, write_conf

BAD = {
    "unknown key": ({"ingest.workesr": 1}, ["workesr"]),
    "unknown section": ({"injest.workers": 1}, ["injest"]),
    "not a number": ({"ingest.workers": "many"}, ["ingest.workers", "many"]),
    "out of range": ({"ingest.batch_events": 0}, ["ingest.batch_events", "0"]),
    "not a word of the list": ({"redis.mode": "trio"}, ["redis.mode", "trio"]),
    "neither yes nor no": ({"timer.enabled": "perhaps"}, ["timer.enabled", "perhaps"]),
    "unknown Kafka property": ({"kafka.bootstrap.severs": "x:1"}, ["bootstrap.severs"]),
    "bad Kafka value": ({"kafka.fetch.wait.max.ms": "soon"}, ["fetch.wait.max.ms", "soon"]),
    "would lose events": ({"kafka.enable.auto.commit": "true"}, ["enable.auto.commit"]),
    "no brokers": ({"kafka.bootstrap.servers": ""}, ["bootstrap.servers"]),
    "no such model": ({"enrich.model": "/nowhere/model.bin"}, ["/nowhere/model.bin"]),
    "no such policy": ({"enrich.policy": "/nowhere/policy.ini"}, ["/nowhere/policy.ini"]),
    "no such directory": ({"schemas.directory": "/nowhere"}, ["/nowhere"]),
    "no password file": ({"redis.password_file": "/nowhere/pw"}, ["password_file", "/nowhere/pw"]),
    "no port": ({"redis.address": "127.0.0.1"}, ["redis.address", "127.0.0.1"]),
    "registry with a password": ({"schemas.registry_url": "http://me:hush@host/"},
                                 ["registry_url", "registry_password_file"]),
    "registry without scheme": ({"schemas.registry_url": "registry"}, ["registry_url", "registry"]),
}


@pytest.mark.parametrize("command", ["check-config", "run"])
@pytest.mark.parametrize("what", BAD)
def test_bad_setting(tmp_path, what, command):
    settings, named = BAD[what]
    conf = write_conf(tmp_path / "redress.conf", {"kafka.bootstrap.servers": "127.0.0.1:1",
                                                  "status.port": 0, **settings})
    done = call("-c", conf, command, expect=2, timeout_s=20)
    said = [line for line in done.stderr.splitlines() if not line.startswith("ts=")]
    assert len(said) == 1, done.stderr
    for word in named:
        assert word in said[0], said[0]
    assert "hush" not in done.stdout + done.stderr


def test_good_configuration_is_shown(tmp_path):
    conf = write_conf(tmp_path / "redress.conf", {"kafka.bootstrap.servers": "127.0.0.1:1",
                                                  "ingest.group": "mine"})
    shown = call("-c", conf, "-s", "ingest.workers=3", "check-config").stdout
    assert "mine" in shown and "workers" in shown


def test_the_manual_is_a_configuration(tmp_path):
    """What `redress help config` prints can be used as it stands, and changes nothing."""
    (tmp_path / "all.conf").write_text(call("help", "config", "--file").stdout, encoding="utf-8")
    sets = ["-s", "kafka.bootstrap.servers=127.0.0.1:1"]
    ours = call("-c", tmp_path / "all.conf", *sets, "check-config").stdout
    assert ours == call(*sets, "check-config", cwd=tmp_path).stdout


@pytest.mark.parametrize("args", [["nonsense"], ["run", "--nonsense"], ["run", "stray"],
                                  ["-c", "/nowhere/redress.conf", "run"], ["-s", "x", "run"],
                                  ["-s"], ["gen", "--count", "-5"], ["help", "nonsense"]])
def test_bad_usage(args):
    done = call(*args, expect=2)
    assert done.stderr.count("\n") == 1 and done.stderr.startswith("redress"), done.stderr


def test_help_of_every_command():
    commands = re.findall(r"^  ([a-z-]+) ", call("--help").stdout, re.M)
    assert len(commands) > 8
    for command in commands:
        about = call("help", command).stdout
        assert command in about.splitlines()[0], about
        if command not in ("help",):
            assert call(command, "--help").stdout == about
    assert call("--version").stdout.startswith("redress ")


def test_port_in_use_is_said(servers):
    """A status port that is taken stops the start with one line."""
    redis = servers.redis()
    done = call("-s", "kafka.bootstrap.servers=127.0.0.1:1", "-s", f"redis.address={redis.address}",
                "-s", f"status.port={redis.port}", "run", expect=2, timeout_s=60)
    said = [line for line in done.stderr.splitlines() if not line.startswith("ts=")]
    assert len(said) == 1 and str(redis.port) in said[0], done.stderr
