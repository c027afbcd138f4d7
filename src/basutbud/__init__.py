"""basutbud: audits clinics against the decision on base e-services in 1177."""

__version__ = "0.1.0"
