"""How long a site takes to build, beside other generators on the same content; `python -m bench builds`."""
