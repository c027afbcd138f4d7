"""Guesses what a file holds from its first kilobytes, if its name does not say.

``names`` has the endings of files that are read. ``recognise`` looks at other files, so that no log
or clinic is passed over: ``text`` at words and lines, ``packed`` into packed files, and ``own``
knows what basutbud itself writes. They read little of each file, whatever its size, and would
rather take a file for a log than pass one over.
"""
