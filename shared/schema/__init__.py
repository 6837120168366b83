"""PURE. What facts and commands look like as JSON, for whoever writes a program against them: JSON Schema 2020-12.

`fact` and `command` give one schema each from the models that read the JSON, so that they cannot say anything else;
`catalogue` finds them by name, `meanings` says what each field holds, `asyncapi` describes the topics.
"""
