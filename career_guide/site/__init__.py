"""The plan of the site: pages, their addresses, permanent addresses, where old ones lead, news."""
