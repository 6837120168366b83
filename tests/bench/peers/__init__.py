"""What others do in our place: the library `eventsourcing` as it comes, and kafka-python with nothing around it."""
