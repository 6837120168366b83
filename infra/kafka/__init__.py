"""One Kafka broker without Docker: for a laptop and for the tests.

`jars` fetches the programs with Maven, `java` finds a Java that runs them, `broker` starts, stops, kills and
freezes one broker in KRaft mode, `errors` says what to install. Not meant for a production broker.
"""
