"""PURE. Meetings, releases and ends of consultations by their days: what a reader puts into a calendar."""
