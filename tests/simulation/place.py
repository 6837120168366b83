"""Everything of one simulated world in one place."""

from shared.domain.recorded import StoredFact
from shared.readmodels import REGISTER
from tests.simulation.audit import Audit
from tests.simulation.histories import plan
from tests.simulation.oracle import Oracle, told
from tests.simulation.remembered import remembering
from tests.simulation.rows import SimulatedRows
from tests.simulation.seats import Seats
from tests.simulation.tables import Tables
from tests.simulation.topic import SimulatedTopic
from tests.simulation.world import Process, World

OF_USE_TO_THE_END = ("relay", "projector", "operator")
FOLDED_ONCE = remembering(REGISTER)


class Place:
    """`facts` are those appended so far. `replayed`: streams that the operator has tried in the healed world."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.plan = plan(world.random)
        self.left = list(self.plan.facts)
        self.facts: list[StoredFact] = []
        self.topic = SimulatedTopic(world)
        self.tables = Tables()
        self.seats = Seats()
        self.audit = Audit(self.tables, self.facts, Oracle(self.plan.refused))
        self.is_healed = False
        self.is_upgraded = False
        self.replayed: set[str] = set()

    def rows(self, process: Process) -> SimulatedRows:
        """A way of its own, with the read models of the version that runs; now and then, an earlier one by mistake."""
        is_later = self.is_upgraded and (self.is_healed or self.world.random.random() > 0.2)
        beyond = () if is_later else self.plan.beyond
        models = (FOLDED_ONCE, told(beyond, self.plan.refused))
        return SimulatedRows(self.world, self.tables, self.audit, process, models)

    def append(self) -> None:
        if self.left:
            self.facts.append(self.left.pop(0))
            self.world.tell(self.facts[-1].id, "is appended at", self.facts[-1].position)

    def upgrade(self) -> None:
        """Everyone who folds ends, and begins again; from now on with the version that understands more."""
        self.is_upgraded = True
        self.world.tell("a later version takes over")
        for process in self.world.processes:
            if not process.name.startswith(("relay", "writer", "damage")):
                self.world.kill(process)

    def heal(self) -> None:
        """No more faults; what was on its way arrives, and a last fact comes in each partition."""
        self.is_healed = True
        self.world.heal()
        self.upgrade()
        # Nobody else has anything more to do, and the broker has noticed who is gone.
        self.world.processes = [each for each in self.world.processes if each.name.startswith(OF_USE_TO_THE_END)]
        self.topic.members.clear()
        while self.topic.late:
            self.topic.put(self.topic.late.pop(0))
        self.left += self.plan.last
        while self.left:
            self.append()
