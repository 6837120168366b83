"""PURE. The conditions of the Code, by what they speak of. Each looks at a case and says what is wrong, or nothing."""
