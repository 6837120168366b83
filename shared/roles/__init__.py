"""ADAPTER: who may do what in the database. The services add to what is kept, and can change nothing of it.

`matrix` declares which role has which right to which table; `prepare` makes tables, roles and grants so, as the owner;
`look` reads from the database how it is; `refuse` tells a role that is too strong for a service.
May import shared.database, psycopg, and the schemas of those who keep something in the database.
"""
