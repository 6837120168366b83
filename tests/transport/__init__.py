"""What carries facts from the log to those who project them."""
