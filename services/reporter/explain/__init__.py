"""PURE. How a figure or a line of a report came about, for whoever asks.

`places` gives every line a name. `without` says what the paper would say without a fact: by that `bearing` finds
exactly the facts that a figure or a line needs. `explainer` puts it together, as a value: the sentence, the rule, what
went in, what was left out, the facts. `sentence` says it in one sentence; `strip` shows days counted and not; `text`
and `as_json` print. `against` sets it beside what was issued, and `everything` finds the facts of all lines at once.
An unknown name is refused with the names nearest to it.
"""
