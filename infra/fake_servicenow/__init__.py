"""A fake of the ServiceNow Table API, with its traps as switches. For tests, demos, and engineers who connect theirs.

It knows nothing of this project: `table` holds records, `query` reads encoded queries, `shown` writes a record as the
API does, `app` answers, `traps` names what can be switched on, and `serving` runs it on loopback. `story` plays the
assessments of June 2020. By hand: `python -m infra.fake_servicenow --port 8080 --trap short-pages`.
"""
