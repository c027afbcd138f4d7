"""Words of the settings: variables, the project file, and where each value is from."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "project_file": "Project file: {path}",
    "no_project_file": "No project file.",
    "setting_default": "default",
    "setting_beats": "beats {values}",
}
PROBLEMS: Final[dict[str, tuple[str, str]]] = {
    "unknown_variable": (
        "There is no setting of this name",
        (
            "Correct the spelling, or choose another name: those that begin with `BASUTBUD_` are "
            "basutbud's own."
        ),
    ),
    "config_and_none": ("--config and --no-config contradict each other", "Give one of them."),
    "barred_no_waivers": (
        "`{key}` may not stand in the project file",
        "Leave `waivers` out, or give --no-waivers for a single run.",
    ),
    "barred_allow_incomparable": (
        "`{key}` may not stand in the project file",
        (
            "It would hide for good that breaches are no longer compared."
            " Give it for a single run: --allow-incomparable."
        ),
    ),
    "barred_as_of": (
        "`{key}` may not stand in the project file",
        (
            "A day that lasts would audit every later day as that one, and hide each breach since. "
            "Give it when it is wanted: --as-of, or `BASUTBUD_AS_OF`."
        ),
    ),
    "past_as_of": (
        "The day to audit as of, {value}, lies before today ({today})",
        (
            "An earlier day hides the breaches since. Leave it out, or allow it: "
            "--no-refuse-past-as-of (`allow-past-as-of` of the CI integrations)."
        ),
    ),
}
