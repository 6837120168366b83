"""Over HTTP: commands (`POST /commands/{name}`, and many by `POST /commands`), what each of them is, and the feed.

`door` carries a command out and answers it, once for each key; `request` takes in what a caller sends, and no more of
it than a command can be; `answer` puts outcomes into words; `many` carries out
many at once; `described` tells all of it to programs; `app` joins them. `feed` has the routes of the ticket feed.
"""
