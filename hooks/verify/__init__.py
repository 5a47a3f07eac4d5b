"""`helpcentre verify-site`: a built site as visitors, search engines and hosts will find it."""
