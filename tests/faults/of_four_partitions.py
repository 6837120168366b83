"""`secchange` with a topic of four partitions: `python -m tests.faults.of_four_partitions projector …`."""

from dataclasses import replace

from shared.transport import topics

PARTITIONS = 4

if __name__ == "__main__":
    # Before anything else is imported, which takes the topic up.
    topics.CHANGE_EVENTS = replace(topics.CHANGE_EVENTS, partition_count=PARTITIONS)
    from services.cli import main

    main()
