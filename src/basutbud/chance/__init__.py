"""What chance alone explains of a share: its interval, and where units and months differ by more.

Numbers in, numbers out. They speak of chance between units and periods, never of the verdict: a
late case is late whatever the interval says.
"""
