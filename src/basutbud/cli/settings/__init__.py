"""What a run is set to do: a flag, else ``BASUTBUD_*``, else ``basutbud.yaml``, else the default.

``table`` makes settings of the options, of which the project file's schema, the variables' names
and the guide's list follow. ``projectfile`` and ``environment`` read what is given there,
``settling`` decides between them, ``showing`` says what was decided and why.
"""
