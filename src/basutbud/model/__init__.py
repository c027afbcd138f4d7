"""The domain's types: frozen values, standard library only, known to every other room."""
