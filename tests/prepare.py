"""`python -m tests.prepare` fetches what a test run needs from elsewhere: no test's time-out is meant for that."""

import sys

from infra.kafka.errors import StackUnavailable
from infra.kafka.jars import kafka_jars


def prepare() -> None:
    """Fetches Kafka's jars: whatever broker serves the run, some tests start their own from them."""
    try:
        kafka_jars()
    except StackUnavailable as unavailable:
        # The run goes on: which tests cannot do without is told by their failing.
        print(unavailable, file=sys.stderr)


if __name__ == "__main__":
    prepare()
