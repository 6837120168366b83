"""Rules of the business, promises of the ports, and the whole chain against the real thing."""
