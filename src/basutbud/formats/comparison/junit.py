"""What is new or worsened, as JUnit XML: a suite a clinic, a failed case for each item."""

from __future__ import annotations

import io
from itertools import groupby

from junitparser import Failure, Skipped
from junitparser.xunit2 import JUnitXml, TestCase, TestSuite

from basutbud.formats.common.remarks import Remark
from basutbud.formats.common.view import View
from basutbud.formats.comparison import phrases
from basutbud.formats.comparison.remarks import remarks
from basutbud.model.overtime.comparison import Comparison
from basutbud.model.vocabulary import Outcome


def render(comparison: Comparison, view: View) -> bytes:
    """Return the comparison as XML; advice is skipped, all else fails, as with --fail-on-new."""
    language = view.language
    root = JUnitXml(phrases.summarise(comparison, language))
    found = sorted(remarks(comparison, language), key=lambda one: one.clinic.shown_id)
    for clinic, concerned in groupby(found, key=lambda one: one.clinic):
        suite = TestSuite(clinic.full_name)
        suite.add_property("hsa_id", clinic.shown_id)
        suite.add_property("old_as_of", comparison.old.as_of.isoformat())
        suite.add_property("new_as_of", comparison.new.as_of.isoformat())
        suite.add_testcases([_case(one, view) for one in concerned])
        root.append(suite)
    root.update_statistics()
    target = io.BytesIO()
    root.write(target, pretty=True)
    return target.getvalue()


def _case(remark: Remark, view: View) -> TestCase:
    # The fingerprint sets apart what GitLab would take for one case.
    name = f"{remark.rule.requirement[view.language.code]} ({remark.fingerprint[:8]})"
    case = TestCase(name, remark.clinic.shown_id, 0)
    if remark.outcome in (Outcome.ADVICE, Outcome.WAIVED):
        case.append(Skipped(remark.message, str(remark.outcome)))
        return case
    failure = Failure(remark.message, str(remark.outcome))
    failure.text = f"{view.language.location(remark.location)}\n→ {remark.remedy}"
    case.append(failure)
    return case
