"""How a running system is seen from outside."""
