"""Brokers: the mock cluster of `redress broker`, and Apache Kafka (KRaft) from Maven Central."""
import os
import re
import shutil
import subprocess

from confluent_kafka import OFFSET_BEGINNING, Consumer, Producer, TopicPartition
from confluent_kafka.admin import AdminClient, NewTopic

from procs import Proc, free_port, wait_until
from worker import BINARY, SANITIZER_ENV

HERE = os.path.dirname(os.path.abspath(__file__))


class Client:
    """What tests ask of any broker. `bootstrap` is set by the subclass."""

    bootstrap = None

    def produce(self, topic, records):
        """records: bytes, or dicts of confluent_kafka's produce(); waits until all are stored."""
        failed = []
        producer = Producer({"bootstrap.servers": self.bootstrap, "linger.ms": 5})
        for record in records:
            record = record if isinstance(record, dict) else {"value": record}
            producer.produce(topic, **record, on_delivery=lambda e, _: e and failed.append(e))
            producer.poll(0)
        assert producer.flush(60) == 0 and not failed, failed[:3]

    def partitions(self, topic):
        producer = Producer({"bootstrap.servers": self.bootstrap})
        return sorted(producer.list_topics(topic, timeout=10).topics[topic].partitions)

    def read(self, topic):
        """Every message that the topic holds now."""
        consumer = Consumer({"bootstrap.servers": self.bootstrap, "group.id": "test-reader",
                             "enable.auto.commit": False, "fetch.wait.max.ms": 50})
        ends = {p: consumer.get_watermark_offsets(TopicPartition(topic, p), timeout=10)
                for p in self.partitions(topic)}
        left = {p: high - low for p, (low, high) in ends.items() if high > low}
        consumer.assign([TopicPartition(topic, p, OFFSET_BEGINNING) for p in left])
        messages = []
        while sum(left.values()):
            m = consumer.poll(20)
            assert m is not None and not m.error(), f"{topic}: {left} messages did not come"
            messages.append(m)
            left[m.partition()] -= 1
        consumer.close()
        return messages

    def count(self, topic):
        consumer = Consumer({"bootstrap.servers": self.bootstrap, "group.id": "test-reader"})
        marks = [consumer.get_watermark_offsets(TopicPartition(topic, p), timeout=10)
                 for p in self.partitions(topic)]
        consumer.close()
        return sum(high - low for low, high in marks)

    def committed(self, group, topic):
        """Sum of the group's committed offsets over the topic's partitions."""
        consumer = Consumer({"bootstrap.servers": self.bootstrap, "group.id": group})
        places = [TopicPartition(topic, p) for p in self.partitions(topic)]
        places = consumer.committed(places, timeout=10)
        consumer.close()
        return sum(max(p.offset, 0) for p in places)


class MockBroker(Proc, Client):
    """librdkafka's mock cluster in a process of its own; unknown topics appear when asked for."""

    def __init__(self, directory, name="broker", options=()):
        super().__init__(directory, name, [BINARY, "broker", *options], env=SANITIZER_ENV)

    def start(self):
        super().start()
        line = wait_until("redress broker says where it listens", lambda: (
            re.search(r"bootstrap\.servers=(\S+)", self.log())
            or (None if self.alive() else self.wait())))
        self.bootstrap = line.group(1)
        return self

    def create(self, topic, partitions=None):
        """The mock makes topics by itself; how many partitions is its own affair."""
        return self.partitions(topic)


def kafka_missing():
    """Why Apache Kafka cannot be started here; empty if it can."""
    lacking = [tool for tool in ("java", "mvn") if not shutil.which(tool)]
    return f"no {' and no '.join(lacking)} on this machine" if lacking else ""


def kafka_jars():
    """Directory of Kafka's jars; copied out of Maven Central the first time. Raises with Maven's
    own words where that fails: only a machine without Maven may skip."""
    with open(os.path.join(HERE, "kafka.pom.xml"), encoding="utf-8") as f:
        version = re.search(r"<version>([\d.]+)</version>", f.read()).group(1)
    cache = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    jars = os.path.join(cache, "redress", f"kafka-{version}")
    if not os.path.isdir(jars):
        partial = f"{jars}.{os.getpid()}"
        done = subprocess.run(["mvn", "-B", "-q", "-f", os.path.join(HERE, "kafka.pom.xml"),
                               "dependency:copy-dependencies", f"-DoutputDirectory={partial}"],
                              capture_output=True, text=True, check=False, timeout=600)
        if done.returncode != 0:
            shutil.rmtree(partial, ignore_errors=True)
            raise RuntimeError(f"Maven could not fetch Apache Kafka:\n{done.stdout}{done.stderr}")
        try:
            os.rename(partial, jars)
        except OSError:  # somebody else was faster
            shutil.rmtree(partial)
    return jars


class Kafka(Proc, Client):
    """One Apache Kafka node, broker and controller in one."""

    CLUSTER_ID = "cmVkcmVzcy10ZXN0cy0wMQ"  # any 16 bytes in base64

    def __init__(self, directory, name="kafka", more=None):
        port, control = free_port(), free_port()
        self.bootstrap = f"127.0.0.1:{port}"
        self.conf = os.path.join(str(directory), f"{name}.properties")
        java = ["java", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn", "-cp", f"{kafka_jars()}/*"]
        super().__init__(directory, name, java + ["kafka.Kafka", self.conf])
        settings = {
            "process.roles": "broker,controller", "node.id": 1,
            "controller.quorum.bootstrap.servers": f"127.0.0.1:{control}",
            "listeners": f"PLAINTEXT://{self.bootstrap},CONTROLLER://127.0.0.1:{control}",
            "advertised.listeners": f"PLAINTEXT://{self.bootstrap}",
            "controller.listener.names": "CONTROLLER",
            "listener.security.protocol.map": "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
            "log.dirs": os.path.join(str(directory), f"{name}.data"),
            "offsets.topic.replication.factor": 1, "offsets.topic.num.partitions": 4,
            "transaction.state.log.replication.factor": 1, "transaction.state.log.min.isr": 1,
            "group.initial.rebalance.delay.ms": 0, "group.min.session.timeout.ms": 1000,
            "num.network.threads": 2, "num.io.threads": 2, "log.cleaner.enable": "false",
        }
        settings.update(more or {})
        with open(self.conf, "w", encoding="ascii") as f:
            f.writelines(f"{key}={value}\n" for key, value in settings.items())
        subprocess.run(java + ["kafka.tools.StorageTool", "format", "--standalone", "-t",
                               self.CLUSTER_ID, "-c", self.conf],
                       check=True, capture_output=True, timeout=60)

    def start(self):
        super().start()
        wait_until("Kafka answers", lambda: self.alive() and AdminClient(
            {"bootstrap.servers": self.bootstrap, "log_level": 0}).list_topics(timeout=2).brokers,
                   timeout_s=90)
        return self

    def topics(self):
        """Names of all topics that are there."""
        return set(AdminClient({"bootstrap.servers": self.bootstrap}).list_topics(timeout=10).topics)

    def create(self, topic, partitions=4):
        admin = AdminClient({"bootstrap.servers": self.bootstrap})
        for future in admin.create_topics([NewTopic(topic, partitions, 1)]).values():
            future.result(30)
        wait_until(f"topic {topic} has its leaders",
                   lambda: len(self.partitions(topic)) == partitions)
        return list(range(partitions))
