"""Fixtures of the integration tests; the servers themselves are in servers.py."""
import os

import pytest

import kafka_servers
from servers import Servers
from worker import BINARY


def pytest_sessionstart(session):
    if not os.access(BINARY, os.X_OK):
        pytest.exit(f"{BINARY}: not built; set REDRESS or run tests/run", returncode=2)


@pytest.fixture
def servers(tmp_path):
    """See servers.py. A sanitizer report of any process of the test fails it."""
    s = Servers(tmp_path)
    yield s
    reports = s.stop()
    assert not reports, reports


@pytest.fixture(scope="session")
def kafka(tmp_path_factory):
    """One Apache Kafka for the whole run; a test makes topics of its own in it."""
    missing = kafka_servers.kafka_missing()
    if missing:
        pytest.skip(f"Apache Kafka: {missing}")
    node = kafka_servers.Kafka(tmp_path_factory.mktemp("kafka")).start()
    yield node
    node.stop()


@pytest.fixture(params=["mock", "kafka"])
def any_broker(request, servers):
    """The test runs once against the mock cluster and once against Apache Kafka."""
    return servers.broker() if request.param == "mock" else request.getfixturevalue("kafka")
