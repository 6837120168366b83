"""What holds when servers and processes are killed, frozen, wiped or starved while facts keep coming.

Every test here ends with the `audit`: nothing lost, nothing twice, every row as a cold rebuild makes it, parked
exactly as expected. These tests start servers of their own. `--fault-size N` makes each N times as large.
"""
