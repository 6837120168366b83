"""Facts, histories, days."""
