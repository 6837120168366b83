"""What can go wrong with the trail."""


class TrailError(RuntimeError):
    """The message says what to do."""


class TrailForbidden(TrailError):
    """The tree is missing, and this role may not make it."""


class TrailDamaged(TrailError):
    """What is kept of the tree does not hang together."""


class TrailContradicted(TrailError):
    """The tree is not the one of which a checkpoint was signed; so nothing more of it is signed."""


class KeysMissing(TrailError):
    """The keys are not where they should be, though checkpoints were signed with them."""


class NothingSigned(TrailError):
    """No checkpoint of this log is signed yet: `secchange audit checkpoint` signs one."""

    def __str__(self) -> str:
        return str(self.__doc__)


class TrailFiles(TrailError):
    """A file of keys or checkpoints cannot be read or written."""
