"""What the services share: the facts of the Smart Energy Code, the read models, the adapters."""
