"""Shell completion: what bash offers while somebody types, out of the program's own tables."""
import os
import shutil
import subprocess

import pytest

from test_desk import reviews
from test_oncall import shift  # noqa: F401  (a fixture)
from worker import BINARY, SANITIZER_ENV, call


def bash(words, before=()):
    """What bash completes the last of `words` to, with the script sourced as a user would."""
    line = ["redress", *before, *words]
    script = ('source <(redress completion bash); COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); '
              'complete -p redress >/dev/null || exit 9; _redress; printf "%s\\n" "${COMPREPLY[@]}"')
    env = {**os.environ, **SANITIZER_ENV,
           "PATH": os.path.dirname(BINARY) + ":" + os.environ["PATH"]}
    done = subprocess.run(["bash", "-c", script, "bash", *line], capture_output=True, text=True,
                          env=env, timeout=60, check=True)
    return done.stdout.split()


def test_commands_verbs_options_words():
    assert bash(["cl"]) == ["classify"]
    assert set(bash([""])) >= {"run", "case", "feed", "notify", "completion", "check-config"}
    assert bash(["case", "cla"]) == ["claim"]
    assert set(bash(["case", ""])) >= {"list", "next", "show", "answer", "audit", "tail", "stats"}
    assert set(bash(["case", "list", "--s"])) == {"--state", "--seller", "--sort"}
    assert bash(["case", "list", "--state", "f"]) == ["fm"]
    assert bash(["case", "answer", "x", "--cause", "mis"]) == ["missing", "mismatch"]
    assert bash(["run", "--e"]) == ["--exit-at-end"]
    assert bash(["notify", "re"]) == ["replay"]
    assert bash(["nonsense", ""]) == []


def test_ids_of_cases(shift):  # noqa: F811
    shift.open(reviews(3))
    ids = sorted(c["id"] for c in shift.case("list"))
    settings = ["-s", f"redis.address={shift.redis.address}"]
    assert sorted(bash(["case", "show", ""], settings)) == ids
    assert bash(["case", "claim", ids[1][:9]], settings) == [ids[1]]


@pytest.mark.parametrize("shell,check", [("zsh", "-n"), ("fish", "--no-execute")])
def test_scripts_of_other_shells(shell, check, tmp_path):
    script = tmp_path / "script"
    script.write_text(call("completion", shell).stdout)
    assert "redress completion words" in script.read_text()
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not installed: its script is not parsed")
    subprocess.run([shell, check, str(script)], check=True)


def test_another_shell_is_refused():
    assert "the shells are bash, zsh, fish" in call("completion", "tcsh", expect=2).stderr
