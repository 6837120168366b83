"""PURE. A paper that goes out: what it is made of as its fact says it, what holds it up, its files, and what differs.

What reads and writes for it is `services/reporter/press`.
"""
