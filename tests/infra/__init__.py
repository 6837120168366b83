"""The servers that tests and laptops run on."""
