"""Commands over HTTP: `POST /commands/{name}`, and what each of them is.

`door` carries a command out and answers it, once for each key; `request` takes in what a caller sends, and no more of
it than a command can be; `answer` puts outcomes into words; `described` tells all of it to programs; `app` joins them.
"""
