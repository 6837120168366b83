"""PURE. The modification process of the Smart Energy Code as rules: what may be done, when, by whom.

A *command* is a fact's worth of intent: `ConvertProposal` asks for a `ProposalConverted`. A *rule* says in which
states a command may be given and where it leads (`moves`), under which *guards*, by which clause, and how sure that is
(`sure`: S the paper says it, P a public page, C computed from what happened, K general knowledge of Section D that
could not be checked). What only is [K] is a *setting*, with its source and the day from which it holds.
`decide` gives the facts, or a *refusal* that names the rule. To add a command: a `Rule` in `rules/`, in the list of
its phase; the policy names who may give it.
"""
