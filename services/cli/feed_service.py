"""`secchange feed work`: what lies between the inbox and the log, as a service. Ends cleanly on SIGTERM and Ctrl-C."""

import os
import sys

from services.cli.failing import failing_aloud
from services.cli.options import Home
from services.cli.serve import GIVES_WAY, TURN_SECONDS, HealthPort


@failing_aloud("feed")
def work(port: HealthPort = None, home: Home = None) -> None:
    """Reads what ticket systems sent, follows their tickets, polls and compares them (full). One is enough."""
    import structlog

    from services.cli.feeding import feed_threads
    from services.cli.observed import answering, observed
    from services.cli.serving import bootstrap_of, full_settings, service_url, topic_of, until_told
    from shared.garbage import collect_seldom
    from shared.logs import LogEvent

    settings, stop = full_settings(home), until_told()
    url, broker, topic = service_url(settings), bootstrap_of(settings), topic_of(settings)
    os.nice(GIVES_WAY)
    with (
        observed(url, topic, settings, broker=broker, of_inbox=True) as seen,
        answering(seen, settings, port),
        feed_threads(url, broker, settings),
    ):
        collect_seldom()
        sys.setswitchinterval(TURN_SECONDS)
        structlog.get_logger().info(LogEvent.SERVICE_STARTED, service="feed", broker=broker)
        stop.wait()
    structlog.get_logger().info(LogEvent.SERVICE_STOPPED, service="feed")
