"""How the system is run: PostgreSQL and Kafka with Docker (compose.yaml) or without (local_stack.py).

What to do when something stops is in RUNBOOK.md.
"""
