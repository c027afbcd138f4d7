"""Statistics of a share: its interval, and which units and months differ by more than chance.

The modules take and return numbers. They never decide a verdict: a late case is late, whatever the
interval says.
"""
