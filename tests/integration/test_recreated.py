"""A topic deleted and made anew under a worker: its offsets begin at 0 again, below what was read."""
from confluent_kafka.admin import AdminClient

import reviews
from procs import wait_until
from road import Road


def test_a_topic_made_anew(servers, kafka):
    road = Road(servers, kafka, servers.redis())
    worker = road.worker()
    sent = road.send(reviews.mixed(800))
    worker.wait_finished(sent)
    wait_until("all is committed", lambda: road.committed() == sent, 60)
    admin = AdminClient({"bootstrap.servers": kafka.bootstrap})
    admin.delete_topics([road.topic])[road.topic].result(30)
    wait_until("the topic is gone",
               lambda: road.topic not in admin.list_topics(timeout=5).topics, 30)
    kafka.create(road.topic)
    again = road.send(reviews.mixed(400, seed=2))  # fewer: no offset reaches what was read before
    worker.wait_finished(sent + again, 60)
    wait_until("all of the new one is committed", lambda: road.committed() == again, 60)
    assert worker.stop() == 0
    assert "ends before what was read of it" in worker.log()
    road.check(sent + again, worker.summary())
