"""`secchange up` that is killed when it is about to keep its first answer to a command, as by the machine."""

import os
import signal

from services.cli import main
from shared.answers.store import AnswerStore


def _die(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    setattr(AnswerStore, "_keep", _die)  # noqa: B010
    main()
