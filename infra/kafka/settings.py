"""The settings of the one broker, and the name of its cluster."""

import uuid
from base64 import urlsafe_b64encode
from pathlib import Path

# As in production but for size: a topic is made on purpose, never by a slip of the pen in a client.
SETTINGS = {
    "process.roles": "broker,controller",
    "node.id": "1",
    "controller.listener.names": "CONTROLLER",
    "listener.security.protocol.map": "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
    "auto.create.topics.enable": "false",
    "offsets.topic.replication.factor": "1",
    "offsets.topic.num.partitions": "4",
    "transaction.state.log.replication.factor": "1",
    "transaction.state.log.min.isr": "1",
    "transaction.state.log.num.partitions": "1",
    "share.coordinator.state.topic.replication.factor": "1",
    "share.coordinator.state.topic.min.isr": "1",
    "group.initial.rebalance.delay.ms": "0",
    "num.network.threads": "2",
    "num.io.threads": "2",
    "log.cleaner.dedupe.buffer.size": "4194304",
    # A broker that was killed may register again only when its old session has ended: 9 s by default.
    "broker.session.timeout.ms": "1000",
    "broker.heartbeat.interval.ms": "200",
}


def properties(port: int, controller_port: int, data: Path, advertised: str) -> str:
    """The text of the settings file. `advertised` is the `host:port` that clients are told."""
    host, controller = f"127.0.0.1:{port}", f"127.0.0.1:{controller_port}"
    settings = {
        **SETTINGS,
        "listeners": f"PLAINTEXT://{host},CONTROLLER://{controller}",
        "advertised.listeners": f"PLAINTEXT://{advertised}",
        "controller.quorum.voters": f"1@{controller}",
        "log.dirs": str(data),
    }
    return "".join(f"{key}={value}\n" for key, value in settings.items())


def format_data(data: Path) -> None:
    """What `kafka-storage format` does, without a second Java: a new folder names a new cluster."""
    if not (data / "meta.properties").exists():
        cluster = urlsafe_b64encode(uuid.uuid4().bytes).decode().rstrip("=")
        (data / "meta.properties").write_text(f"version=1\ncluster.id={cluster}\nnode.id=1\n")
