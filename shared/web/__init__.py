"""ADAPTER: what every service does alike over HTTP: errors as RFC 9457 problem details, health, and numbers."""
