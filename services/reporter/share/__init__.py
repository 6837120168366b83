"""A share of a long log, folded by a process of its own. It starts with no more of the reporter than is here."""
