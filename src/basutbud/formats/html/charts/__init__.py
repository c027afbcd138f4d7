"""Charts as geometry: the positions of lines, bars, points and labels. A template draws them.

Each chart is a function of numbers, and has a table of the same numbers below it.
"""
