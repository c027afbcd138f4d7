"""The settings of a run: a flag, else ``BASUTBUD_*``, else ``basutbud.yaml``, else the default.

``table`` makes settings of the options, of which the project file's schema and the variables' names
follow. ``projectfile`` and ``environment`` read what is given there, ``settling`` decides between
them, ``showing`` shows what was decided and why.
"""
