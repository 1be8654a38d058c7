"""Human Services Data Specification 3.1 (openreferral.org).

団体→organization, 居場所・活動→service, 会場→location, 開いている時→schedule.
"""
