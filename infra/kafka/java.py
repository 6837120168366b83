"""The Java that runs Kafka."""

import os
import re
import shutil
import subprocess
from pathlib import Path

from infra.kafka.errors import StackUnavailable

OLDEST = 17


def java() -> str:
    """The path of a Java of at least version 17: that of JAVA_HOME, else the first on the path."""
    home = os.environ.get("JAVA_HOME")
    found = shutil.which("java", path=str(Path(home) / "bin") if home else None)
    if found is None:
        raise StackUnavailable(f"Kafka needs Java, and there is none: install a JDK {OLDEST} or later{ELSE}.")
    if (version := _version(found)) < OLDEST:
        raise StackUnavailable(f"Kafka needs Java {OLDEST}+, but {found} is {version}: install it{ELSE}.")
    return found


ELSE = ", start a Docker engine, or set SECCHANGE_KAFKA_BOOTSTRAP"


def _version(program: str) -> int:
    """The major number; Java 8 calls itself 1.8."""
    said = subprocess.run([program, "-version"], capture_output=True, text=True, check=False).stderr
    match = re.search(r'version "(?:1\.)?(\d+)', said)
    return int(match[1]) if match else 0
