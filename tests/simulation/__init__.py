"""The real relay and projector in one thread, in a simulated world that is the same for the same seed.

`world` is the clock, chance, and what goes wrong at each call; `topic`, `rows` and `seats` stand in for Kafka and
PostgreSQL; `processes` are the relay, the projectors, a rebuild, an operator and those who do damage. `audit` holds
what must be so after each commit against the plain folds of `oracle`; `simulate` runs one seed: damage first, then a
healed world in which everything must come to its end. `python -m tests.simulation --seed 7` prints what happened.
"""
