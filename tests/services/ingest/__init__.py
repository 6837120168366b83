"""The service that writes the log, and the relay that carries it on."""
