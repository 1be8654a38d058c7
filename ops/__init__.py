"""The ground under the town: packages, PostgreSQL, keys, browser, serving, safekeeping."""
