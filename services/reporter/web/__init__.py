"""The pages: the register, one modification with its trail, the papers. Server-made, working without JavaScript.

Every page has a `.json` of the same values; errors are RFC 9457 problem details.
"""
