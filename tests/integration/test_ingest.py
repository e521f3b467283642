"""The stress test of ingest, once more against Apache Kafka: a real broker takes commits during a
rebalance, so there nothing that was drained may be read twice."""
import os
import subprocess

import pytest

from worker import BINARY, SANITIZER_ENV

STRESS = os.path.join(os.path.dirname(BINARY), "tests", "stress_ingest")


@pytest.mark.skipif(not os.access(STRESS, os.X_OK), reason=f"{STRESS} is not built")
def test_stress_ingest_on_kafka(kafka):
    env = {**os.environ, **SANITIZER_ENV, "REDRESS_TEST_KAFKA": kafka.bootstrap}
    done = subprocess.run([STRESS], env=env, capture_output=True, text=True, check=False,
                          timeout=240)
    assert done.returncode == 0, (done.stdout + done.stderr)[-8000:]
