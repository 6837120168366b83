"""What a paper says, line by line, and where it contradicts itself."""
