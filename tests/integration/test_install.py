"""`cmake --install`: a program that runs where it was put, units that find it there, and nothing left
behind by `--target uninstall`."""
import os
import re
import shutil
import subprocess

import pytest

from worker import BINARY

BUILD = os.path.dirname(BINARY)


def cmake(*args):
    done = subprocess.run(["cmake", *map(str, args)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def files_under(path):
    return {os.path.relpath(os.path.join(at, name), path)
            for at, _, names in os.walk(path) for name in names}


def test_installed_and_gone_again(tmp_path):
    if not os.path.exists(os.path.join(BUILD, "cmake_install.cmake")):
        pytest.skip("not a build directory")
    prefix = tmp_path / "prefix"
    cmake("--install", BUILD, "--prefix", prefix)
    there = files_under(prefix)
    wanted = ["bin/redress", "share/redress/redress.conf", "share/redress/policy.ini",
              "share/redress/prometheus/redress.rules.yml", "share/redress/grafana/redress.json",
              "share/redress/schemas/case_event/v1.avsc", "share/doc/redress/OPERATIONS.md",
              "share/bash-completion/completions/redress", "lib/systemd/system/redress.service"]
    assert not [name for name in wanted if name not in there], there
    program = prefix / "bin/redress"
    shown = subprocess.run([program, "-c", prefix / "share/redress/redress.conf",
                            "-s", "kafka.bootstrap.servers=127.0.0.1:1", "check-config"],
                           capture_output=True, text=True, check=False)
    assert shown.returncode == 0, shown.stderr
    for unit in ("redress", "redress-timer"):
        text = (prefix / f"lib/systemd/system/{unit}.service").read_text(encoding="utf-8")
        assert re.search(rf"^ExecStart={prefix}/bin/redress -c ", text, re.M), text
        assert "/usr/local" not in text
    kept = prefix / "share/redress/mine.conf"
    kept.write_text("an administrator's", encoding="utf-8")
    cmake("--build", BUILD, "--target", "uninstall")
    assert files_under(prefix) == {"share/redress/mine.conf"}


def test_units_are_sound(tmp_path):
    """systemd's own opinion; the program stands in for the one that is not installed."""
    if not shutil.which("systemd-analyze"):
        pytest.skip("no systemd-analyze on this machine")
    units = os.path.join(os.path.dirname(__file__), "../../deploy/systemd")
    for name in os.listdir(units):
        with open(os.path.join(units, name), encoding="utf-8") as f:
            text = f.read().replace("/usr/local/bin/redress", BINARY)
        (tmp_path / name).write_text(text, encoding="utf-8")
        done = subprocess.run(["systemd-analyze", "verify", tmp_path / name], capture_output=True,
                              text=True, check=False)
        ours = [line for line in done.stderr.splitlines() if name in line]
        assert done.returncode == 0 and not ours, done.stderr
