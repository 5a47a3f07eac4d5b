"""The page for editors, /admin/: Sveltia CMS, made to know this site.

The editor (https://sveltiacms.app) is a program of others that runs in the browser and commits to the
site's repository. Ours is its configuration, made of what the site is, and our components as its blocks.
Off unless `admin: backend:` names where the repository is.
"""
