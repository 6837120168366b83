"""The feed of the DCC's tickets: by webhook, poll or sheet into the inbox, read into revisions, followed in the log.

A door keeps what came and answers. The *reader* turns what waits into `DccTicketRevisionObserved`, or sets it aside.
The revisions travel on `dcc.ticket.revisions.v1`, and the *follower* gives the facts of the assessment they tell of.
Doing any of it again changes nothing; a ticket that cannot be read or followed never holds up another.
"""
