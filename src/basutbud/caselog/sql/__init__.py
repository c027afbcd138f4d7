"""SQL that the engines share: moments, ids, why a row is no case, and what becomes of a case."""
