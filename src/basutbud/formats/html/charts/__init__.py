"""Charts as geometry: where lines, bars, points and words stand. One template draws them as SVG.

Each chart is a function of numbers, and has a table of the same numbers below it.
"""
