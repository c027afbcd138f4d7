"""The schema of a clinic file: the fast validator against the authority."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from basutbud.clinicfile.reader import clinic_schema
from basutbud.yamldoc.parser import parse_document
from basutbud.yamldoc.validation import Validator
from clinictext import CLINIC, RULESET

SCHEMA = clinic_schema(RULESET)
FAST = Validator(SCHEMA)
AUTHORITY = Draft202012Validator(SCHEMA, format_checker=FormatChecker(["date"]))
scalars = st.one_of(
    st.booleans(), st.integers(-5, 5), st.none(), st.sampled_from(["active", "x", "2017-01-01", ""])
)
values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["status", "in_operation", "topics", "since", "x"]), inner, max_size=3
        )
    ),
    max_leaves=6,
)


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "clinic": values,
            "hsa_id": st.one_of(values, st.just("SE2321000131-E1")),
            "kind": st.one_of(values, st.just("bvc")),
            "provider": st.sampled_from(["region", "private", "x", 1]),
            "agreement": values,
            "services": st.dictionaries(
                st.sampled_from(["egenremiss", "levnadsvanor", "x"]), values
            ),
            "case_logs": values,
            "other_services": values,
        },
    )
)
@settings(max_examples=300)
def test_the_fast_validator_agrees_with_the_authority(data: object) -> None:
    """jsonschema-rs and jsonschema give the same verdict on generated documents."""
    assert FAST.is_valid(data) is AUTHORITY.is_valid(data)


def test_the_schema_accepts_what_the_reader_accepts() -> None:
    """The published schema is the one that files are held against."""
    assert FAST.is_valid(parse_document("c", CLINIC.encode()).data)
